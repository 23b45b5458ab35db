### Sich um Apps kümmern: Updates, Versionen, Entfernen. Der erste Teil gehört Fenster und Terminal gemeinsam.

## Was gerade geschieht

care-installing = Wird installiert
care-updating = Wird aktualisiert
care-uninstalling = Wird deinstalliert
care-step = { $deed }, { $step } von { $steps }

## Wo Apps installiert sind

installation-user = Nur für Sie
installation-system = Für alle
installation-extra = Für alle, in „{ $name }“

## Das Ende einer App

care-ended = Niemand pflegt diese App mehr. Sie bekommt keine Updates, auch keine für die Sicherheit.
care-ended-because = Niemand pflegt diese App mehr. Ihr Herausgeber sagt: „{ $reason }“

## Was nicht ging

source-failed = { $name }: { $why }
care-finished = Der Wechsel der Version von „{ $id }“ wurde unterbrochen. Aktualisierungen waren dabei angeblieben und sind wieder aus.
care-not-finished = Der Wechsel der Version von „{ $id }“ wurde unterbrochen, und Aktualisierungen sind noch an: { $why }
care-unfinished = Der Wechsel der Version von „{ $id }“ wurde unterbrochen, und Aktualisierungen sind noch an.
    .button = Ausschalten
care-unfinished-several = { $count ->
    [one] Der Wechsel der Version einer App wurde unterbrochen, und ihre Aktualisierungen sind noch an.
   *[other] Der Wechsel der Versionen von { $count } Apps wurde unterbrochen, und ihre Aktualisierungen sind noch an.
}
error-app-gone = Die App ist nicht mehr installiert
    .body = „{ $id }“ wurde inzwischen entfernt.
error-app-installed = Die App ist installiert
    .body = „{ $id }“ ist installiert, ihre Daten werden also gebraucht und bleiben.
error-app-runs = Die App läuft
    .body = „{ $id }“ läuft, ihre Daten werden also gebraucht und bleiben.
    .hint = Beenden Sie sie und versuchen Sie es noch einmal.
error-cannot-open = Die App lässt sich nicht öffnen
    .repair = Reparieren Sie die Datei auf der Seite der App und versuchen Sie es noch einmal.
    .again = Deinstallieren Sie die App, behalten Sie ihre Daten und installieren Sie sie wieder: Worauf sie beruht, kommt dann mit.
error-updates-off = Updates sind ausgeschaltet
    .body = „{ $id }“ soll bei ihrer Version bleiben.
    .hint = Schalten Sie ihre Updates ein und versuchen Sie es noch einmal.
error-masked-by-pattern = Eine Regel für mehrere Apps hält Updates zurück
    .body = Die Regel „{ $pattern }“ betrifft auch andere Apps, darum rührt Isotope sie nicht an.
    .hint = Im Terminal nimmt „flatpak mask --remove { $pattern }“ die Regel für alle diese Apps zurück.
error-no-source = Diese Quelle gibt es nicht
    .body = Die App kam aus „{ $name }“; so heißt keine Quelle.
error-nothing-done = Nichts wurde geändert
    .body = Flatpak meldet keinen Fehler, aber von „{ $id }“ ist noch dieselbe Version installiert.
error-still-there = Die App ist noch da
    .body = Flatpak meldet keinen Fehler, aber „{ $id }“ ist noch installiert.
error-unclear = Die Antwort von Flatpak ist unverständlich
    .body = Was Flatpak über „{ $id }“ sagt, lässt sich nicht lesen. Nichts wurde geändert.
error-file = Eine Datei ließ sich nicht lesen oder verschieben
    .body = Sonst wurde nichts geändert.
error-stopped = Abgebrochen
    .body = Es wurde abgebrochen, bevor es fertig war. Was vorher da war, ist noch da.
error-no-program = Ein Programm fehlt
    .body = „{ $program }“ ist nicht auf diesem Computer.
    .hint = Installieren Sie es und versuchen Sie es noch einmal.
