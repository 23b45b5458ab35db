//! Everything about one version. Pure.

use std::sync::Arc;

use crate::backend::DiskUsage;
use crate::domain::{Deployment, DeploymentId, DiffCounts, Request, Way};
use crate::text;
use crate::tr;
use crate::ui::reading::Reading;
use crate::ui::verbs::{self, Verdict};
use crate::ui::widgets::Badge;

/// Something that is asked for when the page opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Later<T> {
    /// The service is being asked.
    Loading,
    /// It answered.
    Known(T),
    /// It cannot tell.
    Unknown,
}

/// One fact, by name and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// What the version calls itself.
    System,
    /// When it was published.
    Published,
    /// Space on disk.
    Size,
    /// The kernel release.
    Kernel,
    /// Who signed it.
    Signature,
    /// Where it comes from.
    Address,
    /// The commit or digest.
    Checksum,
    /// Packages added on this computer.
    Added,
}

impl Fact {
    /// In reading order.
    pub(crate) const ALL: [Self; 8] = [
        Self::System,
        Self::Published,
        Self::Size,
        Self::Kernel,
        Self::Signature,
        Self::Added,
        Self::Address,
        Self::Checksum,
    ];

    /// Its name.
    pub(crate) fn title(self) -> String {
        match self {
            Self::System => tr!("home-system"),
            Self::Published => tr!("home-published-on"),
            Self::Size => tr!("details-size"),
            Self::Kernel => tr!("details-kernel"),
            Self::Signature => tr!("details-signature"),
            Self::Address => tr!("details-address"),
            Self::Checksum => tr!("details-checksum"),
            Self::Added => tr!("details-added"),
        }
    }

    /// Whether people copy it.
    pub(crate) fn is_copied(self) -> bool {
        matches!(self, Self::Address | Self::Checksum)
    }
}

/// What the page knows.
#[derive(Debug)]
pub(crate) struct State {
    id: DeploymentId,
    reading: Arc<Reading>,
    busy: bool,
    /// Where the person put the switch, until the service has answered.
    keep_pending: Option<bool>,
    /// Space on disk.
    pub(crate) size: Later<DiskUsage>,
    /// How it differs from the running version.
    pub(crate) differs: Later<DiffCounts>,
}

impl State {
    /// The version of that id.
    pub(crate) fn new(id: DeploymentId, reading: Arc<Reading>) -> Self {
        Self {
            id,
            reading,
            busy: false,
            keep_pending: None,
            size: Later::Loading,
            differs: Later::Loading,
        }
    }

    /// A fresh reading, and whether work is going on that stands in the way of verbs.
    pub(crate) fn show(&mut self, reading: Arc<Reading>, busy: bool) {
        self.reading = reading;
        self.busy = busy;
        if !busy {
            self.keep_pending = None;
        }
    }

    /// The switch stands so. `true`: that is a wish of the person, not an echo of ours.
    pub(crate) fn wants_kept(&mut self, keep: bool) -> bool {
        let wish = keep != self.keep_pending.unwrap_or(self.is_kept());
        if wish {
            self.keep_pending = Some(keep);
        }
        wish
    }

    /// Whether the service has not answered the switch yet.
    pub(crate) fn is_keep_pending(&self) -> bool {
        self.keep_pending.is_some()
    }

    /// Which version.
    pub(crate) fn id(&self) -> &DeploymentId {
        &self.id
    }

    /// The reading.
    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The version, as long as it is on the computer.
    pub(crate) fn version(&self) -> Option<&Deployment> {
        self.reading.find(&self.id)
    }

    /// The running version, when this is another one.
    pub(crate) fn compared_with(&self) -> Option<DeploymentId> {
        let running = self.reading.status.running()?;
        (running.id != self.id).then(|| running.id.clone())
    }

    /// `Version 44.2`.
    pub(crate) fn title(&self) -> String {
        self.version().map_or_else(String::new, |d| {
            tr!("home-update-version", version = text::version(d))
        })
    }

    /// What it is.
    pub(crate) fn badges(&self) -> Vec<Badge> {
        self.version()
            .map(|d| Badge::all_of(d, &self.reading.status))
            .unwrap_or_default()
    }

