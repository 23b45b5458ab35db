### What apps may do, in words. Shared by the window and the terminal.
###
### A permission is one message: its name as a label, and
### .can      what the app can do with it, a sentence
### .look     the same where the app can look but not change
### .verb     the same after "can" or "may": "use the camera"
### .without  what stops working when it is switched off, a sentence

## Groups of permissions, as headings

# filesystems
group-files = Files and Folders
# shared=network
group-network = Internet and Network
# devices, USB
group-devices = Devices
# sound, microphone, camera and screen streams
group-sound = Camera, Sound and Screen
# window systems
group-windows = Windows on the Desktop
# key agents, keyring, smart cards
group-keys = Keys and Passwords
# bus names
group-others = Other Apps and the Desktop
# variables
group-environment = Environment
# features, kept folders, policies
group-advanced = Advanced
# what this version of Isotope does not understand
group-unknown = Other

## Network and shared memory

# shared=network
access-network = Internet and local network
    .can = The app can connect to the internet and to devices in your network.
    .verb = reach the internet
    .without = Everything in the app that needs the internet or your network stops working.
# shared=ipc
access-ipc = Shared memory with the desktop
    .can = Older (X11) windows draw faster with it. On its own it opens little.
    .verb = share memory with the desktop
    .without = Older (X11) windows of the app may draw slowly.

## Sockets: windows, sound, keys, buses

# sockets=wayland
access-wayland = Show windows
    .can = The app can open windows the modern way, kept apart from other apps.
    .verb = show windows
    .without = The app may not start, or fall back to older (X11) windows if it may use them.
# sockets=fallback-x11
access-fallback-x11 = Older windows (X11) only if needed
    .can = The app uses the older X11 window system only on desktops without Wayland. There it can watch your typing in other X11 apps.
    .verb = watch your typing in other X11 apps on desktops without Wayland
    .without = The app may not start on desktops without Wayland.
# sockets=x11
access-x11 = Older windows (X11)
    .can = The app can open windows through the older X11 system. There it can also watch your typing and the windows of other X11 apps.
    .verb = watch your typing and the windows of other X11 apps
    .without = The app may not start, unless it can show windows through Wayland.
# sockets=pulseaudio
access-pulseaudio = Sound and microphone
    .can = The app can play sound, and also listen to the microphone without asking.
    .verb = listen to the microphone
    .without = The app has neither sound nor microphone.
# sockets=cups
access-cups = Printers
    .can = The app can talk to the print service directly.
    .verb = use the print service
    .without = Printing from the app may stop working. Most apps can still print through the desktop's own dialog.
# sockets=pcsc
access-pcsc = Smart cards and security keys
    .can = The app can talk to card readers, such as those for identity cards and security keys.
    .verb = use smart cards and security keys
    .without = Signing in or signing with a card or security key may stop working in the app.
# sockets=ssh-auth
access-ssh-auth = Your SSH keys
    .can = The app can log in to other computers as you while your SSH keys are unlocked.
    .verb = log in to other computers with your SSH keys
    .without = The app may not reach other computers through SSH with your keys.
# sockets=gpg-agent
access-gpg-agent = Your GPG keys
    .can = The app can sign and decrypt with your private GPG keys.
    .verb = sign and decrypt with your GPG keys
    .without = Signing and decrypting may stop working in the app.
# sockets=session-bus
access-session-bus = All services of the desktop
    .can = The app can control other apps and the desktop. This practically removes the sandbox.
    .verb = control all other apps and the desktop
    .without = The app may lose everything it does together with other apps and the desktop, except what it is allowed one by one.
# sockets=system-bus
access-system-bus = All services of the system
    .can = The app can talk to every service of the system. Only what each service itself checks stands in between.
    .verb = talk to every service of the system
    .without = The app may lose what it does with services of the system, except those it is allowed one by one.
# sockets=inherit-wayland-socket
access-inherit-wayland = The desktop's own window connection
    .can = Made for input methods: the app takes over a connection that the desktop opened for it and may get abilities that other apps do not have.
    .verb = use abilities reserved for parts of the desktop
    .without = Input methods and other parts of the desktop may stop working. Ordinary apps do not need it.

## Devices

# devices=dri
access-dri = Graphics card
    .can = The app can draw, play videos and compute faster with the graphics card.
    .verb = use the graphics card
    .without = The app may be slow, or games and 3D may not start.
# devices=input
access-input = Game controllers and input devices
    .can = The app can read gamepads and similar devices directly; where the system permits it, keyboards and mice too.
    .verb = read game controllers and other input devices
    .without = Game controllers may stop working in the app.
# devices=usb
access-usb = All USB devices
    .can = The app can talk directly to every USB device that you may use.
    .verb = use all USB devices
    .without = The app may not find devices connected through USB.
# devices=kvm
access-kvm = Virtual machines
    .can = The app can run virtual machines at full speed.
    .verb = run virtual machines
    .without = Virtual machines in the app may be very slow or not start.
