//! Flatpak's own system service: it changes what is installed for everybody, for persons who are not root. root's
//! `flatpak` does without it.
//!
//! On a computer it runs as root and asks polkit. Here the installation for everybody is a folder of this very person, so
//! it runs as the person, on the machine's own system bus, and asks the polkit that stands there.

use std::fs;
use std::path::Path;

use super::computer::NO_BUS;
use super::session::quoted;
use super::{FOREIGN, World};

/// Its name on the system bus.
const NAME: &str = "org.freedesktop.Flatpak.SystemHelper";

/// What a system bus needs to start it: its name, and the command. `None`: this computer has no such service.
pub(super) fn service(world: &World) -> Option<(&'static str, String)> {
    let program = ["/usr/share", "/usr/local/share"].iter().find_map(|dir| {
        let file = Path::new(dir).join(format!("dbus-1/system-services/{NAME}.service"));
        let text = fs::read_to_string(file).ok()?;
        let mut lines = text.lines();
        lines.find_map(|line| Some(line.strip_prefix("Exec=")?.trim().to_owned()))
    })?;
    let foreign = FOREIGN.iter().map(|name| format!("-u {name}"));
    let own = world.inside(&world.nothing(), NO_BUS);
    let own = own
        .into_iter()
        .map(|(name, value)| format!("{name}={}", quoted(&value.to_string_lossy())));
    let words = ["/usr/bin/env".to_owned()].into_iter();
    let words: Vec<String> = words.chain(foreign).chain(own).chain([program]).collect();
    Some((NAME, words.join(" ")))
}
