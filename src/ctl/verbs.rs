//! One function a verb.

use std::io;
use std::sync::Arc;

use chrono::Utc;
use isotope::backend::{Backend, BackendError};
use isotope::catalogue::Catalogue;
use isotope::domain::{
    Deployment, FailedCheck, Outcome, PinSupport, Request, RequestKind, SwitchRecord, SwitchStage,
    SystemStatus,
};
use isotope::looks::Looks;
use isotope::notebook::Notebook;
use isotope::{text, tr};

use crate::cli::{Options, Verb};
use crate::console::Console;
use crate::failure::{Exit, Failure};
use crate::json::{
    CheckDocument, CommandDocument, DiffDocument, StatusDocument, UpdateJson, VersionsDocument,
    WorkDocument, removed, versions,
};
use crate::{follow, names, select, words};

/// A system, a notebook and a place for output.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) notebook: Notebook,
    pub(crate) looks: Looks,
    /// As it was when this program began: what the makers of images and administrators add changes rarely.
    pub(crate) catalogue: Catalogue,
    pub(crate) console: Console,
    pub(crate) options: Options,
}

pub(crate) type Done = Result<Exit, Failure>;

impl App {
    /// Does the verb.
    pub(crate) async fn run(&mut self, verb: &Verb) -> Done {
        let name = verb.name();
        if self.options.wait && verb.decides() {
            self.idle().await?;
        }
        match verb {
            Verb::Status => self.status().await,
            Verb::Versions => self.versions().await,
            Verb::Check => self.check().await,
            Verb::Update { download_only } => self.update(name, *download_only).await,
            Verb::Discard => self.discard(name).await,
            Verb::GoBack { id } => self.go_back(name, id.as_deref()).await,
            Verb::Keep { id, note } => self.keep(name, id, note.as_deref()).await,
            Verb::Release { id } => self.release(name, id).await,
            Verb::Delete { id } => self.delete(name, id).await,
            Verb::Diff { from, to } => self.diff(from.as_deref().zip(to.as_deref())).await,
            Verb::Switch(verb) => self.switch(verb).await,
            Verb::Restart => self.restart(name).await,
            Verb::Watch => self.watch().await,
        }
    }

    async fn status(&mut self) -> Done {
        let status = self.read().await?;
        let switch = self.switching().current(&status);
        for line in words::status(&status, switch.as_ref(), &self.catalogue, Utc::now()) {
            self.console.say(&line)?;
        }
        self.console
            .document(&self.reading(&status, switch.as_ref()))?;
        Ok(Exit::Done)
    }

    /// Nobody changes the system; else, only with `--wait` this comes to an end that is no failure.
    pub(crate) async fn idle(&mut self) -> Result<(), Failure> {
        follow::until_idle(&self.backend, &mut self.console, self.options.wait).await
    }

    /// The system as the service and the notebook know it.
    pub(crate) async fn read(&self) -> Result<SystemStatus, BackendError> {
        let status = self.notebook.complete(self.backend.status().await?);
        Ok(self.catalogue.complete(status))
    }

    pub(crate) fn reading(
        &self,
        status: &SystemStatus,
        switch: Option<&(SwitchRecord, SwitchStage)>,
    ) -> StatusDocument {
        let can = self.backend.capabilities();
        StatusDocument::new(status, can, &self.notebook, switch)
    }

    async fn versions(&mut self) -> Done {
        let status = self.read().await?;
        for line in words::versions(&status, &self.notebook) {
            self.console.say(&line)?;
        }
        let versions = versions(&status, &self.notebook);
        self.console.document(&VersionsDocument { versions })?;
        Ok(Exit::Done)
    }

    async fn check(&mut self) -> Done {
        let Some(_) = self.work("check", Request::Check).await? else {
            return Ok(Exit::Done);
        };
        let status = self.read().await?;
        for line in words::update(&status) {
            self.console.say(&line)?;
        }
        self.say_what_goes(&status)?;
        let update = status
            .new_update()
            .map(|update| UpdateJson::new(update, &status));
        let outcome = match update {
            Some(_) => Outcome::Changed,
            None => Outcome::NothingToDo,
        };
        self.console.document(&CheckDocument {
            verb: "check",
            outcome: names::outcome(outcome),
            update,
            ready: status.staged().map(|d| d.id.to_string()),
            removes: removed(&status),
        })?;
        Ok(exit(outcome))
    }

