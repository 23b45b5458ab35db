### Texte von isotopectl. Die gemeinsamen stehen in common.ftl.

## Status

ctl-running = Läuft jetzt
ctl-next = Startet als Nächstes
ctl-update = Aktualisierung
ctl-previous = Vorige
ctl-newer = Neuere, installiert
ctl-kept-row = Behalten
ctl-desktop = Desktop
ctl-channel = Kanal
ctl-origin = Adresse
ctl-checked = Zuletzt gesucht
ctl-check-failed = Gescheitert
ctl-automatic = Automatik
ctl-work = Im Gange
ctl-never = nie
ctl-version-of = { $version }, { $system }
ctl-version-age = { $version }, { $age }

## Versionen

ctl-badge-running = Läuft jetzt
ctl-badge-ready = Bereit, startet nach einem Neustart
ctl-badge-missed = Hätte starten sollen, startet nach einem Neustart
ctl-badge-previous = Vorherige
ctl-badge-newer = Neuere Version
ctl-running-mark = * läuft gerade
ctl-badge-kept = Behalten
ctl-badge-note = „{ $note }“

## Ergebnisse

ctl-no-update = Es gibt keine Aktualisierung.
ctl-update-found = Version { $version } ist verfügbar.
ctl-update-installed = Sie ist schon auf diesem Rechner: isotopectl go-back { $version } startet sie wieder.
ctl-update-downloaded = Sie ist heruntergeladen; isotopectl update bereitet sie für den nächsten Start vor.
ctl-update-row-installed = { $version }, schon auf diesem Rechner
ctl-update-row-downloaded = { $version }, heruntergeladen
ctl-download-size = Download: { $size }
ctl-security = { $count ->
    [one] 1 Sicherheitshinweis
   *[other] { $count } Sicherheitshinweise
}
ctl-downloaded = Version { $version } ist heruntergeladen. isotopectl update bereitet sie für den nächsten Start vor.
ctl-ready = Version { $version } ist bereit und startet nach einem Neustart.
ctl-ready-again = Sie war schon auf diesem Rechner.
ctl-makes-room-keep = isotopectl keep KENNUNG lässt eine Version hier bleiben.
ctl-ready-already = Es gibt keine neuere Aktualisierung. Version { $version } ist bereit und startet nach einem Neustart.
ctl-stays = Die laufende Version startet auch als Nächstes.
ctl-nothing-prepared = Es wartet keine Aktualisierung.
ctl-discarded = Die vorbereitete Aktualisierung ist verworfen.
ctl-kept = Version { $version } wird behalten, bis sie freigegeben wird.
ctl-already-kept = Version { $version } wird schon behalten.
ctl-released = Version { $version } wird nicht länger behalten.
ctl-not-kept = Version { $version } wird nicht behalten.
ctl-deleted = Version { $version } ist gelöscht.
ctl-diff = Von { $old } nach { $new }:
ctl-restarting = Der Rechner startet neu.
ctl-restarted = Neu gestartet. Version { $version } läuft.
ctl-not-started = Der Rechner ist neu gestartet, aber Version { $expected } ist nicht angelaufen. Version { $running } läuft. isotopectl status sagt, was bekannt ist.
ctl-missed-hint = isotopectl restart startet sie; isotopectl go-back running bleibt bei der laufenden Version.
ctl-no-command = Dafür gibt es keinen einzelnen Befehl.
ctl-command-discards = Das verwirft die vorbereitete Aktualisierung, Version { $version }. isotopectl go-back lehnt das ab; isotopectl discard tut es wissentlich.

## Während der Arbeit

ctl-stopping = Wird angehalten. Noch einmal Strg+C verlässt das Programm, ohne zu warten.
ctl-cannot-stop = Das lässt sich jetzt nicht anhalten. Noch einmal Strg+C verlässt das Programm; die Arbeit geht weiter.
ctl-waiting = Es wird gewartet, bis ein anderes Programm fertig ist.
ctl-waiting-for = Es wird gewartet, bis { $name } fertig ist.

## Fehler

ctl-busy-hint = Später noch einmal versuchen oder mit --wait darauf warten.
ctl-other-chosen-hint = Das mit „isotopectl go-back running“ zurücknehmen oder mit ihr neu starten.
ctl-packages-hint = Auf eine spätere Version warten oder das genannte Paket mit rpm-ostree uninstall entfernen. Ein Wechsel lässt Pakete mit --without-packages zurück.
ctl-option-for-changes = { $option } passt nur zu Befehlen, die etwas ändern können.

ctl-ambiguous = „{ $text }“ passt auf mehrere Versionen: { $fits }.
ctl-nothing-to-compare = Nur eine Version ist auf diesem Rechner; es gibt nichts zu vergleichen.
ctl-only-newer = Die Version von vorher ist { $newer } und neuer als die laufende. Welche ist gemeint: { $choices }?
ctl-no-service = Dieser Rechner hat keinen Systemdienst, den Isotope kennt. isotopectl --practice arbeitet stattdessen auf einem Übungsrechner.
ctl-left = Ohne zu warten verlassen. Die Arbeit geht weiter; isotopectl watch zeigt sie.
ctl-practice-failed = Der Übungsrechner antwortet nicht.
ctl-note-failed = Die Notiz konnte nicht geschrieben werden.
ctl-output-failed = Die Ausgabe konnte nicht geschrieben werden.
