preflight-runs-already = Das läuft hier schon.
preflight-supported = Das System, das hier läuft, lässt sich gegen ein anderes tauschen.
preflight-not-supported = Von dem System, das hier läuft, kann nicht dorthin gewechselt werden.
preflight-not-yours = Die Regeln dieses Rechners lassen Sie sein System nicht wechseln.
preflight-published = Es kommt von { $by } und wird dort gepflegt.
preflight-old-facts = Was Isotope darüber weiß, ist vom { $date } und stimmt vielleicht nicht mehr.
preflight-unknown-channel =
    Diese Ausgabe oder diesen Kanal kennt Isotope nicht.
    { $by } veröffentlicht das System, aber vielleicht ist sie zu Ende oder noch nicht fertig.
preflight-not-there =
    { $address } gibt es nicht.
    Das sagt der Herausgeber: Es ist beendet, heißt anders, oder die Adresse ist vertippt.
preflight-unheard =
    Isotope kennt dieses System nicht.
    Vieles, worauf es ankommt, lässt sich daher nicht sagen.
preflight-same-base = Beide basieren auf { $base }.
preflight-other-base =
    Es basiert auf { $there }; was hier läuft, basiert auf { $here }.
    Das eine kann das andere nicht ablösen.
preflight-or = { " " }oder{ " " }
preflight-other-kind =
    Es ist für { $program } gemacht.
    Was hier läuft, könnte es nicht starten.
preflight-unknown-base =
    Worauf eines von beiden basiert, ist nicht bekannt.
    Passen sie nicht zusammen, startet das neue System vielleicht nicht; der Weg zurück bleibt.
preflight-same-release = Beide sind Ausgabe { $release }.
preflight-newer-release = Es ist Ausgabe { $there }, neuer als die { $here }, die läuft.
preflight-older-release =
    Es ist Ausgabe { $there }, älter als die { $here }, die läuft.
    Programme dort können vielleicht nicht lesen, was neuere geschrieben haben, und Aktualisierungen gibt es womöglich keine mehr.
preflight-same-desktop = Die Arbeitsumgebung ist { $desktop }; Ihre Einstellungen passen dazu.
preflight-unknown-desktop =
    Welche Arbeitsumgebung es hat, ist nicht bekannt.
    Einstellungen der einen können das Aussehen der anderen verderben.
preflight-other-desktop =
    Es hat { $there } statt { $here }.
    Danach sind oft Schriften, Themen und Mauszeiger verkehrt. Isotope hilft, das zu reparieren.
preflight-advised-against =
    Es hat { $there } statt { $here }, und { $publisher } rät davon ab.
    Danach sind oft Schriften, Themen und Mauszeiger verkehrt. Isotope hilft, das zu reparieren.
preflight-no-desktop =
    Es hat keine Arbeitsumgebung.
    Nach dem Neustart gibt es nur eine Textkonsole.
preflight-checked-by-remote = Geprüfter Herausgeber: Die Schlüssel von { $remote } prüfen die Signatur.
preflight-checked-by-policy = Geprüfter Herausgeber: Dieser Rechner prüft die Signatur.
preflight-unchecked = Nicht geprüft: Nichts beweist, dass es von seinem Herausgeber kommt.
preflight-two-steps =
    Der Schlüssel des Herausgebers kommt mit dem System; darum braucht es zwei Neustarts.
    Der erste Schritt ist nicht geprüft, der zweite nach dem Neustart schon, ebenso jede Aktualisierung.
preflight-no-rule = Dieser Rechner hat keine Regel für Abbilder dieses Herausgebers und lehnt sie deshalb ab.
preflight-not-signed-so = Dieser Rechner hat keine Regel, um es so zu prüfen, wie es diese Adresse verlangt, und lehnt es darum ab.
preflight-forbidden = Die Regeln dieses Rechners verbieten Abbilder von dort.
preflight-source-known = Dieser Rechner kennt die Quelle { $remote }.
preflight-no-remote = Dieser Rechner kennt keine Quelle namens { $remote }.
preflight-no-key = Dieser Rechner hat keinen Schlüssel, um zu prüfen, was von { $remote } kommt.
preflight-moves = Von dort kommen Aktualisierungen.
preflight-stays =
    Das ist ein einzelner Stand, der bleibt, wie er ist: Er bekommt keine Aktualisierungen.
    Auch Sicherheitslücken bleiben offen, bis Sie zu einem Kanal wechseln.
preflight-nothing-prepared = Für den nächsten Start wartet nichts anderes.
preflight-update-prepared =
    Version { $version } liegt bereit und startet nach einem Neustart.
    Starten Sie erst neu, oder verwerfen Sie sie. Sie lässt sich später wieder laden.
