### Texte, die Fenster und Terminal teilen: Namen, Zahlen, Arbeiten, Fehler, Befunde.

## Namen

app-name = Isotope
app-summary = Systeme aktualisieren, zurücknehmen und wechseln

## Zahlen und Zeiten

decimal-separator = ,
list-separator = ,{ " " }
size-bytes = { $value } { $value ->
    [one] Byte
   *[other] Byte
}
size-kilobytes = { $value } kB
size-megabytes = { $value } MB
size-gigabytes = { $value } GB
bytes-of = { $done } von { $total }
date-format = %-d. %b %Y
weekday-format = %A, %-d. %B
date-time-format = %-d. %b %Y, %H:%M
time-format = %H:%M
age-now = gerade eben
age-minutes = { $count ->
    [one] vor 1 Minute
   *[other] vor { $count } Minuten
}
age-hours = { $count ->
    [one] vor 1 Stunde
   *[other] vor { $count } Stunden
}
age-yesterday = gestern
age-days = { $count ->
    [one] vor 1 Tag
   *[other] vor { $count } Tagen
}
age-weeks = { $count ->
    [one] vor 1 Woche
   *[other] vor { $count } Wochen
}
age-months = { $count ->
    [one] vor 1 Monat
   *[other] vor { $count } Monaten
}
age-years = { $count ->
    [one] vor 1 Jahr
   *[other] vor { $count } Jahren
}

## Das System

system-without-name = Dieses System
update-without-number = eine neuere Version
channel-stable = Stabil
channel-testing = Test
channel-latest = Neueste
channel-beta = Beta
# $release is a number: 45
channel-next = Nächste Ausgabe { $release }
automatic-off = Aktualisiert wird, wenn jemand es verlangt.
automatic-check = Der Rechner sucht selbst nach Aktualisierungen, installiert sie aber nicht.
automatic-stage = Der Rechner bereitet Aktualisierungen selbst vor; sie starten nach einem Neustart.
automatic-apply = Der Rechner installiert Aktualisierungen und startet selbst neu.
automatic-unknown = Ob etwas diesen Rechner von selbst aktualisiert, ist nicht bekannt.
signature-verified-by = Herausgeber bestätigt: { $name }
signature-verified = Herausgeber bestätigt
signature-invalid = Die Signatur des Herausgebers ist ungültig
signature-not-checked = Nicht bestätigt
signature-unknown = Geprüft nach den Regeln dieses Rechners
change-added = neu, { $version }
change-removed = entfernt, war { $version }
change-upgraded = { $old } → { $new }
change-downgraded = { $old } → { $new } (älter)
counts-upgraded = { $count ->
    [one] 1 Paket aktualisiert
   *[other] { $count } Pakete aktualisiert
}
counts-downgraded = { $count ->
    [one] 1 Paket auf eine ältere Version gesetzt
   *[other] { $count } Pakete auf ältere Versionen gesetzt
}
counts-added = { $count ->
    [one] 1 Paket neu
   *[other] { $count } Pakete neu
}
counts-removed = { $count ->
    [one] 1 Paket entfernt
   *[other] { $count } Pakete entfernt
}
counts-none = Keine Pakete ändern sich
makes-room = { $count ->
    [one] Der Neustart in Version { $version } entfernt Version { $old } von diesem Rechner, um Platz zu schaffen.
   *[other] Der Neustart in Version { $version } entfernt die Versionen { $old } von diesem Rechner, um Platz zu schaffen.
}
    .short = { $count ->
        [one] Version { $old }, um Platz zu schaffen
       *[other] Die Versionen { $old }, um Platz zu schaffen
    }
lack-system = Dieses System kann das nicht.
lack-helper = Dafür wird der Hilfsdienst von Isotope gebraucht; er ist nicht installiert.

## Der eine Satz der Startseite

headline-fine = Alles in Ordnung
    .body = Dieser Rechner läuft mit der neuesten bekannten Version.
    .but = Dieser Rechner ist auf dem neuesten Stand
headline-available = Eine Aktualisierung ist da
    .body = Version { $version } kann installiert werden. Die Arbeit kann dabei weitergehen.
    .downloaded = Version { $version } ist heruntergeladen und kann installiert werden. Die Arbeit kann dabei weitergehen.
headline-newer-installed = Eine neuere Version ist auch installiert
    .body = Version { $version } liegt noch auf diesem Rechner und kann wieder gestartet werden.
headline-not-checked = Noch nicht nachgesehen
    .body = Auf diesem Rechner hat noch niemand nach Aktualisierungen gesucht.
headline-check-failed = Die Suche nach Aktualisierungen ging nicht
    .body = { $reason } Ob es eine neuere Version gibt, ist nicht bekannt.
check-failed = Der letzte Versuch, { $age }, ging nicht. { $reason }
check-failed-network = Der Server des Herausgebers war nicht erreichbar.
check-failed-signature = Die Signatur des Herausgebers fehlt oder ist falsch.
check-failed-service = Der Systemdienst hat nicht geantwortet.
check-failed-not-allowed = Dieses Konto darf nicht nach Aktualisierungen suchen, oder das Passwort wurde nicht angenommen.
check-failed-no-space = Der Datenträger ist voll.
check-failed-other = Der Systemdienst hat ein Problem gemeldet.
headline-ready = Bereit, startet nach einem Neustart
    .body = Version { $version } ist vorbereitet. Bis zum Neustart ändert sich nichts.
