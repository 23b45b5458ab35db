//! How long a person waits for the pages about apps, beside what `flatpak list` takes in the same minute.
//!
//! `./x bench` sets `ISOTOPE_BENCH=FILE`: many rounds, a table in that file, and a failure where a limit is missed.
//! Without it one round with few apps shows that all of it still works, and nothing is held against a clock.

use std::fmt::Write as _;
use std::fs;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use adw::prelude::*;
use relm4::prelude::*;
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

use super::pages::apps::AppsMsg;
use super::testing::{all, desk, is_shown, start, wait_until};
use super::window::{Place, Window, WindowMsg};
use super::world::World;
use super::{Connect, Found, Options};
use crate::backend::fake::{FakeBackend, Scene};
use crate::flatpak::history::LIMIT;

/// The page has this much more time than `flatpak list`.
const PAGE_AFTER_LIST: Duration = Duration::from_millis(100);
/// The longest that the picture may stand still while a page of the list goes by: longer, and a window seems to hang. It is
/// one page of hundreds, on a computer that draws with its processor and does other things, too.
const STUMBLE: Duration = Duration::from_millis(500);
/// How much longer a page of a list with ten times as many apps may take.
const LONGER: u32 = 2;
/// From a click to the changed file.
const CLICK: Duration = Duration::from_millis(50);
/// The app that is clicked on, and what is switched.
const CLICKED: &str = "org.example.fake.App001";
const NETWORK: &str = "Internet and local network";

#[gtk::test]
fn people_do_not_wait() {
    let Some(file) = std::env::var_os("ISOTOPE_BENCH").map(PathBuf::from) else {
        let times = measure(30, 1);
        assert!(times.list > Duration::ZERO && times.written <= times.remembered);
        assert!(times.turn <= times.stumble);
        return;
    };
    let times = measure(300, 9);
    let many = measure(3000, 3);
    let build = if cfg!(debug_assertions) {
        "unoptimised"
    } else {
        "optimised"
    };
    let load = fs::read_to_string("/proc/loadavg").unwrap();
    let table = format!(
        "Medians in an {build} build, everything warm, temporary files in {}, load {} on {} cores.\n\n{}\n{}",
        std::env::temp_dir().display(),
        load.split(' ').next().unwrap(),
        std::thread::available_parallelism().unwrap(),
        times.table("300 apps, 9 rounds", &times.limits(&times)),
        many.table("3000 apps, 3 rounds", &many.limits(&times)),
    );
    fs::write(file, table).unwrap();
    assert!(times.page < times.list + PAGE_AFTER_LIST, "{times:?}");
    assert!(times.remembered < CLICK, "{times:?}");
    assert!(many.stumble < STUMBLE, "{many:?}");
    assert!(many.turn < times.turn * LONGER, "{many:?} {times:?}");
}

/// What was measured: the medians.
#[derive(Debug)]
struct Times {
    /// `flatpak list`, from its start to its end.
    list: Duration,
    /// Reading all apps and what they may do.
    read: Duration,
    /// From the window's showing until all apps are in its list and the first rows are drawn.
    page: Duration,
    /// From a click on a switch until the file is changed.
    written: Duration,
    /// From the same click until it can be undone.
    remembered: Duration,
    /// From scrolling a page further until it is drawn.
    turn: Duration,
    /// The longest of those, from the top of the list to its end.
    stumble: Duration,
}

/// What may not take longer than what.
#[derive(Debug, Default)]
struct Limits {
    page: Option<Duration>,
    click: Option<Duration>,
    turn: Option<Duration>,
    stumble: Option<Duration>,
}

impl Times {
    /// Of a list with few apps how fast it comes, and of one with ten times as many that it scrolls as well.
    fn limits(&self, few: &Self) -> Limits {
        if std::ptr::eq(self, few) {
            Limits {
                page: Some(self.list + PAGE_AFTER_LIST),
                click: Some(CLICK),
                ..Limits::default()
            }
        } else {
            Limits {
                turn: Some(few.turn * LONGER),
                stumble: Some(STUMBLE),
                ..Limits::default()
            }
        }
    }

