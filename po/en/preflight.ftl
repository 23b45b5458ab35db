### What is looked at before a switch to another system: what it is, in a short sentence; on a second line, where there is
### one, more about it. In a terminal both stand on one line.

preflight-runs-already = This is what runs already.
preflight-supported = The system that runs here can be switched to another one.
preflight-not-supported = The system that runs here cannot be switched to it.
preflight-not-yours = The rules of this computer do not let you switch its system.
# $by is a publisher: Fedora
preflight-published = It is published by { $by }, who looks after it.
# $date: the last day on which somebody looked whether the catalogue is right
preflight-old-facts = What Isotope knows of it is from { $date } and may not be true any more.
preflight-unknown-channel =
    Isotope does not know this release or channel.
    { $by } publishes the system, but this may have ended, or not be ready yet.
# $address is the whole address: fedora:fedora/44/x86_64/kinoite
preflight-not-there =
    There is no { $address }.
    Its publisher says so: it has ended, has another name, or the address is mistyped.
preflight-unheard =
    Isotope does not know this system.
    Much of what matters cannot be told.
preflight-same-base = Both are made of { $base }.
# $here and $there are what systems are made of: Fedora, CentOS Stream 10
preflight-other-base =
    It is made of { $there }, and what runs here of { $here }.
    One cannot take the place of the other.
# Between the things that a system may be made of: Fedora or CentOS Stream 10
preflight-or = { " " }or{ " " }
# $program is what starts such systems: ABRoot
preflight-other-kind =
    It is made for { $program }.
    What runs here could not start it.
preflight-unknown-base =
    What one of them is made of is not known.
    If they do not fit together, the new system may not start; the way back stays.
# $release, $here and $there are the numbers of releases: 44
preflight-same-release = Both are release { $release }.
preflight-newer-release = It is release { $there }, newer than the { $here } that runs.
preflight-older-release =
    It is release { $there }, older than the { $here } that runs.
    Programs there may not read what newer ones wrote, and updates may have ended.
preflight-same-desktop = The desktop is { $desktop }; your settings fit it.
preflight-unknown-desktop =
    Which desktop it has is not known.
    Settings of one desktop can spoil the looks of another.
# $here and $there are desktops: GNOME, KDE Plasma
preflight-other-desktop =
    It has { $there } instead of { $here }.
    People report wrong fonts, themes and pointers afterwards. Isotope helps to repair them.
preflight-advised-against =
    It has { $there } instead of { $here }, and { $publisher } advises against that.
    People report wrong fonts, themes and pointers afterwards. Isotope helps to repair them.
preflight-no-desktop =
    It has no desktop.
    After the restart there is only a text console.
# $remote is the name of a source of versions
preflight-checked-by-remote = Verified publisher: the keys of { $remote } check its signature.
preflight-checked-by-policy = Verified publisher: this computer checks its signature.
preflight-unchecked = Not verified: nothing proves that it comes from its publisher.
preflight-two-steps =
    The publisher’s key comes with the system, so it takes two restarts.
    The first step is not verified; the second one, after the restart, is, and so are all updates.
preflight-no-rule = This computer has no rule for images of that publisher, and so refuses them.
preflight-not-signed-so = This computer has no rule to check it in the way that this address demands, and so refuses it.
preflight-forbidden = The rules of this computer forbid images from there.
preflight-source-known = This computer knows the source { $remote }.
preflight-no-remote = This computer knows no source called { $remote }.
preflight-no-key = This computer has no key to check what comes from { $remote }.
preflight-moves = Updates come from there.
preflight-stays =
    It is one build that stays as it is: it gets no updates.
    Security holes stay open, too, until you switch to a channel.
preflight-nothing-prepared = Nothing else waits for the next start.
preflight-update-prepared =
    Version { $version } is ready and starts after a restart.
    Restart first, or discard it. It can be downloaded again later.
preflight-other-chosen =
    Version { $version } was chosen for the next start.
    Restart first, or undo that choice. The switch would take its place.
preflight-no-packages = No packages were added on this computer.
preflight-packages = { $count ->
    [one] A package was added on this computer and may not fit: { $names }.
   *[other] { $count } packages were added on this computer and may not fit: { $names }.
}
preflight-room = There is room on the disk: { $free } are free. How much is fetched is not known beforehand.
preflight-room-download = There is room on the disk: { $free } are free, and at most { $download } are fetched.
preflight-tight-room = { $free } are free on the disk, and it may take up to { $need }.
preflight-no-room = Only { $free } are free on the disk, and it takes about { $need }.
preflight-boot-room = There is room for what starts the system.
preflight-tight-boot = Where the system starts from, { $free } are free and { $need } are needed: an earlier version is removed for it.
preflight-no-boot-room = Where the system starts from, only { $free } are free and { $need } are needed.
# $user is the name of a system user: gdm, sddm
preflight-login-user = The login screen finds its user { $user }.
preflight-no-login-user = The login screen runs as the user { $user }, which this computer gets at the first start only. Should no login screen appear, choose the version before in the boot menu.
preflight-two-login-users = The user { $user } of the login screen has two different numbers here, so the login screen may not appear. Then choose the version before in the boot menu.
preflight-graphical = The computer starts into the desktop.
preflight-console-only = This computer is set to start into a text console, so the desktop would not appear.
preflight-powered = The computer has power.
preflight-on-battery = The computer runs from its battery ({ $percent } %).
preflight-battery-low = The battery is at { $percent } % and may not last.
preflight-free-network = The network does not count what is fetched.
preflight-metered = The network may cost money for what is fetched, and a system is large.

## What mends it

fix-discard = Discard what is prepared.
fix-undo-choice = Let the running version start next again.
# $first is an address
fix-two-steps = The first step goes to { $first }; Isotope remembers the second one.
fix-instead = Look at { $name } instead.
fix-see-all = Look at what its publisher has now.
# $count: how many packages that are
fix-without-packages = { $count ->
    [one] Leave it behind in the same step; Isotope remembers it for later.
   *[other] Leave them behind in the same step; Isotope remembers them for later.
}
fix-free-room = Delete versions that you do not need, or files.
fix-free-room-kept = Release a kept version that you do not need and delete it, or delete files.
fix-free-room-files = Delete files, or uninstall apps that you do not need. No version can be deleted.
fix-free-boot = Release a kept version that you do not need; it then makes room.
# /boot is a folder
fix-tidy-boot = No version can be deleted. An administrator makes room in /boot by deleting what else lies there.
# The commands are not translated; what is in capitals in them is filled in by the person
fix-add-remote = Its publisher names an address and a key. An administrator sets it up with: sudo ostree remote add --gpg-import=FILE { $remote } ADDRESS
fix-add-key = Get the key from the publisher, as a file. An administrator adds it with: sudo ostree remote gpg-import --keyring=FILE { $remote }
# $line is a command
fix-command = An administrator mends it with: { $line }
fix-ask-administrator = Ask an administrator of this computer to do it.
fix-publishers-rule = The publisher’s page tells how to add its key. An administrator does that.
fix-install-anew = Install it anew, from its publisher’s website.
fix-plug = Connect the computer to the mains.
fix-other-network = Use another network.
