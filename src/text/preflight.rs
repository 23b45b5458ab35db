//! What was looked at before a switch, in words.

use crate::preflight::{Fix, Remark, Spare};
use crate::tr;

use super::size;
use super::switch::base;

/// What a line says: one or two sentences.
#[must_use]
pub fn remark(remark: &Remark) -> String {
    told(remark).replace('\n', " ")
}

/// The same in two parts: what it is, in a short sentence, and more about it.
#[must_use]
pub fn parts(remark: &Remark) -> (String, Option<String>) {
    let words = told(remark);
    match words.split_once('\n') {
        Some((what, more)) => (what.to_owned(), Some(more.replace('\n', " "))),
        None => (words, None),
    }
}

/// With a line break between the two.
#[expect(
    clippy::too_many_lines,
    reason = "one sentence a variant, nothing else"
)]
fn told(remark: &Remark) -> String {
    match remark {
        Remark::RunsAlready => tr!("preflight-runs-already"),
        Remark::Supported => tr!("preflight-supported"),
        Remark::NotSupported => tr!("preflight-not-supported"),
        Remark::NotYours => tr!("preflight-not-yours"),
        Remark::Published { by } => tr!("preflight-published", by = by.clone()),
        Remark::OldFacts { checked } => tr!("preflight-old-facts", date = checked.to_string()),
        Remark::UnknownChannel { by } => tr!("preflight-unknown-channel", by = by.clone()),
        Remark::Unheard => tr!("preflight-unheard"),
        Remark::NotThere { there, .. } => {
            tr!("preflight-not-there", address = there.to_string())
        }
        // What to look at instead is what mends it, and said as that.
        Remark::Retired { .. } => tr!("switch-retired"),
        Remark::SameBase { base: both } => tr!("preflight-same-base", base = base(both)),
        Remark::UnknownBase => tr!("preflight-unknown-base"),
        Remark::OtherKind { program } => tr!("preflight-other-kind", program = program.clone()),
        Remark::OtherBase { here, there } => {
            tr!(
                "preflight-other-base",
                here = bases(here),
                there = bases(there)
            )
        }
        Remark::SameRelease { release } => {
            tr!("preflight-same-release", release = release.to_string())
        }
        Remark::NewerRelease { here, there } => tr!(
            "preflight-newer-release",
            here = here.to_string(),
            there = there.to_string()
        ),
        Remark::OlderRelease { here, there } => tr!(
            "preflight-older-release",
            here = here.to_string(),
            there = there.to_string()
        ),
        Remark::SameDesktop { desktop } => {
            tr!("preflight-same-desktop", desktop = desktop.clone())
        }
        Remark::UnknownDesktop => tr!("preflight-unknown-desktop"),
        Remark::OtherDesktop { here, there } => tr!(
            "preflight-other-desktop",
            here = here.clone(),
            there = there.clone()
        ),
        Remark::AdvisedAgainst {
            here,
            there,
            publisher,
        } => tr!(
            "preflight-advised-against",
            here = here.clone(),
            there = there.clone(),
            publisher = publisher.clone()
        ),
        Remark::NoDesktop => tr!("preflight-no-desktop"),
        Remark::CheckedByRemote { remote } => {
            tr!("preflight-checked-by-remote", remote = remote.clone())
        }
        Remark::CheckedByPolicy => tr!("preflight-checked-by-policy"),
        Remark::Unchecked => tr!("preflight-unchecked"),
        Remark::TwoSteps { .. } => tr!("preflight-two-steps"),
        Remark::NoRule => tr!("preflight-no-rule"),
        Remark::NotSignedSo { .. } => tr!("preflight-not-signed-so"),
        Remark::Forbidden => tr!("preflight-forbidden"),
        Remark::SourceKnown { remote } => tr!("preflight-source-known", remote = remote.clone()),
        Remark::NoRemote { remote } => tr!("preflight-no-remote", remote = remote.clone()),
        Remark::NoKey { remote } => tr!("preflight-no-key", remote = remote.clone()),
        Remark::Moves => tr!("preflight-moves"),
        Remark::Stays => tr!("preflight-stays"),
        Remark::NothingPrepared => tr!("preflight-nothing-prepared"),
        Remark::UpdatePrepared { version } => {
            tr!("preflight-update-prepared", version = version.clone())
        }
        Remark::OtherChosen { version } => {
            tr!("preflight-other-chosen", version = version.clone())
        }
        Remark::NoPackages => tr!("preflight-no-packages"),
        Remark::Packages { names } => tr!(
            "preflight-packages",
            count = names.len(),
            names = names.join(&tr!("list-separator"))
        ),
        Remark::Room {
            free,
            download: None,
        } => tr!("preflight-room", free = size(*free)),
        Remark::Room {
            free,
            download: Some(bytes),
        } => tr!(
            "preflight-room-download",
            free = size(*free),
            download = size(*bytes)
        ),
        Remark::TightRoom { free, need, .. } => {
            tr!(
                "preflight-tight-room",
                free = size(*free),
                need = size(*need)
            )
        }
        Remark::NoRoom { free, need, .. } => {
            tr!("preflight-no-room", free = size(*free), need = size(*need))
        }
        Remark::BootRoom { .. } => tr!("preflight-boot-room"),
        Remark::TightBoot { free, need } => {
            tr!(
                "preflight-tight-boot",
                free = size(*free),
                need = size(*need)
            )
        }
        Remark::NoBootRoom { free, need, .. } => {
            tr!(
                "preflight-no-boot-room",
                free = size(*free),
                need = size(*need)
            )
        }
        Remark::LoginUser { user } => tr!("preflight-login-user", user = user.clone()),
        Remark::NoLoginUser { user } => tr!("preflight-no-login-user", user = user.clone()),
        Remark::TwoLoginUsers { user } => tr!("preflight-two-login-users", user = user.clone()),
        Remark::Graphical => tr!("preflight-graphical"),
        Remark::ConsoleOnly => tr!("preflight-console-only"),
        Remark::Powered => tr!("preflight-powered"),
        Remark::OnBattery { percent } => tr!("preflight-on-battery", percent = *percent),
        Remark::BatteryLow { percent } => tr!("preflight-battery-low", percent = *percent),
        Remark::FreeNetwork => tr!("preflight-free-network"),
        Remark::Metered => tr!("preflight-metered"),
    }
}