error-no-door = Isotope darf Flatpak nicht starten
    .body = Isotope läuft selbst in einer Sandbox und darf draußen keine Programme starten.
    .hint = Erlauben Sie ihm den Dienst org.freedesktop.Flatpak und starten Sie es neu.
error-lost = Unbekannt, wie es ausging
    .body = „{ $program }“ ist außer Sicht geraten. Vielleicht ist es fertig, vielleicht nicht.
    .hint = Sehen Sie nach, bevor Sie es noch einmal versuchen.
error-not-started = Ein Programm ließ sich nicht starten
    .body = „{ $program }“ ist da, aber es startete nicht.
error-source-away = Die Quelle ist nicht erreichbar
    .body = Von dort, wo die App herkommt, kam keine Antwort.
    .hint = Prüfen Sie die Netzwerkverbindung und versuchen Sie es noch einmal.
error-no-password = Das wurde nicht erlaubt
    .body = Es ändert die Apps aller an diesem Computer; dem muss jemand von der Verwaltung zustimmen. Das ist nicht geschehen. Nichts wurde geändert.
    .hint = Versuchen Sie es mit einem Verwaltungspasswort noch einmal, oder fragen Sie die Verwaltung.
error-only-root = Die Version lässt sich von hier aus nicht wählen
    .body = Diese App ist für alle an diesem Computer installiert. Mit dieser Flatpak-Version kann nur root die Version einer solchen App wählen. Nichts wurde geändert.
    .hint = Fragen Sie die Verwaltung, oder installieren Sie die App nur für sich: Dann können Sie ihre Version wählen.
error-no-room = Zu wenig Platz auf dem Datenträger
    .body = Flatpak hatte nicht genug Platz. Was vorher installiert war, ist noch da.
    .hint = Schaffen Sie Platz, zum Beispiel indem Sie Apps deinstallieren oder entfernen, was sie hinterlassen haben.
error-source-gone = Die Quelle ist weg
    .body = Die Quelle, aus der die App kam, wurde von diesem Computer entfernt oder existiert nicht mehr.
    .hint = Ohne sie gibt es keine Updates. Installieren Sie die App aus einer anderen Quelle.
error-not-offered = Die Quelle hat das nicht
    .body = Die Quelle bietet diese App oder Version nicht mehr an.
error-flatpak = Flatpak konnte es nicht
    .body = Es endete mit einem Fehler. Was vorher installiert war, ist noch da.

### Was nur das Fenster sagt.

## Die Seite einer App

care-open = Öffnen
care-quit = Beenden …
care-cannot-open-unreadable = Sie lässt sich nicht öffnen: Flatpak kann ihre Regeln nicht lesen.
care-cannot-open-runtime = Sie lässt sich nicht öffnen: Die gemeinsame Komponente, auf der sie beruht, ist nicht installiert ({ $runtime }).
care-cannot-open-launcher = Sie hat kein Fenster zum Öffnen. Sie wird in einem Terminal oder von anderen Apps benutzt.
care-restart-for = Wirkt erst nach einem Neustart der App: { $what }
care-restart-more = { $what } und { $count } weitere
care-restart-version = Die neu installierte Version läuft nach einem Neustart der App.
care-restart-app = App neu starten …
care-parts-ended = Niemand pflegt mehr die gemeinsamen Komponenten, auf denen diese App beruht. Sie bekommen keine Updates, auch keine für die Sicherheit.
care-switch = Zu { $name } wechseln …
care-heading = Updates und Entfernen
care-keep-updating = Auf dem neuesten Stand halten
care-keep-updating-hint = Ausgeschaltet bleibt die App bei ihrer Version, auch wenn alles andere aktualisiert wird.
care-older = Ältere Version verwenden …
care-uninstall = Deinstallieren …
apps-mark-running = Läuft
apps-mark-working = Wird geändert
apps-mark-unused = Lange nicht benutzt

## Was gerade geschieht

