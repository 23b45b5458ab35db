//! Every oddity of the real service that was captured, by its number in the list it was captured with.

use isotope::backend::{BackendError, Refusal, Step};
use isotope::bus;
use isotope::domain::{Outcome, Progress, Request, RequestKind, Stage};

use crate::bus::until;
use crate::contract::{assert_refused, follow, read, work};
use crate::rpm_ostreed::{NAME, OS};
use crate::rpm_world::{Script, World};
use crate::{Machine, another_backend};

const GIO: &str = "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code";

pub(crate) fn messages(steps: &[Step]) -> Vec<&str> {
    fn text(step: &Step) -> Option<&str> {
        match step {
            Step::Message(text) => Some(text),
            Step::Progress(_) | Step::Ended(_) => None,
        }
    }
    steps.iter().filter_map(text).collect()
}

pub(crate) fn bars(steps: &[Step]) -> Vec<&Progress> {
    fn bar(step: &Step) -> Option<&Progress> {
        match step {
            Step::Progress(progress) => Some(progress),
            Step::Message(_) | Step::Ended(_) => None,
        }
    }
    steps.iter().filter_map(bar).collect()
}

#[tokio::test]
async fn quirk_01_get_os_crashes_the_service_and_is_never_asked() {
    let m = Machine::new().await;
    work(&m.backend, Request::Check).await.unwrap();
    work(&m.backend, Request::Update).await.unwrap();
    let status = read(&m.backend).await;
    m.backend
        .diff(&status.deployments[0].id, &status.deployments[1].id)
        .await
        .unwrap();
    assert!(m.service.calls("GetOS").is_empty());
    assert!(!m.service.calls("Upgrade").is_empty());
}

#[tokio::test]
async fn quirk_02_the_title_comes_after_the_start() {
    let m = Machine::new().await;
    let other = m.bus.connect().await;
    let options = (crate::captured::Dict::new(),);
    let interface = Some("org.projectatomic.rpmostree1.OS");
    let answer = other.call_method(Some(NAME), OS, interface, "Upgrade", &options);
    let address: String = answer.await.unwrap().body().deserialize().unwrap();
    let activity = read(&m.backend).await.activity.unwrap();
    assert_eq!(activity.kind, RequestKind::Update);
    assert_ne!(activity.title, "new-deployment");
    m.service.hold(true);
    let joined = m.backend.join().await.unwrap().unwrap();
    let title = until("the title is known", || async {
        let activity = read(&m.backend).await.activity?;
        (activity.title == "upgrade").then_some(activity.title)
    });
    assert_eq!(title.await, "upgrade");
    m.service.hold(false);
    follow(joined).await.1.unwrap();
    assert!(address.starts_with("unix:path="));
}

#[tokio::test]
async fn quirk_03_signals_before_the_answer_to_start_are_heard() {
    let m = Machine::new().await;
    let script = Script::new("container-rebase-missing-tag");
    m.service.script("Upgrade", script);
    let (steps, end) = follow(m.backend.start(Request::Update).await.unwrap()).await;
    assert!(messages(&steps).contains(
        &"Pulling manifest: ostree-unverified-registry:127.0.0.1:5051/practice/kinoite:nope"
    ));
    let missing = "nope in 127.0.0.1:5051/practice/kinoite";
    assert!(
        matches!(&end, Err(BackendError::Refused { reason: Refusal::NoSuchOrigin { name } }) if name == missing),
        "{end:?}"
    );
}

#[tokio::test]
async fn quirk_04_news_after_the_last_listener_left_are_waited_for() {
    let m = Machine::new().await;
    let (_, found) = m.service.world().upstream.clone().unwrap();
    let script = Script::new("container-check").then(move |world| world.cached = found);
    m.service.script("AutomaticUpdateTrigger", script);
    assert_eq!(
        work(&m.backend, Request::Check).await.unwrap(),
        Outcome::Changed
    );
    assert!(read(&m.backend).await.new_update().is_some());
    assert!(!m.service.calls("Reload").is_empty());
}

#[tokio::test]
async fn quirk_05_a_failure_may_have_staged_something() {
    let m = Machine::new().await;
    let script = Script::new("upgrade-reboot-inhibited").with(World::stage);
    m.service.script("Upgrade", script);
    let end = work(&m.backend, Request::Update).await;
    let Err(BackendError::Unexpected { detail }) = end else {
        panic!("{end:?}")
    };
    assert!(detail.contains("Held by: practice"));
    assert!(read(&m.backend).await.staged().is_some());
}

#[tokio::test]
async fn quirk_05_a_success_may_have_staged_nothing() {
    let m = Machine::new().await;
    m.service.script("Upgrade", Script::new("upgrade"));
    let end = work(&m.backend, Request::Update).await;
    assert_eq!(end.unwrap(), Outcome::NothingToDo);
}

