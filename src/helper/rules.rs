//! What may be done to which deployment. Pure: a table in, a verdict out.
//!
//! In this order:
//! 1. The deployment must be listed.
//! 2. A staged one cannot be kept or released (libostree refuses) and is not deleted here: throwing a
//!    staged update away belongs to the service that staged it.
//! 3. Nothing is made the next start while another one is staged: libostree would silently drop the
//!    staged one. What starts next already is refused too.
//! 4. The running one and kept ones are not deleted (libostree itself would delete a kept one). Deleting any other
//!    one leaves a staged one alone, so that is allowed.

use isotope::domain::OstreeId;
use isotope::helper_api::{HelperError, action};

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Pin,
    Unpin,
    MakeNext,
    Delete,
}

impl Verb {
    /// The polkit action that allows it.
    pub(crate) fn action(self) -> &'static str {
        match self {
            Self::Pin => action::PIN,
            Self::Unpin => action::UNPIN,
            Self::MakeNext => action::MAKE_NEXT,
            Self::Delete => action::DELETE,
        }
    }

    /// libostree's command for it; the index follows.
    pub(crate) fn command(self) -> &'static [&'static str] {
        match self {
            Self::Pin => &["admin", "pin"],
            Self::Unpin => &["admin", "pin", "--unpin"],
            Self::MakeNext => &["admin", "set-default"],
            Self::Delete => &["admin", "undeploy"],
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: OstreeId,
    pub(crate) version: Option<String>,
    pub(crate) booted: bool,
    pub(crate) staged: bool,
    pub(crate) pinned: bool,
}

/// All deployments in boot order; the place in the list is libostree's index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table(pub(crate) Vec<Entry>);

impl Table {
    pub(crate) fn find(&self, id: &OstreeId) -> Option<(usize, &Entry)> {
        self.0.iter().enumerate().find(|(_, e)| e.id == *id)
    }
}

/// The index of the deployment when the verb may be done to it now.
pub(crate) fn check(verb: Verb, table: &Table, id: &OstreeId) -> Result<usize, HelperError> {
    let Some((index, entry)) = table.find(id) else {
        return Err(HelperError::NoSuchDeployment(
            "no such deployment on this computer".to_owned(),
        ));
    };
    let staged = table.0.iter().any(|e| e.staged);
    match verb {
        Verb::Pin | Verb::Unpin if entry.staged => Err(HelperError::CannotPinStaged(
            "a staged deployment cannot be pinned before it was started".to_owned(),
        )),
        Verb::MakeNext if index == 0 => Err(HelperError::AlreadyNext(
            "it already starts next".to_owned(),
        )),
        Verb::MakeNext if staged => Err(lost("changing the order")),
        Verb::Delete if entry.booted => Err(HelperError::CannotDeleteBooted(
            "the running deployment cannot be deleted".to_owned(),
        )),
        Verb::Delete if entry.staged => Err(lost("deleting it")),
        Verb::Delete if entry.pinned => Err(HelperError::CannotDeletePinned(
            "a pinned deployment has to be unpinned first".to_owned(),
        )),
        Verb::Pin | Verb::Unpin | Verb::MakeNext | Verb::Delete => Ok(index),
    }
}

fn lost(what: &str) -> HelperError {
    HelperError::UpdateStaged(format!("{what} would throw the staged update away"))
}

/// Whether the table now shows what the verb asks for.
pub(crate) fn is_done(verb: Verb, table: &Table, id: &OstreeId) -> bool {
    let found = table.find(id);
    match verb {
        Verb::Pin => found.is_some_and(|(_, e)| e.pinned),
        Verb::Unpin => found.is_some_and(|(_, e)| !e.pinned),
        Verb::MakeNext => found.is_some_and(|(index, _)| index == 0),
        Verb::Delete => found.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> OstreeId {
        let digits: String = std::iter::repeat_n(digit, 64).collect();
        format!("fedora-{digits}.0").parse().unwrap()
    }

    /// `*` booted, `s` staged, `p` pinned behind the digit of the id.
    fn table(text: &str) -> Table {
        let entry = |word: &str| Entry {
            id: id(word.chars().next().unwrap()),
            version: None,
            booted: word.contains('*'),
            staged: word.contains('s'),
            pinned: word.contains('p'),
        };
        Table(text.split_whitespace().map(entry).collect())
    }

    fn verdict(verb: Verb, text: &str, digit: char) -> String {
        match check(verb, &table(text), &id(digit)) {
            Ok(index) => index.to_string(),
            Err(err) => format!("{err:?}").split('(').next().unwrap().to_owned(),
        }
    }

    #[test]
    fn every_rule() {
        let cases = [
            (Verb::Pin, "1* 2", '1', "0"),
            (Verb::Pin, "3s 1* 2", '2', "2"),
            (Verb::Pin, "1* 2p", '2', "1"),
            (Verb::Pin, "3s 1*", '3', "CannotPinStaged"),
            (Verb::Unpin, "3s 1*", '3', "CannotPinStaged"),
            (Verb::Unpin, "1* 2p", '2', "1"),
            (Verb::MakeNext, "1* 2", '2', "1"),
            (Verb::MakeNext, "1* 2", '1', "AlreadyNext"),
            (Verb::MakeNext, "2 1*", '1', "1"),
            (Verb::MakeNext, "3s 1* 2", '3', "AlreadyNext"),
            (Verb::MakeNext, "3s 1* 2", '2', "UpdateStaged"),
            (Verb::MakeNext, "3s 1* 2", '1', "UpdateStaged"),
            (Verb::Delete, "1* 2", '2', "1"),
            (Verb::Delete, "2 1*", '2', "0"),
            (Verb::Delete, "1* 2", '1', "CannotDeleteBooted"),
            (Verb::Delete, "1*p 2", '1', "CannotDeleteBooted"),
            (Verb::Delete, "1* 2p", '2', "CannotDeletePinned"),
            (Verb::Delete, "3s 1* 2", '3', "UpdateStaged"),
            (Verb::Delete, "3s 1* 2", '2', "2"),
        ];
        for (verb, text, digit, wanted) in cases {
            assert_eq!(
                verdict(verb, text, digit),
                wanted,
                "{verb:?} {digit} in {text}"
            );
        }
        for verb in [Verb::Pin, Verb::Unpin, Verb::MakeNext, Verb::Delete] {
            assert_eq!(verdict(verb, "1* 2", '9'), "NoSuchDeployment");
        }
    }

    #[test]
    fn another_stateroot_or_serial_is_another_deployment() {
        let mut other = id('2');
        other.osname = "debian".to_owned();
        assert!(check(Verb::Pin, &table("1* 2"), &other).is_err());
        let mut other = id('2');
        other.serial = 1;
        assert!(check(Verb::Pin, &table("1* 2"), &other).is_err());
    }

    #[test]
    fn done_means_seen() {
        assert!(is_done(Verb::Pin, &table("1* 2p"), &id('2')));
        assert!(!is_done(Verb::Pin, &table("1*p 2"), &id('2')));
        assert!(is_done(Verb::Unpin, &table("1*p 2"), &id('2')));
        assert!(!is_done(Verb::Unpin, &table("1*"), &id('2')));
        assert!(is_done(Verb::MakeNext, &table("2 1*"), &id('2')));
        assert!(!is_done(Verb::MakeNext, &table("1* 2"), &id('2')));
        assert!(is_done(Verb::Delete, &table("1*"), &id('2')));
        assert!(!is_done(Verb::Delete, &table("1* 2"), &id('2')));
    }
}
