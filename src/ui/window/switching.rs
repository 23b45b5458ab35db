//! A switch to another system, its undoing and the way back: each followed as one piece of work.

use std::sync::Arc;

use futures_util::StreamExt as _;
use relm4::{ComponentSender, Sender};

use super::work::tell;
use super::{Window, WindowCmd};
use crate::backend::{Backend, BackendError, Refusal, Step};
use crate::domain::{Outcome, Request, SwitchRecord};
use crate::switching::{self, SwitchingError};
use crate::text;
use crate::ui::Desk;
use crate::ui::ask::Course;
use crate::ui::job::Track;

/// Goes that way, and follows it to its end.
pub(super) fn go(
    sender: &ComponentSender<Window>,
    backend: Arc<dyn Backend>,
    desk: Desk,
    (track, course): (Track, Course),
) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let walk = Walk {
                    backend,
                    desk,
                    track,
                    out: &out,
                };
                let end = match &course {
                    Course::There(plan) => walk.there(plan).await,
                    Course::Undo(record) => walk.undo(record).await,
                    Course::Back(record) => walk.back(record).await,
                    Course::Remain(record, request) => walk.remain(record, request).await,
                    Course::Home(record) => walk.home(record).await,
                    Course::Stay(record) => walk.stay(record).await,
                };
                tell(&out, WindowCmd::Step(track, Step::Ended(end)));
            })
            .drop_on_shutdown()
    });
}

/// Brings the settings back once more, now that the desktop that was left has ended.
pub(super) fn come_home(sender: &ComponentSender<Window>, backend: Arc<dyn Backend>, desk: Desk) {
    sender.oneshot_command(async move {
        let status = match backend.status().await {
            Ok(status) => status,
            Err(error) => return WindowCmd::CameHome(Err(error)),
        };
        let home = desk.switching().come_home(&status, (desk.now)()).await;
        WindowCmd::CameHome(home.map(|restored| restored.is_some()).map_err(told))
    });
}

/// What is needed on the way.
struct Walk<'a> {
    backend: Arc<dyn Backend>,
    desk: Desk,
    track: Track,
    out: &'a Sender<WindowCmd>,
}

impl Walk<'_> {
    async fn there(&self, plan: &switching::Plan) -> Result<Outcome, BackendError> {
        let status = self.backend.status().await?;
        let (can, now) = (self.backend.capabilities(), (self.desk.now)());
        let facts = &plan.facts;
        let note = text::switch_note(&facts.there, facts.entry.as_ref());
        let begun = self
            .desk
            .switching()
            .begin((plan, &note), &status, can, now);
        let record = begun.map_err(told)?;
        let end = self.all(plan.requests(&record, &status)).await;
        // What has prepared something may still need the way back.
        if let Err(error) = &end
            && !matches!(error, BackendError::NotAsAsked { .. })
            && let Err(err) = self.take_back(&record).await
        {
            tracing::warn!(%err, "not all of the switch was undone");
        }
        end
    }

    /// Leaves no trace of what did not take place. While something of it is there, it stays written down.
    async fn take_back(&self, record: &SwitchRecord) -> Result<(), BackendError> {
        let status = self.backend.status().await?;
        self.all(switching::undo(record, &status)).await?;
        let status = self.backend.status().await?;
        if switching::is_undone(record, &status) {
            self.desk.switching().forget(record);
        }
        Ok(())
    }

    async fn undo(&self, record: &SwitchRecord) -> Result<Outcome, BackendError> {
        self.take_back(record).await?;
        Ok(Outcome::Changed)
    }

    async fn back(&self, record: &SwitchRecord) -> Result<Outcome, BackendError> {
        let status = self.backend.status().await?;
        match switching::way_back(record, &status) {
            Ok(requests) => {
                self.all(requests).await?;
            }
            // Settings can be brought back once more.
            Err(Refusal::AlreadyNext) => {}
            Err(reason) => return Err(BackendError::Refused { reason }),
        }
        let now = (self.desk.now)();
        let restored = self.desk.switching().bring_back(record, now).await;
        restored.map_err(told)?;
        Ok(Outcome::Changed)
    }

    /// Undoes the way back before the restart.
    async fn remain(
        &self,
        record: &SwitchRecord,
        request: &Request,
    ) -> Result<Outcome, BackendError> {
        let (switching, now) = (self.desk.switching(), (self.desk.now)());
        // The window may have read it before the settings were brought back.
        let known = switching.current(&self.backend.status().await?);
        let record = known.map_or_else(|| record.clone(), |(record, _)| record);
        let outcome = self.one(request.clone()).await?;
        switching.withdraw(&record, now).await.map_err(told)?;
        Ok(outcome)
    }

    /// The person is at home and wants the settings from before, too.
    async fn home(&self, record: &SwitchRecord) -> Result<Outcome, BackendError> {
        let status = self.backend.status().await?;
        let (switching, now) = (self.desk.switching(), (self.desk.now)());
        let brought = switching.bring_home(record, &status, now).await;
        brought.map_err(told)?;
        self.stay(record).await
    }

    async fn stay(&self, record: &SwitchRecord) -> Result<Outcome, BackendError> {
        let status = self.backend.status().await?;
        let switching = self.desk.switching();
        self.all(switching.release(record, &status)).await?;
        let settled = switching.settle(record, &status);
        settled.map_err(|err| told(err.into()))?;
        Ok(Outcome::Changed)
    }

    async fn all(&self, requests: Vec<Request>) -> Result<Outcome, BackendError> {
        let mut outcome = Outcome::NothingToDo;
        for request in requests {
            outcome = self.one(request).await?;
        }
        Ok(outcome)
    }

    /// Does one request; what is told on the way is told of the whole.
    async fn one(&self, request: Request) -> Result<Outcome, BackendError> {
        let mut running = self.backend.start(request).await?;
        let cancel = running.cancel.take();
        tell(
            self.out,
            WindowCmd::Accepted(self.track, running.kind, cancel),
        );
        while let Some(step) = running.steps.next().await {
            match step {
                Step::Ended(end) => return end,
                Step::Progress(_) | Step::Message(_) => {
                    tell(self.out, WindowCmd::Step(self.track, step));
                }
            }
        }
        Err(BackendError::Unexpected {
            detail: "the work ended without a word".to_owned(),
        })
    }
}

/// What went wrong with files, as the window says failures.
fn told(error: SwitchingError) -> BackendError {
    match error {
        SwitchingError::Refused(reason) => BackendError::Refused { reason },
        SwitchingError::Busy { by, title } => BackendError::Busy { by, title },
        error if error.is_disk_full() => BackendError::NoSpace {
            detail: error.to_string(),
        },
        SwitchingError::Looks(_) | SwitchingError::Notebook(_) => BackendError::Unexpected {
            detail: error.to_string(),
        },
    }
}
