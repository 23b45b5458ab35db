//! `isotopectl apps`: what the person's apps may do, and changing it.
//!
//! [`cli`] is the definition, [`find`] finds the app that is meant, [`reading`], [`change`], [`answers`], [`doctor`] and
//! [`transfer`] do the verbs, [`command`] is `flatpak`'s own way to say it, [`words`], [`granted`] and [`json`] say what
//! came out, [`failure`] why it was not done. [`care`] has the same parts for updates, versions and what runs.

mod answers;
mod care;
mod change;
pub(crate) mod cli;
mod command;
mod doctor;
mod failure;
mod find;
mod granted;
mod json;
mod reading;
mod transfer;
mod who;
mod words;

use isotope::flatpak::Apps;
use isotope::i18n;
use tokio::runtime::{Builder, Runtime};

use crate::cli::Options;
use crate::console::Console;
use crate::failure::{Exit, Failure};
use cli::{AppsArgs, AppsVerb};

pub(crate) use failure::AppsFailure;

type Done = Result<Exit, Failure>;

/// The person's apps and a place for output.
#[derive(Debug)]
struct Desk {
    apps: Apps,
    /// In which the services of the session are asked.
    runtime: Runtime,
    console: Console,
    options: Options,
}

/// Does the verb with the apps of the person who runs this program.
pub(crate) fn run(args: &AppsArgs, options: Options) -> Done {
    let apps = Apps::of_this_person(vec![i18n::language()]);
    let console = Console::real(options.json);
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut desk = Desk {
        apps,
        runtime,
        console,
        options,
    };
    desk.run(args.verb.as_ref().unwrap_or(&AppsVerb::List))
}

impl Desk {
    fn run(&mut self, verb: &AppsVerb) -> Done {
        let name = verb.name();
        match verb {
            AppsVerb::List => self.list(),
            AppsVerb::Show(subject) => self.show(subject),
            AppsVerb::Allow(wish) => self.say(name, wish, change::Say::Allow),
            AppsVerb::Deny(wish) => self.say(name, wish, change::Say::Deny),
            AppsVerb::Unset(wish) => self.say(name, wish, change::Say::Nothing),
            AppsVerb::Reset(subject) => self.reset(name, subject),
            AppsVerb::WhoCan { what: None } => self.questions(),
            AppsVerb::WhoCan { what: Some(what) } => self.who_can(what),
            AppsVerb::Answers { id } => self.answers(id.as_deref()),
            AppsVerb::Documents { id } => self.documents(id.as_deref()),
            AppsVerb::Revoke { id, what } => self.revoke(name, id, what),
            AppsVerb::Doctor { repair } => self.doctor(name, *repair),
            AppsVerb::History => self.history(),
            AppsVerb::Undo { number } => self.undo(name, *number),
            AppsVerb::Export { file } => self.export(name, file.as_deref()),
            AppsVerb::Import { file, preview } => self.import(name, file, *preview),
            AppsVerb::Care(verb) => self.care(verb),
        }
    }

    /// Waits for an answer of the session's services.
    fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        self.runtime.block_on(answer)
    }

    /// Lines for people, one after the other.
    fn say_all(&mut self, lines: impl IntoIterator<Item = String>) -> Result<(), Failure> {
        for line in lines {
            self.console.say(&line)?;
        }
        Ok(())
    }
}
