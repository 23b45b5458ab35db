//! The patterns of `flatpak mask`: what is not updated any more.
//!
//! Source: `flatpak_filter_glob_to_regexp` in flatpak `common/flatpak-utils.c`. A pattern is `[KIND/]ID[/ARCH[/BRANCH]]`;
//! `*` stands for anything but a slash, and what is empty or missing stands for anything.

use crate::domain::AppRef;

use super::keyfile::Document;

#[derive(Debug, PartialEq, Eq)]
struct Pattern {
    kind: Option<&'static str>,
    /// Id, architecture, branch.
    parts: [String; 3],
}

impl Pattern {
    /// `None` for what flatpak does not take for a pattern.
    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = ["app", "runtime"]
            .into_iter()
            .find_map(|kind| Some((kind, text.strip_prefix(kind)?.strip_prefix('/')?)))
            .map_or((None, text), |(kind, rest)| (Some(kind), rest));
        let known = |c: char| c.is_ascii_alphanumeric() || "*._-/".contains(c);
        if rest.is_empty() || !rest.chars().all(known) || rest.matches('/').count() > 2 {
            return None;
        }
        let mut parts = rest.split('/').map(|part| match part {
            "" => "*".to_owned(),
            part => part.to_owned(),
        });
        let mut next = || parts.next().unwrap_or_else(|| "*".to_owned());
        Some(Self {
            kind,
            parts: [next(), next(), next()],
        })
    }

    fn matches(&self, app: &AppRef) -> bool {
        let kind = if app.runtime { "runtime" } else { "app" };
        let [id, arch, branch] = &self.parts;
        self.kind.is_none_or(|wanted| wanted == kind)
            && glob(id.as_bytes(), app.id.as_str().as_bytes())
            && glob(arch.as_bytes(), app.arch.as_bytes())
            && glob(branch.as_bytes(), app.branch.as_bytes())
    }
}

/// Whether a text fits a pattern in which `*` stands for any part of it.
fn glob(mut pattern: &[u8], mut text: &[u8]) -> bool {
    // Where to go on when what follows the last star does not fit: the star takes one byte more.
    let mut again: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern.split_first(), text.split_first()) {
            (Some((b'*', rest)), _) => {
                again = Some((rest, text));
                pattern = rest;
            }
            (Some((wanted, rest)), Some((found, left))) if wanted == found => {
                pattern = rest;
                text = left;
            }
            (None, None) => return true,
            _ => {
                let Some((after, from)) = again else {
                    return false;
                };
                let Some((_, from)) = from.split_first() else {
                    return false;
                };
                again = Some((after, from));
                (pattern, text) = (after, from);
            }
        }
    }
}

/// The masks of one installation.
#[derive(Debug, Default)]
pub(super) struct Masks(Vec<Pattern>);

impl Masks {
    /// Reads `xa.masked` of an installation's `repo/config`.
    pub(super) fn read(config: &Document) -> Self {
        let items = config.list("core", "xa.masked").unwrap_or_default();
        Self(
            items
                .iter()
                .filter_map(|item| Pattern::parse(&item.text))
                .collect(),
        )
    }

    /// Whether updates of it are switched off.
    pub(super) fn cover(&self, app: &AppRef) -> bool {
        self.0.iter().any(|pattern| pattern.matches(app))
    }
}

/// The masks of an installation's `repo/config`, as they stand there.
pub(super) fn patterns(config: &Document) -> Vec<String> {
    let items = config.list("core", "xa.masked").unwrap_or_default();
    items.into_iter().map(|item| item.text).collect()
}

/// Those of them that cover it.
pub(super) fn covering(config: &Document, app: &AppRef) -> Vec<String> {
    let covers = |text: &String| Pattern::parse(text).is_some_and(|pattern| pattern.matches(app));
    patterns(config).into_iter().filter(covers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_what_flatpak_says_they_cover() {
        let app = |text: &str| text.parse::<AppRef>().unwrap();
        let alpha = app("app/org.example.Alpha/x86_64/stable");
        let german = app("runtime/org.example.Alpha.Locale/x86_64/stable");
        for (pattern, of_alpha, of_german) in [
            ("org.example.Alpha", true, false),
            ("org.example.Alpha*", true, true),
            ("org.example.*", true, true),
            ("*", true, true),
            ("*.Locale", false, true),
            ("*x*e*Al*", true, true),
            ("*a*x*", false, false),
            ("app/*", true, false),
            ("runtime/org.example.*", false, true),
            ("org.example.Alpha//stable", true, false),
            ("org.example.Alpha/x86_64/beta", false, false),
            ("org.example.Alpha/aarch64", false, false),
            ("/x86_64", true, true),
            ("org.example", false, false),
            ("org-example-Alpha", false, false),
            ("", false, false),
            ("app/", false, false),
            ("org.example.Alph?", false, false),
            ("app/org.example.Alpha/x86_64/stable", true, false),
            ("app/org.example.Alpha/x86_64/stable/more", false, false),
        ] {
            let config = Document::parse(format!("[core]\nxa.masked={pattern};\n").as_bytes());
            let masks = Masks::read(&config);
            assert_eq!(masks.cover(&alpha), of_alpha, "{pattern}");
            assert_eq!(masks.cover(&german), of_german, "{pattern}");
        }
    }
}
