### The settings of a desktop, put aside and brought back.

# In a file beside the settings. $desktop is its name: GNOME, KDE Plasma. $copy is the name of the copy
looks-readme =
    These are the settings of the desktop { $desktop }, as Isotope put them aside before another desktop came.

    To bring them back by hand, log out, switch to a text console (Ctrl+Alt+F3), and copy what is in
        config  to  ~/.config
        home    to  your home folder
        data    to  ~/.local/share
    Folders that are missing here were not there. manifest.json lists every file with its access rights, and the
    files that were looked for. Or let Isotope do it: isotopectl switch settings restore { $copy }

## What another desktop left behind in the settings of the one that runs

# Titles of rows: which setting it is
leftover-theme = Style of Windows
leftover-icons = Icons
leftover-pointer = Mouse Pointer
leftover-sounds = Sounds
leftover-font = Font
leftover-document-font = Font of Documents
leftover-fixed-font = Fixed-Width Font
leftover-title-font = Font of Window Titles
leftover-colours = Light or Dark Style
leftover-buttons = Buttons of Windows
# GTK is what many apps are made with
leftover-gtk2 = Look of GTK 2 Apps
leftover-gtk3 = Look of GTK 3 Apps
leftover-gtk4 = Look of GTK 4 Apps
leftover-gtk3-style = Colors of GTK 3 Apps
leftover-gtk4-style = Colors of GTK 4 Apps
# $count: types of files that it shall open
leftover-app = { $count ->
    [one] Default App for One Type of File
   *[other] Default App for { $count } Types of Files
}

# Below the title: why it is left over. $name is a theme, a font or an app
leftover-not-here = “{ $name }” is not on this system.
# $value is what is set now, $desktop such as KDE Plasma
leftover-written-by = “{ $value }” was set by { $desktop }.
# $path: ~/.config/gtk-3.0/settings.ini
leftover-file-written-by = { $desktop } wrote into { $path }.

# Behind that: what it is after it was repaired
leftover-to-default = It becomes the default.
leftover-to-value = It becomes “{ $value }”, as before.
leftover-to-before = It becomes what it was before.
leftover-to-without = Repair takes that out.
leftover-to-no-app = Another app takes its place, or you are asked.
