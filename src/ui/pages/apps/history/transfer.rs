//! All that was said of apps into a file, and back, in the background. Files may be anywhere that GIO reaches, or come through a portal.

use chrono::Utc;
use gtk::gio;
use gtk::gio::prelude::*;
use relm4::prelude::*;

use tokio::runtime::Handle;

use crate::flatpak::Apps;
use crate::flatpak::transfer::{Plan, Rules};
use crate::text::Explanation;
use crate::text::permission as words;
use crate::tr;

/// Writes all that the person said, the whole file or none, and gives it back with what it has no words for.
pub(crate) async fn export(apps: Apps, file: gio::File) -> Result<Rules, Explanation> {
    let read = move || Handle::current().block_on(Rules::read(&apps));
    let read = relm4::spawn_blocking(read).await;
    let rules = match read {
        Ok(Ok(rules)) => rules,
        Ok(Err(err)) => return Err(words::transfer_error(&err.into())),
        Err(_) => return Err(failed(String::new())),
    };
    let text = rules.to_text(Utc::now());
    let flags = gio::FileCreateFlags::REPLACE_DESTINATION;
    let written = file.replace_contents_future(text, None, false, flags).await;
    match written {
        Ok(_) => Ok(rules),
        Err((_, err)) => Err(failed(err.to_string())),
    }
}

/// Reads what a file would change.
pub(crate) async fn read(apps: Apps, file: gio::File) -> Result<Plan, Explanation> {
    let (bytes, _) = file
        .load_contents_future()
        .await
        .map_err(|err| failed(err.to_string()))?;
    let planned = relm4::spawn_blocking(move || {
        let text = String::from_utf8_lossy(&bytes);
        let rules = Rules::parse(&text)?;
        Handle::current().block_on(Plan::new(&rules, &apps))
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
