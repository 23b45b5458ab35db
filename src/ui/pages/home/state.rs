//! What the home page says. Pure.

use std::sync::Arc;

use super::fact::{Fact, join};
use super::switched::{self, Switched};
use crate::domain::{
    CheckTrouble, Deployment, DeploymentId, Finding, FindingKind, Headline, RequestKind,
    RollbackKind, Severity, Way,
};
use crate::text::{self, Explanation};
use crate::tr;
use crate::ui::job::JobView;
use crate::ui::reading::Reading;
use crate::ui::verbs;

/// How the headline feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing to do.
    Good,
    /// Something is there or waits.
    News,
    /// Somebody should look.
    Bad,
}

/// What the page knows.
#[derive(Debug, Default)]
pub(crate) struct State {
    reading: Option<Arc<Reading>>,
    job: Option<JobView>,
    welcome: Option<DeploymentId>,
}

impl State {
    /// A fresh reading, and the version that ran before the restart that was just seen.
    pub(crate) fn show(&mut self, reading: Arc<Reading>, welcome: Option<DeploymentId>) {
        self.reading = Some(reading);
        self.welcome = welcome;
    }

    /// Work going on.
    pub(crate) fn work(&mut self, job: Option<JobView>) {
        self.job = job;
    }

    /// The reading.
    pub(crate) fn reading(&self) -> Option<&Reading> {
        self.reading.as_deref()
    }

    /// Work that is shown with a bar.
    pub(crate) fn job(&self) -> Option<&JobView> {
        self.job.as_ref().filter(|job| !job.quiet)
    }

    /// Whether anything is going on.
    pub(crate) fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Whether upstream is being asked.
    pub(crate) fn is_checking(&self) -> bool {
        self.job
            .as_ref()
            .is_some_and(|job| job.kind == RequestKind::Check)
    }

    fn headline(&self) -> Option<Headline> {
        Some(self.reading()?.status.headline())
    }

    /// The one sentence.
    pub(crate) fn title(&self) -> String {
        if let Some(job) = self.job() {
            return job.title.clone();
        }
        let plain = || Some(text::headline(&self.reading()?.status).0);
        let switch = self.about_switch().map(|(title, _)| title);
        switch.or_else(plain).unwrap_or_default()
    }

    /// The sentence below it.
    pub(crate) fn body(&self) -> String {
        if let Some(job) = self.job() {
            return job.note.clone().unwrap_or_else(|| tr!("home-job-hint"));
        }
        let plain = || {
            let reading = self.reading()?;
            Some(match reading.status.headline() {
                Headline::CheckFailed(failed) => text::failed_check(&failed, reading.now),
                Headline::NeedsAttention(_)
                | Headline::UpdateReady(_)
                | Headline::ChangeReady(_)
                | Headline::Missed(_)
                | Headline::UpdateAvailable
                | Headline::NewerInstalled(_)
                | Headline::NotChecked
                | Headline::Fine => text::headline(&reading.status).1,
            })
        };
        let switch = self.about_switch().map(|(_, body)| body);
        switch.or_else(plain).unwrap_or_default()
    }

    /// Title and body where a switch is what has to be told.
    fn about_switch(&self) -> Option<(String, String)> {
        let reading = self.reading()?;
        if let Some(failed) = self.not_applied() {
            return Some(failed.words(reading));
        }
        let worse = matches!(self.headline()?, Headline::NeedsAttention(_));
        (!worse).then(|| switched::waiting(reading)).flatten()
    }

    /// The way out of what the headline complains about.
    pub(crate) fn hint(&self) -> Option<String> {
        if self.job().is_some() || self.not_applied().is_some() {
            return None;
        }
        match self.headline()? {
            Headline::NeedsAttention(finding) => text::finding(&finding).hint,
            Headline::UpdateReady(_)
            | Headline::ChangeReady(_)
            | Headline::Missed(_)
            | Headline::UpdateAvailable
            | Headline::NewerInstalled(_)
            | Headline::CheckFailed(_)
            | Headline::NotChecked
            | Headline::Fine => None,
        }
    }

    /// How it feels.
    pub(crate) fn tone(&self) -> Tone {
        match self.headline() {
            _ if self.job().is_some() => Tone::News,
            None | Some(Headline::Fine) => Tone::Good,
            Some(Headline::NeedsAttention(_) | Headline::Missed(_)) => Tone::Bad,
            Some(Headline::CheckFailed(failed)) if failed.why == CheckTrouble::Signature => {
                Tone::Bad
            }
            Some(
                Headline::UpdateReady(_)
                | Headline::ChangeReady(_)
                | Headline::UpdateAvailable
                | Headline::NewerInstalled(_)
                | Headline::CheckFailed(_)
                | Headline::NotChecked,
            ) => Tone::News,
        }
    }

