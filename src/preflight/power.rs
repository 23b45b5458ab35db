//! Mains, battery, and whether the network costs.
//!
//! Source: kernel `Documentation/ABI/testing/sysfs-class-power`; `NetworkManager` `libnm-core-public/nm-dbus-interface.h`
//! (`NMMetered`).

use std::fs;
use std::path::Path;

use super::places::Places;

/// Where the computer has its power from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// The mains, or it needs none.
    Mains,
    /// Its battery, which is that full, in percent.
    Battery(u8),
    /// Nobody knows.
    Unknown,
}

impl Power {
    /// Asks the kernel. A computer that has no battery is on the mains.
    #[must_use]
    pub fn read(places: &Places) -> Self {
        let Ok(supplies) = fs::read_dir(places.sys.join("class/power_supply")) else {
            return Self::Unknown;
        };
        let mut lowest = None;
        for supply in supplies.flatten().map(|entry| entry.path()) {
            match word(&supply, "type").as_deref() {
                Some("Mains" | "USB") if word(&supply, "online").as_deref() == Some("1") => {
                    return Self::Mains;
                }
                Some("Battery") if word(&supply, "scope").as_deref() != Some("Device") => {
                    let discharging = word(&supply, "status").as_deref() == Some("Discharging");
                    let percent = word(&supply, "capacity").and_then(|text| text.parse().ok());
                    if let (true, Some(percent)) = (discharging, percent) {
                        lowest = Some(lowest.map_or(percent, |other: u8| other.min(percent)));
                    }
                }
                Some(_) | None => {}
            }
        }
        lowest.map_or(Self::Mains, Self::Battery)
    }
}

fn word(supply: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(supply.join(name)).ok()?;
    Some(text.trim().to_owned())
}

/// What `NetworkManager` knows of the connection that the computer uses.
#[zbus::proxy(
    interface = "org.freedesktop.NetworkManager",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager"
)]
trait NetworkManager {
    /// 0 unknown, 1 yes, 2 no, 3 probably yes, 4 probably no.
    #[zbus(property(emits_changed_signal = "false"))]
    fn metered(&self) -> zbus::Result<u32>;
}

/// Whether the network may cost. `None`: nobody knows.
pub(super) async fn is_metered(bus: &zbus::Connection) -> Option<bool> {
    let manager = NetworkManagerProxy::new(bus).await.ok()?;
    match manager.metered().await.ok()? {
        1 | 3 => Some(true),
        2 | 4 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_battery_counts_only_while_it_gives() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of_machine(folder.path());
        assert_eq!(Power::read(&places), Power::Unknown);
        let put = |supply: &str, name: &str, text: &str| {
            let supply = places.sys.join("class/power_supply").join(supply);
            fs::create_dir_all(&supply).unwrap();
            fs::write(supply.join(name), format!("{text}\n")).unwrap();
        };
        put("AC", "type", "Mains");
        put("AC", "online", "0");
        assert_eq!(Power::read(&places), Power::Mains, "it has no battery");
        put("BAT0", "type", "Battery");
        put("BAT0", "status", "Discharging");
        put("BAT0", "capacity", "63");
        put("mouse", "type", "Battery");
        put("mouse", "scope", "Device");
        put("mouse", "status", "Discharging");
        put("mouse", "capacity", "3");
        assert_eq!(Power::read(&places), Power::Battery(63));
        put("BAT0", "status", "Charging");
        assert_eq!(Power::read(&places), Power::Mains);
        put("BAT0", "status", "Discharging");
        put("AC", "online", "1");
        assert_eq!(Power::read(&places), Power::Mains);
    }
}
