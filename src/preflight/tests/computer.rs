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
        spare: Spare::Some,
        ..facts(KDE)
    };
    let (need, spare) = (80, Spare::Some);
    let (free, download) = (80, None);
    says(
        &with(80, 80, true),
        &Remark::Room { free, download },
        Level::Green,
    );
    let none = |free| Remark::NoRoom { free, need, spare };
    says(&with(79, 80, true), &none(79), Level::Red);
    let free = 79;
    says(
        &with(79, 80, false),
        &Remark::TightRoom { free, need, spare },
        Level::Yellow,
    );
    says(&with(39, 80, false), &none(39), Level::Red);
    let unknown = Facts {
        room: None,
        ..facts(KDE)
    };
    assert_eq!(line(&unknown, LineId::Room).0, None);
}

#[test]
fn room_for_kernels_is_reckoned() {
    let with = |free, spare| Facts {
        boot: Some(Boot { free, need: 80 }),
        spare,
        ..facts(KDE)
    };
    says(
        &with(80, Spare::None),
        &Remark::BootRoom { free: 80 },
        Level::Green,
    );
    let (free, need) = (79, 80);
    let tight = Remark::TightBoot { free, need };
    says(&with(79, Spare::Some), &tight, Level::Yellow);
    // It makes room by itself. Whoever deletes that version first is no better off.
    assert_eq!(tight.fix(), None);
    for (spare, kept) in [(Spare::Kept, true), (Spare::None, false)] {
        let none = Remark::NoBootRoom { free, need, kept };
        says(&with(79, spare), &none, Level::Red);
    }
}

/// Nobody is told to delete what is not there, or what is kept.
#[test]
fn ways_to_make_room_are_possible() {
    let fake = FakeBackend::new(Scene::Fine);
    let mut status = futures_util::FutureExt::now_or_never(fake.status())
        .unwrap()
        .unwrap();
    let catalogue = Catalogue::read(&[], "x86_64");
    let fixes = |status: &crate::domain::SystemStatus| {
        let full = Facts {
            room: Some(Room {
                free: 0,
                need: 80,
                exact: true,
            }),
            boot: Some(Boot { free: 0, need: 80 }),
            ..Facts::known(status, fake.capabilities(), &catalogue, &Origin::parse(KDE))
        };
        [LineId::Room, LineId::Boot].map(|id| line(&full, id).0.unwrap().fix())
    };
    for version in &mut status.deployments {
        version.pinned = false;
    }
    assert!(status.deployments.iter().any(|d| !d.running));
    assert_eq!(fixes(&status), [Some(Fix::FreeRoom(Spare::Some)), None]);
    for version in &mut status.deployments {
        version.pinned = true;
    }
    let kept = [Some(Fix::FreeRoom(Spare::Kept)), Some(Fix::FreeBoot)];
    assert_eq!(fixes(&status), kept);
    status.deployments.retain(|d| d.running);
    let none = [Some(Fix::FreeRoom(Spare::None)), Some(Fix::TidyBoot)];
    assert_eq!(fixes(&status), none);
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
