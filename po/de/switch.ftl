switch-no-desktop = Kein Desktop
switch-retired = Der Herausgeber hat es aufgegeben.
switch-retired-instead = Der Herausgeber hat es aufgegeben. Sehen Sie sich stattdessen { $name } an.
switch-other-kind = Es ist für { $program } gemacht; was hier läuft, könnte es nicht starten. Es muss neu installiert werden.
switch-other-base = Es basiert auf { $there }; was hier läuft, basiert auf { $here }. Das eine kann das andere nicht ablösen, es muss neu installiert werden.
switch-not-here = Von dem System, das hier läuft, kann nicht dorthin gewechselt werden.
ctl-switch-not-possible = Von hier aus nicht möglich:
ctl-switch-old = { $channel } (Stand { $date })
ctl-switch-bad-file = { $path } wurde ausgelassen: { $why }
ctl-no-such-system = Kein System heißt { $typed }. isotopectl switch list nennt, was es gibt.
    .meant = Kein System heißt { $typed }. Vielleicht war { $meant } gemeint.
ctl-preflight-title = Zu { $system }:
ctl-preflight-go = Nichts spricht dagegen.
ctl-preflight-ask = Es geht, mit dem, was oben steht.
ctl-preflight-stop = So, wie es ist, geht es nicht.
address-empty = Es wurde nichts eingegeben.
address-space = Eine Adresse hat keine Leerzeichen.
address-no-signature = Die Adresse eines Abbilds sagt, ob seine Signatur geprüft wird. Vielleicht war { $checked } gemeint oder, ohne Prüfung, { $unchecked }.
address-meant = Vielleicht war { $meant } gemeint.
address-form = { $form } vor einem Doppelpunkt ist nicht bekannt.
address-image = { $name } ist kein Name eines Abbilds.
address-tag = { $tag } ist kein Tag.
address-digest = { $digest } ist keine Prüfsumme; sie besteht aus sha256: und 64 Ziffern.
address-remote = { $remote } ist kein Name einer Quelle.
address-branch = { $branch } ist kein Name eines Zweigs.
address-incomplete = Die Adresse ist nicht vollständig, und was läuft, verrät den Rest nicht.
switch-note = Vor dem Wechsel zu { $system }
ctl-switch-needs-yes = Es wurde nichts getan. Mit --yes geschieht es trotz allem, was ein Ausrufezeichen hat.
ctl-switch-ready = Version { $version } des anderen Systems liegt bereit und startet nach einem Neustart.
ctl-switch-then = Nach dem Neustart tut isotopectl switch to den zweiten Schritt.
ctl-switch-way-back = isotopectl switch back nimmt das zurück, auch nach dem Neustart.
ctl-switch-not-kept = Ohne Isotopes Helfer lässt sich die laufende Version nicht behalten. Bis zur nächsten Aktualisierung bleibt sie als vorige.
ctl-switch-undone = Der Wechsel ist zurückgenommen; alles ist wie zuvor.
ctl-switch-returns = Das System von vorher startet nach einem Neustart.
ctl-switch-returns-with-settings = Das System von vorher startet nach einem Neustart, und die Einstellungen seiner Arbeitsumgebung sind wieder da. Starten Sie bald neu: Bis dahin kann die laufende Arbeitsumgebung sie ändern.
# After the restart of a switch back
ctl-switch-home = Sie sind schon zurück, und die Einstellungen sind wie zuvor.
ctl-no-switch = Es gibt keinen Wechsel, der sich zurücknehmen ließe. isotopectl go-back startet die vorige Version dieses Systems.
ctl-switch-returns-already = Das System von vorher startet schon nach dem nächsten Neustart. Bis dahin bleiben Sie mit isotopectl go-back running hier.
ctl-switch-gone = Die Version von vorher ist nicht mehr auf diesem Computer. Ein Wechsel zu ihrem System holt sie neu, isotopectl switch settings list nennt die Einstellungen, die zurückkommen können, und isotopectl switch release beendet den Wechsel.
ctl-switch-other-waits = Dieses System läuft schon, und ein anderes wartet auf den Neustart. isotopectl switch back nimmt das zurück.
ctl-switch-back-discards = Version { $version }, die bereitlag, ist verworfen.
ctl-switch-no-settings = Die Kopie der Einstellungen von vorher gibt es nicht mehr. Die Einstellungen bleiben, wie sie sind.
ctl-switch-dry-run = Es wurde nichts getan.
ctl-standing-prepared = Der Wechsel zu { $system } wartet auf den Neustart. isotopectl switch back nimmt ihn zurück.
ctl-standing-arrived = Sie sind von { $system } hierher gewechselt. isotopectl switch back geht dorthin zurück, mit isotopectl switch release bleiben Sie hier.
ctl-standing-then = Ein Schritt des Wechsels fehlt noch: isotopectl switch to tut ihn.
ctl-standing-repair = isotopectl switch repair --dry-run nennt, was eine andere Arbeitsumgebung zurückgelassen hat.
ctl-standing-packages = isotopectl switch packages nennt die zurückgelassenen Pakete.
ctl-standing-returning = Der nächste Neustart geht zurück zu { $system }. Bis dahin bleiben Sie mit isotopectl go-back running hier.
ctl-standing-not-started = { $system } startet mit dem nächsten Neustart. Mit isotopectl switch back bleiben Sie hier.
    .staged = Die vorbereitete Version von { $system } startet mit dem nächsten Neustart. isotopectl switch back verwirft sie, und Sie bleiben hier.
