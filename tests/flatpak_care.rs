//! Taking care of apps with the real flatpak: what it says it did, and what it really did.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "flatpak_care/beyond.rs"]
mod beyond;
#[path = "common/bus.rs"]
mod bus;
#[path = "common/flatpak_real.rs"]
mod flatpak_real;
#[path = "flatpak_care/server.rs"]
mod server;

use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use futures_util::StreamExt as _;
use isotope::domain::permission::{Setting, Target};
use isotope::domain::{AppId, CannotOpen, Checksum, InstallationId, InstalledApp};
use isotope::flatpak::answers::Granted;
use isotope::flatpak::care::{Care, CareError, DataFate, Uninstalled, Updated};
use isotope::flatpak::command::{Cause, CommandError, Deed, Follow, Progress, Stop};
use isotope::flatpak::host::Host;
use isotope::flatpak::installed::scan;
use isotope::flatpak::leftovers::size;
use isotope::flatpak::running::instances;
use isotope::flatpak::watch::watch;

use flatpak_real::{ALPHA, PLATFORM, World};
use server::{Server, heavy};

const BETA: &str = "org.example.Beta";
const GAMMA: &str = "org.example.Gamma";

impl World {
    /// What is published comes over the network from here on.
    fn serve(&self) -> Server {
        let server = Server::of(&self.path("repo"));
        self.flatpak(&format!(
            "--user remote-modify example --url={}",
            server.url()
        ));
        server
    }

    fn care(&self) -> Care {
        self.care_on(Host::here())
    }

    fn care_on(&self, host: Host) -> Care {
        let mut env = self.env();
        env.insert("XDG_DATA_HOME", self.path("home/.local/share"));
        let text = |(name, path): (&str, std::path::PathBuf)| {
            (name.to_owned(), path.to_str().unwrap().to_owned())
        };
        Care::new(
            self.places(),
            host,
            env.into_iter().map(text).collect(),
            &self.path("isotope"),
        )
    }

    fn app(&self, id: &str) -> Option<InstalledApp> {
        let mut installed = scan(&self.places(), &[]);
        installed.apps.retain(|app| app.app_ref.id.as_str() == id);
        assert!(installed.apps.len() <= 1);
        installed.apps.pop()
    }

    fn alpha(&self) -> InstalledApp {
        self.app(ALPHA).unwrap()
    }

    fn data(&self, id: &str) -> std::path::PathBuf {
        let folder = self.path("home/.var/app").join(id);
        fs::create_dir_all(folder.join("config")).unwrap();
        fs::write(folder.join("config/text"), "mine").unwrap();
        folder
    }

    fn trashed(&self, id: &str) -> bool {
        let trash = self.path("home/.local/share/Trash/files").join(id);
        fs::read(trash.join("config/text")).is_ok_and(|text| text == b"mine")
    }

    fn end_of_life(&self, id: &str, option: &str) {
        let (repo, arch) = (self.path("repo"), &self.arch);
        let name = format!("app/{id}/{arch}/stable");
        let repo = repo.display();
        self.flatpak(&format!(
            "build-commit-from --no-update-summary {option} --src-ref={name} {repo} {name}"
        ));
        self.flatpak(&format!("build-update-repo {repo}"));
    }
}

fn id(text: &str) -> AppId {
    text.parse().unwrap()
}

