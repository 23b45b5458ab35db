//! All rules into a file, and back, in the background. Files may be anywhere that GIO reaches, or come through a portal.

use chrono::Utc;
use gtk::gio;
use gtk::gio::prelude::*;
use relm4::prelude::*;

use crate::flatpak::Apps;
use crate::flatpak::transfer::{Plan, Rules};
use crate::text::Explanation;
use crate::text::permission as words;
use crate::tr;

/// Writes all that the person said, the whole file or none. Says how many rules it has no words for.
pub(crate) async fn export(apps: Apps, file: gio::File) -> Result<usize, Explanation> {
    let read = gio::spawn_blocking(move || Rules::read(apps.access().overrides())).await;
    let rules = match read {
        Ok(Ok(rules)) => rules,
        Ok(Err(err)) => return Err(words::transfer_error(&err.into())),
        Err(_) => return Err(failed(String::new())),
    };
    let text = rules.to_text(Utc::now());
    let flags = gio::FileCreateFlags::REPLACE_DESTINATION;
    let written = file.replace_contents_future(text, None, false, flags).await;
    match written {
        Ok(_) => Ok(rules.unspeakable.len()),
        Err((_, err)) => Err(failed(err.to_string())),
    }
}

/// Reads what a file would change.
pub(crate) async fn read(apps: Apps, file: gio::File) -> Result<Plan, Explanation> {
    let (bytes, _) = file
        .load_contents_future()
        .await
        .map_err(|err| failed(err.to_string()))?;
    let planned = gio::spawn_blocking(move || {
        let text = String::from_utf8_lossy(&bytes);
        let rules = Rules::parse(&text)?;
        Plan::new(&rules, apps.access().overrides())
    });
    match planned.await {
        Ok(plan) => plan.map_err(|err| words::transfer_error(&err)),
        Err(_) => Err(failed(String::new())),
    }
}

fn failed(raw: String) -> Explanation {
    Explanation {
        title: tr!("history-file-failed"),
        body: tr!("history-file-failed.body"),
        hint: None,
        raw: Some(raw).filter(|raw| !raw.is_empty()),
    }
}
