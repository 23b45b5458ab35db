//! Texts for people: Fluent catalogues, and [`tr!`](crate::tr), which does not compile for an unknown id or for
//! arguments that the message does not take.
//!
//! The language is chosen once, from `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG` in that order. A message that a
//! language lacks is shown in English.

use std::cmp::Ordering;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue as Value;

mod table {
    include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));
}

/// The text of a message id, or `id.attribute`, in the person's language.
///
/// ```
/// # use isotope::tr;
/// assert_eq!(tr!("app-name"), "Isotope");
/// ```
#[macro_export]
macro_rules! tr {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const _: () = assert!(
            $crate::i18n::known($id, &[$(stringify!($name)),*]),
            concat!("no such text, or other arguments than it takes: ", $id)
        );
        $crate::i18n::text($id, &[$((stringify!($name), $crate::i18n::Value::from($value))),*])
    }};
}

type Bundle = FluentBundle<FluentResource>;

struct Texts {
    language: LanguageIdentifier,
    chain: Vec<Bundle>,
}

static TEXTS: OnceLock<Texts> = OnceLock::new();

/// Whether the English catalogue has this id with exactly these arguments. Evaluated by the compiler, thousands of
/// times: it halves the table, which is sorted, for the compiler takes long to compare every id.
#[must_use]
#[expect(
    clippy::indexing_slicing,
    reason = "const code has no iterators; every index is below its length"
)]
pub const fn known(id: &str, arguments: &[&str]) -> bool {
    let (mut low, mut high) = (0, table::MESSAGES.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let (candidate, wanted) = table::MESSAGES[middle];
        match order(candidate, id) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => {
                return wanted.len() == arguments.len() && all_in(wanted, arguments);
            }
        }
    }
    false
}

#[expect(
    clippy::indexing_slicing,
    reason = "const code has no iterators; every index is below its length"
)]
const fn all_in(wanted: &[&str], given: &[&str]) -> bool {
    let mut i = 0;
    while i < wanted.len() {
        let mut found = false;
        let mut j = 0;
        while j < given.len() {
            found = found || matches!(order(wanted[i], given[j]), Ordering::Equal);
            j += 1;
        }
        if !found {
            return false;
        }
        i += 1;
    }
    true
}

/// As [`str::cmp`], which the compiler cannot evaluate.
#[expect(
    clippy::indexing_slicing,
    reason = "const code has no iterators; every index is below its length"
)]
const fn order(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] < b[i] {
            return Ordering::Less;
        }
        if a[i] > b[i] {
            return Ordering::Greater;
        }
        i += 1;
    }
    if a.len() < b.len() {
        Ordering::Less
    } else if a.len() > b.len() {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// Looks a text up. Use [`tr!`](crate::tr), which checks the id.
#[must_use]
pub fn text(id: &str, arguments: &[(&'static str, Value<'_>)]) -> String {
    let texts = TEXTS.get_or_init(|| Texts::load(&wanted_languages()));
    let text = texts
        .chain
        .iter()
        .find_map(|bundle| format(bundle, id, arguments))
        .unwrap_or_else(|| id.to_owned());
    #[cfg(all(test, feature = "gui"))]
    english::learn(texts, &text, (id, arguments));
    text
}

/// The language in use, such as `de`.
#[must_use]
pub fn language() -> String {
    TEXTS
        .get_or_init(|| Texts::load(&wanted_languages()))
        .language
        .to_string()
}

/// Every language there is, such as `en`, `de`.
pub fn languages() -> impl Iterator<Item = &'static str> {
    table::LANGUAGES.iter().map(|(code, _)| *code)
}

fn format(bundle: &Bundle, id: &str, arguments: &[(&'static str, Value<'_>)]) -> Option<String> {
    let (name, attribute) = id.split_once('.').map_or((id, None), |(n, a)| (n, Some(a)));
    let message = bundle.get_message(name)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let args: FluentArgs<'_> = arguments.iter().map(|(k, v)| (*k, v.clone())).collect();
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned();
    if !errors.is_empty() {
        tracing::warn!(id, ?errors, "a text has faults");
    }
    Some(text)
}

/// The languages a person wants, best first, by the usual environment variables.
fn wanted_languages() -> Vec<LanguageIdentifier> {
    let get = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
    let locale = get("LC_ALL")
        .or_else(|| get("LC_MESSAGES"))
        .or_else(|| get("LANG"))
        .unwrap_or_default();
    if matches!(locale.split('.').next(), Some("C" | "POSIX" | "")) {
        return Vec::new();
    }
    parse_languages(&get("LANGUAGE").unwrap_or(locale))
}

