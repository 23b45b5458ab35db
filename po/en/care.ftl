### Looking after apps: updates, versions, removal. The first part is shared by the window and the terminal.

## What goes on

care-installing = Installing
care-updating = Updating
care-uninstalling = Uninstalling
# "Updating, 2 of 3"
care-step = { $deed }, { $step } of { $steps }

## Where apps are installed

installation-user = Only for you
installation-system = For everybody
# $name is what the administrator calls a further place
installation-extra = For everybody, in “{ $name }”

## The end of an app

# The publisher has given the app up
care-ended = Nobody looks after this app any more. It gets no updates, not even for security.
# $reason is what its publisher says, in the publisher's language
care-ended-because = Nobody looks after this app any more. Its publisher says: “{ $reason }”

## What could not be done. A source is what flatpak calls a remote

# A source and why it did not answer
source-failed = { $name }: { $why }
# Said once, when Isotope was ended in the middle of it; $why is a heading
care-finished = Changing the version of “{ $id }” was broken off. Its updates had been left on; they are off again.
care-not-finished = Changing the version of “{ $id }” was broken off, and its updates are still on: { $why }
# It is installed for everybody, so an administrator may have to agree
care-unfinished = Changing the version of “{ $id }” was broken off, and its updates are still on.
    .button = Switch Updates Off
care-unfinished-several = { $count ->
    [one] Changing the version of an app was broken off, and its updates are still on.
   *[other] Changing the versions of { $count } apps was broken off, and their updates are still on.
}
error-app-gone = The app is not installed any more
    .body = “{ $id }” was removed in the meantime.
error-app-installed = The app is installed
    .body = “{ $id }” is installed, so its data is in use and stays.
error-app-runs = The app is running
    .body = “{ $id }” is running, so its data is in use and stays.
    .hint = Quit it, then try again.
error-cannot-open = The app cannot be opened
    .repair = Repair the file on the app’s page, then try again.
    .again = Uninstall the app and keep its data, then install it again: what it is built on comes with it.
error-updates-off = Updates are off
    .body = “{ $id }” is kept at its version.
    .hint = Switch its updates on, then try again.
error-masked-by-pattern = A rule for several apps keeps updates off
    .body = The rule “{ $pattern }” is about other apps too, so Isotope leaves it alone.
    .hint = In a terminal, “flatpak mask --remove { $pattern }” takes the rule away for all of them.
error-no-source = There is no such source
    .body = The app came from “{ $name }”, which is not the name of a source.
error-nothing-done = Nothing was changed
    .body = Flatpak ended without an error, but the installed version of “{ $id }” is still the same.
error-still-there = The app is still there
    .body = Flatpak ended without an error, but “{ $id }” is still installed.
error-unclear = Flatpak’s answer is not understood
    .body = What Flatpak says of “{ $id }” cannot be read. Nothing was changed.
error-file = A file could not be read or moved
    .body = Nothing else was changed.
error-stopped = Stopped
    .body = It was stopped before it was done. What was there before is still there.
error-no-program = A program is missing
    .body = “{ $program }” is not on this computer.
    .hint = Install it, then try again.
error-no-door = Isotope may not start Flatpak
    .body = Isotope runs in a sandbox of its own, and is not allowed to start programs outside.
    .hint = Allow it the service org.freedesktop.Flatpak, then start it anew.
error-lost = It is not known how this ended
    .body = “{ $program }” was lost sight of. It may be done, or not.
    .hint = Look whether it was done before you try again.
error-not-started = A program could not be started
    .body = “{ $program }” is there, but it did not start.
error-source-away = The source cannot be reached
    .body = The place that the app comes from did not answer.
    .hint = Check the network connection, then try again.
error-no-password = This was not allowed
    .body = It changes the apps of everybody on this computer, for which an administrator has to agree. That did not happen. Nothing was changed.
    .hint = Try again with an administrator’s password, or ask an administrator.
# flatpak before 1.19 lets nobody but root choose the version of an app that is installed for everybody; no password helps.
error-only-root = Its version cannot be chosen from here
    .body = This app is installed for everybody on this computer. With this version of Flatpak, only root can choose the version of such an app. Nothing was changed.
    .hint = Ask an administrator, or install the app for yourself only: then you can choose its version.
