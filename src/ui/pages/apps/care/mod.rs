//! Looking after apps: opening and ending them, updates, versions, removal, what was left behind.
//!
//! | file | what it is for |
//! |---|---|
//! | `works`, `task` | what is done, one thing after the other in each installation |
//! | `desk` | what is known, and what wishes lead to |
//! | `part`, `bars` | what the page of an app shows of it, and what goes on |
//! | `sheet` | what pages of their own have in common |
//! | `updates`, `versions`, `leftovers` | pages of their own |
//! | `unfinished` | the notice of work that was broken off and waits for somebody who wants it |
//! | `ask` | questions before what cannot be undone |

mod ask;
mod back;
mod bars;
mod desk;
mod leftovers;
mod part;
mod sheet;
mod task;
#[cfg(test)]
mod tests;
mod unfinished;
mod updates;
mod versions;
mod works;

use std::collections::BTreeMap;
use std::sync::Arc;

use relm4::Sender;

use super::AppsPage;
use super::reading::Key;
use crate::domain::{AppId, InstallationId};
use crate::flatpak::care::{CareError, Finished, Offer, Updates, Version};
use crate::flatpak::command::Progress;
use crate::flatpak::leftovers::{Leftover, Size};
use crate::text::Explanation;
pub(crate) use desk::Desk;
pub(crate) use part::AppPart;
pub(crate) use task::{Ended, Task};
pub(crate) use versions::Versions;
pub(crate) use works::WorkView;

/// Where wishes go.
pub(crate) type Cares = Sender<CareMsg>;

/// What pages show of everything that is done right now.
pub(crate) type Views = Arc<Vec<WorkView>>;

/// A wish of the person.
#[derive(Clone, Debug)]
pub(crate) enum CareMsg {
    /// Open an app.
    Open(Key),
    /// Ask whether to end an app.
    AskQuit(Key),
    /// End it; the person was asked.
    Quit(Key),
    /// Ask whether to end an app and to open it again.
    AskRestart(Key),
    /// Do so; the person was asked.
    Restart(Key),
    /// Do these; where it needs a question the person was asked.
    Do(Vec<Task>),
    /// Stop what has this number.
    Stop(u64),
    /// Show what there is to update.
    ShowUpdates,
    /// Ask the sources for updates.
    Check,
    /// Update an app, after a question when it newly asks for something.
    Update(Key),
    /// Update everything, after a question when anything newly asks for something.
    UpdateAll,
    /// Switch the updates of an app on, or off.
    SetUpdating(Key, bool),
    /// Show the versions of an app.
    ShowVersions(Key),
    /// Put a command on the clipboard.
    Copy(String),
    /// Ask whether to install that version.
    AskVersion(Key, Version),
    /// Ask whether to put what its publisher wants in the place of an app.
    AskReplace(Key),
    /// Ask whether to remove an app.
    AskUninstall(Key),
    /// Show what apps left behind.
    ShowLeftovers,
    /// Ask the sources what apps are called that left something behind.
    LookUpNames,
    /// Put what an app left behind out of the way.
    Discard(Leftover),
    /// Bring to its end what was broken off, also where an administrator has to agree.
    Finish,
}

/// What the background answers.
#[derive(Debug)]
pub(crate) enum CareCmd {
    /// Something is this far.
    Progress(u64, Progress),
    /// Something has ended.
    Ended(u64, Ended),
    /// An app was opened or ended, or not.
    Failed(Explanation),
    /// Work that was broken off came to its end, or waits for somebody who wants it.
    Finished(Finished),
    /// The sources were asked for updates.
    Checked(Updates),
    /// What an update newly asks for.
    Offered(Key, Result<Offer, CareError>),
    /// The versions of an app.
    Versions(Key, Result<Versions, CareError>),
    /// What apps left behind, as that look found it.
    Left(u64, Result<Vec<Leftover>, CareError>),
    /// How much one of them takes.
    Sized(AppId, Size),
    /// What nothing needs.
    Unused(
        InstallationId,
        Result<Vec<crate::domain::InstalledApp>, CareError>,
    ),
    /// All installations told what nothing needs.
    AskedAll,
    /// What apps are called.
    Named(BTreeMap<AppId, String>),
}

impl AppsPage {
    /// What is done with apps, in words; the window stays as long as that is so.
    pub(crate) fn work_going_on(&self) -> Option<String> {
        self.care.views().first().map(|work| work.title.clone())
    }

    /// Shows with which apps something is done.
    pub(super) fn show_works(&mut self) {
        let works = self.care.views();
        let busy = works.iter().flat_map(|work| work.about.clone()).collect();
        self.above.show_works(works);
        if self.state.busy != busy {
            self.state.busy = busy;
            self.show_list();
        }
    }
}
