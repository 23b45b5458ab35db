//! D-Bus failures and services' own words, told as [`BackendError`].

use super::{BackendError, Distrust, Refusal};
use crate::bus::{Failure, FailureKind};

/// What a failed call to `service` means to a person.
pub(super) fn called(service: &'static str, failure: impl Into<Failure>) -> BackendError {
    let failure = failure.into();
    let detail = failure.detail;
    match failure.kind {
        FailureKind::Missing => BackendError::Missing { service },
        FailureKind::Left => BackendError::Died { service },
        FailureKind::NotAllowed => BackendError::NotAllowed { detail },
        FailureKind::Cancelled => BackendError::Cancelled,
        FailureKind::Busy => busy(&detail),
        FailureKind::NoSpace => BackendError::NoSpace { detail },
        FailureKind::NotSupported => BackendError::Refused {
            reason: Refusal::NotSupported,
        },
        FailureKind::NotFound | FailureKind::Failed => words(&detail),
        FailureKind::TimedOut | FailureKind::Broken => BackendError::Unexpected { detail },
    }
}

/// `Transaction in progress: <title>\n You can cancel …`, or any other text.
fn busy(detail: &str) -> BackendError {
    let line = detail.lines().next().unwrap_or_default();
    let title = line
        .strip_prefix("Transaction in progress: ")
        .unwrap_or(line);
    BackendError::Busy {
        by: None,
        title: title.trim().to_owned(),
    }
}

/// What the words of a failed transaction mean. These come as text only: `Finished(false, text)` has no name.
pub(super) fn words(text: &str) -> BackendError {
    let detail = text.to_owned();
    let has = |list: &[&str]| list.iter().any(|part| text.contains(part));
    if let Some(reason) = refusal(text) {
        BackendError::Refused { reason }
    } else if has(&["Operation was cancelled", "operation was cancelled"]) {
        BackendError::Cancelled
    } else if has(&NO_SPACE) {
        BackendError::NoSpace { detail }
    } else if has(&PACKAGES) {
        let unknown = text.strip_prefix("Packages not found: ");
        BackendError::Packages {
            unknown: unknown.map(str::to_owned),
            detail,
        }
    } else if has(&SIGNATURE) {
        let why = distrust(text);
        BackendError::Signature { why, detail }
    } else if has(&NOT_ALLOWED) {
        BackendError::NotAllowed { detail }
    } else if has(&["System transaction in progress"]) {
        busy(text)
    } else if has(&NETWORK) {
        BackendError::Network { detail }
    } else {
        BackendError::Unexpected { detail }
    }
}

/// libostree `ostree-repo-commit.c` (min-free-space) and the system's own words.
const NO_SPACE: [&str; 4] = [
    "No space left on device",
    "min-free-space",
    "Disk quota exceeded",
    "no space left on device",
];

/// libostree `ostree-gpg-verify-result.c`, `ostree-sign*.c`, containers/image `signature/`.
const SIGNATURE: [&str; 8] = [
    "GPG verification enabled, but no signatures found",
    "Can't check signature",
    "BAD signature",
    "no trusted signature",
    "gpg signature",
    "GPG signature",
    "containers-policy.json",
    "Source image rejected",
];

/// In libostree's words (`ostree-gpg-verify-result.c`), which are gpg's.
fn distrust(text: &str) -> Distrust {
    if text.contains("no signatures found") {
        Distrust::Missing
    } else if text.contains("public key not found") {
        Distrust::UnknownKey
    } else if text.contains("insecureAcceptAnything") {
        Distrust::NoPolicy
    } else {
        Distrust::Other
    }
}

/// Of packages that were added to an image: libdnf's solver (`dnf_goal_depsolve`), and rpm-ostree's
/// `rpmostree-core.cxx` on what would happen to packages of the image, or is in no repository.
const PACKAGES: [&str; 6] = [
    "Could not depsolve transaction",
    "Base packages would be",
    "Some base packages would be",
    "Base packages not marked to be",
    "Forbidden base package replacements",
    "Packages not found:",
];