    /// A verb's verdict; nothing is offered while work goes on.
    fn verdict(&self, rule: fn(&Reading, &Deployment) -> Verdict) -> Verdict {
        let gone = || Verdict::No(tr!("details-gone"));
        let verdict = self.version().map_or_else(gone, |d| rule(&self.reading, d));
        match verdict {
            Verdict::Yes if self.busy => Verdict::No(tr!("verb-busy")),
            Verdict::Yes | Verdict::No(_) => verdict,
        }
    }

    /// Whether it can be made the next start.
    pub(crate) fn go_back(&self) -> Verdict {
        self.verdict(verbs::go_back)
    }

    /// What the button says that does so.
    pub(crate) fn start_label(&self) -> String {
        match self.version().map(|d| self.reading.status.way_to(d)) {
            Some(Way::Forward) => tr!("details-start"),
            Some(Way::Back) | None => tr!("details-go-back"),
        }
    }

    /// Whether it can be kept or released.
    pub(crate) fn keep(&self) -> Verdict {
        self.verdict(verbs::keep)
    }

    /// Whether it can be deleted.
    pub(crate) fn delete(&self) -> Verdict {
        self.verdict(verbs::delete)
    }

    /// Whether it is kept.
    pub(crate) fn is_kept(&self) -> bool {
        self.version().is_some_and(|d| d.pinned)
    }

    /// The person's note.
    pub(crate) fn note(&self) -> &str {
        self.reading.note(&self.id)
    }

    /// Below the switch: what keeping means, what it costs, or why it cannot be.
    pub(crate) fn keep_subtitle(&self) -> String {
        match (self.keep(), &self.size) {
            (Verdict::No(why), _) => why,
            (Verdict::Yes, Later::Known(usage)) => {
                tr!("details-keep-size", size = text::size(usage.own_bytes))
            }
            (Verdict::Yes, Later::Loading | Later::Unknown) => tr!("details-keep-hint"),
        }
    }

    /// Below "Delete This Version": what it frees, or why it cannot be.
    pub(crate) fn delete_subtitle(&self) -> String {
        match (self.delete(), &self.size) {
            (Verdict::No(why), _) => why,
            (Verdict::Yes, Later::Known(usage)) => {
                tr!("details-frees", size = text::size(usage.own_bytes))
            }
            (Verdict::Yes, Later::Loading | Later::Unknown) => String::new(),
        }
    }

    /// A fact's value. `None`: there is none.
    pub(crate) fn fact(&self, fact: Fact) -> Option<String> {
        let version = self.version()?;
        match fact {
            Fact::System => version.os_name.clone(),
            Fact::Published => version.timestamp.map(|t| {
                format!(
                    "{} · {}",
                    text::date_and_time(t),
                    text::age(t, self.reading.now)
                )
            }),
            Fact::Size => self.size_words(),
            Fact::Kernel => version.kernel.clone(),
            Fact::Signature => Some(text::signature(&version.signature)),
            Fact::Address => Some(version.origin.to_string()).filter(|t| !t.is_empty()),
            Fact::Checksum => version.checksum.as_ref().map(ToString::to_string),
            Fact::Added => (!version.added_packages.is_empty())
                .then(|| version.added_packages.join(&tr!("list-separator"))),
        }
    }

    fn size_words(&self) -> Option<String> {
        match &self.size {
            Later::Loading => Some(tr!("details-size-loading")),
            Later::Unknown => None,
            Later::Known(usage) => Some(tr!(
                "details-size-value",
                total = text::size(usage.total_bytes),
                own = text::size(usage.own_bytes)
            )),
        }
    }

    /// How it differs from the running version, in a line. `None`: nothing to compare, or it cannot be told.
    pub(crate) fn difference(&self) -> Option<String> {
        self.compared_with()?;
        match &self.differs {
            Later::Loading => Some(tr!("packages-loading")),
            Later::Known(counts) => Some(text::counts(*counts)),
            Later::Unknown => None,
        }
    }

