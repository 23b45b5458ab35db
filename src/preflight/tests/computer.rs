//! Lines about the computer itself: room, login, power, network.

use super::*;

#[test]
fn a_system_that_cannot_be_switched_says_so() {
    let mut facts = facts(KDE);
    says(&facts, &Remark::Supported, Level::Green);
    facts.possible = Possible::No(WhyNot::NoSwitch);
    says(&facts, &Remark::NotSupported, Level::Red);
    for (may, remark, level) in [
        (None, Remark::Supported, Level::Green),
        (Some(true), Remark::Supported, Level::Green),
        (Some(false), Remark::NotYours, Level::Red),
    ] {
        let asked = Facts {
            may,
            possible: Possible::Yes,
            ..facts.clone()
        };
        says(&asked, &remark, level);
    }
}

#[test]
fn room_is_reckoned() {
    let with = |free, need, exact| Facts {
        room: Some(Room { free, need, exact }),
        ..facts(KDE)
    };
    says(
        &with(80, 80, true),
        &Remark::Room {
            free: 80,
            download: None,
        },
        Level::Green,
    );
    says(
        &with(79, 80, true),
        &Remark::NoRoom { free: 79, need: 80 },
        Level::Red,
    );
    says(
        &with(79, 80, false),
        &Remark::TightRoom { free: 79, need: 80 },
        Level::Yellow,
    );
    says(
        &with(39, 80, false),
        &Remark::NoRoom { free: 39, need: 80 },
        Level::Red,
    );
    let unknown = Facts {
        room: None,
        ..facts(KDE)
    };
    assert_eq!(line(&unknown, LineId::Room).0, None);
}

#[test]
fn room_for_kernels_is_reckoned() {
    let with = |free, can_make_room| Facts {
        boot: Some(Boot {
            free,
            need: 80,
            can_make_room,
        }),
        ..facts(KDE)
    };
    says(
        &with(80, false),
        &Remark::BootRoom { free: 80 },
        Level::Green,
    );
    says(
        &with(79, true),
        &Remark::TightBoot { free: 79, need: 80 },
        Level::Yellow,
    );
    says(
        &with(79, false),
        &Remark::NoBootRoom { free: 79, need: 80 },
        Level::Red,
    );
}

#[test]
fn the_login_screen_finds_its_user() {
    let with = |text: &str| Facts {
        accounts: Some(Accounts::of(text)),
        ..facts(KDE)
    };
    let user = || "sddm".to_owned();
    says(
        &with("sddm:x:9:9:::"),
        &Remark::LoginUser { user: user() },
        Level::Green,
    );
    says(
        &with("gdm:x:42:42:::"),
        &Remark::NoLoginUser { user: user() },
        Level::Yellow,
    );
    let twice = with("sddm:x:9:9:::\nsddm:x:8:8:::");
    says(
        &twice,
        &Remark::TwoLoginUsers { user: user() },
        Level::Yellow,
    );
    let same = from("fedora:fedora/43/x86_64/silverblue", GNOME);
    assert_eq!(line(&same, LineId::Accounts).0, None);
}

#[test]
fn a_desktop_is_started_into() {
    let mut facts = facts(KDE);
    says(&facts, &Remark::Graphical, Level::Green);
    facts.console_only = Some(true);
    says(&facts, &Remark::ConsoleOnly, Level::Red);
    assert!(matches!(
        Remark::ConsoleOnly.fix(),
        Some(Fix::Command { .. })
    ));
    facts.console_only = None;
    assert_eq!(line(&facts, LineId::Target).0, None);
}

#[test]
fn power_and_network_are_asked() {
    let with = |power| Facts {
        power,
        ..facts(KDE)
    };
    says(&with(Power::Mains), &Remark::Powered, Level::Green);
    let battery = |percent| with(Power::Battery(percent));
    says(
        &battery(20),
        &Remark::OnBattery { percent: 20 },
        Level::Yellow,
    );
    says(
        &battery(19),
        &Remark::BatteryLow { percent: 19 },
        Level::Red,
    );
    assert_eq!(line(&with(Power::Unknown), LineId::Power).0, None);
    let mut facts = facts(KDE);
    says(&facts, &Remark::FreeNetwork, Level::Green);
    facts.metered = Some(true);
    says(&facts, &Remark::Metered, Level::Yellow);
    facts.metered = None;
    assert_eq!(line(&facts, LineId::Network).0, None);
}
