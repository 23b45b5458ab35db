//! Everything the window does in the background: the only place that awaits the back end.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use relm4::{ComponentSender, Sender};
use tokio::time::{Instant, sleep, timeout};

use super::handle::Force;
use super::{Window, WindowCmd};
use crate::backend::practice::Machine;
use crate::backend::{Backend, BackendError, Cancel, Running, Step};
use crate::domain::{Activity, DeploymentId, FailedCheck, Request, RequestKind};
use crate::ui::job::Track;
use crate::ui::reading::Reading;
use crate::ui::{Desk, Found};

/// Changes come in bursts; one reading answers all of a burst.
const BURST: Duration = Duration::from_millis(80);
/// How long a restart may take before the window stops waiting for it.
const RESTART_LIMIT: Duration = Duration::from_mins(3);
/// How often the window looks whether the computer is back.
const RESTART_PACE: Duration = Duration::from_millis(250);

/// Reads the system, after the burst of changes is over.
pub(crate) fn read(sender: &ComponentSender<Window>, backend: Arc<dyn Backend>, desk: Desk) {
    sender.oneshot_command(async move {
        sleep(BURST).await;
        let answer = Reading::take(backend.as_ref(), &desk).await;
        WindowCmd::Read(answer.map(Arc::new))
    });
}

/// Starts a request and follows it to its end.
pub(crate) fn start(
    sender: &ComponentSender<Window>,
    backend: Arc<dyn Backend>,
    desk: Desk,
    (track, request): (Track, Request),
) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let kind = request.kind();
                match backend.start(request).await {
                    Ok(running) => follow(track, running, &out, &desk).await,
                    Err(error) => {
                        note_work(&desk, kind, Err(&error));
                        tell(&out, WindowCmd::Refused(track, kind, error));
                    }
                }
            })
            .drop_on_shutdown()
    });
}

/// Follows work that is going on already.
pub(crate) fn join(
    sender: &ComponentSender<Window>,
    backend: Arc<dyn Backend>,
    desk: Desk,
    track: Track,
) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                match backend.join().await {
                    Ok(Some(running)) => follow(track, running, &out, &desk).await,
                    Ok(None) => tell(&out, WindowCmd::NothingToJoin),
                    Err(error) => {
                        tracing::debug!(err = %error, "work going on cannot be joined");
                        tell(&out, WindowCmd::NothingToJoin);
                    }
                }
            })
            .drop_on_shutdown()
    });
}

async fn follow(track: Track, mut running: Running, out: &Sender<WindowCmd>, desk: &Desk) {
    tell(
        out,
        WindowCmd::Accepted(track, running.kind, running.cancel.take()),
    );
    while let Some(step) = running.steps.next().await {
        if let Step::Ended(end) = &step {
            note_work(desk, running.kind, end.as_ref().map(|_| ()));
        }
        tell(out, WindowCmd::Step(track, step));
    }
}

/// Notes what the end of work means for knowing of updates.
fn note_work(desk: &Desk, kind: RequestKind, end: Result<(), &BackendError>) {
    let at = (desk.now)();
    let trouble = end.map_err(|error| error.check_trouble(kind));
    let noted = match trouble {
        Ok(()) => desk.notebook.note_work(kind, at),
        Err(Some(why)) => desk.notebook.note_failed_check(FailedCheck { at, why }),
        Err(None) => Ok(()),
    };
    if let Err(error) = noted {
        tracing::warn!(err = %error, "the time of the check cannot be noted");
    }
}

/// Asks running work to stop.
pub(crate) fn cancel(sender: &ComponentSender<Window>, cancel: Cancel) {
    sender.oneshot_command(async move { WindowCmd::CancelAsked(cancel.call().await) });
}

/// Says when nobody works any more.
pub(crate) fn wait_until_idle(sender: &ComponentSender<Window>, backend: Arc<dyn Backend>) {
    sender.oneshot_command(async move {
        let mut changes = backend.changes();
        loop {
            match backend.status().await {
                Ok(status) if status.activity.is_none() => return WindowCmd::Idle,
                Ok(_) | Err(_) => {}
            }
            if timeout(Duration::from_secs(5), changes.next()).await == Ok(None) {
                return WindowCmd::Idle;
            }
        }
    });
}

