### Texte des Fensters.

option-practice = Auf dem Übungsrechner öffnen, wo nichts den Computer berührt

## Knöpfe und Menü

action-check = Nach Aktualisierungen suchen
action-check-short = Suchen
action-update = Aktualisieren
action-cancel = Abbrechen
action-close = Schließen
action-copy = Kopieren
action-discard = Verwerfen
action-undo = Rückgängig
action-remain = Bei dieser bleiben
action-restart = Neu starten …
action-go-back = Zurückkehren …
action-go-back-spoken = Zu Version { $version } zurückkehren …
action-start = Starten …
action-start-spoken = Version { $version } starten …
menu-main = Hauptmenü
menu-shortcuts = Tastenkürzel
menu-about = Info zu Isotope
page-home = Übersicht
page-versions = Versionen
page-apps = Apps
shortcuts-apps = Apps
shortcuts-find = App suchen
shortcuts-system = System
shortcuts-window = Fenster
shortcuts-home = Übersicht
shortcuts-versions = Versionen
shortcuts-back = Zurück
shortcuts-menu = Hauptmenü
shortcuts-close = Fenster schließen
shortcuts-quit = Beenden
about-developers = Die Entwickler von Isotope

## Statt der Seiten

phase-connecting = Der Systemdienst wird gesucht …
phase-restarting = Neustart …
    .body = Der Rechner fährt herunter und startet die gewählte Version.
phase-starting-over = Neuanfang …
    .body = Der Übungsrechner wird neu angelegt.
phase-no-service = Dieses System kennt keine Versionen
    .body = Isotope kümmert sich um Systeme, die als Ganzes aktualisiert werden, etwa Fedora Silverblue, Kinoite oder Bazzite. Auf diesem Rechner läuft ein System anderer Art, darum gibt es keine Versionen, zu denen man zurückgehen könnte. Um seine Flatpak-Apps kann sich Isotope trotzdem kümmern.
phase-no-bus = Die Dienste dieses Rechners sind nicht erreichbar, darum lässt sich über seine Versionen nichts sagen. Um seine Flatpak-Apps kann sich Isotope trotzdem kümmern.
phase-practice-hint = Der Übungsrechner zeigt alles an einem kleinen eigenen System, dem nichts passieren kann.
phase-open-practice = Übungsrechner öffnen
phase-show-apps = Apps zeigen
phase-try-again = Erneut versuchen

## Übungsrechner

practice-notice = Das ist der Übungsrechner. Nichts hier berührt den Computer.
practice-short = Übungsrechner
practice-menu = Übungsrechner
practice-publish = Version veröffentlichen
practice-start-over = Neu anfangen …
practice-published = Version { $version } wurde veröffentlicht
practice-opening = Der Übungsrechner wird geöffnet
start-over-title = Neu anfangen?
start-over-body = Alle Versionen auf dem Übungsrechner werden verworfen, und er beginnt wie am ersten Tag. Der Computer selbst wird nicht berührt.
start-over-button = Neu anfangen

## Übersicht

home-progress = Fortschritt
home-checking = Es wird gesucht …
home-job-hint = Man kann weiterarbeiten und das Fenster schließen.
home-update-version = Version { $version }
home-size = { $size } herunterzuladen
home-size-downloaded = Schon heruntergeladen
home-size-unknown = Downloadgröße vorab nicht bekannt
home-published = veröffentlicht { $age }
home-news = Was ist neu
home-stays = Was bleibt
home-stays-files = Ihre Dateien, Apps und Einstellungen
home-stays-version = Ihre Dateien, Apps und Einstellungen, und Version { $version } für den Weg zurück
home-goes = Was geht
home-keep = Behalten
home-keep-spoken = Version { $version } behalten
home-security = { $count ->
    [one] 1 Sicherheitskorrektur
   *[other] { $count } Sicherheitskorrekturen
}
home-findings = Gut zu wissen
home-this-computer = Dieser Rechner
home-running = Läuft gerade
home-previous = Vorige Version
home-newer = Neuere Version
# Die Version, die vor einem Wechsel lief, statt „Vorherige Version“
home-before-switch = Vor dem Wechsel
home-desktop = Arbeitsumgebung
home-system = System
home-channel = Kanal
home-published-on = Veröffentlicht
home-updates = Aktualisierungen
home-automatic = Wer aktualisiert
home-checked = Zuletzt gesucht
home-never-checked = Noch nie
home-check-again = Erneut suchen
home-no-previous = Noch keine frühere Version
    .body = Nach der nächsten Aktualisierung bleibt die jetzige Version hier, um zu ihr zurückzukehren.