# devices=shm
access-shm = Shared memory of the system
    .can = The app can see memory that other programs share.
    .verb = see memory that other programs share
    .without = Work that the app does through memory shared with other programs, such as professional audio, may stop working.
# devices=all
access-all-devices = All devices
    .can = The app can use webcams, game controllers, USB and other devices that you may use, without asking.
    .verb = use all devices
    .without = The app may not find webcams, game controllers, security keys and other devices.
# USB rule "all"
access-usb-any = Ask for any USB device
    .can = The app can see which USB devices are connected and ask to use them. You are asked before it may.
    .verb = see all connected USB devices
    .without = The app no longer sees USB devices that it could ask for.
# USB rule "vnd:VVVV" or "vnd:VVVV+dev:PPPP": $name is that rule in words
access-usb-rule = Ask for { $name }
    .can = The app can see whether { $name } are connected and ask to use them. You are asked before it may.
    .verb = see whether { $name } are connected
    .without = The app no longer sees { $name } that it could ask for.
# In place of $name above: by maker and model, by maker, by kind; numbers as USB has them
usb-device = USB devices { $vendor }:{ $device }
usb-vendor = USB devices of maker { $vendor }
usb-class = USB devices of kind { $class }

## Features

# features=bluetooth
access-bluetooth = Bluetooth
    .can = The app can use Bluetooth connections directly.
    .verb = use Bluetooth
    .without = Bluetooth may stop working in the app.
# features=devel
access-devel = Debugging tools
    .can = The app can watch and change programs in its own sandbox and use rarer functions of the kernel.
    .verb = use debugging functions of the kernel
    .without = Debugging and some crash reports may stop working in the app.
# features=multiarch
access-multiarch = Programs for other processors
    .can = The app can run programs made for other processor types, such as 32-bit games.
    .verb = run programs for other processor types
    .without = Older (32-bit) programs and games in the app may not start.
# features=canbus
access-canbus = Vehicle and machine bus (CAN)
    .can = The app can talk to cars and machines through CAN hardware.
    .verb = use CAN hardware
    .without = CAN hardware stops working in the app.
# features=per-app-dev-shm
access-per-app-shm = Shared memory between its own windows
    .can = Parts of this app that run side by side can share memory.
    .verb = share memory between its own parts
    .without = The app may not work when it is started more than once.

## Folders

# Any folder; $name is the folder
access-folder = { $name }
    .can = The app can read, change and delete what is in “{ $name }” without asking each time.
    .create = The app can read, change and delete what is in “{ $name }” without asking each time, and makes the folder if it is missing.
    .look = The app can read what is in “{ $name }” without asking each time, but not change it.
    .verb = use the folder “{ $name }”
    .without = The app may not find its files in “{ $name }”. Files that you open through the file chooser still work in most apps.
# A folder in another one: Downloads › Comics
access-below = { $place } › { $name }
# Places, in front of › or alone
place-home = Home
place-desktop = Desktop
place-documents = Documents
place-download = Downloads
place-music = Music
place-pictures = Pictures
place-public-share = Public folder
place-templates = Templates
place-videos = Videos
place-config = Settings
place-data = App data
place-cache = Caches
place-run = Session
# filesystems=host
access-host = All your files
    .can = The app can read, change and delete all your files, the settings of other programs and connected drives included. Only the data of other Flatpak apps stays closed.
    .look = The app can read all your files, the settings of other programs and connected drives included, but not change them. Only the data of other Flatpak apps stays closed.
    .verb = reach all your files
    .without = The app may only see files that you open through the file chooser. Lists of recent files, drives and folders may be empty.
# filesystems=home
access-home = Your home folder
    .can = The app can read, change and delete everything in your home folder, the settings of other programs included. Only the data of other Flatpak apps stays closed.
    .look = The app can read everything in your home folder, the settings of other programs included, but not change it. Only the data of other Flatpak apps stays closed.
    .verb = reach everything in your home folder
    .without = The app may only see files that you open through the file chooser. Lists of recent files and folders may be empty.
# filesystems=/home
access-homes = Home folders of all people
    .can = The app can read, change and delete everything in the home folders of this computer that you may open, yours included.
    .look = The app can read everything in the home folders of this computer that you may open, yours included, but not change it.
    .verb = reach all home folders
    .without = The app may only see files that you open through the file chooser.
# filesystems=host-os
access-host-os = Programs of the system
    .can = The app can look at the programs and libraries of the system. This does not make them work inside the app.
    .verb = look at the programs of the system
    .without = The app may not find programs and libraries of the system that it looks for.
# filesystems=host-etc
access-host-etc = Settings of the system
    .can = The app can look at the settings of the system, such as user accounts and installed services.
    .verb = look at the settings of the system
    .without = The app may not know settings of the system, such as user names or fonts.
# filesystems=host-root
access-host-root = The whole system
    .can = The app can reach every file on this computer that you may open.
    .look = The app can read every file on this computer that you may open, but not change it.
    .verb = reach every file on this computer
    .without = The app may not show files of the system, such as in a disk or backup tool.
