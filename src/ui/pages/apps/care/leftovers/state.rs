//! What is known of what was left behind. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::domain::{AppId, InstallationId, InstalledApp};
use crate::flatpak::care::CareError;
use crate::flatpak::leftovers::{Leftover, Size};
use crate::text;
use crate::tr;

/// Everything that was left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Data and changes, by app.
    pub(crate) remains: Vec<Remains>,
    /// Parts that no app needs, where there are installations.
    pub(crate) unused: Vec<Unused>,
    /// Why that could not be read.
    trouble: Option<String>,
    sizes: BTreeMap<AppId, Size>,
    /// Whose data is measured, or was.
    measured: BTreeSet<AppId>,
    names: BTreeMap<AppId, String>,
    looked_up: bool,
    /// Whether the folders were read, and whether all installations told what nothing needs.
    read: (bool, bool),
}

/// What one app left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remains {
    /// Where it is.
    pub(crate) leftover: Leftover,
    /// What the app was called, as far as that is known.
    pub(crate) name: String,
    /// How much its data takes.
    pub(crate) size: Option<Size>,
}

/// What no app of an installation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unused {
    /// Which installation.
    pub(crate) installation: InstallationId,
    /// What each is called, and its version and size.
    pub(crate) parts: Vec<(String, String)>,
    trouble: Option<String>,
}

/// Which look at the folders counts: one that begins later may end earlier, and knows more.
#[derive(Debug, Default)]
pub(crate) struct Looks(u64);

impl Looks {
    /// Another one begins. Returns its number.
    pub(crate) fn begin(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }

    /// Whether none began after that one.
    pub(crate) fn is_last(&self, number: u64) -> bool {
        self.0 == number
    }
}

impl Left {
    /// Everything is looked at anew.
    pub(crate) fn look_again(&mut self) {
        self.read = (false, false);
    }

    /// All installations told what nothing needs.
    pub(crate) fn asked_all(&mut self) {
        self.read.1 = true;
    }

    /// Whether everything was looked at, so that what is not here is nowhere.
    pub(crate) fn is_whole(&self) -> bool {
        self.read == (true, true)
    }

    /// What apps left behind was read.
    pub(crate) fn found(&mut self, found: Result<Vec<Leftover>, CareError>) {
        self.read.0 = true;
        self.trouble = None;
        match found {
            Ok(found) => {
                let names = &self.names;
                let sizes = &self.sizes;
                let remains = found.into_iter().map(|leftover| Remains {
                    name: names
                        .get(&leftover.id)
                        .cloned()
                        .unwrap_or_else(|| leftover.id.last_part().to_owned()),
                    size: sizes.get(&leftover.id).copied(),
                    leftover,
                });
                self.remains = remains.collect();
            }
            Err(error) => self.trouble = Some(why(&error)),
        }
    }

    /// Whose data is to be measured: each once.
    pub(crate) fn unmeasured(&mut self) -> Vec<(AppId, PathBuf)> {
        let with_data = self.remains.iter().filter_map(|one| {
            let folder = one.leftover.data.clone()?;
            Some((one.leftover.id.clone(), folder))
        });
        let measured = &mut self.measured;
        with_data
            .filter(|(id, _)| measured.insert(id.clone()))
            .collect()
    }

    /// What could not be read, and why.
    pub(crate) fn troubles(&self) -> Vec<&str> {
        let unused = self.unused.iter().map(|one| &one.trouble);
        let all = std::iter::once(&self.trouble).chain(unused);
        all.filter_map(|trouble| trouble.as_deref()).collect()
    }

    /// How much the data of one takes is known.
    pub(crate) fn sized(&mut self, id: AppId, size: Size) {
        for remains in self.remains.iter_mut().filter(|one| one.leftover.id == id) {
            remains.size = Some(size);
        }
        self.sizes.insert(id, size);
    }

    /// The sources told what apps are called.
    pub(crate) fn named(&mut self, names: BTreeMap<AppId, String>) {
        for remains in &mut self.remains {
            if let Some(name) = names.get(&remains.leftover.id) {
                remains.name.clone_from(name);
            }
        }
        self.names.extend(names);
        self.looked_up = true;
    }

    /// What nothing needs in an installation is known.
    pub(crate) fn unneeded(
        &mut self,
        installation: InstallationId,
        found: Result<Vec<InstalledApp>, CareError>,
    ) {
        self.unused.retain(|one| one.installation != installation);
        let (parts, trouble) = match found {
            Ok(parts) => (parts.iter().map(part).collect(), None),
            Err(error) => (Vec::new(), Some(why(&error))),
        };
        self.unused.push(Unused {
            installation,
            parts,
            trouble,
        });
        self.unused
            .sort_by(|a, b| a.installation.cmp(&b.installation));
    }

