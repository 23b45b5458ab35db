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
