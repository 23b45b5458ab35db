//! Other systems in words.

use crate::catalogue::{Entry, Pace, WhyNot};
use crate::domain::{NotAnAddress, Origin};
use crate::tr;

/// Why a computer cannot switch to a system: a sentence.
#[must_use]
pub fn why_not(why: &WhyNot) -> String {
    match why {
        WhyNot::Retired { instead: None } => tr!("switch-retired"),
        WhyNot::Retired {
            instead: Some(name),
        } => tr!("switch-retired-instead", name = name.clone()),
        WhyNot::OtherKind { program } => tr!("switch-other-kind", program = program.clone()),
        WhyNot::OtherBase { here, there } => {
            tr!("switch-other-base", here = base(here), there = base(there))
        }
        WhyNot::NoSwitch => tr!("switch-not-here"),
    }
}

/// Why a text is no address: a sentence, with what may have been meant.
#[must_use]
pub fn not_an_address(why: &NotAnAddress) -> String {
    match why {
        NotAnAddress::Empty => tr!("address-empty"),
        NotAnAddress::Space => tr!("address-space"),
        NotAnAddress::NoSignature {
            meant: [checked, unchecked],
        } => tr!(
            "address-no-signature",
            checked = checked.clone(),
            unchecked = unchecked.clone()
        ),
        NotAnAddress::Twice { meant } | NotAnAddress::NoTransport { meant } => {
            tr!("address-meant", meant = meant.clone())
        }
        NotAnAddress::UnknownForm { form } => tr!("address-form", form = form.clone()),
        NotAnAddress::Image { name } => tr!("address-image", name = name.clone()),
        NotAnAddress::Tag { tag } => tr!("address-tag", tag = tag.clone()),
        NotAnAddress::Digest { digest } => tr!("address-digest", digest = digest.clone()),
        NotAnAddress::Remote { remote } => tr!("address-remote", remote = remote.clone()),
        NotAnAddress::Branch { branch } => tr!("address-branch", branch = branch.clone()),
        NotAnAddress::Incomplete => tr!("address-incomplete"),
        NotAnAddress::Same => tr!("refused-same-origin.body"),
    }
}

/// What an address leads to: a sentence or two.
#[must_use]
pub fn address(there: &Origin) -> String {
    let Origin::Container(image) = there else {
        return match there {
            Origin::Ostree(branch) => branch.remote.as_ref().map_or_else(
                || tr!("address-leads-to-local", branch = branch.branch.clone()),
                |remote| {
                    tr!(
                        "address-leads-to-branch",
                        branch = branch.branch.clone(),
                        remote = remote.clone()
                    )
                },
            ),
            Origin::Commit(_) | Origin::Container(_) | Origin::Unknown => {
                tr!("address-leads-to-commit")
            }
        };
    };
    let name = image.repository.clone();
    let place = match (&image.digest, &image.tag) {
        (Some(_), _) => tr!("address-leads-to-build", image = name),
        (None, Some(tag)) => tr!("address-leads-to-tag", image = name, tag = tag.clone()),
        (None, None) => tr!("address-leads-to-tag", image = name, tag = "latest"),
    };
    let check = if image.signature.is_checked() {
        tr!("address-checked")
    } else {
        tr!("address-unchecked")
    };
    format!("{place} {check}")
}

/// What the system at an address is called, with what the catalogue knows of it: `Fedora Kinoite 44`, `Fedora Kinoite 44
/// (Testing)`, `Bluefin (Stable)`. What it does not know is called as its publisher calls it: `kinoite 44`.
#[must_use]
pub fn called(there: &Origin, entry: Option<&Entry>) -> String {
    let name = entry.map(|entry| entry.name.clone());
    match name.or_else(|| there.system().variant) {
        Some(name) => titled(&name, there),
        None => there.to_string(),
    }
}

/// The note beside the version that is kept because of a switch there.
#[must_use]
pub fn switch_note(there: &Origin, entry: Option<&Entry>) -> String {
    tr!("switch-note", system = called(there, entry))
}

fn titled(name: &str, there: &Origin) -> String {
    let system = there.system();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let (release, channel) = match there {
        Origin::Container(image) if image.digest.is_some() => (None, None),
        Origin::Container(_) => match system.channel {
            Some(tag) if is_number(&tag) => (Some(tag), None),
            tag => (None, tag),
        },
        Origin::Ostree(_) | Origin::Commit(_) | Origin::Unknown => {
            let channel = system.channel.filter(|channel| channel != "stable");
            (system.release, channel)
        }
    };
    let channel = channel.map(|word| format!("({})", channel_name(&word)));
    let words = [Some(name.to_owned()), release, channel];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A channel's name for people: `Stable`. What nobody knows stays as its publisher writes it.
#[must_use]
pub fn channel_name(word: &str) -> String {
    match word {
        "stable" => tr!("channel-stable"),
        "testing" => tr!("channel-testing"),
        "latest" => tr!("channel-latest"),
        "beta" => tr!("channel-beta"),
        other => other.to_owned(),
    }
}

/// What a channel means for those who follow it, in a few words.
#[must_use]
pub fn pace(pace: Pace) -> String {
    match pace {
        Pace::Stable => tr!("pace-stable"),
        Pace::Daily => tr!("pace-daily"),
        Pace::Latest => tr!("pace-latest"),
        Pace::Testing => tr!("pace-testing"),
        Pace::Next => tr!("pace-next"),
        Pace::Development => tr!("pace-development"),
    }
}

/// Whether it is verified that a system comes from its publisher, in two words.
#[must_use]
pub fn verified(verified: bool) -> String {
    if verified {
        tr!("signed-checked")
    } else {
        tr!("signed-unchecked")
    }
}

/// A channel as a heading: `Stable`, `Release 44`, `Next Release 45`. `word`: what its publisher calls it.
#[must_use]
pub fn channel_title(word: &str, pace: Option<Pace>, release: Option<&str>) -> String {
    let numbered = |number: &str| tr!("builds-release", release = number);
    let begins_with_number = word.starts_with(|c: char| c.is_ascii_digit());
    match (word.split_once(' '), release) {
        (Some((number, rest)), _) if begins_with_number => {
            format!("{} {}", numbered(number), channel_name(rest))
        }
        (None, _) if begins_with_number => numbered(word),
        (None, Some(release)) if word == "next" && pace == Some(Pace::Next) => {
            tr!("channel-next", release = release)
        }
        (Some(_) | None, _) => channel_name(word),
    }
}

/// What systems are made of. Known words get their name, others stay.
#[must_use]
pub fn base(word: &str) -> String {
    match word {
        "fedora" => "Fedora".to_owned(),
        "practice" => "Practice Linux".to_owned(),
        "vanilla-os" => "Vanilla OS".to_owned(),
        "centos-stream-10" => "CentOS Stream 10".to_owned(),
        other => other.to_owned(),
    }
}
