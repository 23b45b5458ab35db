### Switching to another system in the window.

## The page of other systems

switch-title = Switch System
# Below: nothing is in the list of systems
switch-nothing = No Other Systems Are Known
    .body = Nobody has told Isotope about systems for this computer. An address works all the same.
# $name: the system that runs, $publisher: who makes systems
switch-group-own = Channels and Releases of { $name }
switch-group-publisher = Other Systems from { $publisher }
switch-group-other = From { $publisher }
# Files of the administrator or of the system that have a mistake
switch-left-out = Left Out
switch-bad-file = A file with systems cannot be read
# Folded away: systems that cannot be switched to
switch-closed = Not Possible from Here
    .count = { $count ->
        [one] One system
       *[other] { $count } systems
    }
# Reasons, over the systems. $here is what the running system is made of: Fedora
switch-closed-base = { $here }, which runs here, cannot become one of these. They have to be installed anew, from their publisher’s website.
# $program is what starts these systems: ABRoot
switch-closed-kind = Made for { $program }
    .body = What runs here could not start them. They have to be installed anew, from their publisher’s website.
switch-closed-retired = Given Up by Their Publishers
switch-closed-none = The system that runs here cannot be switched to these
# Beside the system that runs
switch-runs = Running Now
# Above: the address of the system from before the last switch
switch-from = Before the Last Switch
switch-back = Switch Back
switch-made-of = Made of { $base }
# Beside a channel: nobody has looked whether that is still true since $date
switch-old = as of { $date }
# A system with its channel: Fedora Kinoite 44
switch-channel-spoken = { $name } { $channel }
switch-other = Other Image…
    .body = By its address
# What a channel means for those who follow it
pace-stable = For most people
pace-daily = For most people, new each day
pace-latest = What becomes stable, earlier
pace-testing = New versions earlier, with more faults
pace-next = The next release before it is ready
pace-development = What developers work on, with many faults
# Whether it is verified that a system comes from its publisher
signed-checked = Verified publisher
signed-unchecked = Not verified

## An address that a person types

address-title = Other Image
address-body = The address that the publisher gives for switching. What you leave out of a branch is taken from the system that runs.
address-entry = Address
# Button: leads to the page with what speaks for and against it
address-go = Check…
address-examples = Addresses Look Like This
address-example-branch = A branch of a source
address-example-signed = An image of a verified publisher
address-example-unchecked = An image that is not verified
address-example-remote = An image, verified with the keys of a source
address-example-digest = One build of an image, by its digest
# What an address leads to
address-leads-to-branch = This is the branch { $branch } of the source { $remote }.
address-leads-to-local = This is the branch { $branch } on this computer.
address-leads-to-commit = This is one version for good: it gets no updates.
address-leads-to-tag = This is the image { $image } in its channel { $tag }.
address-leads-to-build = This is one build of the image { $image } for good: it gets no updates.
address-checked = Verified publisher.
address-unchecked = Not verified.
# What was typed is no address. Below, rows fill the entry with what may have been meant
address-unsaid = It is missing whether the publisher is verified.
address-almost = Something in it is missing, or stands there twice.
address-use-verified = Use as Verified
address-use-unverified = Use as Not Verified
address-use = Use This Address

## What a publisher has now

# Row: leads to all channels and dated builds of an image
switch-builds = All Channels and Builds
    .body = Asked of the publisher now, earlier builds by their day
# Row: leads to all branches of a source
switch-branches = All Channels and Releases
    .body = Asked of the publisher now
# What a screen reader says for these rows. $what is one of the two titles above, $name a system
switch-more-spoken = { $what } of { $name }
builds-title = Builds
    .none = Channels
builds-again = Ask Again
builds-looking = Asking the Publisher…
    .body = Which channels and builds there are now
builds-nothing = Nothing There
    .body = The publisher has no channels and no dated builds of it.
