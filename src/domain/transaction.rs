//! The life of a change: a [`Request`], told in [`Progress`], ending in an [`Outcome`].

use super::{DeploymentId, Origin};

/// What a person asks of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Look for a newer version; changes nothing.
    Check,
    /// Fetch the newest version and prepare it for the next start.
    Update,
    /// Fetch the newest version only.
    Download,
    /// Throw a staged update away.
    Discard,
    /// Make the previous version the next start (or undo just that).
    Rollback,
    /// Make this version the next start.
    MakeNext(DeploymentId),
    /// Fetch and prepare an older version by its version number.
    Deploy(String),
    /// Fetch and prepare the newest version of another system, channel or release. [`Origin::typed`] makes one of what a
    /// person types.
    Switch(Origin),
    /// The same, leaving behind what was added on this computer.
    SwitchPlain(Origin),
    /// Prepare what starts next once more, with these packages added on this computer.
    AddPackages(Vec<String>),
    /// Keep this version.
    Pin(DeploymentId),
    /// Stop keeping this version.
    Unpin(DeploymentId),
    /// Delete this version.
    Delete(DeploymentId),
}

/// A [`Request`] without its arguments: for naming work that somebody else started, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// Looking for updates.
    Check,
    /// Updating.
    Update,
    /// Downloading an update.
    Download,
    /// Throwing a staged update away, or freeing space.
    Discard,
    /// Going back.
    Rollback,
    /// Changing what starts next.
    MakeNext,
    /// Preparing another version.
    Deploy,
    /// Keeping a version.
    Pin,
    /// Releasing a version.
    Unpin,
    /// Deleting a version.
    Delete,
    /// Switching to another system.
    Switch,
    /// Adding or removing packages.
    Packages,
    /// Anything else the service does.
    Other,
}

impl RequestKind {
    /// Whether it asks upstream what the newest version is: it then counts as a check, too.
    #[must_use]
    pub fn checks(self) -> bool {
        match self {
            Self::Check | Self::Update | Self::Download => true,
            Self::Discard
            | Self::Rollback
            | Self::MakeNext
            | Self::Deploy
            | Self::Pin
            | Self::Unpin
            | Self::Delete
            | Self::Switch
            | Self::Packages
            | Self::Other => false,
        }
    }
}

impl Request {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> RequestKind {
        match self {
            Self::Check => RequestKind::Check,
            Self::Update => RequestKind::Update,
            Self::Download => RequestKind::Download,
            Self::Discard => RequestKind::Discard,
            Self::Rollback => RequestKind::Rollback,
            Self::MakeNext(_) => RequestKind::MakeNext,
            Self::Deploy(_) => RequestKind::Deploy,
            Self::Switch(_) | Self::SwitchPlain(_) => RequestKind::Switch,
            Self::AddPackages(_) => RequestKind::Packages,
            Self::Pin(_) => RequestKind::Pin,
            Self::Unpin(_) => RequestKind::Unpin,
            Self::Delete(_) => RequestKind::Delete,
        }
    }
}

/// Which part of the work is going on, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Asking the service, waiting for permission.
    Preparing,
    /// Looking at what upstream has.
    Checking,
    /// Transferring.
    Downloading,
    /// Writing the new version so that it can start.
    Installing,
    /// Tidying up.
    Finishing,
}

/// Transferred data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByteCount {
    /// So far, in bytes.
    pub done: u64,
    /// Of how many, when that is known.
    pub total: Option<u64>,
    /// Bytes per second, 0 when not known.
    pub per_second: u64,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The part going on.
    pub stage: Stage,
    /// Of the whole job, `0.0..=1.0`, never less than before. `None`: not known yet.
    pub fraction: Option<f64>,
    /// Transferred data, where the service tells.
    pub bytes: Option<ByteCount>,
    /// Items of this stage (objects, layers): (done, of).
    pub items: Option<(u64, u64)>,
}

/// How work that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It changed something, verified by reading again. For a check: there is an update.
    Changed,
    /// There was nothing to do. For a check: there is no update.
    NothingToDo,
}