headline-change = Nach dem Neustart läuft eine andere Version
    .body = Version { $version } läuft nach dem nächsten Neustart.
headline-missed = Version { $version } hätte starten sollen und tat es nicht: Etwas hat sie daran gehindert, oder im Startmenü wurde eine andere gewählt. Sie startet beim nächsten Neustart, es sei denn, die laufende soll bleiben.

## Arbeiten und ihre Teile

work-check = Aktualisierungen werden gesucht
work-update = Aktualisierung läuft
work-download = Eine Aktualisierung wird geladen
work-discard = Die Aktualisierung wird verworfen
work-go-back = Der nächste Start wird geändert
work-deploy = Eine andere Version wird vorbereitet
work-keep = Eine Version wird behalten
work-release = Eine Version wird freigegeben
work-delete = Eine Version wird gelöscht
work-switch = Das System wird gewechselt
work-packages = Pakete werden geändert
work-other = Das System wird geändert
activity-by = { $work }, begonnen von { $name }
stage-preparing = Wird vorbereitet
stage-checking = Es wird nachgesehen, was neu ist
stage-downloading = Wird heruntergeladen
stage-downloading-bytes = Wird heruntergeladen, { $bytes }
stage-installing = Die neue Version wird vorbereitet
stage-finishing = Fast fertig

## Fehler: Titel, Bedeutung, Ausweg

error-missing = Der Systemdienst fehlt
    .body = { $service } antwortet nicht; daher kann nichts angezeigt oder geändert werden.
    .hint = Ein Neustart des Rechners bringt ihn meist zurück.
error-busy = Etwas anderes arbeitet gerade
    .body = Ein anderes Programm ändert gerade das System. Es kann immer nur eines.
    .by = { $name } ändert gerade das System. Es kann immer nur ein Programm.
    .hint = Warten, bis es fertig ist, dann noch einmal versuchen.
error-not-allowed = Nicht erlaubt
    .body = Dieses Konto darf das nicht, oder das Passwort wurde nicht angenommen.
    .hint = Jemand mit dem Konto eines Systemverwalters kann es tun.
error-cancelled = Abgebrochen
    .body = Der Vorgang wurde angehalten. Nichts wurde geändert.
error-network = Das Herunterladen ging nicht
    .body = Der Server des Herausgebers war nicht erreichbar, oder die Verbindung brach ab. Nichts wurde geändert.
    .hint = Die Internetverbindung prüfen, dann noch einmal versuchen. Was schon geladen ist, bleibt.
error-no-space = Zu wenig Platz
    .body = Der Datenträger ist voll; die neue Version konnte nicht gespeichert werden. Die laufende Version ist unberührt.
    .hint = Eine nicht mehr benötigte Version löschen oder im persönlichen Ordner Platz schaffen.
error-packages = Hinzugefügte Pakete passen nicht
    .body = Auf diesem Rechner hinzugefügte Pakete vertragen sich nicht mit der neuen Version. Nichts wurde geändert.
    .hint = Auf eine spätere Version warten oder das Paket, das in den technischen Angaben steht, mit rpm-ostree uninstall entfernen.
error-no-package = Dieses Paket gibt es nicht
    .body = Keine Paketquelle, die dieser Rechner kennt, hat { $names }. Nichts wurde geändert.
    .hint = Vielleicht heißt es in diesem System anders, oder seine Quelle muss erst eingerichtet werden.
error-signature = Der Aktualisierung ist nicht zu trauen
    .body = Die Signatur des Herausgebers stimmt nicht. Eine solche Aktualisierung wird nie installiert.
    .missing = Die Signatur des Herausgebers fehlt. Eine solche Aktualisierung wird nie installiert.
    .stranger = Sie ist mit einem Schlüssel signiert, den dieser Rechner nicht kennt, und kommt vielleicht gar nicht vom Herausgeber. Eine solche Aktualisierung wird nie installiert.
    .policy = Dieser Rechner hat keine Regel für Abbilder dieses Herausgebers und kann ihre Signatur deshalb nicht prüfen. Deren eigenes System bringt eine solche Regel mit.
    .hint = Später noch einmal versuchen. Bleibt es dabei, den Herausgeber des Systems verständigen.
error-not-as-asked = Ein anderes System wurde vorbereitet
    .body = Verlangt war { $asked }, doch für den nächsten Start bereit liegt { $got }.
    .nothing = Verlangt war { $asked }, doch für den nächsten Start liegt nichts bereit. Die laufende Version ist unberührt.
    .hint = Das Vorbereitete verwerfen und es noch einmal versuchen.
error-not-added = Nicht alle Pakete wurden hinzugefügt
    .body = Der Dienst war ohne ein Wort fertig, doch der nächsten Version fehlt { $names }.
    .hint = Das Vorbereitete verwerfen und es noch einmal versuchen.