builds-channels = Channels
builds-branches = Releases and Channels
# Beside a channel. $release is a number: 44
builds-release = Release { $release }
# Below “Not Possible from Here”
builds-closed = { $count ->
    [one] One channel
   *[other] { $count } channels
}
# Where several reasons stand one below the other. $names are channels: Stable, gts; $why is a sentence
builds-closed-why = { $names }: { $why }
builds-dated = Builds by Day
    .body = A build stays as it is and gets no updates. Useful while a newer build has a fault.
builds-choice = Builds of
    .all = All Channels
builds-here = On this computer
# Over the months before those that are shown
builds-earlier = Earlier
# Below a month
builds-count = { $count ->
    [one] One build
   *[other] { $count } builds
}
# Branches of other systems in the same source
builds-others = Other Systems
    .count = { $count ->
        [one] One from the same source
       *[other] { $count } from the same source
    }

## The page before a switch

preflight-page-title = Before the Switch
# $system is what it leads to: Fedora Kinoite 44
preflight-page-question = Switch to { $system }?
preflight-page-looking = Checking…
    .body = What runs, what comes, and whether they fit
preflight-page-again = Look Again
# Headings over lines
preflight-page-red = In the Way
preflight-page-yellow = Good to Know
preflight-page-green = No Problems
    .rest = Everything Else Is Fine
    .count = { $count ->
        [one] One check passed
       *[other] { $count } checks passed
    }
# What a screen reader says for the picture before a line
preflight-page-level-red = In the way
preflight-page-level-yellow = Good to know
preflight-page-level-green = Fine
preflight-page-copy = Copy Command
# Two switches, one after the other
preflight-page-steps = In Two Steps
    .body = Isotope remembers the second one across the restart.
preflight-page-first = Now
    .unverified = { $system }, not verified
preflight-page-second = After the restart
    .verified = { $system }, verified publisher
preflight-page-packages = Added Packages
    .line = { $count ->
        [one] One added package may not fit
       *[other] { $count } added packages may not fit
    }
preflight-page-keep = Keep Packages
    .body = If they do not fit, the switch stops and nothing changes.
preflight-page-leave = Remove and Add Again Later
    .body = Isotope remembers them.
preflight-page-read = I Have Read This
preflight-page-switch = Switch
preflight-page-verdict-ask = Possible, with something to know first.
preflight-page-stop = It cannot be done while something is in the way.
preflight-page-never = It cannot be done from here.
preflight-page-nothing = There is nothing to do.
# What a screen reader says of the button until then
preflight-page-ask = First tick that you have read what is good to know.
preflight-page-busy = Other work goes on right now.
# Heading over what happens to the computer
preflight-page-happens = What Happens
preflight-page-files = Files and installed apps stay
# $system is what runs: Practice Linux 44 (GNOME Desktop)
preflight-page-stays = { $system } stays on this computer, to go back to
    .until-update = { $system } stays on this computer until the next update, to go back to
# $desktop is what runs: GNOME
preflight-page-settings = Settings of { $desktop } are saved and come back with it
    .unknown = Settings of the desktop are saved and come back with it
preflight-page-starts = It starts after a restart; until then, Undo takes it back
# Below the heading, beside each other: how much is fetched, how much room there is
preflight-page-download = Up to { $size } to download
    .unknown = Download size not known beforehand
preflight-page-free = { $size } free

## A switch on Home

home-switch = Switch…
home-switch-spoken = Switch to another system…
menu-switch = Switch System…
# $system: the name of the other system. Undo is the button.
home-switch-ready = { $system } is ready
    .body = It starts after a restart. Until then, Undo takes the switch back without a trace.
    .then = It starts after a restart. This is the first of two steps.
    # What was installed by the switch did not start, and a newer version was prepared
    .newer = A newer version of it starts after a restart.
# After Switch Back
home-switch-back = { $system } starts after a restart
    .settings = It ran before the switch, and has the settings of its desktop back. Until then, Undo stays here.
    .body = It ran before the switch.
# Something was prepared after the switch. $version: its number
switch-back-title = Switch Back?
switch-back-body = Version { $version } is ready and starts after a restart. Switching back discards it.
done-switched = The other system is ready and starts after a restart
done-switch-undone = The switch was taken back
done-returns = The system from before starts after a restart
done-home = The settings of the desktop are as they were before the switch
