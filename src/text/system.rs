//! The system and its versions in words.

use crate::domain::{
    AutomaticUpdates, AvailableUpdate, Deployment, DiffCounts, Lack, PackageChange, Signature,
    SystemName, SystemStatus,
};
use crate::tr;

use super::switch::channel_name;

/// A size in plain decimal units: `2.1 GB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => tr!("size-bytes", value = bytes),
        1_000..1_000_000 => tr!("size-kilobytes", value = scaled(bytes, 1_000)),
        1_000_000..1_000_000_000 => tr!("size-megabytes", value = scaled(bytes, 1_000_000)),
        _ => tr!("size-gigabytes", value = scaled(bytes, 1_000_000_000)),
    }
}

/// One decimal below ten, none above.
fn scaled(bytes: u64, unit: u64) -> String {
    let tenths = bytes / (unit / 10);
    if tenths < 100 {
        format!("{}{}{}", tenths / 10, tr!("decimal-separator"), tenths % 10)
    } else {
        (tenths / 10).to_string()
    }
}

/// A version's number, or the start of its checksum, or its id.
#[must_use]
pub fn version(deployment: &Deployment) -> String {
    let short = || deployment.checksum.as_ref().map(|c| c.short().to_owned());
    deployment
        .version
        .clone()
        .or_else(short)
        .unwrap_or_else(|| deployment.id.to_string())
}

/// An update's number, or "newer version" when it has none.
#[must_use]
pub fn update_version(update: &AvailableUpdate) -> String {
    update
        .version
        .clone()
        .unwrap_or_else(|| tr!("update-without-number"))
}

/// Which versions an update removes when it starts, in a sentence. `None`: none.
#[must_use]
pub fn makes_room(status: &SystemStatus) -> Option<String> {
    let (old, count) = removed(status)?;
    let update = match status.staged() {
        Some(staged) => version_among(status, staged),
        None => update_version(status.offered()?),
    };
    Some(tr!(
        "makes-room",
        version = update,
        old = old,
        count = count
    ))
}

/// The same in few words. `None`: none.
#[must_use]
pub fn makes_room_short(status: &SystemStatus) -> Option<String> {
    let (old, count) = removed(status)?;
    Some(tr!("makes-room.short", old = old, count = count))
}

/// The numbers of the versions that an update removes, and how many they are. `None`: none.
fn removed(status: &SystemStatus) -> Option<(String, usize)> {
    let gone = status.removed_by_update();
    let numbers: Vec<_> = gone.iter().map(|d| version_among(status, d)).collect();
    (!numbers.is_empty()).then(|| (numbers.join(&tr!("list-separator")), numbers.len()))
}

/// A version's number, with the system's name where that is not the one that runs: versions of two systems may have
/// the same number.
fn version_among(status: &SystemStatus, one: &Deployment) -> String {
    let runs = status.running().and_then(|d| d.os_name.as_ref());
    match &one.os_name {
        Some(name) if Some(name) != runs => format!("{} ({name})", version(one)),
        Some(_) | None => version(one),
    }
}

/// What the system is called: its own name, else the variant of its origin, else "This System".
#[must_use]
pub fn system_name(status: &SystemStatus) -> String {
    let own = status
        .running()
        .or_else(|| status.next())
        .and_then(|d| d.os_name.clone());
    own.or_else(|| status.system().variant)
        .unwrap_or_else(|| tr!("system-without-name"))
}

/// What the system is called that starts next: its own name, else its address.
#[must_use]
pub fn next_system(status: &SystemStatus) -> String {
    let next = status.next();
    let own = next.and_then(|d| d.os_name.clone());
    own.or_else(|| Some(next?.origin.to_string()))
        .unwrap_or_else(|| tr!("system-without-name"))
}

/// A channel's name, such as `Stable`. `None`: it has none.
#[must_use]
pub fn channel(system: &SystemName) -> Option<String> {
    system.channel.as_deref().map(channel_name)
}

/// Who updates this computer, in one sentence.
#[must_use]
pub fn automatic(automatic: &AutomaticUpdates) -> String {
    match automatic {
        AutomaticUpdates::Off => tr!("automatic-off"),
        AutomaticUpdates::Check => tr!("automatic-check"),
        AutomaticUpdates::Stage => tr!("automatic-stage"),
        AutomaticUpdates::Apply => tr!("automatic-apply"),
        AutomaticUpdates::Unknown => tr!("automatic-unknown"),
    }
}

/// What is known about the publisher's signature, in a few words.
#[must_use]
pub fn signature(signature: &Signature) -> String {
    match signature {
        Signature::Verified { by: Some(by) } => tr!("signature-verified-by", name = by.clone()),
        Signature::Verified { by: None } => tr!("signature-verified"),
        Signature::Invalid { .. } => tr!("signature-invalid"),
        Signature::NotChecked => tr!("signature-not-checked"),
        Signature::Unknown => tr!("signature-unknown"),
    }
}

/// What happened to a package, beside its name: `6.14.0 → 6.15.3`, `added, 25.01`, `removed`.
#[must_use]
pub fn change(change: &PackageChange) -> String {
    match change {
        PackageChange::Added(p) => tr!("change-added", version = p.evr.clone()),
        PackageChange::Removed(p) => tr!("change-removed", version = p.evr.clone()),
        PackageChange::Upgraded { from, to } => {
            tr!(
                "change-upgraded",
                old = from.evr.clone(),
                new = to.evr.clone()
            )
        }
        PackageChange::Downgraded { from, to } => {
            tr!(
                "change-downgraded",
                old = from.evr.clone(),
                new = to.evr.clone()
            )
        }
    }
}

/// How much changes: `23 packages updated, 2 packages removed`. Kinds that do not occur are left out.
#[must_use]
pub fn counts(counts: DiffCounts) -> String {
    let parts: Vec<String> = [
        (counts.upgraded > 0).then(|| tr!("counts-upgraded", count = counts.upgraded)),
        (counts.downgraded > 0).then(|| tr!("counts-downgraded", count = counts.downgraded)),
        (counts.added > 0).then(|| tr!("counts-added", count = counts.added)),
        (counts.removed > 0).then(|| tr!("counts-removed", count = counts.removed)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        tr!("counts-none")
    } else {
        parts.join(&tr!("list-separator"))
    }
}

/// Why something cannot be done here, in one sentence.
#[must_use]
pub fn lack(lack: Lack) -> String {
    match lack {
        Lack::System => tr!("lack-system"),
        Lack::Helper => tr!("lack-helper"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_at_most_two_digits_of_detail() {
        let cases = [
            (1, "1 byte"),
            (999, "999 bytes"),
            (2_100, "2.1 kB"),
            (61_000_000, "61 MB"),
            (2_150_000_000, "2.1 GB"),
        ];
        for (bytes, words) in cases {
            assert_eq!(size(bytes), words);
        }
    }

    #[test]
    fn counts_leave_out_what_does_not_occur() {
        let few = DiffCounts {
            added: 0,
            removed: 2,
            upgraded: 1,
            downgraded: 0,
        };
        assert_eq!(counts(few), "1 package updated, 2 packages removed");
        assert_eq!(counts(DiffCounts::default()), "No packages change");
    }
}