#[tokio::test]
async fn an_update_is_announced_with_what_it_asks_for_and_followed_by_the_percent() {
    let world = World::new();
    world.install();
    let care = world.care();
    let before = world.alpha();
    world.publish_as(
        ALPHA,
        "2.0",
        "shared=network;ipc;\nfilesystems=home:ro;\n",
        &heavy(),
    );
    let server = world.serve();

    let updates = care.updates().await;
    assert_eq!(updates.failed, []);
    assert_eq!(updates.waiting.len(), 1, "{updates:?}");
    assert_eq!(updates.waiting[0].app, before);
    let offer = care.offer(&before).await.unwrap();
    assert!(
        offer
            .commit
            .as_str()
            .starts_with(&updates.waiting[0].commit)
    );
    // That the home folder may only be read is nothing to ask for.
    let asked: Vec<_> = offer.asks.iter().map(|ask| &ask.target).collect();
    assert_eq!(asked, [&Target::Shared("ipc".to_owned())]);
    assert_eq!(world.alpha(), before);

    // The server holds half of the heavy file back until the other half was told.
    let (told, steps) = mpsc::channel();
    let gate = server.gate();
    let mut follow = Follow::new(&Stop::default(), move |progress: Progress| {
        if progress.fraction > 0.0 {
            gate.open();
        }
        told.send(progress).unwrap();
    });
    let outcome = care.update(&before, &mut follow).await.unwrap();
    drop(follow);
    assert_eq!(outcome, Updated::Now(Box::new(world.alpha())));
    assert_eq!(world.alpha().commit, offer.commit);
    let steps: Vec<Progress> = steps.iter().collect();
    assert!(
        steps
            .iter()
            .all(|step| step.deed == Deed::Updating && step.ops == 1)
    );
    assert!(
        steps
            .iter()
            .any(|step| step.fraction > 0.0 && step.fraction < 1.0),
        "{steps:?}"
    );
    assert_eq!(care.updates().await.waiting, []);
}

#[tokio::test]
async fn an_update_that_is_stopped_changes_nothing_and_can_be_done_again() {
    let world = World::new();
    world.install();
    let care = world.care();
    let before = world.alpha();
    world.publish_as(ALPHA, "2.0", "", &heavy());
    let server = world.serve();

    let stop = Stop::default();
    let asking = stop.clone();
    let mut follow = Follow::new(&stop, move |_| asking.ask());
    let stopped = care.update(&before, &mut follow);
    let stopped = tokio::time::timeout(Duration::from_secs(20), stopped).await;
    assert_eq!(
        stopped.unwrap(),
        Err(CareError::Command(CommandError::Stopped))
    );
    assert_eq!(world.alpha(), before);
    // Who was asked to stop before the start does not start.
    let never = care
        .update(&before, &mut Follow::new(&stop, |_| ()))
        .await
        .unwrap_err();
    assert_eq!(never, CareError::Command(CommandError::Stopped));

    server.gate().open();
    let updates = care.updates().await;
    let swept = care.update_all(&updates, &mut Follow::nobody()).await;
    assert_eq!((swept.left, swept.errors), (vec![], vec![]));
    assert_eq!(swept.updated, [world.alpha()]);
    assert_ne!(world.alpha().commit, before.commit);
}

