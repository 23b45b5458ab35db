//! Work that is going on, as the window follows it. Pure.

use std::collections::VecDeque;

use crate::backend::Cancel;
use crate::domain::{Activity, Progress, Request, RequestKind};
use crate::{text, tr};

use super::ask::{Plan, Then};

/// What a page shows of the work going on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JobView {
    /// What it is: `Updating`.
    pub(crate) title: String,
    /// What else there is to know of it: who started it, or what comes after it. `None`: nothing.
    pub(crate) note: Option<String>,
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

/// Which of the works that the window has followed: what is told of one is not for another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Track(u64);

impl Track {
    /// One that was never given before, when each is made from the last.
    pub(crate) fn after(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Work going on: ours, or joined.
#[derive(Debug)]
pub(crate) struct Job {
    kind: RequestKind,
    ours: bool,
    /// The other program that started it, when that is known.
    started_by: Option<String>,
    progress: Option<Progress>,
    cancel: Option<Cancel>,
    cancelling: bool,
    queue: VecDeque<Request>,
    then: Then,
    /// What it is a part of, for trying it again. `None`: it was joined.
    plan: Option<Plan>,
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
            plan: Some(plan.clone()),
            ..Self::joined(kind)
        }
    }

    /// Work of ours that was found going on.
    pub(crate) fn joined(kind: RequestKind) -> Self {
        Self {
            kind,
            ours: true,
            started_by: None,
            progress: None,
            cancel: None,
            cancelling: false,
            queue: VecDeque::new(),
            then: Then::Nothing,
            plan: None,
            quarter: 0,
        }
    }

    /// Work that another program has started.
    pub(crate) fn of_another(kind: RequestKind, started_by: Option<String>) -> Self {
        Self {
            ours: false,
            started_by,
            ..Self::joined(kind)
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
            plan: self.plan.take(),
            ..Self::joined(request.kind())
        };
        Some(request)
    }

    /// The whole plan that it was a part of. `None`: it was joined.
    pub(crate) fn into_plan(self) -> Option<Plan> {
        self.plan
    }

    /// What follows the plan.
    pub(crate) fn then(&self) -> Then {
        self.then.clone()
    }

    /// Whether another program started it.
    pub(crate) fn is_foreign(&self) -> bool {
        !self.ours
    }

    /// The other program that started it, when that is known.
    pub(crate) fn started_by(&self) -> Option<&str> {
        self.started_by.as_deref()
    }

    /// What it is and whose, in one sentence: `Updating, started by GNOME Software`.
    pub(crate) fn words(&self) -> String {
        text::activity(&Activity {
            kind: self.kind,
            title: String::new(),
            started_by: self.started_by.clone(),
            ours: self.ours,
        })
    }

    /// What pages show.
    pub(crate) fn view(&self) -> JobView {
        let started_by = self.started_by.as_deref().map(text::program);
        JobView {
            title: text::kind(self.kind),
            note: started_by.map(|name| tr!("job-started-by", name = name)),
            stage: self.stage(),
            fraction: self.progress.as_ref().and_then(|p| p.fraction),
            can_cancel: self.cancel.is_some() && !self.cancelling,
            quiet: self.ours && is_short(self.kind),
            kind: self.kind,
        }
    }

    fn stage(&self) -> String {
        match &self.progress {
            _ if self.cancelling => tr!("job-cancelling"),
            Some(progress) => text::stage(progress),
            None => tr!("stage-preparing"),
        }
    }
}

/// A plan that waits for another program's work to end.
#[derive(Debug)]
pub(crate) struct Waiting {
    plan: Plan,
    /// The other program, when it is known.
    by: Option<String>,
    /// Whether the service has said that nobody works any more.
    pub(crate) idle: bool,
}

impl Waiting {
    /// A plan that begins to wait.
    pub(crate) fn new(plan: Plan, by: Option<String>) -> Self {
        Self {
            plan,
            by,
            idle: false,
        }
    }

    /// What waited.
    pub(crate) fn into_plan(self) -> Plan {
        self.plan
    }

    /// What pages show: the other program's bar, and what comes after it.
    pub(crate) fn view(&self, going_on: Option<&Job>) -> JobView {
        let kind = Job::planned(&self.plan).kind;
        let going_on = going_on.map(Job::view);
        JobView {
            title: self.by.as_deref().map_or_else(
                || tr!("job-waiting"),
                |name| tr!("job-waiting-for", name = text::program(name)),
            ),
            note: Some(tr!("job-waiting.body", work = text::kind(kind))),
            stage: going_on
                .as_ref()
                .map_or_else(String::new, |job| job.stage.clone()),
            fraction: going_on.and_then(|job| job.fraction),
            can_cancel: true,
            quiet: false,
            kind,
        }
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
    fn what_waits_shows_the_other_programs_bar_and_what_follows_it() {
        let mut going_on = Job::of_another(RequestKind::Update, Some("gnome-software".to_owned()));
        going_on.advanced(at(0.6));
        let plan = Plan::one(Request::Check, Then::Nothing);
        let waiting = Waiting::new(plan, Some("gnome-software".to_owned()));
        let view = waiting.view(Some(&going_on));
        assert_eq!(
            (view.title.as_str(), view.note.as_deref()),
            (
                "Waiting for GNOME Software",
                Some("Then: Looking for Updates")
            )
        );
        assert_eq!(view.fraction, Some(0.6));
        assert!(view.can_cancel && !view.quiet);
    }

    #[test]
    fn short_work_shows_no_bar_unless_somebody_else_does_it() {
        let cockpit = Some("cockpit".to_owned());
        assert!(Job::joined(RequestKind::Pin).view().quiet);
        assert!(!Job::of_another(RequestKind::Pin, cockpit).view().quiet);
        assert!(!Job::of_another(RequestKind::Pin, None).view().quiet);
        assert!(!Job::joined(RequestKind::Update).view().quiet);
    }
}
