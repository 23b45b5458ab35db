### Texts of the pages about apps.

## The list of apps

apps-loading = Looking for Apps…
apps-search = Search apps
apps-choose = Filter and Sort
# Heading above filters
apps-only = Show Only
# Apps that reach something private, or almost everything
apps-only-sensitive = Sensitive or far-reaching
# Heading above a list of permissions: only apps that have the chosen one are shown
apps-able = With Permission
apps-able-any = Any or none
# Heading above the orders of the list
apps-order = Sort By
apps-order-name = Name
apps-order-size = Size
apps-order-updated = Last updated
# What an app may do; the app that may do most comes first
apps-order-access = Access
# Below an app in the list, after its size and source; $date is a day: 12 MB · flathub · updated Nov 3, 2026
apps-updated = updated { $date }
apps-show-all = Show All Apps
# Small labels on an app: it does not start because of a file that Flatpak cannot read
apps-mark-broken = Does not start
apps-mark-changed = Changed by you
# Nobody maintains the app, or the parts that it shares with others
apps-mark-ended = Not supported any more
apps-mark-masked = Updates off
apps-not-found = No Apps Found
    .body = Try other words, or look at all apps.
apps-none-of-these = No Such Apps
    .body = No app is like this. That may be good news.
apps-no-apps = No Apps Yet
    .body = Apps from Flathub and other sources of Flatpak appear here once they are installed.
apps-no-flatpak = No Flatpak Apps Here
    .body = Flatpak has not been used on this computer. Once an app is installed with it, it appears here.
# Above the list, with a button that leads to the file's page
apps-all-broken = Flatpak cannot read the rules for all apps, so no app starts.
apps-all-broken-show = Show
# The same for other files
apps-attention = Some files need attention.
# Its page: override files that Flatpak cannot read, what lies beside them, installations that were left out
attention-title = Trouble with Files
attention-hint = An app does not start while Flatpak cannot read a file about it. Repair takes out the lines that cannot be read and keeps a copy. It can be undone.
attention-nothing = Everything Can Be Read
    .body = No file about apps needs attention.
attention-system = Only an administrator can repair it.
attention-astray = Another program wrote this in the moment in which Isotope was ended. It does not count.
# The heading of what has no other name; below it is a path
attention-left-out = Left Out
attention-strange = It is not what Flatpak would write.
# $name is what it calls itself
attention-installation = “{ $name }” does not describe an installation.
attention-put-in = It counts again. A copy was kept.
# The page with rules for all apps together
apps-all = All Apps
# The button above the list that leads there, beside others
apps-for-all = For All Apps
apps-all-hint = What is set here counts for every app, unless something else is set on an app’s own page.

## The page of one app, or of all

