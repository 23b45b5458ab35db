//! What the methods of the OS object have in common.

use std::collections::HashMap;
use std::sync::Arc;

use zbus::OwnedVariant;
use zbus::message::Header;

use super::super::state::Deployment;
use super::cached;
use super::dict::{self, Dict};
use super::diff::{self, Wire};
use super::error::Refusal;
use super::os::Os;
use super::work::Work;

/// A caller's options.
pub(super) type Given = HashMap<String, OwnedVariant>;

impl Os {
    /// Asks polkit.
    pub(super) async fn allow(&self, header: &Header<'_>, action: &str) -> Result<(), Refusal> {
        let method = header.member().map(ToString::to_string).unwrap_or_default();
        let what = format!("OS operation {method}");
        self.daemon.authorize(header, action, &what).await
    }

    /// Begins work, or joins it.
    pub(super) async fn begin(
        &self,
        header: Header<'_>,
        (action, method): (&str, &'static str),
        arguments: impl std::fmt::Debug,
        work: Work,
    ) -> Result<String, Refusal> {
        self.allow(&header, action).await?;
        let arguments = format!("{arguments:?}");
        Arc::clone(&self.daemon)
            .begin(&header, method, arguments, work)
            .await
    }

    /// The deployment of that id.
    pub(super) fn find(&self, id: &str) -> Result<Deployment, Refusal> {
        if id.is_empty() {
            return Err(Refusal::Failed("empty deployment ID".into()));
        }
        self.daemon
            .deployments()
            .into_iter()
            .find(|d| d.id() == id)
            .ok_or_else(|| Refusal::Failed(format!("Invalid deployment ID: {id}")))
    }

    /// The dictionary of one deployment; empty when there is none.
    pub(super) fn one(&self, pick: impl Fn(&[Deployment]) -> Option<&Deployment>) -> Dict {
        let all = self.daemon.deployments();
        pick(&all).map(|d| self.daemon.dict(d)).unwrap_or_default()
    }

    /// The difference between what runs and another commit, known from the last check or download.
    pub(super) fn known_diff(
        &self,
        find: impl Fn(&Deployment) -> Option<String>,
    ) -> Result<(Vec<Wire>, Dict), Refusal> {
        let all = self.daemon.deployments();
        let booted = all.iter().find(|d| d.booted);
        let booted = booted.ok_or_else(|| Refusal::Failed("Not currently booted".into()))?;
        let checksum = find(booted).ok_or_else(|| Refusal::NotFound("No cached update".into()))?;
        cached::difference(&self.daemon, booted, &checksum)
            .map_err(|e| Refusal::Failed(e.to_string()))
    }

    /// The package differences of two deployments.
    pub(super) fn diff_between(&self, from: &str, to: &str) -> Result<Vec<Wire>, Refusal> {
        let (from, to) = (self.find(from)?, self.find(to)?);
        let read = |d: &Deployment| {
            let commit = self.daemon.commit(&d.checksum);
            commit.map_err(|e| Refusal::Failed(e.to_string()))
        };
        let changes = diff::changes(&read(&from)?.packages, &read(&to)?.packages);
        Ok(diff::wire(&changes))
    }

    /// What the boot loader has about a deployment.
    pub(super) fn boot_config(&self, deployid: &str, is_pending: bool) -> Result<Dict, Refusal> {
        let all = self.daemon.deployments();
        let found = match deployid {
            "" if is_pending => all.first(),
            "" => all.iter().find(|d| d.booted),
            index => index.parse::<usize>().ok().and_then(|n| all.get(n)),
        };
        let found = found.ok_or_else(|| Refusal::NotFound(format!("No deployment {deployid}")))?;
        let mut dict = Dict::new();
        dict::put(&mut dict, "staged", found.staged);
        dict::put(&mut dict, "options", found.options.clone());
        Ok(dict)
    }
}

/// Arguments as text that is the same for the same arguments.
pub(super) fn sorted(given: &Given) -> String {
    let mut all: Vec<_> = given.iter().map(|(k, v)| format!("{k}={v:?}")).collect();
    all.sort();
    all.join(",")
}

/// What is said to those who ask for packages.
pub(super) fn no_repositories(names: &[String]) -> Refusal {
    tracing::debug!(?names, "asked for packages");
    Refusal::Failed("No enabled repositories".into())
}
