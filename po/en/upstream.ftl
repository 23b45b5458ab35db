### What publishers have, and why nobody can tell.

# $host is a registry (ghcr.io) or an ostree remote (fedora)
upstream-no-network = No way to the publisher
    .body = { $host } cannot be reached.
    .hint = Look whether this computer is online, and try again.
upstream-slow = The publisher does not answer
    .body = { $host } did not answer in time.
    .hint = Try again later.
upstream-untrusted = Not trusted
    .body = Whoever answers for { $host } cannot prove to be it. Nothing was asked of it.
    .hint = Look at the clock of this computer, and whether a network in between wants you to sign in first.
# $name is an image with its tag: ghcr.io/ublue-os/bluefin:stable
upstream-no-image = No such image
    .body = There is no { $name }.
    .hint = Look for a mistake in the name.
upstream-refused = Refused
    .body = { $host } does not show this image to everybody, or there is none.
    .hint = Look for a mistake in the name. For an image of your own, sign in with “podman login”.
    .known = { $host } knows you and does not show you this image, or the password that is kept here is not right any more.
    .known-hint = Look for a mistake in the name, or sign in again with “podman login”.
upstream-crowded = Too many requests
    .body = { $host } has more requests than it answers.
    .hint = Try again in a few minutes.
upstream-broken = Trouble at the publisher’s
    .body = Something is wrong at { $host } itself.
    .hint = Try again later.
# A web page instead of data
upstream-nonsense = No answer of a registry
    .body = What { $host } answers cannot be right, and was not used.
    .hint = Look for a mistake in the name. If it goes on, tell the publisher.
    .page = { $host } answers with a web page.
    .page-hint = The network may want you to sign in first: open a page in your browser. Or that is no registry.
upstream-not-an-image = Not an image
    .body = { $name } is there, but is no image of a system.
# $there are kinds of processors: arm64
upstream-other-computers = For other computers
    .body = { $name } is made for { $there }, not for this computer.
upstream-not-published = Nobody publishes it
    .body = It does not come from a registry or a remote, so nobody can be asked what there is.
upstream-no-remote = No such remote
    .body = This computer has no remote “{ $remote }”.
    .hint = “ostree remote list” shows those that it has.
upstream-no-list = No list
    .body = “{ $remote }” does not say which branches it has.
upstream-no-ostree = No ostree
    .body = The command “ostree” cannot be started on this computer.
upstream-failed = Remote cannot be asked
    .body = “{ $remote }” could not be asked which branches it has.

## In the terminal

# What was typed after “switch tags” is no address. $text is what was typed
ctl-tags-no-address = “{ $text }” is neither an image (ghcr.io/ublue-os/bluefin) nor a remote (fedora:).
# $age: 3 hours ago
ctl-tags-offline = Seen { $age }. Now: { $why }
ctl-tags-channels = Channels
ctl-tags-none = It has no channels and no dated builds.
# Beside a channel that has two names
ctl-tags-same = same as { $tag }
# Beside a build that is on the computer, and beside the one that runs
ctl-tags-here = on this computer
ctl-tags-runs = runs
# Beside a channel or branch that is followed
ctl-tags-followed = followed
ctl-tags-others = { $count ->
    [one] 1 other tag, made by tools for themselves, is left out.
   *[other] { $count } other tags, made by tools for themselves, are left out.
}
ctl-tags-branches = Branches of { $remote }
# Branches of other systems of the remote
ctl-tags-other-branches = { $count ->
    [one] It has 1 other branch: isotopectl switch tags { $remote }:
   *[other] It has { $count } other branches: isotopectl switch tags { $remote }:
}
