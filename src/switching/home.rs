//! The way back: the settings of the person's desktop come along.

use chrono::{DateTime, Utc};

use super::{Switching, SwitchingError};
use crate::domain::{SwitchRecord, SwitchStage, SystemStatus, WayBack};
use crate::looks::{LooksError, Restored, UNKNOWN, quiet_dconf};

impl Switching {
    /// On the way back, after [`super::way_back`] was done: makes the settings what they were before the switch; those that
    /// are there now are put aside. `None`: none had been put aside, or their copy was thrown away.
    ///
    /// # Errors
    /// When a file cannot be read or written; then all settings are as they were. It can be called again.
    pub async fn bring_back(
        &self,
        record: &SwitchRecord,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let known = match &record.back {
            WayBack::Asked { aside, .. } => aside.clone(),
            WayBack::NotAsked | WayBack::Done => None,
        };
        let asked = |aside| SwitchRecord {
            back: WayBack::Asked {
                at: Some(at),
                aside,
            },
            ..record.clone()
        };
        self.note(&asked(known.clone()))?;
        let desktop = record.to.system().desktop;
        let restored = self
            .restore(record.settings.as_deref(), desktop, at)
            .await?;
        // Asked for once more, what is there are the settings of home already.
        if let (None, Some(restored)) = (known, &restored) {
            self.note(&asked(Some(restored.aside.id.clone())))?;
        }
        Ok(restored)
    }

    /// The way back was taken back before the restart: the settings of the system that runs are what they were when
    /// [`Switching::bring_back`] replaced them. `None`: it had replaced none.
    ///
    /// # Errors
    /// As [`Switching::bring_back`].
    pub async fn withdraw(
        &self,
        record: &SwitchRecord,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let WayBack::Asked { aside, .. } = &record.back else {
            return Ok(None);
        };
        let desktop = record.from.system().desktop;
        let restored = self.restore(aside.as_deref(), desktop, at).await?;
        self.note(&SwitchRecord {
            back: WayBack::NotAsked,
            ..record.clone()
        })?;
        Ok(restored)
    }

    /// At home again, soon after [`Switching::bring_back`]: what the other desktop wrote when it was left is replaced by the
    /// settings from before, too. Does nothing for people who are there on another way or for longer: they may have changed
    /// what is there, and are asked. `None`: no file had to be changed.
    ///
    /// # Errors
    /// When a file cannot be read or written. It can be called again.
    pub async fn come_home(
        &self,
        status: &SystemStatus,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        match self.current(status) {
            Some((record, SwitchStage::Home)) if record.comes_home_by_itself(at) => {
                self.bring_home(&record, status, at).await
            }
            Some(_) | None => Ok(None),
        }
    }

    /// Makes the settings what they were before the switch, at home. The switch is over when nothing is kept because of it;
    /// else [`Switching::release`] tells what that is. `None`: no file had to be changed.
    ///
    /// # Errors
    /// When a file cannot be read or written. It can be called again.
    pub async fn bring_home(
        &self,
        record: &SwitchRecord,
        status: &SystemStatus,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let desktop = record.from.system().desktop;
        let restored = self
            .restore(record.settings.as_deref(), desktop, at)
            .await?;
        if self.release(record, status).is_empty() {
            self.settle(record, status)?;
        } else {
            self.note(&SwitchRecord {
                back: WayBack::Done,
                ..record.clone()
            })?;
        }
        if let Some(same) = restored.as_ref().filter(|restored| restored.changed == 0) {
            self.looks.forget(&same.aside.id)?;
        }
        Ok(restored.filter(|restored| restored.changed > 0))
    }

    async fn restore(
        &self,
        copy: Option<&str>,
        desktop: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let Some(copy) = copy else {
            return Ok(None);
        };
        quiet_dconf().await;
        let restored = match self.looks.restore(copy, desktop.unwrap_or(UNKNOWN), at) {
            Ok(restored) => Some(restored),
            Err(LooksError::NoSuchCopy { id }) => {
                tracing::info!(id, "the copy of settings was thrown away");
                None
            }
            Err(err) => return Err(err.into()),
        };
        quiet_dconf().await;
        Ok(restored)
    }
}
