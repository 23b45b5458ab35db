//! What a page asks of the window: the one vocabulary that travels upwards.

use crate::domain::{DeploymentId, Origin, Request, SwitchRecord};
use crate::switching;

use super::pages::packages::Source;
use super::window::Place;

/// One wish of the person.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    /// Try to reach the system's service again.
    Connect,
    /// Look for a newer version.
    Check,
    /// Install the newest version.
    Update,
    /// Stop the running work, or the waiting for somebody else's.
    Cancel,
    /// Let the running version start next again; a prepared update is thrown away for that.
    StayHere,
    /// Restart the computer.
    Restart,
    /// Show what going back to this version means, and let the person choose.
    GoBack(DeploymentId),
    /// Keep or release a version.
    Keep(DeploymentId, bool),
    /// Write a note on a version.
    Note(DeploymentId, String),
    /// Ask whether to delete a version.
    Delete(DeploymentId),
    /// Show everything about a version.
    Open(DeploymentId),
    /// Show what an update changes.
    News,
    /// Show a list of packages.
    Packages(Source),
    /// Put a text on the clipboard and say so.
    Copy(String),
    /// Hide the greeting after a restart.
    DismissWelcome,
    /// Show the page of all apps.
    ShowApps,
    /// Show this page of the first level.
    Visit(Place),
    /// Show the systems that can be switched to.
    ShowSystems,
    /// Let the person type the address of a system.
    OtherSystem,
    /// Show what the publisher of what is at that address has now.
    Builds(Origin),
    /// Show what speaks for and against a switch to that address.
    Preflight(Origin),
    /// Switch; the person has agreed to all that was said.
    Switch(Box<switching::Plan>),
    /// Add these packages to what starts next.
    AddPackages(Vec<String>),
    /// Put the command on the clipboard that does the same.
    CopyCommand(Request),
    /// Let the version from before that switch start next, with its settings.
    SwitchBack(Box<SwitchRecord>),
    /// Show what can be done after a switch.
    ShowArrived,
    /// That switch is over, or never took place: what ran before is kept no more because of it.
    Settle(Box<SwitchRecord>),
    /// At home again after that switch: bring the settings from before it back.
    BringHome(Box<SwitchRecord>),
    /// Open the practice machine in a window of its own.
    OpenPractice,
    /// Put a new version upstream of the practice machine.
    Publish,
    /// Ask whether to make the practice machine anew.
    StartOver,
}

/// Requests that belong together, and what follows when all of them have ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// In order; each starts when the one before has ended well.
    pub(crate) requests: Vec<Request>,
    /// What follows.
    pub(crate) then: Then,
}

/// What follows a plan that ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing but reading again.
    Nothing,
    /// Restart the computer.
    Restart,
    /// Say what was done, with a way to undo it.
    Tell(Done),
    /// The requests are a part of this, which asks the service by itself.
    Go(Course),
}

/// A way between two systems, with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// To another system.
    There(Box<switching::Plan>),
    /// Back before the restart: no trace is left.
    Undo(Box<SwitchRecord>),
    /// Back after it.
    Back(Box<SwitchRecord>),
    /// Not back after all, before the next restart; the request makes what runs start again.
    Remain(Box<SwitchRecord>, Request),
    /// Back for good, at home.
    Home(Box<SwitchRecord>),
    /// No further: the person stays.
    Stay(Box<SwitchRecord>),
}

impl From<Course> for Plan {
    fn from(course: Course) -> Self {
        let request = match &course {
            Course::There(plan) => plan.request(),
            Course::Undo(_) => Request::Discard,
            Course::Back(record) => Request::MakeNext(record.before.clone()),
            Course::Remain(_, request) => request.clone(),
            Course::Home(record) | Course::Stay(record) => Request::Unpin(record.before.clone()),
        };
        Self::one(request, Then::Go(course))
    }
}

impl Course {
    /// What was done when it ended well.
    pub(crate) fn done(&self) -> Done {
        match self {
            Self::There(_) => Done::Switched,
            Self::Undo(_) => Done::SwitchUndone,
            Self::Back(_) => Done::Returns,
            Self::Remain(..) => Done::Stays,
            Self::Home(_) => Done::CameHome,
            Self::Stay(_) => Done::Settled,
        }
    }
}

/// Something done that a person should hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Upstream was asked.
    Checked,
    /// An update is prepared.
    Updated,
    /// The prepared update was thrown away.
    Discarded,
    /// Another version starts next.
    GoesBack(DeploymentId),
    /// The running version starts next again.
    Stays,
    /// A version is kept.
    Kept(DeploymentId),
    /// A version is no longer kept.
    Released(DeploymentId),
    /// A version was deleted.
    Deleted,
    /// A version with added packages is prepared.
    Added,
    /// Another system is prepared.
    Switched,
    /// A prepared switch was taken back.
    SwitchUndone,
    /// The system from before a switch starts next.
    Returns,
    /// The settings from before a switch are there again.
    CameHome,
    /// A switch is over.
    Settled,
}

impl Plan {
    /// One request.
    pub(crate) fn one(request: Request, then: Then) -> Self {
        Self {
            requests: vec![request],
            then,
        }
    }

    /// What undoes a thing done, when something does.
    pub(crate) fn undo(done: &Done) -> Option<Self> {
        match done {
            Done::Discarded => Some(Self::one(Request::Update, Then::Tell(Done::Updated))),
            Done::Kept(id) => Some(Self::one(
                Request::Unpin(id.clone()),
                Then::Tell(Done::Released(id.clone())),
            )),
            Done::Released(id) => Some(Self::one(
                Request::Pin(id.clone()),
                Then::Tell(Done::Kept(id.clone())),
            )),
            Done::Checked
            | Done::Updated
            | Done::GoesBack(_)
            | Done::Stays
            | Done::Deleted
            | Done::Added
            | Done::Switched
            | Done::SwitchUndone
            | Done::Returns
            | Done::CameHome
            | Done::Settled => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_undone_is_undone_by_its_opposite() {
        let id: DeploymentId = "a-1.0".parse().unwrap();
        let undo = |done: &Done| Plan::undo(done).map(|plan| plan.requests);
        assert_eq!(
            undo(&Done::Kept(id.clone())),
            Some(vec![Request::Unpin(id.clone())])
        );
        assert_eq!(
            undo(&Done::Released(id.clone())),
            Some(vec![Request::Pin(id)])
        );
        assert_eq!(undo(&Done::Discarded), Some(vec![Request::Update]));
        assert_eq!(undo(&Done::Deleted), None);
    }
}