care-does-update = { $app } wird aktualisiert
care-does-update-all = { $count ->
    [one] Ein Update wird installiert
   *[other] { $count } Updates werden installiert
}
care-does-replace = { $app } wird ersetzt
care-does-use-version = { $app } bekommt eine andere Version
care-does-resume = Updates von { $app } werden eingeschaltet
care-does-hold = Updates von { $app } werden ausgeschaltet
care-does-uninstall = { $app } wird deinstalliert
care-does-remove-unused = Ungenutzte Komponenten werden entfernt
care-does-trash = Daten von { $app } kommen in den Papierkorb
care-cancel-this = Abbrechen: { $what }
care-waiting = Wartet, bis es an der Reihe ist
care-percent = { $percent } %
care-preparing = Wird vorbereitet
care-stopping = Hält an der nächsten sicheren Stelle an

## Was getan wurde

care-updated = { $app } ist auf dem neuesten Stand
care-was-newest = { $app } war schon auf dem neuesten Stand
care-replaced = { $other } hat { $app } ersetzt
care-updated-all = { $count ->
    [one] Ein Update wurde installiert
   *[other] { $count } Updates wurden installiert
}
care-not-all-updated = { $count ->
    [one] Ein Update wurde nicht installiert
   *[other] { $count } Updates wurden nicht installiert
}
care-stopped = Abgebrochen. Nichts wurde geändert
care-stopped-after = { $count ->
    [one] Abgebrochen. Ein Update war schon installiert
   *[other] Abgebrochen. { $count } Updates waren schon installiert
}
care-uses-version = { $app } hat die gewählte Version. Updates sind dafür aus
care-resumed = { $app } wird wieder aktualisiert
care-held = { $app } bleibt bei dieser Version
care-uninstalled = { $app } wurde deinstalliert. Die Daten sind noch da
care-uninstalled-trashed = { $app } wurde deinstalliert. Die Daten sind im Papierkorb
care-uninstalled-bare = { $app } wurde deinstalliert
# Was beim Benutzen einer App erlaubt wurde, und was sie darf
care-forgotten = Was Sie über { $app } entschieden haben, ist vergessen
care-done-and-forgotten = { $done }. Was Sie darüber entschieden haben, ist vergessen
care-data-left = { $app } wurde deinstalliert, aber die Daten sind noch da
care-removed-unused = { $count ->
    [0] Es gab nichts zu entfernen
    [one] Eine ungenutzte Komponente wurde entfernt
   *[other] { $count } ungenutzte Komponenten wurden entfernt
}
care-trashed = Daten von { $app } sind im Papierkorb

## Updates

updates-title = Updates
updates-all = Alle aktualisieren
updates-update = { $app } aktualisieren
updates-checking = Die Quellen werden gefragt …
updates-unknown = Noch nicht nachgesehen
    .body = Isotope fragt die Quellen Ihrer Apps nur, wenn Sie das möchten.
updates-some = { $count ->
    [one] Ein Update
   *[other] { $count } Updates
}
updates-none = Alles ist auf dem neuesten Stand
updates-none-known = Nicht alle Quellen ließen sich fragen
updates-apps = Apps
updates-parts = Gemeinsame Komponenten
updates-held = Updates sind aus
updates-failed = Quellen ohne Antwort
updates-download = bis zu { $size }
updates-replaced-by = wird durch { $name } ersetzt
updates-last = das letzte: niemand pflegt sie mehr
updates-asks-nothing = verlangt nichts Neues
    .alone = Sie verlangt nichts Neues.
updates-asks-unknown = was sie neu verlangt, ist nicht bekannt
    .alone = Was sie neu verlangt, ist nicht bekannt.
updates-asks = { $count ->
    [one] verlangt etwas Neues
   *[other] verlangt { $count } neue Dinge
}
ask-update = Das Update von { $app } verlangt mehr
ask-update-several = { $count } Updates verlangen mehr
    .others = Die anderen aktualisieren

## Fragen

ask-quit = { $app } beenden?
    .body = Die App wird sofort beendet. Was darin nicht gespeichert ist, geht verloren.
    .button = Beenden
ask-restart-app = { $app } neu starten?
    .body = Die App wird sofort beendet und wieder geöffnet. Was darin nicht gespeichert ist, geht verloren. Wenn Sie sie jetzt nicht neu starten, gelten Ihre Änderungen ab ihrem nächsten Start.
    .button = App neu starten
