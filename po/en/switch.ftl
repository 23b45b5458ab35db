### Switching to another system, channel or release.

# In place of a desktop's name
switch-no-desktop = No desktop
# Why a system cannot be switched to
switch-retired = Its publisher has given it up.
# $name is the system that the publisher recommends
switch-retired-instead = Its publisher has given it up. Look at { $name } instead.
# $here and $there are what systems are made of: Fedora, CentOS Stream 10
switch-other-kind = It is made for { $program }, and what runs here could not start it; it has to be installed anew.
switch-other-base = It is made of { $there }, and what runs here of { $here }. One cannot take the place of the other; it has to be installed anew.
switch-not-here = The system that runs here cannot be switched to it.

## In the terminal

ctl-switch-not-possible = Not possible from here:
# Beside a channel: nobody has looked whether that is still true since $date
ctl-switch-old = { $channel } (as of { $date })
# A file with systems that has a mistake
ctl-switch-bad-file = { $path } was left out: { $why }
# $typed is what a person typed, $meant are names
ctl-no-such-system = No system is called { $typed }. isotopectl switch list tells what there is.
    .meant = No system is called { $typed }. Perhaps { $meant } was meant.
ctl-preflight-title = To { $system }:
ctl-preflight-go = Nothing speaks against it.
ctl-preflight-ask = It can be done, with what is said above.
ctl-preflight-stop = It cannot be done as it is.

## Why what was typed is no address

address-empty = Nothing was typed.
address-space = An address has no spaces.
address-no-signature = An image’s address says whether its signature is checked. Perhaps { $checked } was meant, or without a check { $unchecked }.
address-meant = Perhaps { $meant } was meant.
address-form = { $form } is not known before a colon.
address-image = { $name } is no name of an image.
address-tag = { $tag } is no tag.
address-digest = { $digest } is no digest; it is sha256: and 64 digits.
address-remote = { $remote } is no name of a source.
address-branch = { $branch } is no name of a branch.
address-incomplete = The address is not complete, and what runs does not tell the rest.

## Switching in the terminal

# A note beside the version that is kept because of a switch. $system is a name: Fedora Kinoite 44
switch-note = Before the switch to { $system }
ctl-switch-needs-yes = Nothing was done. With --yes it is done in spite of what is marked with an exclamation mark.
ctl-switch-ready = Version { $version } of the other system is ready and starts after a restart.
ctl-switch-then = After the restart, isotopectl switch to takes the second step.
ctl-switch-way-back = isotopectl switch back takes it back, also after the restart.
ctl-switch-not-kept = The version that runs cannot be kept without Isotope’s helper. It stays as the previous one until the next update.
ctl-switch-undone = The switch was taken back; all is as it was before.
ctl-switch-returns = The system from before starts after a restart.
ctl-switch-returns-with-settings = The system from before starts after a restart, and the settings of its desktop are back. Restart soon: until then the desktop that runs may change them.
# After the restart of a switch back
ctl-switch-home = You are back already, and the settings are as they were.
# There is nothing that switch back or switch release could end
ctl-no-switch = There is no switch to take back. isotopectl go-back starts the previous version of this system.
ctl-switch-returns-already = The system from before starts after a restart already. Until then, isotopectl go-back running stays here.
ctl-switch-gone = The version from before is not on this computer any more. Switching to its system fetches it anew, isotopectl switch settings list tells which settings can come back, and isotopectl switch release ends the switch.
ctl-switch-other-waits = This system runs already, and another one waits for the restart. isotopectl switch back takes that back.
# Behind what a switch back has done
ctl-switch-back-discards = Version { $version }, which was prepared, is thrown away.
ctl-switch-no-settings = The copy of the settings from before is not there any more. The settings stay as they are.
ctl-switch-dry-run = Nothing was done.

## Where a switch stands: in isotopectl status, and after a restart. $system is a name such as Fedora Kinoite 44

ctl-standing-prepared = The switch to { $system } waits for the restart. isotopectl switch back takes it back.
ctl-standing-arrived = You switched here from { $system }. isotopectl switch back goes back there, isotopectl switch release stays here.
ctl-standing-then = One step of the switch is left: isotopectl switch to does it.
ctl-standing-repair = isotopectl switch repair --dry-run tells what another desktop left behind.
ctl-standing-packages = isotopectl switch packages tells which packages were left behind.
ctl-standing-returning = The next restart goes back to { $system }. Until then, isotopectl go-back running stays here.
ctl-standing-not-started = { $system } starts with the next restart. isotopectl switch back stays here.
    .staged = The version of { $system } that was prepared starts with the next restart. isotopectl switch back discards it and stays here.
ctl-standing-not-applied = { $system } was not installed. isotopectl switch to { $address } tries once more, isotopectl switch release gives it up.
ctl-standing-home = The switch to { $system } was not carried out, or you are back from it. isotopectl switch release ends it.
    .settings = The switch to { $system } was not carried out, or you are back from it. isotopectl switch back brings the settings from before the switch back and ends it, isotopectl switch release leaves them as they are.
ctl-standing-back = You are back from { $system }. isotopectl switch release ends the switch.
    .kept = You are back from { $system }. Because of that switch a version is still kept: isotopectl switch release ends it.
    .settings = You are back from { $system }. isotopectl switch back brings the settings from before the switch back and ends it, isotopectl switch release leaves them as they are.

ctl-no-second-step = No switch waits for a second step. Say where to switch to.
ctl-no-such-copy = There is no copy of settings of { $copy }. isotopectl switch settings list tells what there is.
# No copy is of the desktop that runs. $copies is a list of ctl-copy
ctl-no-own-copy = There is no copy of settings of { $desktop }. There are { $copies }; the name of one of them brings it back all the same.
# One copy, $copy is its name
ctl-copy = { $copy } ({ $desktop })
ctl-settings-none = No settings are put aside.
ctl-settings-failed = The settings of the desktop could not be put aside or brought back. They are as they were.
ctl-settings-halfway = Some settings of the desktop are changed, and the others could not be. Those from before are in the copy { $aside }; isotopectl switch settings list tries again to bring them back.
# $count: files, $folder: where they are
ctl-settings-saved = { $count ->
    [one] One file of settings was put aside in { $folder }.
   *[other] { $count } files of settings were put aside in { $folder }.
}
ctl-settings-restored = { $count ->
    [0] The settings were the same already.
    [one] One file of settings is as it was again. What was there is in { $aside }.
   *[other] { $count } files of settings are as they were again. What was there is in { $aside }.
}

# One thing that another desktop left behind. $id is typed to repair only that
ctl-repair-row = { $id }: { $what }. { $why }
# $name is what a person typed
ctl-repair-unknown = Nothing that was left behind is called { $name }. isotopectl switch repair --dry-run tells the names.
ctl-repair-nothing = No other desktop left anything behind that does not fit here.
ctl-repair-found = { $count ->
    [one] One thing can be repaired.
   *[other] { $count } things can be repaired.
}
ctl-repair-done = { $count ->
    [one] It is repaired. isotopectl switch settings restore { $aside } undoes that.
   *[other] { $count } things are repaired. isotopectl switch settings restore { $aside } undoes that.
}

ctl-switch-released = The version from before is kept no more, and the switch is over.
# Behind a list of packages. $command adds them again
ctl-switch-packages = They were left behind at the switch. This adds them again: { $command }
# $packages is a list of names of packages
ctl-switch-packages-ready = Ready, starts after a restart, with { $packages }.
ctl-switch-no-packages = No packages are left behind.
