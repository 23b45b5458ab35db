//! What every back end must do, whatever stands behind it.
//!
//! A machine that is tested runs one version, has one before it, and upstream has a newer one that nobody has looked
//! for yet. It has a helper, if its kind of system needs one.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt as _;
use isotope::backend::{Backend, BackendError, Refusal, Running, Step};
use isotope::domain::{
    Deployment, DeploymentId, Headline, Origin, Outcome, PinSupport, Progress, Request,
    RequestKind, RollbackKind, Support, SystemStatus,
};

/// What a test can do to the machine behind the back end.
#[async_trait]
pub(crate) trait Scenario: Send + Sync {
    /// From now on a download waits half-way.
    async fn hold(&self);
    /// Downloads go on.
    async fn go_on(&self);
}

/// A machine to be tested.
pub(crate) struct Subject {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) scenario: Box<dyn Scenario>,
}

pub(crate) type End = Result<Outcome, BackendError>;

/// Patience for one step; real machines fetch real data.
const PATIENCE: Duration = Duration::from_mins(1);

/// Follows work to its end and checks the shape of what is told: one bar that never goes back, one end.
pub(crate) async fn follow(running: Running) -> (Vec<Step>, End) {
    let mut steps = running.steps;
    let mut told: Vec<Step> = Vec::new();
    let mut end = None;
    let mut last: Option<Progress> = None;
    while let Some(step) = tokio::time::timeout(PATIENCE, steps.next()).await.unwrap() {
        assert!(end.is_none(), "told after the end: {step:?}");
        match step {
            Step::Progress(now) => {
                if let Some(last) = &last {
                    assert!(now.stage >= last.stage, "{now:?} after {last:?}");
                    assert!(now.fraction >= last.fraction, "{now:?} after {last:?}");
                    let done = |p: &Progress| p.bytes.map(|b| b.done);
                    assert!(done(&now) >= done(last), "{now:?} after {last:?}");
                }
                assert!(now.fraction.is_none_or(|f| (0.0..=1.0).contains(&f)));
                last = Some(now.clone());
                told.push(Step::Progress(now));
            }
            Step::Ended(how) => end = Some(how),
            Step::Message(_) => told.push(step),
        }
    }
    (told, end.unwrap())
}

/// Asks for something and follows it; a refusal at the start is its end.
pub(crate) async fn work(backend: &Arc<dyn Backend>, request: Request) -> End {
    match backend.start(request).await {
        Ok(running) => follow(running).await.1,
        Err(err) => Err(err),
    }
}

pub(crate) async fn read(backend: &Arc<dyn Backend>) -> SystemStatus {
    backend.status().await.unwrap()
}

#[track_caller]
pub(crate) fn assert_refused(end: End, expected: &Refusal) {
    match end {
        Err(BackendError::Refused { reason }) => assert_eq!(reason, *expected),
        other => panic!("{other:?} instead of {expected:?}"),
    }
}

fn nobody() -> DeploymentId {
    let hex = "0".repeat(64);
    format!("nobody-{hex}.0").parse().unwrap()
}

fn ids(status: &SystemStatus) -> Vec<DeploymentId> {
    status.deployments.iter().map(|d| d.id.clone()).collect()
}

fn pinned(status: &SystemStatus, id: &DeploymentId) -> bool {
    status.find(id).unwrap().pinned
}

fn id_of(deployment: Option<&Deployment>) -> DeploymentId {
    deployment.unwrap().id.clone()
}

/// At most one runs, staged ones stand first, ids are unique, reading changes nothing.
pub(crate) async fn a_reading_is_sound(m: Subject) {
    let status = read(&m.backend).await;
    assert!(!status.backend.is_empty());
    assert_eq!(status.deployments.iter().filter(|d| d.running).count(), 1);
    assert!(status.deployments.iter().skip(1).all(|d| !d.is_staged()));
    assert!(status.deployments.len() >= 2);
    let mut unique = ids(&status);
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), status.deployments.len());
    assert_eq!(status.next(), status.running());
    assert!(status.previous().is_some());
    assert_eq!(status.activity, None);
    assert!(status.deployments.iter().all(|d| d.version.is_some()));
    assert!(status.running().unwrap().timestamp > status.previous().unwrap().timestamp);
    assert_eq!(read(&m.backend).await, status);
}

