//! One function a line: facts in, a remark out; `None` when it cannot be told or does not matter. Pure.

#![expect(clippy::unnecessary_wraps, reason = "all lines have one shape")]

use std::cmp::Ordering;

use crate::catalogue::{Possible, WhyNot};
use crate::domain::{Origin, SignaturePolicy};

use super::accounts::login_user;
use super::facts::{Facts, Remote, Spare, Waiting};
use super::policy::Policy;
use super::power::Power;
use super::remark::Remark;

/// Below this, a battery may not last, in percent.
const LOW: u8 = 20;

type Line = fn(&Facts) -> Option<Remark>;

/// Every line but whether it runs already, in the order in which a person should read them.
pub(super) const ALL: [Line; 16] = [
    support, publisher, base, release, desktop, signature, source, updates, prepared, packages,
    room, boot, accounts, target, power, network,
];

/// Whether what runs can be switched from, by this person.
pub(super) fn support(facts: &Facts) -> Option<Remark> {
    Some(match facts.possible {
        Possible::No(WhyNot::NoSwitch) => Remark::NotSupported,
        _ if facts.may == Some(false) => Remark::NotYours,
        Possible::Runs
        | Possible::Yes
        | Possible::No(
            WhyNot::Retired { .. } | WhyNot::OtherKind { .. } | WhyNot::OtherBase { .. },
        ) => Remark::Supported,
    })
}

/// Whether the publisher has it, and stands by it.
pub(super) fn publisher(facts: &Facts) -> Option<Remark> {
    if let Some(gone) = &facts.gone {
        return Some(Remark::NotThere {
            there: facts.there.clone(),
            near: gone.near.clone(),
        });
    }
    let Some(entry) = &facts.entry else {
        return Some(Remark::Unheard);
    };
    Some(if let Some(end) = &entry.retired {
        Remark::Retired {
            instead: end.instead.clone(),
        }
    } else if !facts.channel_is_known {
        Remark::UnknownChannel {
            by: entry.publisher.clone(),
        }
    } else if entry.is_old(facts.today) {
        Remark::OldFacts {
            checked: entry.checked,
        }
    } else {
        Remark::Published {
            by: entry.publisher.clone(),
        }
    })
}

/// Whether both are made of the same, and for the same.
pub(super) fn base(facts: &Facts) -> Option<Remark> {
    let made_for = facts
        .entry
        .as_ref()
        .and_then(|entry| entry.made_for.clone());
    if let Some(program) = made_for {
        return Some(Remark::OtherKind { program });
    }
    let (here, there) = &facts.bases;
    let may_be_same = here.iter().any(|base| there.contains(base));
    Some(match (here.as_slice(), there.as_slice()) {
        ([], _) | (_, []) => Remark::UnknownBase,
        ([_], [base]) if may_be_same => Remark::SameBase { base: base.clone() },
        _ if may_be_same => Remark::UnknownBase,
        _ => Remark::OtherBase {
            here: here.clone(),
            there: there.clone(),
        },
    })
}

/// Whether it is an older release than the one that runs. What programs of the newer one have written into the home
/// folder those of the older one may not read.
pub(super) fn release(facts: &Facts) -> Option<Remark> {
    let (here, there) = (facts.releases.0?, facts.releases.1?);
    Some(match there.cmp(&here) {
        Ordering::Less => Remark::OlderRelease { here, there },
        Ordering::Equal => Remark::SameRelease { release: there },
        Ordering::Greater => Remark::NewerRelease { here, there },
    })
}

/// Whether it is another desktop.
pub(super) fn desktop(facts: &Facts) -> Option<Remark> {
    let there = match (&facts.entry, facts.desktop_there()) {
        (_, Some(there)) => there,
        (Some(_), None) => return Some(Remark::NoDesktop),
        (None, None) => return Some(Remark::UnknownDesktop),
    };
    let Some(here) = facts.desktop_here() else {
        // From a system without a desktop, nothing of another one can be left.
        return Some(if facts.running.is_some() {
            Remark::SameDesktop { desktop: there }
        } else {
            Remark::UnknownDesktop
        });
    };
    if here == there {
        return Some(Remark::SameDesktop { desktop: there });
    }
    let advice = facts.entry.as_ref().filter(|entry| entry.one_desktop);
    Some(match advice {
        Some(entry) => Remark::AdvisedAgainst {
            here,
            there,
            publisher: entry.publisher.clone(),
        },
        None => Remark::OtherDesktop { here, there },
    })
}

/// Who checks that it comes from its publisher.
pub(super) fn signature(facts: &Facts) -> Option<Remark> {
    let by_remote = |name: &str| match &facts.remote {
        Some(Remote {
            known: true,
            checks: false,
            ..
        }) => Remark::Unchecked,
        Some(_) | None => Remark::CheckedByRemote {
            remote: name.to_owned(),
        },
    };
    match &facts.there {
        Origin::Ostree(branch) => Some(match &branch.remote {
            Some(remote) => by_remote(remote),
            None => Remark::Unchecked,
        }),
        Origin::Container(image) => Some(match &image.signature {
            SignaturePolicy::Unverified => Remark::Unchecked,
            SignaturePolicy::OstreeRemote(remote) => by_remote(remote),
            SignaturePolicy::ContainerPolicy => by_policy(facts),
        }),
        Origin::Commit(_) => Some(Remark::Unchecked),
        Origin::Unknown => None,
    }
}

