### After the first start in another system: the page, and what Home says.

## Home

# $system: what runs now
home-arrived = You switched to { $system }
    .body = It worked. Repair what does not look right, bring back what was left behind, or switch back with one click.
    .more = Next Steps
# The switch was prepared, and what ran before runs
home-not-applied = The switch could not be installed
    .failed = The system from before runs on, and nothing is lost. Most often there was too little room.
    .again = Try Again…
    .forget = Dismiss
# The same, but nobody knows why: a person may have come back, too. late: with Switch Back, but Isotope was opened only
# later. home: with Switch Back, and all is as it was. $system: what runs now
home-back-again = { $system } runs again
    .body = The switch to another system did not take place, or you came back from it without Switch Back. What ran before is still kept because of it.
    .late = Switch Back has brought its settings back. The other desktop may have changed them as it ended, and you may have changed them since then.
    .home = The settings of its desktop are as they were before the switch. It is still kept because of the switch.
    .settings = Bring Settings Back
    .leave = Leave Them
    .release = Release

## The page

arrived-title = After the Switch
arrived-worked = Welcome to { $system }
    .body = The switch worked. The system from before is kept, and so are the settings of its desktop.
    .plain = The switch worked.
# A switch in two steps
arrived-step = One More Step
    .title = Second Step
    .go = Continue…
arrived-looks = Appearance
    .body = What another desktop left behind and does not fit here
    .looking = Looking at themes, fonts and default apps…
    .nothing = Nothing Is Out of Place
    .nothing-body = No other desktop left anything behind that does not fit here.
    .all = Repair All
    .one = Repair
# For the ear: several buttons say Repair. $what: Mouse Pointer
arrived-repair-spoken = Repair: { $what }
arrived-repaired = { $count ->
    [one] One Thing Was Repaired
   *[other] { $count } Things Were Repaired
}
    .body = Programs that run may have to be started anew to show it.
    .undo = Undo
# Something that was repaired was changed by the person before the Undo
arrived-partly-undone = The Repair Was Undone
    .body = What was changed after it stays as it is.
arrived-not-repaired = It could not be repaired
    .body = Everything is as it was. { $detail }
arrived-packages = Added Packages
    .title = Not Added Yet
    .hint = Add Again puts them into a version that starts after a restart.
    .hint-command = Paste the command into a terminal to add them again.
    .again = Add Again
    .copy = Copy Command
arrived-back = Way Back
    .switch = Switch Back
    .title = The System from Before
    .body = It starts after a restart.
    .settings = It starts after a restart, with the settings of its desktop as they were.
    .gone = It is not on this computer any more.
    .stay = Stay Here
    .stay-body = The system from before is kept no more, and the next update may remove it.
    .release = Release
done-settled = The switch is over. The system from before is kept no more.
