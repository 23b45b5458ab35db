### Texts that the window and the terminal share: names, numbers, work, errors, findings.

## Names

# The program's name; never translated.
app-name = Isotope
app-summary = Update, undo and switch systems

## Numbers and times

# What stands between whole and part of a number: 2.1
decimal-separator = .
# What stands between the parts of a list: 3 updated, 1 added
list-separator = ,{ " " }
size-bytes = { $value } { $value ->
    [one] byte
   *[other] bytes
}
size-kilobytes = { $value } kB
size-megabytes = { $value } MB
size-gigabytes = { $value } GB
# Of so much in all: 61 MB of 240 MB
bytes-of = { $done } of { $total }
# strftime patterns, see chrono's documentation
date-format = %b %-d, %Y
# A day below the heading of its month
weekday-format = %A, %b %-d
date-time-format = %b %-d, %Y, %H:%M
time-format = %H:%M
age-now = just now
age-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
age-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
age-yesterday = yesterday
age-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
age-weeks = { $count ->
    [one] 1 week ago
   *[other] { $count } weeks ago
}
age-months = { $count ->
    [one] 1 month ago
   *[other] { $count } months ago
}
age-years = { $count ->
    [one] 1 year ago
   *[other] { $count } years ago
}

## The system

system-without-name = This System
update-without-number = a newer version
channel-stable = Stable
channel-testing = Testing
channel-latest = Latest
channel-beta = Beta
# $release is a number: 45
channel-next = Next Release { $release }
automatic-off = Updates are installed when someone asks for them.
automatic-check = The computer looks for updates by itself and does not install them.
automatic-stage = The computer prepares updates by itself; they start after a restart.
automatic-apply = The computer installs updates and restarts by itself.
automatic-unknown = Whether something updates this computer by itself is not known.
signature-verified-by = Verified publisher: { $name }
signature-verified = Verified publisher
signature-invalid = The publisher’s signature is not valid
signature-not-checked = Not verified
signature-unknown = Checked by the computer’s own policy
# Beside a package name
change-added = added, { $version }
change-removed = removed, was { $version }
change-upgraded = { $old } → { $new }
change-downgraded = { $old } → { $new } (older)
# Each may stand alone or be part of a list, so each names the thing
counts-upgraded = { $count ->
    [one] 1 package updated
   *[other] { $count } packages updated
}
counts-downgraded = { $count ->
    [one] 1 package set to an older version
   *[other] { $count } packages set to older versions
}
counts-added = { $count ->
    [one] 1 package added
   *[other] { $count } packages added
}
counts-removed = { $count ->
    [one] 1 package removed
   *[other] { $count } packages removed
}
counts-none = No packages change
# One or more numbers of versions in a list
makes-room = { $count ->
    [one] The restart into version { $version } removes version { $old } from this computer, to make room.
   *[other] The restart into version { $version } removes the versions { $old } from this computer, to make room.
}
    .short = { $count ->
        [one] Version { $old }, to make room
       *[other] The versions { $old }, to make room
    }
lack-system = This system cannot do that.
lack-helper = Isotope’s helper service is needed for this and is not installed.

## The one sentence of the home page

# but: instead of the title, when there is something to look at soon
headline-fine = Everything is fine
    .body = This computer runs the newest version it knows of.
    .but = This computer is up to date
headline-available = An update is available
    .body = Version { $version } can be installed. Work can go on meanwhile.
    .downloaded = Version { $version } is downloaded and can be installed. Work can go on meanwhile.
# Somebody went back, or chose an older version in the boot menu.
headline-newer-installed = A newer version is installed, too
    .body = Version { $version } is still on this computer and can be started again.
headline-not-checked = Not checked yet
    .body = Nobody has looked for updates on this computer yet.
headline-check-failed = Could not look for updates
    .body = { $reason } Whether there is a newer version is not known.
# $reason is one of the sentences below
check-failed = The last try, { $age }, failed. { $reason }
check-failed-network = The publisher’s server could not be reached.
check-failed-signature = The publisher’s signature is missing or wrong.
check-failed-service = The system service did not answer.
check-failed-not-allowed = This account may not look for updates, or the password was not accepted.
check-failed-no-space = The disk is full.
check-failed-other = The system service reported a problem.
headline-ready = Ready, starts after a restart
    .body = Version { $version } is prepared. Nothing changes until the restart.
headline-change = Another version starts after a restart
    .body = Version { $version } runs after the next restart.
# Below: Another version than expected is running
headline-missed = Version { $version } should have started and did not: something kept it from starting, or another one was chosen in the boot menu. It starts at the next restart, unless the running version is to stay.

## Work and its parts

work-check = Looking for Updates
work-update = Updating
work-download = Downloading an Update
work-discard = Discarding the Update
# Going back, or on to a newer version that is installed
work-go-back = Changing What Starts Next
work-deploy = Preparing Another Version
work-keep = Keeping a Version
work-release = Releasing a Version
work-delete = Deleting a Version
work-switch = Switching Systems
work-packages = Changing Packages
work-other = Changing the System
# Updating, started by GNOME Software
activity-by = { $work }, started by { $name }
stage-preparing = Preparing
stage-checking = Looking at what is new
stage-downloading = Downloading
stage-downloading-bytes = Downloading, { $bytes }
stage-installing = Preparing the new version
stage-finishing = Almost done

## Errors: title, what it means, the way out

error-missing = The System Service Is Not There
    .body = { $service } does not answer, so nothing can be shown or changed.
    .hint = Restarting the computer usually brings it back.
error-busy = Something Else Is Working
    .body = Another program is changing the system right now. Only one can at a time.
    .by = { $name } is changing the system right now. Only one program can at a time.
    .hint = Wait until it has finished, then try again.
