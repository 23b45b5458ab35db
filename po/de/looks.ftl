looks-readme =
    Das sind die Einstellungen der Arbeitsumgebung { $desktop }, wie Isotope sie beiseitegelegt hat, bevor eine andere kam.

    Um sie von Hand zurückzuholen, melden Sie sich ab, wechseln auf eine Textkonsole (Strg+Alt+F3) und kopieren, was in
        config  liegt, nach  ~/.config
        home    liegt, in Ihren persönlichen Ordner
        data    liegt, nach  ~/.local/share
    Ordner, die hier fehlen, gab es nicht. In manifest.json steht jede Datei mit ihren Rechten, und wonach gesucht
    wurde. Oder Isotope tut es: isotopectl switch settings restore
