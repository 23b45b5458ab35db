//! The system in memory: for tests, pictures and trying pages. Same rules as a real ostree system, no time passes
//! by itself: work goes one step further each time its stream is polled, and stops where it is told to.

mod data;
mod job;
mod rules;

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use tokio::sync::watch;

use crate::domain::{
    CancelKind, Capabilities, DeploymentId, Package, PackageDiff, Request, SystemStatus,
};

use super::{Backend, BackendError, Cancel, DiskUsage, Refusal, Running};
use job::Job;

/// How a fake system looks when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Newest version, one previous one.
    Fine,
    /// Only one version, never checked.
    Fresh,
    /// Upstream has a newer version, known.
    UpdateAvailable,
    /// The update is being downloaded, half way.
    Updating,
    /// Another program is updating.
    OtherProgramUpdating,
    /// The update is half way, and cannot be stopped.
    CannotStop,
    /// The update is staged.
    Ready,
    /// The previous version was made the next start.
    GoneBack,
    /// Four versions, two of them kept, KDE among them.
    Many,
    /// The last update could not be put in place.
    FinalizeFailed,
    /// No helper: nothing can be kept or deleted.
    NoHelper,
    /// A container image origin.
    Container,
}

impl Scene {
    /// Every scene with its name for the command line.
    pub const ALL: [(&'static str, Self); 12] = [
        ("fine", Self::Fine),
        ("fresh", Self::Fresh),
        ("update-available", Self::UpdateAvailable),
        ("updating", Self::Updating),
        ("other-program", Self::OtherProgramUpdating),
        ("cannot-stop", Self::CannotStop),
        ("ready", Self::Ready),
        ("gone-back", Self::GoneBack),
        ("many", Self::Many),
        ("finalize-failed", Self::FinalizeFailed),
        ("no-helper", Self::NoHelper),
        ("container", Self::Container),
    ];
}

impl FromStr for Scene {
    type Err = String;

    /// By its name; the error names all.
    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|(known, _)| *known == name);
        found
            .map(|(_, scene)| scene)
            .ok_or_else(|| Self::ALL.map(|(known, _)| known).join(", "))
    }
}

/// A system in memory. Clones are the same system.
#[derive(Clone)]
pub struct FakeBackend {
    capabilities: Arc<Capabilities>,
    inner: Arc<Inner>,
}

struct Inner {
    machine: Mutex<Machine>,
    changed: watch::Sender<u64>,
    /// Work waits at this fraction until it is raised or the work is cancelled.
    gate: watch::Sender<f64>,
}

struct Machine {
    status: SystemStatus,
    /// What upstream has; found by a check.
    upstream: crate::domain::AvailableUpdate,
    job: Option<Job>,
    /// The next request, or the running work, fails with this.
    fail_next: Option<BackendError>,
    restarts: u32,
    may_switch: bool,
}

impl fmt::Debug for FakeBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FakeBackend")
    }
}

impl FakeBackend {
    /// Makes a system that looks like this.
    #[must_use]
    pub fn new(scene: Scene) -> Self {
        let (status, upstream) = data::scene(scene);
        let half = [
            Scene::Updating,
            Scene::OtherProgramUpdating,
            Scene::CannotStop,
        ]
        .contains(&scene);
        let mut job = half.then(|| Job::half_done(Request::Update));
        if scene == Scene::OtherProgramUpdating {
            job = job.map(|job| job.of("gnome-software"));
        }
        let gate = if job.is_some() { 0.5 } else { 1.0 };
        let machine = Machine {
            status,
            upstream,
            job,
            fail_next: None,
            restarts: 0,
            may_switch: true,
        };
        let inner = Inner {
            machine: Mutex::new(machine),
            changed: watch::Sender::new(0),
            gate: watch::Sender::new(gate),
        };
        Self {
            capabilities: Arc::new(data::capabilities(scene)),
            inner: Arc::new(inner),
        }
    }

    /// Makes work stop at this fraction of the whole, until it is called again with more.
    pub fn hold_at(&self, fraction: f64) {
        self.inner.gate.send_replace(fraction);
    }

    /// Makes the next request fail when it starts, or the running work where it stands.
    pub fn fail_next(&self, error: BackendError) {
        self.inner.lock().fail_next = Some(error);
    }

    /// Makes switching something for others.
    pub fn forbid_switching(&self) {
        self.inner.lock().may_switch = false;
    }

    /// Changes the system behind everybody's back, as another program would.
    pub fn change(&self, change: impl FnOnce(&mut SystemStatus)) {
        change(&mut self.inner.lock().status);
        self.inner.tell();
    }

