//! Other systems in words.

use crate::catalogue::WhyNot;
use crate::domain::NotAnAddress;
use crate::tr;

/// Why a computer cannot switch to a system: a sentence.
#[must_use]
pub fn why_not(why: &WhyNot) -> String {
    match why {
        WhyNot::Retired { instead: None } => tr!("switch-retired"),
        WhyNot::Retired {
            instead: Some(name),
        } => tr!("switch-retired-instead", name = name.clone()),
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

/// What systems are made of. Known words get their name, others stay.
pub(super) fn base(word: &str) -> String {
    match word {
        "fedora" => "Fedora".to_owned(),
        "centos-stream-10" => "CentOS Stream 10".to_owned(),
        other => other.to_owned(),
    }
}
