//! The fake back end keeps the same contract as the real ones.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "common/contract.rs"]
mod contract;

use std::sync::Arc;

use async_trait::async_trait;
use isotope::backend::fake::{FakeBackend, Scene};

use contract::{Scenario, Subject};

struct Gate(FakeBackend);

#[async_trait]
impl Scenario for Gate {
    async fn hold(&self) {
        self.0.hold_at(0.5);
    }

    async fn go_on(&self) {
        self.0.hold_at(1.0);
    }
}

async fn subject() -> Subject {
    let fake = FakeBackend::new(Scene::Fine);
    Subject {
        backend: Arc::new(fake.clone()),
        scenario: Box::new(Gate(fake)),
    }
}

mod keeps_the_contract {
    crate::contract::contract_suite!(crate::subject);
}