    /// Lets another program begin this work, as far as the gate is open.
    pub fn begin(&self, request: Request, program: &'static str) {
        self.inner.lock().job = Some(Job::new(request).of(program));
        self.inner.tell();
    }

    /// How often a restart was asked for.
    #[must_use]
    pub fn restarts(&self) -> u32 {
        self.inner.lock().restarts
    }

    fn running(&self, kind: crate::domain::RequestKind) -> Running {
        let inner = Arc::clone(&self.inner);
        let cancel = Cancel::new(move || {
            inner.cancel();
            Box::pin(async { Ok(()) })
        });
        let stops = self.capabilities.cancel != CancelKind::Never;
        Running {
            kind,
            steps: job::steps(Arc::clone(&self.inner)),
            cancel: stops.then_some(cancel),
        }
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        self.changed.send_modify(|n| *n += 1);
    }

    fn cancel(&self) {
        if let Some(job) = &mut self.lock().job {
            job.cancelled = true;
        }
        self.gate.send_modify(|_| {});
    }
}

#[async_trait]
impl Backend for FakeBackend {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn status(&self) -> Result<SystemStatus, BackendError> {
        let machine = self.inner.lock();
        let activity = machine.job.as_ref().map(Job::activity);
        Ok(SystemStatus {
            activity,
            ..machine.status.clone()
        })
    }

    async fn may_switch(&self) -> Option<bool> {
        Some(self.inner.lock().may_switch)
    }