rules-nothing = This app asks for nothing.
rules-nothing-for-all = Nothing is set for all apps. Each has what its publisher asks for.
rules-not-asked = Not Asked For
rules-not-asked-hint = What else can be allowed.
rules-not-said = Left to Each App
rules-not-said-hint = Nothing of this is set for all apps yet.
rules-more = Allow More
rules-facts = About
rules-version = Version
rules-source = Source
rules-installed-for = Installed
rules-for-person = Only for you
rules-for-everybody = For everybody on this computer
rules-for-everybody-in = For everybody, in “{ $name }”
rules-size = Size
rules-updated = Last Updated
rules-runtime = Shared Components
rules-id = ID
# For all apps: nothing is said
rules-as-asked = As each app asks
# Below what a permission that is on lets an app do; $without is a sentence: The app may not find your printers.
rules-without = Without it: { $without }
# Where several set different things: $who is "Changed by you"; what the others set stands below
rules-counts = { $who }, and that counts
# Below a line of a file that is shown as it stands there; $group is a name from the file
rules-unknown-line = This version of Isotope does not understand this line of “{ $group }”.
# Tooltips on a row; $name is what a permission is called
rules-reset = Reset “{ $name }”
rules-remove = Remove “{ $name }”
rules-reset-app = Reset App
rules-reset-all = Reset All
rules-repair = Repair
rules-repaired = The file is repaired. A copy of the old one was kept.
# Heading above what cannot be changed on the page of all apps
rules-administrator = Set by the Administrator
rules-administrator-hint = This counts for apps that are installed for everybody, unless something else is set below or on an app’s own page.
# Instead of the page's own file, which Repair is about: $path is a file, $line is a sentence about one of its lines
# $line: Line 2 is neither a group, a setting nor a comment.
rules-broken-own = Flatpak cannot read what you set here. { $line }
rules-broken-system = The administrator’s file { $path }: { $line }
rules-broken-elsewhere = { $path }: { $line }
rules-unchanged = Nothing was changed
rules-add = Add
rules-add-folder = Add Folder…
rules-add-folder-title = Folder That May Be Used
rules-add-path = Add Folder by Name…
rules-add-path-title = Add a Folder by Name
rules-add-path-hint = For folders that are not there yet, and for places of which the name is another for each person. With :ro at its end it can only be read, with :create it is made.
rules-path = Folder, such as ~/Games
# In a question, below what was typed: what would be right there
rules-path-wrong = A folder begins with / or ~/, or is a place that Flatpak knows, such as xdg-download. It has no “..” in it.
rules-add-private = Add Private Folder…
rules-add-private-title = Add a Private Folder
rules-add-private-hint = What the app puts into this folder of your home folder is kept in the app’s own area. Your own folder of this name stays hidden.
rules-private = Folder, such as .mail
rules-private-wrong = Only its name below your home folder, without / or ~ before it and without “..” in it.
rules-add-usb = Add USB Device…
rules-add-usb-title = Add a USB Device
rules-add-usb-hint = Apps may ask for devices that are named here. The numbers of maker and device are in the output of lsusb.
rules-usb = Device, such as vnd:046d+dev:0825
rules-usb-wrong = It is vnd: and four digits or letters to f for a maker, with +dev: and four more for one device; cls:03:* for a kind; or all.
rules-add-service = Add Service…
rules-add-service-title = Add a Service
rules-add-service-hint = Apps and the desktop talk with each other through services. Their names are in the documentation of the app.
rules-service-name = Name, such as org.example.Service
rules-service-wrong = A name has parts of letters, digits, _ and - with dots between them, such as org.example.Service. It may end in .*
rules-bus = Bus
rules-bus-session = Session
rules-bus-system = System
rules-bus-accessibility = Screen readers
rules-add-variable = Add Variable…
rules-add-variable-title = Add a Variable
rules-add-variable-hint = Variables are hints for how an app behaves. With an empty value the app does not get it.
rules-variable-name = Name
rules-variable-value = Value
rules-variable-wrong = A name has letters from a to z, digits and _ only, and does not begin with a digit.

## What was allowed while using an app, on its page

given-answers = Allowed While Using
given-nothing = This app has not asked for anything while it was used.
# Instead of answers: $what is not known, as a headline; $why is a sentence
given-unknown = { $what }. { $why }
# Below what an app could learn of the place; $date is a day
given-last-used = Last used on { $date }
# Several of one kind: $which is a number, or the name of a device
given-numbered = { $name } ({ $which })
# What the person chose to open what this app hands on: $kind is a type such as application/pdf, $scheme a word such as mailto
given-opens = Opens { $kind }
given-opens-links = Opens { $scheme }: links
# The last of the answers that can be chosen: deletes the answer, so that the app has to ask again
given-ask-again = Ask again
# The same where nobody is asked, and on a button
given-forget = Forget
given-forget-this = Forget “{ $name }”
# What the app did not ask for: a list that unfolds, in which answers can be given beforehand
given-not-asked = Not Asked Yet
given-not-asked-hint = Answers can be given beforehand.
# The first of the answers that can be chosen there: none is given
given-no-answer = No answer
# Below that, where the person is asked: $what is a sentence: The app can use the camera.
given-when-allowed = When allowed: { $what }
given-files = Files It Was Given
given-files-hint = You chose them for this app in a dialog.
given-may-read = May read it
given-may-change = May read and change it
given-may-nothing = May not open it
# A button: takes a file away from the app
given-revoke = Revoke
given-revoke-this = Revoke { $name }

