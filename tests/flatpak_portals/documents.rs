//! The documents portal.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use isotope::domain::AppId;
use isotope::domain::permission::{Document, DocumentRight};
use isotope::flatpak::PortalError;
use isotope::flatpak::documents::Documents;
use isotope::flatpak::host::Host;
use rustix::fs::{Mode, OFlags, open};
use zbus::{Fd, Variant};

use crate::bus::until;
use crate::session::{DOCUMENTS, FLATPAK, STORE, Session, Somebody, alpha, beta, rows};

/// A chosen file in the table, as the portal writes it.
pub(crate) async fn chosen(store: &Somebody, id: &str, path: &str, apps: &[(&str, &[&str])]) {
    let mut bytes = path.as_bytes().to_vec();
    bytes.push(0);
    let data = Variant::from((bytes, 64_768_u64, 1_548_696_u64, 0_u32));
    store.set("documents", id, &rows(apps), data).await;
}

fn paths(documents: &[Document]) -> Vec<&Path> {
    documents.iter().map(|one| one.path.as_path()).collect()
}

fn read_write() -> BTreeSet<DocumentRight> {
    [DocumentRight::Read, DocumentRight::Write].into()
}

/// Two files, of which one is also Beta's, when the portal is not there or cannot be asked.
async fn two_files(session: &Session) {
    let store = session.somebody().await;
    let (a, b) = ("org.example.Alpha", "org.example.Beta");
    let both: &[(&str, &[&str])] = &[(a, &["read", "write"]), (b, &["read"])];
    chosen(&store, "aaaa1111", "/media/b.txt", both).await;
    chosen(&store, "bbbb2222", "/media/a.txt", &[(a, &["read"])]).await;
    chosen(&store, "cccc3333", "/media/nobodys.txt", &[]).await;
}

#[tokio::test]
async fn without_a_portal_the_table_tells_and_is_changed() {
    let session = Session::with(&[STORE]).await;
    two_files(&session).await;
    let documents = Documents::new(&session.lines().await, Host::here());
    let all = documents.all().await.unwrap();
    assert_eq!(
        paths(&all),
        [Path::new("/media/a.txt"), Path::new("/media/b.txt")]
    );
    let [_, shared] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(shared.apps["org.example.Alpha"], read_write());
    let of_beta = documents.of(&beta()).await.unwrap();
    assert_eq!(paths(&of_beta), [Path::new("/media/b.txt")]);

    documents.revoke(&alpha(), &shared.id).await.unwrap();
    let of_alpha = documents.of(&alpha()).await.unwrap();
    assert_eq!(paths(&of_alpha), [Path::new("/media/a.txt")]);
    assert_eq!(documents.of(&beta()).await.unwrap().len(), 1);
    documents
        .grant(&alpha(), &shared.id, &read_write())
        .await
        .unwrap();
    assert_eq!(documents.all().await.unwrap(), all);
    documents.delete(&shared.id).await.unwrap();
    assert!(documents.of(&beta()).await.unwrap().is_empty());
    // Once more: it is gone, which is what was wanted.
    documents.delete(&shared.id).await.unwrap();
    documents.revoke(&alpha(), &shared.id).await.unwrap();
}

/// A file chosen for an app through the real portal.
fn choose(session: &Session, name: &str, app: &AppId) -> PathBuf {
    let file = session.folder(name);
    std::fs::write(&file, "hello").unwrap();
    let mut export = session.command("flatpak");
    let app = format!("--app={app}");
    let exported = export
        .args(["document-export", &app, "-w"])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&exported.stderr).into_owned();
    assert!(exported.status.success(), "{said}");
    file
}

/// Starts the real portal, which needs FUSE. Where the computer has none, who reads the tests is told what they did not
/// see, and the answer is `false`.
async fn start_portal(session: &mut Session, unseen: &str) -> bool {
    let fuse = OpenOptions::new().read(true).write(true).open("/dev/fuse");
    if let Err(error) = fuse {
        // The harness shows what is printed only of tests that fail, so it is gone round.
        let told = format!("NOT SEEN: {unseen} (/dev/fuse: {error})\n");
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return false;
    }
    session.start(DOCUMENTS).await;
    true
}

#[tokio::test]
async fn a_running_portal_is_asked_itself() {
    let mut session = Session::with(&[STORE]).await;
    let unseen = "that a running documents portal is asked itself";
    if !start_portal(&mut session, unseen).await {
        return;
    }
    let file = choose(&session, "a.txt", &alpha());
    choose(&session, "b.txt", &beta());
    let documents = Documents::new(&session.lines().await, Host::here());
    let of_alpha = documents.of(&alpha()).await.unwrap();
    assert_eq!(paths(&of_alpha), [file.as_path()]);
    let id = &of_alpha[0].id;
    assert!(of_alpha[0].apps["org.example.Alpha"].contains(&DocumentRight::Write));
    let seen = session.folder(&format!("run/doc/by-app/org.example.Alpha/{id}/a.txt"));
    assert_eq!(std::fs::read_to_string(&seen).unwrap(), "hello");

    documents.revoke(&alpha(), id).await.unwrap();
    assert!(documents.of(&alpha()).await.unwrap().is_empty());
    assert!(!seen.exists(), "the app still has the file");
    documents.grant(&alpha(), id, &read_write()).await.unwrap();
    assert!(seen.exists(), "the app has not got it back");
    documents.delete(id).await.unwrap();
    assert!(!seen.exists());
    assert_eq!(documents.all().await.unwrap().len(), 1);
    documents.delete(id).await.unwrap();
}