/// Asks for a restart, and follows the computer through it. Work of another program holds it back unless it is forced.
pub(crate) fn restart(
    sender: &ComponentSender<Window>,
    found: Found,
    desk: Desk,
    before: Arc<Reading>,
    force: Force,
) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                if force == Force::No
                    && let Some(activity) = others_work(found.backend.as_ref()).await
                {
                    return tell(&out, WindowCmd::RestartMeets(activity));
                }
                let starts = match &found.machine {
                    Some(machine) => machine.starts().await.ok(),
                    None => None,
                };
                let refreshed = desk.switching().refresh(&before.status, (desk.now)());
                if let Err(err) = refreshed {
                    tracing::warn!(%err, "the settings of the day of the switch come back");
                }
                if let Err(error) = found.backend.restart().await {
                    return tell(&out, WindowCmd::RestartRefused(error));
                }
                tell(&out, WindowCmd::RestartAccepted);
                let back = come_back(&found, &desk, starts, &before).await;
                tell(&out, WindowCmd::CameBack(back));
            })
            .drop_on_shutdown()
    });
}

/// What another program does right now, as a fresh reading says: the last one may be older than that work.
async fn others_work(backend: &dyn Backend) -> Option<Activity> {
    let activity = backend.status().await.ok()?.activity;
    activity.filter(|activity| !activity.ours)
}

/// Waits until the restarted computer answers. On a real computer this process ends first.
async fn come_back(
    found: &Found,
    desk: &Desk,
    starts: Option<u32>,
    before: &Reading,
) -> Result<Arc<Reading>, BackendError> {
    let limit = Instant::now() + RESTART_LIMIT;
    let mut was_away = false;
    while Instant::now() < limit {
        let started_again = match (&found.machine, starts) {
            (Some(machine), Some(before)) => machine.starts().await.is_ok_and(|now| now > before),
            (Some(_) | None, _) => false,
        };
        match Reading::take(found.backend.as_ref(), desk).await {
            Ok(reading) => {
                let other = running(&reading) != running(before);
                if started_again || was_away && starts.is_none() || other {
                    return Ok(Arc::new(reading));
                }
            }
            Err(error) => {
                tracing::debug!(err = %error, "the computer is restarting");
                was_away = true;
            }
        }
        sleep(RESTART_PACE).await;
    }
    Err(BackendError::Missing {
        service: before.status.backend,
    })
}

fn running(reading: &Reading) -> Option<&DeploymentId> {
    reading.status.running().map(|d| &d.id)
}

/// Makes the practice machine anew.
pub(crate) fn start_over(sender: &ComponentSender<Window>, found: Found, desk: Desk) {
    sender.oneshot_command(async move { WindowCmd::CameBack(made_anew(&found, &desk).await) });
}

async fn made_anew(found: &Found, desk: &Desk) -> Result<Arc<Reading>, BackendError> {
    if let Some(machine) = &found.machine {
        machine.start_over().await?;
    }
    let limit = Instant::now() + RESTART_LIMIT;
    loop {
        match Reading::take(found.backend.as_ref(), desk).await {
            Ok(reading) => return Ok(Arc::new(reading)),
            Err(error) if Instant::now() > limit => return Err(error),
            Err(_) => sleep(RESTART_PACE).await,
        }
    }
}

/// Puts a new version upstream.
pub(crate) fn publish(sender: &ComponentSender<Window>, machine: Arc<dyn Machine>) {
    sender.oneshot_command(async move { WindowCmd::Published(machine.publish().await) });
}

/// Writes a note.
pub(crate) fn note(sender: &ComponentSender<Window>, desk: Desk, id: DeploymentId, note: String) {
    sender.spawn_oneshot_command(move || {
        let written = desk.notebook.set_note(&id, &note);
        WindowCmd::Noted(written.map_err(|error| BackendError::Unexpected {
            detail: error.to_string(),
        }))
    });
}

pub(super) fn tell(out: &Sender<WindowCmd>, cmd: WindowCmd) {
    if out.send(cmd).is_err() {
        tracing::debug!("the window is closed");
    }
}
