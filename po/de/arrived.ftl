### Nach dem ersten Start in einem anderen System: die Seite, und was Start sagt.

## Start

# $system: was jetzt läuft
home-arrived = Sie sind zu { $system } gewechselt
    .body = Es hat geklappt. Reparieren Sie, was nicht richtig aussieht, holen Sie Zurückgelassenes wieder, oder wechseln Sie mit einem Klick zurück.
    .more = Nächste Schritte
# Der Wechsel war vorbereitet, und es läuft, was vorher lief
home-not-applied = Der Wechsel ließ sich nicht einrichten
    .failed = Das System von vorher läuft weiter, und nichts ist verloren. Meist reicht der Platz nicht.
    .again = Noch einmal versuchen …
    .forget = Verwerfen
# Ebenso, doch niemand weiß, warum: vielleicht kam jemand auch zurück. late: mit „Zurückwechseln“, doch Isotope wurde erst
# später geöffnet. home: mit „Zurückwechseln“, und alles ist, wie es war. $system: was jetzt läuft
home-back-again = { $system } läuft wieder
    .body = Der Wechsel zu einem anderen System hat nicht stattgefunden, oder Sie kamen ohne „Zurückwechseln“ zurück. Was vorher lief, wird seinetwegen noch behalten.
    .late = „Zurückwechseln“ hat seine Einstellungen zurückgebracht. Die andere Arbeitsumgebung hat sie vielleicht noch geändert, als sie endete, und Sie vielleicht seitdem.
    .home = Die Einstellungen seiner Arbeitsumgebung sind, wie sie vor dem Wechsel waren. Wegen des Wechsels wird es noch behalten.
    .settings = Einstellungen zurückholen
    .leave = So lassen
    .release = Freigeben

## Die Seite

arrived-title = Nach dem Wechsel
arrived-worked = Willkommen bei { $system }
    .body = Der Wechsel hat geklappt. Das System von vorher wird behalten, ebenso die Einstellungen seiner Arbeitsumgebung.
    .plain = Der Wechsel hat geklappt.
# Ein Wechsel in zwei Schritten
arrived-step = Noch ein Schritt
    .title = Zweiter Schritt
    .go = Weiter …
arrived-looks = Aussehen
    .body = Was eine andere Arbeitsumgebung zurückgelassen hat und hier nicht passt
    .looking = Themen, Schriften und Standard-Apps werden angesehen …
    .nothing = Alles passt
    .nothing-body = Keine andere Arbeitsumgebung hat etwas zurückgelassen, das hier nicht passt.
    .all = Alles reparieren
    .one = Reparieren
# Fürs Ohr: auf mehreren Knöpfen steht „Reparieren“. $what: Mauszeiger
arrived-repair-spoken = Reparieren: { $what }
arrived-repaired = { $count ->
    [one] Eins wurde repariert
   *[other] { $count } Dinge wurden repariert
}
    .body = Laufende Programme zeigen es vielleicht erst nach einem neuen Start.
    .undo = Rückgängig
arrived-partly-undone = Die Reparatur wurde rückgängig gemacht
    .body = Was danach geändert wurde, bleibt, wie es ist.
arrived-not-repaired = Es ließ sich nicht reparieren
    .body = Alles ist, wie es war. { $detail }
arrived-packages = Hinzugefügte Pakete
    .title = Noch nicht hinzugefügt
    .hint = „Wieder hinzufügen“ nimmt sie in eine Version auf, die nach einem Neustart startet.
    .hint-command = Fügen Sie den Befehl in einem Terminal ein, dann kommen sie wieder dazu.
    .again = Wieder hinzufügen
    .copy = Befehl kopieren
arrived-back = Weg zurück
    .switch = Zurückwechseln
    .title = Das System von vorher
    .body = Es startet nach einem Neustart.
    .settings = Es startet nach einem Neustart, mit den Einstellungen seiner Arbeitsumgebung von vorher.
    .gone = Es ist nicht mehr auf diesem Computer.
    .stay = Hierbleiben
    .stay-body = Das System von vorher wird nicht mehr behalten; die nächste Aktualisierung darf es entfernen.
    .release = Freigeben
done-settled = Der Wechsel ist abgeschlossen. Das System von vorher wird nicht mehr behalten.
