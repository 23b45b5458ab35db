### Texte der Seiten über Apps.

## Die Liste der Apps

apps-loading = Apps werden gesucht …
apps-search = Apps suchen
apps-choose = Filtern und sortieren
apps-only = Nur anzeigen
apps-only-sensitive = Heikel oder weitreichend
apps-able = Mit Berechtigung
apps-able-any = Beliebig
apps-order = Sortieren nach
apps-order-name = Name
apps-order-size = Größe
apps-order-updated = Letzte Aktualisierung
apps-order-access = Zugriff
# Unter einer App, nach Größe und Quelle; $date ist ein Tag
apps-updated = aktualisiert am { $date }
apps-show-all = Alle Apps anzeigen
apps-mark-broken = Startet nicht
apps-mark-changed = Von Ihnen geändert
apps-mark-ended = Nicht mehr gepflegt
apps-mark-masked = Updates aus
apps-not-found = Keine Apps gefunden
    .body = Vielleicht helfen andere Wörter, oder die Liste aller Apps.
apps-none-of-these = Keine solchen Apps
    .body = Auf keine App trifft das zu. Das kann eine gute Nachricht sein.
apps-no-apps = Noch keine Apps
    .body = Apps von Flathub und aus anderen Quellen von Flatpak erscheinen hier, sobald sie installiert sind.
apps-no-flatpak = Hier gibt es keine Flatpak-Apps
    .body = Flatpak wurde auf diesem Computer noch nicht benutzt. Sobald damit eine App installiert ist, erscheint sie hier.
apps-all-broken = Flatpak kann die Regeln für alle Apps nicht lesen, darum startet keine App.
apps-all-broken-show = Anzeigen
# Dasselbe für andere Dateien
apps-attention = Einige Dateien brauchen Aufmerksamkeit.
# Die Seite dazu: Override-Dateien, die Flatpak nicht lesen kann, was daneben liegt, ausgelassene Installationen
attention-title = Probleme mit Dateien
attention-hint = Eine App startet nicht, solange Flatpak eine Datei über sie nicht lesen kann. „Reparieren“ nimmt die Zeilen heraus, die niemand lesen kann, und hebt eine Kopie auf. Das lässt sich zurücknehmen.
attention-nothing = Alles lässt sich lesen
    .body = Keine Datei über Apps braucht Aufmerksamkeit.
attention-system = Nur die Verwaltung kann sie reparieren.
attention-astray = Das schrieb ein anderes Programm in dem Moment, in dem Isotope beendet wurde. Es gilt nicht.
# Die Überschrift über einem Pfad, der keinen anderen Namen hat
attention-left-out = Ausgelassen
attention-strange = Das würde Flatpak nicht so schreiben.
# $name ist, wie sie sich nennt
attention-installation = „{ $name }“ beschreibt keine Installation.
attention-put-in = Es gilt wieder. Eine Kopie wurde aufgehoben.
apps-all = Alle Apps
apps-for-all = Für alle Apps
apps-all-hint = Was hier steht, gilt für jede App, wenn auf ihrer eigenen Seite nichts anderes steht.

## Die Seite einer App oder aller

