//! A stand-in for `NetworkManager`, as far as whether the network costs.

use super::paths::Machine;

/// The name that `NetworkManager` has on the bus.
pub(crate) const NAME: &str = "org.freedesktop.NetworkManager";
/// Where it answers.
pub(crate) const PATH: &str = "/org/freedesktop/NetworkManager";

/// What `NetworkManager` calls a network that does not cost (`NM_METERED_NO`).
const FREE: u32 = 2;

/// The object on the bus.
#[derive(Debug)]
pub(crate) struct Manager {
    machine: Machine,
}

impl Manager {
    /// That of a machine.
    pub(crate) fn new(machine: Machine) -> Self {
        Self { machine }
    }
}

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl Manager {
    /// The number in a file, where somebody wrote one.
    #[zbus(property(emits_changed_signal = "false"))]
    fn metered(&self) -> u32 {
        let text = std::fs::read_to_string(self.machine.metered());
        let number = text.ok().and_then(|text| text.trim().parse().ok());
        number.unwrap_or(FREE)
    }
}
