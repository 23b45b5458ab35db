### Texte von isotopectl apps: Aktualisierungen, Versionen, Entfernen, was läuft.

## Aktualisierungen

ctl-care-looking = Die Quellen der Apps werden gefragt.
ctl-care-no-updates = Es gibt keine Aktualisierungen.
ctl-care-update-hint = isotopectl apps update --all setzt alle ein, die nicht festgehalten sind; mit einer Kennung nur diese.
ctl-care-download = Zu laden: höchstens { $size }
ctl-care-asks = Verlangt neu: { $title } ({ $permission })
ctl-care-asks-much = Verlangt neu: { $title } ({ $permission }) – { $risk }
ctl-care-asks-unknown = Was sie neu verlangt, ist nicht bekannt. { $why }
ctl-care-replacement = { $id } tritt an ihre Stelle; eine Aktualisierung installiert stattdessen diese.
ctl-care-runtime-ended = Um die gemeinsamen Bestandteile, die sie benutzt ({ $runtime }), kümmert sich niemand mehr. Ihr Herausgeber muss auf neuere umsteigen.
ctl-care-runtime-ended-because = Um die gemeinsamen Bestandteile, die sie benutzt ({ $runtime }), kümmert sich niemand mehr: „{ $why }“ Ihr Herausgeber muss auf neuere umsteigen.
ctl-care-updated = { $name } ist auf { $version } aktualisiert.
ctl-care-replaced = { $name } ist durch { $id } ersetzt.
ctl-care-gone = { $name } ist nicht mehr installiert; ihr Herausgeber wollte eine andere App an ihrer Stelle.
ctl-care-runs-on = { $name } läuft noch in der alten Version, bis sie neu gestartet wird.
ctl-care-percent = { $words }, { $percent } %
ctl-care-stopping = Wird angehalten. Woran flatpak gerade ist, wird erst in Ordnung gebracht.

## Versionen

ctl-care-installed-mark = * installiert
ctl-care-held-now = Sie ist bei dieser Version festgehalten; isotopectl apps release-hold { $id } gibt sie frei.
ctl-care-used = { $name } ist jetzt bei Version { $version } und dort festgehalten. isotopectl apps release-hold { $id } gibt sie frei.
ctl-care-used-already = { $name } ist schon bei Version { $version } und dort festgehalten.
ctl-care-held = { $name } ist bei ihrer Version festgehalten. isotopectl apps release-hold { $id } gibt sie frei.
ctl-care-held-already = { $name } ist schon festgehalten.
ctl-care-released = { $name } kann wieder aktualisiert werden. isotopectl apps update { $id } tut es jetzt.
ctl-care-not-held = { $name } ist nicht festgehalten.

## Entfernen

ctl-care-uninstalled = { $name } ist deinstalliert.
ctl-care-data-kept = Ihre Daten bleiben. isotopectl apps leftovers --trash { $id } legt sie in den Papierkorb.
ctl-care-data-trashed = Ihre Daten sind im Papierkorb.
ctl-care-answers-forgotten = Vergessene Antworten vom Benutzen: { $count }. isotopectl apps history zeigt sie.
ctl-care-data-left = Ihre Daten sind, wo sie waren. { $why }
ctl-care-none-unused = Alles, was installiert ist, wird gebraucht.
ctl-care-unused-hint = Diese braucht nichts. isotopectl apps unused --remove entfernt sie.
ctl-care-removed = { $name } ist entfernt.
ctl-care-no-leftovers = Von entfernten Apps ist nichts übrig.
ctl-care-leftovers-hint = isotopectl apps leftovers --trash ID verschiebt die Daten einer App in den Papierkorb und vergisst, was Sie beim Benutzen geantwortet haben.
ctl-care-at-least = mehr als { $size }
ctl-care-rules = Geänderte Berechtigungen
ctl-care-answers = Antworten: { $count }
ctl-care-trashed = Die Daten von { $id } sind im Papierkorb.
ctl-care-rules-stay = Was Sie über { $id } festgelegt haben, bleibt. isotopectl apps reset { $id } nimmt es zurück.

## Was läuft

ctl-care-runs = { $name }, { $id }, Instanz { $number }
ctl-care-restart-changes = Anders, wenn sie neu gestartet wird: { $change }
ctl-care-restart-version = Eine andere Version ist installiert und läuft, wenn sie neu gestartet wird.
ctl-care-nothing-runs = Es läuft keine App.
ctl-care-opened = { $name } läuft.
ctl-care-ended = { $id } ist beendet.
ctl-care-not-running = { $id } läuft nicht.

## Fehler

ctl-care-several = Mehrere heißen { $text }. Der volle Name oder --installation sagt, welche gemeint ist:
ctl-care-no-installation = Es gibt keine Installation { $name }, nur { $known }.
ctl-care-not-an-app = { $id } ist keine App, sondern etwas, das Apps brauchen. isotopectl apps unused --remove entfernt, was nichts mehr braucht.
ctl-care-no-version = Die Quelle hat keine Version von { $id }, die mit { $text } beginnt. isotopectl apps versions { $id } zeigt alle.
ctl-care-several-versions = Mehrere Versionen beginnen mit { $text }: { $fits }. Mehr Ziffern sind nötig.
ctl-care-no-leftover = Von { $id } ist nichts übrig. isotopectl apps leftovers zeigt, wovon noch etwas da ist.
ctl-care-not-seen = { $id } sollte sich öffnen, läuft aber nicht. In einem Terminal zeigt flatpak run { $id }, was sie sagt.
ctl-care-still-runs = { $id } wurde beendet, läuft aber noch. isotopectl apps running zeigt sie.
ctl-care-held-hint = isotopectl apps release-hold { $id } gibt sie frei.
ctl-care-unreadable-hint = isotopectl apps doctor nennt die Zeile und behebt sie mit --repair.
ctl-care-waits-hint = isotopectl apps hold { $id } schaltet sie aus; vielleicht muss eine Person mit Verwaltungsrechten zustimmen.
ctl-care-running-hint = isotopectl apps quit { $id } beendet sie; was nicht gespeichert ist, geht verloren.
ctl-care-installed-hint = isotopectl apps uninstall { $id } --delete-data entfernt beides.
ctl-care-gone-hint = isotopectl apps list zeigt, was installiert ist.
ctl-care-not-allowed-hint = --show-command zeigt flatpaks eigenen Befehl, den jemand mit Verwaltungsrechten ausführen kann.
ctl-care-no-space-hint = isotopectl apps unused und isotopectl apps leftovers zeigen, was weg kann.
ctl-care-not-offered-hint = isotopectl apps versions zeigt, was sie hat.
