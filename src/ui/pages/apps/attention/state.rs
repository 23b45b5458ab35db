//! What is found wrong with files about apps. Pure.

use super::super::reading::AppsReading;
use super::super::work::Deed;
use crate::flatpak::context::Unreadable;
use crate::flatpak::overrides::{Astray, BrokenFile, Scope};
use crate::flatpak::places::{Trouble, TroubleKind};
use crate::text::permission::{out_of_reach, unreadable};
use crate::tr;

/// How many lines of one file are told.
const LINES: usize = 3;

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Whom it is about, or what it is.
    pub(crate) title: String,
    /// Which file it is, and what is wrong with it.
    pub(crate) detail: String,
    /// What mends it, where that can be done here.
    pub(crate) mend: Option<(Scope, Deed)>,
}

impl Finding {
    /// Everything: first what can be mended.
    pub(crate) fn all(reading: &AppsReading) -> Vec<Self> {
        let broken = reading.broken.iter();
        let astray = reading.astray.iter();
        let troubles = reading.troubles.iter();
        let mut all: Vec<Self> = broken
            .map(|file| Self::broken(file, reading))
            .chain(astray.map(|astray| Self::astray(astray, reading)))
            .chain(troubles.map(Self::trouble))
            .collect();
        all.sort_by_key(|one| one.mend.is_none());
        all
    }

    fn broken(file: &BrokenFile, reading: &AppsReading) -> Self {
        let mut lines = vec![file.path.display().to_string()];
        lines.extend(few(&file.lines));
        if file.of_system {
            lines.push(tr!("attention-system"));
        }
        let mend = (!file.of_system).then(|| (file.scope.clone(), Deed::Repair));
        Self {
            title: whose(&file.scope, reading),
            detail: lines.join("\n"),
            mend,
        }
    }

    fn astray(astray: &Astray, reading: &AppsReading) -> Self {
        let path = astray.path().display().to_string();
        Self {
            title: whose(&astray.scope, reading),
            detail: [path, tr!("attention-astray")].join("\n"),
            mend: Some((astray.scope.clone(), Deed::PutIn(astray.clone()))),
        }
    }

    fn trouble(trouble: &Trouble) -> Self {
        let path = trouble.path.display().to_string();
        let words = match &trouble.kind {
            TroubleKind::Unreadable(why) => vec![why.clone()],
            TroubleKind::NotADeploy | TroubleKind::NotARef => vec![tr!("attention-strange")],
            TroubleKind::NotAnInstallation(name) => {
                vec![tr!("attention-installation", name = name.as_str())]
            }
            TroubleKind::Refused(lines) => few(lines).collect(),
            TroubleKind::OutOfReach(name) => vec![out_of_reach(name, &trouble.path)],
        };
        let lines: Vec<String> = std::iter::once(path).chain(words).collect();
        Self {
            title: tr!("attention-left-out"),
            detail: lines.join("\n"),
            mend: None,
        }
    }
}

fn few(lines: &[Unreadable]) -> impl Iterator<Item = String> + use<'_> {
    lines.iter().take(LINES).map(unreadable)
}

fn whose(scope: &Scope, reading: &AppsReading) -> String {
    reading
        .name_of(scope)
        .unwrap_or_else(|| tr!("import-all-apps"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_out_of_sight_is_named() {
        let found = Finding::trouble(&Trouble {
            path: "/srv/games".into(),
            kind: TroubleKind::OutOfReach("Games".to_owned()),
        });
        assert!(found.detail.contains("“Games”"), "{}", found.detail);
        assert!(found.mend.is_none());
    }
}
