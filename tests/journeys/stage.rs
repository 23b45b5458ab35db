//! Everything that one journey needs: a desktop, a practice machine, a window on it, and a person's eyes.

use std::path::PathBuf;
use std::process::Command;

use crate::desktop::{Desktop, Guarded};
use crate::eyes::{Eyes, Node};
use crate::machine::{Apps, Machine};
use crate::people::german;

/// Where pictures are kept, when somebody wants them.
const PICTURES: &str = "ISOTOPE_PICTURES";

/// A stage with one window on it.
pub(crate) struct Stage {
    // Dropped in this order: the window before the machine before the screen.
    window: Option<Guarded>,
    pub(crate) machine: Machine,
    pub(crate) eyes: Eyes,
    pub(crate) desktop: Desktop,
    settings: Vec<(&'static str, &'static str)>,
}

impl Stage {
    /// A new practice machine with a window on it that has been read, in English.
    pub(crate) async fn open() -> Self {
        let stage = Self::open_with("800x900", &[]).await;
        stage.eyes.see("Not checked yet").await;
        stage
    }

    /// The same on a screen of that size and with these environment variables, without waiting for the window.
    pub(crate) async fn open_with(size: &str, settings: &[(&'static str, &'static str)]) -> Self {
        Self::open_on(size, settings, Apps::None).await
    }

    /// A new practice machine with Flatpak apps, and the page with them.
    pub(crate) async fn open_apps(size: &str) -> Self {
        let stage = Self::open_on(size, &[], Apps::Some).await;
        stage.eyes.see("Not checked yet").await;
        stage.key("alt+3");
        stage.eyes.see("Aperture").await;
        stage
    }

    /// The same in German.
    pub(crate) async fn open_german_apps(size: &str) -> Self {
        let settings = [("LC_ALL", "de_DE.UTF-8"), ("LANGUAGE", "de")];
        let stage = Self::open_on(size, &settings, Apps::Some).await;
        stage.eyes.see(&german("headline-not-checked")).await;
        stage.key("alt+3");
        stage.eyes.see("Federkiel").await;
        stage
    }

    async fn open_on(size: &str, settings: &[(&'static str, &'static str)], with: Apps) -> Self {
        let desktop = Desktop::start(size);
        let eyes = Eyes::open(desktop.bus_address()).await;
        let machine = Machine::start(&desktop, with);
        let mut stage = Self {
            window: None,
            machine,
            eyes,
            desktop,
            settings: settings.to_vec(),
        };
        stage.open_window();
        stage
    }

    /// Opens the window.
    pub(crate) fn open_window(&mut self) {
        let mut command = self.program(env!("CARGO_BIN_EXE_isotope"));
        command.envs(self.settings.iter().copied());
        self.window = Some(Guarded::spawn(&mut command));
    }

    /// Ends the window at once, as when a session crashes.
    pub(crate) async fn kill_window(&mut self) {
        self.window = None;
        self.eyes
            .wait("the window to go", |tree| tree.is_empty().then_some(()))
            .await;
    }

    /// Waits until the window's program has ended by itself.
    pub(crate) async fn wait_until_closed(&mut self) {
        let window = self.window.as_mut().expect("a window was opened");
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(50));
        let deadline = tokio::time::Instant::now() + crate::eyes::PATIENCE;
        while !window.has_ended() {
            assert!(
                tokio::time::Instant::now() < deadline,
                "the program goes on for ever"
            );
            tick.tick().await;
        }
    }

    /// A program on the machine and the desktop.
    pub(crate) fn program(&self, path: &str) -> Command {
        self.machine.program(&self.desktop, path)
    }

    /// Keeps a picture of the window, when somebody wants pictures. It always has to show something.
    pub(crate) async fn picture(&self, name: &str) {
        let (width, height) = self.eyes.window_size().await;
        let mut last = self.desktop.picture();
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
        // Two alike: nothing is half drawn. Work that goes on moves a bar, so a few attempts are enough.
        for _ in 0..4 {
            tick.tick().await;
            let now = self.desktop.picture();
            let settled = now == last;
            last = now;
            if settled {
                break;
            }
        }
        let picture = last.cut(width, height);
        assert!(picture.colours() > 16, "{name}: the screen is empty");
        if let Some(folder) = std::env::var_os(PICTURES).filter(|value| !value.is_empty()) {
            picture.save(&PathBuf::from(folder).join(format!("{name}.png")));
        }
    }

    /// Opens the page of a version from the list of versions.
    pub(crate) async fn open_version(&self, number: &str) {
        self.visit("Versions").await;
        let row = self
            .eyes
            .wait(&format!("the row of {number}"), |tree| {
                let is_row = |n: &&Node| n.role == "list item" && n.says(number);
                tree.iter().find(is_row).cloned()
            })
            .await;
        row.act("row.open").await;
        self.eyes.see("Keep This Version").await;
    }

    /// Makes the window that large.
    pub(crate) fn resize(&self, width: &str, height: &str) {
        self.desktop.hand(&[
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            "Isotope",
            "windowsize",
            width,
            height,
        ]);
    }

    /// Goes on with the keyboard until it is on something of that role.
    pub(crate) async fn tab_to(&self, role: &str) {
        self.tab_until(role, |node| node.role == role).await;
    }

    /// Goes to what has that name with the keyboard and presses a key there: `Return` opens, `space` ticks.
    pub(crate) async fn press_at(&self, name: &str, key: &str) {
        self.eyes.see(name).await;
        self.tab_until(name, |node| node.says(name)).await;
        self.key(key);
    }

    async fn tab_until(&self, what: &str, is: impl Fn(&Node) -> bool) {
        for _ in 0..30 {
            let tree = self.eyes.look().await;
            if tree.iter().any(|node| node.focused() && is(node)) {
                return;
            }
            self.key("Tab");
        }
        panic!("{what} is not reached with the keyboard");
    }

    /// Types into the window.
    pub(crate) fn type_text(&self, text: &str) {
        self.focus();
        self.desktop.hand(&["type", text]);
    }

    /// Finds an app by typing the beginning of its name, and opens its page with the keyboard.
    pub(crate) async fn open_app(&self, typed: &str, name: &str) {
        self.type_text(typed);
        self.eyes
            .wait(&format!("only the row of {name}"), |tree| {
                let mut rows = tree.iter().filter(|n| n.role == "list item");
                let first = rows.next()?;
                (rows.next().is_none() && first.says(name)).then_some(())
            })
            .await;
        self.tab_to("list item").await;
        self.key("Return");
        self.eyes.see("Reset App").await;
    }

    /// Shows one of the two pages, by its name in the header bar.
    pub(crate) async fn visit(&self, page: &str) {
        let key = if page == "Home" { "alt+1" } else { "alt+2" };
        self.key(key);
        let sign = if page == "Home" {
            "This Computer"
        } else {
            "Versions on This Computer"
        };
        self.eyes.see(sign).await;
    }

    /// Presses keys in the window.
    pub(crate) fn key(&self, keys: &str) {
        self.focus();
        self.desktop.hand(&["key", keys]);
    }

    fn focus(&self) {
        self.desktop.hand(&[
            "search",
            "--onlyvisible",
            "--name",
            "Isotope",
            "windowfocus",
            "--sync",
        ]);
    }

    /// Restarts by the button in the strip and waits for the greeting. Returns the version that runs then.
    pub(crate) async fn restart(&self) -> String {
        let wanted = self.machine.next_start();
        self.eyes.press("Restart…").await;
        self.eyes.press("Restart").await;
        self.eyes.see(&format!("version {wanted} runs now")).await;
        wanted
    }
}
