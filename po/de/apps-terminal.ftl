### Texte von isotopectl apps.

## Apps

ctl-apps-none = Mit Flatpak sind keine Apps installiert.
ctl-apps-all = Alle Apps
ctl-apps-badge-broken = Startet nicht, eine Datei ist unlesbar
ctl-apps-badge-ended = Wird nicht mehr gepflegt
ctl-apps-badge-masked = Aktualisierungen sind aus

ctl-apps-verdict = { $risk }: { $verdict }
ctl-apps-says-nothing = Nichts ist festgelegt.
ctl-apps-changed-mark = * nicht wie veröffentlicht
ctl-apps-changed-by-you = * von Ihnen geändert
ctl-apps-for-all = Von Ihnen für alle Apps festgelegt: { $rules }
ctl-apps-for-all-by-administrator = Vom Systemverwalter für alle Apps festgelegt, die für alle installiert sind: { $rules }

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
ctl-apps-who-can-hint = isotopectl apps who-can WAS nennt die Apps und die Gründe; WAS ist eines der Wörter am Zeilenanfang oder irgendeine Berechtigung.
ctl-apps-exported = In { $path } geschrieben.
ctl-apps-left-out = { $count ->
    [one] { $whose }: 1 Eintrag kann nicht in einer solchen Datei stehen: { $rules }
   *[other] { $whose }: { $count } Einträge können nicht in einer solchen Datei stehen: { $rules }
}
ctl-apps-unsayable = { $count }:

## Dateien, die flatpak nicht lesen kann

ctl-apps-healthy = Flatpak kann alles lesen.
ctl-apps-repair-hint = isotopectl apps doctor --repair macht diese Zeilen zu Kommentaren und hebt von jeder Datei eine Kopie auf.
ctl-apps-repaired = Repariert. Eine Kopie der alten Datei ist { $copy }.
ctl-apps-astray = Was ein anderes Programm schrieb, als Isotope gerade beendet wurde, liegt in { $path } und gilt nicht. Es betrifft: { $whose }
ctl-apps-astray-hint = isotopectl apps doctor --repair trägt es wieder ein, soweit seither nichts anderes dazu gesagt wurde, und hebt eine Kopie auf.
ctl-apps-put-in = Wieder eingetragen. Eine Kopie ist { $copy }.
ctl-apps-broken-all = Flatpak kann { $path } nicht lesen. Keine App startet.
ctl-apps-broken-app = Flatpak kann { $path } nicht lesen. { $id } startet nicht.
ctl-apps-broken-system = Nur die Verwaltung kann sie reparieren.
ctl-apps-line = { $why } „{ $text }“
ctl-apps-trouble-unreadable = { $path } ist nicht lesbar: { $why }
ctl-apps-trouble-strange = { $path } ist nicht, was Flatpak schreiben würde, und wird ausgelassen.
ctl-apps-trouble-installation = { $path } beschreibt keine Installation: { $name }
ctl-apps-out-of-reach-hint = flatpak override --user --filesystem={ $path }:ro io.github.isotope_desktop.Isotope zeigt ihn vom nächsten Start an.
ctl-apps-trouble-refused = Flatpak kann { $path } nicht lesen: { $lines }

## Antworten beim Benutzen von Apps

ctl-apps-answers = Beim Benutzen erlaubt
ctl-apps-documents = Dateien und Ordner, die Sie gewählt haben
ctl-apps-no-answers = Keiner App wurde beim Benutzen etwas erlaubt oder verweigert.
ctl-apps-no-documents = Keine App hat eine Datei oder einen Ordner, den Sie für sie gewählt haben.
ctl-apps-gone = (nicht installiert)
ctl-apps-not-an-answer = „{ $text }“ lässt sich so nicht beantworten. Es gibt: { $possible }. Mit unset fragt die App wieder.
ctl-apps-not-to-answer = „{ $text }“ lässt sich nur vergessen, mit unset.
ctl-apps-answers-of-one = Was mit „portal:“ beginnt, wird für eine App beantwortet, nicht für alle.
ctl-apps-no-such-document = Die App hat keine Datei und keinen Ordner „{ $text }“. isotopectl apps documents listet sie auf.

## Fehler

ctl-apps-no-demo = Erfundene Apps gibt es nicht. --practice hat welche zum Ausprobieren.
ctl-apps-lacks = Nötig sind die Kennung einer App (oder --all-apps) und mindestens eine Berechtigung.
ctl-apps-not-an-id = „{ $text }“ ist nicht die Kennung einer App.
ctl-apps-no-such-app = Es ist keine App { $id } installiert.
ctl-apps-near = Ist eine von diesen gemeint: { $ids }?
ctl-apps-meant-all = Für alle Apps zusammen --all-apps schreiben.
ctl-apps-not-a-permission = „{ $text }“ ist keine Berechtigung. isotopectl apps --help sagt, wie man sie schreibt.
ctl-apps-not-a-question = „{ $text }“ ist weder eins von { $names } noch eine Berechtigung.
ctl-apps-nothing-to-undo = Es gibt keine Änderung zurückzunehmen.
ctl-apps-file = { $path } lässt sich nicht lesen oder schreiben.
ctl-apps-file-no-space = Der Datenträger ist voll, deshalb wurde { $path } nicht geschrieben.
ctl-apps-broken-hint = isotopectl apps doctor --repair legt sie beiseite und hebt eine Kopie der Datei auf.
ctl-apps-no-rules = Die Regeln ließen sich nicht lesen.
ctl-apps-not-allowed = Die Datei mit den Regeln darf nicht geschrieben werden.
ctl-apps-busy = Ein anderes Programm schreibt ständig in die Datei mit den Regeln. Später noch einmal versuchen.
ctl-apps-no-space = Der Datenträger ist voll. Nichts wurde geändert.
ctl-apps-not-an-export = Zeile { $line } ist nicht, wie isotopectl apps export sie schreibt. Nichts wurde geändert.
ctl-apps-export-too-new = Ein späteres Isotope hat diese Datei geschrieben (Version { $version } ihres Formats). Nichts wurde geändert.
ctl-apps-import-refused = { $whose }: { $why } Nichts wurde geändert.