/// Who signs for it, by the catalogue, brings the rule along; anybody else's word is not taken for it.
fn by_policy(facts: &Facts) -> Remark {
    match facts.policy {
        Policy::Checks => Remark::CheckedByPolicy,
        Policy::Accepts => Remark::Unchecked,
        Policy::Rejects => Remark::Forbidden,
        Policy::Lax | Policy::Unreadable => match facts.there.unchecked() {
            Some(first) if facts.brings_rule && !first.is_same_place(&facts.here) => {
                Remark::TwoSteps { first }
            }
            Some(_) | None => match &facts.own_form {
                Some(form) => Remark::NotSignedSo { form: form.clone() },
                None => Remark::NoRule,
            },
        },
    }
}

/// Whether the computer knows the source and its key.
pub(super) fn source(facts: &Facts) -> Option<Remark> {
    let found = facts.remote.as_ref()?;
    let remote = found.name.clone();
    Some(if !found.known {
        Remark::NoRemote { remote }
    } else if found.checks && !found.has_key {
        Remark::NoKey { remote }
    } else {
        Remark::SourceKnown { remote }
    })
}

/// Whether updates come from it.
pub(super) fn updates(facts: &Facts) -> Option<Remark> {
    Some(if facts.there.can_update() {
        Remark::Moves
    } else {
        Remark::Stays
    })
}

/// What waits for the next start.
pub(super) fn prepared(facts: &Facts) -> Option<Remark> {
    Some(match facts.waiting.clone() {
        Waiting::Nothing => Remark::NothingPrepared,
        Waiting::Staged(version) => Remark::UpdatePrepared { version },
        Waiting::Chosen(version) => Remark::OtherChosen { version },
    })
}

/// Packages that were added here.
pub(super) fn packages(facts: &Facts) -> Option<Remark> {
    Some(if facts.added.is_empty() {
        Remark::NoPackages
    } else {
        Remark::Packages {
            names: facts.added.clone(),
        }
    })
}

/// Room on the disk. What is not known exactly is taken for as large as what runs, of which some is shared.
pub(super) fn room(facts: &Facts) -> Option<Remark> {
    let (room, spare) = (facts.room?, facts.spare);
    let (free, need) = (room.free, room.need);
    let least = if room.exact { need } else { need / 2 };
    Some(if free < least {
        Remark::NoRoom { free, need, spare }
    } else if free < need {
        Remark::TightRoom { free, need, spare }
    } else {
        Remark::Room {
            free,
            download: facts.download,
        }
    })
}

/// Room for what starts the system.
pub(super) fn boot(facts: &Facts) -> Option<Remark> {
    let boot = facts.boot?;
    let (free, need) = (boot.free, boot.need);
    Some(if free >= need {
        Remark::BootRoom { free }
    } else {
        match facts.spare {
            // libostree then takes it away by itself.
            Spare::Some => Remark::TightBoot { free, need },
            Spare::Kept => Remark::NoBootRoom {
                free,
                need,
                kept: true,
            },
            Spare::None => Remark::NoBootRoom {
                free,
                need,
                kept: false,
            },
        }
    })
}

/// The users of the login screen: the same desktop's have been there all the time.
pub(super) fn accounts(facts: &Facts) -> Option<Remark> {
    let there = facts.desktop_there()?;
    if facts.desktop_here().as_ref() == Some(&there) {
        return None;
    }
    let user = login_user(&there)?;
    let numbers = facts.accounts.as_ref()?.numbers(user);
    let user = user.to_owned();
    Some(match numbers {
        0 => Remark::NoLoginUser { user },
        1 => Remark::LoginUser { user },
        _ => Remark::TwoLoginUsers { user },
    })
}

/// Whether the computer starts into a desktop, where there is one.
pub(super) fn target(facts: &Facts) -> Option<Remark> {
    facts.desktop_there()?;
    Some(if facts.console_only? {
        Remark::ConsoleOnly
    } else {
        Remark::Graphical
    })
}

/// Mains or battery.
pub(super) fn power(facts: &Facts) -> Option<Remark> {
    match facts.power {
        Power::Unknown => None,
        Power::Mains => Some(Remark::Powered),
        Power::Battery(percent) if percent < LOW => Some(Remark::BatteryLow { percent }),
        Power::Battery(percent) => Some(Remark::OnBattery { percent }),
    }
}

/// Whether the network costs.
pub(super) fn network(facts: &Facts) -> Option<Remark> {
    Some(if facts.metered? {
        Remark::Metered
    } else {
        Remark::FreeNetwork
    })
}
