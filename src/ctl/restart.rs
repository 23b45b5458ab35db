//! `restart`: not in the middle of work, and with a look at what came up.

use chrono::Utc;
use isotope::domain::{Outcome, SystemStatus};
use isotope::{text, tr};

use crate::failure::Failure;
use crate::practice::Machine;
use crate::verbs::{App, Done};

impl App {
    pub(crate) async fn restart(&mut self, verb: &'static str) -> Done {
        let machine = match self.options.demo {
            Some(_) => None,
            None => Machine::of_environment().await?,
        };
        if self.options.show_command {
            // `systemctl` would not ask the practice machine, but this computer.
            let command = machine.map_or("systemctl reboot", |_| "isotope-practice restart");
            return self.show(verb, Some(command.to_owned()));
        }
        self.idle().await?;
        let before = self.read().await?;
        if let Some(words) = before.staged().and_then(|_| text::makes_room(&before)) {
            self.console.say(&words)?;
        }
        if let Err(err) = self.switching().refresh(&before, Utc::now()) {
            tracing::warn!(%err, "the settings of the day of the switch come back");
        }
        self.backend.restart().await?;
        let Some(machine) = machine else {
            return self.finish(verb, Outcome::Changed, &before, &tr!("ctl-restarting"));
        };
        let (backend, after) = machine.until_restarted().await?;
        self.backend = backend;
        if let Some(expected) = not_started(&before, &after) {
            let running = running(&after);
            return Err(Failure::NotStarted { expected, running });
        }
        let line = tr!("ctl-restarted", version = running(&after));
        let exit = self.finish(verb, Outcome::Changed, &after, &line)?;
        self.say_standing(&after)?;
        Ok(exit)
    }
}

/// The version that should have started and did not.
fn not_started(before: &SystemStatus, after: &SystemStatus) -> Option<String> {
    let expected = before.next()?;
    let started = after.running().is_some_and(|d| d.id == expected.id);
    (!started).then(|| text::version(expected))
}

fn running(status: &SystemStatus) -> String {
    status.running().map(text::version).unwrap_or_default()
}
