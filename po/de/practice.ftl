### Texte von isotope-practice. Die gemeinsamen stehen in common.ftl.

## Dateien und Programme

practice-file = { $doing ->
    [lock] { $path } lässt sich nicht sperren: { $error }
    [make] { $path } lässt sich nicht anlegen: { $error }
    [make-a-folder-in] In { $path } lässt sich kein Ordner anlegen: { $error }
    [open] { $path } lässt sich nicht öffnen: { $error }
    [read] { $path } lässt sich nicht lesen: { $error }
    [read-from] Von { $path } lässt sich nicht lesen: { $error }
    [remove] { $path } lässt sich nicht löschen: { $error }
    [write-in] In { $path } lässt sich nicht schreiben: { $error }
   *[write] { $path } lässt sich nicht schreiben: { $error }
}
practice-bus = Der Bus des Übungsrechners: { $error }
practice-cannot-run = { $program } lässt sich nicht ausführen: { $error }
practice-cannot-start = Der Start ist fehlgeschlagen: { $error }
practice-command-ended = Der Befehl endete mit { $status }
practice-lost-command = Der Befehl ist außer Sicht geraten: { $error }
practice-no-command = Es wurde kein Befehl angegeben.
practice-no-signals = Signale lassen sich nicht empfangen: { $error }
practice-not-tied = Der Befehl lässt sich nicht an seinen Elternprozess binden: { $error }
practice-no-own-file = Die eigene Programmdatei ist nicht zu finden: { $error }
practice-no-answer-written = Die Antwort lässt sich nicht ausgeben: { $error }
practice-work-broke = Die Arbeit am Übungsrechner ist abgebrochen: { $error }

## Der Übungsrechner und sein Ordner

practice-making = Der Übungsrechner wird in { $path } angelegt …
practice-no-home = Es gibt keinen persönlichen Ordner; geben Sie mit --dir an, wo der Übungsrechner liegen soll.
practice-no-folder = { $path } ist kein Ordner: { $error }
practice-in-use = Ein anderes Programm benutzt den Übungsrechner in { $path }; schließen Sie es, oder wählen Sie mit --dir einen anderen Ordner.
practice-in-use-by = Ein anderes Programm (Prozess { $process }) benutzt den Übungsrechner in { $path }; schließen Sie es, oder wählen Sie mit --dir einen anderen Ordner.
practice-foreign = { $path } ist kein Übungsrechner: Dort liegt „{ $name }“; wählen Sie einen leeren Ordner.
practice-not-made = In { $path } gibt es keinen Übungsrechner; isotope-practice run legt einen an.
practice-not-inside = Das läuft nicht auf einem Übungsrechner.
practice-not-started = Der Übungsrechner ist nicht gestartet.
practice-just-starting = Der Übungsrechner startet gerade.
practice-nothing-installed = Es ist nichts installiert.
practice-nothing-runs = Es läuft keine Version.
practice-no-boot-entries = Es gibt nichts zu starten: Die Boot-Einträge fehlen.
practice-not-back = Der Übungsrechner meldet sich nach dem Neustart nicht zurück.
practice-service-silent = Der Systemdienst antwortet nicht.
practice-bus-silent = dbus-daemon ist nicht gestartet; seine Meldungen stehen in run/services.log des Übungsrechners.
practice-no-upstream = Der Anbieter lässt sich auf der Loopback-Schnittstelle nicht bereitstellen: { $error }

## Veröffentlichen und Störungen

practice-not-a-number = „{ $text }“ kann keine Versionsnummer sein.
practice-published-already = Version { $version } ist schon veröffentlicht.
practice-not-a-commit = { $path } ist kein Commit: { $error }
practice-no-variant = Die Variante „{ $name }“ gibt es nicht; es gibt: { $names }
practice-no-fault = Die Störung „{ $name }“ gibt es nicht; es gibt: { $names }
practice-not-whole = „{ $number }“ in „{ $text }“ ist keine ganze Zahl.
practice-stall-range = stall-at nimmt 0 bis 99 Prozent.
practice-battery-range = battery nimmt 0 bis 100 Prozent.
practice-slow-range = slow nimmt mindestens 1 KB/s.
practice-no-answer = Die Antwort „{ $name }“ gibt es nicht; es gibt: { $names }

## Prüfung

practice-missing = Das Programm „{ $program }“ fehlt; installieren Sie das Paket { $package }.
practice-no-user = Dieser Benutzer (Nummer { $uid }) steht nicht in der Liste der Benutzer (/etc/passwd), und dbus-daemon, den der Übungsrechner braucht, bedient niemanden ohne Namen; tragen Sie den Benutzer dort ein, oder nehmen Sie einen anderen.
practice-namespaces-remedy = Auf diesem Computer dürfen Programme keine Benutzer-Namensräume verwenden, in denen der Übungsrechner läuft; bis zum nächsten Start erlaubt es: { $command }
practice-namespaces = Auf diesem Computer dürfen Programme keine Benutzer-Namensräume verwenden, in denen der Übungsrechner läuft; bubblewrap meldet: { $said }
practice-namespaces-fine = Benutzer-Namensräume: erlaubt

## Status

practice-none-yet = In { $path } gibt es noch keinen Übungsrechner.
practice-place = Übungsrechner in { $path }
practice-started = { $times ->
    [one] Einmal
   *[other] { $times }-mal
} gestartet, Störung: { $fault }
practice-staged = { $version } (vorbereitet)
practice-kept = { $version } (behalten)

## Apps

practice-apps-no-flatpak = Auf diesem Computer gibt es kein flatpak, daher hat der Übungsrechner keine Apps; installieren Sie dafür das Paket flatpak.
# $error: what flatpak or ostree said
practice-apps-failed = Der Übungsrechner hat diesmal keine Apps: { $error }
practice-apps-none = Der Übungsrechner hat keine Apps; isotope-practice run legt sie an, wo flatpak installiert ist.
# $names: the IDs there are
practice-apps-no-app = Es gibt keine App „{ $name }“; es gibt: { $names }
practice-apps-no-wish = „{ $wish }“ ist nichts, worum eine App bitten kann; schreiben Sie zum Beispiel shared=network, filesystems=home:ro oder talk-name=org.example.Name.
