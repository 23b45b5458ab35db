//! The rpm-ostree back end against a scripted service that says what the real one was heard to say.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "common/bus.rs"]
mod bus;
#[path = "common/captured.rs"]
mod captured;
#[path = "common/rpm_ostreed.rs"]
mod rpm_ostreed;
#[path = "common/rpm_transaction.rs"]
mod rpm_transaction;

use std::sync::Arc;

use futures_util::StreamExt as _;
use isotope::backend::{Backend, BackendError, Running, Step, detect};
use isotope::bus::Lines;
use isotope::domain::{Outcome, Request};

use bus::PrivateBus;
use rpm_ostreed::Service;

struct Machine {
    service: Service,
    backend: Arc<dyn Backend>,
    _bus: PrivateBus,
}

async fn machine() -> Machine {
    let bus = PrivateBus::start();
    let service = Service::start(&bus).await;
    let lines = Lines::at(&bus.address).await.unwrap();
    let backend = detect::connect_over(lines).await.unwrap();
    Machine {
        service,
        backend,
        _bus: bus,
    }
}

type End = Result<Outcome, BackendError>;

async fn all(running: Running) -> (Vec<Step>, End) {
    let mut steps: Vec<Step> = running.steps.collect().await;
    match steps.pop() {
        Some(Step::Ended(end)) => (steps, end),
        other => panic!("the last step is {other:?}"),
    }
}

#[tokio::test]
async fn a_reading_tells_everything() {
    let m = machine().await;
    let status = m.backend.status().await.unwrap();
    assert_eq!(status.deployments.len(), 2);
    let running = status.running().unwrap();
    assert_eq!(running.version.as_deref(), Some("42.20250401.0"));
}

#[tokio::test]
async fn an_update_is_found_fetched_and_staged() {
    let m = machine().await;
    let (_, end) = all(m.backend.start(Request::Check).await.unwrap()).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    let update = m.backend.status().await.unwrap().update.unwrap();
    assert_eq!(update.version.as_deref(), Some("42.20250615.0"));
    let (steps, end) = all(m.backend.start(Request::Update).await.unwrap()).await;
    assert_eq!(end.unwrap(), Outcome::Changed, "{steps:#?}");
    let status = m.backend.status().await.unwrap();
    assert!(status.staged().is_some());
    assert!(status.new_update().is_none());
    assert_eq!(status.activity, None);
}
