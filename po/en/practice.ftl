### Texts of isotope-practice, for the person at the terminal. Shared ones are in common.ftl.
### After the program's name, so most begin small. Names of verbs, options and faults are never translated.

## Work on files and programs

# $doing: what did not work, one of the names below; $path: the file or folder; $error: the system's own words
practice-file = { $doing ->
    [lock] cannot lock { $path }: { $error }
    [make] cannot make { $path }: { $error }
    [make-a-folder-in] cannot make a folder in { $path }: { $error }
    [open] cannot open { $path }: { $error }
    [read] cannot read { $path }: { $error }
    [read-from] cannot read from { $path }: { $error }
    [remove] cannot remove { $path }: { $error }
    [write-in] cannot write in { $path }: { $error }
   *[write] cannot write { $path }: { $error }
}
# $error: what the bus said
practice-bus = the machine's bus: { $error }
practice-cannot-run = cannot run { $program }: { $error }
practice-cannot-start = cannot start: { $error }
practice-command-ended = the command ended with { $status }
practice-lost-command = lost sight of the command: { $error }
practice-no-command = no command
practice-no-signals = cannot listen for signals: { $error }
practice-not-tied = cannot tie the command to its parent: { $error }
practice-no-own-file = cannot find this program's own file: { $error }
practice-no-answer-written = cannot write the answer: { $error }
practice-work-broke = the machine's own work broke: { $error }

## The machine and its folder

practice-making = Making the practice machine in { $path }…
practice-no-home = there is no home folder; say where the machine shall be with --dir
practice-no-folder = { $path } is no folder: { $error }
practice-in-use = the practice machine in { $path } is in use by another program; close that one, or choose another folder with --dir
# $process: its number
practice-in-use-by = the practice machine in { $path } is in use by another program (process { $process }); close that one, or choose another folder with --dir
# $name: a file in that folder that is not ours
practice-foreign = { $path } is not a practice machine: it holds '{ $name }'; choose an empty folder
practice-not-made = there is no practice machine in { $path }; isotope-practice run makes one
practice-not-inside = this is not run on a practice machine
practice-not-started = the practice machine is not started
practice-just-starting = the machine is just starting
practice-nothing-installed = nothing is installed
practice-nothing-runs = nothing runs
practice-no-boot-entries = there is nothing to start: no boot entries
practice-not-back = the machine does not come back
practice-service-silent = the system service does not answer
practice-bus-silent = dbus-daemon did not start; its words are in run/services.log of the machine
practice-no-upstream = cannot serve upstream on the loopback interface: { $error }

## Publishing and breaking

practice-not-a-number = '{ $text }' cannot be a version number
practice-published-already = version { $version } is published already
practice-not-a-commit = { $path } is not a commit: { $error }
# $names: the variants there are
practice-no-variant = there is no variant '{ $name }'; there are: { $names }
# $names: the faults there are
practice-no-fault = there is no fault '{ $name }'; there are: { $names }
practice-not-whole = '{ $number }' in '{ $text }' is not a whole number
practice-stall-range = stall-at takes 0 to 99 percent
practice-battery-range = battery takes 0 to 100 percent
practice-slow-range = slow takes at least 1 KB/s
# $names: the answers there are
practice-no-answer = there is no answer '{ $name }'; there are: { $names }

## Doctor

practice-missing = the program '{ $program }' is missing; install the package { $package }
practice-no-user = this user (number { $uid }) is not in the list of users (/etc/passwd), and dbus-daemon, which the practice machine needs, serves nobody without a name; add the user there, or use another one
# $command: what to type
practice-namespaces-remedy = this computer does not let programs use user namespaces, which the practice machine lives in; to allow it until the next start: { $command }
# $said: bubblewrap's own words
practice-namespaces = this computer does not let programs use user namespaces, which the practice machine lives in; bubblewrap says: { $said }
practice-namespaces-fine = user namespaces: allowed

## Status

practice-none-yet = There is no practice machine in { $path } yet.
practice-place = Practice machine in { $path }
# $times: how often it was started; $fault: name of what is broken
practice-started = Started { $times ->
    [one] once
   *[other] { $times } times
}, fault: { $fault }
practice-staged = { $version } (staged)
practice-kept = { $version } (kept)

## Apps

practice-apps-no-flatpak = There is no flatpak on this computer, so the practice machine has no apps; install the package flatpak for them.
# $error: what flatpak or ostree said
practice-apps-failed = The practice machine has no apps this time: { $error }
practice-apps-none = the practice machine has no apps; isotope-practice run makes them where flatpak is installed
# $names: the IDs there are
practice-apps-no-app = there is no app '{ $name }'; there are: { $names }
practice-apps-no-wish = '{ $wish }' is nothing that an app can ask for; write it like shared=network, filesystems=home:ro or talk-name=org.example.Name
