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
