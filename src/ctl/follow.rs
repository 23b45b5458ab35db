//! Following work to its end: a bar on a terminal, a line now and then elsewhere, and Ctrl+C.
//!
//! The first Ctrl+C asks the service to stop and goes on watching; the second leaves it running.

use std::sync::Arc;

use futures_util::StreamExt as _;
use isotope::backend::{Backend, BackendError, Running, Step};
use isotope::domain::{Outcome, Progress, Request, RequestKind, Stage};
use isotope::{text, tr};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::bar::{At, Shown};
use crate::console::Console;
use crate::failure::Failure;

/// Starts work and follows it. With `wait`, another program's work is waited for instead of given up on.
pub(crate) async fn work(
    backend: &Arc<dyn Backend>,
    console: &mut Console,
    request: Request,
    wait: bool,
) -> Result<Outcome, Failure> {
    let mut interrupts = signal(SignalKind::interrupt())?;
    loop {
        match backend.start(request.clone()).await {
            Ok(running) => return follow(running, console, &mut interrupts).await,
            Err(BackendError::Busy { by, .. }) if wait => {
                await_other(backend, console, by.as_deref(), &mut interrupts).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Returns when nobody changes the system; without `wait` it must be so at once.
pub(crate) async fn until_idle(
    backend: &Arc<dyn Backend>,
    console: &mut Console,
    wait: bool,
) -> Result<(), Failure> {
    let mut interrupts = signal(SignalKind::interrupt())?;
    while let Some(activity) = backend.status().await?.activity {
        let (by, title) = (activity.started_by, activity.title);
        if !wait {
            return Err(BackendError::Busy { by, title }.into());
        }
        await_other(backend, console, by.as_deref(), &mut interrupts).await?;
    }
    Ok(())
}

/// Says who is waited for, and waits until the work has ended or Ctrl+C is pressed.
async fn await_other(
    backend: &Arc<dyn Backend>,
    console: &mut Console,
    by: Option<&str>,
    interrupts: &mut Signal,
) -> Result<(), Failure> {
    let someone = |name: &str| tr!("ctl-waiting-for", name = text::program(name));
    console.remark(&by.map_or_else(|| tr!("ctl-waiting"), someone))?;
    tokio::select! {
        () = until_free(backend) => Ok(()),
        _ = interrupts.recv() => Err(BackendError::Cancelled.into()),
    }
}

/// Whether this work is long enough that its parts are worth a bar or a line.
pub(crate) fn has_stages(kind: RequestKind) -> bool {
    match kind {
        RequestKind::Check
        | RequestKind::Update
        | RequestKind::Download
        | RequestKind::Deploy
        | RequestKind::Switch
        | RequestKind::Packages
        | RequestKind::Other => true,
        RequestKind::Discard
        | RequestKind::Rollback
        | RequestKind::MakeNext
        | RequestKind::Pin
        | RequestKind::Unpin
        | RequestKind::Delete => false,
    }
}

/// Returns when the work going on has ended or something changed, whichever the service tells first.
async fn until_free(backend: &Arc<dyn Backend>) {
    let mut changes = backend.changes();
    if let Ok(Some(mut running)) = backend.join().await {
        while let Some(step) = running.steps.next().await {
            if matches!(step, Step::Ended(_)) {
                return;
            }
        }
        return;
    }
    // Nothing to join: it ended in between, or it is work that cannot be followed.
    let pause = std::time::Duration::from_secs(2);
    drop(tokio::time::timeout(pause, changes.next()).await);
}

async fn follow(
    mut running: Running,
    console: &mut Console,
    interrupts: &mut Signal,
) -> Result<Outcome, Failure> {
    let stages = has_stages(running.kind);
    let mut shown = Shown::new(console.draws() && stages);
    let mut asked_to_stop = false;
    loop {
        tokio::select! {
            biased;
            _ = interrupts.recv() => {
                let remark = match &running.cancel {
                    Some(cancel) if !asked_to_stop => {
                        asked_to_stop = true;
                        match cancel.call().await {
                            Ok(()) => tr!("ctl-stopping"),
                            Err(err) => text::explain(&err).title,
                        }
                    }
                    None if !asked_to_stop => {
                        asked_to_stop = true;
                        tr!("ctl-cannot-stop")
                    }
                    Some(_) | None => return Err(Failure::Left),
                };
                shown.remark(console, &remark)?;
            }
            step = running.steps.next() => match step {
                Some(Step::Progress(progress)) if stages => shown.show(console, at(&progress))?,
                Some(Step::Progress(_)) => {}
                Some(Step::Message(message)) => tracing::debug!(message, "service"),
                Some(Step::Ended(end)) => return Ok(end?),
                None => return Err(BackendError::Unexpected {
                    detail: "the work ended without a word".to_owned(),
                }.into()),
            },
        }
    }
}

/// The line of a stage. The short ones leave none.
fn at(progress: &Progress) -> At<Stage> {
    let words = text::stage(progress);
    let lasts = !matches!(progress.stage, Stage::Preparing | Stage::Finishing);
    At {
        part: progress.stage,
        fraction: progress.fraction,
        line: lasts.then(|| words.clone()),
        words,
    }
}