# xdg-config, ~/.config
access-config = Settings of all programs
    .can = The app can read and change the settings of other programs. With that it can also start programs outside its sandbox.
    .look = The app can read the settings of other programs, but not change them.
    .verb = reach the settings of all programs
    .without = The app may not find settings that it shares with other programs.
# xdg-data, ~/.local/share
access-data = Data of all programs
    .can = The app can read and change the data of other programs. With that it can also start programs outside its sandbox.
    .look = The app can read the data of other programs, but not change it.
    .verb = reach the data of all programs
    .without = The app may not find data that it shares with other programs.
# xdg-cache, ~/.cache
access-cache = Caches of all programs
    .can = The app can read and change what other programs put aside for a while, such as thumbnails and visited pages.
    .look = The app can read what other programs put aside for a while, such as thumbnails and visited pages, but not change it.
    .verb = reach the caches of all programs
    .without = The app may not find thumbnails and other things put aside.
# xdg-run/pipewire-0
access-pipewire = Streams of screen, camera and sound
    .can = The app may see the screen and the camera and hear the microphone without asking.
    .verb = see the screen and the camera without asking
    .without = Recording the screen, the camera or sound may stop working, unless the app asks for them one by one.
# xdg-run/gvfs, xdg-run/gvfsd
access-gvfs-folder = Network places and archives
    .can = The app can open files in network places, phones and archives that the desktop has connected.
    .verb = open files in network places
    .without = Network places, phones and archives may not appear in the app.
# xdg-data/flatpak, /var/lib/flatpak
access-flatpak-folder = Installed apps and their access
    .can = The app can give itself and other apps any access, and change installed apps.
    .look = The app can see which apps are installed and what they may do.
    .verb = reach installed apps and their access
    .without = The app may not show or look after other installed apps.
# ~/.var/app
access-app-data = Data of other apps
    .can = The app can read, change and delete what other apps store: messages, passwords, histories.
    .look = The app can read what other apps store: messages, passwords, histories.
    .verb = read the data of other apps
    .without = The app may not find data of other apps, such as for a backup or a game.
# ~/.ssh
access-ssh-folder = Your SSH keys and servers
    .can = The app can read and change your SSH keys and the list of computers that you log in to.
    .look = The app can read your SSH keys and the list of computers that you log in to.
    .verb = read your SSH keys
    .without = The app may not reach other computers through SSH with your keys and settings.
# ~/.gnupg
access-gpg-folder = Your GPG keys and settings
    .can = The app can read and change your GPG keys.
    .look = The app can read your GPG keys.
    .verb = read your GPG keys
    .without = Signing and decrypting may stop working in the app.
# ~/.pki
access-pki-folder = Your certificates
    .can = The app can read and change your certificates and whom you trust.
    .look = The app can read your certificates.
    .verb = read your certificates
    .without = Signing in with a certificate may stop working in the app.
# ~/.config/autostart, ~/.config/systemd
access-startup = What starts when you log in
    .can = The app can make any program start outside its sandbox.
    .look = The app can see what starts when you log in.
    .verb = reach what starts when you log in
    .without = The app may not be able to start by itself or to show what starts by itself.
# ~/.local/share/applications
access-launchers = Entries of the app menu
    .can = The app can add entries to the app menu and change what they start, also outside its sandbox.
    .look = The app can see the entries of the app menu.
    .verb = reach the entries of the app menu
    .without = The app may not show other apps or add its own entries, such as web apps and games.
# ~/.local/bin
access-programs = Your own programs
    .can = The app can change programs that you run outside the sandbox.
    .look = The app can read the programs in your home folder.
    .verb = reach your own programs
    .without = The app may not find or install programs in your home folder.
# ~/.bashrc, ~/.profile
access-shell = What your terminal runs at its start
    .can = The app can make your terminal run any command.
    .look = The app can read what your terminal runs at its start.
    .verb = reach what your terminal runs at its start
    .without = The app may not know or change the settings of your terminal.
# xdg-config/kdeglobals
access-kdeglobals = Colors and fonts of KDE
    .can = The app can read and change the colors, fonts and other common settings of KDE apps.
    .look = The app can read the colors, fonts and other common settings of KDE apps.
    .verb = use the common settings of KDE apps
    .without = The app may look different from the rest of the desktop.
# xdg-config/gtk-3.0, xdg-config/gtk-4.0
access-gtk-folder = Look of GTK apps
    .can = The app can read and change colors, bookmarks and other common settings of GTK apps.
    .look = The app can read colors, bookmarks and other common settings of GTK apps.
    .verb = use the common settings of GTK apps
    .without = The app may look different from the rest of the desktop, and bookmarks of folders may be missing.
# ~/.themes, ~/.icons, xdg-data/themes, xdg-data/icons
access-themes = Themes and icons
    .can = The app can read and change the themes and icons that you installed.
    .look = The app can read the themes and icons that you installed.
    .verb = use your themes and icons
    .without = The app may look different from the rest of the desktop.
