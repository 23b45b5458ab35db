//! Nothing is lost: the real `flatpak override`, a second program of ours and this one change the same file at the same
//! time, and programs are killed while they write.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use isotope::domain::permission::{Layer, Setting, Since, Target};
use isotope::flatpak::access::{Access, Unsettled};
use isotope::flatpak::history::{History, Reason};
use isotope::flatpak::overrides::{Change, Overrides, Scope};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

/// Tells the second program where its orders come from.
const ORDERS: &str = "ISOTOPE_TEST_ORDERS";

/// A person's override files and history.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(home.path("overrides")).unwrap();
        fs::create_dir(home.path("isotope")).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn access(&self) -> Access {
        access(self.folder.path())
    }

    fn said(&self, scope: &Scope) -> Layer {
        self.access().overrides().own(scope).unwrap()
    }

    /// The names of what is left over of writing.
    fn rubbish(&self) -> Vec<String> {
        let folders = ["overrides", "isotope"].map(|name| self.path(name));
        let entries = folders.iter().flat_map(|at| fs::read_dir(at).unwrap());
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with('.')).collect()
    }
}

fn access(folder: &Path) -> Access {
    let flatpak = Some(Since(1, 16, 6));
    let overrides = Overrides::at(folder.join("overrides"), folder.join("none"), flatpak);
    Access::new(overrides, History::at(folder.join("isotope/history.jsonl")))
}

fn app(id: &str) -> Scope {
    Scope::App(id.parse().unwrap())
}

fn variable(name: &str, value: &str) -> Change {
    Change {
        target: Target::Variable(name.to_owned()),
        setting: Some(Setting::Value(value.to_owned())),
    }
}

/// This program once more, as a process of its own that does only what [`a_second_program`] says.
struct Second {
    process: Child,
    orders: UnixStream,
    answers: BufReader<UnixStream>,
}

impl Second {
    fn start(home: &Home) -> Self {
        let socket = home.path("orders");
        let listener = UnixListener::bind(&socket).unwrap();
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_second_program"])
            .env(ORDERS, home.folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (orders, _) = listener.accept().unwrap();
        fs::remove_file(socket).unwrap();
        Self {
            process,
            answers: BufReader::new(orders.try_clone().unwrap()),
            orders,
        }
    }

    fn tell(&mut self, order: &str) {
        writeln!(self.orders, "{order}").unwrap();
    }

    fn answer(&mut self) -> usize {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().parse().unwrap()
    }

    /// Ends it in the middle of whatever it does.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn end(mut self) {
        self.orders.shutdown(std::net::Shutdown::Both).unwrap();
        assert!(self.process.wait().unwrap().success());
    }
}

/// No test of its own: the second program, when it is started as one. Orders come as lines: `race ID` changes that app's
/// file until `stop` comes and answers with the number of changes; `loop ID` changes it for ever.
#[test]
fn a_second_program() {
    let Some(folder) = std::env::var_os(ORDERS).map(PathBuf::from) else {
        return;
    };
    let mut stream = UnixStream::connect(folder.join("orders")).unwrap();
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let (sender, orders) = channel();
    std::thread::spawn(move || {
        let mut lines = lines.map_while(Result::ok);
        lines.try_for_each(|line| match sender.send(line) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        })
    });
    let access = access(&folder);
    while let Ok(order) = orders.recv() {
        match order.split_once(' ') {
            Some(("race", id)) => {
                let count = race(&access, &app(id), "OTHER", || stopped(&orders));
                writeln!(stream, "{count}").unwrap();
            }
            Some(("loop", id)) => count_up(&access, &app(id)),
            _ => panic!("{order}"),
        }
    }
}

fn stopped(orders: &Receiver<String>) -> bool {
    match orders.try_recv() {
        Ok(_) | Err(TryRecvError::Disconnected) => true,
        Err(TryRecvError::Empty) => false,
    }
}

/// Says one thing after the other until it is over, and watches over all of them. How many.
fn race(access: &Access, scope: &Scope, prefix: &str, over: impl Fn() -> bool) -> usize {
    let (mut all, mut unsettled) = (Vec::new(), Unsettled::default());
    while !over() {
        if all.len() < 30 {
            let change = variable(&format!("{prefix}_{}", all.len()), "1");
            let changes = std::slice::from_ref(&change);
            access.overrides().change(scope, changes).unwrap();
            unsettled.add(scope, changes);
            all.push(change);
        }
        unsettled.look(access).unwrap();
    }
    // The last look is taken when the other one has ended, however slow this computer is.
    let mut unsettled = Unsettled::default();
    unsettled.add(scope, &all);
    unsettled.look(access).unwrap();
    all.len()
}

