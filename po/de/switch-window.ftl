switch-title = System wechseln
switch-nothing = Keine anderen Systeme bekannt
    .body = Niemand hat Isotope Systeme für diesen Rechner genannt. Eine Adresse geht trotzdem.
switch-group-own = Kanäle und Ausgaben von { $name }
switch-group-publisher = Andere Systeme von { $publisher }
switch-group-other = Von { $publisher }
switch-left-out = Ausgelassen
switch-bad-file = Eine Datei mit Systemen ist nicht lesbar
switch-closed = Von hier aus nicht möglich
    .count = { $count ->
        [one] Ein System
       *[other] { $count } Systeme
    }
switch-closed-base = Was hier läuft, basiert auf { $here } und kann keins davon werden. Sie müssen neu installiert werden, von der Website ihres Herausgebers.
switch-closed-kind = Für { $program } gemacht
    .body = Was hier läuft, könnte sie nicht starten. Sie müssen neu installiert werden, von der Website ihres Herausgebers.
switch-closed-retired = Von ihren Herausgebern aufgegeben
switch-closed-none = Von dem System, das hier läuft, kann nicht zu diesen gewechselt werden
switch-runs = Läuft gerade
switch-from = Vor dem letzten Wechsel
switch-back = Zurückwechseln
switch-made-of = Basiert auf { $base }
switch-old = Stand { $date }
switch-channel-spoken = { $name } { $channel }
switch-other = Anderes Abbild …
    .body = Über seine Adresse
pace-stable = Für die meisten
pace-daily = Für die meisten, täglich neu
pace-latest = Was stabil wird, etwas früher
pace-testing = Neue Versionen früher, mit mehr Fehlern
pace-next = Die nächste Ausgabe, bevor sie fertig ist
pace-development = Woran entwickelt wird, mit vielen Fehlern
signed-checked = Geprüfter Herausgeber
signed-unchecked = Nicht geprüft
address-title = Anderes Abbild
address-body = Die Adresse, die der Herausgeber für den Wechsel nennt. Was an einem Zweig fehlt, wird von dem System genommen, das läuft.
address-entry = Adresse
address-go = Prüfen …
address-examples = So sehen Adressen aus
address-example-branch = Ein Zweig einer Quelle
address-example-signed = Ein Abbild eines geprüften Herausgebers
address-example-unchecked = Ein Abbild, das nicht geprüft wird
address-example-remote = Ein Abbild, geprüft mit den Schlüsseln einer Quelle
address-example-digest = Ein einzelner Stand eines Abbilds, über seine Prüfsumme
address-leads-to-branch = Das ist der Zweig { $branch } der Quelle { $remote }.
address-leads-to-local = Das ist der Zweig { $branch } auf diesem Rechner.
address-leads-to-commit = Das ist für immer eine bestimmte Version: Sie bekommt keine Aktualisierungen.
address-leads-to-tag = Das ist das Abbild { $image } in seinem Kanal { $tag }.
address-leads-to-build = Das ist für immer ein bestimmter Stand des Abbilds { $image }: Er bekommt keine Aktualisierungen.
address-checked = Geprüfter Herausgeber.
address-unchecked = Nicht geprüft.
address-unsaid = Es fehlt, ob der Herausgeber geprüft wird.
address-almost = Etwas darin fehlt oder steht doppelt da.
address-use-verified = Als geprüft verwenden
address-use-unverified = Als nicht geprüft verwenden
address-use = Diese Adresse verwenden
switch-builds = Alle Kanäle und Stände
    .body = Frisch beim Herausgeber abgefragt, frühere Stände nach Tagen
switch-branches = Alle Kanäle und Ausgaben
    .body = Frisch beim Herausgeber abgefragt
switch-more-spoken = { $what } von { $name }
builds-title = Stände
    .none = Kanäle
builds-again = Noch einmal fragen
builds-looking = Der Herausgeber wird gefragt …
    .body = Welche Kanäle und Stände es gerade gibt
builds-nothing = Nichts da
    .body = Der Herausgeber hat davon weder Kanäle noch Stände einzelner Tage.
builds-channels = Kanäle
builds-branches = Ausgaben und Kanäle
builds-release = Ausgabe { $release }
builds-closed = { $count ->
    [one] Ein Kanal
   *[other] { $count } Kanäle
}
builds-closed-why = { $names }: { $why }
builds-dated = Stände nach Tagen
    .body = Ein Stand bleibt, wie er ist, und bekommt keine Aktualisierungen. Nützlich, solange ein neuerer Stand einen Fehler hat.
builds-choice = Stände von
    .all = Alle Kanäle
