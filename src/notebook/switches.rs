//! Switches, as they are written.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::domain::{Origin, SwitchRecord, WayBack};

/// A switch, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, as it is written"
)]
pub(super) struct SwitchPage {
    from: String,
    to: String,
    before: String,
    kept: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    noted: Option<String>,
    settings: Option<String>,
    packages: Vec<String>,
    then: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    via: Option<String>,
    /// The way back was asked for.
    #[serde(default)]
    returning: bool,
    /// When that was. Seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    returning_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aside: Option<String>,
    /// The person is at home.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    home: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    arrived: bool,
    /// Seconds since 1970.
    at: i64,
}

impl SwitchPage {
    pub(super) fn of(record: &SwitchRecord) -> Self {
        let (returning_at, aside) = match &record.back {
            WayBack::Asked { at, aside } => (at.map(|at| at.timestamp()), aside.clone()),
            WayBack::NotAsked | WayBack::Done => (None, None),
        };
        Self {
            from: record.from.target(),
            to: record.to.target(),
            before: record.before.to_string(),
            kept: record.kept_with.is_some(),
            noted: record.kept_with.clone(),
            settings: record.settings.clone(),
            packages: record.packages.clone(),
            then: record.then.as_ref().map(Origin::target),
            via: record.via.as_ref().map(Origin::target),
            returning: record.is_returning(),
            returning_at,
            aside,
            home: record.back == WayBack::Done,
            arrived: record.arrived,
            at: record.at.timestamp(),
        }
    }

    pub(super) fn read(&self) -> Option<SwitchRecord> {
        Some(SwitchRecord {
            from: Origin::parse(&self.from),
            to: Origin::parse(&self.to),
            before: self.before.parse().ok()?,
            kept_with: self.kept.then(|| self.noted.clone().unwrap_or_default()),
            settings: self.settings.clone(),
            packages: self.packages.clone(),
            then: self.then.as_deref().map(Origin::parse),
            via: self.via.as_deref().map(Origin::parse),
            back: self.back(),
            arrived: self.arrived,
            at: DateTime::from_timestamp(self.at, 0)?,
        })
    }

    fn back(&self) -> WayBack {
        if self.home {
            return WayBack::Done;
        }
        if !self.returning {
            return WayBack::NotAsked;
        }
        let at = self.returning_at;
        WayBack::Asked {
            at: at.and_then(|at| DateTime::from_timestamp(at, 0)),
            aside: self.aside.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Notebook;
    use super::*;

    fn record(before: &str, back: WayBack) -> SwitchRecord {
        SwitchRecord {
            from: Origin::parse("fedora:fedora/44/x86_64/silverblue"),
            to: Origin::parse("ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable"),
            before: before.parse().unwrap(),
            kept_with: Some("Before the switch to Bluefin (Stable)".into()),
            settings: Some("20270115-080000-gnome".into()),
            packages: vec!["vim".into()],
            then: Some(Origin::parse(":local")),
            via: Some(Origin::parse("fedora:fedora/44/x86_64/kinoite")),
            back,
            arrived: true,
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        }
    }

    #[test]
    fn switches_are_remembered_the_last_one_first() {
        let folder = tempfile::tempdir().unwrap();
        let book = Notebook::at(folder.path().join("notebook.json"));
        assert!(book.switches().is_empty());
        let asked = |at, aside| WayBack::Asked { at, aside };
        let at = DateTime::from_timestamp(1_800_000_900, 0);
        let all = [
            record("c-1.0", asked(at, Some("20270115-090000-kde".into()))),
            record("b-1.0", WayBack::NotAsked),
            record("a-1.0", WayBack::Done),
        ];
        book.change_switches(|switches| switches.extend(all.clone()))
            .unwrap();
        assert_eq!(book.switches(), all);
        book.change_switches(Vec::clear).unwrap();
        assert!(book.switches().is_empty());
    }

    #[test]
    fn a_switch_of_an_earlier_isotope_is_read_and_one_that_cannot_be_is_let_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notebook.json");
        let text = r#"{"notes":{},"switch":{"from":"a:b/c","to":"a:b/d","before":"a-1.0","kept":true,
            "settings":null,"packages":[],"then":null,"returning":true,"at":1800000000}}"#;
        std::fs::write(&path, text).unwrap();
        let book = Notebook::at(&path);
        let found = book.switches();
        assert_eq!(found.len(), 1);
        let back = WayBack::Asked {
            at: None,
            aside: None,
        };
        assert_eq!(
            (&found[0].back, found[0].kept_with.as_deref()),
            (&back, Some(""))
        );
        std::fs::write(&path, text.replace("a-1.0", "")).unwrap();
        assert!(book.switches().is_empty());
    }
}
