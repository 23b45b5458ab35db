### The settings of a desktop, put aside and brought back.

# In a file beside the settings. $desktop is its name: GNOME, KDE Plasma
looks-readme =
    These are the settings of the desktop { $desktop }, as Isotope put them aside before another desktop came.

    To bring them back by hand, log out, switch to a text console (Ctrl+Alt+F3), and copy what is in
        config  to  ~/.config
        home    to  your home folder
        data    to  ~/.local/share
    Folders that are missing here were not there. manifest.json lists every file with its access rights, and the
    files that were looked for. Or let Isotope do it: isotopectl switch settings restore

## What another desktop left behind in the settings of the one that runs

# Titles of rows: which setting it is
leftover-theme = Style of windows
leftover-icons = Icons
leftover-pointer = Mouse pointer
leftover-sounds = Sounds
leftover-font = Font
leftover-document-font = Font of documents
leftover-fixed-font = Fixed-width font
leftover-title-font = Font of window titles
leftover-colours = Light or dark style
leftover-buttons = Buttons of windows
# $path: ~/.config/gtk-3.0/settings.ini
leftover-file = Settings of apps in { $path }
# $count: types of files that it shall open
leftover-app = { $count ->
    [one] Default app for one type of file
   *[other] Default app for { $count } types of files
}

# Below the title: why it is left over. $name is a theme, a font or an app
leftover-not-here = “{ $name }” is not on this system.
# $value is what is set now, $desktop such as KDE Plasma
leftover-written-by = “{ $value }” was set by { $desktop }.
leftover-file-written-by = { $desktop } wrote into it.

# Behind that: what it is after it was repaired
leftover-to-default = It becomes the default.
leftover-to-value = It becomes “{ $value }”, as before.
leftover-to-before = It becomes what it was before.
leftover-to-without = What { $desktop } wrote is taken out.
leftover-to-no-app = Another app takes its place, or you are asked.