    fn changes(&self) -> BoxStream<'static, ()> {
        let mut receiver = self.inner.changed.subscribe();
        receiver.mark_unchanged();
        stream::unfold(receiver, |mut receiver| async move {
            receiver.changed().await.ok()?;
            Some(((), receiver))
        })
        .boxed()
    }

    async fn start(&self, request: Request) -> Result<Running, BackendError> {
        let kind = request.kind();
        let mut machine = self.inner.lock();
        if let Some(job) = &machine.job {
            if job.request == request {
                drop(machine);
                return Ok(self.running(kind));
            }
            return Err(job.busy());
        }
        if let Some(error) = machine.fail_next.take() {
            return Err(error);
        }
        rules::check(&machine.status, &self.capabilities, &request)?;
        machine.job = Some(Job::new(request));
        drop(machine);
        self.inner.tell();
        Ok(self.running(kind))
    }

    async fn join(&self) -> Result<Option<Running>, BackendError> {
        let kind = self.inner.lock().job.as_ref().map(|job| job.request.kind());
        Ok(kind.map(|kind| self.running(kind)))
    }

    async fn diff(
        &self,
        from: &DeploymentId,
        to: &DeploymentId,
    ) -> Result<PackageDiff, BackendError> {
        let machine = self.inner.lock();
        let known = |id| {
            machine.status.find(id).ok_or(BackendError::Refused {
                reason: Refusal::NoSuchVersion,
            })
        };
        Ok(data::diff(known(from)?, known(to)?))
    }

    async fn packages(&self, id: &DeploymentId) -> Result<Option<Vec<Package>>, BackendError> {
        let machine = self.inner.lock();
        let found = machine.status.find(id).ok_or(BackendError::Refused {
            reason: Refusal::NoSuchVersion,
        })?;
        Ok(Some(data::packages(found)))
    }

    async fn disk_usage(&self, id: &DeploymentId) -> Result<Option<DiskUsage>, BackendError> {
        let machine = self.inner.lock();
        machine.status.find(id).ok_or(BackendError::Refused {
            reason: Refusal::NoSuchVersion,
        })?;
        Ok(Some(DiskUsage {
            total_bytes: 8_400_000_000,
            own_bytes: 2_100_000_000,
        }))
    }

    fn as_command(&self, request: &Request, status: &SystemStatus) -> Option<String> {
        rules::command(request, status)
    }

    async fn restart(&self) -> Result<(), BackendError> {
        let mut machine = self.inner.lock();
        if let Some(error) = machine.fail_next.take() {
            return Err(error);
        }
        machine.restarts += 1;
        rules::restart(&mut machine.status);
        drop(machine);
        self.inner.tell();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Step;
    use crate::domain::{Headline, Outcome};

    async fn finish(running: Running) -> (Vec<Step>, Result<Outcome, BackendError>) {
        let mut steps: Vec<Step> = running.steps.collect().await;
        let Some(Step::Ended(end)) = steps.pop() else {
            panic!("no end")
        };
        (steps, end)
    }

    #[tokio::test]
    async fn an_update_is_found_installed_and_started() {
        let fake = FakeBackend::new(Scene::Fine);
        assert_eq!(fake.status().await.unwrap().headline(), Headline::Fine);
        let (_, end) = finish(fake.start(Request::Check).await.unwrap()).await;
        assert_eq!(end.unwrap(), Outcome::Changed);
        assert_eq!(
            fake.status().await.unwrap().headline(),
            Headline::UpdateAvailable
        );
        let (steps, end) = finish(fake.start(Request::Update).await.unwrap()).await;
        assert!(steps.len() > 5);
        assert_eq!(end.unwrap(), Outcome::Changed);
        let ready = fake.status().await.unwrap();
        let Headline::UpdateReady(id) = ready.headline() else {
            panic!("{:?}", ready.headline())
        };
        fake.restart().await.unwrap();
        let after = fake.status().await.unwrap();
        assert_eq!(after.running().unwrap().id, id);
        assert_eq!(after.headline(), Headline::Fine);
        let (_, end) = finish(fake.start(Request::Update).await.unwrap()).await;
        assert_eq!(end.unwrap(), Outcome::NothingToDo);
    }

    #[tokio::test]
    async fn held_work_is_busy_joined_and_cancelled() {
        let fake = FakeBackend::new(Scene::Updating);
        assert!(matches!(
            fake.start(Request::Discard).await,
            Err(BackendError::Busy { .. })
        ));
        let running = fake.join().await.unwrap().unwrap();
        running.cancel.clone().unwrap().call().await.unwrap();
        let (_, end) = finish(running).await;
        assert!(matches!(end, Err(BackendError::Cancelled)));
        assert!(fake.status().await.unwrap().staged().is_none());
    }

    #[tokio::test]
    async fn going_back_over_a_staged_update_is_refused() {
        let fake = FakeBackend::new(Scene::Ready);
        let error = fake.start(Request::Rollback).await.unwrap_err();
        assert!(matches!(
            error,
            BackendError::Refused {
                reason: Refusal::UpdateStaged
            }
        ));
        finish(fake.start(Request::Discard).await.unwrap())
            .await
            .1
            .unwrap();
        finish(fake.start(Request::Rollback).await.unwrap())
            .await
            .1
            .unwrap();
        assert!(fake.status().await.unwrap().waiting().is_some());
        finish(fake.start(Request::Rollback).await.unwrap())
            .await
            .1
            .unwrap();
        assert!(
            fake.status().await.unwrap().waiting().is_none(),
            "a second time undoes it"
        );
    }

    #[tokio::test]
    async fn a_version_chosen_for_the_next_start_is_not_lost_without_a_word() {
        let fake = FakeBackend::new(Scene::GoneBack);
        let reason = |answer: Result<Running, BackendError>| match answer {
            Err(BackendError::Refused { reason }) => reason,
            other => panic!("{other:?}"),
        };
        let version = fake
            .status()
            .await
            .unwrap()
            .chosen()
            .unwrap()
            .version
            .clone()
            .unwrap();
        let update = reason(fake.start(Request::Update).await);
        assert_eq!(
            update,
            Refusal::OtherVersionChosen {
                version: version.clone()
            }
        );
        // Another program prepares an update all the same.
        let staged = FakeBackend::new(Scene::Ready)
            .status()
            .await
            .unwrap()
            .staged()
            .unwrap()
            .clone();
        fake.change(|status| status.deployments.insert(0, staged));
        let discard = reason(fake.start(Request::Discard).await);
        assert_eq!(discard, Refusal::ChosenWouldBeLost { version });
        let chosen = fake
            .status()
            .await
            .unwrap()
            .lost_by_discard()
            .unwrap()
            .id
            .clone();
        finish(fake.start(Request::Pin(chosen.clone())).await.unwrap())
            .await
            .1
            .unwrap();
        finish(fake.start(Request::Discard).await.unwrap())
            .await
            .1
            .unwrap();
        assert!(fake.status().await.unwrap().find(&chosen).is_some());
    }

    #[tokio::test]
    async fn a_kept_version_survives_updates() {
        let fake = FakeBackend::new(Scene::Fine);
        let old = fake.status().await.unwrap().previous().unwrap().id.clone();
        finish(fake.start(Request::Pin(old.clone())).await.unwrap())
            .await
            .1
            .unwrap();
        finish(fake.start(Request::Update).await.unwrap())
            .await
            .1
            .unwrap();
        fake.restart().await.unwrap();
        assert!(fake.status().await.unwrap().find(&old).unwrap().pinned);
    }

    #[tokio::test]
    async fn every_scene_is_sound() {
        for (name, scene) in Scene::ALL {
            let status = FakeBackend::new(scene).status().await.unwrap();
            assert_eq!(
                status.deployments.iter().filter(|d| d.running).count(),
                1,
                "{name}"
            );
            assert!(
                status.deployments.iter().skip(1).all(|d| !d.is_staged()),
                "{name}"
            );
        }
    }
}