/// Turns what a service tells about parts into one bar over the whole job that never goes back.
///
/// Weights of the whole: preparing and checking to 0.05, downloading to 0.85, installing to 0.98.
/// Inside the download, counts may grow in both terms while the service scans, so the ratio is damped
/// by how settled the total is and the bar holds its place instead of jumping back.
#[derive(Clone, Debug)]
pub struct ProgressMeter {
    stage: Stage,
    fraction: f64,
    bytes: Option<ByteCount>,
    items: Option<(u64, u64)>,
}

impl Default for ProgressMeter {
    fn default() -> Self {
        Self {
            stage: Stage::Preparing,
            fraction: 0.0,
            bytes: None,
            items: None,
        }
    }
}

impl ProgressMeter {
    fn span(stage: Stage) -> (f64, f64) {
        match stage {
            Stage::Preparing => (0.0, 0.02),
            Stage::Checking => (0.02, 0.05),
            Stage::Downloading => (0.05, 0.85),
            Stage::Installing => (0.85, 0.98),
            Stage::Finishing => (0.98, 1.0),
        }
    }

    /// Enters a stage. Going to an earlier one is ignored: services repeat themselves, people should not see it.
    pub fn enter(&mut self, stage: Stage) -> Progress {
        if stage > self.stage {
            self.stage = stage;
            self.items = None;
            self.fraction = self.fraction.max(Self::span(stage).0);
        }
        self.report()
    }

    /// Notes items done of items known (objects, layers) in the present stage.
    pub fn items(&mut self, done: u64, of: u64) -> Progress {
        if of > 0 {
            self.items = Some((done.min(of), of));
            #[expect(clippy::cast_precision_loss, reason = "a bar needs no 53 bits")]
            self.inside(done.min(of) as f64 / of as f64);
        }
        self.report()
    }

    /// Notes transferred bytes.
    pub fn bytes(&mut self, count: ByteCount) -> Progress {
        let done = self.bytes.map_or(0, |b| b.done).max(count.done);
        self.bytes = Some(ByteCount { done, ..count });
        if let Some(total) = count.total.filter(|t| *t > 0) {
            #[expect(clippy::cast_precision_loss, reason = "a bar needs no 53 bits")]
            self.inside(done.min(total) as f64 / total as f64);
        }
        self.report()
    }

    fn inside(&mut self, part: f64) {
        let (start, end) = Self::span(self.stage);
        self.fraction = self
            .fraction
            .max(start + (end - start) * part.clamp(0.0, 1.0));
    }

    /// The present state.
    #[must_use]
    pub fn report(&self) -> Progress {
        let known = self.stage > Stage::Checking
            && (self.items.is_some() || self.stage > Stage::Downloading)
            || self.bytes.is_some_and(|b| b.total.is_some());
        Progress {
            stage: self.stage,
            fraction: known.then_some(self.fraction),
            bytes: self.bytes,
            items: self.items,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_never_goes_back() {
        let mut meter = ProgressMeter::default();
        let mut last = 0.0;
        let mut see = |p: Progress| {
            let f = p.fraction.unwrap_or(last);
            assert!(f >= last && f <= 1.0, "{f} after {last}");
            last = f;
        };
        see(meter.enter(Stage::Checking));
        see(meter.enter(Stage::Downloading));
        see(meter.items(4, 5));
        see(meter.items(8, 73));
        see(meter.enter(Stage::Checking));
        see(meter.bytes(ByteCount {
            done: 100,
            total: Some(1000),
            per_second: 0,
        }));
        see(meter.items(73, 73));
        see(meter.enter(Stage::Installing));
        see(meter.enter(Stage::Finishing));
        assert!(last >= 0.98);
    }

    #[test]
    fn nothing_known_is_no_number() {
        let mut meter = ProgressMeter::default();
        assert_eq!(meter.enter(Stage::Checking).fraction, None);
        assert_eq!(meter.enter(Stage::Downloading).fraction, None);
        assert_eq!(meter.items(0, 0).fraction, None);
        assert!(meter.items(1, 2).fraction.is_some());
    }
}
