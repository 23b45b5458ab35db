### Texts of isotopectl apps.

## Apps

ctl-apps-none = No apps are installed with Flatpak.
# In place of an app's id
ctl-apps-all = All apps
ctl-apps-badge-broken = Does not start, a file cannot be read
ctl-apps-badge-ended = No longer maintained
ctl-apps-badge-masked = Updates are off

# Sensitive: can use the camera
ctl-apps-verdict = { $risk }: { $verdict }
ctl-apps-says-nothing = Nothing is said.
# Below a list with * before some lines
ctl-apps-changed-mark = * not as published
# Below a list of apps with * before some of them
ctl-apps-changed-by-you = * changed by you
# Below the list of apps; $rules as they are typed: "!shared=network"
ctl-apps-for-all = Set by you for all apps: { $rules }
ctl-apps-for-all-by-administrator = Set by the administrator for all apps that are installed for everybody: { $rules }

## Changes

# "not said → !shared=network"
ctl-apps-turn = { $before } → { $after }
# In place of a permission
ctl-apps-not-said = not said
ctl-apps-nothing-changed = Nothing had to be changed.
ctl-apps-undo-hint = isotopectl apps undo { $number } takes it back. Running apps notice it when they start anew.
ctl-apps-not-remembered = The change could not be written into the history.
ctl-apps-no-history = Nothing was changed with Isotope yet.
ctl-apps-reason-change = Change
ctl-apps-reason-reset = Reset
ctl-apps-reason-repair = Repair
ctl-apps-reason-import = Import
ctl-apps-reason-undo = Undo
ctl-apps-reason-undo-of = Undo of { $number }
# Behind one of the above
ctl-apps-undone = (undone)
ctl-apps-nobody = No app can.
# Below the questions that can be asked, each with its word in front: "camera  Who can use the camera?  2 apps"
ctl-apps-who-can-hint = isotopectl apps who-can WHAT names the apps and the reasons; WHAT is one of the words in front, or any permission.
ctl-apps-exported = Written into { $path }.
# $whose is an app's id or "All apps", $rules are as they stand in its file
ctl-apps-left-out = { $count ->
    [one] { $whose }: 1 entry cannot be written in such a file: { $rules }
   *[other] { $whose }: { $count } entries cannot be written in such a file: { $rules }
}
# $count is "3 rules cannot be used here"; each follows on a line of its own
ctl-apps-unsayable = { $count }:

## Files that flatpak cannot read

ctl-apps-healthy = Flatpak can read everything.
ctl-apps-repair-hint = isotopectl apps doctor --repair makes these lines comments, and keeps a copy of each file.
ctl-apps-repaired = Repaired. A copy of the old file is { $copy }.
# A file that lies beside the real one; $whose is who the rules are for
ctl-apps-astray = What another program wrote in the moment in which Isotope was ended lies in { $path } and does not count. It is about: { $whose }
ctl-apps-astray-hint = isotopectl apps doctor --repair says again what nobody said anything else about since, and keeps a copy.
ctl-apps-put-in = Said again. A copy is { $copy }.
ctl-apps-broken-all = Flatpak cannot read { $path }. No app starts.
ctl-apps-broken-app = Flatpak cannot read { $path }. { $id } does not start.
ctl-apps-broken-system = Only an administrator can repair it.
ctl-apps-line = { $why } “{ $text }”
ctl-apps-trouble-unreadable = { $path } cannot be read: { $why }
ctl-apps-trouble-strange = { $path } is not what Flatpak would write; it is left out.
ctl-apps-trouble-installation = { $path } does not describe an installation: { $name }
ctl-apps-out-of-reach-hint = flatpak override --user --filesystem={ $path }:ro io.github.isotope_desktop.Isotope shows it from the next start on.
ctl-apps-trouble-refused = Flatpak cannot read { $path }: { $lines }

## Answers given while using apps

# Heading above the answers about an app
ctl-apps-answers = Allowed while using it
# Heading above the files that the person chose for an app
ctl-apps-documents = Files and folders that you chose
ctl-apps-no-answers = No app was allowed or refused anything while it was used.
ctl-apps-no-documents = No app has a file or folder that you chose for it.
# Behind the id of an app
ctl-apps-gone = (not installed)
ctl-apps-not-an-answer = “{ $text }” cannot be answered so. There are: { $possible }. unset lets the app ask again.
ctl-apps-not-to-answer = “{ $text }” can only be forgotten, with unset.
ctl-apps-answers-of-one = What begins with “portal:” is answered for one app, not for all.
ctl-apps-no-such-document = The app has no file or folder “{ $text }”. isotopectl apps documents lists them.

## Errors

ctl-apps-no-demo = There are no invented apps. --practice has some to try things with.
ctl-apps-lacks = An app's id (or --all-apps) and at least one permission are needed.
ctl-apps-not-an-id = “{ $text }” is not the id of an app.
ctl-apps-no-such-app = No app { $id } is installed.
# Behind the two above
ctl-apps-near = Is one of these meant: { $ids }?
# Behind ctl-apps-not-an-id: somebody typed all-apps
ctl-apps-meant-all = For all apps together, type --all-apps.
ctl-apps-not-a-permission = “{ $text }” is not a permission. isotopectl apps --help says how they are written.
ctl-apps-not-a-question = “{ $text }” is neither one of { $names }, nor a permission.
ctl-apps-nothing-to-undo = There is no change to undo.
ctl-apps-file = { $path } cannot be read or written.
ctl-apps-file-no-space = The disk is full, so { $path } was not written.
ctl-apps-broken-hint = isotopectl apps doctor --repair puts them aside, and keeps a copy of the file.
ctl-apps-no-rules = The rules could not be read.
ctl-apps-not-allowed = The file with the rules may not be written.
ctl-apps-busy = Another program keeps writing the file with the rules. Try again later.
ctl-apps-no-space = The disk is full. Nothing was changed.
ctl-apps-not-an-export = Line { $line } is not as isotopectl apps export writes it. Nothing was changed.
ctl-apps-export-too-new = A later Isotope wrote this file (version { $version } of its format). Nothing was changed.
ctl-apps-import-refused = { $whose }: { $why } Nothing was changed.
