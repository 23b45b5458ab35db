//! Other systems in words.

use crate::catalogue::WhyNot;
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

/// What systems are made of. Known words get their name, others stay.
fn base(word: &str) -> String {
    match word {
        "fedora" => "Fedora".to_owned(),
        "centos-stream-10" => "CentOS Stream 10".to_owned(),
        other => other.to_owned(),
    }
}
