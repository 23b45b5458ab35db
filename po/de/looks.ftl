looks-readme =
    Das sind die Einstellungen der Arbeitsumgebung { $desktop }, wie Isotope sie beiseitegelegt hat, bevor eine andere kam.

    Um sie von Hand zurückzuholen, melden Sie sich ab, wechseln auf eine Textkonsole (Strg+Alt+F3) und kopieren, was in
        config  liegt, nach  ~/.config
        home    liegt, in Ihren persönlichen Ordner
        data    liegt, nach  ~/.local/share
    Ordner, die hier fehlen, gab es nicht. In manifest.json steht jede Datei mit ihren Rechten, und wonach gesucht
    wurde. Oder Isotope tut es: isotopectl switch settings restore { $copy }

## Was eine andere Arbeitsumgebung in den Einstellungen der laufenden zurückgelassen hat

# Titel von Zeilen: um welche Einstellung es geht
leftover-theme = Aussehen der Fenster
leftover-icons = Symbole
leftover-pointer = Mauszeiger
leftover-sounds = Klänge
leftover-font = Schrift
leftover-document-font = Schrift für Dokumente
leftover-fixed-font = Schrift mit fester Breite
leftover-title-font = Schrift der Fenstertitel
leftover-colours = Helles oder dunkles Aussehen
leftover-buttons = Knöpfe der Fenster
# Viele Apps sind mit GTK gemacht
leftover-gtk2 = Aussehen von Apps mit GTK 2
leftover-gtk3 = Aussehen von Apps mit GTK 3
leftover-gtk4 = Aussehen von Apps mit GTK 4
leftover-gtk3-style = Farben von Apps mit GTK 3
leftover-gtk4-style = Farben von Apps mit GTK 4
# $count: Arten von Dateien, die sie öffnen soll
leftover-app = { $count ->
    [one] Standard-App für eine Art von Dateien
   *[other] Standard-App für { $count } Arten von Dateien
}

# Unter dem Titel: warum es ein Überbleibsel ist. $name ist ein Thema, eine Schrift oder eine App
leftover-not-here = „{ $name }“ gibt es auf diesem System nicht.
# $value ist das jetzt Eingestellte, $desktop etwa KDE Plasma
leftover-written-by = „{ $value }“ hat { $desktop } eingestellt.
# $path: ~/.config/gtk-3.0/settings.ini
leftover-file-written-by = { $desktop } hat in { $path } geschrieben.

# Dahinter: was nach der Reparatur daraus wird
leftover-to-default = Daraus wird die Voreinstellung.
leftover-to-value = Daraus wird wieder „{ $value }“.
leftover-to-before = Sie wird wieder, wie sie vorher war.
leftover-to-without = „Reparieren“ nimmt das heraus.
leftover-to-no-app = Eine andere App tritt an ihre Stelle, oder Sie werden gefragt.