    /// Which versions the restart into the update removes, and the way to have them stay.
    pub(crate) fn say_what_goes(&mut self, status: &SystemStatus) -> Result<(), Failure> {
        if let Some(words) = text::makes_room(status) {
            self.console.say(&words)?;
            if self.backend.capabilities().pin == PinSupport::Yes {
                self.console.say(&tr!("ctl-makes-room-keep"))?;
            }
        }
        Ok(())
    }

    async fn update(&mut self, verb: &'static str, download_only: bool) -> Done {
        let request = if download_only {
            Request::Download
        } else {
            Request::Update
        };
        let Some(outcome) = self.work(verb, request).await? else {
            return Ok(Exit::Done);
        };
        let status = self.read().await?;
        let line = match outcome {
            Outcome::NothingToDo => words::nothing_newer(&status),
            Outcome::Changed if download_only => words::downloaded(&status),
            Outcome::Changed => words::prepared(&status),
        };
        let exit = self.finish(verb, outcome, &status, &line)?;
        self.say_what_goes(&status)?;
        Ok(exit)
    }

    async fn discard(&mut self, verb: &'static str) -> Done {
        let status = self.read().await?;
        if status.staged().is_none() && !self.options.show_command {
            // What is prepared right now could be thrown away in a moment.
            self.idle().await?;
            let line = tr!("ctl-nothing-prepared");
            return self.finish(verb, Outcome::NothingToDo, &status, &line);
        }
        if let Some(record) = self.prepared_switch(&status) {
            return self.undo_switch(verb, &record, &status).await;
        }
        let line = tr!("ctl-discarded");
        self.change(verb, Request::Discard, None, &line).await
    }

    async fn keep(&mut self, verb: &'static str, typed: &str, note: Option<&str>) -> Done {
        let status = self.read().await?;
        let wanted = select::select(&status, typed)?;
        let version = text::version(wanted);
        let noted = note.is_some_and(|n| self.notebook.note(&wanted.id).as_deref() != Some(n));
        let line = tr!("ctl-kept", version = version.clone());
        if self.options.show_command || !wanted.pinned {
            let request = Request::Pin(wanted.id.clone());
            let Some(_) = self.work(verb, request).await? else {
                return Ok(Exit::Done);
            };
        } else if !noted {
            let line = tr!("ctl-already-kept", version = version);
            return self.finish(verb, Outcome::NothingToDo, &status, &line);
        }
        if let Some(note) = note {
            self.notebook
                .set_note(&wanted.id, note)
                .map_err(Failure::Note)?;
        }
        let status = self.read().await?;
        self.finish(verb, Outcome::Changed, &status, &line)
    }

    async fn release(&mut self, verb: &'static str, typed: &str) -> Done {
        let status = self.read().await?;
        let wanted = select::select(&status, typed)?;
        let version = text::version(wanted);
        if !wanted.pinned && !self.options.show_command {
            let line = tr!("ctl-not-kept", version = version);
            return self.finish(verb, Outcome::NothingToDo, &status, &line);
        }
        let line = tr!("ctl-released", version = version);
        let request = Request::Unpin(wanted.id.clone());
        self.change(verb, request, Some(wanted), &line).await
    }

    async fn delete(&mut self, verb: &'static str, typed: &str) -> Done {
        let status = self.read().await?;
        let wanted = select::select(&status, typed)?;
        if wanted.is_staged() {
            // It is not on the disk as a version yet.
            return self.discard(verb).await;
        }
        let line = tr!("ctl-deleted", version = text::version(wanted));
        let request = Request::Delete(wanted.id.clone());
        self.change(verb, request, Some(wanted), &line).await
    }