## Who can do what

# The page with questions about all apps, and the button that leads to it
who-title = Who Can…
who-hint = What apps can do without asking you.
# Below a question
who-count = { $count ->
    [0] No app
    [one] 1 app
   *[other] { $count } apps
}
# Below a question that no app answers
who-nobody = No app can without asking you.
# Above permissions of apps in groups, each of which leads to the apps that have it
who-held = By Permission
# $name is what a permission is called: Downloads
who-has = Who has “{ $name }”?
    .nobody = No app has this permission.
# Who said it, behind a kind of answer: "Camera · …"
who-while-using = allowed while using the app
who-choose-all = Select All
# Tooltip of a tick; $name is an app's name
who-choose = Select { $name }
who-deny = { $count ->
    [one] Deny for 1 App
   *[other] Deny for { $count } Apps
}
who-denied = { $count ->
    [one] Denied for 1 app
   *[other] Denied for { $count } apps
}
who-undone = { $count ->
    [one] 1 change undone
   *[other] { $count } changes undone
}
# What stops working when it is denied to the selected apps
who-without-camera = Video calls and taking pictures may stop working. Apps that can use all devices also lose gamepads, USB and sometimes fast graphics.
who-without-microphone = These apps lose the microphone and all sound.
who-without-location = Maps and weather in these apps no longer know where you are.
who-without-network = Everything in these apps that needs the internet or your network stops working.
who-without-all-files = These apps no longer see your files. What you open in their dialogs usually still works.
who-without-any-command = Terminals, editors and tools may no longer do what they are for, and apps that can change your home folder no longer see it.
who-without-watch = Apps that only know older windows (X11) do not start any more, and others may lose what they do with the desktop.
who-without-keys = Logging in elsewhere, signing and remembered passwords may stop working in these apps.
who-without-all-devices = Gamepads, cameras, USB devices and sometimes fast graphics may stop working in these apps.

## History

# The page with every change, and the button that leads to it
history-title = History
history-empty = Nothing Changed Yet
    .body = Every change of what apps may do is listed here and can be undone at any time.
# Above the list of changes
history-about = Changes of what apps may do, and of answers given for them. Updates and uninstalled apps are not listed.
history-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
# Tooltip of an Undo button; $what is a line of the history, $when day and time
history-undo-this = Undo “{ $what }”, { $when }
# Two apps of one name; $what is where one is installed, its branch, or its ID
apps-apart = { $name } ({ $what })
# In place of the button
history-undone = Undone
history-menu = More
transfer-export = Export…
transfer-import = Import…
transfer-export-title = Export What Apps May Do
transfer-import-title = Import What Apps May Do
# Name of the exported file
transfer-export-name = apps.toml
history-exported = Exported
history-file-failed = The File Could Not Be Used
    .body = It could not be read or written.
# The dialog before an import
import-title = Import
import-hint = This is what the file changes. Everything else stays as it is.
# $count rules stand at the end of the list, under a heading
import-hint-without = { $count ->
    [one] This is what the file changes. Everything else stays as it is. One of its rules cannot be used here; it stands at the end.
   *[other] This is what the file changes. Everything else stays as it is. { $count } of its rules cannot be used here; they stand at the end.
}
import-hint-nothing = Nothing that the file says can be changed here.
import-button = Import
import-nothing = Nothing to Change
    .body = Everything in the file is so already.
import-all-apps = All Apps
history-imported = { $count ->
    [one] 1 permission taken from the file
   *[other] { $count } permissions taken from the file
}
# $rules are the $left that were left out, as they are typed
history-imported-without = { $count ->
    [one] 1 permission taken from the file
   *[other] { $count } permissions taken from the file
}; { $left ->
    [one] 1 rule cannot be used here: { $rules }
   *[other] { $left } rules cannot be used here: { $rules }
}