    /// The picture above it.
    pub(crate) fn icon(&self) -> &'static str {
        match self.headline() {
            _ if self.job().is_some() => "isotope-update-symbolic",
            None | Some(Headline::Fine) => "isotope-fine-symbolic",
            Some(Headline::NeedsAttention(_) | Headline::Missed(_) | Headline::CheckFailed(_)) => {
                "isotope-attention-symbolic"
            }
            Some(Headline::ChangeReady(_)) if self.way() == Some(Way::Back) => {
                "isotope-back-symbolic"
            }
            Some(Headline::UpdateReady(_) | Headline::ChangeReady(_)) => "isotope-restart-symbolic",
            Some(
                Headline::UpdateAvailable | Headline::NewerInstalled(_) | Headline::NotChecked,
            ) => "isotope-update-symbolic",
        }
    }

    /// Whether other systems can be switched to. One that waits has its own way out.
    pub(crate) fn can_switch(&self) -> bool {
        let can =
            |reading: &Reading| verbs::can_switch(reading) && reading.prepared_switch().is_none();
        self.reading().is_some_and(can)
    }

    /// The switch that could not be installed, when the headline is about just that: it is told once.
    pub(crate) fn not_applied(&self) -> Option<Switched> {
        let Headline::NeedsAttention(finding) = self.headline()? else {
            return None;
        };
        let switched = Switched::of(self.reading()?)?;
        let is_it = matches!(switched, Switched::NotApplied(_));
        let told = finding.kind == FindingKind::FinalizeFailed && self.job().is_none();
        (is_it && told).then_some(switched)
    }

    /// Whether the update card is there: something newer is known, and not being worked on.
    pub(crate) fn offers_update(&self) -> bool {
        self.job().is_none()
            && self
                .reading()
                .is_some_and(|r| verbs::offered(&r.status).is_some())
    }

    /// Whether the first button looks for updates.
    pub(crate) fn offers_check(&self) -> bool {
        let told = self.offers_update() || self.is_waiting() || self.not_applied().is_some();
        self.job().is_none() && !told
    }

    /// The update in one line: `Version 44.2 · 184 MB to download`.
    pub(crate) fn update_title(&self) -> String {
        let update = self.reading().and_then(|r| r.status.new_update());
        update.map_or_else(String::new, |u| {
            tr!("home-update-version", version = text::update_version(u))
        })
    }

    /// Size and age of the update.
    pub(crate) fn update_subtitle(&self) -> String {
        let Some((reading, update)) = self
            .reading()
            .and_then(|r| Some((r, r.status.new_update()?)))
        else {
            return String::new();
        };
        let size = match update.download_bytes {
            _ if update.downloaded => tr!("home-size-downloaded"),
            Some(bytes) => tr!("home-size", size = text::size(bytes)),
            None => tr!("home-size-unknown"),
        };
        let published = update
            .timestamp
            .map(|t| tr!("home-published", age = text::age(t, reading.now)));
        join([Some(size), published])
    }

    /// What is new, in one line: security first.
    pub(crate) fn news(&self) -> String {
        let Some(update) = self.reading().and_then(|r| r.status.update.as_ref()) else {
            return String::new();
        };
        let security = update
            .advisories
            .iter()
            .filter(|a| a.kind == crate::domain::AdvisoryKind::Security)
            .count();
        join([
            (security > 0).then(|| tr!("home-security", count = security)),
            update.packages.as_ref().map(|p| text::counts(p.counts())),
        ])
    }

    /// Whether something is said about an update: one that is offered, or the one that waits.
    pub(crate) fn tells_update(&self) -> bool {
        self.offers_update() || self.waiting_has_news() && self.job().is_none()
    }

    /// What the update leaves as it is.
    pub(crate) fn stays(&self) -> String {
        let back = |r: &Reading| {
            let running = r.status.running().map(text::version)?;
            (r.can.rollback != RollbackKind::None).then_some(running)
        };
        let running = self.reading().and_then(back);
        running.map_or_else(
            || tr!("home-stays-files"),
            |running| tr!("home-stays-version", version = running),
        )
    }

    /// Which versions the update removes.
    pub(crate) fn goes(&self) -> Option<String> {
        text::makes_room_short(&self.reading()?.status)
    }

    /// The one version that the update removes, where it can be kept.
    pub(crate) fn could_keep(&self) -> Option<&Deployment> {
        let reading = self.reading()?;
        match reading.status.removed_by_update().as_slice() {
            [one] if verbs::keep(reading, one).is_yes() => Some(*one),
            [] | [_, ..] => None,
        }
    }

    /// Whether another version waits for the restart.
    pub(crate) fn offers_restart(&self) -> bool {
        self.job().is_none() && self.is_waiting()
    }

    /// Whether people are led to that restart: not into a version that did not start once.
    pub(crate) fn suggests_restart(&self) -> bool {
        self.stay() != Some(verbs::Stay::Remain)
    }

    fn is_waiting(&self) -> bool {
        self.reading().is_some_and(|r| r.status.waiting().is_some())
    }

    /// What lets the running version start again instead.
    pub(crate) fn stay(&self) -> Option<verbs::Stay> {
        self.reading().and_then(verbs::stay)
    }

    /// What starts next instead of the running version, when the headline is about something else.
    pub(crate) fn waiting_line(&self) -> Option<String> {
        let waiting = self.reading()?.status.waiting()?;
        let elsewhere = matches!(self.headline()?, Headline::NeedsAttention(_));
        let told = elsewhere && self.job().is_none();
        told.then(|| tr!("home-waiting", version = text::version(waiting)))
    }

    /// Whether what waits is an update with known news.
    pub(crate) fn waiting_has_news(&self) -> bool {
        let Some(status) = self.reading().map(|r| &r.status) else {
            return false;
        };
        let staged = status.staged().map(|d| &d.id);
        staged.is_some() && status.update.as_ref().and_then(|u| u.staged_as.as_ref()) == staged
    }

    /// Greeting after a restart, and what to say below it.
    pub(crate) fn welcome(&self) -> Option<(String, String)> {
        let before = self.welcome.as_ref()?;
        let reading = self.reading()?;
        let running = reading.status.running()?;
        if reading.status.waiting().is_some() || Switched::of(reading).is_some() {
            return None;
        }
        let version = text::version(running);
        if *before == running.id {
            return Some((tr!("home-same", version = version), tr!("home-same.body")));
        }
        let before = self.ran_before().and_then(|id| reading.find(id));
        let body = match before.map(|d| reading.status.way_to(d)) {
            Some(Way::Back) => tr!("home-welcome.body"),
            Some(Way::Forward) => tr!("home-welcome.forward"),
            None => tr!("home-welcome.gone"),
        };
        Some((tr!("home-welcome", version = version), body))
    }

    /// The version that ran before the restart, when it is still there and another one.
    pub(crate) fn ran_before(&self) -> Option<&DeploymentId> {
        let before = self.welcome.as_ref()?;
        let reading = self.reading()?;
        let found = reading.find(before)?;
        (!found.running).then_some(before)
    }

    /// A fact by name.
    pub(crate) fn fact(&self, fact: Fact) -> Option<String> {
        fact.of(self.reading()?)
    }

    /// Findings other than the one that the headline is about, in words.
    pub(crate) fn findings(&self) -> Vec<Explanation> {
        let Some(reading) = self.reading() else {
            return Vec::new();
        };
        let headline = reading.status.headline();
        let missed = matches!(headline, Headline::Missed(_));
        let headline = match headline {
            Headline::NeedsAttention(finding) => Some(finding),
            Headline::UpdateReady(_)
            | Headline::ChangeReady(_)
            | Headline::Missed(_)
            | Headline::UpdateAvailable
            | Headline::NewerInstalled(_)
            | Headline::CheckFailed(_)
            | Headline::NotChecked
            | Headline::Fine => None,
        };
        let in_headline = |f: &Finding| {
            let started_other = matches!(f.kind, FindingKind::StartedOlderVersion { .. });
            headline.as_ref() == Some(f) || missed && started_other
        };
        let told = |f: &&Finding| !in_headline(f) && !is_said_elsewhere(f);
        let list = reading.status.findings.iter().filter(told);
        list.map(text::finding).collect()
    }
}