    fn table(&self, title: &str, limits: &Limits) -> String {
        let mut text = format!(
            "{title:<44}{:>9}{:>15}{:>12}\n",
            "ms", "× flatpak list", "limit"
        );
        for (what, time, limit) in [
            ("flatpak list", self.list, None),
            ("reading all apps and what they may do", self.read, None),
            (
                "the window shows → the Apps page is complete",
                self.page,
                limits.page,
            ),
            ("a click → the file is changed", self.written, limits.click),
            ("a click → it can be undone", self.remembered, limits.click),
            ("scrolling a page further", self.turn, limits.turn),
            ("the longest of these", self.stumble, limits.stumble),
        ] {
            let ratio = time.as_secs_f64() / self.list.as_secs_f64();
            let limit = limit.map(|limit| {
                let word = if time < limit { "kept" } else { "MISSED" };
                format!("{:.0} {word}", ms(limit))
            });
            let limit = limit.unwrap_or_default();
            writeln!(text, "{what:<44}{:>9.1}{ratio:>15.2}{limit:>12}", ms(time)).unwrap();
        }
        text
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Measures in turns, after a round that counts for nothing.
fn measure(apps: usize, rounds: usize) -> Times {
    start();
    let world = World::new();
    world.install_many(apps);
    // Adding a change rewrites all that are remembered.
    world.remember_many(LIMIT);
    world.overrides("global", "");
    let mut opening: [Vec<Duration>; 3] = Default::default();
    for round in 0..=rounds {
        let opened = Opened::new(&world, apps);
        let times = [
            flatpak_list(&world, apps),
            read(&world, apps),
            opened.complete,
        ];
        opened.window.widget().destroy();
        if round > 0 {
            for (row, time) in opening.iter_mut().zip(times) {
                row.push(time);
            }
        }
    }
    let [list, read, page] = opening.map(median);
    let (written, remembered) = clicks(&world, apps, 2 * rounds);
    let turns = scroll(&world, apps);
    Times {
        list,
        read,
        page,
        written: median(written),
        remembered: median(remembered),
        stumble: turns.iter().max().copied().unwrap(),
        turn: median(turns),
    }
}

/// The real command, which has to list them all.
fn flatpak_list(world: &World, apps: usize) -> Duration {
    let mut command = world.flatpak();
    let begin = Instant::now();
    let output = command.arg("list").output().unwrap();
    let time = begin.elapsed();
    let text = String::from_utf8(output.stdout).unwrap();
    let listed = text.lines().filter(|line| line.contains("example.fake."));
    assert_eq!(listed.count(), apps, "{text}");
    time
}

fn read(world: &World, apps: usize) -> Duration {
    let place = world.apps();
    let begin = Instant::now();
    let installed = place.installed().apps;
    let access: Vec<_> = place.access_of_each(&installed).collect();
    let time = begin.elapsed();
    assert_eq!(access.len(), apps);
    time
}

/// A window, the Apps page in front.
struct Opened {
    window: Controller<Window>,
    complete: Duration,
    _notes: tempfile::TempDir,
}

impl Opened {
    fn new(world: &World, apps: usize) -> Self {
        let notes = tempfile::tempdir().unwrap();
        let connect = Connect::new(|| {
            let backend = Arc::new(FakeBackend::new(Scene::Fine));
            Box::pin(async move {
                Ok(Found {
                    backend,
                    machine: None,
                })
            })
        });
        let options = Options {
            connect,
            practice: false,
            apps: world.find(),
            desk: desk(notes.path()),
        };
        let window = Window::builder().launch(options).detach();
        window.emit(WindowMsg::Visit(Place::Apps));
        window.widget().present();
        wait_until("the window shows", || window.widget().is_mapped());
        let begin = Instant::now();
        wait_until("all apps are there", || window.model().lists_apps(apps));
        gtk::test_widget_wait_for_draw(window.widget());
        Self {
            complete: begin.elapsed(),
            window,
            _notes: notes,
        }
    }

    /// What scrolls the list.
    fn scrolling(&self) -> gtk::Adjustment {
        let shown = all(self.window.widget()).into_iter().filter(is_shown);
        let scrolled = shown.filter_map(|one| one.downcast::<gtk::ScrolledWindow>().ok());
        let longest = scrolled
            .map(|one| one.vadjustment())
            .max_by(|one, other| one.upper().total_cmp(&other.upper()));
        longest.unwrap()
    }

    fn switch(&self) -> Option<adw::SwitchRow> {
        let rows = all(self.window.widget()).into_iter().filter(is_shown);
        let mut rows = rows.filter_map(|widget| widget.downcast::<adw::SwitchRow>().ok());
        rows.find(|row| row.title() == NETWORK)
    }
}

/// Switches something off and on again, each time as soon as the last change is remembered and drawn. How long it took
/// until it was written, and until it could be undone.
fn clicks(world: &World, apps: usize, count: usize) -> (Vec<Duration>, Vec<Duration>) {
    let opened = Opened::new(world, apps);
    opened.window.model().tell_apps(AppsMsg::Open(1));
    let mut switch = None;
    wait_until("the app's page", || {
        switch = opened.switch();
        switch.is_some()
    });
    let switch = switch.unwrap();
    let clicks = (0..count).map(|_| {
        gtk::test_widget_wait_for_draw(opened.window.widget());
        let written = Noticed::of(&world.user().join("overrides").join(CLICKED));
        let remembered = Noticed::of(&world.history());
        let begin = Instant::now();
        switch.set_active(!switch.is_active());
        wait_until("it is remembered", || remembered.is_there());
        (written.when() - begin, remembered.when() - begin)
    });
    let times = clicks.unzip();
    // A window that is only forgotten goes on drawing its apps beside all later tests.
    opened.window.widget().destroy();
    times
}

/// Goes through the whole list, page by page: how long each took until it was drawn.
fn scroll(world: &World, apps: usize) -> Vec<Duration> {
    let opened = Opened::new(world, apps);
    let adjustment = opened.scrolling();
    let mut turns = Vec::new();
    let is_at_end = || adjustment.value() + adjustment.page_size() > adjustment.upper() - 1.0;
    while !is_at_end() {
        let begin = Instant::now();
        adjustment.set_value(adjustment.value() + adjustment.page_size());
        gtk::test_widget_wait_for_draw(opened.window.widget());
        turns.push(begin.elapsed());
    }
    // A page shows some dozen apps at most.
    assert!(turns.len() > apps / 40, "{} pages", turns.len());
    opened.window.widget().destroy();
    turns
}

/// Waits on a thread of its own until another file is at a path, or none: the window may be busy with drawing meanwhile.
struct Noticed(JoinHandle<Instant>);

impl Noticed {
    fn of(file: &Path) -> Self {
        let inotify = inotify::init(CreateFlags::CLOEXEC).unwrap();
        // A file that says nothing any more is moved away.
        inotify::add_watch(&inotify, file.parent().unwrap(), WatchFlags::MOVE).unwrap();
        let name = file.file_name().unwrap().as_bytes().to_vec();
        Self(std::thread::spawn(move || {
            let mut buffer = [const { MaybeUninit::uninit() }; 4096];
            let mut events = inotify::Reader::new(inotify, &mut buffer);
            loop {
                let event = events.next().unwrap();
                if event
                    .file_name()
                    .is_some_and(|moved| moved.to_bytes() == name)
                {
                    return Instant::now();
                }
            }
        }))
    }

    fn is_there(&self) -> bool {
        self.0.is_finished()
    }

    fn when(self) -> Instant {
        self.0.join().unwrap()
    }
}
