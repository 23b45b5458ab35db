//! What a version is, in small rounded labels.

use adw::prelude::*;
use relm4::prelude::*;

use crate::domain::permission::Risk;
use crate::domain::{Deployment, SystemStatus, Way};
use crate::{text, tr};

/// One thing a version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Badge {
    /// It runs.
    Running,
    /// It is prepared and starts after a restart.
    Ready,
    /// It is installed and starts next.
    Next,
    /// It should have started when another one did.
    Missed,
    /// It is the one to go back to.
    Previous,
    /// It was chosen for the next start, and then an update was prepared that starts instead.
    WasNext,
    /// It is the one to go back to, and newer than the running one: somebody has left it.
    Newer,
    /// It stays until it is released.
    Kept,
    /// Nothing else is to be said of it.
    Installed,
}

impl Badge {
    /// What a version of the system is, in reading order.
    pub(crate) fn all_of(version: &Deployment, status: &SystemStatus) -> Vec<Self> {
        let next = status.waiting().is_some_and(|d| d.id == version.id);
        let previous = status.previous().is_some_and(|d| d.id == version.id);
        let newer = status.newer_installed().is_some_and(|d| d.id == version.id)
            || previous && status.way_to(version) == Way::Forward;
        let missed = status.missed().is_some_and(|d| d.id == version.id);
        let mut before = status.deployments.iter().take_while(|d| !d.running);
        let before_running = before.any(|d| d.id == version.id);
        let mut badges: Vec<_> = [
            (version.running, Self::Running),
            (version.is_staged(), Self::Ready),
            (next && !version.is_staged(), Self::Next),
            (missed, Self::Missed),
            (
                before_running && !next && !version.is_staged(),
                Self::WasNext,
            ),
            (previous && !next && !newer, Self::Previous),
            (newer && !next, Self::Newer),
            (version.pinned, Self::Kept),
        ]
        .into_iter()
        .filter_map(|(is, badge)| is.then_some(badge))
        .collect();
        if badges.is_empty() {
            badges.push(Self::Installed);
        }
        badges
    }

    /// Its words.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Running => tr!("badge-running"),
            Self::Ready => tr!("badge-ready"),
            Self::Next => tr!("badge-next"),
            Self::Missed => tr!("badge-missed"),
            Self::Previous => tr!("badge-previous"),
            Self::Newer => tr!("badge-newer"),
            Self::WasNext => tr!("badge-was-next"),
            Self::Kept => tr!("badge-kept"),
            Self::Installed => tr!("badge-installed"),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Running => "good",
            Self::Ready | Self::Next => "news",
            Self::Missed => "bad",
            Self::Previous | Self::Newer | Self::WasNext | Self::Kept | Self::Installed => "plain",
        }
    }
}

/// Shows badges in a box, replacing what was there.
pub(crate) fn fill_badges(wrap: &adw::WrapBox, badges: &[Badge]) {
    fill_labels(wrap, badges.iter().map(|b| (b.label(), b.class())));
}

/// Shows words with their style in a box, replacing what was there.
pub(crate) fn fill_labels(
    wrap: &adw::WrapBox,
    labels: impl IntoIterator<Item = (String, &'static str)>,
) {
    while let Some(child) = wrap.first_child() {
        wrap.remove(&child);
    }
    for (words, class) in labels {
        let label = gtk::Label::builder()
            .label(words)
            .css_classes(["badge", class])
            .build();
        wrap.append(&label);
    }
    wrap.set_visible(wrap.first_child().is_some());
}

/// A label for how much a permission opens, at its place in a row of texts.
pub(crate) fn risk_badge() -> gtk::Label {
    gtk::Label::builder()
        .halign(gtk::Align::Start)
        .margin_top(3)
        .visible(false)
        .build()
}

/// Says how much a permission opens, or nothing.
pub(crate) fn show_risk(badge: &gtk::Label, risk: Option<Risk>) {
    badge.set_visible(risk.is_some());
    let Some(risk) = risk else {
        return;
    };
    badge.set_label(&text::permission::risk_word(risk));
    badge.set_css_classes(&["badge", risk_class(risk)]);
}

/// The style of that.
pub(crate) fn risk_class(risk: Risk) -> &'static str {
    match risk {
        Risk::Dangerous => "bad",
        Risk::Sensitive => "news",
        Risk::Normal | Risk::Harmless => "plain",
    }
}

/// A box for badges.
pub(crate) fn badge_box() -> adw::WrapBox {
    adw::WrapBox::builder()
        .child_spacing(6)
        .line_spacing(6)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::ui::testing::{missed, read, reading};

    fn badges(scene: Scene) -> Vec<Vec<Badge>> {
        let reading = reading(scene);
        let of = |d| Badge::all_of(d, &reading.status);
        reading.status.deployments.iter().map(of).collect()
    }

    #[test]
    fn versions_say_what_they_are() {
        assert_eq!(
            badges(Scene::Fine),
            [vec![Badge::Running], vec![Badge::Previous]]
        );
        assert_eq!(
            badges(Scene::Ready),
            [
                vec![Badge::Ready],
                vec![Badge::Running],
                vec![Badge::Previous]
            ]
        );
        assert_eq!(
            badges(Scene::GoneBack),
            [vec![Badge::Next], vec![Badge::Running]]
        );
        assert_eq!(badges(Scene::Many)[2], [Badge::Kept]);
        let missed = read(&missed());
        let first = missed.status.next().unwrap();
        assert_eq!(
            Badge::all_of(first, &missed.status),
            [Badge::Next, Badge::Missed]
        );
    }

    #[test]
    fn no_version_is_without_a_word() {
        let mut status = reading(Scene::GoneBack).status.clone();
        let staged = reading(Scene::Ready).status.staged().cloned();
        status.deployments.insert(0, staged.unwrap());
        let mut old = reading(Scene::Many).status.deployments.clone();
        for version in old.iter_mut().skip(2) {
            version.pinned = false;
        }
        status.deployments.extend(old.drain(2..));
        let badges: Vec<_> = status
            .deployments
            .iter()
            .map(|d| Badge::all_of(d, &status))
            .collect();
        assert_eq!(badges[0], [Badge::Ready]);
        assert_eq!(badges[1], [Badge::WasNext]);
        assert_eq!(badges[2], [Badge::Running]);
        assert!(badges.iter().all(|words| !words.is_empty()), "{badges:?}");
        assert_eq!(badges.last().unwrap(), &[Badge::Installed]);
    }
}
