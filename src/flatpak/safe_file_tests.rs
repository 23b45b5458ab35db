use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

fn append(word: &'static str) -> impl FnMut(Option<&[u8]>) -> io::Result<Option<Vec<u8>>> {
    move |bytes| {
        let mut all = bytes.unwrap_or_default().to_vec();
        all.extend_from_slice(word.as_bytes());
        Ok(Some(all))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_made_changed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/file");
    edit(&path, append("a")).unwrap();
    let edited = edit(&path, append("b")).unwrap();
    assert_eq!(edited.before.as_deref(), Some(&b"a"[..]));
    assert_eq!(fs::read(&path).unwrap(), b"ab");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o644
    );
    edit(&path, |_| io::Result::Ok(None)).unwrap();
    assert_eq!(names(&folder.path().join("new")), [""; 0]);
}

#[test]
fn a_write_in_between_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "a").unwrap();
    edit(&path, |bytes| {
        let mut all = bytes.unwrap_or_default().to_vec();
        all.push(b'x');
        // Twice somebody else is quicker: once before the lock, once after.
        if all.len() < 4 {
            let mut theirs = bytes.unwrap_or_default().to_vec();
            theirs.push(b'o');
            fs::write(&path, theirs)?;
        }
        io::Result::Ok(Some(all))
    })
    .unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"aoox");
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("dotfiles/override");
    let path = folder.path().join("link");
    symlink("dotfiles/override", &path).unwrap();
    edit(&path, append("a")).unwrap();
    assert_eq!(fs::read(&real).unwrap(), b"a");
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
}

#[test]
fn a_change_that_is_refused_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "a").unwrap();
    let refused = edit(&path, |_| Err(io::Error::other("no")));
    assert!(refused.is_err());
    assert_eq!(fs::read(&path).unwrap(), b"a");
    assert_eq!(names(folder.path()), ["file"]);
}

/// Two programs of ours add 100 words each, while another one reads.
#[test]
fn two_programs_of_ours_lose_nothing_and_are_never_seen_half_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "").unwrap();
    let reads_on = AtomicBool::new(true);
    std::thread::scope(|scope| {
        let ours: Vec<_> = ["a", "b"]
            .into_iter()
            .map(|word| {
                let path = &path;
                scope.spawn(move || (0..100).for_each(|_| drop(edit(path, append(word)).unwrap())))
            })
            .collect();
        let reader = scope.spawn(|| {
            while reads_on.load(Ordering::Relaxed) {
                // A reader sees whole files only.
                let seen = fs::read(&path).unwrap();
                assert!(seen.iter().all(|byte| b"ab".contains(byte)));
            }
        });
        for thread in ours {
            thread.join().unwrap();
        }
        reads_on.store(false, Ordering::Relaxed);
        reader.join().unwrap();
    });
    let all = fs::read(&path).unwrap();
    let text = String::from_utf8(all).unwrap();
    assert_eq!(text.matches('a').count(), 100);
    assert_eq!(text.matches('b').count(), 100);
    assert_eq!(names(folder.path()), ["file"]);
}

const FOLDER: &str = "ISOTOPE_TEST_FOLDER";

/// As `flatpak override` does it: a file beside it that takes its place.
fn theirs(folder: &Path, text: &str) {
    let new = folder.join("theirs");
    fs::write(&new, text).unwrap();
    fs::rename(new, folder.join("file")).unwrap();
}

fn strays_in(folder: &Path) -> Vec<Stray> {
    strays(&folder.join("file")).unwrap()
}

/// No test of its own: a program of ours that is killed while the file that it changes is exchanged, and in the instant
/// before another program writes.
#[test]
fn a_program_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let removes = folder.join("remove").exists();
    let change = |bytes: Option<&[u8]>| {
        if removes {
            return io::Result::Ok(None);
        }
        append("ours ")(bytes)
    };
    let at = &mut |moment, _: &Edited| {
        match moment {
            Moment::Looked => theirs(&folder, "old theirs "),
            Moment::Swapped => {
                let me = rustix::process::getpid();
                rustix::process::kill_process(me, rustix::process::Signal::KILL).unwrap();
            }
            Moment::Sure => {}
        }
        Ok(())
    };
    edit_with(&folder.join("file"), change, at).unwrap();
}

/// A folder in which that happened.
fn after_the_kill(removes: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "old ").unwrap();
    if removes {
        fs::write(folder.path().join("remove"), "").unwrap();
    }
    let killed = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "flatpak::safe_file::tests::a_program_that_is_killed",
        ])
        .env(FOLDER, folder.path())
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(killed.code(), None, "it was killed");
    fs::remove_file(folder.path().join("remove")).unwrap_or_default();
    folder
}

