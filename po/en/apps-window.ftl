### Texts of the pages about apps.

## The list of apps

apps-loading = Looking for Apps…
apps-search = Search apps
apps-choose = Filter and Sort
# Heading above filters
apps-only = Show Only
# Heading above the orders of the list
apps-order = Sort By
apps-order-name = Name
apps-order-size = Size
apps-order-updated = Last updated
apps-show-all = Show All Apps
# Small labels on an app: it does not start because of a file that Flatpak cannot read
apps-mark-broken = Does not start
apps-mark-sensitive = Sensitive
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
