//! The service and its other clients: who is busy, joining, leaving and coming back, restarting.

use futures_util::StreamExt as _;
use isotope::backend::detect::{self, NoBackend};
use isotope::backend::{BackendError, Refusal};
use isotope::bus::Lines;
use isotope::domain::{Lack, Outcome, PinSupport, Request, RequestKind, RollbackKind, Support};

use crate::bus::{PrivateBus, until};
use crate::contract::{assert_refused, follow, read, work};
use crate::services::{Login, LoginError};
use crate::{Machine, another_backend};

/// The name of this very program, as the kernel has it.
fn own_name() -> String {
    let program = std::env::current_exe().unwrap();
    program.file_name().unwrap().to_str().unwrap().to_owned()
}

#[tokio::test]
async fn another_programs_work_is_named_and_joined() {
    let m = Machine::new().await;
    let other = another_backend(&m.bus).await;
    m.service.hold(true);
    let theirs = other.start(Request::Update).await.unwrap();
    let activity = until("their work shows", || async {
        read(&m.backend).await.activity
    });
    let activity = activity.await;
    assert_eq!(activity.kind, RequestKind::Update);
    assert_eq!(activity.started_by, Some(own_name()));
    assert!(!activity.ours);
    assert!(read(&other).await.activity.unwrap().ours);
    let busy = m.backend.start(Request::Discard).await;
    let Err(BackendError::Busy { by, .. }) = busy else {
        panic!("{busy:?}")
    };
    assert_eq!(by, Some(own_name()));
    // Leaving does not stop it.
    drop(theirs);
    drop(other);
    let joined = m.backend.join().await.unwrap().unwrap();
    assert_eq!(joined.kind, RequestKind::Update);
    m.service.hold(false);
    assert_eq!(follow(joined).await.1.unwrap(), Outcome::Changed);
    assert!(read(&m.backend).await.staged().is_some());
}

#[tokio::test]
async fn anybody_may_stop_what_another_program_began() {
    let m = Machine::new().await;
    let other = another_backend(&m.bus).await;
    m.service.hold(true);
    let theirs = other.start(Request::Update).await.unwrap();
    let joined = m.backend.join().await.unwrap().unwrap();
    joined.cancel.clone().unwrap().call().await.unwrap();
    let (ours, theirs) = futures_util::future::join(follow(joined), follow(theirs)).await;
    assert!(matches!(ours.1, Err(BackendError::Cancelled)), "{ours:?}");
    assert!(
        matches!(theirs.1, Err(BackendError::Cancelled)),
        "{theirs:?}"
    );
}

#[tokio::test]
async fn stopping_works_after_nobody_listens_any_more() {
    let m = Machine::new().await;
    m.service.hold(true);
    let running = m.backend.start(Request::Update).await.unwrap();
    let cancel = running.cancel.clone().unwrap();
    drop(running);
    cancel.call().await.unwrap();
    until("it has stopped", || async {
        read(&m.backend).await.activity.is_none().then_some(())
    })
    .await;
    assert!(read(&m.backend).await.staged().is_none());
    m.service.hold(false);
}

#[tokio::test]
async fn stopping_what_has_ended_stops_nothing_else() {
    let m = Machine::new().await;
    let first = m.backend.start(Request::Check).await.unwrap();
    let late = first.cancel.clone().unwrap();
    follow(first).await.1.unwrap();
    m.service.hold(true);
    let second = m.backend.start(Request::Update).await.unwrap();
    late.call().await.unwrap();
    m.service.hold(false);
    assert_eq!(follow(second).await.1.unwrap(), Outcome::Changed);
}