preflight-other-chosen =
    Version { $version } ist für den nächsten Start gewählt.
    Starten Sie erst neu, oder machen Sie die Wahl rückgängig. Der Wechsel träte an ihre Stelle.
preflight-no-packages = Auf diesem Rechner wurden keine Pakete hinzugefügt.
preflight-packages = { $count ->
    [one] Auf diesem Rechner wurde ein Paket hinzugefügt, das vielleicht nicht passt: { $names }.
   *[other] Auf diesem Rechner wurden { $count } Pakete hinzugefügt, die vielleicht nicht passen: { $names }.
}
preflight-room = Auf dem Datenträger ist Platz: { $free } sind frei. Wie viel geladen wird, ist vorher nicht bekannt.
preflight-room-download = Auf dem Datenträger ist Platz: { $free } sind frei, und höchstens { $download } werden geladen.
preflight-tight-room = Auf dem Datenträger sind { $free } frei, und es braucht vielleicht bis zu { $need }.
preflight-no-room = Auf dem Datenträger sind nur { $free } frei, und es braucht etwa { $need }.
preflight-boot-room = Für das, womit das System startet, ist Platz.
preflight-tight-boot = Wo das System startet, sind { $free } frei und { $need } nötig: Eine frühere Version wird dafür entfernt.
preflight-no-boot-room = Wo das System startet, sind nur { $free } frei und { $need } nötig.
preflight-login-user = Der Anmeldebildschirm findet seinen Benutzer { $user }.
preflight-no-login-user = Der Anmeldebildschirm läuft als Benutzer { $user }, den dieser Rechner erst beim ersten Start bekommt. Erscheint keiner, wählen Sie im Startmenü die Version davor.
preflight-two-login-users = Der Benutzer { $user } des Anmeldebildschirms hat hier zwei verschiedene Nummern; vielleicht erscheint der Anmeldebildschirm deshalb nicht. Wählen Sie dann im Startmenü die Version davor.
preflight-graphical = Der Rechner startet in die Arbeitsumgebung.
preflight-console-only = Dieser Rechner ist darauf eingestellt, in eine Textkonsole zu starten; die Arbeitsumgebung erschiene nicht.
preflight-powered = Der Rechner hat Strom.
preflight-on-battery = Der Rechner läuft mit seinem Akku ({ $percent } %).
preflight-battery-low = Der Akku steht bei { $percent } % und reicht vielleicht nicht.
preflight-free-network = Das Netz zählt nicht, was geladen wird.
preflight-metered = In diesem Netz kostet vielleicht Geld, was geladen wird, und ein System ist groß.

fix-discard = Das Vorbereitete verwerfen.
fix-undo-choice = Wieder die laufende Version als nächste starten lassen.
fix-two-steps = Der erste Schritt führt zu { $first }; den zweiten merkt sich Isotope.
fix-instead = Sehen Sie sich stattdessen { $name } an.
fix-see-all = Sehen Sie nach, was der Herausgeber jetzt hat.
fix-without-packages = { $count ->
    [one] Im selben Schritt zurücklassen; Isotope merkt es sich für später.
   *[other] Im selben Schritt zurücklassen; Isotope merkt sie sich für später.
}
fix-free-room = Versionen löschen, die Sie nicht brauchen, oder Dateien.
fix-free-room-kept = Eine behaltene Version, die Sie nicht brauchen, freigeben und löschen, oder Dateien löschen.
fix-free-room-files = Dateien löschen oder Apps deinstallieren, die Sie nicht brauchen. Es gibt keine Version, die gelöscht werden kann.
fix-free-boot = Eine behaltene Version freigeben, die Sie nicht brauchen; sie macht dann Platz.
fix-tidy-boot = Es gibt keine Version, die gelöscht werden kann. Platz in /boot schafft, wer den Rechner verwaltet, indem er löscht, was dort sonst noch liegt.
fix-add-remote = Der Herausgeber nennt eine Adresse und einen Schlüssel. Systemverwalter richten die Quelle ein mit: sudo ostree remote add --gpg-import=DATEI { $remote } ADRESSE
fix-add-key = Den Schlüssel als Datei beim Herausgeber holen. Systemverwalter fügen ihn hinzu mit: sudo ostree remote gpg-import --keyring=DATEI { $remote }
fix-command = Systemverwalter beheben das mit: { $line }
fix-ask-administrator = Jemanden bitten, der diesen Rechner verwaltet.
fix-publishers-rule = Die Seite des Herausgebers sagt, wie man seinen Schlüssel hinzufügt. Das tut, wer den Rechner verwaltet.
fix-install-anew = Neu installieren, von der Website des Herausgebers.
fix-plug = Den Rechner ans Stromnetz anschließen.
fix-other-network = Ein anderes Netz verwenden.