builds-here = Auf diesem Rechner
builds-earlier = Früher
builds-count = { $count ->
    [one] Ein Stand
   *[other] { $count } Stände
}
builds-others = Andere Systeme
    .count = { $count ->
        [one] Eins aus derselben Quelle
       *[other] { $count } aus derselben Quelle
    }
preflight-page-title = Vor dem Wechsel
preflight-page-question = Zu { $system } wechseln?
preflight-page-looking = Wird geprüft …
    .body = Was läuft, was kommt, und ob es zusammenpasst
preflight-page-again = Noch einmal nachsehen
preflight-page-red = Im Weg
preflight-page-yellow = Gut zu wissen
preflight-page-green = Keine Probleme
    .rest = Alles andere ist in Ordnung
    .count = { $count ->
        [one] Ein Punkt geprüft und in Ordnung
       *[other] { $count } Punkte geprüft und in Ordnung
    }
preflight-page-level-red = Im Weg
preflight-page-level-yellow = Gut zu wissen
preflight-page-level-green = In Ordnung
preflight-page-copy = Befehl kopieren
preflight-page-steps = In zwei Schritten
    .body = Isotope merkt sich den zweiten über den Neustart hinweg.
preflight-page-first = Jetzt
    .unverified = { $system }, nicht geprüft
preflight-page-second = Nach dem Neustart
    .verified = { $system }, geprüfter Herausgeber
preflight-page-packages = Hinzugefügte Pakete
    .line = { $count ->
        [one] Ein hinzugefügtes Paket passt vielleicht nicht
       *[other] { $count } hinzugefügte Pakete passen vielleicht nicht
    }
preflight-page-keep = Pakete behalten
    .body = Passen sie nicht, bricht der Wechsel ab, und nichts ändert sich.
preflight-page-leave = Entfernen und später wieder hinzufügen
    .body = Isotope merkt sie sich.
preflight-page-read = Das habe ich gelesen
preflight-page-switch = Wechseln
preflight-page-verdict-ask = Möglich; vorher gibt es etwas zu wissen.
preflight-page-stop = Es geht nicht, solange etwas im Weg ist.
preflight-page-never = Von hier aus geht es nicht.
preflight-page-nothing = Es gibt nichts zu tun.
preflight-page-ask = Setzen Sie zuerst das Häkchen, dass Sie gelesen haben, was gut zu wissen ist.
preflight-page-busy = Gerade läuft eine andere Arbeit.
preflight-page-happens = Was geschieht
preflight-page-files = Dateien und installierte Apps bleiben
preflight-page-stays = { $system } bleibt auf diesem Rechner, um zurückkehren zu können
    .until-update = { $system } bleibt bis zur nächsten Aktualisierung auf diesem Rechner, um zurückkehren zu können
preflight-page-settings = Einstellungen von { $desktop } werden gesichert und kommen beim Zurückwechseln wieder
    .unknown = Einstellungen der Arbeitsumgebung werden gesichert und kommen beim Zurückwechseln wieder
preflight-page-starts = Es startet nach einem Neustart; bis dahin nimmt „Rückgängig“ es zurück
preflight-page-download = Bis zu { $size } zu laden
    .unknown = Wie viel zu laden ist, ist vorher nicht bekannt
preflight-page-free = { $size } frei
home-switch = Wechseln …
home-switch-spoken = Zu einem anderen System wechseln …
menu-switch = System wechseln …
home-switch-ready = { $system } liegt bereit
    .body = Es startet nach einem Neustart. Bis dahin nimmt „Rückgängig“ den Wechsel spurlos zurück.
    .then = Es startet nach einem Neustart. Das ist der erste von zwei Schritten.
    .newer = Eine neuere Version davon startet nach einem Neustart.
# Nach „Zurückwechseln“
home-switch-back = { $system } startet nach einem Neustart
    .settings = Es lief vor dem Wechsel und hat die Einstellungen seiner Arbeitsumgebung wieder. Bis dahin bleiben Sie mit „Rückgängig“ hier.
    .body = Es lief vor dem Wechsel.
# Nach dem Wechsel wurde etwas vorbereitet. $version: seine Nummer
switch-back-title = Zurückwechseln?
switch-back-body = Version { $version } liegt bereit und startet nach einem Neustart. Durch das Zurückwechseln wird sie verworfen.
done-switched = Das andere System liegt bereit und startet nach einem Neustart
done-switch-undone = Der Wechsel ist zurückgenommen
done-returns = Das System von vorher startet nach einem Neustart
done-home = Die Einstellungen der Arbeitsumgebung sind wie vor dem Wechsel