#[tokio::test]
async fn work_goes_on_when_nobody_listens() {
    let m = Machine::new().await;
    drop(m.backend.start(Request::Update).await.unwrap());
    until("it is staged", || async {
        read(&m.backend).await.staged().map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn the_service_knows_us_as_long_as_it_lives_and_again_after() {
    let m = Machine::new().await;
    for _ in 0..3 {
        read(&m.backend).await;
    }
    assert_eq!(m.service.calls("RegisterClient"), [r#"{id="isotope"}"#]);
    m.service.die().await;
    m.service.come().await;
    read(&m.backend).await;
    assert_eq!(m.service.calls("RegisterClient").len(), 2);
}

#[tokio::test]
async fn a_service_that_does_not_take_us_as_a_client_is_used_all_the_same() {
    let m = Machine::new().await;
    let denied = "org.freedesktop.DBus.Error.AccessDenied";
    let text = "rpmostreed Sysroot operation RegisterClient not allowed for user";
    m.service.refuse("RegisterClient", denied, text);
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::Changed
    );
}

#[tokio::test]
async fn leaving_and_coming_back_is_heard() {
    let m = Machine::new().await;
    let mut changes = m.backend.changes();
    // The first poll subscribes; a reading of the bus's own clock says when that is done.
    let heard = tokio::spawn(async move {
        let mut count = 0;
        while changes.next().await.is_some() {
            count += 1;
            if count == 2 {
                break;
            }
        }
        count
    });
    until("both are heard", || async {
        m.service.die().await;
        m.service.come().await;
        heard.is_finished().then_some(())
    })
    .await;
    assert_eq!(heard.await.unwrap(), 2);
}

#[tokio::test]
async fn without_the_helper_less_can_be_done() {
    let m = Machine::without_helper().await;
    let can = m.backend.capabilities();
    assert_eq!(can.pin, PinSupport::No(Lack::Helper));
    assert_eq!(can.delete, Support::No(Lack::Helper));
    assert_eq!(can.rollback, RollbackKind::PreviousDeployment);
    let previous = read(&m.backend).await.previous().unwrap().id.clone();
    let end = work(&m.backend, Request::Pin(previous.clone())).await;
    assert_refused(end, &Refusal::NotSupported);
    let end = work(&m.backend, Request::Delete(previous.clone())).await;
    assert_refused(end, &Refusal::NotSupported);
    // The one before is within the service's own reach.
    let end = work(&m.backend, Request::MakeNext(previous.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    let status = read(&m.backend).await;
    assert_eq!(status.next().unwrap().id, previous);
    let running = status.running().unwrap().id.clone();
    let end = work(&m.backend, Request::MakeNext(running.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert_eq!(read(&m.backend).await.next().unwrap().id, running);
}

#[tokio::test]
async fn a_computer_without_such_a_service_is_told_so() {
    let bus = PrivateBus::start();
    let lines = Lines::at(&bus.address).await.unwrap();
    let none = detect::connect_over(lines).await;
    assert!(matches!(none, Err(NoBackend::NoService)), "{none:?}");
    let gone = Lines::at("unix:path=/nonexistent/bus").await;
    assert!(gone.is_err());
}

#[tokio::test]
async fn a_restart_is_asked_of_logind() {
    let m = Machine::new().await;
    let missing = m.backend.restart().await;
    assert!(
        matches!(missing, Err(BackendError::Missing { .. })),
        "{missing:?}"
    );
    let login = Login::default();
    let _connection = login.start(&m.bus).await;
    m.backend.restart().await.unwrap();
    assert_eq!(*login.restarts.lock().unwrap(), [true]);
    let disc = ("shutdown", "practice", "burning a disc", "block");
    let (what, who, why, mode) = disc;
    let inhibitor = (what.into(), who.into(), why.into(), mode.into(), 0, 1);
    login.inhibitors.lock().unwrap().push(inhibitor);
    let by = vec![("practice".to_owned(), "burning a disc".to_owned())];
    let end = m.backend.restart().await.map(|()| Outcome::Changed);
    assert_refused(end, &Refusal::RestartBlocked { by });
    login.inhibitors.lock().unwrap().clear();
    *login.refuses.lock().unwrap() = Some(LoginError::OperationInProgress("busy".into()));
    let end = m.backend.restart().await.map(|()| Outcome::Changed);
    assert_refused(end, &Refusal::RestartPending);
    assert_eq!(login.restarts.lock().unwrap().len(), 1);
}
