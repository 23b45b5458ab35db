### Texte der Seiten über Apps.

## Die Liste der Apps

apps-loading = Apps werden gesucht …
apps-search = Apps suchen
apps-choose = Filtern und sortieren
apps-only = Nur anzeigen
apps-order = Sortieren nach
apps-order-name = Name
apps-order-size = Größe
apps-order-updated = Letzte Aktualisierung
apps-show-all = Alle Apps anzeigen
apps-mark-broken = Startet nicht
apps-mark-sensitive = Heikel
apps-mark-changed = Von Ihnen geändert
apps-mark-ended = Nicht mehr gepflegt
apps-mark-masked = Updates aus
apps-not-found = Keine Apps gefunden
    .body = Vielleicht helfen andere Wörter, oder die Liste aller Apps.
apps-none-of-these = Keine solchen Apps
    .body = Auf keine App trifft das zu. Das kann eine gute Nachricht sein.
apps-no-apps = Noch keine Apps
    .body = Apps von Flathub und aus anderen Quellen von Flatpak erscheinen hier, sobald sie installiert sind.
apps-no-flatpak = Hier gibt es keine Flatpak-Apps
    .body = Flatpak wurde auf diesem Computer noch nicht benutzt. Sobald damit eine App installiert ist, erscheint sie hier.
