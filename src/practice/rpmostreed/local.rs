//! Work that needs no network: order, cleaning up, kernel arguments, restarting.

use std::time::Duration;

use super::super::fault::Fault;
use super::super::login;
use super::super::paths::OSNAME;
use super::cached;
use super::daemon::rollback;
use super::job::{CANCELLED, Done, Job};
use super::transaction::Signal;
use super::work::{CleanUp, Kargs, Options};

impl Job<'_> {
    pub(super) async fn rollback(&self, options: &Options) -> Done {
        let all = self.daemon.deployments();
        if all.first().is_some_and(|d| d.staged) {
            return Err("Staged deployment (remove with cleanup -p)".into());
        }
        let pending = all.first().filter(|d| !d.booted);
        let target = match (rollback(&all), pending) {
            (Some(target), _) => target,
            // Nothing older: the running one is put back on top.
            (None, Some(_)) => all
                .iter()
                .find(|d| d.booted)
                .ok_or("Not currently booted")?,
            (None, None) => return Err("No rollback deployment found".into()),
        };
        let index = all.iter().position(|d| d == target).unwrap_or_default();
        self.tx
            .message(format!("Moving '{}' to be first deployment", target.name()));
        let said = self.admin(&["set-default", &index.to_string()]).await?;
        self.say_bootloader(&said);
        self.daemon.announce().await;
        self.maybe_reboot(options).await
    }

    pub(super) async fn clean_up(&self, elements: &[CleanUp]) -> Done {
        let mut unwanted = Vec::new();
        let all = self.daemon.deployments();
        let booted = all.iter().position(|d| d.booted).unwrap_or(all.len());
        for (index, deployment) in all
            .iter()
            .enumerate()
            .filter(|(_, d)| !d.booted && !d.pinned)
        {
            let kind = if index < booted {
                CleanUp::Pending
            } else {
                CleanUp::Rollback
            };
            if elements.contains(&kind) && deployment.osname == OSNAME {
                unwanted.push(index);
            }
        }
        let asked = elements
            .iter()
            .any(|e| matches!(e, CleanUp::Pending | CleanUp::Rollback));
        if asked && unwanted.is_empty() {
            self.tx.message("Deployments unchanged.");
        }
        // From the end, so that the indices before stay what they are.
        for index in unwanted.iter().rev() {
            let said = self.admin(&["undeploy", &index.to_string()]).await?;
            self.say_bootloader(&said);
        }
        if elements.contains(&CleanUp::Repomd) {
            cached::forget(self.machine)?;
        }
        self.let_go().await?;
        if elements.contains(&CleanUp::Base) {
            self.admin(&["cleanup"]).await?;
        }
        self.daemon.announce().await;
        Ok(())
    }

    pub(super) async fn kargs(&self, kargs: &Kargs, options: &Options) -> Done {
        let base = self.base()?;
        let origin = format!(
            "--origin-file=/sysroot/ostree/deploy/{OSNAME}/deploy/{}.origin",
            base.name()
        );
        let mut words = vec![origin];
        words.extend(kargs.added.iter().map(|k| format!("--karg-append={k}")));
        words.extend(kargs.replaced.iter().map(|k| format!("--karg={k}")));
        words.extend(kargs.removed.iter().map(|k| format!("--karg-delete={k}")));
        words.push(base.checksum);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.stage(&words, options).await?;
        self.maybe_reboot(options).await
    }

    pub(super) async fn finalize(&self, options: &Options) -> Done {
        let all = self.daemon.deployments();
        let staged = all
            .iter()
            .find(|d| d.staged)
            .ok_or("No pending deployment staged")?;
        match &options.checksum {
            Some(expected) if *expected != staged.checksum => {
                return Err(format!(
                    "Expected staged base checksum {expected}, but found {}",
                    staged.checksum
                ));
            }
            None if !options.allow_missing_checksum => {
                return Err(
                    "Missing required checksum; use allow-missing-checksum to override".into(),
                );
            }
            Some(_) | None => {}
        }
        self.admin(&["lock-finalization", "--unlock"]).await?;
        self.reboot().await
    }

    /// Nothing to fetch without package repositories; with that fault, it takes for ever.
    pub(super) async fn refresh_md(&self) -> Done {
        while Fault::of(self.machine) == Fault::Busy {
            let text = "Updating metadata for 'practice'".to_owned();
            self.tx.tell(&Signal::Percent(text, 0));
            tokio::select! {
                () = self.tx.cancelled() => return Err(CANCELLED.into()),
                () = tokio::time::sleep(Duration::from_millis(100)) => {}
            }
        }
        Ok(())
    }

    pub(super) async fn maybe_reboot(&self, options: &Options) -> Done {
        if options.reboot {
            self.reboot().await
        } else {
            Ok(())
        }
    }

    async fn reboot(&self) -> Done {
        let connection = self.daemon.connection()?;
        let logind = (login::NAME, login::PATH);
        let manager = "org.freedesktop.login1.Manager";
        let failed = |e: zbus::Error| format!("Checking systemd inhibitor locks: {e}");
        let reply = connection
            .call_method(
                Some(logind.0),
                logind.1,
                Some(manager),
                "ListInhibitors",
                &(),
            )
            .await
            .map_err(failed)?;
        let all: Vec<(String, String, String, String, u32, u32)> =
            reply.body().deserialize().map_err(failed)?;
        if let Some((_, who, why, ..)) = all
            .iter()
            .find(|(what, _, _, mode, ..)| what.contains("shutdown") && mode == "block")
        {
            return Err(format!(
                "Reboot blocked by a systemd inhibitor lock in `block` mode\nHeld by: {who}\nReason: {why}"
            ));
        }
        self.daemon.rebooting();
        // The restart ends this process, so the answer to this call may never come; `Finished` goes first.
        let connection = connection.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let asked = connection
                .call_method(Some(logind.0), logind.1, Some(manager), "Reboot", &false)
                .await;
            if let Err(error) = asked {
                tracing::warn!(err = %error, "the restart was refused");
            }
        });
        Ok(())
    }
}