const NOT_ALLOWED: [&str; 2] = ["Authorization error:", "not allowed for user"];

/// libcurl, libostree's fetcher, containers/image and Go's own.
const NETWORK: [&str; 16] = [
    "While fetching http",
    "Could not connect",
    "Couldn't connect",
    "Could not resolve",
    "Couldn't resolve",
    "Server returned HTTP",
    "Timeout was reached",
    "Failure when receiving data",
    "Transferred a partial file",
    "pinging container registry",
    "dial tcp",
    "i/o timeout",
    "TLS handshake",
    "connection refused",
    "connection reset",
    "Network is unreachable",
];

fn refusal(text: &str) -> Option<Refusal> {
    if text.starts_with("Staged deployment (remove with cleanup -p)") {
        Some(Refusal::UpdateStaged)
    } else if text.starts_with("No rollback deployment found") {
        Some(Refusal::NothingToGoBackTo)
    } else if text.starts_with("Reboot initiated, cannot start new transaction") {
        Some(Refusal::RestartPending)
    } else if text.starts_with("Old and new refs are equal") {
        Some(Refusal::SameOrigin)
    } else if let Some(remote) = between(text, "Remote \"", "\" not found") {
        Some(Refusal::NoSuchRemote { remote })
    } else if let Some(name) = between(text, "No such branch '", "' in repository summary")
        .or_else(|| between(text, "reading manifest ", ": manifest unknown"))
    {
        Some(Refusal::NoSuchOrigin { name })
    } else {
        let rest = text.strip_prefix("Version ")?;
        let (version, _) = rest.split_once(" not found in ")?;
        Some(Refusal::VersionNotFound {
            version: version.to_owned(),
        })
    }
}

