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
error-app-gone = The app is not installed any more
    .body = “{ $id }” was removed in the meantime.
error-app-installed = The app is installed
    .body = “{ $id }” is installed, so its data is in use and stays.
error-app-runs = The app is running
    .body = “{ $id }” is running, so its data is in use and stays.
    .hint = Quit it, then try again.
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