home-waiting = Version { $version } startet nach einem Neustart
home-welcome = Willkommen zurück: Jetzt läuft Version { $version }
    .body = Die Version von vorher ist noch da. Wenn etwas nicht funktioniert, kann man zu ihr zurückkehren.
    .forward = Die neuere Version von vorher ist noch da und kann wieder gestartet werden.
    .gone = Die Version von vorher ist nicht mehr auf diesem Rechner.
home-same = Version { $version } läuft wieder
    .body = Der Neustart ist vorbei, und es läuft dieselbe Version.
home-everything-works = Alles funktioniert
home-something-wrong = Etwas stimmt nicht …
home-what-changed = Was sich geändert hat

## Laufende Arbeit

job-waiting = Es wird gewartet
    .body = Danach: { $work }
job-waiting-for = Warten auf { $name }
job-started-by = Begonnen von { $name }
job-cancelling = Hält an der nächsten sicheren Stelle an
announce-progress = { $percent } Prozent, { $stage }
announce-ended = { $work }: beendet

## Versionen

versions-title = Versionen auf diesem Rechner
versions-description = Jede ist eine vollständige Kopie des Betriebssystems. Dateien und Apps gehören nicht dazu. Die erste startet als Nächstes.
badge-running = Läuft gerade
badge-ready = Bereit – startet nach einem Neustart
badge-next = Startet als Nächstes
badge-previous = Vorige Version
badge-newer = Neuere Version
badge-was-next = Sollte als Nächstes starten
badge-missed = Ist nicht gestartet
badge-kept = Behalten
badge-installed = Ebenfalls installiert
makes-room-keep = Damit sie hier bleibt, öffnen Sie sie unter „Versionen“ und behalten Sie sie.
    .here = Damit sie hier bleibt, öffnen Sie sie in dieser Liste und behalten Sie sie.

## Eine Version

details-go-back = Zu dieser Version zurückkehren …
details-start = Diese Version starten …
details-keep = Diese Version behalten
details-keep-hint = Sie bleibt, bis sie freigegeben wird.
details-keep-size = Sie bleibt, bis sie freigegeben wird. Sie allein belegt { $size }.
details-note = Notiz
details-packages = Pakete
details-about = Über diese Version
details-size = Größe
details-size-loading = Wird gemessen …
details-size-value = { $total }, davon { $own } nur für sie
details-kernel = Kernel
details-signature = Herausgeber
details-address = Adresse
details-checksum = Prüfsumme
details-added = Hinzugefügte Pakete
details-id = Deployment
details-copy-fact = { $name } kopieren
details-copy = Einzelheiten kopieren
details-copy-command = Als Befehl kopieren
details-delete = Löschen …
details-deleting = Diese Version löschen
details-frees = Das gibt { $size } frei.
details-gone = Diese Version ist nicht mehr auf dem Rechner.

## Warum nicht

verb-busy = Gerade ist etwas anderes im Gang.
verb-go-back-running = Diese Version läuft gerade.
verb-go-back-next = Diese Version startet beim nächsten Neustart.
verb-go-back-previous-only = Hier lässt sich nur die vorige Version wählen, weil Isotopes Hilfsdienst nicht installiert ist.
verb-go-back-other-slot = Hier lässt sich nur die Version auf dem anderen Platz wählen.
verb-go-back-boot-menu = Eine andere Version wählt man auf diesem System beim Einschalten im Bootmenü.
verb-go-back-live-media = Um auf diesem System eine andere Version zu starten, braucht man ein Rettungsmedium.
verb-go-back-none = Auf diesem System lässt sich keine andere Version starten.
verb-keep-slots = Dieses System hat keinen Platz für eine behaltene Version.
verb-keep-staged = Sie lässt sich behalten, sobald sie das erste Mal gestartet wurde.
verb-delete-running = Die laufende Version lässt sich nicht löschen.
verb-delete-staged = Eine vorbereitete Aktualisierung wird man durch Verwerfen los.
verb-delete-kept = Eine behaltene Version lässt sich nicht löschen. Sie muss zuerst freigegeben werden.

