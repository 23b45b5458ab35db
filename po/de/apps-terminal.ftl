### Texte von isotopectl apps.

## Apps

ctl-apps-none = Mit Flatpak sind keine Apps installiert.
ctl-apps-all = Alle Apps
ctl-apps-badge-broken = Startet nicht, eine Datei ist unlesbar
ctl-apps-badge-ended = Wird nicht mehr gepflegt
ctl-apps-badge-masked = Aktualisierungen sind aus

## Wie viel eine Berechtigung öffnet

ctl-apps-risk-harmless = Harmlos
ctl-apps-risk-normal = Üblich
ctl-apps-risk-sensitive = Heikel
ctl-apps-risk-dangerous = Gefährlich
ctl-apps-verdict = { $risk }: { $why }
ctl-apps-denied = Verboten
ctl-apps-says-nothing = Nichts ist festgelegt.

## Wessen Wort gilt

ctl-apps-by-publisher = wie veröffentlicht
ctl-apps-by-system-all = die Verwaltung, für alle Apps
ctl-apps-by-system = die Verwaltung
ctl-apps-by-user-all = Sie, für alle Apps
ctl-apps-by-user = Sie

## Änderungen

ctl-apps-turn = { $before } → { $after }
ctl-apps-not-said = nichts gesagt
ctl-apps-nothing-changed = Es gab nichts zu ändern.
ctl-apps-undo-hint = isotopectl apps undo { $number } nimmt es zurück. Laufende Apps merken es, wenn sie neu starten.
ctl-apps-not-remembered = Die Änderung konnte nicht in den Verlauf geschrieben werden.
ctl-apps-no-history = Mit Isotope wurde noch nichts geändert.
ctl-apps-reason-change = Änderung
ctl-apps-reason-reset = Zurücksetzen
ctl-apps-reason-repair = Reparatur
ctl-apps-reason-import = Import
ctl-apps-reason-undo = Rücknahme
ctl-apps-reason-undo-of = Rücknahme von { $number }
ctl-apps-undone = (zurückgenommen)
ctl-apps-nobody = Keine App kann das.
ctl-apps-exported = In { $path } geschrieben.
ctl-apps-left-out = Ausgelassen, weil es in einer solchen Datei nicht stehen kann: { $rule }

## Dateien, die flatpak nicht lesen kann

ctl-apps-healthy = Flatpak kann alles lesen.
ctl-apps-repair-hint = isotopectl apps doctor --repair macht diese Zeilen zu Kommentaren und hebt von jeder Datei eine Kopie auf.
ctl-apps-repaired = Repariert. Eine Kopie der alten Datei ist { $copy }.
ctl-apps-broken-all = Flatpak kann { $path } nicht lesen. Keine App startet.
ctl-apps-broken-app = Flatpak kann { $path } nicht lesen. { $id } startet nicht.
ctl-apps-broken-system = Nur die Verwaltung kann sie reparieren.
ctl-apps-line = Zeile { $number }: { $text } ({ $why })
ctl-apps-fault-nothing = weder Gruppe noch Wert noch Kommentar
ctl-apps-fault-before-group = ein Wert vor der ersten Gruppe
ctl-apps-fault-group = kein gültiger Name einer Gruppe
ctl-apps-fault-key = kein gültiger Name eines Werts
ctl-apps-fault-text = kein Text
ctl-apps-fault-escape = ein \ vor etwas, das keins braucht
ctl-apps-fault-condition = keine gültige Bedingung
ctl-apps-fault-bus-name = kein gültiger Busname
ctl-apps-fault-usb = keine gültige USB-Regel
ctl-apps-fault-control = ein Steuerzeichen in einem Pfad
ctl-apps-trouble-unreadable = { $path } ist nicht lesbar: { $why }
ctl-apps-trouble-strange = { $path } ist nicht, was Flatpak schreiben würde, und wird ausgelassen.
ctl-apps-trouble-installation = { $path } beschreibt keine Installation: { $name }
ctl-apps-trouble-refused = Flatpak kann { $path } nicht lesen: { $lines }

## Fehler

ctl-apps-no-demo = Erfundene Apps gibt es nicht. --practice hat welche zum Ausprobieren.
ctl-apps-lacks = Nötig sind die Kennung einer App (oder --all-apps) und mindestens eine Berechtigung.
ctl-apps-not-an-id = „{ $text }“ ist nicht die Kennung einer App.
ctl-apps-no-such-app = Es ist keine App { $id } installiert.
ctl-apps-near = Ist eine von diesen gemeint: { $ids }?
ctl-apps-not-a-permission = „{ $text }“ ist keine Berechtigung. isotopectl apps --help sagt, wie man sie schreibt.
ctl-apps-not-a-question = „{ $text }“ ist weder eins von { $names } noch eine Berechtigung.
ctl-apps-nothing-to-undo = Es gibt keine Änderung zurückzunehmen.
ctl-apps-no-such-change = Es gibt keine Änderung { $number }. isotopectl apps history zählt alle auf.
ctl-apps-not-rules = Änderung { $number } ist keine von Regeln und lässt sich hier nicht zurücknehmen.
ctl-apps-file = { $path } lässt sich nicht lesen oder schreiben.
ctl-apps-broken = Flatpak kann { $path } nicht lesen, darum wird darin nichts geändert. isotopectl apps doctor --repair repariert die Datei.
ctl-apps-too-new = { $permission } braucht Flatpak { $needs }, installiert ist { $has }.
ctl-apps-unknown = { $permission } kennt kein Flatpak, das Isotope kennt.
ctl-apps-invalid = { $permission } ist nicht gültig: flatpak würde es nicht so verstehen, wie es gemeint ist.
ctl-apps-not-allowed = Die Datei mit den Regeln darf nicht geschrieben werden.
ctl-apps-busy = Ein anderes Programm schreibt ständig in die Datei mit den Regeln. Später noch einmal versuchen.
ctl-apps-no-space = Der Datenträger ist voll. Nichts wurde geändert.
ctl-apps-disk = Die Datei mit den Regeln ließ sich nicht lesen oder schreiben. Nichts wurde geändert.
ctl-apps-not-an-export = Zeile { $line } ist nicht, wie isotopectl apps export sie schreibt. Nichts wurde geändert.
ctl-apps-export-too-new = Ein späteres Isotope hat diese Datei geschrieben (Version { $version } ihres Formats). Nichts wurde geändert.
ctl-apps-import-refused = { $whose }: { $why } Nichts wurde geändert.