/// The whole life of an update up to the restart, and back.
pub(crate) async fn an_update_is_found_staged_and_discarded(m: Subject) {
    let before = read(&m.backend).await;
    assert!(before.new_update().is_none());
    assert_eq!(
        work(&m.backend, Request::Check).await.unwrap(),
        Outcome::Changed
    );
    let checked = read(&m.backend).await;
    let update = checked.new_update().unwrap().clone();
    assert!(update.version.is_some());
    assert_ne!(update.version, before.running().unwrap().version);
    assert_eq!(ids(&checked), ids(&before), "a check changes nothing");
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::Changed
    );
    let ready = read(&m.backend).await;
    assert_eq!(ready.staged(), ready.next());
    assert_eq!(ready.staged().unwrap().version, update.version);
    assert!(ready.new_update().is_none());
    assert_eq!(ids(&ready)[1..], ids(&before));
    let again = work(&m.backend, Request::Update).await;
    assert_eq!(again.unwrap(), Outcome::NothingToDo);
    assert_eq!(
        work(&m.backend, Request::Discard).await.unwrap(),
        Outcome::Changed
    );
    assert_eq!(ids(&read(&m.backend).await), ids(&before));
    let again = work(&m.backend, Request::Discard).await;
    assert_eq!(again.unwrap(), Outcome::NothingToDo);
}

/// Stopped half-way, nothing is left behind.
pub(crate) async fn held_work_is_seen_and_cancelled(m: Subject) {
    let before = read(&m.backend).await;
    m.scenario.hold().await;
    let mut running = m.backend.start(Request::Update).await.unwrap();
    assert_eq!(running.kind, RequestKind::Update);
    let first = tokio::time::timeout(PATIENCE, running.steps.next()).await;
    assert!(matches!(first.unwrap(), Some(Step::Progress(_))));
    let activity = read(&m.backend).await.activity.unwrap();
    assert_eq!((activity.kind, activity.ours), (RequestKind::Update, true));
    running.cancel.clone().unwrap().call().await.unwrap();
    let (_, end) = follow(running).await;
    assert!(matches!(end, Err(BackendError::Cancelled)), "{end:?}");
    let after = read(&m.backend).await;
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after.activity, None);
    m.scenario.go_on().await;
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::Changed
    );
}

/// Something else is refused meanwhile, the same thing is joined.
pub(crate) async fn held_work_is_busy_for_others(m: Subject) {
    m.scenario.hold().await;
    let first = m.backend.start(Request::Update).await.unwrap();
    let other = m.backend.start(Request::Discard).await;
    assert!(matches!(other, Err(BackendError::Busy { .. })), "{other:?}");
    let joined = m.backend.start(Request::Update).await.unwrap();
    drop(first);
    m.scenario.go_on().await;
    let (_, end) = follow(joined).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert!(read(&m.backend).await.staged().is_some());
}

/// Whoever comes later finds the work that is going on.
pub(crate) async fn work_going_on_is_joined(m: Subject) {
    assert!(m.backend.join().await.unwrap().is_none());
    m.scenario.hold().await;
    let first = m.backend.start(Request::Update).await.unwrap();
    let joined = m.backend.join().await.unwrap().unwrap();
    assert_eq!(joined.kind, RequestKind::Update);
    drop(first);
    m.scenario.go_on().await;
    let (_, end) = follow(joined).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert!(m.backend.join().await.unwrap().is_none());
}