#[tokio::test]
async fn another_version_is_really_installed_whatever_switches_updates_off() {
    let world = World::new();
    world.install();
    world.publish("2.0", "");
    let (care, mut nobody) = (world.care(), Follow::nobody());
    let first = world.alpha().commit;
    let versions = care.versions(&world.alpha()).await.unwrap();
    let commits: Vec<&Checksum> = versions.iter().map(|one| &one.commit).collect();
    assert_eq!((commits.len(), commits[1]), (2, &first));
    assert!(versions.iter().all(|one| one.made.is_some()));
    let second = commits[0];

    let now = care.use_version(&world.alpha(), second, &mut nobody).await;
    assert_eq!(now.unwrap(), world.alpha());
    assert_eq!(
        (&world.alpha().commit, world.alpha().masked),
        (second, true)
    );
    // What flatpak silently does not do on its own: back, with updates off.
    care.use_version(&world.alpha(), &first, &mut nobody)
        .await
        .unwrap();
    assert_eq!(
        (&world.alpha().commit, world.alpha().masked),
        (&first, true)
    );
    let refused = care.update(&world.alpha(), &mut nobody).await;
    let app_ref = world.alpha().app_ref;
    assert_eq!(refused, Err(CareError::UpdatesOff(app_ref)));
    let swept = care.update_all(&care.updates().await, &mut nobody).await;
    assert_eq!(swept.updated, []);
    assert_eq!(world.alpha().commit, first);

    // A version that is none: all stays.
    let none = "a".repeat(64).parse().unwrap();
    let failed = care.use_version(&world.alpha(), &none, &mut nobody).await;
    assert!(failed.is_err());
    assert_eq!(
        (&world.alpha().commit, world.alpha().masked),
        (&first, true)
    );

    care.resume_updating(&world.alpha()).await.unwrap();
    assert!(!world.alpha().masked);
    world.flatpak("--user mask org.example.*");
    let wide = care.resume_updating(&world.alpha()).await;
    let pattern = "org.example.*".to_owned();
    assert_eq!(wide, Err(CareError::MaskedByPattern(pattern)));
    care.use_version(&world.alpha(), second, &mut nobody)
        .await
        .unwrap();
    assert_eq!(&world.alpha().commit, second);
    assert_eq!(world.flatpak("--user mask").trim(), "org.example.*");
    world.flatpak("--user mask --remove org.example.*");
    care.stop_updating(&world.alpha()).await.unwrap();
    assert!(world.alpha().masked);
}

#[tokio::test]
async fn data_stays_or_goes_to_the_trash_and_what_was_left_is_found() {
    let world = World::new();
    world.publish_as(GAMMA, "1.0", "", "");
    world.publish_as(BETA, "1.0", "", "");
    world.install();
    world.flatpak(&format!(
        "--user install -y --noninteractive example {BETA}"
    ));
    world.flatpak(&format!("--user override --unshare=network {ALPHA}"));
    let (care, mut nobody) = (world.care(), Follow::nobody());
    let (alpha, beta) = (world.alpha(), world.app(BETA).unwrap());
    let (of_alpha, of_beta, of_gamma) = (world.data(ALPHA), world.data(BETA), world.data(GAMMA));
    fs::create_dir_all(world.path("home/.var/app/not an app")).unwrap();
    std::os::unix::fs::symlink(&of_beta, world.path("home/.var/app/org.example.Link")).unwrap();

    let trashed = care.uninstall(&beta, DataFate::Trash, &mut nobody).await;
    assert_eq!(trashed, Ok(Uninstalled::DataTrashed));
    assert!(world.app(BETA).is_none() && !of_beta.exists() && world.trashed(BETA));
    // Nobody else's is touched, also not that of an app which is not installed.
    assert!(of_gamma.exists() && of_alpha.exists());
    let again = care.uninstall(&beta, DataFate::Trash, &mut nobody).await;
    assert_eq!(again, Err(CareError::NotInstalled(beta.app_ref.clone())));

    let in_use = care.trash_leftover(&id(ALPHA)).await;
    assert_eq!(in_use, Err(CareError::Installed(id(ALPHA))));
    let kept = care.uninstall(&alpha, DataFate::Keep, &mut nobody).await;
    assert_eq!(kept, Ok(Uninstalled::DataKept));
    assert!(world.app(ALPHA).is_none() && of_alpha.exists());

    let left = care.leftovers(&Granted::default()).await.unwrap();
    let told: Vec<_> = left
        .iter()
        .map(|one| (one.id.as_str(), one.data.is_some(), one.overrides.is_some()))
        .collect();
    assert_eq!(told, [(ALPHA, true, true), (GAMMA, true, false)]);
    world.flatpak("--user update --appstream");
    let wanted = left.iter().map(|one| one.id.clone()).collect();
    let names = care.names(&wanted).await;
    let told = [(ALPHA, "Alpha"), (GAMMA, "Gamma of the catalogue")];
    let told = told.map(|(app, name)| (id(app), name.to_owned()));
    assert_eq!(names, told.into());
    let much = size(of_alpha.clone(), &Stop::default()).await.unwrap();
    assert!(much.bytes > 0 && !much.partial);
    assert_eq!(care.trash_leftover(&id(ALPHA)).await, Ok(true));
    assert!(!of_alpha.exists() && world.trashed(ALPHA));
    assert_eq!(care.trash_leftover(&id(ALPHA)).await, Ok(false));

    // The runtime is what is left; asking for it does not remove it.
    let user = InstallationId::User;
    let unused = care.unused(&user).await.unwrap();
    let names: Vec<_> = unused.iter().map(|one| one.app_ref.id.as_str()).collect();
    assert_eq!(names, [PLATFORM]);
    assert_eq!(care.unused(&user).await.unwrap(), unused);
    let gone = care.remove_unused(&user, &mut nobody).await.unwrap();
    assert_eq!(gone, [unused[0].app_ref.clone()]);
    assert_eq!(care.unused(&user).await.unwrap(), []);
}