    /// Everything as text, in both the plain words and the field's.
    pub(crate) fn as_text(&self) -> String {
        let mut lines = vec![self.title()];
        let badges: Vec<String> = self.badges().iter().map(|b| b.label()).collect();
        if !badges.is_empty() {
            lines.push(badges.join(&tr!("list-separator")));
        }
        lines.extend(
            Fact::ALL
                .into_iter()
                .filter(|fact| *fact != Fact::Size || matches!(self.size, Later::Known(_)))
                .filter_map(|fact| Some(format!("{}: {}", fact.title(), self.fact(fact)?))),
        );
        lines.push(format!("{}: {}", tr!("details-id"), self.id));
        lines.join("\n")
    }

    /// Whether there is a request to show the command of.
    pub(crate) fn has_command(&self) -> bool {
        self.command_request().is_some()
    }

    /// The request whose command people want to see: going back where that is possible, else keeping.
    pub(crate) fn command_request(&self) -> Option<Request> {
        let version = self.version()?;
        if verbs::go_back(&self.reading, version).is_yes() {
            return verbs::plan_go_back(&self.reading, &self.id, false)
                .requests
                .pop();
        }
        let kept = version.pinned;
        verbs::keep(&self.reading, version).is_yes().then(|| {
            if kept {
                Request::Unpin(self.id.clone())
            } else {
                Request::Pin(self.id.clone())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::ui::testing::{gone_back, read, reading};

    fn state(scene: Scene, at: usize) -> State {
        let reading = reading(scene);
        let id = reading.status.deployments[at].id.clone();
        State::new(id, reading)
    }

    #[test]
    fn every_verb_that_is_not_offered_says_why() {
        for (_, scene) in Scene::ALL {
            for at in 0..reading(scene).status.deployments.len() {
                let state = state(scene, at);
                for verdict in [state.go_back(), state.keep(), state.delete()] {
                    if let Verdict::No(why) = verdict {
                        assert!(why.ends_with('.'), "{why}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_newer_version_is_not_gone_back_to() {
        assert_eq!(
            state(Scene::Fine, 1).start_label(),
            "Go Back to This Version…"
        );
        let reading = read(&gone_back());
        let id = reading.status.deployments[1].id.clone();
        assert_eq!(State::new(id, reading).start_label(), "Start This Version…");
    }

    #[test]
    fn while_work_goes_on_nothing_is_offered() {
        let mut state = state(Scene::Fine, 1);
        assert!(state.go_back().is_yes());
        state.show(reading(Scene::Fine), true);
        assert!(!state.go_back().is_yes() && !state.keep().is_yes() && !state.delete().is_yes());
    }

    #[test]
    fn the_switch_waits_for_the_answer_and_echoes_are_no_wishes() {
        let mut state = state(Scene::Fine, 1);
        assert!(!state.wants_kept(false));
        assert!(state.wants_kept(true) && !state.wants_kept(true));
        assert!(state.is_keep_pending());
        state.show(reading(Scene::Fine), false);
        assert!(!state.is_keep_pending(), "refused: the switch goes back");
    }

    #[test]
    fn the_running_version_is_not_compared_with_itself() {
        assert_eq!(state(Scene::Fine, 0).difference(), None);
        let mut other = state(Scene::Fine, 1);
        assert!(other.difference().is_some());
        other.differs = Later::Known(DiffCounts::default());
        assert_eq!(other.difference().unwrap(), "No packages change");
    }

    #[test]
    fn the_copied_text_names_checksum_and_origin() {
        let text = state(Scene::Many, 2).as_text();
        assert!(text.contains("practice:practice/44/x86_64/kde"), "{text}");
        assert!(text.contains("Kept"), "{text}");
    }

    #[test]
    fn the_command_is_the_one_of_going_back() {
        assert_eq!(
            state(Scene::Fine, 1).command_request(),
            Some(Request::Rollback)
        );
        let many = state(Scene::Many, 3);
        let id = many.id().clone();
        assert_eq!(many.command_request(), Some(Request::MakeNext(id)));
        let running = state(Scene::Fine, 0);
        let id = running.id().clone();
        assert_eq!(running.command_request(), Some(Request::Pin(id)));
    }
}
