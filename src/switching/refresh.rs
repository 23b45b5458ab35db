//! Right before the restart into another system: the settings of the day of the switch may be old by then.

use chrono::{DateTime, Utc};

use super::{Switching, SwitchingError};
use crate::domain::{SwitchRecord, SwitchStage, SystemStatus};

impl Switching {
    /// Puts the settings aside once more for a switch that is prepared, so that they come back as they were at the end.
    /// Says whether there was something to do. Call it before Isotope itself restarts the computer.
    ///
    /// # Errors
    /// When a file cannot be read or written; then the copy from the switch is the one that comes back.
    pub fn refresh(
        &self,
        status: &SystemStatus,
        at: DateTime<Utc>,
    ) -> Result<bool, SwitchingError> {
        let Some((record, SwitchStage::Prepared)) = self.current(status) else {
            return Ok(false);
        };
        // A second step comes back to the desktop from before the first, which does not run. Once the other desktop has run,
        // only the copy from before is clean.
        let (Some(old), None, false) = (&record.settings, &record.via, record.arrived) else {
            return Ok(false);
        };
        let Ok(copy) = self.looks.copy(old) else {
            return Ok(false);
        };
        let new = self.looks.save(&copy.desktop, at)?;
        let record = SwitchRecord {
            settings: Some(new.id.clone()),
            ..record
        };
        if let Err(err) = self.note(&record) {
            self.looks.forget(&new.id)?;
            return Err(err.into());
        }
        self.looks.forget(&copy.id)?;
        Ok(true)
    }
}