error-not-allowed = Not Allowed
    .body = This account may not do that, or the password was not accepted.
    .hint = Someone with an administrator account can do it.
error-cancelled = Cancelled
    .body = It was stopped. Nothing was changed.
error-network = The Download Did Not Work
    .body = The publisher’s server could not be reached, or the connection broke off. Nothing was changed.
    .hint = Check the internet connection, then try again. What was already downloaded is kept.
error-no-space = Not Enough Space
    .body = The disk is full, so the new version could not be stored. The running version is untouched.
    .hint = Delete a version that is no longer needed, or make room in the home folder.
error-packages = Added Packages Do Not Fit
    .body = Packages that were added on this computer do not go together with the new version. Nothing was changed.
    .hint = Wait for a later version, or remove the package named in the technical details with rpm-ostree uninstall.
error-no-package = There Is No Such Package
    # $names is a list of names of packages
    .body = No source of packages that this computer knows has { $names }. Nothing was changed.
    .hint = It may have another name in this system, or its source has to be set up first.
error-signature = The Update Cannot Be Trusted
    .body = The publisher’s signature is not right. Such an update is never installed.
    .missing = The publisher’s signature is missing. Such an update is never installed.
    .stranger = It is signed with a key that this computer does not know, so it may come from somebody else than the publisher. Such an update is never installed.
    .policy = This computer has no rule for images of that publisher, so it cannot check their signature. Their own system brings such a rule along.
    .hint = Try again later. If it stays like this, tell the publisher of the system.
error-not-as-asked = Another System Was Prepared
    .body = { $asked } was asked for, and { $got } is ready for the next start.
    .nothing = { $asked } was asked for, and nothing is ready for the next start. The running version is untouched.
    .hint = Discard what is prepared, and try again.
error-not-added = Not All Packages Were Added
    # $names is a list of names of packages
    .body = The service was done without a word, but what starts next lacks { $names }.
    .hint = Discard what is prepared, and try again.
error-died = The Work Was Interrupted
    .body = { $service } stopped in the middle of the work. The running version is untouched.
    .hint = Try again.
error-unexpected = That Did Not Work
    .body = The system service reported a problem. The running version is untouched.
    .hint = The technical details may help to find out more.
refused-update-staged = An Update Is Waiting
    .body = A prepared update is waiting for the restart and would be lost.
    .hint = Discard the update first, or restart.
refused-keep-staged = Not Yet
    .body = A version can be kept after it has been started for the first time.
    .hint = Restart into it, then keep it. The running version can be kept now.
refused-delete-running = This Version Is Running
    .body = The version that is running now cannot be deleted.
refused-delete-kept = This Version Is Kept
    .body = A kept version is not deleted.
    .hint = Release it first.
refused-nothing-back = Nothing to Go Back To
    .body = There is no earlier version on this computer.
    .hint = After the next update the present version stays as the previous one.
refused-no-version = No Such Version
    .body = That version is not on this computer, or not any more.
refused-not-found = Version Not Found
    .body = The publisher does not offer version { $version }.
refused-already-next = Nothing to Do
    .body = That version already starts next.
refused-same-origin = Nothing to Do
    .body = The system comes from there already.
refused-nothing-to-add = Nothing to Add
    .body = What starts next has these packages already.
refused-not-a-package = Not a Package
    # $name is what was given instead of the name of a package
    .body = “{ $name }” cannot be the name of a package.
refused-no-remote = The Source Is Not Known Here
    # $remote is the name of an ostree remote
    .body = This computer has no source called { $remote }.
    .hint = It has to be added first, with the address and the key that its publisher names.
# $name is a branch or an image
refused-no-origin = There Is No Such System
    .body = The publisher has no { $name }.
refused-other-chosen = Another Version Starts Next
    .body = Version { $version } was chosen for the next start. An update would take its place.
    .hint = Undo that first, or restart into it.
refused-chosen-lost = Another Version Would Be Lost
    .body = Version { $version } was chosen for the next start and would be deleted together with the update.
    .hint = Keep that version first, then discard the update.
refused-restart-pending = The Computer Is About to Restart
    .body = Nothing can be changed until the restart is over.
refused-restart-blocked = The Restart Is Held Back
    .body = A restart is not possible now because of { $names }.
    .hint = Finish what is going on there, then restart.
refused-not-supported = Not Possible Here
    .body = This system cannot do that.

## Findings

finding-finalize-failed = The last update could not be installed
    .body = It was downloaded but could not be put in place while restarting. The version from before runs on, unharmed.
    .hint = Look for updates and install it once more.
finding-remote-broken = Updates cannot be found
    .body = The place where updates come from is not set up properly on this computer.
finding-end-of-life = This system gets no more updates
    .body = Its publisher has ended it. Switching to a newer system keeps the computer safe.
# Below the title before. $system is a name such as Fedora Sway Atomic
finding-given-up = Its publisher has given it up. Switching to another system keeps the computer safe.
    .hint = { $system } is recommended instead.
finding-started-older = Another version than expected is running
    .body = Version { $version } should have started. Something kept it from starting, or another one was chosen in the boot menu. It starts at the next restart.
finding-bad-signature = The running version is not trustworthy
    .body = The publisher’s signature of the running version is not valid.
finding-staged-locked = The prepared update is held back
    .body = It will not be installed at the next restart until it is released.
finding-no-updates = This build stays as it is
    .body = It gets no updates, also none that close security holes.
    .hint = When it has done its service, switch to a channel of this system.
finding-old = This version is getting old
    .body = It was published { $days } days ago.
