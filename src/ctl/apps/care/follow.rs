//! Following flatpak's work to its end, and Ctrl+C.
//!
//! Ctrl+C asks flatpak to stop, and the end is waited for in any case: what is half done is put in order then, and what
//! is told afterwards was read again.

use std::pin::pin;

use isotope::flatpak::command::{Follow, Progress, Stop};
use isotope::{text, tr};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

use crate::bar::{At, Shown};
use crate::console::Console;
use crate::failure::Failure;

/// Does the work, and shows how far it is.
pub(super) async fn follow<T>(
    console: &mut Console,
    work: impl AsyncFnOnce(&mut Follow) -> T,
) -> Result<T, Failure> {
    let mut interrupts = signal(SignalKind::interrupt())?;
    let stop = Stop::default();
    let (tell, mut heard) = mpsc::unbounded_channel();
    let mut follow = Follow::new(&stop, move |progress| {
        // Nobody hears it any more when the work is over.
        tell.send(progress).unwrap_or_default();
    });
    let mut shown = Shown::new(console.draws());
    let mut work = pin!(work(&mut follow));
    loop {
        let told = tokio::select! {
            biased;
            _ = interrupts.recv() => {
                stop.ask();
                shown.remark(console, &tr!("ctl-care-stopping"))
            }
            Some(progress) = heard.recv() => shown.show(console, at(&progress)),
            done = &mut work => return Ok(done),
        };
        // That nobody reads it is no reason to leave work half done.
        if let Err(err) = told {
            tracing::debug!(%err, "progress cannot be shown");
        }
    }
}

fn at(progress: &Progress) -> At<u32> {
    let words = text::care::progress(progress);
    let percent = format!("{:.0}", progress.whole() * 100.0);
    At {
        part: progress.op,
        fraction: Some(progress.whole()),
        line: Some(tr!(
            "ctl-care-percent",
            words = words.as_str(),
            percent = percent
        )),
        words,
    }
}
