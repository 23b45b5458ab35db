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
error-app-gone = Die App ist nicht mehr installiert
    .body = „{ $id }“ wurde inzwischen entfernt.
error-app-installed = Die App ist installiert
    .body = „{ $id }“ ist installiert, ihre Daten werden also gebraucht und bleiben.
error-app-runs = Die App läuft
    .body = „{ $id }“ läuft, ihre Daten werden also gebraucht und bleiben.
    .hint = Beenden Sie sie und versuchen Sie es noch einmal.
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
