//! To another desktop through the window, and back.

use std::fs;

use crate::stage::Stage;

/// A file of settings of the desktop.
const SETTINGS: &str = ".config/kdeglobals";

#[tokio::test]
async fn to_another_desktop_and_back_with_the_settings_as_they_were() {
    let stage = Stage::open().await;
    let (eyes, machine) = (&stage.eyes, &stage.machine);
    let home = machine.running();
    let settings = machine.home(SETTINGS);
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "of GNOME").unwrap();

    eyes.press("Switch to another system…").await;
    eyes.open_row("Practice Linux KDE").await;
    eyes.open_row("Practice Linux KDE stable").await;
    eyes.see("instead of GNOME").await;
    eyes.open_row("I Have Read This").await;
    eyes.press("Switch").await;
    eyes.see("Undo takes the switch back").await;
    stage.picture("switch-ready").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("It worked").await;
    let versions = machine.versions();
    let kept = versions.iter().find(|v| v.number == home && !v.running);
    assert!(kept.is_some_and(|v| v.kept), "{versions:?}");
    assert!(machine.ctl(&["status"]).contains("KDE"));

    fs::write(&settings, "of KDE").unwrap();
    eyes.press("Next Steps…").await;
    eyes.see("Nothing Is Out of Place").await;
    stage.picture("switch-arrived").await;
    eyes.press("Switch Back").await;
    eyes.see("Another version starts after a restart").await;
    assert_eq!(fs::read_to_string(&settings).unwrap(), "of GNOME");
    // The desktop that is left writes as it ends.
    fs::write(&settings, "at last").unwrap();
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("as they were before the switch").await;
    assert_eq!(fs::read_to_string(&settings).unwrap(), "of GNOME");
    assert!(machine.ctl(&["status"]).contains("GNOME"));
    eyes.see_no_more("It worked").await;
}