    async fn diff(&mut self, typed: Option<(&str, &str)>) -> Done {
        let status = self.read().await?;
        let (from, to) = pair(&status, typed)?;
        let diff = self.backend.diff(&from.id, &to.id).await?;
        let title = tr!(
            "ctl-diff",
            old = text::version(from),
            new = text::version(to)
        );
        self.console.say(&title)?;
        for line in words::diff(&diff) {
            self.console.say(&line)?;
        }
        self.console.document(&DiffDocument::new(from, to, &diff))?;
        Ok(Exit::Done)
    }

    /// A verb that is one request and a sentence. A note goes with the version that is not kept any more.
    async fn change(
        &mut self,
        verb: &'static str,
        request: Request,
        noted: Option<&Deployment>,
        line: &str,
    ) -> Done {
        let Some(outcome) = self.work(verb, request).await? else {
            return Ok(Exit::Done);
        };
        if let Some(noted) = noted.filter(|d| self.notebook.note(&d.id).is_some()) {
            let removed = self.notebook.set_note(&noted.id, "");
            removed.map_err(Failure::Note)?;
        }
        let status = self.read().await?;
        self.finish(verb, outcome, &status, line)
    }

    /// Does the request, or with `--show-command` only says how (then `None`).
    pub(crate) async fn work(
        &mut self,
        verb: &'static str,
        request: Request,
    ) -> Result<Option<Outcome>, Failure> {
        if self.options.show_command {
            let status = self.read().await?;
            self.show(verb, self.backend.as_command(&request, &status))?;
            return Ok(None);
        }
        let (kind, wait) = (request.kind(), self.options.wait);
        let done = follow::work(&self.backend, &mut self.console, request, wait).await;
        let noted = match &done {
            Ok(_) => self.notebook.note_work(kind, Utc::now()),
            Err(Failure::Backend(error)) => self.note_failed(kind, error),
            Err(_) => Ok(()),
        };
        if let Err(err) = noted {
            tracing::warn!(%err, "the time of this check could not be noted");
        }
        done.map(Some)
    }

    /// Remembers that nobody knows of newer versions.
    fn note_failed(&self, kind: RequestKind, error: &BackendError) -> io::Result<()> {
        let Some(why) = error.check_trouble(kind) else {
            return Ok(());
        };
        let at = Utc::now();
        self.notebook.note_failed_check(FailedCheck { at, why })
    }

    /// The system's own command, instead of doing it.
    pub(crate) fn show(&mut self, verb: &'static str, command: Option<String>) -> Done {
        let line = command.clone().unwrap_or_else(|| tr!("ctl-no-command"));
        self.console.say(&line)?;
        self.console.document(&CommandDocument {
            verb,
            command,
            discards: None,
        })?;
        Ok(Exit::Done)
    }

    pub(crate) fn finish(
        &mut self,
        verb: &'static str,
        outcome: Outcome,
        status: &SystemStatus,
        line: &str,
    ) -> Done {
        self.console.say(line)?;
        let document = WorkDocument::new(verb, outcome, status, &self.notebook);
        self.console.document(&document)?;
        Ok(exit(outcome))
    }
}

fn exit(outcome: Outcome) -> Exit {
    match outcome {
        Outcome::Changed => Exit::Done,
        Outcome::NothingToDo => Exit::NothingToDo,
    }
}

pub(crate) fn is(one: Option<&Deployment>, other: &Deployment) -> bool {
    one.is_some_and(|d| d.id == other.id)
}

/// What is compared: what was typed, or the running version with what comes next, or the previous one with the
/// running one.
fn pair<'a>(
    status: &'a SystemStatus,
    typed: Option<(&str, &str)>,
) -> Result<(&'a Deployment, &'a Deployment), Failure> {
    if let Some((from, to)) = typed {
        return Ok((select::select(status, from)?, select::select(status, to)?));
    }
    let waiting = status.running().zip(status.waiting());
    let previous = status.previous().zip(status.running());
    waiting.or(previous).ok_or(Failure::NothingToCompare)
}
