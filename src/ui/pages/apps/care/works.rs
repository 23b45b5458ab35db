//! What is done with apps: one thing after the other in each installation. Pure.

use super::super::reading::Key;
use super::task::Task;
use crate::flatpak::command::{Progress, Stop};
use crate::text;
use crate::tr;

/// What pages show of one thing that is done, or waits for its turn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WorkView {
    /// What to stop it by.
    pub(crate) number: u64,
    /// What it is: `Updating Meadow`.
    pub(crate) title: String,
    /// What it is at.
    pub(crate) stage: String,
    /// How much is done, 0 to 1. `None`: not known.
    pub(crate) fraction: Option<f64>,
    /// Whether it can be stopped.
    pub(crate) can_stop: bool,
    /// The apps that it is about.
    pub(crate) about: Vec<Key>,
    /// Whether it brings updates.
    pub(crate) updates: bool,
}

#[derive(Debug)]
struct Work {
    number: u64,
    task: Task,
    going: Option<Going>,
}

#[derive(Debug)]
struct Going {
    stop: Stop,
    progress: Option<Progress>,
}

/// Everything that is done or waits, in the order of the wishes.
#[derive(Debug, Default)]
pub(crate) struct Works {
    list: Vec<Work>,
    last: u64,
}

impl Works {
    /// Adds something to do, unless it is among them.
    pub(crate) fn add(&mut self, task: Task) {
        if self.list.iter().all(|work| work.task != task) {
            self.last += 1;
            self.list.push(Work {
                number: self.last,
                task,
                going: None,
            });
        }
    }

    /// The next thing whose turn it is. Call it until there is none.
    pub(crate) fn next(&mut self) -> Option<(u64, Task, Stop)> {
        let is_free = |work: &Work| {
            let lane = work.task.installation();
            let mut others = self.list.iter().filter(|other| other.going.is_some());
            work.going.is_none() && others.all(|other| other.task.installation() != lane)
        };
        let at = self.list.iter().position(is_free)?;
        let work = self.list.get_mut(at)?;
        let stop = Stop::default();
        work.going = Some(Going {
            stop: stop.clone(),
            progress: None,
        });
        Some((work.number, work.task.clone(), stop))
    }

    /// It is this far.
    pub(crate) fn advanced(&mut self, number: u64, progress: Progress) {
        if let Some(going) = self.find(number).and_then(|work| work.going.as_mut()) {
            going.progress = Some(progress);
        }
    }

    /// The person wants it stopped. What has not begun is forgotten.
    pub(crate) fn stop(&mut self, number: u64) {
        if let Some(going) = self.find(number).and_then(|work| work.going.as_ref()) {
            return going.stop.ask();
        }
        self.list.retain(|work| work.number != number);
    }

    /// It has ended.
    pub(crate) fn ended(&mut self, number: u64) -> Option<Task> {
        let at = self.list.iter().position(|work| work.number == number)?;
        Some(self.list.remove(at).task)
    }

    /// What is done and what waits.
    pub(crate) fn views(&self) -> Vec<WorkView> {
        self.list.iter().map(Work::view).collect()
    }

    /// Whether nothing is done and nothing waits.
    pub(crate) fn is_idle(&self) -> bool {
        self.list.is_empty()
    }

    fn find(&mut self, number: u64) -> Option<&mut Work> {
        self.list.iter_mut().find(|work| work.number == number)
    }
}

impl Work {
    fn view(&self) -> WorkView {
        let progress = self.going.as_ref().and_then(|going| going.progress);
        WorkView {
            number: self.number,
            title: self.task.title(),
            stage: self.stage(),
            fraction: progress.map(|progress| progress.whole()),
            can_stop: self.can_stop(),
            about: self.task.about(),
            updates: self.task.brings_updates(),
        }
    }

    fn stage(&self) -> String {
        match &self.going {
            None => tr!("care-waiting"),
            Some(going) if going.stop.is_asked() => tr!("care-stopping"),
            Some(going) => going
                .progress
                .as_ref()
                .map_or_else(|| tr!("care-preparing"), stage),
        }
    }

    fn can_stop(&self) -> bool {
        match &self.going {
            None => true,
            Some(going) => self.task.can_stop() && !going.stop.is_asked(),
        }
    }
}

/// How far it is: `42%`, and which of several steps it is at.
fn stage(progress: &Progress) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let percent = tr!(
        "care-percent",
        percent = (progress.whole() * 100.0).round() as u8
    );
    if progress.ops > 1 {
        format!("{} · {percent}", text::care::progress(progress))
    } else {
        percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::InstallationId;
    use crate::flatpak::care::Updates;
    use crate::flatpak::command::Deed;

    fn in_user() -> Task {
        Task::UpdateAll(InstallationId::User, Updates::default())
    }

    fn trash(name: &str) -> Task {
        let id = format!("org.example.{name}").parse().unwrap();
        Task::Trash(id, name.to_owned())
    }

    fn in_system() -> Task {
        Task::RemoveUnused(InstallationId::System)
    }

    #[test]
    fn each_installation_does_one_thing_at_a_time() {
        let mut works = Works::default();
        for task in [in_user(), trash("A"), in_system(), in_user()] {
            works.add(task);
        }
        let (first, task, _) = works.next().unwrap();
        assert_eq!(task, in_user());
        assert_eq!(works.next().unwrap().1, in_system());
        assert!(works.next().is_none());
        assert_eq!(
            works.views().len(),
            3,
            "what is wanted already is not added"
        );
        assert_eq!(works.ended(first), Some(in_user()));
        assert_eq!(works.next().unwrap().1, trash("A"));
    }

    #[test]
    fn what_waits_is_forgotten_and_what_goes_on_is_asked_to_stop() {
        let mut works = Works::default();
        works.add(in_user());
        works.add(trash("A"));
        let (first, _, stop) = works.next().unwrap();
        works.stop(first + 1);
        assert_eq!(works.views().len(), 1);
        assert!(works.views()[0].can_stop && !stop.is_asked());
        works.stop(first);
        assert!(stop.is_asked());
        let view = &works.views()[0];
        assert!(!view.can_stop && view.stage == "Stopping at the next safe point");
    }

    #[test]
    fn how_far_it_is_shows() {
        let mut works = Works::default();
        works.add(in_user());
        assert_eq!(works.views()[0].stage, "Waiting for its turn");
        let (number, ..) = works.next().unwrap();
        assert_eq!(works.views()[0].fraction, None);
        works.advanced(
            number,
            Progress {
                deed: Deed::Updating,
                op: 2,
                ops: 4,
                fraction: 0.0,
            },
        );
        let view = &works.views()[0];
        assert_eq!(
            (view.stage.as_str(), view.fraction),
            ("Updating, 2 of 4 · 25%", Some(0.25))
        );
    }
}