rules-nothing = Diese App verlangt nichts.
rules-nothing-for-all = Für alle Apps zusammen ist nichts festgelegt. Jede hat, was ihr Herausgeber verlangt.
rules-not-asked = Nicht verlangt
rules-not-asked-hint = Was sich sonst noch erlauben lässt.
rules-not-said = Jeder App überlassen
rules-not-said-hint = Davon ist noch nichts für alle Apps festgelegt.
rules-more = Mehr erlauben
rules-facts = Über die App
rules-version = Version
rules-source = Quelle
rules-installed-for = Installiert
rules-for-person = Nur für Sie
rules-for-everybody = Für alle an diesem Computer
rules-for-everybody-in = Für alle, in „{ $name }“
rules-size = Größe
rules-updated = Letzte Aktualisierung
rules-runtime = Gemeinsame Komponenten
rules-id = Kennung
rules-as-asked = Wie jede App verlangt
rules-without = Ohne dies: { $without }
rules-counts = { $who }, und das gilt
rules-unknown-line = Diese Version von Isotope versteht diese Zeile von „{ $group }“ nicht.
rules-reset = „{ $name }“ zurücksetzen
rules-remove = „{ $name }“ entfernen
rules-reset-app = App zurücksetzen
rules-reset-all = Alles zurücksetzen
rules-repair = Reparieren
rules-repaired = Die Datei ist repariert. Eine Kopie der alten wurde aufgehoben.
rules-administrator = Vom Systemverwalter festgelegt
rules-administrator-hint = Das gilt für Apps, die für alle installiert sind, wenn hier unten oder auf der Seite einer App nichts anderes steht.
rules-broken-own = Flatpak kann nicht lesen, was Sie hier festgelegt haben. { $line }
rules-broken-system = Datei des Systemverwalters { $path }: { $line }
rules-broken-elsewhere = { $path }: { $line }
rules-unchanged = Nichts wurde geändert
rules-add = Hinzufügen
rules-add-folder = Ordner hinzufügen …
rules-add-folder-title = Ordner, der benutzt werden darf
rules-add-path = Ordner mit Namen hinzufügen …
rules-add-path-title = Ordner mit Namen hinzufügen
rules-add-path-hint = Für Ordner, die es noch nicht gibt, und für Orte, die bei jeder Person anders heißen. Mit :ro am Ende kann der Ordner nur gelesen werden, mit :create wird er angelegt.
rules-path = Ordner, etwa ~/Spiele
rules-path-wrong = Ein Ordner beginnt mit / oder ~/ oder ist ein Ort, den Flatpak kennt, etwa xdg-download. „..“ kommt darin nicht vor.
rules-add-private = Privaten Ordner hinzufügen …
rules-add-private-title = Privaten Ordner hinzufügen
rules-add-private-hint = Was die App in diesen Ordner Ihres persönlichen Ordners legt, bleibt im eigenen Bereich der App. Ihr eigener Ordner dieses Namens bleibt verborgen.
rules-private = Ordner, etwa .mail
rules-private-wrong = Nur sein Name im persönlichen Ordner, ohne / oder ~ davor und ohne „..“ darin.
rules-add-usb = USB-Gerät hinzufügen …
rules-add-usb-title = USB-Gerät hinzufügen
rules-add-usb-hint = Um Geräte, die hier genannt sind, darf eine App bitten. Die Nummern von Hersteller und Gerät stehen in der Ausgabe von lsusb.
rules-usb = Gerät, etwa vnd:046d+dev:0825
rules-usb-wrong = vnd: und vier Ziffern oder Buchstaben bis f stehen für einen Hersteller, dazu +dev: und vier weitere für ein Gerät; cls:03:* für eine Art; oder all.
rules-add-service = Dienst hinzufügen …
rules-add-service-title = Dienst hinzufügen
rules-add-service-hint = Über Dienste sprechen Apps und der Desktop miteinander. Ihre Namen stehen in der Dokumentation der App.
rules-service-name = Name, etwa org.example.Service
rules-service-wrong = Ein Name hat Teile aus Buchstaben, Ziffern, _ und - mit Punkten dazwischen, etwa org.example.Service. Er darf auf .* enden.
rules-bus = Bus
rules-bus-session = Sitzung
rules-bus-system = System
rules-bus-accessibility = Bildschirmleser
rules-add-variable = Variable hinzufügen …
rules-add-variable-title = Variable hinzufügen
rules-add-variable-hint = Variablen sind Hinweise, wie sich eine App verhalten soll. Ist der Wert leer, bekommt die App sie nicht.
rules-variable-name = Name
rules-variable-value = Wert
rules-variable-wrong = Ein Name hat nur Buchstaben von a bis z, Ziffern und _ und beginnt nicht mit einer Ziffer.

## Was beim Benutzen einer App erlaubt wurde, auf ihrer Seite

given-answers = Beim Benutzen erlaubt
given-nothing = Diese App hat beim Benutzen noch um nichts gebeten.
given-unknown = { $what }. { $why }
given-last-used = Zuletzt benutzt am { $date }
given-numbered = { $name } ({ $which })
given-opens = Öffnet { $kind }
given-opens-links = Öffnet { $scheme }:-Links
given-ask-again = Wieder fragen
given-forget = Vergessen
given-forget-this = „{ $name }“ vergessen
given-not-asked = Noch nicht gefragt
given-not-asked-hint = Antworten lassen sich im Voraus geben.
given-no-answer = Keine Antwort
given-when-allowed = Wenn erlaubt: { $what }
given-files = Freigegebene Dateien
given-files-hint = Sie haben sie in einem Dialog für diese App ausgewählt.
given-may-read = Darf sie lesen
given-may-change = Darf sie lesen und ändern
given-may-nothing = Darf sie nicht öffnen
given-revoke = Entziehen
given-revoke-this = { $name } entziehen

## Wer kann was

