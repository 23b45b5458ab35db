//! Work that is going on, as the window follows it. Pure.

use std::collections::VecDeque;

use crate::backend::Cancel;
use crate::domain::{Progress, Request, RequestKind};
use crate::{text, tr};

use super::ask::{Plan, Then};

/// What a page shows of the work going on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JobView {
    /// What it is: `Updating`.
    pub(crate) title: String,
    /// The part going on: `Downloading, 61 MB of 240 MB`.
    pub(crate) stage: String,
    /// Of the whole, `0.0..=1.0`. `None`: not known yet.
    pub(crate) fraction: Option<f64>,
    /// Whether it can be stopped now.
    pub(crate) can_cancel: bool,
    /// Whether it only looks for updates, or is so short that a bar would only flash.
    pub(crate) quiet: bool,
    /// What it is.
    pub(crate) kind: RequestKind,
}

/// Work going on: ours, or joined.
#[derive(Debug)]
pub(crate) struct Job {
    kind: RequestKind,
    /// The other program that started it.
    started_by: Option<String>,
    progress: Option<Progress>,
    cancel: Option<Cancel>,
    cancelling: bool,
    /// Waiting for another program's work to end before ours starts.
    waiting: bool,
    queue: VecDeque<Request>,
    then: Then,
    /// The quarter of the whole that was announced last.
    quarter: u8,
}

impl Job {
    /// Work of ours that is about to start.
    pub(crate) fn planned(plan: &Plan) -> Self {
        let mut queue: VecDeque<_> = plan.requests.iter().cloned().collect();
        let kind = queue.pop_front().map_or(RequestKind::Other, |r| r.kind());
        Self {
            queue,
            then: plan.then.clone(),
            ..Self::joined(kind, None)
        }
    }

    /// Work that was found going on.
    pub(crate) fn joined(kind: RequestKind, started_by: Option<String>) -> Self {
        Self {
            kind,
            started_by,
            progress: None,
            cancel: None,
            cancelling: false,
            waiting: false,
            queue: VecDeque::new(),
            then: Then::Nothing,
            quarter: 0,
        }
    }

    /// A plan that waits for another program.
    pub(crate) fn waiting(plan: &Plan, by: Option<String>) -> Self {
        Self {
            waiting: true,
            started_by: by,
            ..Self::planned(plan)
        }
    }

    /// The service took it.
    pub(crate) fn accepted(&mut self, cancel: Option<Cancel>) {
        self.cancel = cancel;
    }

    /// It is this far. Returns what to announce: the start of each quarter.
    pub(crate) fn advanced(&mut self, progress: Progress) -> Option<String> {
        let quarter = quarter(progress.fraction);
        let words = text::stage(&progress);
        self.progress = Some(progress);
        if quarter <= self.quarter {
            return None;
        }
        self.quarter = quarter;
        Some(tr!(
            "announce-progress",
            percent = u32::from(quarter) * 25,
            stage = words
        ))
    }

    /// The person wants it stopped. `None`: it cannot be stopped, or was told already.
    pub(crate) fn stop(&mut self) -> Option<Cancel> {
        self.queue.clear();
        if self.cancelling {
            return None;
        }
        self.cancelling = self.cancel.is_some();
        self.cancel.clone()
    }

    /// The next request of the plan, which becomes the present one.
    pub(crate) fn next(&mut self) -> Option<Request> {
        let request = self.queue.pop_front()?;
        *self = Self {
            queue: std::mem::take(&mut self.queue),
            then: self.then.clone(),
            ..Self::joined(request.kind(), None)
        };
        Some(request)
    }

    /// What follows the plan.
    pub(crate) fn then(&self) -> Then {
        self.then.clone()
    }

    /// Whether it waits for another program.
    pub(crate) fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Whether another program started it.
    pub(crate) fn is_foreign(&self) -> bool {
        self.started_by.is_some()
    }