#[test]
fn what_another_program_wrote_in_the_instant_of_a_kill_comes_back() {
    for removes in [false, true] {
        let folder = after_the_kill(removes);
        let path = folder.path().join("file");
        let now = if removes {
            None
        } else {
            Some(&b"old ours "[..])
        };
        assert_eq!(read(&path).unwrap().as_deref(), now);
        assert_eq!(strays_in(folder.path()).len(), 1);
        edit(&path, append("next ")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old theirs next ");
        assert_eq!(names(folder.path()), ["file"]);
    }
}

#[test]
fn what_cannot_come_back_because_a_third_one_wrote_stays_aside() {
    for removes in [false, true] {
        let folder = after_the_kill(removes);
        theirs(folder.path(), "third ");
        let path = folder.path().join("file");
        edit(&path, append("next ")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"third next ");
        let [stray] = <[Stray; 1]>::try_from(strays_in(folder.path())).unwrap();
        assert_eq!(fs::read(&stray.path).unwrap(), b"old theirs ");
        assert_eq!(stray.of, path);
        stray.discard();
        assert_eq!(names(folder.path()), ["file"]);
    }
}

/// Nobody is killed, but another program writes at one moment of a change, or at both.
#[test]
fn another_program_may_write_at_any_moment() {
    for (removes, looked, swapped) in [
        (false, true, false),
        (false, false, true),
        (false, true, true),
        (true, true, false),
        (true, false, true),
        (true, true, true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "old ").unwrap();
        let mut first = true;
        let change = |bytes: Option<&[u8]>| {
            let refuse = removes && bytes != Some(b"old ");
            let bytes = bytes.map(<[u8]>::to_vec);
            io::Result::Ok(if refuse || !removes {
                bytes.map(|b| [b, b"x".to_vec()].concat())
            } else {
                None
            })
        };
        let at = &mut |moment, _: &Edited| {
            let writes = match moment {
                Moment::Looked => looked,
                Moment::Swapped => swapped,
                Moment::Sure => false,
            };
            if first && writes {
                theirs(
                    folder.path(),
                    if moment == Moment::Looked {
                        "one "
                    } else {
                        "two "
                    },
                );
            }
            first &= moment == Moment::Looked;
            Ok(())
        };
        edit_with(&path, change, at).unwrap();
        let case = (removes, looked, swapped);
        let now = fs::read_to_string(&path).unwrap_or_default();
        let aside: Vec<Vec<u8>> = strays_in(folder.path())
            .iter()
            .map(|stray| fs::read(&stray.path).unwrap())
            .collect();
        if looked && !swapped {
            assert_eq!((now.as_str(), aside.len()), ("one x", 0), "{case:?}");
        } else if looked {
            assert_eq!(
                (now.as_str(), aside.as_slice()),
                ("two x", &[b"one ".to_vec()][..]),
                "{case:?}"
            );
        } else {
            // It saw what Isotope wrote.
            assert_eq!((now.as_str(), aside.len()), ("two ", 0), "{case:?}");
        }
    }
}

/// What belongs to a change fails: the file is as it was, and nothing lies aside. Where somebody wrote on top of it in
/// the meantime, that stays.
#[test]
fn a_change_is_taken_back_when_what_belongs_to_it_fails() {
    let changes: [(Option<&str>, Option<&str>); 3] = [
        (None, Some("new")),
        (Some("old"), Some("new")),
        (Some("old"), None),
    ];
    for (before, after) in changes {
        for somebody in [None, Some("theirs")] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("file");
            if let Some(before) = before {
                fs::write(&path, before).unwrap();
            }
            let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
            let done = edit_and(
                &path,
                |_| io::Result::Ok(bytes(after)),
                &mut |edited: &Edited| {
                    assert_eq!(edited.after, bytes(after));
                    assert_eq!(read(&path).unwrap(), bytes(after));
                    if let Some(words) = somebody {
                        theirs(folder.path(), words);
                    }
                    Err(io::ErrorKind::StorageFull.into())
                },
            );
            let case = (before, after, somebody);
            assert_eq!(done.is_err(), somebody.is_none(), "{case:?}");
            let left = read(&path).unwrap();
            assert_eq!(left, bytes(somebody.or(before)), "{case:?}");
            let names = fs::read_dir(folder.path()).unwrap();
            assert_eq!(names.count(), usize::from(left.is_some()), "{case:?}");
        }
    }
}
