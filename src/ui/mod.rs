//! The window. Pages are relm4 components that are shown a [`reading::Reading`] and answer with an [`ask::Ask`]; the
//! window alone talks to the back end, and only in commands.
//!
//! | room | what it is for |
//! |---|---|
//! | `window` | the shell: phases, work going on, the one place that shows errors |
//! | `pages` | Home, Versions, a version's details, What's New, lists of packages, Switch System, after a switch, Apps |
//! | `dialogs` | going back, deleting, failures, shortcuts, about |
//! | `widgets` | pieces used by two rooms or more |
//! | `verbs`, `job`, `reading`, `ask` | what all of them share, without widgets |

mod ask;
mod dialogs;
mod job;
mod pages;
mod reading;
mod style;
mod verbs;
mod widgets;
mod window;

#[cfg(test)]
mod apps_screens;
#[cfg(test)]
mod arrived_screens;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod care_screens;
#[cfg(test)]
mod given_screens;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod session;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod switch_screens;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod transfer_screens;
#[cfg(test)]
mod world;

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use futures_util::stream::{BoxStream, StreamExt as _};
use relm4::prelude::*;

use crate::backend::Backend;
use crate::backend::detect::NoBackend;
use crate::backend::practice::Machine;
use crate::catalogue::Catalogue;
use crate::domain::{Origin, SystemStatus};
use crate::flatpak::Apps;
use crate::flatpak::care::Care;
use crate::looks::Looks;
use crate::notebook::Notebook;
use crate::switching::{Around, Published, Publisher, Switching};
use crate::upstream::{Upstream, UpstreamError};

/// The id everywhere.
pub const APP_ID: &str = "io.github.isotope_desktop.Isotope";

/// What is found on this computer.
#[derive(Clone, Debug)]
pub struct Found {
    /// The system's service.
    pub backend: Arc<dyn Backend>,
    /// The practice machine's control, on the practice machine.
    pub machine: Option<Arc<dyn Machine>>,
}

/// Looks for the system's service.
#[derive(Clone)]
pub struct Connect(Arc<dyn Fn() -> BoxFuture<'static, Result<Found, NoBackend>> + Send + Sync>);

impl Connect {
    /// Wraps what has to be called.
    pub fn new(
        call: impl Fn() -> BoxFuture<'static, Result<Found, NoBackend>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(call))
    }
}

impl fmt::Debug for Connect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connect")
    }
}

/// Finds the person's apps, and who looks after them.
#[derive(Clone)]
pub struct FindApps(Arc<dyn Fn() -> (Apps, Care) + Send + Sync>);

impl FindApps {
    /// Wraps what has to be called. It may block for a moment.
    pub fn new(call: impl Fn() -> (Apps, Care) + Send + Sync + 'static) -> Self {
        Self(Arc::new(call))
    }

    /// The apps of the person who runs this program, in the person's languages.
    #[must_use]
    pub fn of_this_person() -> Self {
        let languages = || {
            gtk::glib::language_names()
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        Self::new(move || (Apps::of_this_person(languages()), Care::of_this_person()))
    }

    fn call(&self) -> (Apps, Care) {
        (self.0)()
    }
}

impl fmt::Debug for FindApps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FindApps")
    }
}

/// Finds the systems that can be switched to.
#[derive(Clone)]
pub struct FindSystems(Arc<dyn Fn() -> Catalogue + Send + Sync>);

impl FindSystems {
    /// Wraps what has to be called. It may block for a moment.
    pub fn new(call: impl Fn() -> Catalogue + Send + Sync + 'static) -> Self {
        Self(Arc::new(call))
    }

    fn call(&self) -> Catalogue {
        (self.0)()
    }
}

impl fmt::Debug for FindSystems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FindSystems")
    }
}

type Asked = BoxFuture<'static, Result<Published, UpstreamError>>;

/// Asks publishers what they have now.
#[derive(Clone)]
pub struct AskPublishers(
    Arc<dyn Fn(Publisher, SystemStatus, Arc<Catalogue>) -> Asked + Send + Sync>,
);

impl AskPublishers {
    /// Wraps what has to be called.
    pub fn new(
        call: impl Fn(Publisher, SystemStatus, Arc<Catalogue>) -> Asked + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(call))
    }

    /// As this computer can reach them.
    #[must_use]
    pub fn of_this_computer() -> Self {
        Self::new(|publisher, status, catalogue| {
            Box::pin(async move {
                let upstream = Upstream::of_this_process();
                publisher.ask(&upstream, &catalogue, &status).await
            })
        })
    }

    async fn call(
        &self,
        there: &Origin,
        status: SystemStatus,
        catalogue: Arc<Catalogue>,
    ) -> Result<Published, UpstreamError> {
        let publisher = Publisher::of(there).ok_or(UpstreamError::NotPublished)?;
        (self.0)(publisher, status, catalogue).await
    }
}

impl fmt::Debug for AskPublishers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AskPublishers")
    }
}

/// What the window needs to start.
#[derive(Clone, Debug)]
pub struct Options {
    /// How the system's service is found.
    pub connect: Connect,
    /// Whether this is the practice machine.
    pub practice: bool,
    /// How the person's apps are found.
    pub apps: FindApps,
    /// What the window has beside the service.
    pub desk: Desk,
}

/// What the window has beside the service: what the person has, a clock, and what is around the system.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Where notes are kept.
    pub notebook: Notebook,
    /// The clock.
    pub now: fn() -> DateTime<Utc>,
    /// The settings of the person's desktop.
    pub looks: Looks,
    /// Where the computer's files are that are looked at before a switch.
    pub around: Around,
    /// How other systems are found.
    pub systems: FindSystems,
    /// How publishers are asked.
    pub publishers: AskPublishers,
}

impl Desk {
    /// What is remembered of a switch.
    fn switching(&self) -> Switching {
        Switching::new(self.notebook.clone(), self.looks.clone())
    }
}

/// There is no display to open a window on.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("no display")]
pub struct NoDisplay;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When there is no display.
pub fn run(options: Options) -> Result<(), NoDisplay> {
    gtk::init().map_err(|_| NoDisplay)?;
    if relm4::RELM_THREADS.set(4).is_err() {
        tracing::debug!("the number of threads was set before");
    }
    let app = RelmApp::new(APP_ID);
    // A practice machine beside the real one, or a second practice machine, is a window of its own.
    app.allow_multiple_instances(options.practice);
    style::load();
    app.with_args(Vec::new()).run::<window::Window>(options);
    Ok(())
}

/// The one bridge from a stream to a component's commands. Ends with the component.
fn forward<C: Component>(
    sender: &ComponentSender<C>,
    mut stream: BoxStream<'static, C::CommandOutput>,
) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                while let Some(item) = stream.next().await {
                    if out.send(item).is_err() {
                        break;
                    }
                }
            })
            .drop_on_shutdown()
    });
}