# ~/.fonts, xdg-data/fonts, xdg-config/fontconfig
access-fonts = Fonts
    .can = The app can read and change the fonts that you installed and how they are drawn.
    .look = The app can read the fonts that you installed and how they are drawn.
    .verb = use your fonts
    .without = Fonts that you installed may be missing in the app.
# xdg-run/dconf, ~/.config/dconf
access-dconf-folder = Settings of the desktop
    .can = The app can read and change the settings of the desktop and of other apps.
    .look = The app can read the settings of the desktop and of other apps.
    .verb = read the settings of the desktop
    .without = The app may not follow the settings of the desktop, or forget its own.
# xdg-run/app/com.discordapp.Discord, xdg-run/discord-ipc-0
access-discord = Discord status
    .can = The app can tell Discord what you are doing.
    .verb = tell Discord what you are doing
    .without = Discord no longer shows what you do in the app.
# xdg-run/speech-dispatcher
access-speech = Reading aloud
    .can = The app can have text read aloud by the desktop's speech service.
    .verb = have text read aloud
    .without = Reading aloud may stop working in the app.
# xdg-run/podman, /run/docker.sock
access-containers = Containers
    .can = The app can start containers, and through them practically any command outside its sandbox.
    .verb = start containers outside the sandbox
    .without = The app may not show or start containers.
# /media, /run/media, /mnt
access-drives = Drives and memory sticks
    .can = The app can read, change and delete everything on connected drives.
    .look = The app can read everything on connected drives, but not change it.
    .verb = use connected drives
    .without = The app may not show connected drives. Files on them can still be opened through the file chooser in most apps.
# /tmp
access-temporary = Temporary files
    .can = The app can read, change and delete what other programs put into /tmp for a while.
    .look = The app can read what other programs put into /tmp for a while.
    .verb = read temporary files of other programs
    .without = The app may not exchange temporary files with other programs.
# filesystems=!host:reset
access-files-reset = Start without any folder
    .can = Every folder that the app would have is taken away. Only folders allowed here beside it count.
    .verb = use only folders that are allowed here
    .without = The folders that the app would have count again.
# persistent=.x; $name is the folder
access-persistent = Keep a private folder: { $name }
    .can = Files that the app puts into “{ $name }” of the home folder are kept in the app's own area. The real folder stays hidden.
    .verb = keep its own folder “{ $name }”
    .without = What the app puts into “{ $name }” may be gone after it is closed.

## Services of the desktop and of the system (bus names)

# Any name; $name is the name
access-name = { $name }
    .can = The app can use the service “{ $name }”.
    .see = The app can see whether “{ $name }” is running, and nothing more.
    .own = The app can offer “{ $name }” itself. Other programs may take it for that service.
    .verb = use “{ $name }”
    .without = Whatever the app does through “{ $name }” may stop working.
# org.freedesktop.Flatpak
access-command = Run any command
    .can = The app can start programs outside its sandbox, with everything that you may do.
    .verb = run any command
    .without = The app can no longer start programs of the system. Terminals, editors and tools that need them may lose most of their use.
# org.freedesktop.impl.portal.PermissionStore
access-answers = Change what apps may do
    .can = The app can answer in your place what apps may do, its own access included.
    .verb = change what apps may do
    .without = The app may no longer show or change what other apps were granted.
# org.freedesktop.systemd1
access-systemd = Start and stop services
    .can = The app can start and stop services, and with them any command outside its sandbox.
    .verb = start any service
    .without = The app may not show, start or stop services.
# org.freedesktop.login1
access-login = Log out, sleep and restart
    .can = The app can lock the screen, end sessions, and let the computer sleep or restart, as far as you may.
    .verb = end sessions and restart the computer
    .without = The app may not keep the computer awake or react to sleep and log-out.
# org.gnome.Shell, org.kde.KWin, org.kde.plasmashell, org.kde.kglobalaccel, org.gnome.Mutter.RemoteDesktop, org.gnome.Mutter.*
access-shell-control = Control the desktop
    .can = The app can control windows, shortcuts and other parts of the desktop. This is usually enough to leave the sandbox.
    .verb = control the desktop
    .without = What the app does with windows, shortcuts or panels of the desktop may stop working.
# org.gnome.SessionManager
access-session = The desktop session
    .can = The app can keep the computer awake and learn about log-out. It can also end the session and choose what starts with it.
    .verb = control the desktop session
    .without = The computer may fall asleep while the app plays or presents, and the app may not save when you log out.
# org.gnome.Shell.Screenshot, org.gnome.Shell.Screencast, org.gnome.Mutter.ScreenCast, org.kde.KWin.ScreenShot2
access-screen-pictures = Pictures of the screen
    .can = The app can take pictures or videos of the screen without asking, where the desktop permits it.
    .verb = take pictures of the screen
    .without = Pictures of the screen may stop working, unless the app asks for each one.
# org.freedesktop.*, org.gnome.*, org.kde.*; $name is it
access-many-names = Many services: { $name }
    .can = The app can use every service whose name fits { $name }. Some of these are enough to leave the sandbox.
    .verb = use all services { $name }
    .without = What the app does together with the desktop may stop working in several places.
