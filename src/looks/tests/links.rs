//! Links: of people with order, and out of the home folder.

use super::*;

#[test]
fn links_of_people_with_order_stay_links() {
    let home = Home::new();
    home.write("dotfiles/kdeglobals", "mine");
    let link = home.0.path().join(".config/kdeglobals");
    symlink("../dotfiles/kdeglobals", &link).unwrap();
    let looks = home.looks();
    let before = home.all();
    let saved = looks.save("KDE Plasma", at(0)).unwrap();
    fs::remove_file(&link).unwrap();
    home.write(".config/kdeglobals", "theirs");
    looks.restore(&saved.id, "GNOME", at(1)).unwrap();
    assert_eq!(home.without_store(), before);
    // Written through the link.
    home.write("dotfiles/kdeglobals", "theirs");
    looks.restore(&saved.id, "GNOME", at(2)).unwrap();
    assert_eq!(home.without_store(), before);
}

/// As `~/.config/gtk-3.0/gtk.css` that a theme of the system is linked to: another system has another one there.
#[test]
fn nothing_is_written_where_a_link_leads_out_of_the_home_folder() {
    let home = Home::new();
    let system = tempfile::tempdir().unwrap();
    let theme = system.path().join("themes/X/gtk.css");
    fs::create_dir_all(theme.parent().unwrap()).unwrap();
    fs::write(&theme, "of one system").unwrap();
    let link = home.0.path().join(".config/gtk-3.0/gtk.css");
    symlink(&theme, &link).unwrap();
    let folder = home.0.path().join(".config/gtk-4.0");
    symlink(theme.parent().unwrap(), &folder).unwrap();
    let looks = home.looks();
    let before = home.all();
    let gnome = looks.save("GNOME", at(0)).unwrap();
    let kept = gnome.folder.join("config/gtk-3.0/gtk.css");
    assert_eq!(fs::read_to_string(kept).unwrap(), "of one system");
    fs::write(&theme, "of another system").unwrap();
    fs::remove_file(&link).unwrap();
    looks.restore(&gnome.id, "KDE Plasma", at(1)).unwrap();
    assert_eq!(fs::read_to_string(&theme).unwrap(), "of another system");
    // There, nobody has that theme.
    fs::remove_dir_all(system.path().join("themes")).unwrap();
    fs::write(system.path().join("themes"), "nothing can be made here").unwrap();
    home.write(".config/gtk-3.0/settings.ini", "of KDE");
    fs::remove_file(&link).unwrap();
    looks.restore(&gnome.id, "KDE Plasma", at(2)).unwrap();
    assert_eq!(home.without_store(), before);
}

#[test]
fn what_is_written_through_a_link_is_the_file_at_its_end_and_put_aside() {
    let home = Home::new();
    home.write("dotfiles/real", "mine");
    symlink("real", home.0.path().join("dotfiles/kdeglobals")).unwrap();
    let link = home.0.path().join(".config/kdeglobals");
    symlink("../dotfiles/kdeglobals", &link).unwrap();
    let looks = home.looks();
    let before = home.all();
    let kde = looks.save("KDE Plasma", at(0)).unwrap();
    // The link is a file now, and what it led to has changed, too.
    fs::remove_file(&link).unwrap();
    home.write(".config/kdeglobals", "theirs");
    home.write("dotfiles/real", "new");
    let now = home.without_store();
    let back = looks.restore(&kde.id, "GNOME", at(1)).unwrap();
    assert_eq!(home.without_store(), before);
    looks.restore(&back.aside.id, "KDE Plasma", at(2)).unwrap();
    assert_eq!(home.without_store(), now);
    // It leads elsewhere now: that is somebody else's.
    fs::remove_file(home.0.path().join("dotfiles/kdeglobals")).unwrap();
    symlink("../letter.txt", home.0.path().join("dotfiles/kdeglobals")).unwrap();
    looks.restore(&kde.id, "GNOME", at(3)).unwrap();
    let letter = fs::read_to_string(home.0.path().join("letter.txt"));
    assert_eq!(letter.unwrap(), "Dear all,");
}