fn bases(all: &[String]) -> String {
    let names: Vec<String> = all.iter().map(|one| base(one)).collect();
    names.join(&tr!("preflight-or"))
}

/// What mends it, as a sentence that says what to do.
#[must_use]
pub fn fix(fix: &Fix) -> String {
    match fix {
        Fix::Discard => tr!("fix-discard"),
        Fix::UndoChoice => tr!("fix-undo-choice"),
        Fix::TwoSteps { first } => tr!("fix-two-steps", first = first.to_string()),
        Fix::Instead { name } => tr!("fix-instead", name = name.clone()),
        Fix::WithoutPackages { count } => tr!("fix-without-packages", count = *count),
        Fix::SeeAll { .. } => tr!("fix-see-all"),
        Fix::FreeRoom(Spare::Some) => tr!("fix-free-room"),
        Fix::FreeRoom(Spare::Kept) => tr!("fix-free-room-kept"),
        Fix::FreeRoom(Spare::None) => tr!("fix-free-room-files"),
        Fix::FreeBoot => tr!("fix-free-boot"),
        Fix::TidyBoot => tr!("fix-tidy-boot"),
        Fix::AddRemote { remote } => tr!("fix-add-remote", remote = remote.clone()),
        Fix::AddKey { remote } => tr!("fix-add-key", remote = remote.clone()),
        Fix::Command { line } => tr!("fix-command", line = line.clone()),
        Fix::AskAdministrator => tr!("fix-ask-administrator"),
        Fix::PublishersRule => tr!("fix-publishers-rule"),
        Fix::InstallAnew => tr!("fix-install-anew"),
        Fix::Plug => tr!("fix-plug"),
        Fix::OtherNetwork => tr!("fix-other-network"),
    }
}
