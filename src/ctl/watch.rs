//! `watch`: tells what changes, until it is interrupted.

use std::sync::Arc;

use futures_util::StreamExt as _;
use isotope::backend::{Backend, Step};
use isotope::domain::SystemStatus;
use isotope::text;
use tokio::signal::unix::{SignalKind, signal};

use crate::failure::{Exit, Failure};
use crate::follow;
use crate::json::StatusDocument;
use crate::verbs::{App, Done};

impl App {
    pub(crate) async fn watch(&mut self) -> Done {
        let mut interrupts = signal(SignalKind::interrupt())?;
        let backend = Arc::clone(&self.backend);
        let mut changes = backend.changes();
        let mut last = None;
        loop {
            let status = self.read().await?;
            let switch = self.switching().current(&status);
            let document = self.reading(&status, switch.as_ref());
            if last.as_ref() != Some(&document) {
                self.tell(&status, &document)?;
                last = Some(document);
            }
            tokio::select! {
                _ = interrupts.recv() => return Ok(Exit::Done),
                change = changes.next() => if change.is_none() { return Ok(Exit::Done) },
                ended = self.accompany(&backend), if status.activity.is_some() => ended?,
            }
        }
    }

    fn tell(&mut self, status: &SystemStatus, document: &StatusDocument) -> std::io::Result<()> {
        if self.console.is_json() {
            return self.console.line(document);
        }
        let (title, _) = text::headline(status);
        let line = match &status.activity {
            Some(activity) => text::activity(activity),
            None => title,
        };
        let now = chrono::Local::now().format("%H:%M:%S");
        self.console.say(&format!("{now}  {line}"))
    }

    /// Tells the stages of the work going on, to its end.
    async fn accompany(&mut self, backend: &Arc<dyn Backend>) -> Result<(), Failure> {
        let Some(mut running) = backend.join().await? else {
            return std::future::pending().await;
        };
        let stages = follow::has_stages(running.kind);
        let mut last = None;
        while let Some(step) = running.steps.next().await {
            match step {
                Step::Progress(progress) if stages && last != Some(progress.stage) => {
                    last = Some(progress.stage);
                    self.console.remark(&text::stage(&progress))?;
                }
                Step::Progress(_) | Step::Message(_) => {}
                Step::Ended(_) => break,
            }
        }
        Ok(())
    }
}
