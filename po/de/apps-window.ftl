### Texte der Seiten über Apps.

## Die Liste der Apps

apps-loading = Apps werden gesucht …
apps-search = Apps suchen
apps-choose = Filtern und sortieren
apps-only = Nur anzeigen
apps-order = Sortieren nach
apps-order-name = Name
apps-order-size = Größe
apps-order-updated = Letzte Aktualisierung
apps-show-all = Alle Apps anzeigen
apps-mark-broken = Startet nicht
apps-mark-sensitive = Heikel
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
apps-all = Alle Apps
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
rules-runtime = Gemeinsame Teile
rules-id = Kennung
rules-as-asked = Wie jede App verlangt
rules-reset = „{ $name }“ zurücksetzen
rules-remove = „{ $name }“ entfernen
rules-reset-app = App zurücksetzen
rules-reset-all = Alles zurücksetzen
rules-repair = Reparieren
rules-repaired = Die Datei ist repariert. Eine Kopie der alten wurde aufgehoben.
rules-unchanged = Nichts wurde geändert
rules-add = Hinzufügen
rules-add-folder = Ordner hinzufügen …
rules-add-folder-title = Ordner, der benutzt werden darf
rules-add-service = Dienst hinzufügen …
rules-add-service-title = Dienst hinzufügen
rules-add-service-hint = Über Dienste sprechen Apps und der Desktop miteinander. Ihre Namen stehen in der Dokumentation der App.
rules-service-name = Name, etwa org.example.Service
rules-bus = Bus
rules-bus-session = Sitzung
rules-bus-system = System
rules-add-variable = Variable hinzufügen …
rules-add-variable-title = Variable hinzufügen
rules-add-variable-hint = Variablen sind Hinweise, wie sich eine App verhalten soll. Ist der Wert leer, bekommt die App sie nicht.
rules-variable-name = Name
rules-variable-value = Wert