#[tokio::test]
async fn quirk_06_a_dying_service_says_nothing() {
    let m = Machine::new().await;
    m.service.script("Upgrade", Script::new("upgrade").dying());
    let running = m.backend.start(Request::Update).await.unwrap();
    let (_, end) = follow(running).await;
    assert!(matches!(end, Err(BackendError::Died { .. })), "{end:?}");
    let gone = m.backend.status().await;
    assert!(
        matches!(gone, Err(BackendError::Missing { .. })),
        "{gone:?}"
    );
    m.service.come().await;
    assert!(read(&m.backend).await.staged().is_none());
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::Changed
    );
}

#[tokio::test]
async fn quirk_06_what_a_dying_service_had_done_is_found() {
    let m = Machine::new().await;
    let script = Script::new("upgrade").with(World::stage).dying();
    m.service.script("Upgrade", script);
    m.service.comes_back();
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::Changed
    );
    assert!(read(&m.backend).await.staged().is_some());
}

#[tokio::test]
async fn quirk_07_the_socket_is_left_at_once() {
    let m = Machine::new().await;
    for _ in 0..5 {
        assert_eq!(
            work(&m.backend, Request::Update).await.unwrap(),
            Outcome::Changed
        );
        assert_eq!(
            work(&m.backend, Request::Discard).await.unwrap(),
            Outcome::Changed
        );
    }
}

#[tokio::test]
async fn quirk_08_errors_are_told_apart_by_name() {
    let m = Machine::new().await;
    let busy = "Transaction in progress: upgrade\n You can cancel the current transaction with `rpm-ostree cancel`";
    m.service.refuse("Upgrade", &format!("{GIO}26"), busy);
    let end = work(&m.backend, Request::Update).await;
    assert!(matches!(end, Err(BackendError::Busy { title, .. }) if title == "upgrade"));
    let denied = "rpmostreed OS operation Upgrade not allowed for user";
    m.service
        .refuse("Upgrade", "org.freedesktop.DBus.Error.AccessDenied", denied);
    let end = work(&m.backend, Request::Update).await;
    assert!(matches!(end, Err(BackendError::NotAllowed { detail }) if detail == denied));
    let nobody = "Authorization error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.PolicyKit1 was not provided by any .service files";
    m.service
        .refuse("Upgrade", "org.freedesktop.DBus.Error.Failed", nobody);
    let end = work(&m.backend, Request::Update).await;
    assert!(
        matches!(end, Err(BackendError::NotAllowed { .. })),
        "{end:?}"
    );
    let pending = "Reboot initiated, cannot start new transaction";
    m.service.refuse("Upgrade", &format!("{GIO}0"), pending);
    assert_refused(
        work(&m.backend, Request::Update).await,
        &Refusal::RestartPending,
    );
}

#[tokio::test]
async fn quirk_09_options_are_exactly_those_the_service_knows() {
    let m = Machine::new().await;
    for request in [
        Request::Check,
        Request::Download,
        Request::Update,
        Request::Discard,
    ] {
        work(&m.backend, request).await.unwrap();
    }
    work(&m.backend, Request::Rollback).await.unwrap();
    let check = r#"{mode="check", output-to-self=false}"#;
    assert_eq!(m.service.calls("AutomaticUpdateTrigger"), [check]);
    assert_eq!(
        m.service.calls("UpdateDeployment"),
        ["{} {download-only=true}"]
    );
    assert_eq!(m.service.calls("Upgrade"), ["{}"]);
    assert_eq!(m.service.calls("Cleanup"), ["pending-deploy"]);
    assert_eq!(m.service.calls("Rollback"), ["{}"]);
}

#[tokio::test]
async fn quirk_10_the_service_itself_refuses_to_go_back_over_a_staged_update() {
    let m = Machine::new().await;
    // Somebody staged one after we had looked.
    m.service
        .script("Rollback", Script::new("rollback-while-staged"));
    assert_refused(
        work(&m.backend, Request::Rollback).await,
        &Refusal::UpdateStaged,
    );
    m.service.script("Rollback", Script::new("rollback-none"));
    let end = work(&m.backend, Request::Rollback).await;
    assert_refused(end, &Refusal::NothingToGoBackTo);
}

#[tokio::test]
async fn quirk_11_going_back_twice_is_undoing_it() {
    let m = Machine::new().await;
    let before = read(&m.backend).await;
    work(&m.backend, Request::Rollback).await.unwrap();
    assert_ne!(read(&m.backend).await.next(), before.next());
    work(&m.backend, Request::Rollback).await.unwrap();
    assert_eq!(read(&m.backend).await.next(), before.next());
    assert_eq!(m.service.calls("Rollback").len(), 2);
}

