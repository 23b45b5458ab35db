switch-no-desktop = Kein Desktop
switch-retired = Der Herausgeber hat es aufgegeben.
switch-retired-instead = Der Herausgeber hat es aufgegeben. Sehen Sie sich stattdessen { $name } an.
switch-other-base = Es besteht aus { $there }, und was hier läuft, aus { $here }. Das eine kann das andere nicht ablösen; es muss neu installiert werden.
switch-not-here = Von dem System, das hier läuft, kann nicht dorthin gewechselt werden.
ctl-switch-not-possible = Von hier aus nicht möglich:
ctl-switch-old = { $channel } (Stand { $date })
ctl-switch-bad-file = { $path } wurde ausgelassen: { $why }