# org.freedesktop.secrets, org.gnome.keyring, org.kde.kwalletd5
access-secrets = Password keyring
    .can = The app can read and change passwords saved in your keyring, also those of other apps, while it is unlocked.
    .verb = read the passwords in your keyring
    .without = The app may ask for passwords again or not remember them.
# ca.desrt.dconf
access-dconf = All settings of the desktop
    .can = The app can read and change the settings of the desktop and of other apps.
    .verb = change the settings of the desktop
    .without = The app may not follow the settings of the desktop, or forget its own.
# org.gtk.vfs, org.gtk.vfs.*
access-gvfs = Network places and archives (service)
    .can = The app can open files in network places, phones and archives through the desktop's file service.
    .verb = open files through the desktop's file service
    .without = Network places, phones, archives and the trash may not work in the app.
# org.freedesktop.GeoClue2
access-geoclue = Your location
    .can = The app can ask the location service where this computer is.
    .verb = learn where this computer is
    .without = The app may not know where you are.
# org.bluez
access-bluez = Bluetooth devices
    .can = The app can find, pair and use Bluetooth devices.
    .verb = use Bluetooth devices
    .without = Bluetooth devices may not appear in the app.
# org.freedesktop.UDisks2
access-udisks = Drives and partitions
    .can = The app can see drives, and connect or change them as far as you may.
    .verb = manage drives
    .without = Drives may not appear in the app.
# org.freedesktop.PolicyKit1
access-polkit = Ask for administrator rights
    .can = The app can have the desktop ask you for an administrator's password.
    .verb = ask for administrator rights
    .without = Tasks that need an administrator may stop working in the app.
# org.freedesktop.PackageKit, org.gnome.Software, org.freedesktop.Flatpak.SystemHelper
access-software = Install software
    .can = The app can have software installed or removed, as far as you may.
    .verb = install and remove software
    .without = Installing and updating from the app may stop working.
# org.gnome.evolution.dataserver.*
access-contacts = Contacts and calendars
    .can = The app can read and change your contacts, appointments and tasks.
    .verb = read your contacts and calendars
    .without = Contacts, appointments and tasks may be missing in the app.
# org.gnome.OnlineAccounts
access-accounts = Online accounts
    .can = The app can use the online accounts that you added in the desktop's settings.
    .verb = use your online accounts
    .without = Your online accounts may be missing in the app.
# org.freedesktop.Tracker3.*, org.freedesktop.LocalSearch3
access-index = Search index of your files
    .can = The app can search names and contents of your files that the desktop has indexed.
    .verb = search your files
    .without = Searching, or the list of your music or pictures, may stop working in the app.
# Names below have only a label and .can; the rest of their words is that of access-name.
# org.freedesktop.Notifications
access-notifications = Notifications
    .can = The app can show notifications.
# org.kde.StatusNotifierWatcher, org.kde.StatusNotifierItem-*
access-tray = Icon in the panel
    .can = The app can show an icon in the panel.
# com.canonical.AppMenu.Registrar
access-menu-bar = Menu in the panel
    .can = The app can show its menus in the panel or at the top of the screen.
# org.freedesktop.ScreenSaver, org.freedesktop.PowerManagement, org.gnome.ScreenSaver
access-awake = Keep the screen awake
    .can = The app can keep the screen from turning dark, such as during a film.
# org.gnome.Mutter.IdleMonitor
access-idle = Know when nobody is there
    .can = The app can learn how long keyboard and mouse were not used.
# org.gnome.SettingsDaemon.MediaKeys
access-media-keys = Media keys
    .can = The app can react to the keys for play, pause and next.
# org.mpris.MediaPlayer2.*
access-mpris = Control of playback
    .can = The app can be controlled by media keys and the panel, or control other players.
# com.canonical.Unity, com.canonical.Unity.LauncherEntry
access-launcher = Numbers and progress on its icon
    .can = The app can show a number or a progress bar on its icon.
# org.kde.kdeconnect
access-kdeconnect = Your phone (KDE Connect)
    .can = The app can send things to a phone that is connected through KDE Connect.
# org.freedesktop.FileManager1
access-file-manager = Show files in the file manager
    .can = The app can open a folder in the file manager.
# org.a11y.Bus
access-a11y = Screen readers
    .can = The app can be read by screen readers, and read other apps in the same way.
# org.freedesktop.UPower, org.freedesktop.UPower.PowerProfiles
access-upower = Battery and power
    .can = The app can see how full the battery is.
# org.freedesktop.NetworkManager, org.freedesktop.ModemManager1
access-network-manager = Network connections
    .can = The app can see and, as far as you may, change network connections.
# org.freedesktop.Avahi
access-avahi = Devices in the network
    .can = The app can find printers, speakers and other devices in your network.
# com.feralinteractive.GameMode
access-gamemode = Game mode
    .can = The app can have the computer run faster during a game.
# org.freedesktop.RealtimeKit1
access-realtime = Priority on the processor
    .can = The app can ask for priority on the processor, such as for sound without gaps.
