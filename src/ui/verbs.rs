//! Which verbs make sense for a version now, why not if not, and which requests they amount to. Pure.

use crate::domain::{
    AvailableUpdate, Deployment, DeploymentId, PinSupport, Request, RollbackKind, Support,
    SwitchKind, SwitchStage, SystemStatus, Way,
};
use crate::{text, tr};

use super::ask::{Course, Done, Plan, Then};
use super::reading::Reading;

/// Whether a verb can be offered, or the sentence that says why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It can.
    Yes,
    /// It cannot; one sentence.
    No(String),
}

impl Verdict {
    /// `true` for [`Verdict::Yes`].
    pub(crate) fn is_yes(&self) -> bool {
        *self == Self::Yes
    }

    /// The sentence.
    pub(crate) fn why_not(&self) -> Option<&str> {
        match self {
            Self::Yes => None,
            Self::No(why) => Some(why),
        }
    }
}

/// Whether this version can be made the next start.
pub(crate) fn go_back(reading: &Reading, version: &Deployment) -> Verdict {
    let no = Verdict::No;
    let status = &reading.status;
    let is_next = status.next().is_some_and(|next| next.id == version.id);
    if version.running {
        return no(tr!("verb-go-back-running"));
    }
    if version.is_staged() || is_next {
        return no(tr!("verb-go-back-next"));
    }
    let is_previous = status.previous().is_some_and(|p| p.id == version.id);
    match reading.can.rollback {
        RollbackKind::AnyDeployment => Verdict::Yes,
        RollbackKind::PreviousDeployment | RollbackKind::OtherSlot if is_previous => Verdict::Yes,
        RollbackKind::PreviousDeployment => no(tr!("verb-go-back-previous-only")),
        RollbackKind::OtherSlot => no(tr!("verb-go-back-other-slot")),
        RollbackKind::AfterBootingIt => no(tr!("verb-go-back-boot-menu")),
        RollbackKind::LiveMediaOnly => no(tr!("verb-go-back-live-media")),
        RollbackKind::None => no(tr!("verb-go-back-none")),
    }
}

/// Whether this version can be kept or released.
pub(crate) fn keep(reading: &Reading, version: &Deployment) -> Verdict {
    match reading.can.pin {
        PinSupport::No(lack) => Verdict::No(text::lack(lack)),
        PinSupport::WithMoreSlotsThan(slots)
            if reading.status.deployments.len() <= usize::from(slots) =>
        {
            Verdict::No(tr!("verb-keep-slots"))
        }
        PinSupport::Yes | PinSupport::WithMoreSlotsThan(_) if version.is_staged() => {
            Verdict::No(tr!("verb-keep-staged"))
        }
        PinSupport::Yes | PinSupport::WithMoreSlotsThan(_) => Verdict::Yes,
    }
}

/// Whether this version can be deleted.
pub(crate) fn delete(reading: &Reading, version: &Deployment) -> Verdict {
    if version.running {
        return Verdict::No(tr!("verb-delete-running"));
    }
    if version.is_staged() {
        return Verdict::No(tr!("verb-delete-staged"));
    }
    if version.pinned {
        return Verdict::No(tr!("verb-delete-kept"));
    }
    match reading.can.delete {
        Support::Yes => Verdict::Yes,
        Support::No(lack) => Verdict::No(text::lack(lack)),
    }
}

/// What the button beside a version says that starts it.
pub(crate) fn start_label(way: Way) -> String {
    match way {
        Way::Back => tr!("action-go-back"),
        Way::Forward => tr!("action-start"),
    }
}

/// What a screen reader says for that button.
pub(crate) fn start_spoken(way: Way, version: &str) -> String {
    match way {
        Way::Back => tr!("action-go-back-spoken", version = version),
        Way::Forward => tr!("action-start-spoken", version = version),
    }
}

/// The requests that make a version the next start, and what follows.
pub(crate) fn plan_go_back(reading: &Reading, id: &DeploymentId, restart: bool) -> Plan {
    let then = if restart {
        Then::Restart
    } else {
        Then::Tell(Done::GoesBack(id.clone()))
    };
    Plan {
        requests: reading.status.requests_back(id),
        then,
    }
}