error-died = Die Arbeit wurde unterbrochen
    .body = { $service } hat mitten in der Arbeit aufgehört. Die laufende Version ist unberührt.
    .hint = Noch einmal versuchen.
error-unexpected = Das hat nicht geklappt
    .body = Der Systemdienst meldet ein Problem. Die laufende Version ist unberührt.
    .hint = Die technischen Einzelheiten helfen vielleicht weiter.
refused-update-staged = Eine Aktualisierung wartet
    .body = Eine vorbereitete Aktualisierung wartet auf den Neustart und ginge verloren.
    .hint = Erst die Aktualisierung verwerfen oder neu starten.
refused-keep-staged = Noch nicht
    .body = Eine Version lässt sich behalten, sobald sie einmal gestartet wurde.
    .hint = Erst neu starten, dann behalten. Die laufende Version lässt sich jetzt schon behalten.
refused-delete-running = Diese Version läuft gerade
    .body = Die laufende Version lässt sich nicht löschen.
refused-delete-kept = Diese Version wird behalten
    .body = Eine behaltene Version wird nicht gelöscht.
    .hint = Erst freigeben.
refused-nothing-back = Keine frühere Version
    .body = Auf diesem Rechner ist keine frühere Version.
    .hint = Nach der nächsten Aktualisierung bleibt die jetzige Version als vorige erhalten.
refused-no-version = Keine solche Version
    .body = Diese Version ist nicht oder nicht mehr auf diesem Rechner.
refused-not-found = Version nicht gefunden
    .body = Der Herausgeber bietet Version { $version } nicht an.
refused-already-next = Nichts zu tun
    .body = Diese Version startet ohnehin als nächste.
refused-same-origin = Nichts zu tun
    .body = Das System kommt schon von dort.
refused-nothing-to-add = Nichts hinzuzufügen
    .body = Die Version, die als nächste startet, hat diese Pakete schon.
refused-not-a-package = Kein Paket
    .body = „{ $name }“ kann nicht der Name eines Pakets sein.
refused-no-remote = Die Quelle ist hier unbekannt
    .body = Dieser Rechner hat keine Quelle namens { $remote }.
    .hint = Sie muss erst eingerichtet werden, mit der Adresse und dem Schlüssel, die der Herausgeber nennt.
refused-no-origin = Ein solches System gibt es nicht
    .body = Beim Herausgeber gibt es kein { $name }.
refused-other-chosen = Eine andere Version startet als nächste
    .body = Version { $version } ist für den nächsten Start gewählt. Eine Aktualisierung träte an ihre Stelle.
    .hint = Das erst zurücknehmen oder mit ihr neu starten.
refused-chosen-lost = Eine andere Version ginge verloren
    .body = Version { $version } ist für den nächsten Start gewählt und würde mit der Aktualisierung gelöscht.
    .hint = Diese Version erst behalten, dann die Aktualisierung verwerfen.
refused-restart-pending = Der Rechner startet gleich neu
    .body = Bis der Neustart vorbei ist, lässt sich nichts ändern.
refused-restart-blocked = Der Neustart wird aufgehalten
    .body = Ein Neustart ist jetzt nicht möglich wegen { $names }.
    .hint = Dort erst fertig werden, dann neu starten.
refused-not-supported = Hier nicht möglich
    .body = Dieses System kann das nicht.

## Befunde

finding-finalize-failed = Die letzte Aktualisierung konnte nicht installiert werden
    .body = Sie war geladen, ließ sich beim Neustart aber nicht einsetzen. Die Version von vorher läuft unbeschadet weiter.
    .hint = Nach Aktualisierungen suchen und sie noch einmal installieren.
finding-remote-broken = Aktualisierungen sind nicht zu finden
    .body = Die Quelle der Aktualisierungen ist auf diesem Rechner nicht richtig eingerichtet.
finding-end-of-life = Dieses System bekommt keine Aktualisierungen mehr
    .body = Sein Herausgeber hat es eingestellt. Der Wechsel zu einem neueren System hält den Rechner sicher.
finding-given-up = Der Herausgeber hat es aufgegeben. Der Wechsel zu einem anderen System hält den Rechner sicher.
    .hint = Empfohlen wird stattdessen { $system }.
finding-started-older = Eine andere Version als erwartet läuft
    .body = Version { $version } hätte starten sollen. Etwas hat sie daran gehindert, oder im Startmenü wurde eine andere gewählt. Sie startet beim nächsten Neustart.
finding-bad-signature = Der laufenden Version ist nicht zu trauen
    .body = Die Signatur des Herausgebers der laufenden Version ist ungültig.
finding-staged-locked = Die vorbereitete Aktualisierung wird zurückgehalten
    .body = Sie wird beim nächsten Neustart nicht eingesetzt, bis sie freigegeben ist.
finding-no-updates = Dieser Stand bleibt, wie er ist
    .body = Er bekommt keine Aktualisierungen, auch keine, die Sicherheitslücken schließen.
    .hint = Wenn er seinen Dienst getan hat, wechseln Sie zu einem Kanal dieses Systems.
finding-old = Diese Version wird alt
    .body = Sie wurde vor { $days } Tagen veröffentlicht.