error-no-room = Not enough space on the disk
    .body = Flatpak ran out of space. What was installed before is still there.
    .hint = Make room, for example by uninstalling apps or removing what they left behind.
error-source-gone = The source is gone
    .body = The source that the app came from was removed from this computer, or does not exist any more.
    .hint = Without it there are no updates. Install the app from another source.
error-not-offered = The source does not have it
    .body = The source does not offer this app or version any more.
error-flatpak = Flatpak could not do it
    .body = It ended with an error. What was installed before is still there.

### What only the window says.

## The page of an app

care-open = Open
care-quit = Quit…
# In the place of the button that opens it
care-cannot-open-unreadable = It cannot be opened: Flatpak cannot read its rules.
# $runtime is such as org.gnome.Platform/x86_64/48
care-cannot-open-runtime = It cannot be opened: the shared component that it is built on is not installed ({ $runtime }).
care-cannot-open-launcher = It has no window to open. It is used in a terminal or by other apps.
# Above the page, with a button; $what is a list of permissions
care-restart-for = Restart the app to apply: { $what }
# After the last named permission: there are more
care-restart-more = { $what } and { $count } more
# An update waits for a restart of the app
care-restart-version = The newly installed version runs after the app restarts.
care-restart-app = Restart App…
care-parts-ended = Nobody looks after the shared components that this app is built on any more. They get no updates, not even for security.
# $name is another app
care-switch = Switch to { $name }…
care-heading = Updates and Removal
care-keep-updating = Keep Up to Date
care-keep-updating-hint = When switched off, the app stays at its version, even when everything else is updated.
care-older = Use an Older Version…
care-uninstall = Uninstall…
# Small labels on an app in the list
apps-mark-running = Running
apps-mark-working = Being changed
# Nothing in its data was changed for three months
apps-mark-unused = Unused for long

## What goes on, as headings

care-does-update = Updating { $app }
care-does-update-all = { $count ->
    [one] Installing One Update
   *[other] Installing { $count } Updates
}
care-does-replace = Replacing { $app }
care-does-use-version = Changing the Version of { $app }
care-does-resume = Switching Updates of { $app } On
care-does-hold = Switching Updates of { $app } Off
care-does-uninstall = Uninstalling { $app }
care-does-remove-unused = Removing Unused Components
care-does-trash = Moving Data of { $app } to the Trash
# Spoken for the button that stops something that goes on; $what is such as “Updating Meadow”
care-cancel-this = Cancel: { $what }
care-waiting = Waiting for its turn
care-percent = { $percent }%
care-preparing = Preparing
care-stopping = Stopping at the next safe point

## What was done

care-updated = { $app } is up to date
care-was-newest = { $app } was up to date already
care-replaced = { $other } took the place of { $app }
care-updated-all = { $count ->
    [one] One update was installed
   *[other] { $count } updates were installed
}
care-not-all-updated = { $count ->
    [one] One update was not installed
   *[other] { $count } updates were not installed
}
care-stopped = Stopped. Nothing was changed
care-stopped-after = { $count ->
    [one] Stopped. One update was installed before
   *[other] Stopped. { $count } updates were installed before
}
care-uses-version = { $app } has the chosen version. Its updates are off
care-resumed = { $app } is updated again
care-held = { $app } stays at its version
care-uninstalled = { $app } was uninstalled. Its data was kept
care-uninstalled-trashed = { $app } was uninstalled. Its data is in the trash
care-uninstalled-bare = { $app } was uninstalled
# What was allowed while using an app, and what it may do
care-forgotten = What you decided about { $app } is forgotten
# $done: what was done before, such as “Tea was uninstalled. Its data is in the trash”
care-done-and-forgotten = { $done }. What you decided about it is forgotten
# The app is gone, but its data could not be moved; why follows
care-data-left = { $app } was uninstalled, but its data is still there
care-removed-unused = { $count ->
    [0] Nothing had to be removed
    [one] One unused component was removed
   *[other] { $count } unused components were removed
}
care-trashed = Data of { $app } is in the trash

## Updates

updates-title = Updates
updates-all = Update All
# Spoken for a button
updates-update = Update { $app }
updates-checking = Asking the Sources…
updates-unknown = Not Checked Yet
    .body = Isotope asks the sources of your apps only when you want it to.
