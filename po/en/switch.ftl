### Switching to another system, channel or release.

# In place of a desktop's name
switch-no-desktop = No desktop
# Why a system cannot be switched to
switch-retired = Its publisher has given it up.
# $name is the system that the publisher recommends
switch-retired-instead = Its publisher has given it up. Look at { $name } instead.
# $here and $there are what systems are made of: Fedora, CentOS Stream 10
switch-other-base = It is made of { $there }, and what runs here of { $here }. One cannot take the place of the other; it has to be installed anew.
switch-not-here = The system that runs here cannot be switched to it.

## In the terminal

ctl-switch-not-possible = Not possible from here:
# Beside a channel: nobody has looked whether that is still true since $date
ctl-switch-old = { $channel } (as of { $date })
# A file with systems that has a mistake
ctl-switch-bad-file = { $path } was left out: { $why }
