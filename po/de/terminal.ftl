### Texte von isotopectl. Die gemeinsamen stehen in common.ftl.

## Status

ctl-running = Läuft jetzt
ctl-next = Startet als Nächstes
ctl-update = Aktualisierung
ctl-desktop = Desktop
ctl-channel = Kanal
ctl-origin = Adresse
ctl-checked = Zuletzt gesucht
ctl-automatic = Automatik
ctl-work = Im Gange
ctl-never = nie
ctl-version-age = { $version }, { $age }

## Versionen

ctl-badge-running = Läuft jetzt
ctl-badge-ready = Bereit, startet nach einem Neustart
ctl-badge-previous = Vorherige
ctl-badge-kept = Behalten
ctl-badge-note = „{ $note }“

## Ergebnisse

ctl-no-update = Es gibt keine Aktualisierung.
ctl-update-found = Version { $version } ist verfügbar.
ctl-download-size = Download: { $size }
ctl-security = { $count ->
    [one] 1 Sicherheitshinweis
   *[other] { $count } Sicherheitshinweise
}
ctl-downloaded = Die Aktualisierung ist heruntergeladen.
ctl-ready = Version { $version } ist bereit und startet nach einem Neustart.
ctl-stays = Die laufende Version startet auch als Nächstes.
ctl-nothing-prepared = Es wartet keine Aktualisierung.
ctl-discarded = Die vorbereitete Aktualisierung ist verworfen.
ctl-kept = Version { $version } wird behalten, bis sie freigegeben wird.
ctl-already-kept = Version { $version } wird schon behalten.
ctl-released = Version { $version } wird nicht länger behalten.
ctl-not-kept = Version { $version } wird nicht behalten.
ctl-deleted = Version { $version } ist gelöscht.
ctl-diff = Von { $old } nach { $new }:
ctl-restarting = Der Computer startet neu.
ctl-restarted = Neu gestartet. Version { $version } läuft.
ctl-no-command = Dafür gibt es keinen einzelnen Befehl.

## Während der Arbeit

ctl-stopping = Wird angehalten. Noch einmal Strg+C verlässt das Programm, ohne zu warten.
ctl-cannot-stop = Das lässt sich jetzt nicht anhalten. Noch einmal Strg+C verlässt das Programm; die Arbeit geht weiter.
ctl-waiting = Es wird gewartet, bis ein anderes Programm fertig ist.
ctl-waiting-for = Es wird gewartet, bis { $name } fertig ist.

## Fehler

ctl-ambiguous = „{ $text }“ passt auf mehrere Versionen: { $fits }.
ctl-no-service = Dieser Computer hat keinen Systemdienst, den Isotope kennt. isotopectl --practice arbeitet stattdessen auf einem Übungsrechner.
ctl-left = Ohne zu warten verlassen. Die Arbeit geht weiter; isotopectl watch zeigt sie.
ctl-practice-failed = Der Übungsrechner antwortet nicht.
ctl-note-failed = Die Notiz konnte nicht geschrieben werden.
ctl-output-failed = Die Ausgabe konnte nicht geschrieben werden.