#[tokio::test]
async fn what_its_publisher_gave_up_is_replaced_with_its_data() {
    let world = World::new();
    let more = "shared=network;\nfilesystems=host;\ndevices=all;\n";
    world.publish_as(GAMMA, "1.0", more, "");
    world.install();
    world.data(ALPHA);
    let (care, mut nobody) = (world.care(), Follow::nobody());
    world.end_of_life(ALPHA, "--end-of-life=Gone");
    let updates = care.updates().await;
    let end = updates.waiting[0].end_of_life.clone().unwrap();
    assert_eq!(end.reason.as_deref(), Some("Gone"));
    care.update(&world.alpha(), &mut nobody).await.unwrap();
    assert_eq!(world.alpha().end_of_life, Some(end));

    world.end_of_life(ALPHA, &format!("--end-of-life-rebase={ALPHA}={GAMMA}"));
    let updates = care.updates().await;
    let end = updates.waiting[0].end_of_life.clone().unwrap();
    let gamma = format!("app/{GAMMA}/{}/stable", world.arch);
    assert_eq!(end.replacement.as_deref(), Some(gamma.as_str()));
    // Alpha has the network and the home folder.
    let offer = care.offer_for(&updates.waiting[0]).await.unwrap();
    let asked: Vec<_> = offer.asks.into_iter().map(|ask| ask.target).collect();
    let all = Target::Device("all".to_owned());
    assert_eq!(asked, [all, Target::files("host")]);
    let replaced = care.update(&world.alpha(), &mut nobody).await.unwrap();
    let gamma = Box::new(world.app(GAMMA).unwrap());
    assert_eq!(gamma.commit, offer.commit);
    assert_eq!(replaced, Updated::ReplacedBy(gamma));
    assert!(world.app(ALPHA).is_none());
}