# org.freedesktop.IBus, org.fcitx.Fcitx5
access-input-method = Input methods
    .can = The app can type with the input method of the desktop, such as for Chinese or Japanese.
# org.freedesktop.ColorManager
access-color = Color profiles
    .can = The app can see and change the color profiles of screens and printers.
# org.freedesktop.timedate1, org.freedesktop.hostname1, org.freedesktop.locale1, org.freedesktop.Accounts
access-computer = Name, clock, language and people
    .can = The app can see the name, clock, language and people of this computer, and change them as far as you may.
# org.freedesktop.fwupd
access-firmware = Firmware of devices
    .can = The app can see the firmware of devices and have it updated, as far as you may.

## Environment and the rest

# A variable; $name is its name
access-variable = { $name }
    .can = The app gets “{ $name }” as a hint for how to behave. It opens nothing by itself.
    .verb = get the variable “{ $name }”
    .without = The app may behave differently without the hint “{ $name }”.
# LD_PRELOAD and the like: they make a program load other code; $name is its name
access-code-variable = { $name }
    .can = “{ $name }” makes the app load other code at its start.
    .verb = load other code through “{ $name }”
    .without = The code that “{ $name }” names is no longer loaded into the app.
# An entry of a [Policy X] group: $name is it
access-policy = Rule for another program: { $name }
    .can = A rule that flatpak only passes on: “{ $name }”. Another program decides what it means.
    .verb = follow the rule “{ $name }”
    .without = What the program with this rule does for the app may change.
# Something that this version of Isotope does not know: $name is it as it stands in the file
access-unknown = { $name }
    .can = This version of Isotope does not understand this permission.
    .verb = do something that this version of Isotope does not understand (“{ $name }”)
    .without = What stops working without it is not known.

## Settings, as one word

# The app may
setting-allowed = Allowed
# The app may not
setting-denied = Not allowed
# $conditions is one or more of the conditions below: Only on computers without Wayland
setting-when = Only { $conditions }
# Folders
setting-read-only = Read only
setting-read-write = Read and change
setting-create = Read, change and create
# Bus names: know that it runs, use it, be it
setting-see = See only
setting-talk = Use
setting-own = Take its place
# A variable with nothing in it
setting-empty = Empty
# After the sentence of a permission: $conditions as above
sentence-when = { $sentence } This counts only { $conditions }.

## Conditions, after "only"; each with its opposite

# true
condition-true = always
    .not = never
# false
condition-false = never
    .not = always
# has-wayland
condition-wayland = on computers with Wayland
    .not = on computers without Wayland
# has-input-device: whether flatpak has the permission devices=input
condition-input = where Flatpak can allow input devices by themselves
    .not = where Flatpak cannot allow input devices by themselves
# has-usb-device: whether flatpak has the permission devices=usb
condition-usb-device = where Flatpak can allow USB devices by themselves
    .not = where Flatpak cannot allow USB devices by themselves
# has-usb-portal: whether the desktop can ask about each USB device
condition-usb-portal = on desktops that can ask about each USB device
    .not = on desktops that cannot ask about each USB device
# A condition that nobody knows is never met, and so is its opposite
condition-unknown = under the unknown condition “{ $name }”, so never
# Between conditions, one of which is enough
condition-or = { $first } or { $second }

## Risk and verdict

risk-harmless = Harmless
risk-normal = Ordinary
risk-sensitive = Sensitive
risk-dangerous = Far-reaching
# The whole app in one sentence; $first and $second are .verb of its two worst permissions
verdict-harmless = Reaches nothing of yours without asking
verdict-normal = Has the access that most apps have
verdict-one = Can { $first }
verdict-two = Can { $first }, and can { $second }
# There are others beside these two
verdict-more = Can { $first }, can { $second }, and more
# Why an app is in the answer to a question; $verb is the .verb of a permission
reason-because = because it may { $verb }
# The same, where the desktop asked the person while the app was used
reason-answer = because you allowed it while using the app

## Questions about all apps

question-camera = Who can use the camera?
    .short = Camera
question-microphone = Who can listen to the microphone?
    .short = Microphone
question-location = Who can learn where you are?
    .short = Location
question-network = Who can reach the internet?
    .short = Internet
question-all-files = Who can read all your files?
    .short = All files
question-any-command = Who can run any command?
    .short = Any command
question-watch = Who can watch your typing and your screen?
    .short = Typing and screen
question-keys = Who can use your keys and passwords?
    .short = Keys and passwords
question-all-devices = Who can use all devices?
    .short = All devices

## Who said it

source-published = asked by its publisher
source-system-all = set by the administrator for all apps
source-system-app = set by the administrator
source-user-all = changed by you for all apps
source-user-app = changed by you
# Below a permission of which several say different things, one line each, the first that is asked first; $said is a
# setting from above: Not allowed
voice-published = Asked by its publisher: { $said }
voice-system-all = The administrator, for all apps: { $said }
voice-system-app = The administrator, for this app: { $said }
voice-user-all = You, for all apps: { $said }
voice-user-app = You, for this app: { $said }

