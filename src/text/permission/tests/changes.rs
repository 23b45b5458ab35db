//! What is said of answers and changes.

use super::*;
use crate::domain::permission::PortalKind;
use crate::flatpak::history::Turn;

#[test]
fn every_kind_of_answer_has_words() {
    let mut labels = BTreeSet::new();
    for kind in PortalKind::ALL {
        let table = match kind.facts().table {
            "" => "toasters",
            table => table,
        };
        let id = kind.facts().id.unwrap_or("anything");
        let key = crate::domain::permission::PortalKey::new(table, id).unwrap();
        assert!(answer_sentence(&key).ends_with('.'), "{kind:?}");
        labels.insert(answer_kind(&key));
    }
    assert_eq!(labels.len(), PortalKind::ALL.len());
}

#[test]
fn changes_are_told_as_lines() {
    for (before, after, line) in [
        (
            None,
            Some("!shared=network"),
            Some("Internet and local network switched off for Tea"),
        ),
        (
            Some("!shared=network"),
            None,
            Some("Internet and local network back to how it was for Tea"),
        ),
        (
            Some("!devices=all"),
            Some("devices=all"),
            Some("All devices allowed for Tea"),
        ),
        (
            Some("filesystems=home"),
            Some("filesystems=home:ro"),
            Some("Your home folder changed for Tea"),
        ),
        (None, Some("nonsense"), None),
        (None, None, None),
    ] {
        let one = Turn {
            before: before.map(ToOwned::to_owned),
            after: after.map(ToOwned::to_owned),
        };
        assert_eq!(turn(&one, "Tea").as_deref(), line);
    }
}

#[test]
fn what_is_said_of_older_windows_is_one_change() {
    use crate::flatpak::Edited;
    use crate::flatpak::history::{Deed, Event, Reason};
    use crate::flatpak::overrides::Scope;
    let told = |reason, turns: [[Option<&str>; 2]; 2]| {
        let turns = turns.map(|[before, after]| Turn {
            before: before.map(ToOwned::to_owned),
            after: after.map(ToOwned::to_owned),
        });
        let deed = Deed::Rules {
            scope: Scope::AllApps,
            turns: turns.to_vec(),
            edited: Edited {
                before: None,
                after: None,
            },
        };
        let event = Event {
            number: 1,
            when: chrono::DateTime::UNIX_EPOCH,
            reason,
            of: None,
            deed,
        };
        super::event(&event, Some("Tea"))
    };
    let never = [
        [None, Some("!sockets=fallback-x11")],
        [None, Some("!sockets=x11")],
    ];
    let denied = told(Reason::Change, never);
    assert_eq!(denied, "Older windows (X11) switched off for Tea");
    let needed = told(
        Reason::Change,
        [
            [Some("!sockets=fallback-x11"), Some("sockets=fallback-x11")],
            [Some("!sockets=x11"), Some("sockets=x11")],
        ],
    );
    let line = "Older windows (X11) only if needed allowed for Tea";
    assert_eq!(needed, line);
    let always = [
        [None, Some("!sockets=fallback-x11")],
        [None, Some("sockets=x11")],
    ];
    let always = told(Reason::Change, always);
    assert_eq!(always, "Older windows (X11) allowed for Tea");
}
