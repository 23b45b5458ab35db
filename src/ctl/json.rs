//! The documents of `--json`. Stable: fields are added, never renamed or removed. Described in
//! `data/isotopectl-json.md`; a test compares.
//!
//! Times are RFC 3339 in UTC, sizes are bytes, words are in kebab case. What is not known is `null`, never left out.

mod reading;

use serde::Serialize;

use crate::switch::StandingJson;

pub(crate) use reading::{removed, versions};

/// `status`; also every line of `watch`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct StatusDocument {
    pub(crate) system: SystemJson,
    pub(crate) headline: HeadlineJson,
    pub(crate) versions: Vec<VersionJson>,
    pub(crate) update: Option<UpdateJson>,
    pub(crate) activity: Option<ActivityJson>,
    pub(crate) automatic: &'static str,
    pub(crate) last_checked: Option<String>,
    pub(crate) failed_check: Option<FailedCheckJson>,
    pub(crate) findings: Vec<FindingJson>,
    pub(crate) capabilities: CapabilitiesJson,
    pub(crate) switch: Option<StandingJson>,
}

/// A look for updates that came to nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct FailedCheckJson {
    pub(crate) at: String,
    pub(crate) why: &'static str,
}

/// What runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SystemJson {
    pub(crate) name: String,
    pub(crate) variant: Option<String>,
    pub(crate) desktop: Option<&'static str>,
    pub(crate) channel: Option<String>,
    pub(crate) release: Option<String>,
    pub(crate) origin: Option<String>,
    pub(crate) backend: &'static str,
}

/// The one sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct HeadlineJson {
    pub(crate) state: &'static str,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// One version on the computer.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct VersionJson {
    pub(crate) id: String,
    pub(crate) version: Option<String>,
    pub(crate) origin: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) checksum: Option<String>,
    pub(crate) image_digest: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) kernel: Option<String>,
    pub(crate) signature: &'static str,
    pub(crate) added_packages: Vec<String>,
    pub(crate) running: bool,
    pub(crate) next_start: bool,
    pub(crate) previous: bool,
    pub(crate) staged: bool,
    pub(crate) kept: bool,
    pub(crate) note: Option<String>,
}

/// A newer version upstream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct UpdateJson {
    pub(crate) version: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) checksum: Option<String>,
    pub(crate) download_bytes: Option<u64>,
    pub(crate) staged_as: Option<String>,
    pub(crate) installed_as: Option<String>,
    pub(crate) downloaded: bool,
    pub(crate) packages: Option<CountsJson>,
    pub(crate) advisories: Vec<AdvisoryJson>,
}

/// A publisher's notice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct AdvisoryJson {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) packages: Vec<String>,
    pub(crate) references: Vec<ReferenceJson>,
}

/// A link of a notice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ReferenceJson {
    pub(crate) title: String,
    pub(crate) url: String,
}

/// Work going on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ActivityJson {
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) started_by: Option<String>,
}

/// Something a person should know.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct FindingJson {
    pub(crate) kind: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// What the system can do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct CapabilitiesJson {
    pub(crate) go_back: &'static str,
    pub(crate) keep: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) discard: &'static str,
    pub(crate) download_only: &'static str,
    pub(crate) package_diff: &'static str,
    pub(crate) add_packages: &'static str,
    pub(crate) older_versions: &'static str,
    pub(crate) progress: &'static str,
    pub(crate) switch: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) after_update: &'static str,
}

/// `versions`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct VersionsDocument {
    pub(crate) versions: Vec<VersionJson>,
}

/// `check`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct CheckDocument {
    pub(crate) verb: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) update: Option<UpdateJson>,
    pub(crate) ready: Option<String>,
    pub(crate) removes: Vec<String>,
}

/// `update`, `discard`, `go-back`, `keep`, `release`, `delete`, `restart`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct WorkDocument {
    pub(crate) verb: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) restart_needed: bool,
    pub(crate) removes: Vec<String>,
    pub(crate) versions: Vec<VersionJson>,
}

/// `diff`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct DiffDocument {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) counts: CountsJson,
    pub(crate) changes: Vec<ChangeJson>,
}

/// How many packages differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct CountsJson {
    pub(crate) added: usize,
    pub(crate) removed: usize,
    pub(crate) upgraded: usize,
    pub(crate) downgraded: usize,
}

/// One package that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ChangeJson {
    pub(crate) change: &'static str,
    pub(crate) name: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

/// Any verb with `--show-command`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct CommandDocument {
    pub(crate) verb: &'static str,
    pub(crate) command: Option<String>,
    pub(crate) discards: Option<String>,
}

/// Any verb that was not done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ErrorDocument {
    pub(crate) error: ErrorJson,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ErrorJson {
    pub(crate) kind: &'static str,
    pub(crate) message: String,
    pub(crate) details: Option<String>,
    pub(crate) program: Option<String>,
}