    /// What the ear is told of one: its id where others are called the same.
    pub(crate) fn called(&self, remains: &Remains) -> String {
        let mut same = self.remains.iter().filter(|one| one.name == remains.name);
        if same.nth(1).is_some() {
            remains.leftover.id.to_string()
        } else {
            remains.name.clone()
        }
    }

    /// Whether sources may know more about whose this is.
    pub(crate) fn can_look_up(&self) -> bool {
        !self.looked_up && !self.remains.is_empty()
    }
}

fn why(error: &CareError) -> String {
    let why = text::care::care_error(error);
    format!("{}\n{}", why.title, why.body)
}

impl Remains {
    /// What its button does.
    pub(crate) fn way(&self) -> String {
        let known = self.leftover.is_known_to_portals();
        let (data, rules) = (
            self.leftover.data.is_some(),
            self.leftover.overrides.is_some(),
        );
        match (data, known, rules) {
            (true, true, _) => tr!("leftovers-trash-all"),
            (true, false, _) => tr!("leftovers-trash"),
            (false, true, true) => tr!("leftovers-forget-all"),
            (false, true, false) => tr!("leftovers-forget-answers"),
            (false, false, _) => tr!("leftovers-forget"),
        }
    }

    /// Its id, how much it takes, and what else is there.
    pub(crate) fn detail(&self) -> String {
        let size = self.size.map(|size| {
            let words = text::size(size.bytes);
            if size.partial {
                tr!("leftovers-at-least", size = words)
            } else {
                words
            }
        });
        let changes = self.leftover.overrides.is_some();
        let changes = changes.then(|| tr!("leftovers-changes"));
        let id = self.leftover.id.to_string();
        let (answers, files) = (self.leftover.answers, self.leftover.files);
        let answers = (answers > 0).then(|| tr!("leftovers-answers", count = answers));
        let files = (files > 0).then(|| tr!("leftovers-files", count = files));
        let more = [size, changes, answers, files].into_iter().flatten();
        let parts: Vec<String> = std::iter::once(id).chain(more).collect();
        parts.join("\n")
    }
}

fn part(part: &InstalledApp) -> (String, String) {
    let version = tr!("home-update-version", version = &part.app_ref.branch);
    let detail: Vec<String> = std::iter::once(version)
        .chain(part.size.map(text::size))
        .collect();
    (part.name.clone(), detail.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leftover(name: &str) -> Leftover {
        let id = format!("org.example.{name}").parse().unwrap();
        Leftover {
            data: Some("/data".into()),
            ..Leftover::new(id)
        }
    }

    #[test]
    fn sizes_and_names_survive_another_reading() {
        let mut left = Left::default();
        left.found(Ok(vec![leftover("Alpha"), leftover("Beta")]));
        assert!(left.can_look_up());
        assert_eq!(left.unmeasured().len(), 2);
        let size = Size {
            bytes: 2_000_000,
            partial: true,
        };
        let id: AppId = "org.example.Alpha".parse().unwrap();
        left.sized(id.clone(), size);
        left.named([(id, "The First".to_owned())].into());
        left.found(Ok(vec![leftover("Alpha")]));
        assert_eq!(left.remains.len(), 1);
        assert_eq!(left.unmeasured(), []);
        assert_eq!(left.remains[0].name, "The First");
        assert!(left.remains[0].detail().contains("at least 2.0 MB"));
        assert!(!left.can_look_up());
    }

    #[test]
    fn an_older_look_does_not_take_the_place_of_a_newer_one() {
        let mut looks = Looks::default();
        let before_answers = looks.begin();
        assert!(looks.is_last(before_answers));
        let with_answers = looks.begin();
        assert!(looks.is_last(with_answers) && !looks.is_last(before_answers));
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let mut left = Left::default();
        let mut other = leftover("Alpha");
        other.id = "com.example.Alpha".parse().unwrap();
        left.found(Ok(vec![leftover("Alpha"), other, leftover("Beta")]));
        let called: Vec<_> = left.remains.iter().map(|one| left.called(one)).collect();
        assert_eq!(called, ["org.example.Alpha", "com.example.Alpha", "Beta"]);
    }

    #[test]
    fn nothing_is_left_behind_only_when_everything_was_looked_at() {
        let mut left = Left::default();
        left.unneeded(InstallationId::User, Ok(Vec::new()));
        left.asked_all();
        assert!(!left.is_whole());
        left.found(Ok(Vec::new()));
        assert!(left.is_whole());
        left.look_again();
        left.found(Ok(Vec::new()));
        assert!(!left.is_whole());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let mut left = Left::default();
        left.found(Err(CareError::File("x".to_owned())));
        assert_eq!(left.troubles().len(), 1);
        left.unneeded(InstallationId::User, Err(CareError::File("x".to_owned())));
        left.unneeded(InstallationId::User, Err(CareError::File("x".to_owned())));
        assert_eq!(left.troubles().len(), 2);
        left.found(Ok(Vec::new()));
        assert_eq!(left.troubles().len(), 1);
    }
}