who-title = Wer kann …
who-hint = Was Apps ohne Rückfrage können.
who-count = { $count ->
    [0] Keine App
    [one] 1 App
   *[other] { $count } Apps
}
who-nobody = Ohne Rückfrage kann das keine App.
# Über Berechtigungen von Apps in Gruppen, von denen jede zu den Apps führt, die sie haben
who-held = Nach Berechtigung
# $name ist der Name einer Berechtigung: Downloads
who-has = Wer hat „{ $name }“?
    .nobody = Keine App hat diese Berechtigung.
who-while-using = beim Benutzen der App erlaubt
who-choose-all = Alle auswählen
who-choose = { $name } auswählen
who-deny = { $count ->
    [one] Für 1 App verbieten
   *[other] Für { $count } Apps verbieten
}
who-denied = { $count ->
    [one] Für 1 App verboten
   *[other] Für { $count } Apps verboten
}
who-undone = { $count ->
    [one] 1 Änderung zurückgenommen
   *[other] { $count } Änderungen zurückgenommen
}
who-without-camera = Videoanrufe und Aufnahmen gehen möglicherweise nicht mehr. Apps, die alle Geräte benutzen können, verlieren auch Gamepads, USB und manchmal schnelle Grafik.
who-without-microphone = Diese Apps verlieren das Mikrofon und allen Ton.
who-without-location = Karten und Wetter in diesen Apps wissen nicht mehr, wo Sie sind.
who-without-network = Alles in diesen Apps, was das Internet oder Ihr Netzwerk braucht, geht nicht mehr.
who-without-all-files = Diese Apps sehen Ihre Dateien nicht mehr. Was Sie in ihren Dialogen öffnen, geht meist weiter.
who-without-any-command = Terminals, Editoren und Werkzeuge erfüllen möglicherweise nicht mehr ihren Zweck, und Apps, die Ihren persönlichen Ordner ändern können, sehen ihn nicht mehr.
who-without-watch = Apps, die nur ältere Fenster (X11) kennen, starten nicht mehr, und andere verlieren möglicherweise, was sie mit der Arbeitsumgebung tun.
who-without-keys = Anmelden an anderen Rechnern, Unterschreiben und gemerkte Passwörter gehen in diesen Apps möglicherweise nicht mehr.
who-without-all-devices = Gamepads, Kameras, USB-Geräte und manchmal schnelle Grafik gehen in diesen Apps möglicherweise nicht mehr.

## Verlauf

history-title = Verlauf
history-empty = Noch nichts geändert
    .body = Jede Änderung daran, was Apps dürfen, steht hier und lässt sich jederzeit zurücknehmen.
# Über der Liste der Änderungen
history-about = Änderungen daran, was Apps dürfen, und an den Antworten für sie. Updates und deinstallierte Apps stehen nicht hier.
history-more = { $count ->
    [one] und 1 weitere
   *[other] und { $count } weitere
}
history-undo-this = „{ $what }“, { $when }, zurücknehmen
apps-apart = { $name } ({ $what })
history-undone = Zurückgenommen
history-menu = Mehr
transfer-export = Exportieren …
transfer-import = Importieren …
transfer-export-title = Exportieren, was Apps dürfen
transfer-import-title = Importieren, was Apps dürfen
transfer-export-name = apps.toml
history-exported = Exportiert
history-file-failed = Die Datei ließ sich nicht benutzen
    .body = Sie ließ sich nicht lesen oder schreiben.
import-title = Importieren
import-hint = Diese Änderungen bringt die Datei. Alles andere bleibt, wie es ist.
import-hint-without = { $count ->
    [one] Diese Änderungen bringt die Datei. Alles andere bleibt, wie es ist. Eine ihrer Regeln lässt sich hier nicht verwenden; sie steht am Ende.
   *[other] Diese Änderungen bringt die Datei. Alles andere bleibt, wie es ist. { $count } ihrer Regeln lassen sich hier nicht verwenden; sie stehen am Ende.
}
import-hint-nothing = Nichts von dem, was die Datei sagt, lässt sich hier ändern.
import-button = Importieren
import-nothing = Nichts zu ändern
    .body = Alles in der Datei ist schon so.
import-all-apps = Alle Apps
history-imported = { $count ->
    [one] 1 Berechtigung aus der Datei übernommen
   *[other] { $count } Berechtigungen aus der Datei übernommen
}
history-imported-without = { $count ->
    [one] 1 Berechtigung aus der Datei übernommen
   *[other] { $count } Berechtigungen aus der Datei übernommen
}; { $left ->
    [one] 1 Regel lässt sich hier nicht verwenden: { $rules }
   *[other] { $left } Regeln lassen sich hier nicht verwenden: { $rules }
}
