//! Work and progress in words.

use chrono::{DateTime, Utc};

use crate::domain::{
    Activity, ByteCount, CheckTrouble, FailedCheck, Finding, Headline, Progress, RequestKind,
    Severity, Stage, SystemStatus,
};
use crate::tr;

use super::{age, finding, size, update_version, version};

/// The one sentence of the home page, and a second one below it.
#[must_use]
pub fn headline(status: &SystemStatus) -> (String, String) {
    match status.headline() {
        Headline::NeedsAttention(found) => {
            let words = finding(&found);
            (words.title, words.body)
        }
        Headline::UpdateReady(id) => {
            let number = status.find(&id).map(version).unwrap_or_default();
            (
                tr!("headline-ready"),
                tr!("headline-ready.body", version = number),
            )
        }
        Headline::ChangeReady(id) => {
            let number = status.find(&id).map(version).unwrap_or_default();
            (
                tr!("headline-change"),
                tr!("headline-change.body", version = number),
            )
        }
        Headline::Missed(id) => {
            let number = status.find(&id).map(version).unwrap_or_default();
            (
                tr!("finding-started-older"),
                tr!("headline-missed", version = number),
            )
        }
        Headline::UpdateAvailable => {
            let update = status.new_update();
            let number = update.map(update_version).unwrap_or_default();
            let title = tr!("headline-available");
            if update.is_some_and(|update| update.downloaded) {
                let body = tr!("headline-available.downloaded", version = number);
                (title, body)
            } else {
                (title, tr!("headline-available.body", version = number))
            }
        }
        Headline::NewerInstalled(id) => {
            let number = status.find(&id).map(version).unwrap_or_default();
            (
                tr!("headline-newer-installed"),
                tr!("headline-newer-installed.body", version = number),
            )
        }
        Headline::CheckFailed(failed) => {
            let reason = check_trouble(failed.why);
            (
                tr!("headline-check-failed"),
                tr!("headline-check-failed.body", reason = reason),
            )
        }
        Headline::NotChecked => (
            tr!("headline-not-checked"),
            tr!("headline-not-checked.body"),
        ),
        Headline::Fine if status.findings.iter().any(is_serious) => {
            (tr!("headline-fine.but"), tr!("headline-fine.body"))
        }
        Headline::Fine => (tr!("headline-fine"), tr!("headline-fine.body")),
    }
}

/// What should be looked at soon is not fine.
fn is_serious(finding: &Finding) -> bool {
    match finding.severity {
        Severity::Info => false,
        Severity::Warning | Severity::Problem => true,
    }
}

/// When a look for updates failed, and why, in one sentence.
#[must_use]
pub fn failed_check(failed: &FailedCheck, now: DateTime<Utc>) -> String {
    tr!(
        "check-failed",
        age = age(failed.at, now),
        reason = check_trouble(failed.why)
    )
}

/// Why a look for updates failed, in one sentence.
fn check_trouble(why: CheckTrouble) -> String {
    match why {
        CheckTrouble::Network => tr!("check-failed-network"),
        CheckTrouble::Signature => tr!("check-failed-signature"),
        CheckTrouble::Service => tr!("check-failed-service"),
        CheckTrouble::NotAllowed => tr!("check-failed-not-allowed"),
        CheckTrouble::NoSpace => tr!("check-failed-no-space"),
        CheckTrouble::Other => tr!("check-failed-other"),
    }
}

/// What is going on, as a heading: `Updating`.
#[must_use]
pub fn kind(kind: RequestKind) -> String {
    match kind {
        RequestKind::Check => tr!("work-check"),
        RequestKind::Update => tr!("work-update"),
        RequestKind::Download => tr!("work-download"),
        RequestKind::Discard => tr!("work-discard"),
        RequestKind::Rollback | RequestKind::MakeNext => tr!("work-go-back"),
        RequestKind::Deploy => tr!("work-deploy"),
        RequestKind::Pin => tr!("work-keep"),
        RequestKind::Unpin => tr!("work-release"),
        RequestKind::Delete => tr!("work-delete"),
        RequestKind::Switch => tr!("work-switch"),
        RequestKind::Packages => tr!("work-packages"),
        RequestKind::Other => tr!("work-other"),
    }
}

/// A program by the name that people know it under; others by their own.
#[must_use]
pub fn program(name: &str) -> String {
    let known = match name {
        "gnome-software" => "GNOME Software",
        "plasma-discover" | "DiscoverNotifier" => "Discover",
        "cockpit-bridge" => "Cockpit",
        other => other,
    };
    known.to_owned()
}