updates-some = { $count ->
    [one] One Update
   *[other] { $count } Updates
}
updates-none = Everything Is Up to Date
# Some sources did not answer
updates-none-known = Not All Sources Could Be Asked
updates-apps = Apps
updates-parts = Shared Components
updates-held = Updates Are Off
updates-failed = Sources That Did Not Answer
# Of an update: $size is 1.2 MB
updates-download = up to { $size }
updates-replaced-by = replaced by { $name }
updates-last = the last one: nobody looks after it any more
updates-asks-nothing = asks for nothing new
    .alone = It asks for nothing new.
updates-asks-unknown = what it newly asks for is not known
    .alone = What it newly asks for is not known.
updates-asks = { $count ->
    [one] newly asks for one thing
   *[other] newly asks for { $count } things
}
ask-update = The update of { $app } asks for more
# .others: a button that installs only the updates that ask for nothing new
ask-update-several = { $count } updates ask for more
    .others = Update the Others

## Questions

ask-quit = Quit { $app }?
    .body = It is ended at once. What is not saved in it is lost.
    .button = Quit
ask-restart-app = Restart { $app }?
    .body = It is ended at once and opened again. What is not saved in it is lost. If you do not restart it now, your changes count from its next start.
    .button = Restart App
# $date is when the version was made
ask-version = Use the version of { $date }?
    .body = { $app } then stays at this version: its updates are switched off. It may not understand data that a newer version has written.
    .button = Use This Version
ask-replace = Switch to { $name }?
    .body = { $name } is installed in the place of { $app }, which its publisher gave up. Your data goes with it.
    .button = Switch
    .asks = What It Newly Asks For
    .looking = Asking its source…
ask-uninstall = Uninstall { $app }?
    .body = It can be installed again from where it came.
    .everybody = It is removed for everybody on this computer. It can be installed again from where it came.
    .runs = It is running, and is ended first. What is not saved in it is lost.
    .keep = Keep its data for later
    .trash = Move its data and settings to the trash
    .trash-all = Move its data and settings to the trash, and forget your answers
    .remember = Keep the answers that you gave while using it
    .forget = Forget the answers that you gave while using it
    .button = Uninstall
ask-uninstall-with = With it go: { $names }
ask-uninstall-size = Its data takes { $size }.

## Older versions

app-versions-title = Older Versions
# $source is what flatpak calls a remote
app-versions-looking = Asking “{ $source }” for its versions…
app-versions-hint = The chosen version is kept until you switch updates on again.
# In place of the hint; below its heading “Its version cannot be chosen from here”, above versions with a button each
app-versions-only-root = This app is installed for everybody. With this version of Flatpak, only root can choose the version of such an app. An administrator can do so in a terminal: the button beside a version copies the command.
# Tooltip of the button of a version; $version is its date and time
app-versions-copy = Copy the command for { $version }
app-versions-newest = Newest
app-versions-installed = Installed

## What was left behind

leftovers-title = Leftovers
leftovers-looking = Looking for Leftovers…
leftovers-nothing = Nothing Left Behind
    .body = Uninstalled apps that leave data, settings or answers appear here.
leftovers-data = Of Uninstalled Apps
leftovers-data-hint = Data, settings and answers that were kept when the apps were removed.
leftovers-names = Find Out Their Names
leftovers-names-hint = Asks the sources what these apps are called
leftovers-trash = Move to Trash
leftovers-trash-all = Move to Trash and Forget Answers
leftovers-forget = Forget Your Changes
leftovers-forget-answers = Forget Your Answers
leftovers-forget-all = Forget Your Changes and Answers
# Below an app that is gone: it could use what was allowed, should it come again
leftovers-answers = Answers you gave while using it: { $count }
leftovers-files = Files chosen for it: { $count }
# Spoken for a button: Move to Trash: Sketchpad
leftovers-of = { $what }: { $app }
leftovers-changes = Your changes to what it may do
leftovers-at-least = at least { $size }
leftovers-unused = Unused Shared Components
leftovers-unused-in = Unused Shared Components: { $place }
leftovers-unused-hint = No installed app needs them any more.
leftovers-remove = Remove
