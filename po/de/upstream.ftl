upstream-no-network = Kein Weg zum Herausgeber
    .body = { $host } ist nicht erreichbar.
    .hint = Prüfen Sie, ob dieser Rechner online ist, und versuchen Sie es noch einmal.
upstream-slow = Der Herausgeber antwortet nicht
    .body = { $host } hat nicht rechtzeitig geantwortet.
    .hint = Versuchen Sie es später noch einmal.
upstream-untrusted = Nicht vertrauenswürdig
    .body = Wer für { $host } antwortet, kann nicht beweisen, es zu sein. Es wurde nichts abgefragt.
    .hint = Prüfen Sie die Uhr dieses Rechners, und ob ein Netzwerk dazwischen erst eine Anmeldung möchte.
upstream-no-image = Kein solches Abbild
    .body = { $name } gibt es nicht.
    .hint = Suchen Sie einen Fehler im Namen.
upstream-refused = Abgelehnt
    .body = { $host } zeigt dieses Abbild nicht jedem, oder es gibt keins.
    .hint = Suchen Sie einen Fehler im Namen. Für ein eigenes Abbild melden Sie sich mit „podman login“ an.
    .known = { $host } kennt Sie und zeigt Ihnen dieses Abbild nicht, oder das hier aufbewahrte Passwort stimmt nicht mehr.
    .known-hint = Suchen Sie einen Fehler im Namen, oder melden Sie sich mit „podman login“ neu an.
upstream-crowded = Zu viele Anfragen
    .body = { $host } hat mehr Anfragen, als es beantwortet.
    .hint = Versuchen Sie es in ein paar Minuten noch einmal.
upstream-broken = Störung beim Herausgeber
    .body = Bei { $host } selbst stimmt etwas nicht.
    .hint = Versuchen Sie es später noch einmal.
upstream-nonsense = Keine Antwort einer Registry
    .body = Was { $host } antwortet, kann nicht stimmen und wurde nicht verwendet.
    .hint = Suchen Sie einen Fehler im Namen. Bleibt es so, sagen Sie es dem Herausgeber.
    .page = { $host } antwortet mit einer Webseite.
    .page-hint = Vielleicht möchte das Netzwerk erst eine Anmeldung: Öffnen Sie eine Seite im Browser. Oder das ist keine Registry.
upstream-not-an-image = Kein Abbild
    .body = { $name } gibt es, ist aber kein Abbild eines Systems.
upstream-other-computers = Für andere Rechner
    .body = { $name } ist für { $there } gemacht, nicht für diesen Rechner.
upstream-not-published = Niemand veröffentlicht es
    .body = Es kommt weder aus einer Registry noch von einer Quelle, also kann niemand gefragt werden, was es gibt.
upstream-no-remote = Keine solche Quelle
    .body = Dieser Rechner hat keine Quelle „{ $remote }“.
    .hint = „ostree remote list“ zeigt die, die er hat.
upstream-no-list = Kein Verzeichnis
    .body = „{ $remote }“ sagt nicht, welche Zweige es hat.
upstream-no-ostree = Kein ostree
    .body = Der Befehl „ostree“ lässt sich auf diesem Rechner nicht starten.
upstream-failed = Quelle nicht abfragbar
    .body = „{ $remote }“ ließ sich nicht fragen, welche Zweige es hat.
ctl-tags-no-address = „{ $text }“ ist weder ein Abbild (ghcr.io/ublue-os/bluefin) noch eine Quelle (fedora:).
ctl-tags-offline = Gesehen { $age }. Jetzt: { $why }
ctl-tags-channels = Kanäle
ctl-tags-none = Es hat keine Kanäle und keine datierten Builds.
ctl-tags-same = dasselbe wie { $tag }
ctl-tags-here = auf diesem Rechner
ctl-tags-runs = läuft
ctl-tags-followed = wird verfolgt
ctl-tags-others = { $count ->
    [one] 1 weiteres Tag, das Werkzeuge für sich selbst anlegen, ist ausgelassen.
   *[other] { $count } weitere Tags, die Werkzeuge für sich selbst anlegen, sind ausgelassen.
}
ctl-tags-branches = Zweige von { $remote }
ctl-tags-other-branches = { $count ->
    [one] Sie hat 1 weiteren Zweig: isotopectl switch tags { $remote }:
   *[other] Sie hat { $count } weitere Zweige: isotopectl switch tags { $remote }:
}
