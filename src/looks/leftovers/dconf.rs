//! Keys of dconf, read and written with its own command: the format of its database is nobody else's business.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::LooksError;
use super::super::copy::Paths;
use crate::flatpak::host::{Finished, Host, HostCommand, HostError};
use crate::practice_api::{ENV_APPS_BUS, ENV_MACHINE};

/// The part of the database that the table has keys of.
pub(super) const BELOW: &str = "/org/gnome/desktop/";

/// Values as dconf prints them, by their keys.
pub(super) type Values = BTreeMap<String, String>;

/// All values that are not the default. Empty where there is no dconf.
pub(super) async fn values(paths: &Paths, config: &Path) -> Values {
    let read = read(paths, config, BELOW).await;
    let read = read.inspect_err(|err| tracing::debug!(%err, "dconf cannot be asked"));
    read.unwrap_or_default()
}

/// All values below a folder that are not the default.
pub(super) async fn read(paths: &Paths, config: &Path, below: &str) -> Result<Values, LooksError> {
    let failed = |detail: String| LooksError::Dconf {
        key: below.to_owned(),
        detail,
    };
    let done = run(paths, config, &["dump", below]).await;
    let done = done.map_err(|err| failed(err.to_string()))?;
    if !done.status.success() {
        let detail = String::from_utf8_lossy(&done.err);
        return Err(failed(detail.trim().to_owned()));
    }
    Ok(parse(&String::from_utf8_lossy(&done.out), below))
}

/// Gives a key a value, as dconf prints it, or with `None` its default.
pub(super) async fn set(paths: &Paths, key: &str, value: Option<&str>) -> Result<(), LooksError> {
    let words = match value {
        Some(value) => vec!["write", key, value],
        None => vec!["reset", key],
    };
    let failed = |detail: String| LooksError::Dconf {
        key: key.to_owned(),
        detail,
    };
    let done = run(paths, &paths.config, &words).await;
    let done = done.map_err(|err| failed(err.to_string()))?;
    if done.status.success() {
        Ok(())
    } else {
        let detail = String::from_utf8_lossy(&done.err).trim().to_owned();
        Err(failed(detail))
    }
}

async fn run(paths: &Paths, config: &Path, words: &[&str]) -> Result<Finished, HostError> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut command = HostCommand::new("dconf", words.iter().copied())
        .env("HOME", &text(&paths.home))
        .env("XDG_CONFIG_HOME", &text(config));
    let var = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    if var(ENV_MACHINE).is_some() {
        // The person in front of a practice machine has settings of their own.
        let bus = var(ENV_APPS_BUS).unwrap_or_else(|| "disabled:".to_owned());
        let runtime = paths.runtime.as_deref().unwrap_or(&paths.home);
        command = command
            .env("DBUS_SESSION_BUS_ADDRESS", &bus)
            .env("XDG_RUNTIME_DIR", &text(runtime));
    }
    Host::of_this_process().run(&command).await
}

/// Reads what `dconf dump` prints.
fn parse(text: &str, below: &str) -> Values {
    let mut folder = String::new();
    let mut values = Values::new();
    for line in text.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            folder = match name {
                "/" => below.to_owned(),
                name => format!("{below}{name}/"),
            };
        } else if let Some((key, value)) = line.split_once('=') {
            values.insert(format!("{folder}{key}"), value.to_owned());
        }
    }
    values
}

/// The text of a value that is one; else it is as it is printed.
pub(super) fn plain(value: &str) -> &str {
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    within('\'').or_else(|| within('"')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dconf_prints_is_read() {
        let values = parse(
            "[/]\ntop=1\n\n[interface]\ngtk-theme='Breeze'\nfont-name=\"Someone's Sans 10\"\n\n\
             [wm/preferences]\nbutton-layout='icon:close'\n",
            BELOW,
        );
        let get = |key: &str| plain(&values[&format!("{BELOW}{key}")]).to_owned();
        assert_eq!(get("top"), "1");
        assert_eq!(get("interface/gtk-theme"), "Breeze");
        assert_eq!(get("interface/font-name"), "Someone's Sans 10");
        assert_eq!(get("wm/preferences/button-layout"), "icon:close");
    }
}