## Granted while using the app

# Under an answer that the person gave in a dialog
granted-while-using = You allowed this while using the app.
denied-while-using = You refused this while using the app.
# Apps are never asked about sound; the name in quotes is access-pulseaudio
given-sound = Apps do not ask for sound or the microphone while they are used: “Sound and microphone” allows both or neither.
# Kinds of answers: label and what the app can do with it
portal-camera = Camera
    .can = The app can use the camera.
portal-location = Location
    .can = The app can learn where this computer is.
portal-notifications = Notifications
    .can = The app can show notifications.
portal-background = Run in the background
    .can = The app can keep running without a window.
portal-screenshot = Pictures of the screen
    .can = The app can take pictures of the screen.
portal-screencast = See the screen again
    .can = The app can see what you once shared of the screen again, without asking.
portal-remote-desktop = Control the computer again
    .can = The app can move the pointer, type and see the screen again, without asking.
portal-remote-desktop-always = Control the computer
    .can = The app can move the pointer and type, without asking.
portal-input-capture = Take over keyboard and pointer again
    .can = The app can take over keyboard and pointer at the edge of the screen again, without asking.
portal-inhibit = Hold back sleep and log-out
    .can = The app can keep the computer awake and hold back logging out.
portal-shortcuts = All keyboard shortcuts
    .can = The app can receive shortcuts that otherwise belong to the desktop, such as for a virtual machine.
portal-usb = USB devices
    .can = The app can see USB devices and ask to use them.
portal-usb-device = One USB device
    .can = The app can use this USB device.
portal-wallpaper = Wallpaper
    .can = The app can change the wallpaper.
portal-gamemode = Game mode
    .can = The app can have the computer run faster during a game.
portal-realtime = Priority on the processor
    .can = The app can ask for priority on the processor, such as for sound without gaps.
portal-self-update = Update itself
    .can = The app can install its own updates.
portal-handler = Which app opens a kind of file or link
    .can = The desktop remembers which app you chose to open what this app hands on.
portal-document = A file that you chose
    .can = The app can use a file or folder that you chose in a dialog.
# Nothing reads these any more
portal-microphone = Microphone (no longer used)
    .can = Desktops no longer look at this answer. What counts is “Sound and microphone”.
portal-speakers = Speakers (no longer used)
    .can = Desktops no longer look at this answer. What counts is “Sound and microphone”.
# A kind that this version does not know; $name is where it is stored
portal-unknown = { $name }
    .can = This version of Isotope does not understand this answer.
# Answers
answer-allowed = Allowed
answer-denied = Not allowed
answer-ask = Ask each time
answer-session = Allowed again without asking
answer-not-asked = Not asked yet
# How well the place is known
answer-nowhere = Not allowed
answer-country = Country only
answer-city = City
answer-neighborhood = Part of the city
answer-street = Street
answer-exact = Exact place
# What may be held back, as a list
answer-holds = { $list }
answer-holds-nothing = Nothing
answer-hold-logout = log-out
answer-hold-switch = switching users
answer-hold-suspend = sleep
answer-hold-idle = dark screen
# $app is the program; asked until it was chosen $threshold times in a row
answer-handler = { $app }, chosen { $count } of { $threshold } times
answer-handler-fixed = { $app }, without asking
# Stored words that are not understood
answer-other = Not understood: { $text }
# What an app may do with a file or folder that was chosen for it; several stand in a row
right-read = read
right-write = change
right-grant = hand on to other apps
right-forget = give back
# None of these
right-none = nothing
# What is so without an answer
unset-allowed = Allowed until you change it
unset-asks = You are asked when the app needs it
unset-nothing = Nothing remembered
unset-unknown = Not known

## Files that Flatpak cannot read

# $line is its number
fault-not-anything = Line { $line } is neither a group, a setting nor a comment.
fault-before-group = Line { $line } stands before the first group.
fault-group-name = The group name in line { $line } is not valid.
fault-key-name = The name before the “=” in line { $line } is not valid.
fault-not-text = Line { $line } is not text in UTF-8.
fault-escape = Line { $line } has a “\” that Flatpak does not understand.
fault-condition = Line { $line } has a “:” in the wrong place, or a condition that is not complete.
fault-bus-name = The service name in line { $line } is not valid.
fault-usb-rule = The USB rule in line { $line } is not valid.
fault-control = Line { $line } has an invisible character in the name of a folder.

## What did not work, with a way out

# $path is a file
error-broken-app = Flatpak cannot read the file with your changes
    .body = The file { $path } has lines that Flatpak does not understand. As long as they stand there, Flatpak takes the app for not installed.
    .all = The file { $path } has lines that Flatpak does not understand. As long as they stand there, Flatpak takes every app for not installed.
    .hint = Repair the file first. Only the lines in question are put aside, and a copy of the old file is kept.
    .system = It belongs to the administrator, who has to mend it.