/// Going back is refused over a staged update, changes the next start only, and can be undone.
pub(crate) async fn going_back_and_undoing_it(m: Subject) {
    if m.backend.capabilities().rollback == RollbackKind::None {
        return;
    }
    let before = read(&m.backend).await;
    let (running, previous) = (id_of(before.running()), id_of(before.previous()));
    work(&m.backend, Request::Update).await.unwrap();
    let end = work(&m.backend, Request::Rollback).await;
    assert_refused(end, &Refusal::UpdateStaged);
    let end = work(&m.backend, Request::MakeNext(previous.clone())).await;
    assert_refused(end, &Refusal::UpdateStaged);
    assert!(read(&m.backend).await.staged().is_some());
    work(&m.backend, Request::Discard).await.unwrap();
    assert_eq!(
        work(&m.backend, Request::Rollback).await.unwrap(),
        Outcome::Changed
    );
    let back = read(&m.backend).await;
    assert_eq!(id_of(back.next()), previous);
    assert_eq!(id_of(back.running()), running);
    let end = work(&m.backend, Request::MakeNext(previous)).await;
    assert_refused(end, &Refusal::AlreadyNext);
    assert_eq!(
        work(&m.backend, Request::Rollback).await.unwrap(),
        Outcome::Changed
    );
    assert_eq!(id_of(read(&m.backend).await.next()), running);
}