/// Changes an app's file for ever: each time a number and as many bytes as it has tens, and remembers it.
fn count_up(access: &Access, scope: &Scope) {
    for number in 0.. {
        let (number, many) = (format!("{number}"), "x".repeat(number % 400 * 10));
        let changes = [variable("NUMBER", &number), variable("MANY", &many)];
        access.change(scope, &changes, Reason::Change).unwrap();
    }
}

/// Two rounds at a time: in each the real command, a second program of ours and this one change the same new file.
#[test]
fn three_writers_lose_nothing_in_a_thousand_rounds() {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || five_hundred_rounds(half));
        }
    });
}

fn five_hundred_rounds(half: usize) {
    let home = Home::new();
    let access = home.access();
    let mut second = Second::start(&home);
    for round in 0..500 {
        let id = format!("org.example.Half{half}.Round{round}");
        let scope = app(&id);
        second.tell(&format!("race {id}"));
        let mut theirs = Command::new("flatpak")
            .args(["override", "--user", "--env=THEIRS=1", &id])
            .env("FLATPAK_USER_DIR", home.folder.path())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let theirs = std::cell::RefCell::new(&mut theirs);
        let ours = race(&access, &scope, "OURS", || {
            theirs.borrow_mut().try_wait().unwrap().is_some()
        });
        second.tell("stop");
        let others = second.answer();
        let said: BTreeSet<Target> = home.said(&scope).iter().map(|(t, _)| t.clone()).collect();
        let names = ["OURS", "OTHER"].into_iter().zip([ours, others]);
        let names = names.flat_map(|(who, count)| (0..count).map(move |n| format!("{who}_{n}")));
        let wanted: BTreeSet<Target> = names
            .chain(["THEIRS".to_owned()])
            .map(Target::Variable)
            .collect();
        assert_eq!(said, wanted, "round {round}");
    }
    second.end();
    assert_eq!(home.rubbish(), [""; 0]);
}

/// Counts what happens in folders, until so many things have happened.
struct Happenings {
    inotify: std::os::fd::OwnedFd,
}

impl Happenings {
    fn of(home: &Home) -> Self {
        let inotify = inotify::init(CreateFlags::CLOEXEC).unwrap();
        for folder in ["overrides", "isotope"] {
            inotify::add_watch(&inotify, home.path(folder), WatchFlags::ALL_EVENTS).unwrap();
        }
        Self { inotify }
    }

    fn wait_for(self, count: usize) {
        let mut buffer = [const { MaybeUninit::uninit() }; 4096];
        let mut events = inotify::Reader::new(self.inotify, &mut buffer);
        for _ in 0..count {
            events.next().unwrap();
        }
    }
}

/// A program of ours is killed after the first, the second, … the 300th thing that happens in the folders in which it
/// writes. The file is always a whole one, the history is readable, the next change needs not wait and leaves no rubbish.
#[test]
fn a_program_that_is_killed_while_it_writes_leaves_whole_files() {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || (half..300).step_by(2).for_each(killed_after));
        }
    });
}

fn killed_after(count: usize) {
    let home = Home::new();
    let scope = app("org.example.Alpha");
    let mut second = Second::start(&home);
    let happenings = Happenings::of(&home);
    second.tell("loop org.example.Alpha");
    happenings.wait_for(count);
    second.kill();

    let said = home.said(&scope);
    let value = |name: &str| {
        let setting = said.get(&Target::Variable(name.to_owned()));
        setting.map(|setting| setting.value().unwrap().to_owned())
    };
    let number: Option<usize> = value("NUMBER").map(|text| text.parse().unwrap());
    let many = value("MANY").map(|text| text.len());
    assert_eq!(
        many,
        number.map(|number| number % 400 * 10),
        "after {count}"
    );
    assert_eq!(home.access().overrides().broken().unwrap(), []);
    let text = fs::read_to_string(home.path("isotope/history.jsonl")).unwrap_or_default();
    let events = home.access().history().events().unwrap();
    assert_eq!(text.lines().count(), events.len(), "after {count}");
    // The change itself comes first, then it is remembered.
    let changes = number.map_or(0, |number| number + 1);
    let remembered = events.len();
    assert!(
        changes == remembered || changes == remembered + 1,
        "after {count}"
    );

    let (done, waits) = channel();
    let access = home.access();
    std::thread::spawn(move || {
        let after = access.change(&scope, &[variable("AFTER", "1")], Reason::Change);
        done.send(after.unwrap().number).unwrap();
    });
    let number = waits.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(number, Some(u64::try_from(remembered).unwrap() + 1));
    assert_eq!(home.rubbish(), [""; 0], "after {count}");
}
