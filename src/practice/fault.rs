//! What can be broken on purpose.

use std::fmt;
use std::fs;
use std::str::FromStr;

use super::paths::Machine;
use super::trouble::{About, Result, Trouble};
use isotope::tr;

/// One thing that is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The publisher cannot be reached; running downloads break off.
    NoNetwork,
    /// A download stops at that part, in percent, until mended.
    StallAt(u8),
    /// The disk has no room for a download.
    DiskFull,
    /// The disk has room until a download begins.
    DiskFills,
    /// Another program's work never ends.
    Busy,
    /// Upstream's versions have lost their signatures.
    GpgError,
    /// Upstream's versions are signed by somebody whom the machine does not know.
    WrongKey,
    /// libostree cannot write the boot entries at shutdown.
    FinalizeFails,
    /// The system service dies in the middle of each transaction.
    DieMidTransaction,
    /// Somebody chooses the old version in the boot menu.
    BootOld,
    /// Packages that the person added cannot be put on the new version.
    LayeredConflict,
    /// The line carries that many KB (1000 bytes) a second.
    Slow(u32),
    /// The computer runs from its battery, which is that full, in percent.
    Battery(u8),
    /// The network costs.
    Metered,
    /// There is no room for another kernel on `/boot`, as far as programs are told that look.
    BootFull,
    /// The key of the publisher is gone.
    NoKey,
    /// The remote of the publisher is gone.
    NoRemote,
    /// The machine is set to start into a text console.
    Console,
    /// The user of a login screen has two numbers.
    LoginUsers,
    /// The rules for container images forbid all of them.
    PolicyForbids,
    /// polkit lets nobody switch the system.
    SwitchForbidden,
}

/// Names for help texts and errors.
const NAMES: &str = "none, no-network, stall-at=PERCENT, disk-full, disk-fills, busy, gpg-error, wrong-key, \
                     finalize-fails, die-mid-transaction, boot-old, layered-conflict, slow=KB/s, \
                     battery=PERCENT, metered, boot-full, no-key, no-remote, console, login-users, \
                     policy-forbids, switch-forbidden";

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::NoNetwork => f.write_str("no-network"),
            Self::StallAt(percent) => write!(f, "stall-at={percent}"),
            Self::DiskFull => f.write_str("disk-full"),
            Self::DiskFills => f.write_str("disk-fills"),
            Self::Busy => f.write_str("busy"),
            Self::GpgError => f.write_str("gpg-error"),
            Self::WrongKey => f.write_str("wrong-key"),
            Self::FinalizeFails => f.write_str("finalize-fails"),
            Self::DieMidTransaction => f.write_str("die-mid-transaction"),
            Self::BootOld => f.write_str("boot-old"),
            Self::LayeredConflict => f.write_str("layered-conflict"),
            Self::Slow(rate) => write!(f, "slow={rate}"),
            Self::Battery(percent) => write!(f, "battery={percent}"),
            Self::Metered => f.write_str("metered"),
            Self::BootFull => f.write_str("boot-full"),
            Self::NoKey => f.write_str("no-key"),
            Self::NoRemote => f.write_str("no-remote"),
            Self::Console => f.write_str("console"),
            Self::LoginUsers => f.write_str("login-users"),
            Self::PolicyForbids => f.write_str("policy-forbids"),
            Self::SwitchForbidden => f.write_str("switch-forbidden"),
        }
    }
}

impl FromStr for Fault {
    type Err = Trouble;

    fn from_str(text: &str) -> Result<Self> {
        let unknown = || Trouble::Usage(tr!("practice-no-fault", name = text, names = NAMES));
        if let Some((name, number)) = text.split_once('=') {
            let number: u32 = number.parse().map_err(|_| {
                Trouble::Usage(tr!("practice-not-whole", number = number, text = text))
            })?;
            return match (name, u8::try_from(number)) {
                ("stall-at", Ok(percent @ 0..=99)) => Ok(Self::StallAt(percent)),
                ("stall-at", _) => Err(Trouble::Usage(tr!("practice-stall-range"))),
                ("slow", _) if number > 0 => Ok(Self::Slow(number)),
                ("slow", _) => Err(Trouble::Usage(tr!("practice-slow-range"))),
                ("battery", Ok(percent @ 0..=100)) => Ok(Self::Battery(percent)),
                ("battery", _) => Err(Trouble::Usage(tr!("practice-battery-range"))),
                _ => Err(unknown()),
            };
        }
        match text {
            "none" => Ok(Self::None),
            "no-network" => Ok(Self::NoNetwork),
            "disk-full" => Ok(Self::DiskFull),
            "disk-fills" => Ok(Self::DiskFills),
            "busy" => Ok(Self::Busy),
            "gpg-error" => Ok(Self::GpgError),
            "wrong-key" => Ok(Self::WrongKey),
            "finalize-fails" => Ok(Self::FinalizeFails),
            "die-mid-transaction" => Ok(Self::DieMidTransaction),
            "boot-old" => Ok(Self::BootOld),
            "layered-conflict" => Ok(Self::LayeredConflict),
            "metered" => Ok(Self::Metered),
            "boot-full" => Ok(Self::BootFull),
            "no-key" => Ok(Self::NoKey),
            "no-remote" => Ok(Self::NoRemote),
            "console" => Ok(Self::Console),
            "login-users" => Ok(Self::LoginUsers),
            "policy-forbids" => Ok(Self::PolicyForbids),
            "switch-forbidden" => Ok(Self::SwitchForbidden),
            _ => Err(unknown()),
        }
    }
}

impl Fault {
    /// What is broken on that machine now.
    pub(crate) fn of(machine: &Machine) -> Self {
        fs::read_to_string(machine.fault())
            .ok()
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or_default()
    }

    /// At which part of a download it stops, in percent.
    pub(crate) fn stall(self) -> Option<u8> {
        if let Self::StallAt(percent) = self {
            Some(percent)
        } else {
            None
        }
    }

    /// What the line to upstream carries, in KB a second, when that is less than usual.
    pub(crate) fn rate(self) -> Option<u32> {
        if let Self::Slow(rate) = self {
            Some(rate)
        } else {
            None
        }
    }

    /// Notes it for all of the machine's processes.
    pub(crate) fn store(self, machine: &Machine) -> Result<()> {
        let path = machine.fault();
        fs::write(&path, format!("{self}\n")).about("write", &path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for name in NAMES.split(", ") {
            let name = name.replace("PERCENT", "40").replace("KB/s", "500");
            assert_eq!(name.parse::<Fault>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn nonsense_is_refused_with_the_names_there_are() {
        for text in [
            "",
            "fire",
            "stall-at",
            "stall-at=",
            "stall-at=100",
            "slow=0",
            "slow=-3",
            "battery",
            "battery=101",
            "NONE",
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.len() > 10, "{error}");
        }
        let error = "fire".parse::<Fault>().unwrap_err().to_string();
        assert!(error.contains("no-network"), "{error}");
    }
}