/// An old version is said by its age already.
fn is_said_elsewhere(finding: &Finding) -> bool {
    finding.severity == Severity::Info && matches!(finding.kind, FindingKind::OldVersion { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::{FakeBackend, Scene};
    use crate::domain::{FailedCheck, RequestKind};
    use crate::ui::job::Job;
    use crate::ui::testing::{gone_back, missed, read, reading};

    fn state(scene: Scene) -> State {
        let mut state = State::default();
        state.show(reading(scene), None);
        state
    }

    #[test]
    fn the_page_answers_in_one_sentence() {
        let cases = [
            (Scene::Fine, "Everything is fine", Tone::Good),
            (Scene::Fresh, "Not checked yet", Tone::News),
            (Scene::UpdateAvailable, "An update is available", Tone::News),
            (Scene::Ready, "Ready, starts after a restart", Tone::News),
            (
                Scene::GoneBack,
                "Another version starts after a restart",
                Tone::News,
            ),
            (
                Scene::FinalizeFailed,
                "The last update could not be installed",
                Tone::Bad,
            ),
        ];
        for (scene, title, tone) in cases {
            let state = state(scene);
            assert_eq!((state.title().as_str(), state.tone()), (title, tone));
        }
    }

    #[test]
    fn there_is_one_first_button_at_most() {
        for (_, scene) in Scene::ALL {
            let state = state(scene);
            let buttons = [
                state.offers_check(),
                state.offers_update(),
                state.offers_restart(),
            ];
            assert!(buttons.iter().filter(|b| **b).count() <= 1, "{scene:?}");
        }
    }

    #[test]
    fn only_a_version_that_did_not_start_is_not_suggested() {
        let mut state = State::default();
        state.show(read(&missed()), None);
        assert!(state.offers_restart() && !state.suggests_restart());
        let ready = FakeBackend::new(Scene::Ready);
        ready.change(|status| status.findings = vec![FindingKind::FinalizeFailed.into()]);
        state.show(read(&ready), None);
        assert_eq!(state.tone(), Tone::Bad);
        assert!(state.offers_restart() && state.suggests_restart());
    }

    #[test]
    fn what_is_downloaded_is_not_downloaded_again() {
        let mut reading = reading(Scene::UpdateAvailable);
        let shown = Arc::get_mut(&mut reading).unwrap();
        shown.status.update.as_mut().unwrap().downloaded = true;
        let mut state = State::default();
        state.show(reading, None);
        assert_eq!(
            state.update_subtitle(),
            "Downloaded already · published 22 hours ago"
        );
    }

    #[test]
    fn an_update_tells_what_stays_and_what_goes() {
        for scene in [Scene::UpdateAvailable, Scene::Ready] {
            let mut state = state(scene);
            assert!(state.tells_update(), "{scene:?}");
            assert!(
                state
                    .stays()
                    .ends_with("version 44.20261113.0 to go back to")
            );
            let gone = "Version 44.20261106.0, to make room";
            assert_eq!(state.goes().as_deref(), Some(gone));
            assert!(state.could_keep().is_some());
            let mut reading = (**state.reading.as_ref().unwrap()).clone();
            let old = text::version(state.could_keep().unwrap());
            for one in &mut reading.status.deployments {
                one.pinned |= text::version(one) == old;
            }
            state.show(Arc::new(reading), None);
            assert!(state.goes().is_none() && state.could_keep().is_none());
        }
    }

    #[test]
    fn what_cannot_be_kept_has_no_button_and_what_cannot_go_back_no_promise() {
        let mut reading = (*reading(Scene::UpdateAvailable)).clone();
        reading.can.pin = crate::domain::PinSupport::No(crate::domain::Lack::System);
        reading.can.rollback = RollbackKind::None;
        let mut state = State::default();
        state.show(Arc::new(reading), None);
        assert!(state.goes().is_some() && state.could_keep().is_none());
        assert_eq!(state.stays(), "Your files, apps and settings");
    }

    #[test]
    fn an_update_tells_its_size_and_security_first() {
        let state = state(Scene::UpdateAvailable);
        assert_eq!(state.update_title(), "Version 44.20261120.0");
        assert_eq!(
            state.update_subtitle(),
            "184 MB to download · published 22 hours ago"
        );
        assert!(
            state.news().starts_with("2 security fixes · "),
            "{}",
            state.news()
        );
    }

    #[test]
    fn a_bar_takes_the_place_of_the_headline() {
        let mut state = state(Scene::UpdateAvailable);
        state.work(Some(Job::joined(RequestKind::Update).view()));
        assert_eq!(state.title(), "Updating");
        assert!(!state.offers_update() && !state.offers_check());
        state.work(Some(Job::joined(RequestKind::Pin).view()));
        assert_eq!(state.title(), "An update is available");
        assert!(state.is_busy());
    }

    #[test]
    fn going_back_is_answered_in_every_state() {
        assert!(state(Scene::Fine).can_go_back());
        let fresh = state(Scene::Fresh);
        assert!(!fresh.can_go_back());
        let words = fresh.fact(Fact::Previous).unwrap();
        assert!(words.starts_with("No earlier version yet"), "{words}");
        let chosen = state(Scene::GoneBack);
        assert!(!chosen.can_go_back());
        let words = chosen.fact(Fact::Previous).unwrap();
        assert!(words.starts_with("44.20261106.0"), "{words}");
        assert!(
            words.ends_with("This version starts at the next restart."),
            "{words}"
        );
    }

    #[test]
    fn the_version_that_was_left_is_named_and_not_offered_as_new() {
        let fake = FakeBackend::new(Scene::Fine);
        let left = read(&fake).status.running().unwrap().clone();
        fake.change(|status| {
            status.deployments.reverse();
            for (at, deployment) in status.deployments.iter_mut().enumerate() {
                deployment.running = at == 0;
            }
            status.update = Some(crate::domain::AvailableUpdate {
                version: left.version.clone(),
                checksum: left.checksum.as_ref().map(ToString::to_string),
                ..reading(Scene::UpdateAvailable)
                    .status
                    .update
                    .clone()
                    .unwrap()
            });
        });
        let mut state = State::default();
        state.show(read(&fake), None);
        assert_eq!(state.title(), "A newer version is installed, too");
        assert!(!state.offers_update() && state.offers_check());
        assert_eq!(state.previous_title(), "Newer Version");
        assert_eq!(state.way(), Some(Way::Forward));
        assert!(state.can_go_back());
    }

    #[test]
    fn a_version_that_did_not_start_is_said_once_with_both_ways_out() {
        let mut state = State::default();
        state.show(read(&missed()), None);
        assert_eq!(state.title(), "Another version than expected is running");
        assert!(state.body().contains("44.20261113.0"), "{}", state.body());
        assert!(state.body().contains("starts at the next restart"));
        assert_eq!(state.tone(), Tone::Bad);
        assert_eq!(state.findings(), []);
        assert!(state.offers_restart());
        assert_eq!(state.stay(), Some(verbs::Stay::Remain));
    }

    #[test]
    fn a_failed_look_is_said_with_its_time_and_never_as_the_newest() {
        let failed = FailedCheck {
            at: crate::ui::testing::now() - chrono::TimeDelta::minutes(5),
            why: CheckTrouble::Network,
        };
        let sentence =
            "The last try, 5 minutes ago, failed. The publisher’s server could not be reached.";
        let shown = |scene| {
            let mut reading = reading(scene);
            Arc::get_mut(&mut reading).unwrap().status.failed_check = Some(failed);
            let mut state = State::default();
            state.show(reading, None);
            state
        };
        let fine = shown(Scene::Fine);
        assert_eq!(fine.title(), "Could not look for updates");
        assert_eq!((fine.body().as_str(), fine.tone()), (sentence, Tone::News));
        assert_eq!(fine.fact(Fact::Checked).unwrap(), "2 hours ago");
        assert!(fine.offers_check());
        let known = shown(Scene::UpdateAvailable);
        assert_eq!(known.title(), "An update is available");
        let row = known.fact(Fact::Checked).unwrap();
        assert_eq!(row, format!("2 hours ago\n{sentence}"));
    }

    #[test]
    fn after_a_restart_the_page_says_which_version_runs() {
        let fake = FakeBackend::new(Scene::Ready);
        let before = read(&fake).status.running().unwrap().id.clone();
        futures_util::FutureExt::now_or_never(crate::backend::Backend::restart(&fake));
        let mut state = State::default();
        state.show(read(&fake), Some(before.clone()));
        assert_eq!(
            state.welcome().unwrap().0,
            "Welcome back: version 44.20261120.0 runs now"
        );
        assert_eq!(state.ran_before(), Some(&before));
    }

    #[test]
    fn after_going_back_the_greeting_does_not_offer_to_go_back() {
        let fake = gone_back();
        let newer = read(&fake).status.previous().unwrap().id.clone();
        let mut state = State::default();
        state.show(read(&fake), Some(newer.clone()));
        let body = state.welcome().unwrap().1;
        assert!(body.ends_with("can be started again."), "{body}");
        fake.change(|status| status.deployments.truncate(1));
        state.show(read(&fake), Some(newer));
        let body = state.welcome().unwrap().1;
        assert!(
            body.ends_with("is not on this computer any more."),
            "{body}"
        );
    }

    #[test]
    fn the_same_version_after_a_restart_is_said_plainly() {
        let reading = reading(Scene::Fine);
        let before = reading.status.running().unwrap().id.clone();
        let mut state = State::default();
        state.show(reading, Some(before));
        assert_eq!(
            state.welcome().unwrap().0,
            "Version 44.20261113.0 runs again"
        );
        assert_eq!(state.ran_before(), None);
    }
}
