//! Remotes and branches, with the real `ostree` command.

use std::path::{Path, PathBuf};
use std::process::Command;

use isotope::upstream::{Limits, Places, Upstream, UpstreamError};
use tempfile::TempDir;

fn ostree(repo: &Path, words: &[&str]) {
    let done = Command::new("ostree")
        .arg(format!("--repo={}", repo.display()))
        .args(words)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{words:?}: {said}");
}

/// A publisher with these branches, and a computer that knows it.
fn computer(branches: &[&str]) -> (TempDir, Upstream, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (there, here) = (folder.path().join("there"), folder.path().join("here"));
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    ostree(&there, &["init", "--mode=archive"]);
    let tree = format!("--tree=dir={}", empty.display());
    for branch in branches {
        ostree(&there, &["commit", "-b", branch, &tree]);
    }
    ostree(&there, &["summary", "-u"]);
    ostree(&here, &["init", "--mode=bare-user"]);
    let url = format!("file://{}", there.display());
    ostree(&here, &["remote", "add", "--no-gpg-verify", "fedora", &url]);
    let places = Places {
        repo: Some(here),
        cache: Some(folder.path().join("cache")),
        ..Places::default()
    };
    (folder, Upstream::new(places, Limits::default()), there)
}

#[tokio::test]
async fn remotes_and_their_branches_are_told() {
    let branches = [
        "fedora/44/x86_64/kinoite",
        "fedora/44/x86_64/silverblue",
        "fedora/44/x86_64/testing/silverblue",
    ];
    let (_folder, upstream, there) = computer(&branches);
    let remotes = upstream.remotes().await.unwrap();
    assert_eq!(remotes.len(), 1);
    assert_eq!(remotes[0].name, "fedora");
    assert_eq!(remotes[0].url, format!("file://{}", there.display()));
    let found = upstream.branches("fedora").await.unwrap();
    let names: Vec<String> = found.origins.iter().map(ToString::to_string).collect();
    assert_eq!(names, branches.map(|branch| format!("fedora:{branch}")));
    assert_eq!(found.seen.offline, None);
    let desktops: Vec<_> = found
        .origins
        .iter()
        .map(|origin| origin.system().desktop)
        .collect();
    assert_eq!(desktops, [Some("KDE Plasma"), Some("GNOME"), Some("GNOME")]);
}

#[tokio::test]
async fn what_is_wrong_with_a_remote_is_told() {
    let (folder, upstream, there) = computer(&["a/44/x86_64/b"]);
    let failed = upstream.branches("nobody").await.unwrap_err();
    assert_eq!(
        failed,
        UpstreamError::NoSuchRemote {
            remote: "nobody".into()
        }
    );
    let failed = upstream.branches("--help").await.unwrap_err();
    assert!(
        matches!(failed, UpstreamError::NoSuchRemote { .. }),
        "{failed:?}"
    );
    std::fs::remove_file(there.join("summary")).unwrap();
    let failed = upstream.branches("fedora").await.unwrap_err();
    assert_eq!(
        failed,
        UpstreamError::NoList {
            remote: "fedora".into()
        }
    );

    // Nobody listens on a port that was just given back.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let here = folder.path().join("here");
    let url = format!("http://127.0.0.1:{port}/");
    ostree(&here, &["remote", "add", "--no-gpg-verify", "away", &url]);
    let failed = upstream.branches("away").await.unwrap_err();
    assert!(
        matches!(failed, UpstreamError::NoNetwork { .. }),
        "{failed:?}"
    );
}

#[tokio::test]
async fn a_computer_without_ostree_says_so() {
    let places = Places {
        door: vec!["/nonexistent/door".to_owned()],
        ..Places::default()
    };
    let upstream = Upstream::new(places, Limits::default());
    let failed = upstream.remotes().await.unwrap_err();
    assert!(
        matches!(failed, UpstreamError::NoProgram { .. }),
        "{failed:?}"
    );
}