## Pakete und Neues

packages-all = Alle Pakete
packages-compared = Verglichen mit der laufenden Version
packages-differences = Unterschiede
packages-changes = Alle Änderungen
packages-search = Pakete suchen
packages-security = Sicherheit
packages-loading = Wird verglichen …
packages-not-found = Nichts gefunden
    .body = Kein Paket hat diese Wörter im Namen.
packages-same = Keine Unterschiede
    .body = Beide Versionen haben dieselben Pakete.
packages-cannot-tell = Nicht bekannt
    .body = Dieses System verrät nicht, welche Pakete eine Version hat.
news-none = Es gibt keine Aktualisierung.
news-unknown = Was sich ändert, ist nach dem Herunterladen bekannt.
news-security = Sicherheit
news-kernel = Kernel
news-graphics = Grafik
news-desktop = Arbeitsumgebung
news-other = Alles andere
news-all = Alle Änderungen
severity-low = Gering
severity-moderate = Mittel
severity-important = Wichtig
severity-critical = Kritisch

## Fragen

go-back-title = Zu Version { $version } zurückkehren?
go-back-changes = Was sich ändert
    .body = Das System und die Programme, die zu ihm gehören.
go-back-comparing = Die Versionen werden verglichen …
go-back-counts = Das System selbst: { $counts }.
go-back-stays = Was bleibt
    .body = Eigene Dateien, eigene Einstellungen und eigens installierte Apps.
go-back-settings = Einstellungen
    .body = Einstellungen des ganzen Rechners werden wieder, wie sie in jener Version waren. Dazu gehören Benutzerkonten, Passwörter, Netzwerke und Drucker, die seitdem hinzukamen oder geändert wurden.
go-back-update = Die vorbereitete Aktualisierung
    .body = Version { $version } wird zuerst verworfen. Sie lässt sich später wieder herunterladen.
go-back-next = Beim nächsten Start
go-back-restart = Jetzt neu starten
start-title = Version { $version } starten?
start-settings = Für den ganzen Rechner gelten wieder die Einstellungen jener Version, wie sie waren, als sie zuletzt lief. Benutzerkonten, Passwörter, Netzwerke und Drucker, die seitdem hinzukamen oder geändert wurden, kommen nicht mit.
start-next = Beim nächsten Neustart
start-restart = Jetzt neu starten
delete-title = Version { $version } löschen?
delete-body = Sie verschwindet von diesem Rechner und lässt sich nicht mehr starten. Die laufende Version, Dateien und Apps sind nicht betroffen.
delete-button = Löschen
restart-title = Jetzt neu starten?
restart-body = Alle offenen Programme werden geschlossen. Was nicht gespeichert ist, geht verloren.
restart-button = Neu starten
restart-during-title = Neu starten und die Arbeit abbrechen?
restart-during-body = Das ist noch im Gang: { $work }. Ein Neustart bricht es ab. Alle offenen Programme werden geschlossen, und was nicht gespeichert ist, geht verloren.
restart-during-button = Trotzdem neu starten

## Was getan wurde

done-found = Eine Aktualisierung ist da
done-nothing = Keine neuere Version gefunden
done-ready-already = Version { $version } ist schon bereit und startet nach einem Neustart
done-installed-already = Die neueste Version, { $version }, ist schon installiert
done-updated = Die Aktualisierung ist bereit und startet nach einem Neustart
done-added = Die Version mit den hinzugefügten Paketen ist bereit und startet nach einem Neustart
done-discarded = Die Aktualisierung wurde verworfen
done-goes-back = Version { $version } startet als Nächstes
done-stays = Die laufende Version startet als Nächstes
done-kept = Version { $version } wird behalten
done-released = Version { $version } wird nicht mehr behalten
done-deleted = Die Version wurde gelöscht
done-copied = Kopiert
done-no-restart = Nichts wurde geändert, darum wird nicht neu gestartet
busy-ourselves = Isotope arbeitet noch: { $work }
done-goes-on = Es geht im Hintergrund weiter.
done-hidden = In Isotope ist mehr zu sehen.

## Fehler

failure-details = Technische Einzelheiten
failure-wait = Warten
