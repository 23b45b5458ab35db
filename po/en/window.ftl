### Texts of the window.

# Help of the command line
option-practice = Open on the practice machine, where nothing touches the computer

## Buttons and menu. Header capitalization; an ellipsis when a question follows.

action-check = Check for Updates
# Short form, in a toast
action-check-short = Check
action-update = Update
action-cancel = Cancel
action-close = Close
action-copy = Copy
action-discard = Discard
action-undo = Undo
# The version that should have started did not; the running one is to start next time, too.
action-remain = Stay with This Version
action-restart = Restart…
action-go-back = Go Back…
# What a screen reader says for the button Go Back… beside a version. $version: the version's number.
action-go-back-spoken = Go Back to Version { $version }…
# Beside a version that is newer than the running one: somebody went back from it.
action-start = Start…
# What a screen reader says for the button Start… beside a version. $version: the version's number.
action-start-spoken = Start Version { $version }…
menu-main = Main Menu
menu-shortcuts = Keyboard Shortcuts
menu-about = About Isotope
page-home = Home
page-versions = Versions
page-apps = Apps
shortcuts-apps = Apps
shortcuts-find = Find an App
shortcuts-system = System
shortcuts-window = Window
shortcuts-home = Home
shortcuts-versions = Versions
shortcuts-back = Back
shortcuts-menu = Main Menu
shortcuts-close = Close Window
shortcuts-quit = Quit
about-developers = The Isotope developers

## Instead of pages

phase-connecting = Looking for the System Service…
phase-restarting = Restarting…
    .body = The computer shuts down and starts the version that was chosen.
phase-starting-over = Starting Over…
    .body = The practice machine is made anew.
phase-no-service = This System Has No Versions
    .body = Isotope looks after systems that are updated as a whole, such as Fedora Silverblue, Kinoite or Bazzite. This computer runs a system of another kind, so there are no versions to go back to. Its Flatpak apps can be looked after all the same.
phase-no-bus = The services of this computer cannot be reached, so nothing can be said about its versions. Its Flatpak apps can be looked after all the same.
phase-practice-hint = The practice machine shows everything on a small system of its own that nothing can happen to.
phase-open-practice = Open the Practice Machine
phase-show-apps = Show Apps
phase-try-again = Try Again

## Practice machine

practice-notice = This is the practice machine. Nothing here touches the computer.
practice-short = Practice machine
practice-menu = Practice Machine
practice-publish = Publish an Update
practice-start-over = Start Over…
practice-published = Version { $version } was published
practice-opening = The practice machine is opening
start-over-title = Start Over?
start-over-body = Every version on the practice machine is thrown away and it begins as on the first day. Nothing on the computer itself is touched.
start-over-button = Start Over

## Home

home-progress = Progress
home-checking = Looking for Updates…
# Below the bar
home-job-hint = Work can go on meanwhile. The window can be closed.
home-update-version = Version { $version }
# Size and age of an update: 184 MB to download · published 2 days ago
home-size = { $size } to download
home-size-downloaded = Downloaded already
home-size-unknown = Download size not known beforehand
home-published = published { $age }
home-news = What’s New
# What an update leaves as it is
home-stays = What Stays
home-stays-files = Your files, apps and settings
home-stays-version = Your files, apps and settings, and version { $version } to go back to
# Which versions an update removes when it starts, with a button that keeps the version instead
home-goes = What Goes
home-keep = Keep
home-keep-spoken = Keep Version { $version }
home-security = { $count ->
    [one] 1 security fix
   *[other] { $count } security fixes
}
home-findings = Good to Know
home-this-computer = This Computer
home-running = Running Now
home-previous = Previous Version
home-newer = Newer Version
# The version that ran before a switch, instead of "Previous Version"
home-before-switch = Before the Switch
home-desktop = Desktop
home-system = System
home-channel = Channel
home-published-on = Published
home-updates = Updates
home-automatic = Who Updates It
home-checked = Last Checked
home-never-checked = Not yet
home-check-again = Check Again
home-no-previous = No earlier version yet
    .body = After the next update the present version stays here, to go back to.
# In the strip above the page
home-waiting = Version { $version } starts after a restart
home-welcome = Welcome back: version { $version } runs now
    .body = The version from before is still here. If something does not work, going back is possible.
    .forward = The newer version from before is still here and can be started again.
    .gone = The version from before is not on this computer any more.
home-same = Version { $version } runs again
    .body = The restart is done and the same version is running.
home-everything-works = Everything Works
home-something-wrong = Something Is Wrong…
home-what-changed = What Changed

## Work going on

job-waiting = Waiting
    .body = Then: { $work }
job-waiting-for = Waiting for { $name }
job-started-by = Started by { $name }
job-cancelling = Stopping at the next safe point
# Spoken: 50 percent, Downloading
announce-progress = { $percent } percent, { $stage }
announce-ended = { $work }: finished

## Versions