/// What is going on and who started it, in one sentence.
#[must_use]
pub fn activity(activity: &Activity) -> String {
    let work = kind(activity.kind);
    match &activity.started_by {
        Some(name) if !activity.ours => tr!("activity-by", work = work, name = program(name)),
        _ => work,
    }
}

/// The part of the work that is going on, as a line below the bar.
#[must_use]
pub fn stage(progress: &Progress) -> String {
    match progress.stage {
        Stage::Preparing => tr!("stage-preparing"),
        Stage::Checking => tr!("stage-checking"),
        Stage::Downloading => match &progress.bytes {
            Some(count) if count.done > 0 => tr!("stage-downloading-bytes", bytes = bytes(count)),
            _ => tr!("stage-downloading"),
        },
        Stage::Installing => tr!("stage-installing"),
        Stage::Finishing => tr!("stage-finishing"),
    }
}

/// Transferred data: `61 MB of 240 MB`, or `61 MB` while the whole is unknown.
#[must_use]
pub fn bytes(count: &ByteCount) -> String {
    match count.total {
        Some(total) if total >= count.done => {
            tr!("bytes-of", done = size(count.done), total = size(total))
        }
        _ => size(count.done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Backend as _;
    use crate::backend::fake::{FakeBackend, Scene};
    use crate::domain::Way;

    async fn after(scene: Scene, change: impl FnOnce(&mut SystemStatus)) -> Headline {
        let mut status = FakeBackend::new(scene).status().await.unwrap();
        change(&mut status);
        status.headline()
    }

    #[tokio::test]
    async fn nothing_is_newest_before_somebody_looked() {
        let fresh = after(Scene::Fresh, |_| ()).await;
        assert_eq!(fresh, Headline::NotChecked);
        let checked = after(Scene::Fresh, |s| s.last_checked = Some(Utc::now())).await;
        assert_eq!(checked, Headline::Fine);
    }

    #[tokio::test]
    async fn after_a_failed_look_nothing_is_called_the_newest() {
        let failed = FailedCheck {
            at: Utc::now(),
            why: CheckTrouble::Network,
        };
        let look = |status: &mut SystemStatus| status.failed_check = Some(failed);
        assert_eq!(
            after(Scene::Fine, look).await,
            Headline::CheckFailed(failed)
        );
        assert_eq!(
            after(Scene::Fresh, look).await,
            Headline::CheckFailed(failed)
        );
        let known = after(Scene::UpdateAvailable, look).await;
        assert_eq!(known, Headline::UpdateAvailable);
        let sentence = failed_check(&failed, failed.at + chrono::TimeDelta::minutes(5));
        assert_eq!(
            sentence,
            "The last try, 5 minutes ago, failed. The publisher’s server could not be reached."
        );
    }

    #[tokio::test]
    async fn only_what_is_known_to_be_newer_is_not_gone_back_to() {
        let mut status = FakeBackend::new(Scene::Ready).status().await.unwrap();
        let ways = |status: &SystemStatus| -> Vec<Way> {
            let all = status.deployments.iter();
            all.map(|d| status.way_to(d)).collect()
        };
        assert_eq!(ways(&status), [Way::Forward, Way::Back, Way::Back]);
        status.deployments[0].timestamp = None;
        status.deployments[2].timestamp = status.deployments[1].timestamp;
        assert_eq!(ways(&status), [Way::Back; 3]);
        status.deployments[1].running = false;
        assert_eq!(ways(&status), [Way::Forward; 3], "nothing known runs");
    }

    #[tokio::test]
    async fn a_newer_version_that_was_left_is_told() {
        let mut status = FakeBackend::new(Scene::Fine).status().await.unwrap();
        status.deployments.reverse();
        for (at, deployment) in status.deployments.iter_mut().enumerate() {
            deployment.running = at == 0;
        }
        let left = status.deployments.last().unwrap().clone();
        assert_eq!(status.headline(), Headline::NewerInstalled(left.id.clone()));
        assert!(headline(&status).1.contains(&version(&left)));
        let mut update = FakeBackend::new(Scene::UpdateAvailable)
            .status()
            .await
            .unwrap()
            .update
            .unwrap();
        status.update = Some(update.clone());
        assert_eq!(status.headline(), Headline::UpdateAvailable);
        assert_eq!(status.update_installed(), None);
        update.version.clone_from(&left.version);
        update.checksum = left.checksum.as_ref().map(ToString::to_string);
        status.update = Some(update);
        assert_eq!(status.headline(), Headline::NewerInstalled(left.id.clone()));
        assert_eq!(status.update_installed().unwrap().id, left.id);
        let other = crate::domain::Origin::parse("practice:practice/44/x86_64/kde");
        status.update = None;
        status.deployments.last_mut().unwrap().origin = other;
        assert_eq!(status.headline(), Headline::Fine);
    }
}
