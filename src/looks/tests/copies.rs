//! Whatever a home folder looks like, and whatever fails: what was there comes back, and nothing is lost.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

thread_local! {
    /// How many more times something may be written, and whether only one time fails or all from then on.
    static FUSE: Cell<Option<(usize, Broken)>> = const { Cell::new(None) };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Broken {
    Once,
    ForGood,
}

/// Called before anything is written.
pub(in super::super) fn burn(path: &Path) -> Result<(), LooksError> {
    let (next, is_broken) = match FUSE.get() {
        None => (None, false),
        Some((0, Broken::Once)) => (None, true),
        Some((0, Broken::ForGood)) => (FUSE.get(), true),
        Some((left, how)) => (Some((left - 1, how)), false),
    };
    FUSE.set(next);
    if is_broken {
        return Err(io::Error::from(io::ErrorKind::StorageFull)).at(path);
    }
    Ok(())
}

/// Where something may lie: files and folders of the list, what is inside of them, and what links lead to.
const PATHS: [&str; 14] = [
    ".config/kdeglobals",
    ".config/gtk-3.0/gtk.css",
    ".config/gtk-3.0/assets",
    ".config/gtk-3.0/assets/a.svg",
    ".config/gtk-3.0/assets/sub",
    ".config/gtk-3.0/assets/sub/b.svg",
    ".config/gtk-3.0/bookmarks",
    ".config/qt5ct",
    ".config/qt5ct/qt5ct.conf",
    ".gtkrc-2.0",
    ".icons/default",
    ".icons/default/index.theme",
    "dotfiles/one",
    "dotfiles/two",
];
/// What of it is in no list.
const OTHERS: [&str; 2] = [".config/gtk-3.0/bookmarks", "dotfiles/"];

#[derive(Clone, Debug)]
enum Node {
    Nothing,
    File(u8, u32),
    Folder,
    /// To one of the paths, or beyond them out of the home folder, or to nothing.
    Link(usize),
}

fn node() -> impl Strategy<Value = Node> {
    let mode = prop::sample::select(vec![0o600, 0o644, 0o755, 0o400]);
    prop_oneof![
        3 => Just(Node::Nothing),
        4 => (any::<u8>(), mode).prop_map(|(text, mode)| Node::File(text, mode)),
        1 => Just(Node::Folder),
        2 => (0..PATHS.len() + 2).prop_map(Node::Link),
    ]
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec(node(), PATHS.len())
}

/// A home folder, and one file beside it that is not the person's.
struct World {
    home: Home,
    system: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let world = Self {
            home: Home(tempfile::tempdir().unwrap()),
            system: tempfile::tempdir().unwrap(),
        };
        fs::write(world.theme(), "the system's").unwrap();
        world
    }

    fn theme(&self) -> PathBuf {
        self.system.path().join("theme")
    }

    /// Makes the home folder look like that. What has no room, as inside of a file, is left out.
    fn become_like(&self, nodes: &[Node]) {
        let home = self.home.0.path();
        for entry in fs::read_dir(home).unwrap().flatten() {
            if entry.file_name() == ".local" {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                fs::remove_dir_all(entry.path()).unwrap();
            } else {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        fs::create_dir(home.join(".config")).unwrap();
        for (path, node) in PATHS.iter().zip(nodes) {
            self.make(&home.join(path), node);
        }
    }

    fn make(&self, path: &Path, node: &Node) {
        let target = |index: usize| match PATHS.get(index) {
            Some(path) => self.home.0.path().join(path),
            None if index == PATHS.len() => self.theme(),
            None => "nowhere/at/all".into(),
        };
        if matches!(node, Node::Nothing) || path.symlink_metadata().is_ok() {
            return;
        }
        let folder = path.parent().unwrap();
        // Not through a link: then it would be another path of the list.
        let is_real = folder.ancestors().all(|folder| !folder.is_symlink());
        if !is_real || fs::create_dir_all(folder).is_err() {
            return;
        }
        match node {
            Node::Nothing => {}
            Node::File(text, mode) => {
                fs::write(path, format!("text {text}")).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(*mode)).unwrap();
            }
            Node::Folder => fs::create_dir(path).unwrap(),
            Node::Link(index) => symlink(target(*index), path).unwrap(),
        }
    }

    /// All that is in the list.
    fn listed(&self) -> Vec<String> {
        let mut all = self.home.without_store();
        all.retain(|line| !OTHERS.iter().any(|other| line.starts_with(other)));
        // It is there as long as something of others is in it.
        all.retain(|line| line != ".config/gtk-3.0/");
        all
    }
}

fn some() -> ProptestConfig {
    ProptestConfig {
        cases: 40,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(some())]
    #[test]
    fn whatever_it_was_comes_back(before in nodes(), since in nodes()) {
        let world = World::new();
        let looks = world.home.looks();
        world.become_like(&before);
        let was = world.listed();
        let own = looks.save("GNOME", at(0)).unwrap();
        world.become_like(&since);
        let now = world.home.without_store();
        let back = looks.restore(&own.id, "KDE Plasma", at(60)).unwrap();
        prop_assert_eq!(world.listed(), was);
        // And nothing of what was there is lost, wherever links lead to.
        looks.restore(&back.aside.id, "GNOME", at(120)).unwrap();
        prop_assert_eq!(world.home.without_store(), now);
        prop_assert_eq!(fs::read_to_string(world.theme()).unwrap(), "the system's");
    }
}

/// A bit of everything, and something else at each place.
fn two_worlds() -> [Vec<Node>; 2] {
    use Node::{File, Folder, Link, Nothing};
    let one = [
        File(1, 0o644),
        Link(12),
        Folder,
        File(2, 0o600),
        Folder,
        File(3, 0o644),
        File(4, 0o644),
        File(5, 0o644),
        Nothing,
        Link(13),
        Folder,
        File(6, 0o644),
        File(7, 0o644),
        File(8, 0o644),
    ];
    let other = [
        Link(13),
        File(11, 0o600),
        File(12, 0o644),
        Nothing,
        Nothing,
        Nothing,
        File(4, 0o644),
        Folder,
        File(13, 0o755),
        Nothing,
        Link(PATHS.len()),
        Nothing,
        File(14, 0o644),
        File(15, 0o644),
    ];
    [one.to_vec(), other.to_vec()]
}

/// What is looked at after each failure.
struct Try {
    world: World,
    own: Saved,
    was: Vec<String>,
    now: Vec<String>,
}

impl Try {
    fn new() -> Self {
        let (world, [before, since]) = (World::new(), two_worlds());
        world.become_like(&before);
        let was = world.home.without_store();
        let own = world.home.looks().save("GNOME", at(0)).unwrap();
        world.become_like(&since);
        let now = world.home.without_store();
        Self {
            world,
            own,
            was,
            now,
        }
    }

    fn restore(&self, after: usize, how: Broken) -> Result<Restored, LooksError> {
        FUSE.set(Some((after, how)));
        let looks = self.world.home.looks();
        let restored = looks.restore(&self.own.id, "KDE Plasma", at(60));
        FUSE.set(None);
        restored
    }
}

#[test]
fn whatever_fails_leaves_the_old_or_the_new() {
    for after in 0.. {
        let t = Try::new();
        let looks = t.world.home.looks();
        let failed = t.restore(after, Broken::Once);
        let is_done = failed.is_ok();
        let expected = if is_done { &t.was } else { &t.now };
        assert_eq!(&t.world.home.without_store(), expected, "{after}");
        let is_halfway = matches!(failed, Err(LooksError::Halfway { .. }));
        assert!(
            finish(&looks).unwrap() || !is_halfway,
            "{after}: {failed:?}"
        );
        assert_eq!(&t.world.home.without_store(), expected, "{after}");
        let copies = if is_done || is_halfway { 2 } else { 1 };
        assert_eq!(looks.copies().len(), copies, "{after}");
        if is_done {
            assert!(after > 15, "{after}");
            break;
        }
    }
}

/// A full disk that stays full, or the end of the process: later it goes on.
#[test]
fn whatever_ends_in_the_middle_ends_well_later() {
    for after in 0.. {
        let t = Try::new();
        let looks = t.world.home.looks();
        let failed = t.restore(after, Broken::ForGood);
        let is_done = failed.is_ok();
        let is_halfway = matches!(failed, Err(LooksError::Halfway { .. }));
        assert!(
            finish(&looks).unwrap() || !is_halfway,
            "{after}: {failed:?}"
        );
        let expected = if is_done { &t.was } else { &t.now };
        assert_eq!(&t.world.home.without_store(), expected, "{after}");
        if is_done {
            break;
        }
    }
}

#[test]
fn whoever_is_killed_is_completed_by_the_next_one() {
    let mut is_done = false;
    for after in 0.. {
        let t = Try::new();
        let looks = t.world.home.looks();
        let (manifest, own) = looks.whole(&t.own.id).unwrap();
        let aside = looks.save_now(manifest.reach(), ("KDE Plasma", Reason::Kept), at(60));
        looks.write_journal(&own.id, &aside.unwrap().id).unwrap();
        FUSE.set(Some((after, Broken::ForGood)));
        is_done |= manifest.apply(&looks.paths, &own.folder).is_ok();
        FUSE.set(None);
        assert!(finish(&looks).unwrap());
        assert_eq!(t.world.home.without_store(), t.was, "{after}");
        assert_eq!(looks.copies().len(), 2, "{after}: nothing new");
        if is_done {
            break;
        }
    }
}
