//! Which system is meant by what was typed: an address, or a name out of the catalogue.

use isotope::catalogue::{Catalogue, Entry};
use isotope::domain::{NotAnAddress, Origin};

use crate::failure::Failure;

/// Names that are less alike are not what was meant.
const ALIKE: f64 = 0.75;
/// How many of them are named.
const SUGGESTIONS: usize = 3;

/// The system that is meant.
///
/// # Errors
/// [`Failure::Address`] for what is no address, [`Failure::NoSuchSystem`] for a name that nobody has.
pub(super) fn find(typed: &str, here: &Origin, catalogue: &Catalogue) -> Result<Origin, Failure> {
    let is_address = typed.contains([':', '/']) || typed.len() == 64;
    let fits = |entry: &&Entry| names(entry).any(|name| name == plain(typed));
    let named = catalogue.entries.iter().filter(fits);
    let running = catalogue.of(here);
    // Of equals the first counts.
    let best = named.min_by_key(|entry| strangeness(entry, running, here));
    match best {
        Some(entry) if !is_address => Ok(entry.origin.clone()),
        Some(_) | None if is_address => match Origin::typed(typed, here) {
            // Whoever looks at it is told that it runs already, as by its name.
            Err(NotAnAddress::Same) => Ok(here.clone()),
            typed => typed.map_err(Failure::Address),
        },
        Some(_) | None => Err(Failure::NoSuchSystem {
            typed: typed.to_owned(),
            meant: alike(typed, catalogue),
        }),
    }
}

/// How far an entry is from what runs: the same way of delivery first, then the same release, then the calmest channel.
fn strangeness(entry: &Entry, running: Option<&Entry>, here: &Origin) -> impl Ord + use<> {
    let kind = |origin: &Origin| matches!(origin, Origin::Container(_));
    let other_kind = kind(&entry.origin) != kind(here);
    let other_release = running.is_none_or(|running| running.release != entry.release);
    let other_pace = running.is_none_or(|running| running.pace != entry.pace);
    (
        entry.retired.is_some(),
        other_kind,
        other_pace,
        other_release,
        entry.pace,
    )
}

/// What an entry can be called: by its name, and as its own address calls it.
fn names(entry: &Entry) -> impl Iterator<Item = String> {
    let variant = entry.origin.system().variant;
    std::iter::once(plain(&entry.name)).chain(variant.as_deref().map(plain))
}

fn plain(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    name.to_lowercase().chars().map(letter).collect()
}

/// Names that are nearly what was typed, the nearest first.
fn alike(typed: &str, catalogue: &Catalogue) -> Vec<String> {
    let typed = plain(typed);
    let variants = catalogue
        .entries
        .iter()
        .filter(|entry| entry.retired.is_none());
    let mut near: Vec<(f64, String)> = variants
        .filter_map(|entry| entry.origin.system().variant)
        .map(|name| (strsim::jaro_winkler(&typed, &plain(&name)), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter()
        .take(SUGGESTIONS)
        .map(|(_, name)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "fedora:fedora/44/x86_64/silverblue";

    fn found(typed: &str, here: &str) -> Result<String, Failure> {
        let catalogue = Catalogue::read(&[], "x86_64");
        find(typed, &Origin::parse(here), &catalogue).map(|origin| origin.to_string())
    }

    #[test]
    fn names_mean_what_is_nearest_to_what_runs() {
        let old = "fedora:fedora/43/x86_64/silverblue";
        let image = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";
        for (typed, here, expected) in [
            (HERE, HERE, HERE),
            ("kinoite", HERE, "fedora:fedora/44/x86_64/kinoite"),
            ("Kinoite", old, "fedora:fedora/43/x86_64/kinoite"),
            ("fedora kinoite", HERE, "fedora:fedora/44/x86_64/kinoite"),
            (
                "aurora",
                image,
                "ostree-image-signed:docker://ghcr.io/ublue-os/aurora:stable",
            ),
            ("bluefin", HERE, image),
            (
                "fedora/44/x86_64/sericea",
                HERE,
                "fedora:fedora/44/x86_64/sericea",
            ),
        ] {
            assert_eq!(found(typed, here).unwrap(), expected, "{typed}");
        }
    }

    #[test]
    fn what_nobody_has_is_guessed() {
        let Err(Failure::NoSuchSystem { meant, .. }) = found("kinoit", HERE) else {
            panic!("found")
        };
        assert_eq!(meant.first().map(String::as_str), Some("kinoite"));
        let Err(Failure::NoSuchSystem { meant, .. }) = found("xyz", HERE) else {
            panic!("found")
        };
        assert_eq!(meant, [""; 0]);
        assert!(matches!(
            found("ghcr.io/ublue-os/bluefin:stable", HERE),
            Err(Failure::Address(NotAnAddress::NoSignature { .. }))
        ));
    }
}