ask-version = Die Version vom { $date } verwenden?
    .body = { $app } bleibt dann bei dieser Version: Updates werden dafür ausgeschaltet. Vielleicht versteht sie Daten nicht, die eine neuere Version geschrieben hat.
    .button = Diese Version verwenden
ask-replace = Zu { $name } wechseln?
    .body = { $name } wird anstelle von { $app } installiert, das sein Herausgeber aufgegeben hat. Ihre Daten ziehen mit um.
    .button = Wechseln
    .asks = Was sie neu verlangt
    .looking = Ihre Quelle wird gefragt …
ask-uninstall = { $app } deinstallieren?
    .body = Die App lässt sich von dort, wo sie herkam, wieder installieren.
    .everybody = Die App wird für alle an diesem Computer entfernt. Sie lässt sich von dort, wo sie herkam, wieder installieren.
    .runs = Sie läuft und wird zuerst beendet. Was darin nicht gespeichert ist, geht verloren.
    .keep = Ihre Daten für später behalten
    .trash = Ihre Daten und Einstellungen in den Papierkorb verschieben
    .trash-all = Ihre Daten und Einstellungen in den Papierkorb verschieben und gegebene Antworten vergessen
    .remember = Die Antworten behalten, die Sie beim Benutzen gegeben haben
    .forget = Die Antworten vergessen, die Sie beim Benutzen gegeben haben
    .button = Deinstallieren
ask-uninstall-with = Damit verschwinden: { $names }
ask-uninstall-size = Ihre Daten belegen { $size }.

## Ältere Versionen

app-versions-title = Ältere Versionen
app-versions-looking = „{ $source }“ wird nach Versionen gefragt …
app-versions-hint = Die gewählte Version bleibt, bis Sie Updates wieder einschalten.
# Anstelle des Hinweises; unter der Überschrift „Die Version lässt sich von hier aus nicht wählen“, über Versionen mit je einem Knopf
app-versions-only-root = Diese App ist für alle installiert. Mit dieser Flatpak-Version kann nur root die Version einer solchen App wählen. Die Verwaltung kann es in einem Terminal: Der Knopf neben einer Version kopiert den Befehl.
# Kurzhinweis am Knopf einer Version; $version ist ihr Zeitpunkt
app-versions-copy = Befehl für { $version } kopieren
app-versions-newest = Neueste
app-versions-installed = Installiert

## Was zurückblieb

leftovers-title = Überbleibsel
leftovers-looking = Suche nach Überbleibseln …
leftovers-nothing = Keine Überbleibsel
    .body = Deinstallierte Apps, die Daten, Einstellungen oder Antworten zurücklassen, erscheinen hier.
leftovers-data = Von deinstallierten Apps
leftovers-data-hint = Daten, Einstellungen und Antworten, die beim Entfernen der Apps blieben.
leftovers-names = Ihre Namen herausfinden
leftovers-names-hint = Fragt die Quellen, wie diese Apps heißen
leftovers-trash = In den Papierkorb verschieben
leftovers-trash-all = In den Papierkorb verschieben und Antworten vergessen
leftovers-forget = Ihre Änderungen vergessen
leftovers-forget-answers = Ihre Antworten vergessen
leftovers-forget-all = Ihre Änderungen und Antworten vergessen
# Unter einer App, die weg ist: Käme sie wieder, gälte das Erlaubte
leftovers-answers = Antworten, die Sie beim Benutzen gegeben haben: { $count }
leftovers-files = Für sie ausgewählte Dateien: { $count }
leftovers-of = { $what }: { $app }
leftovers-changes = Ihre Änderungen an dem, was sie darf
leftovers-at-least = mindestens { $size }
leftovers-unused = Ungenutzte gemeinsame Komponenten
leftovers-unused-in = Ungenutzte gemeinsame Komponenten: { $place }
leftovers-unused-hint = Keine installierte App braucht sie mehr.
leftovers-remove = Entfernen