/// The request that lets the running version start next again: `None` when it does already.
pub(crate) fn plan_stay(reading: &Reading) -> Option<Plan> {
    let waiting = reading.status.waiting()?;
    if let Some(record) = reading.prepared_switch() {
        return Some(Course::Undo(Box::new(record.clone())).into());
    }
    if waiting.is_staged() {
        return Some(Plan::one(Request::Discard, Then::Tell(Done::Discarded)));
    }
    let running = reading.status.running()?;
    let request = match reading.can.rollback {
        RollbackKind::AnyDeployment => Request::MakeNext(running.id.clone()),
        RollbackKind::PreviousDeployment
        | RollbackKind::OtherSlot
        | RollbackKind::AfterBootingIt
        | RollbackKind::LiveMediaOnly
        | RollbackKind::None => Request::Rollback,
    };
    Some(match &reading.switch {
        // The settings of what was to start are not those of what runs.
        Some((record, SwitchStage::Returning)) => {
            Course::Remain(Box::new(record.clone()), request).into()
        }
        Some(_) | None => Plan::one(request, Then::Tell(Done::Stays)),
    })
}

/// Whether other systems can be switched to at all.
pub(crate) fn can_switch(reading: &Reading) -> bool {
    match reading.can.switch {
        SwitchKind::Image | SwitchKind::Channel | SwitchKind::Variant => true,
        SwitchKind::None => false,
    }
}

/// How the running version is made to start again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stay {
    /// The prepared update is thrown away.
    Discard,
    /// The choice of another version is undone, or a prepared switch.
    Undo,
    /// The version that should have started is given up.
    Remain,
}

impl Stay {
    /// What its button says.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Discard => tr!("action-discard"),
            Self::Undo => tr!("action-undo"),
            Self::Remain => tr!("action-remain"),
        }
    }
}

/// Whether the running version can be made to start again. `None`: it does already, or the system cannot do that.
pub(crate) fn stay(reading: &Reading) -> Option<Stay> {
    match reading.status.waiting()? {
        _ if reading.status.missed().is_some() => Some(Stay::Remain),
        waiting if !waiting.is_staged() || reading.prepared_switch().is_some() => Some(Stay::Undo),
        _ => reading.can.discard.is_yes().then_some(Stay::Discard),
    }
}

/// The update that is offered as something new: not one that is on this computer and was left by going back.
pub(crate) fn offered(status: &SystemStatus) -> Option<&AvailableUpdate> {
    status.offered()
}

/// Which versions an update removes when it starts, with those words about the way to have them stay where there is one.
pub(crate) fn makes_room_words(reading: &Reading, keep: &str) -> Option<String> {
    let words = text::makes_room(&reading.status)?;
    Some(match reading.can.pin {
        PinSupport::Yes | PinSupport::WithMoreSlotsThan(_) => {
            format!("{words} {keep}")
        }
        PinSupport::No(_) => words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::domain::{SwitchRecord, WayBack};
    use crate::ui::testing::{missed, read, reading};

    fn goes(reading: &Reading) -> Vec<String> {
        let gone = reading.status.removed_by_update();
        gone.into_iter().map(text::version).collect()
    }

    #[test]
    fn an_update_says_which_version_it_removes_and_only_when_it_does() {
        for scene in [Scene::UpdateAvailable, Scene::Ready] {
            assert_eq!(goes(&reading(scene)), ["44.20261106.0"], "{scene:?}");
        }
        assert!(goes(&reading(Scene::Fine)).is_empty(), "no update");
        let mut kept = (*reading(Scene::Ready)).clone();
        kept.status.deployments[2].pinned = true;
        assert!(goes(&kept).is_empty(), "kept versions stay");
        let words = makes_room_words(&reading(Scene::Ready), "Keep it.").unwrap();
        assert!(words.contains("44.20261106.0") && words.contains("44.20261120.0"));
        assert!(words.ends_with(". Keep it."), "{words}");
    }

    #[test]
    fn what_waits_is_discarded_or_undone() {
        assert_eq!(stay(&reading(Scene::Ready)), Some(Stay::Discard));
        assert_eq!(stay(&reading(Scene::GoneBack)), Some(Stay::Undo));
        assert_eq!(stay(&reading(Scene::Fine)), None);
        assert_eq!(stay(&read(&missed())), Some(Stay::Remain));
    }

    /// The reading may be older than what is written down.
    #[test]
    fn staying_after_switch_back_always_looks_for_settings() {
        let mut reading = (*reading(Scene::GoneBack)).clone();
        let here = reading.origin();
        let record = SwitchRecord {
            from: here.clone(),
            to: here,
            before: reading.status.next().unwrap().id.clone(),
            kept_with: Some("Before the switch".to_owned()),
            settings: Some("a copy".to_owned()),
            packages: Vec::new(),
            then: None,
            via: None,
            back: WayBack::NotAsked,
            arrived: false,
            at: reading.now,
        };
        reading.switch = Some((record, SwitchStage::Returning));
        let Then::Go(course) = plan_stay(&reading).unwrap().then else {
            panic!("a plain request");
        };
        assert!(matches!(course, Course::Remain(..)));
    }
}