    /// What pages show.
    pub(crate) fn view(&self) -> JobView {
        JobView {
            title: self.title(),
            stage: self.stage(),
            fraction: self.progress.as_ref().and_then(|p| p.fraction),
            can_cancel: self.waiting || self.cancel.is_some() && !self.cancelling,
            quiet: !self.waiting && self.started_by.is_none() && is_short(self.kind),
            kind: self.kind,
        }
    }

    fn title(&self) -> String {
        match (&self.started_by, self.waiting) {
            (Some(name), true) => tr!("job-waiting-for", name = text::program(name)),
            (None, true) => tr!("job-waiting"),
            (_, false) => text::kind(self.kind),
        }
    }

    fn stage(&self) -> String {
        match (&self.progress, &self.started_by) {
            _ if self.cancelling => tr!("job-cancelling"),
            _ if self.waiting => tr!("job-waiting.body", work = text::kind(self.kind)),
            (Some(progress), _) => text::stage(progress),
            (None, _) => tr!("stage-preparing"),
        }
    }

    /// Who started it, in words: `Started by GNOME Software`.
    pub(crate) fn started_by(&self) -> Option<String> {
        let name = text::program(self.started_by.as_ref()?);
        (!self.waiting).then(|| tr!("job-started-by", name = name))
    }
}

/// Work so short that a bar would only flash.
fn is_short(kind: RequestKind) -> bool {
    match kind {
        RequestKind::Check
        | RequestKind::Discard
        | RequestKind::Rollback
        | RequestKind::MakeNext
        | RequestKind::Pin
        | RequestKind::Unpin
        | RequestKind::Delete => true,
        RequestKind::Update
        | RequestKind::Download
        | RequestKind::Deploy
        | RequestKind::Switch
        | RequestKind::Packages
        | RequestKind::Other => false,
    }
}

/// The last quarter that was reached, 0 to 3; the end is told by itself.
fn quarter(fraction: Option<f64>) -> u8 {
    match fraction {
        Some(f) if f >= 0.75 => 3,
        Some(f) if f >= 0.5 => 2,
        Some(f) if f >= 0.25 => 1,
        Some(_) | None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Stage;

    fn at(fraction: f64) -> Progress {
        Progress {
            stage: Stage::Downloading,
            fraction: Some(fraction),
            bytes: None,
            items: None,
        }
    }

    #[test]
    fn each_quarter_is_announced_once() {
        let mut job = Job::planned(&Plan::one(Request::Update, Then::Nothing));
        let told: Vec<_> = [0.1, 0.24, 0.26, 0.3, 0.6, 0.61, 0.99, 1.0]
            .into_iter()
            .filter(|f| job.advanced(at(*f)).is_some())
            .collect();
        assert_eq!(told, [0.26, 0.6, 0.99]);
    }

    #[test]
    fn a_plan_goes_on_request_by_request() {
        let mut job = Job::planned(&Plan {
            requests: vec![Request::Discard, Request::Rollback],
            then: Then::Restart,
        });
        assert_eq!(job.kind, RequestKind::Discard);
        assert_eq!(job.next(), Some(Request::Rollback));
        assert_eq!(
            (job.kind, job.then()),
            (RequestKind::Rollback, Then::Restart)
        );
        assert_eq!(job.next(), None);
    }

    #[test]
    fn stopping_forgets_the_rest_of_the_plan() {
        let mut job = Job::planned(&Plan {
            requests: vec![Request::Discard, Request::Rollback],
            then: Then::Restart,
        });
        assert!(job.stop().is_none(), "not accepted yet");
        assert_eq!(job.next(), None);
    }

    #[test]
    fn short_work_shows_no_bar_unless_somebody_else_does_it() {
        let quiet = |kind, by: Option<&str>| Job::joined(kind, by.map(str::to_owned)).view().quiet;
        assert!(quiet(RequestKind::Pin, None));
        assert!(!quiet(RequestKind::Pin, Some("cockpit")));
        assert!(!quiet(RequestKind::Update, None));
    }
}