/// Any version can be made the next start where the system says so.
pub(crate) async fn any_version_can_be_chosen(m: Subject) {
    if m.backend.capabilities().rollback != RollbackKind::AnyDeployment {
        return;
    }
    let before = read(&m.backend).await;
    let previous = id_of(before.previous());
    let end = work(&m.backend, Request::MakeNext(previous.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert_eq!(id_of(read(&m.backend).await.next()), previous);
    let end = work(&m.backend, Request::MakeNext(nobody())).await;
    assert_refused(end, &Refusal::NoSuchVersion);
}

/// A kept version stays until it is released.
pub(crate) async fn a_kept_version_is_kept(m: Subject) {
    if m.backend.capabilities().pin != PinSupport::Yes {
        return;
    }
    let before = read(&m.backend).await;
    let previous = id_of(before.previous());
    let keep = || Request::Pin(previous.clone());
    assert_eq!(work(&m.backend, keep()).await.unwrap(), Outcome::Changed);
    assert!(pinned(&read(&m.backend).await, &previous));
    assert_eq!(
        work(&m.backend, keep()).await.unwrap(),
        Outcome::NothingToDo
    );
    let end = work(&m.backend, Request::Delete(previous.clone())).await;
    assert_refused(end, &Refusal::CannotDeleteKept);
    work(&m.backend, Request::Update).await.unwrap();
    let ready = read(&m.backend).await;
    assert!(pinned(&ready, &previous));
    let end = work(&m.backend, Request::Pin(id_of(ready.staged()))).await;
    assert_refused(end, &Refusal::CannotKeepStaged);
    let end = work(&m.backend, Request::Unpin(previous.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert!(!pinned(&read(&m.backend).await, &previous));
    let end = work(&m.backend, Request::Pin(nobody())).await;
    assert_refused(end, &Refusal::NoSuchVersion);
}

/// Only what is neither running nor kept is deleted.
pub(crate) async fn a_version_is_deleted(m: Subject) {
    if m.backend.capabilities().delete != Support::Yes {
        return;
    }
    let before = read(&m.backend).await;
    let (running, previous) = (id_of(before.running()), id_of(before.previous()));
    let end = work(&m.backend, Request::Delete(running.clone())).await;
    assert_refused(end, &Refusal::CannotDeleteRunning);
    let end = work(&m.backend, Request::Delete(nobody())).await;
    assert_refused(end, &Refusal::NoSuchVersion);
    let end = work(&m.backend, Request::Delete(previous.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    let after = read(&m.backend).await;
    assert!(after.find(&previous).is_none() && after.find(&running).is_some());
    let end = work(&m.backend, Request::Rollback).await;
    assert_refused(end, &Refusal::NothingToGoBackTo);
}

/// Upstream is asked by number; what it does not have is named.
pub(crate) async fn an_unknown_version_is_named(m: Subject) {
    let version = "1.0-never-made".to_owned();
    let end = work(&m.backend, Request::Deploy(version.clone())).await;
    assert_refused(end, &Refusal::VersionNotFound { version });
}

/// Questions about one version.
pub(crate) async fn questions_about_unknown_versions_are_refused(m: Subject) {
    let status = read(&m.backend).await;
    let (running, previous) = (id_of(status.running()), id_of(status.previous()));
    if m.backend.capabilities().package_diff == Support::Yes {
        let diff = m.backend.diff(&previous, &running).await.unwrap();
        assert!(diff.counts().total() > 0);
        let end = m.backend.diff(&running, &nobody()).await;
        assert_refused(end.map(|_| Outcome::Changed), &Refusal::NoSuchVersion);
        let end = m.backend.diff(&nobody(), &running).await;
        assert_refused(end.map(|_| Outcome::Changed), &Refusal::NoSuchVersion);
    }
    let end = m.backend.packages(&nobody()).await;
    assert_refused(end.map(|_| Outcome::Changed), &Refusal::NoSuchVersion);
    let end = m.backend.disk_usage(&nobody()).await;
    assert_refused(end.map(|_| Outcome::Changed), &Refusal::NoSuchVersion);
    if let Some(packages) = m.backend.packages(&running).await.unwrap() {
        assert!(!packages.is_empty());
    }
    if let Some(usage) = m.backend.disk_usage(&running).await.unwrap() {
        assert!(usage.own_bytes <= usage.total_bytes);
    }
}

/// Whatever changes, those who listen hear that they should read again.
pub(crate) async fn changes_are_heard(m: Subject) {
    let mut changes = m.backend.changes();
    let listening = futures_util::future::join(
        tokio::time::timeout(PATIENCE, changes.next()),
        work(&m.backend, Request::Update),
    );
    let (heard, end) = listening.await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert_eq!(heard.unwrap(), Some(()));
}

/// Another desktop of the same publisher.
fn other_desktop(status: &SystemStatus) -> Origin {
    let here = status.running().unwrap().origin.to_string();
    let there = here
        .replace("silverblue", "kinoite")
        .replace("gnome", "kde");
    Origin::typed(&there, &status.running().unwrap().origin).unwrap()
}

/// Another system is prepared, thrown away, and prepared again.
pub(crate) async fn another_system_is_staged_and_discarded(m: Subject) {
    let before = read(&m.backend).await;
    let there = other_desktop(&before);
    let switch = || work(&m.backend, Request::Switch(there.clone()));
    assert_eq!(switch().await.unwrap(), Outcome::Changed);
    let ready = read(&m.backend).await;
    assert_eq!(ready.staged().unwrap().origin, there);
    assert_eq!(ready.next(), ready.staged());
    assert_eq!(id_of(ready.running()), id_of(before.running()));
    assert_refused(switch().await, &Refusal::UpdateStaged);
    work(&m.backend, Request::Discard).await.unwrap();
    assert_eq!(ids(&read(&m.backend).await), ids(&before));
    assert_eq!(switch().await.unwrap(), Outcome::Changed);
}

/// What cannot be switched to is refused with the reason, and nothing has changed.
pub(crate) async fn a_switch_to_nowhere_is_refused(m: Subject) {
    let before = read(&m.backend).await;
    let here = before.running().unwrap().origin.clone();
    let switch = |to: Origin| work(&m.backend, Request::Switch(to));
    assert_refused(switch(here.clone()).await, &Refusal::SameOrigin);
    let text = here.to_string();
    let (remote, branch) = text.split_once(':').unwrap();
    let end = switch(Origin::parse(&format!("nowhere:{branch}"))).await;
    let reason = Refusal::NoSuchRemote {
        remote: "nowhere".into(),
    };
    assert_refused(end, &reason);
    let (parent, _) = branch.rsplit_once('/').unwrap();
    let name = format!("{parent}/nope");
    let end = switch(Origin::parse(&format!("{remote}:{name}"))).await;
    assert_refused(end, &Refusal::NoSuchOrigin { name });
    assert_refused(switch(Origin::Unknown).await, &Refusal::NotSupported);
    assert_eq!(ids(&read(&m.backend).await), ids(&before));
}

/// A prepared update is not lost without a word.
pub(crate) async fn a_switch_leaves_a_prepared_update_alone(m: Subject) {
    work(&m.backend, Request::Update).await.unwrap();
    let ready = read(&m.backend).await;
    let end = work(&m.backend, Request::Switch(other_desktop(&ready))).await;
    assert_refused(end, &Refusal::UpdateStaged);
    assert_eq!(ids(&read(&m.backend).await), ids(&ready));
}

/// Packages are added to what starts next, an update that waits there included; and thrown away with it.
pub(crate) async fn packages_are_added_and_discarded(m: Subject) {
    let before = read(&m.backend).await;
    let add = |names: &[&str]| {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        work(&m.backend, Request::AddPackages(names))
    };
    let name = "--all".to_owned();
    assert_refused(
        add(&["htop", "--all"]).await,
        &Refusal::NotAPackage { name },
    );
    assert_refused(add(&[]).await, &Refusal::NothingToAdd);
    let end = add(&["no-such-package"]).await;
    assert!(
        matches!(&end, Err(BackendError::Packages { unknown: Some(names), .. }) if names == "no-such-package"),
        "{end:?}"
    );
    assert_eq!(ids(&read(&m.backend).await), ids(&before));
    assert_eq!(add(&["htop"]).await.unwrap(), Outcome::Changed);
    let ready = read(&m.backend).await;
    let (runs, staged) = (before.running().unwrap(), ready.staged().unwrap());
    assert_eq!(staged.added_packages, ["htop"]);
    assert_eq!(
        (&staged.version, &staged.origin),
        (&runs.version, &runs.origin)
    );
    assert_eq!(staged.timestamp, runs.timestamp);
    assert_eq!(ready.headline(), Headline::ChangeReady(staged.id.clone()));
    assert_refused(add(&["htop"]).await, &Refusal::NothingToAdd);
    work(&m.backend, Request::Discard).await.unwrap();
    assert_eq!(ids(&read(&m.backend).await), ids(&before));
    work(&m.backend, Request::Update).await.unwrap();
    let update = read(&m.backend).await.staged().unwrap().version.clone();
    assert_eq!(add(&["htop", "tree"]).await.unwrap(), Outcome::Changed);
    let ready = read(&m.backend).await;
    let staged = ready.staged().unwrap();
    assert_eq!((&staged.version, staged.added_packages.len()), (&update, 2));
    work(&m.backend, Request::Discard).await.unwrap();
    work(&m.backend, Request::Switch(other_desktop(&before)))
        .await
        .unwrap();
    assert_refused(add(&["htop"]).await, &Refusal::UpdateStaged);
}

/// Every request that can be made can be shown as a command.
pub(crate) async fn commands_name_what_is_asked(m: Subject) {
    let status = read(&m.backend).await;
    let previous = id_of(status.previous());
    let command = |request| m.backend.as_command(&request, &status);
    if let (Some(keep), Some(release)) = (
        command(Request::Pin(previous.clone())),
        command(Request::Unpin(previous)),
    ) {
        assert_ne!(keep, release);
    }
    let there = other_desktop(&status);
    let words = command(Request::Switch(there.clone()));
    assert!(words.is_none_or(|words| words.ends_with(&format!(" {there}"))));
    assert_eq!(command(Request::Pin(nobody())), None);
    assert_eq!(command(Request::Delete(nobody())), None);
}

/// Makes a test of each, over what the given async function makes.
macro_rules! contract_suite {
    ($make:path) => {
        $crate::contract::contract_suite!($make:
            a_reading_is_sound,
            an_update_is_found_staged_and_discarded,
            held_work_is_seen_and_cancelled,
            held_work_is_busy_for_others,
            work_going_on_is_joined,
            going_back_and_undoing_it,
            any_version_can_be_chosen,
            a_kept_version_is_kept,
            a_version_is_deleted,
            an_unknown_version_is_named,
            questions_about_unknown_versions_are_refused,
            another_system_is_staged_and_discarded,
            a_switch_to_nowhere_is_refused,
            a_switch_leaves_a_prepared_update_alone,
            packages_are_added_and_discarded,
            changes_are_heard,
            commands_name_what_is_asked,
        );
    };
    ($make:path: $($name:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $name() {
                $crate::contract::$name($make().await).await;
            }
        )+
    };
}
pub(crate) use contract_suite;
