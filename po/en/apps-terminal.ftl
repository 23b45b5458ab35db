### Texts of isotopectl apps.

## Apps

ctl-apps-none = No apps are installed with Flatpak.
# In place of an app's id
ctl-apps-all = All apps
ctl-apps-badge-broken = Does not start, a file cannot be read
ctl-apps-badge-ended = No longer maintained
ctl-apps-badge-masked = Updates are off

## How much a permission opens

ctl-apps-risk-harmless = Harmless
ctl-apps-risk-normal = Normal
ctl-apps-risk-sensitive = Sensitive
ctl-apps-risk-dangerous = Dangerous
# Dangerous: filesystems=home, talk-name=org.freedesktop.Flatpak
ctl-apps-verdict = { $risk }: { $why }
# In place of the above
ctl-apps-denied = Denied
ctl-apps-says-nothing = Nothing is said.

## Whose word counts

ctl-apps-by-publisher = as published
ctl-apps-by-system-all = the administrator, for all apps
ctl-apps-by-system = the administrator
ctl-apps-by-user-all = you, for all apps
ctl-apps-by-user = you

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
ctl-apps-exported = Written into { $path }.
ctl-apps-left-out = Left out, because it cannot be written in such a file: { $rule }

## Files that flatpak cannot read

ctl-apps-healthy = Flatpak can read everything.
ctl-apps-repair-hint = isotopectl apps doctor --repair makes these lines comments, and keeps a copy of each file.
ctl-apps-repaired = Repaired. A copy of the old file is { $copy }.
ctl-apps-broken-all = Flatpak cannot read { $path }. No app starts.
ctl-apps-broken-app = Flatpak cannot read { $path }. { $id } does not start.
ctl-apps-broken-system = Only an administrator can repair it.
ctl-apps-line = Line { $number }: { $text } ({ $why })
ctl-apps-fault-nothing = neither a group, nor a value, nor a comment
ctl-apps-fault-before-group = a value before the first group
ctl-apps-fault-group = no valid name of a group
ctl-apps-fault-key = no valid name of a value
ctl-apps-fault-text = not text
ctl-apps-fault-escape = a \ before something that needs none
ctl-apps-fault-condition = no valid condition
ctl-apps-fault-bus-name = no valid bus name
ctl-apps-fault-usb = no valid USB rule
ctl-apps-fault-control = a control character in a path
ctl-apps-trouble-unreadable = { $path } cannot be read: { $why }
ctl-apps-trouble-strange = { $path } is not what Flatpak would write; it is left out.
ctl-apps-trouble-installation = { $path } does not describe an installation: { $name }
ctl-apps-trouble-refused = Flatpak cannot read { $path }: { $lines }

## Errors

ctl-apps-no-demo = There are no invented apps. --practice has some to try things with.
ctl-apps-lacks = An app's id (or --all-apps) and at least one permission are needed.
ctl-apps-not-an-id = “{ $text }” is not the id of an app.
ctl-apps-no-such-app = No app { $id } is installed.
# Behind the two above
ctl-apps-near = Is one of these meant: { $ids }?
ctl-apps-not-a-permission = “{ $text }” is not a permission. isotopectl apps --help says how they are written.
ctl-apps-not-a-question = “{ $text }” is neither one of { $names }, nor a permission.
ctl-apps-nothing-to-undo = There is no change to undo.
ctl-apps-no-such-change = There is no change { $number }. isotopectl apps history lists all of them.
ctl-apps-not-rules = Change { $number } is not one of rules and cannot be undone here.
ctl-apps-file = { $path } cannot be read or written.
ctl-apps-broken = Flatpak cannot read { $path }, so nothing is changed in it. isotopectl apps doctor --repair repairs it.
ctl-apps-too-new = { $permission } needs Flatpak { $needs }, and { $has } is installed.
ctl-apps-unknown = { $permission } is not known to any Flatpak that Isotope knows.
ctl-apps-invalid = { $permission } is not valid: flatpak would not take it as it is meant.
ctl-apps-not-allowed = The file with the rules may not be written.
ctl-apps-busy = Another program keeps writing the file with the rules. Try again later.
ctl-apps-no-space = The disk is full. Nothing was changed.
ctl-apps-disk = The file with the rules could not be read or written. Nothing was changed.
ctl-apps-not-an-export = Line { $line } is not as isotopectl apps export writes it. Nothing was changed.
ctl-apps-export-too-new = A later Isotope wrote this file (version { $version } of its format). Nothing was changed.
ctl-apps-import-refused = { $whose }: { $why } Nothing was changed.