/// What stands between two texts.
fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    let (found, _) = rest.split_once(after)?;
    Some(found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(err: &BackendError) -> &'static str {
        match err {
            BackendError::Missing { .. } => "missing",
            BackendError::Busy { .. } => "busy",
            BackendError::NotAllowed { .. } => "not allowed",
            BackendError::Cancelled => "cancelled",
            BackendError::Network { .. } => "network",
            BackendError::NoSpace { .. } => "no space",
            BackendError::Signature { .. } => "signature",
            BackendError::Packages { .. } => "packages",
            BackendError::Refused { .. } => "refused",
            BackendError::Died { .. } => "died",
            BackendError::NotAsAsked { .. } => "not as asked",
            BackendError::NotAdded { .. } => "not added",
            BackendError::Unexpected { .. } => "unexpected",
        }
    }

    #[test]
    fn captured_words_are_told_apart() {
        let table = [
            (
                "While pulling test/42/x86_64/silverblue: Operation was cancelled",
                "cancelled",
            ),
            (
                "While pulling test/42/x86_64/silverblue: While fetching http://127.0.0.1:8642/summary.sig: [7] Could not connect to server",
                "network",
            ),
            (
                "While pulling test/42/x86_64/silverblue: While fetching http://127.0.0.1:8642/summary.sig: Server returned HTTP 503",
                "network",
            ),
            (
                "Preparing import: Fetching manifest: failed to invoke method OpenImage: pinging container registry 127.0.0.1:5051: Get \"http://127.0.0.1:5051/v2/\": dial tcp 127.0.0.1:5051: connect: connection refused",
                "network",
            ),
            (
                "Preparing import: Fetching manifest: containers-policy.json specifies a default of `insecureAcceptAnything`; refusing usage",
                "signature",
            ),
            (
                "While pulling a/b: GPG verification enabled, but no signatures found (use gpg-verify=false in remote config to disable)",
                "signature",
            ),
            (
                "While pulling a/b: Commit 0a: Can't check signature: public key not found",
                "signature",
            ),
            (
                "Writing content object: min-free-space-percent '3%' would be exceeded, at least 1.0 MB requested",
                "no space",
            ),
            ("fallocate: No space left on device", "no space"),
            (
                "Could not depsolve transaction; 1 problem detected:\n Problem: package OpenCL-ICD-Loader-3.0.6-1.20241023git5907ac1.fc41.x86_64 from @System conflicts with ocl-icd provided by ocl-icd-2.3.2-7.fc41.x86_64 from fedora\n  - conflicting requests",
                "packages",
            ),
            ("Some base packages would be replaced", "packages"),
            ("Packages not found: nano-default", "packages"),
            ("Staged deployment (remove with cleanup -p)", "refused"),
            ("No rollback deployment found", "refused"),
            ("Reboot initiated, cannot start new transaction", "refused"),
            (
                "Version 42.19990101.0 not found in practice:test/42/x86_64/silverblue",
                "refused",
            ),
            ("System transaction in progress", "busy"),
            (
                "Authorization error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.PolicyKit1 was not provided by any .service files",
                "not allowed",
            ),
            ("SELinux enabled, but no policy found", "unexpected"),
            ("Old and new refs are equal: practice:a/b", "refused"),
        ];
        for (text, expected) in table {
            assert_eq!(name(&words(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_signature_is_told() {
        let why = |text: &str| {
            let BackendError::Signature { why, .. } = words(text) else {
                panic!("{text}")
            };
            why
        };
        let none = "GPG verification enabled, but no signatures found (use gpg-verify=false)";
        assert_eq!(why(none), Distrust::Missing);
        let stranger = "Commit 0a: Can't check signature: public key not found";
        assert_eq!(why(stranger), Distrust::UnknownKey);
        assert_eq!(why("Commit 0a: BAD signature"), Distrust::Other);
        let policy = "Preparing import: Fetching manifest: containers-policy.json specifies a default of \
                      `insecureAcceptAnything`; refusing usage";
        assert_eq!(why(policy), Distrust::NoPolicy);
    }

    #[test]
    fn what_cannot_be_switched_to_is_named() {
        let reason = |text: &str| {
            let BackendError::Refused { reason } = words(text) else {
                panic!("{text}")
            };
            reason
        };
        let no_origin = |name: &str| Refusal::NoSuchOrigin { name: name.into() };
        for (text, expected) in [
            (
                "Old and new refs are equal: practice:test/42/x86_64/kinoite",
                Refusal::SameOrigin,
            ),
            (
                "While pulling test/42/x86_64/kinoite: Remote \"nowhere\" not found",
                Refusal::NoSuchRemote {
                    remote: "nowhere".into(),
                },
            ),
            (
                "While pulling test/42/x86_64/nope: No such branch 'test/42/x86_64/nope' in repository summary",
                no_origin("test/42/x86_64/nope"),
            ),
            (
                "Preparing import: Fetching manifest: failed to invoke method OpenImage: reading manifest nope in 127.0.0.1:5051/practice/kinoite: manifest unknown",
                no_origin("nope in 127.0.0.1:5051/practice/kinoite"),
            ),
        ] {
            assert_eq!(reason(text), expected, "{text}");
        }
    }

    #[test]
    fn the_missing_version_is_named() {
        let BackendError::Refused { reason } =
            words("Version 42.19990101.0 not found in practice:test/42/x86_64/silverblue")
        else {
            panic!("not refused")
        };
        let version = "42.19990101.0".to_owned();
        assert_eq!(reason, Refusal::VersionNotFound { version });
    }

    #[test]
    fn quirk_8_a_busy_message_holds_a_newline() {
        let failure = Failure {
            kind: FailureKind::Busy,
            name: String::new(),
            detail: "Transaction in progress: upgrade\n You can cancel the current transaction with `rpm-ostree cancel`".into(),
        };
        let BackendError::Busy { by: None, title } = called("rpm-ostree", failure) else {
            panic!("not busy")
        };
        assert_eq!(title, "upgrade");
    }
}