error-too-new = The installed Flatpak is too old for this
    .body = “{ $permission }” needs Flatpak { $needs }. Version { $has } is installed.
    .hint = Update the system, then try again.
error-unknown-permission = Not a known permission
    .body = No Flatpak that Isotope knows of understands “{ $permission }”.
    .hint = Check the spelling, or update Isotope.
error-invalid-permission = This cannot be written
    .body = “{ $permission }” has a name, path or rule that Flatpak would not accept.
    .hint = Check the spelling. A path must not contain “..”, and a service name needs at least one dot.
error-access-disk = The change could not be saved
    .body = The file with the access of apps could not be read or written. It is as it was.
    .hint = Check whether the disk is full and whether the folder belongs to you.
error-access-full = The disk is full
    .body = The change could not be saved. Everything is as it was.
    .hint = Make room in the home folder, for example by removing what apps left behind, then try again.
error-no-change = This change is not known
    .body = There is no change with number { $number } in the history.
    .hint = Look at the history for its number.
error-changed-since = This was changed again since
    .body = What change { $number } was about is no longer as it left it. Nothing was undone, so that the newer choice stays.
    .hint = Choose on the app’s page what shall count.
# What was allowed in dialogs while apps were used; $service is its name on the bus
error-no-answers = What you allowed while using apps is not known
    .body = The part of the desktop that keeps it ({ $service }) is not there.
    .hint = It comes with the desktop’s portals (xdg-desktop-portal). Everything else works without it.
# $key is a place such as portal:devices/camera
error-no-such-answer = This cannot be answered so
    .body = Nothing would understand such an answer in “{ $key }”.
    .hint = Choose one of the answers that are offered.
error-no-document = The file is not known any more
    .body = The desktop no longer knows that this file was chosen for the app.
    .hint = Choose it again in the app.
error-answers-failed = The answer could not be read or changed
    .body = The part of the desktop that keeps it ({ $service }) reports an error.
    .hint = Try again; if it stays so, log out and in again.
# A folder that was chosen in a dialog; $path is how the desktop shows it to Isotope
error-unknown-folder = The folder could not be added
    .body = The desktop shows it to Isotope as { $path }, and does not say where it really is. Apps would not find it there.
    .hint = In a terminal, “isotopectl apps allow APP filesystems=FOLDER” does the same.
# An installation that an administrator set up; Isotope is a Flatpak app itself
apps-out-of-reach = The apps of “{ $name }” are missing here: Isotope runs in a sandbox that does not show { $path }.
# A file that was to be imported
error-not-an-export = This file cannot be imported
    .body = Line { $line } is not as Isotope writes such a file. Nothing was changed.
    .hint = Choose a file that was exported by Isotope.
error-export-too-new = This file is too new
    .body = A later Isotope wrote it (version { $version } of its format). Nothing was changed.
    .hint = Update Isotope, then try again.
# $app is an id or "all apps", $why is a sentence
error-import-refused = This file cannot be imported here
    .body = About { $app }: { $why } Nothing was changed.
# What a file says and this computer cannot. Below it stands each rule with the reason
import-unsayable = { $count ->
    [one] 1 rule cannot be used here
   *[other] { $count } rules cannot be used here
}
# $rule is as it is typed, such as portal:devices/camera=maybe
import-no-such-answer = Nothing would understand “{ $rule }”.
import-no-answers = “{ $rule }” is an answer that is given while using apps, and what keeps those is not there.
# After an export. $apps has a line for each app, such as "Meadow: 2 entries"
export-without = Exported, but Not Everything
    .body =
        The file has no words for this:
        { $apps }
export-without-of = { $count ->
    [one] { $app }: 1 entry
   *[other] { $app }: { $count } entries
}
# In place of $app
export-all-apps = All apps
export-no-app = Programs that are no apps
export-no-answers = What you allowed while using apps is not known now, and not in the file.

## History: one line each; $app is an app's name, $what a permission's label

history-allowed = { $what } allowed for { $app }
history-denied = { $what } switched off for { $app }
history-set = { $what } changed for { $app }
history-unset = { $what } back to how it was for { $app }
# In place of $app: the file for all apps
history-all-apps = all apps
history-several = { $count ->
    [one] One permission changed for { $app }
   *[other] { $count } permissions changed for { $app }
}
history-reset = All your changes taken back for { $app }
history-repair = File repaired for { $app }
history-import = Access of { $app } imported from a file
# $line is one of the lines above
history-undo = Undone: { $line }
# $answer: Allowed, Not allowed, Exact place, …
history-answer = { $what } for { $app }: { $answer }
history-answer-forgotten = Answer about { $what } forgotten for { $app }
# Below such a line: what was said before and what is said since, such as "Allowed → Not allowed"
history-from-to = { $before } → { $after }
# Several of these in one change: $what is a permission's label, $states is one of the above
history-of = { $what }: { $states }
# In place of a setting: the person has said nothing of it
history-unsaid = Not set
# $file is a file or folder that the person chose for the app
history-document-taken = “{ $file }” taken away from { $app }
history-document-given = “{ $file }” given back to { $app }