versions-title = Versions on This Computer
versions-description = Each is a complete copy of the operating system. Files and apps are not part of it. The first one starts next.
badge-running = Running now
badge-ready = Ready – starts after a restart
badge-next = Starts next
badge-previous = Previous version
badge-newer = Newer version
badge-was-next = Was to start next
badge-missed = Did not start
badge-kept = Kept
badge-installed = Also installed
# .here: on the page with the versions
makes-room-keep = To have it stay, open it under Versions and keep it.
    .here = To have it stay, open it in this list and keep it.

## One version

details-go-back = Go Back to This Version…
# The same button where this version is newer than the running one
details-start = Start This Version…
details-keep = Keep This Version
details-keep-hint = It stays until it is released.
details-keep-size = It stays until it is released. It uses { $size } of its own.
details-note = Note
details-packages = Packages
details-about = About This Version
details-size = Size
details-size-loading = Being measured…
details-size-value = { $total }, of which { $own } are its own
details-kernel = Kernel
details-signature = Publisher
details-address = Address
details-checksum = Checksum
details-added = Added Packages
# In the copied text only: the name of the deployment
details-id = Deployment
# Tooltip: Copy Checksum
details-copy-fact = Copy { $name }
details-copy = Copy Details
details-copy-command = Copy as Command
details-delete = Delete…
details-deleting = Delete This Version
details-frees = That frees { $size }.
details-gone = This version is not on the computer any more.

## Why not

verb-busy = Something else is going on right now.
verb-go-back-running = This version is running now.
verb-go-back-next = This version starts at the next restart.
verb-go-back-previous-only = Here only the previous version can be chosen, because Isotope’s helper service is not installed.
verb-go-back-other-slot = Here only the version in the other slot can be chosen.
verb-go-back-boot-menu = To start another version on this system, choose it in the boot menu while the computer starts.
verb-go-back-live-media = On this system, starting another version needs a rescue medium.
verb-go-back-none = On this system no other version can be started.
verb-keep-slots = This system has no room for a kept version.
verb-keep-staged = It can be kept after it has been started for the first time.
verb-delete-running = The running version cannot be deleted.
verb-delete-staged = To get rid of a prepared update, discard it.
verb-delete-kept = A kept version cannot be deleted. Release it first.

## Packages and What’s New

packages-all = All Packages
# Title of a row
packages-compared = Compared with the Running Version
# Title of the page behind it
packages-differences = Differences
packages-changes = All Changes
packages-search = Search packages
packages-security = Security
packages-loading = Comparing…
packages-not-found = Nothing Found
    .body = No package has these words in its name.
packages-same = No Differences
    .body = Both versions have the same packages.
packages-cannot-tell = Not Known
    .body = This system does not tell which packages a version has.
news-none = There is no update.
news-unknown = What changes is known after the download.
news-security = Security
news-kernel = Kernel
news-graphics = Graphics
news-desktop = Desktop
news-other = Everything Else
news-all = All Changes
severity-low = Low
severity-moderate = Moderate
severity-important = Important
severity-critical = Critical

## Questions

go-back-title = Go Back to Version { $version }?
go-back-changes = What changes
    .body = The system and the programs that come with it.
go-back-comparing = Comparing the versions…
# The counts are a list: 12 packages updated, 1 removed
go-back-counts = The system itself: { $counts }.
go-back-stays = What stays
    .body = Your files, your own settings, and apps installed separately.
go-back-settings = Settings
    .body = Settings of the whole computer return to how they were in that version. That includes user accounts, passwords, networks and printers that were added or changed since.
go-back-update = The prepared update
    .body = Version { $version } is discarded first. It can be downloaded again later.
go-back-next = Go Back at Next Start
go-back-restart = Go Back and Restart
# The same question where that version is newer than the running one
start-title = Start Version { $version }?
start-settings = Settings of the whole computer are those of that version, as they were when it last ran. User accounts, passwords, networks and printers that were added or changed since do not come along.
start-next = Start at Next Restart
start-restart = Restart into It Now
delete-title = Delete Version { $version }?
delete-body = It disappears from this computer and can no longer be started. The running version, files and apps are not affected.
delete-button = Delete
restart-title = Restart Now?
restart-body = All open programs are closed. Work that is not saved is lost.
restart-button = Restart
restart-during-title = Restart and Stop the Work?
# The work is a heading: Updating, started by GNOME Software
restart-during-body = This is still going on: { $work }. A restart breaks it off. All open programs are closed, and work that is not saved is lost.
restart-during-button = Restart Anyway

## What was done

done-found = An update is available
done-nothing = No newer version was found
done-ready-already = Version { $version } is ready already and starts after a restart
done-installed-already = The newest version, { $version }, is installed already
done-updated = The update is ready and starts after a restart
done-added = The version with the added packages is ready and starts after a restart
done-discarded = The update was discarded
done-goes-back = Version { $version } starts next
done-stays = The running version starts next
done-kept = Version { $version } is kept
done-released = Version { $version } is no longer kept
done-deleted = The version was deleted
done-copied = Copied
done-no-restart = Nothing was changed, so nothing restarts
busy-ourselves = Isotope is still at work: { $work }
# Notifications while the window is closed
done-goes-on = It goes on in the background.
done-hidden = Open Isotope to see more.

## Failures

failure-details = Technical Details
failure-wait = Wait