fn parse_languages(list: &str) -> Vec<LanguageIdentifier> {
    list.split(':')
        .filter_map(|l| l.split(['.', '@']).next()?.replace('_', "-").parse().ok())
        .collect()
}

impl Texts {
    fn load(wanted: &[LanguageIdentifier]) -> Self {
        let available: Vec<LanguageIdentifier> =
            languages().filter_map(|l| l.parse().ok()).collect();
        let english: LanguageIdentifier = "en".parse().unwrap_or_default();
        let chosen = negotiate_languages(
            wanted,
            &available,
            Some(&english),
            NegotiationStrategy::Filtering,
        );
        let mut order: Vec<LanguageIdentifier> = chosen.into_iter().cloned().collect();
        if !order.contains(&english) {
            order.push(english.clone());
        }
        let language = order.first().cloned().unwrap_or(english);
        Self {
            language,
            chain: order.into_iter().filter_map(bundle).collect(),
        }
    }
}

fn bundle(language: LanguageIdentifier) -> Option<Bundle> {
    let code = language.to_string();
    let (_, text) = table::LANGUAGES.iter().find(|(name, _)| *name == code)?;
    let resource =
        FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(code, ?errors, "a catalogue has faults");
            resource
        });
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    if let Err(err) = bundle.add_builtins() {
        tracing::error!(?err, "no builtin functions");
    }
    bundle.add_resource_overriding(resource);
    Some(bundle)
}

/// What was said, in English again: tests look for English words in whatever language they run.
#[cfg(all(test, feature = "gui"))]
pub(crate) mod english {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, PoisonError};

    use super::{Texts, Value, format};

    static SAID: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

    pub(super) fn learn(texts: &Texts, said: &str, what: (&str, &[(&'static str, Value<'_>)])) {
        let [_, .., english] = texts.chain.as_slice() else {
            return;
        };
        let mut all = SAID.lock().unwrap_or_else(PoisonError::into_inner);
        // What stands in it was said before.
        let arguments = what.1.iter().map(|(name, value)| match value {
            Value::String(text) => (*name, Value::from(back(&all, text.to_string()))),
            Value::Number(_) | Value::Custom(_) | Value::None | Value::Error => {
                (*name, value.clone())
            }
        });
        let arguments: Vec<_> = arguments.collect();
        if let Some(original) = format(english, what.0, &arguments)
            && said.len() > 3
        {
            // Two things can be one word: what is on the screen was said last.
            all.insert(said.to_owned(), original);
        }
    }

    /// A text that is shown, as it would be in English.
    pub(crate) fn of(shown: &str) -> String {
        back(
            &SAID.lock().unwrap_or_else(PoisonError::into_inner),
            shown.to_owned(),
        )
    }

    fn back(said: &BTreeMap<String, String>, shown: String) -> String {
        if let Some(original) = said.get(&shown) {
            return original.clone();
        }
        let mut parts: Vec<_> = said.iter().filter(|(s, _)| shown.contains(*s)).collect();
        parts.sort_by_key(|(said, _)| std::cmp::Reverse(said.len()));
        parts
            .into_iter()
            .fold(shown, |text, (said, original)| text.replace(said, original))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(list: &str) -> Texts {
        Texts::load(&parse_languages(list))
    }

    #[test]
    fn ids_and_arguments_are_checked() {
        assert!(known("app-name", &[]));
        assert!(!known("app-name", &["count"]));
        assert!(!known("no-such-text", &[]));
    }

    #[test]
    fn every_message_is_found_where_it_stands() {
        assert!(table::MESSAGES.is_sorted_by(|a, b| a.0 < b.0));
        for (id, arguments) in table::MESSAGES {
            assert!(known(id, arguments), "{id}");
            assert!(!known(&format!("{id}-"), arguments), "{id}");
        }
    }

    #[test]
    fn the_language_follows_the_list() {
        assert_eq!(load("de_AT.UTF-8").language.to_string(), "de");
        assert_eq!(load("xx:de").language.to_string(), "de");
        assert_eq!(load("").language.to_string(), "en");
        assert_eq!(load("de").chain.len(), 2, "English stands behind it");
    }
}
