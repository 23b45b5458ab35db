### Texts of isotopectl apps: updates, versions, removal, what runs.

## Updates

# While sources are asked
ctl-care-looking = Asking the sources of the apps.
ctl-care-no-updates = No updates are available.
ctl-care-update-hint = isotopectl apps update --all installs all that are not held; with an ID, only that one.
# $size as flatpak says it: 1.2 MB
ctl-care-download = Download: { $size } at most
# Below an update: $title is what a permission is called, $permission how it is written
ctl-care-asks = Newly asks for: { $title } ({ $permission })
# $risk is Sensitive or Far-reaching
ctl-care-asks-much = Newly asks for: { $title } ({ $permission }) – { $risk }
ctl-care-asks-unknown = What it newly asks for is not known. { $why }
ctl-care-replacement = { $id } takes its place; an update installs that instead.
# Of an app whose shared components nobody looks after any more; $runtime is their name
ctl-care-runtime-ended = Nobody looks after the shared components that it uses any more ({ $runtime }). Its publisher has to move on to newer ones.
ctl-care-runtime-ended-because = Nobody looks after the shared components that it uses any more ({ $runtime }): “{ $why }” Its publisher has to move on to newer ones.
ctl-care-updated = { $name } is updated to { $version }.
ctl-care-replaced = { $name } is replaced by { $id }.
ctl-care-gone = { $name } is not installed any more; its publisher wanted another app in its place.
ctl-care-runs-on = { $name } still runs in its old version, until it is started anew.
# "Updating, 2 of 3, 40%"
ctl-care-percent = { $words }, { $percent }%
ctl-care-stopping = Stopping. What flatpak is at is put in order first.

## Versions

ctl-care-installed-mark = * installed
ctl-care-held-now = It is held at this version; isotopectl apps release-hold { $id } lets it be updated again.
ctl-care-used = { $name } is at version { $version } now and held there. isotopectl apps release-hold { $id } lets it be updated again.
ctl-care-used-already = { $name } is at version { $version } already, and held there.
ctl-care-held = { $name } is held at its version. isotopectl apps release-hold { $id } lets it be updated again.
ctl-care-held-already = { $name } is held already.
ctl-care-released = { $name } can be updated again. isotopectl apps update { $id } does it now.
ctl-care-not-held = { $name } is not held.

## Removal

ctl-care-uninstalled = { $name } is uninstalled.
ctl-care-data-kept = Its data stays. isotopectl apps leftovers --trash { $id } moves it to the trash.
ctl-care-data-trashed = Its data is in the trash.
ctl-care-answers-forgotten = Answers given while using it that are forgotten: { $count }. isotopectl apps history lists them.
ctl-care-data-left = Its data is where it was. { $why }
ctl-care-none-unused = Everything that is installed is needed.
ctl-care-unused-hint = Nothing needs these. isotopectl apps unused --remove removes them.
ctl-care-removed = { $name } is removed.
ctl-care-no-leftovers = Nothing is left of apps that are gone.
ctl-care-leftovers-hint = isotopectl apps leftovers --trash ID moves the data of an app to the trash, and forgets what you answered while using it.
ctl-care-at-least = more than { $size }
# Beside an app that is gone
ctl-care-rules = Permissions that you changed
ctl-care-answers = Answers: { $count }
ctl-care-trashed = The data of { $id } is in the trash.
ctl-care-rules-stay = What you set for { $id } stays. isotopectl apps reset { $id } takes it back.

## What runs

# $number is what flatpak calls the instance
ctl-care-runs = { $name }, { $id }, instance { $number }
# $change as “shared=network → !shared=network”
ctl-care-restart-changes = Different after starting it anew: { $change }
ctl-care-restart-version = Another version is installed, and runs after starting it anew.
ctl-care-nothing-runs = No app is running.
ctl-care-opened = { $name } is running.
ctl-care-ended = { $id } is ended.
ctl-care-not-running = { $id } is not running.

## Errors

# The full names follow, one a line
ctl-care-several = Several are called { $text }. Say which by the full name, or with --installation:
ctl-care-no-installation = There is no installation { $name }, only { $known }.
ctl-care-not-an-app = { $id } is not an app, but something that apps need. isotopectl apps unused --remove removes what nothing needs any more.
ctl-care-no-version = The source has no version of { $id } that begins with { $text }. isotopectl apps versions { $id } lists all.
ctl-care-several-versions = Several versions begin with { $text }: { $fits }. Type more digits.
ctl-care-no-leftover = Nothing is left of { $id }. isotopectl apps leftovers lists what is.
ctl-care-not-seen = { $id } was asked to open, but it is not running. In a terminal, flatpak run { $id } shows what it says.
ctl-care-still-runs = { $id } was ended, but it is still running. isotopectl apps running shows it.
ctl-care-held-hint = isotopectl apps release-hold { $id } lets it be updated again.
ctl-care-unreadable-hint = isotopectl apps doctor names the line, and mends it with --repair.
# After care-unfinished
ctl-care-waits-hint = isotopectl apps hold { $id } switches them off; an administrator may have to agree.
ctl-care-running-hint = isotopectl apps quit { $id } ends it; what is not saved is lost.
ctl-care-installed-hint = isotopectl apps uninstall { $id } --delete-data removes both.
ctl-care-gone-hint = isotopectl apps list shows what is.
ctl-care-not-allowed-hint = With --show-command you get flatpak's own command, which an administrator can run.
ctl-care-no-space-hint = isotopectl apps unused and isotopectl apps leftovers show what can go.
ctl-care-not-offered-hint = isotopectl apps versions lists what it has.