ctl-standing-not-applied = { $system } wurde nicht eingerichtet. isotopectl switch to { $address } versucht es noch einmal, isotopectl switch release gibt es auf.
ctl-standing-home = Der Wechsel zu { $system } fand nicht statt, oder Sie sind von dort zurück. isotopectl switch release beendet ihn.
    .settings = Der Wechsel zu { $system } fand nicht statt, oder Sie sind von dort zurück. isotopectl switch back bringt die Einstellungen von vor dem Wechsel zurück und beendet ihn, isotopectl switch release lässt sie, wie sie sind.
ctl-standing-back = Sie sind von { $system } zurück. isotopectl switch release beendet den Wechsel.
    .kept = Sie sind von { $system } zurück. Wegen dieses Wechsels wird noch eine Version behalten: isotopectl switch release beendet ihn.
    .settings = Sie sind von { $system } zurück. isotopectl switch back bringt die Einstellungen von vor dem Wechsel zurück und beendet ihn, isotopectl switch release lässt sie, wie sie sind.
ctl-no-second-step = Kein Wechsel wartet auf einen zweiten Schritt. Nennen Sie das Ziel.
ctl-no-such-copy = Von { $copy } gibt es keine Kopie von Einstellungen. isotopectl switch settings list nennt, was es gibt.
ctl-no-own-copy = Von { $desktop } gibt es keine Kopie von Einstellungen. Es gibt { $copies }; mit dem Namen einer davon wird diese trotzdem zurückgeholt.
ctl-copy = { $copy } ({ $desktop })
ctl-settings-none = Es sind keine Einstellungen beiseitegelegt.
ctl-settings-failed = Die Einstellungen der Arbeitsumgebung ließen sich nicht beiseitelegen oder zurückholen. Sie sind, wie sie waren.
ctl-settings-halfway = Manche Einstellungen der Arbeitsumgebung sind geändert, die übrigen konnten nicht geändert werden. Die vorherigen liegen in der Kopie { $aside }; isotopectl switch settings list versucht noch einmal, sie zurückzuholen.
ctl-settings-saved = { $count ->
    [one] Eine Datei mit Einstellungen wurde beiseitegelegt, in { $folder }.
   *[other] { $count } Dateien mit Einstellungen wurden beiseitegelegt, in { $folder }.
}
ctl-settings-restored = { $count ->
    [0] Die Einstellungen waren schon dieselben.
    [one] Eine Datei mit Einstellungen ist wieder wie früher. Was dort war, liegt in { $aside }.
   *[other] { $count } Dateien mit Einstellungen sind wieder wie früher. Was dort war, liegt in { $aside }.
}

# Ein Überbleibsel einer anderen Arbeitsumgebung. $id wird getippt, um nur dieses zu reparieren
ctl-repair-row = { $id }: { $what }. { $why }
ctl-repair-unknown = Nichts Zurückgelassenes heißt { $name }. isotopectl switch repair --dry-run nennt die Namen.
ctl-repair-nothing = Keine andere Arbeitsumgebung hat etwas zurückgelassen, das hier nicht passt.
ctl-repair-found = { $count ->
    [one] Eins lässt sich reparieren.
   *[other] { $count } Dinge lassen sich reparieren.
}
ctl-repair-done = { $count ->
    [one] Es ist repariert. isotopectl switch settings restore { $aside } nimmt das zurück.
   *[other] { $count } Dinge sind repariert. isotopectl switch settings restore { $aside } nimmt das zurück.
}

ctl-switch-released = Die Version von vorher wird nicht mehr behalten; der Wechsel ist abgeschlossen.
# Hinter einer Liste von Paketen. $command fügt sie wieder hinzu
ctl-switch-packages = Sie blieben beim Wechsel zurück. So kommen sie wieder dazu: { $command }
# $packages ist eine Liste von Paketnamen
ctl-switch-packages-ready = Bereit, startet nach einem Neustart, mit { $packages }.
ctl-switch-no-packages = Es sind keine Pakete mehr zurückgeblieben.
