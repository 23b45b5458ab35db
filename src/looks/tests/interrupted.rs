//! What is interrupted, or cannot be done.

use super::*;

#[test]
fn a_restoration_that_was_interrupted_is_completed() {
    let home = Home::new();
    let looks = home.looks();
    let saved = looks.save("GNOME", at(0)).unwrap();
    let before = home.all();
    home.visit();
    // As a kill leaves it: the plan is written, and a part is done.
    let visited = looks.save("KDE Plasma", at(30)).unwrap();
    looks.write_journal(&saved.id, &visited.id).unwrap();
    home.remove(".config/kdeglobals");
    fs::create_dir(looks.store.join(format!("{ASIDE}half"))).unwrap();
    assert!(finish(&looks).unwrap());
    assert_eq!(home.all(), with_new_work(before));
    assert!(!finish(&looks).unwrap());
    assert_eq!(
        looks.copies(),
        [visited, saved],
        "nothing new had to be kept"
    );
    assert!(!looks.store.join(format!("{ASIDE}half")).exists());
    // A plan that is not whole was never begun.
    fs::write(looks.store.join(journal::JOURNAL), "{").unwrap();
    home.visit();
    let visited = home.all();
    looks.save("KDE Plasma", at(60)).unwrap();
    assert_eq!(home.all(), visited);
}

#[test]
fn what_cannot_be_brought_back_leaves_all_as_it_was() {
    let home = Home::new();
    let looks = home.looks();
    let saved = looks.save("GNOME", at(0)).unwrap();
    home.visit();
    let visited = home.all();
    // Where the last file shall be, somebody has a folder: others were in place already.
    home.remove(".gtkrc-2.0");
    let socket = home.0.path().join(".gtkrc-2.0/socket");
    fs::create_dir(socket.parent().unwrap()).unwrap();
    let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let failed = looks.restore(&saved.id, "KDE Plasma", at(60));
    assert!(matches!(failed, Err(LooksError::File { .. })), "{failed:?}");
    fs::remove_file(&socket).unwrap();
    fs::remove_dir(socket.parent().unwrap()).unwrap();
    let mut now = home.all();
    now.push(format!(
        ".gtkrc-2.0 100644 {}",
        "gtk-theme-name=\"Adwaita\"\n"
    ));
    now.sort();
    assert_eq!(now, visited);
    assert_eq!(looks.copies(), std::slice::from_ref(&saved));
    // One file of the copy is gone: nothing is begun.
    fs::remove_file(saved.folder.join("home/.gtkrc-2.0")).unwrap();
    let failed = looks.restore(&saved.id, "KDE Plasma", at(60));
    assert!(matches!(failed, Err(LooksError::File { .. })), "{failed:?}");
    assert!(!looks.is_interrupted());
    assert!(looks.restore("nothing", "KDE Plasma", at(61)).is_err());
    assert!(looks.restore("../x", "KDE Plasma", at(61)).is_err());
}

/// A restoration that somebody killed in the middle: GNOME's settings were to come back.
fn killed(home: &Home) -> (Saved, Saved) {
    let looks = home.looks();
    let gnome = looks.save("GNOME", at(0)).unwrap();
    home.visit();
    let kde = looks.save("KDE Plasma", at(60)).unwrap();
    looks.write_journal(&gnome.id, &kde.id).unwrap();
    home.remove(".config/kdeglobals");
    (gnome, kde)
}

/// The folder of a file is somebody's file now: nothing can be written there.
fn block(home: &Home) {
    fs::remove_dir_all(home.0.path().join(".config/fontconfig")).unwrap();
    home.write(".config/fontconfig", "somebody's");
}

#[test]
fn a_late_completion_puts_aside_what_came_since() {
    let home = Home::new();
    let before = home.all();
    killed(&home);
    home.write(".config/dconf/user", "a week of work");
    let week = home.all();
    let looks = home.looks();
    assert!(finish(&looks).unwrap());
    assert_eq!(home.without_store(), with_new_work(before));
    let copies = looks.copies();
    let since = copies.iter().find(|copy| copy.desktop == UNKNOWN);
    looks
        .restore(&since.unwrap().id, "GNOME", at(2000))
        .unwrap();
    assert_eq!(home.all(), week);
}

#[test]
fn what_cannot_be_completed_goes_back() {
    let home = Home::new();
    let (_, kde) = killed(&home);
    let looks = home.looks();
    home.write(".config/dconf/user", "GVariant of GNOME");
    block(&home);
    assert!(finish(&looks).unwrap());
    assert!(!looks.is_interrupted());
    let read = |path: &str| fs::read_to_string(home.0.path().join(path)).unwrap();
    assert_eq!(read(".config/dconf/user"), "GVariant of KDE");
    assert_eq!(read(".config/kdeglobals"), "[General]\n");
    assert_eq!(looks.copies().last().unwrap().desktop, "GNOME");
    assert!(looks.copies().contains(&kde));
}

/// Who was told that it failed does not find it done later.
#[test]
fn what_cannot_go_back_goes_back_later() {
    let home = Home::new();
    home.write(".config/fontconfig/fonts.conf", "<fontconfig/>");
    let (gnome, kde) = killed(&home);
    let visited = home.all();
    home.write(".config/dconf/user", "something new");
    block(&home);
    let looks = home.looks();
    for _ in 0..2 {
        let failed = finish(&looks);
        let Err(LooksError::Halfway { aside, .. }) = failed else {
            panic!("{failed:?}")
        };
        assert_eq!(aside, kde.id);
        assert!(looks.save("KDE Plasma", at(100)).is_err());
    }
    assert_eq!(looks.copies().len(), 3, "what was new is kept once");
    home.remove(".config/fontconfig");
    assert!(finish(&looks).unwrap());
    let mut expected = visited;
    expected.push(".config/kdeglobals 100644 [General]\n".to_owned());
    expected.sort();
    assert_eq!(home.all(), expected);
    assert!(looks.copy(&gnome.id).is_ok());
}

#[test]
fn a_plan_without_its_copies_is_dropped() {
    let home = Home::new();
    let (gnome, kde) = killed(&home);
    fs::remove_dir_all(&gnome.folder).unwrap();
    let looks = home.looks();
    assert!(finish(&looks).unwrap());
    assert!(
        home.all()
            .contains(&".config/kdeglobals 100644 [General]\n".to_owned())
    );
    looks.write_journal(&gnome.id, &kde.id).unwrap();
    fs::remove_dir_all(&kde.folder).unwrap();
    let now = home.all();
    looks.save("KDE Plasma", at(60)).unwrap();
    assert_eq!(home.all(), now);
    assert!(!looks.is_interrupted());
}
