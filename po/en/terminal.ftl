### Texts of isotopectl. The shared ones are in common.ftl.

## Status: names before values, one below the other

ctl-running = Running now
ctl-next = Starts next
ctl-update = Update
ctl-previous = Previous
# A version that was left by going back
ctl-newer = Newer, installed
ctl-kept-row = Kept
ctl-desktop = Desktop
ctl-channel = Channel
ctl-origin = Address
ctl-checked = Last checked
ctl-check-failed = Check failed
ctl-automatic = Automatic
ctl-work = Going on
ctl-never = never
# 44.20261113.0, 3 days ago
ctl-version-age = { $version }, { $age }
# Behind that, when it is of another system than the one that runs. $version: 44.20261113.0, 3 days ago
ctl-version-of = { $version }, { $system }

## Versions: what stands behind one

ctl-badge-running = Running now
ctl-badge-ready = Ready, starts after a restart
ctl-badge-missed = Should have started, starts after a restart
ctl-badge-previous = Previous
ctl-badge-newer = Newer version
# Below the list
ctl-running-mark = * running now
ctl-badge-kept = Kept
# A person's own note
ctl-badge-note = “{ $note }”

## Results

ctl-no-update = No update is available.
ctl-update-found = Version { $version } is available.
# Below it: somebody went back from that version
ctl-update-installed = It is on this computer already: isotopectl go-back { $version } starts it again.
ctl-update-downloaded = It is downloaded; isotopectl update prepares it for the next start.
# In a table, behind “Update”
ctl-update-row-installed = { $version }, on this computer already
ctl-update-row-downloaded = { $version }, downloaded
ctl-download-size = Download: { $size }
ctl-security = { $count ->
    [one] 1 security fix
   *[other] { $count } security fixes
}
ctl-downloaded = Version { $version } is downloaded. isotopectl update prepares it for the next start.
ctl-ready = Version { $version } is ready and starts after a restart.
# Behind ctl-ready
ctl-ready-again = It was on this computer already.
# Behind what an update removes
ctl-makes-room-keep = isotopectl keep ID makes a version stay.
ctl-ready-already = No newer update is available. Version { $version } is ready and starts after a restart.
ctl-stays = The running version starts next.
ctl-nothing-prepared = No update is waiting.
ctl-discarded = The prepared update is discarded.
ctl-kept = Version { $version } is kept until it is released.
ctl-already-kept = Version { $version } is kept already.
ctl-released = Version { $version } is no longer kept.
ctl-not-kept = Version { $version } is not kept.
ctl-deleted = Version { $version } is deleted.
ctl-diff = From { $old } to { $new }:
ctl-restarting = The computer restarts.
ctl-restarted = Restarted. Version { $version } is running.
ctl-not-started = The computer restarted, but version { $expected } did not start. Version { $running } is running. isotopectl status says what is known.
# Below what is found: the version that should have started did not
ctl-missed-hint = isotopectl restart starts it; isotopectl go-back running stays with the version that runs.
ctl-no-command = There is no single command for this.
# Beside a command: an update is prepared
ctl-command-discards = This throws away the update that is prepared, version { $version }. isotopectl go-back refuses that; isotopectl discard does it knowingly.

## While working

ctl-stopping = Stopping. Press Ctrl+C again to leave without waiting.
ctl-cannot-stop = This cannot be stopped now. Press Ctrl+C again to leave; it goes on.
ctl-waiting = Waiting for another program to finish.
ctl-waiting-for = Waiting for { $name } to finish.

## Errors

ctl-busy-hint = Try again later, or wait for it with --wait.
# The way out when another version was chosen for the next start
ctl-other-chosen-hint = Take that back with “isotopectl go-back running”, or restart into it.
# The way out when packages that were added on this computer do not fit
ctl-packages-hint = Wait for a later version, or remove the package that is named with rpm-ostree uninstall. A switch leaves packages behind with --without-packages.
ctl-option-for-changes = { $option } only goes with verbs that can change something.

ctl-ambiguous = “{ $text }” fits several versions: { $fits }.
ctl-nothing-to-compare = Only one version is on this computer; there is nothing to compare it with.
# $choices: versions on this computer
ctl-only-newer = The version from before is { $newer }, which is newer than the running one. Say which one is meant: { $choices }.
ctl-no-service = This computer has no system service that Isotope knows. isotopectl --practice works on a practice machine instead.
ctl-left = Left without waiting. The work goes on; isotopectl watch shows it.
ctl-practice-failed = The practice machine does not answer.
ctl-note-failed = The note could not be written.
ctl-output-failed = The output could not be written.
