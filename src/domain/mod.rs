//! The vocabulary: plain data and rules. No input or output, no clock, no text for people.
//!
//! A **deployment** is one complete copy of the operating system on the computer, whatever the family
//! calls it (ostree deployment, snapper snapshot, Nix generation, A/B slot). Deployments are listed in
//! **boot order**: index 0 starts next. Exactly one is **running**; a **staged** one becomes real when
//! the computer shuts down; a **pinned** one stays until it is released. The **origin** is where new
//! versions of it come from. A change to the system is a [`Request`], told as [`Progress`], ending in an
//! [`Outcome`]. What a system can do is data: [`Capabilities`].

mod address;
mod app;
mod capability;
mod check;
mod deployment;
mod health;
mod origin;
mod package;
pub mod permission;
mod room;
mod status;
mod switch;
mod transaction;

pub use address::NotAnAddress;
pub use app::{AppId, AppRef, CannotOpen, EndOfLife, InstallationId, InstalledApp};
pub use capability::{
    AfterUpdate, CancelKind, Capabilities, Lack, OlderVersions, PinSupport, ProgressKind,
    RollbackKind, Support, SwitchKind,
};
pub use check::{CheckTrouble, FailedCheck};
pub use deployment::{
    Checksum, Deployment, DeploymentId, DeploymentState, InvalidId, OstreeId, Signature,
};
pub use health::{Finding, FindingKind, Severity};
pub use origin::{ContainerOrigin, Origin, OstreeBranch, SignaturePolicy, SystemName};
pub use package::{
    Advisory, AdvisoryKind, AdvisorySeverity, DiffCounts, Package, PackageChange, PackageDiff,
    PackageGroup, is_package_name,
};
pub use status::{Activity, AutomaticUpdates, AvailableUpdate, Headline, SystemStatus, Way};
pub use switch::{SwitchRecord, SwitchStage, WayBack};
pub use transaction::{ByteCount, Outcome, Progress, ProgressMeter, Request, RequestKind, Stage};