#[tokio::test]
async fn a_remote_that_is_gone_hides_no_other_and_no_update_is_claimed() {
    let world = World::new();
    world.publish_as(BETA, "1.0", "", "");
    world.install();
    let (repo, gone) = (world.path("repo"), world.path("gone"));
    fs::create_dir(&gone).unwrap();
    let copied = world.command("cp").arg("-a").arg(&repo).arg(&gone).status();
    assert!(copied.unwrap().success());
    world.flatpak(&format!(
        "--user remote-add --no-gpg-verify gone file://{}/repo",
        gone.display()
    ));
    world.flatpak(&format!("--user install -y --noninteractive gone {BETA}"));
    world.publish("2.0", "");
    fs::remove_dir_all(&gone).unwrap();
    let (care, mut nobody) = (world.care(), Follow::nobody());
    let beta = world.app(BETA).unwrap();

    let updates = care.updates().await;
    let waiting: Vec<_> = updates.waiting.iter().map(|one| one.app.clone()).collect();
    assert_eq!(waiting, [world.alpha()]);
    assert_eq!(updates.failed.len(), 1, "{updates:?}");
    assert_eq!(updates.failed[0].remote, "gone");
    assert_eq!(updates.failed[0].error.cause(), Some(Cause::RemoteGone));
    let claimed = care.update(&beta, &mut nobody).await;
    assert!(claimed.is_err(), "{claimed:?}");
    assert!(care.offer(&beta).await.is_err());

    world.flatpak("--user remote-delete --force gone");
    let error = care.update(&beta, &mut nobody).await.unwrap_err();
    assert_eq!(error.cause(), Some(Cause::RemoteGone), "{error}");
    assert_eq!(care.updates().await.failed.len(), 1);
    // flatpak says of an app that nobody was asked for that it is not there.
    world.flatpak("--user remote-modify --url=http://127.0.0.1:9 example");
    let away = care.versions(&world.alpha()).await.unwrap_err();
    assert_eq!(away.cause(), Some(Cause::NoNetwork), "{away}");
    let away = care.offer(&world.alpha()).await.unwrap_err();
    assert_eq!(away.cause(), Some(Cause::NoNetwork), "{away}");
    // What is switched off was not forgotten.
    world.flatpak("--user remote-modify --disable example");
    assert_eq!(care.updates().await.waiting, []);
    assert_eq!(care.updates().await.failed.len(), 1);
    assert_eq!(world.app(BETA).unwrap(), beta);
}

#[tokio::test]
async fn an_app_is_opened_and_ended() {
    let world = World::new();
    world.install();
    let care = world.care();
    let places = world.places();
    let mut changes = Box::pin(watch(&places).unwrap());
    let runs = || {
        instances(&places)
            .unwrap()
            .iter()
            .any(|one| one.pid.is_some())
    };
    assert_eq!(care.quit(&id(ALPHA)).await, Ok(false));
    // Flatpak would say that it is not installed, and to nobody.
    let broken = places.user_overrides().join(ALPHA);
    fs::create_dir_all(places.user_overrides()).unwrap();
    fs::write(&broken, "[Context]\ngarbage\n").unwrap();
    let refused = CareError::CannotOpen(id(ALPHA), CannotOpen::Unreadable);
    assert_eq!(care.open(&world.alpha()).await, Err(refused.clone()));
    assert_eq!(care.restart(&world.alpha()).await, Err(refused));
    fs::remove_file(&broken).unwrap();
    care.open(&world.alpha()).await.unwrap();
    let soon = Duration::from_secs(30);
    while !runs() {
        tokio::time::timeout(soon, changes.next()).await.unwrap();
    }

    // What was changed since it started counts from its restart on.
    let network = Target::Shared("network".to_owned());
    let has_network = || {
        let all = instances(&places).unwrap();
        let mut running = all.iter().filter(|one| one.pid.is_some());
        let one = running.next().unwrap();
        assert!(running.next().is_none());
        (
            one.pid,
            one.effective.get(&network).is_some_and(Setting::grants),
        )
    };
    let (before, allowed) = has_network();
    assert!(allowed);
    fs::write(&broken, "[Context]\nshared=!network;\n").unwrap();
    care.restart(&world.alpha()).await.unwrap();
    while !runs() {
        tokio::time::timeout(soon, changes.next()).await.unwrap();
    }
    let (after, allowed) = has_network();
    assert!(after != before && !allowed);
    fs::remove_file(&broken).unwrap();

    world.data(ALPHA);
    let removed = care
        .uninstall(&world.alpha(), DataFate::Trash, &mut Follow::nobody())
        .await;
    let running = CareError::Running(id(ALPHA));
    assert_eq!(removed, Ok(Uninstalled::DataLeft(running)));
    assert_eq!(care.quit(&id(ALPHA)).await, Ok(true));
    while runs() {
        tokio::time::timeout(soon, changes.next()).await.unwrap();
    }
    assert_eq!(care.trash_leftover(&id(ALPHA)).await, Ok(true));
}