#[tokio::test]
async fn from_inside_a_sandbox_the_portal_is_asked_by_a_program_on_the_host() {
    let mut session = Session::with(&[STORE, FLATPAK]).await;
    let unseen = "that a program on the host asks the documents portal";
    if !start_portal(&mut session, unseen).await {
        return;
    }
    choose(&session, "a.txt", &alpha());
    let beyond = Host::beyond(Some(session.bus.address.clone()));
    let documents = Documents::new(&session.lines().await, beyond);
    let of_alpha = documents.of(&alpha()).await.unwrap();
    let [document] = of_alpha.as_slice() else {
        panic!("{of_alpha:?}");
    };
    let id = &document.id;
    let seen = session.folder(&format!("run/doc/by-app/org.example.Alpha/{id}/a.txt"));
    assert!(seen.exists());
    documents.revoke(&alpha(), id).await.unwrap();
    assert!(!seen.exists(), "the app still has the file");
    // The portal tells the store, and does not wait for it.
    until("the table knows", || async {
        let left = documents.of(&alpha()).await.unwrap();
        left.is_empty().then_some(())
    })
    .await;
    documents.grant(&alpha(), id, &read_write()).await.unwrap();
    assert!(seen.exists());
    documents.delete(id).await.unwrap();
    assert!(!seen.exists());
}

/// A folder chosen for Alpha: asked for as the dialogs do, for `flatpak document-export` knows only files.
async fn hand_out(session: &Session, folder: &Path) {
    const PERSISTENT: u32 = 2;
    const DIRECTORY: u32 = 8;
    let opened = open(folder, OFlags::PATH | OFlags::CLOEXEC, Mode::empty());
    let folders = vec![Fd::from(opened.unwrap())];
    let rights = vec!["read", "write"];
    let body = (folders, PERSISTENT | DIRECTORY, alpha().to_string(), rights);
    let path = "/org/freedesktop/portal/documents";
    let portal = session.somebody().await.0;
    portal
        .call_method(Some(DOCUMENTS), path, Some(DOCUMENTS), "AddFull", &body)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_folder_that_was_handed_out_is_known_by_its_path_on_the_host() {
    let mut session = Session::with(&[STORE]).await;
    let unseen = "where on the host a folder is that the documents portal handed out";
    if !start_portal(&mut session, unseen).await {
        return;
    }
    let music = session.folder("Music");
    std::fs::create_dir_all(music.join("old")).unwrap();
    hand_out(&session, &music).await;
    let documents = Documents::new(&session.lines().await, Host::here());
    let of_alpha = documents.of(&alpha()).await.unwrap();
    let id = &of_alpha[0].id;

    let doc = session.folder("run/doc");
    let handed = doc.join(id.as_str()).join("Music");
    let of_app = doc.join("by-app/org.example.Alpha").join(id.as_str());
    let within = Path::new("/run/flatpak/doc").join(id.as_str());
    for (path, found) in [
        (handed.clone(), music.clone()),
        (handed.join("old"), music.join("old")),
        (of_app.join("Music"), music.clone()),
        (within.join("Music/old"), music.join("old")),
        // Nobody handed these out.
        (music.join("old"), music.join("old")),
        (PathBuf::from("/srv/doc/a"), PathBuf::from("/srv/doc/a")),
    ] {
        let told = documents.host_path(&path).await;
        assert_eq!(told, Ok(found), "{}", path.display());
    }
    let gone = doc.join("aaaa1111/Music");
    let refused = documents.host_path(&gone).await.unwrap_err();
    let id = "aaaa1111".parse().unwrap();
    assert_eq!(refused, PortalError::NoSuchDocument { id });
    for path in [doc.clone(), doc.join(of_alpha[0].id.as_str())] {
        assert!(documents.host_path(&path).await.is_err());
    }
}

#[tokio::test]
async fn without_a_portal_the_table_tells_where_it_was_and_nothing_is_made_up() {
    let session = Session::with(&[STORE]).await;
    let store = session.somebody().await;
    let apps: &[(&str, &[&str])] = &[("org.example.Isotope", &["read"])];
    chosen(&store, "aaaa1111", "/media/ann/Music", apps).await;
    let apps = session.apps();
    let path = |path: &'static str| apps.answers().host_path(Path::new(path));
    let old = path("/run/user/1000/doc/aaaa1111/Music/old").await;
    assert_eq!(old, Ok(PathBuf::from("/media/ann/Music/old")));
    let id = "bbbb2222".parse().unwrap();
    let gone = path("/run/flatpak/doc/bbbb2222/Music").await;
    assert_eq!(gone, Err(PortalError::NoSuchDocument { id }));

    // Without a session a folder is where it is, and what was handed out is nowhere.
    let empty = Session::empty().apps().on_bus("unix:path=/nonexistent");
    let path = |path: &'static str| empty.answers().host_path(Path::new(path));
    assert_eq!(path("/srv/data").await, Ok(PathBuf::from("/srv/data")));
    let missing = PortalError::Missing { service: STORE };
    let handed = path("/run/flatpak/doc/aaaa1111/Music").await;
    assert_eq!(handed, Err(missing));
}