#[tokio::test]
async fn quirk_11_with_an_older_version_the_services_own_way_would_choose_that() {
    let three = |world: &mut World| {
        let mut older = world.deployments[1].clone();
        let id = World::id(&older).replace("-4da9e6", "-000000");
        World::set(&mut older, "id", id);
        World::set(&mut older, "pinned", true);
        world.deployments.push(older);
    };
    let m = Machine::with(three).await;
    let running = read(&m.backend).await.running().unwrap().id.clone();
    work(&m.backend, Request::Rollback).await.unwrap();
    assert_eq!(
        work(&m.backend, Request::Rollback).await.unwrap(),
        Outcome::Changed
    );
    assert_eq!(read(&m.backend).await.next().unwrap().id, running);
    assert_eq!(m.service.calls("Rollback").len(), 1);

    let m = Machine::make(false, three).await;
    work(&m.backend, Request::Rollback).await.unwrap();
    assert_refused(
        work(&m.backend, Request::Rollback).await,
        &Refusal::NotSupported,
    );
}

#[tokio::test]
async fn quirk_12_counts_that_grow_do_not_pull_the_bar_back() {
    let m = Machine::new().await;
    let (steps, end) = follow(m.backend.start(Request::Update).await.unwrap()).await;
    end.unwrap();
    let bars = bars(&steps);
    // 8 of 11 objects were here while folders were still being read; the truth was 8 of 73.
    let early = bars
        .iter()
        .find(|p| p.bytes.is_some_and(|b| b.done == 3550));
    assert_eq!(early.unwrap().fraction, None);
    let later = bars.iter().find(|p| p.items == Some((31, 73))).unwrap();
    assert!((0.3..0.5).contains(&later.fraction.unwrap()), "{later:?}");
    assert_eq!(later.bytes.unwrap().per_second, 679_851);
    assert_eq!(later.bytes.unwrap().total, None);
    assert!(bars.iter().any(|p| p.stage == Stage::Installing));
}

#[tokio::test]
async fn quirk_12_a_short_download_tells_no_numbers() {
    let m = Machine::new().await;
    m.service.script(
        "Upgrade",
        Script::new("autoupdate-stage").with(World::stage),
    );
    let (steps, end) = follow(m.backend.start(Request::Update).await.unwrap()).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert!(
        bars(&steps)
            .iter()
            .all(|p| p.bytes.is_none() && p.items.is_none())
    );
    assert!(messages(&steps)[0].starts_with("11 metadata, 64 content objects fetched"));
}

#[tokio::test]
async fn quirk_14_a_listener_that_stays_keeps_the_service_busy() {
    let m = Machine::new().await;
    m.service.hold(true);
    let running = m.backend.start(Request::Update).await.unwrap();
    let address = m.service.world().address.clone();
    let stays = bus::peer(&address).await.unwrap();
    m.service.hold(false);
    assert_eq!(follow(running).await.1.unwrap(), Outcome::Changed);
    let other = m.backend.start(Request::Discard).await;
    assert!(matches!(other, Err(BackendError::Busy { .. })), "{other:?}");
    // The same work is answered with its old end, which is no proof of anything.
    let again = work(&m.backend, Request::Update).await;
    assert_eq!(again.unwrap(), Outcome::NothingToDo);
    drop(stays);
    until("the service is idle", || async {
        read(&m.backend).await.activity.is_none().then_some(())
    })
    .await;
    assert_eq!(
        work(&m.backend, Request::Discard).await.unwrap(),
        Outcome::Changed
    );
}

#[tokio::test]
async fn quirk_15_what_else_fails_keeps_the_services_own_words() {
    let m = Machine::new().await;
    let words = "Running %post for a-package: exited with code 1";
    m.service
        .script("Upgrade", Script::new("rebase-same").saying(words));
    let end = work(&m.backend, Request::Update).await;
    assert!(matches!(end, Err(BackendError::Unexpected { detail }) if detail == words));
}

#[tokio::test]
async fn quirk_16_nothing_new_is_a_success_with_a_message() {
    let m = Machine::with(|world| world.upstream = None).await;
    assert_eq!(
        work(&m.backend, Request::Check).await.unwrap(),
        Outcome::NothingToDo
    );
    m.service
        .script("UpdateDeployment", Script::new("upgrade-uptodate"));
    assert_eq!(
        work(&m.backend, Request::Download).await.unwrap(),
        Outcome::NothingToDo
    );
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::NothingToDo
    );
    let other = another_backend(&m.bus).await;
    assert!(read(&other).await.new_update().is_none());
}
