//! The `deploy` file of an installed app or runtime: a `GVariant` of type `(ssasta{sv})`.
//!
//! Source: flatpak `data/flatpak-variants.gv` and `flatpak_dir_new_deploy_data`. Only the origin, the commit, the list of
//! parts and the size are always there; older flatpaks wrote fewer entries of the dictionary, or none.

use std::collections::HashMap;

use zgvariant::serialized::{Context, Data};
use zgvariant::{NATIVE_ENDIAN, OwnedVariant};

use crate::domain::EndOfLife;

/// (origin, commit, parts, size, details).
type Wire = (
    String,
    String,
    Vec<String>,
    u64,
    HashMap<String, OwnedVariant>,
);

/// What a `deploy` file says.
#[derive(Debug)]
pub(super) struct Deploy {
    /// The remote that it came from.
    pub(super) origin: String,
    /// The commit, as it stands there.
    pub(super) commit: String,
    /// Bytes on the disk.
    pub(super) size: u64,
    details: HashMap<String, OwnedVariant>,
}

impl Deploy {
    /// Reads any bytes. `None`: they are something else.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let data = Data::new(bytes, Context::new(NATIVE_ENDIAN, 0));
        let (wire, _) = data.deserialize::<Wire>().ok()?;
        let (origin, commit, _parts, size, details) = wire;
        Some(Self {
            origin,
            commit,
            // The one number that is stored big-endian, whatever the computer.
            size: u64::from_be(size),
            details,
        })
    }

    /// A text among the details, as `runtime` or `appdata-version`. What is empty was not told.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let value = self.details.get(key)?.try_clone().ok()?;
        String::try_from(value).ok().filter(|text| !text.is_empty())
    }

    /// A text that publishers translate, in the first of the languages that has it.
    pub(super) fn translated(&self, key: &str, languages: &[String]) -> Option<String> {
        languages
            .iter()
            .find_map(|language| match language.as_str() {
                PLAIN => self.text(key),
                language => self.text(&format!("{key}@{language}")),
            })
            .or_else(|| self.text(key))
    }

    /// Whether its publisher gave it up.
    pub(super) fn end_of_life(&self) -> Option<EndOfLife> {
        let (reason, replacement) = (self.text("eol"), self.text("eolr"));
        (reason.is_some() || replacement.is_some()).then_some(EndOfLife {
            reason,
            replacement,
        })
    }
}

/// The language in which publishers write what they do not translate.
pub(super) const PLAIN: &str = "en";

/// The names under which texts in these languages may stand, best first: `de_AT@euro` is also `de_AT` and `de`.
///
/// Takes `de-AT` and `de_AT.UTF-8` alike.
pub(super) fn spellings(languages: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for language in languages {
        let language = language.replace('-', "_");
        let (rest, modifier) = match language.split_once('@') {
            Some((rest, modifier)) => (rest, Some(modifier)),
            None => (language.as_str(), None),
        };
        let place = rest.split('.').next().unwrap_or(rest);
        let bare = place.split('_').next().unwrap_or(place);
        for name in [place, bare] {
            all.extend(modifier.map(|modifier| format!("{name}@{modifier}")));
            all.push(if matches!(name, "C" | "POSIX") {
                PLAIN.to_owned()
            } else {
                name.to_owned()
            });
        }
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|name| seen.insert(name.clone()));
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zgvariant::{Variant, to_bytes};

    use super::*;

    fn bytes(details: &[(&str, Variant<'_>)]) -> Vec<u8> {
        let details: HashMap<&str, &Variant<'_>> =
            details.iter().map(|(key, value)| (*key, value)).collect();
        let wire = (
            "example",
            "c0ffee",
            Vec::<String>::new(),
            6144_u64.to_be(),
            details,
        );
        let bytes = to_bytes(Context::new(NATIVE_ENDIAN, 0), &wire).unwrap();
        bytes.to_vec()
    }

    #[test]
    fn the_size_is_big_endian_and_every_detail_may_be_missing() {
        let deploy = Deploy::parse(&bytes(&[])).unwrap();
        assert_eq!((deploy.origin.as_str(), deploy.size), ("example", 6144));
        assert_eq!(deploy.text("runtime"), None);
        assert_eq!(deploy.end_of_life(), None);
    }

    #[test]
    fn texts_come_in_the_best_language_there_is() {
        let deploy = Deploy::parse(&bytes(&[
            ("appdata-name", "Alpha".into()),
            ("appdata-name@de", "Alfa".into()),
            ("appdata-name@pt_BR", "Álfa".into()),
            ("eol", "gone".into()),
            ("deploy-version", 4_i32.into()),
        ]))
        .unwrap();
        for (wanted, found) in [
            (&["de-AT"][..], "Alfa"),
            (&["fr", "pt_BR.UTF-8"], "Álfa"),
            (&["en-GB", "de"], "Alpha"),
            (&["C.UTF-8"], "Alpha"),
            (&["fr"], "Alpha"),
            (&[], "Alpha"),
        ] {
            let wanted: Vec<String> = wanted.iter().map(|&text| text.to_owned()).collect();
            let name = deploy.translated("appdata-name", &spellings(&wanted));
            assert_eq!(name.as_deref(), Some(found), "{wanted:?}");
        }
        let gone = deploy.end_of_life().unwrap();
        assert_eq!(gone.reason.as_deref(), Some("gone"));
        // A number where a text should be is no text.
        assert_eq!(deploy.text("deploy-version"), None);
    }

    #[test]
    fn languages_are_tried_from_the_whole_name_to_the_bare_one() {
        let wanted = ["sr_RS.UTF-8@latin".to_owned(), "de".to_owned()];
        assert_eq!(
            spellings(&wanted),
            ["sr_RS@latin", "sr_RS", "sr@latin", "sr", "de"]
        );
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Some(deploy) = Deploy::parse(&bytes) {
                deploy.translated("appdata-name", &["de".to_owned()]);
                deploy.end_of_life();
            }
        }

        #[test]
        fn no_damage_breaks_it(
            (at, with) in (any::<prop::sample::Index>(), any::<u8>()),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = bytes(&[
                ("appdata-name", "Alpha".into()),
                ("previous-ids", vec!["org.example.Old"].into()),
                ("timestamp", 1_795_225_544_u64.into()),
            ]);
            let at = at.index(bytes.len());
            bytes[at] = with;
            bytes.truncate(cut.index(bytes.len()) + 1);
            if let Some(deploy) = Deploy::parse(&bytes) {
                deploy.translated("appdata-name", &["de".to_owned()]);
                deploy.text("previous-ids");
            }
        }
    }
}
