//! The rpm-ostree back end against a scripted service that says what the real one was heard to say.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "tests; and bus objects take their arguments as they come"
)]

#[path = "../common/bus.rs"]
mod bus;
#[path = "../common/captured.rs"]
mod captured;
#[path = "../common/contract.rs"]
mod contract;
#[path = "../common/rpm_objects.rs"]
mod rpm_objects;
#[path = "../common/rpm_ostreed.rs"]
mod rpm_ostreed;
#[path = "../common/rpm_transaction.rs"]
mod rpm_transaction;
#[path = "../common/rpm_world.rs"]
mod rpm_world;
#[path = "../common/services.rs"]
mod services;

mod containers;
mod interfaces;
mod others;
mod quirks;
mod reading;
mod requests;

use std::sync::Arc;

use async_trait::async_trait;
use isotope::backend::{Backend, detect};
use isotope::bus::Lines;

use bus::PrivateBus;
use contract::{Scenario, Subject};
use rpm_ostreed::Service;
use rpm_world::World;
use services::RunningHelper;

/// A scripted computer with a back end that speaks to it.
struct Machine {
    backend: Arc<dyn Backend>,
    service: Service,
    helper: Option<RunningHelper>,
    bus: PrivateBus,
}

impl Machine {
    /// With the helper.
    async fn new() -> Self {
        Self::make(true, |_| {}).await
    }

    async fn without_helper() -> Self {
        Self::make(false, |_| {}).await
    }

    /// With a computer that is changed before anybody looks.
    async fn with(change: impl FnOnce(&mut World)) -> Self {
        Self::make(true, change).await
    }

    async fn make(helper: bool, change: impl FnOnce(&mut World)) -> Self {
        let bus = PrivateBus::start();
        let service = Service::start(&bus).await;
        change(&mut service.world());
        let helper = if helper {
            Some(RunningHelper::start(&bus, &service).await)
        } else {
            None
        };
        let backend = another_backend(&bus).await;
        Self {
            backend,
            service,
            helper,
            bus,
        }
    }
}

/// A back end of another program on the same bus.
async fn another_backend(bus: &PrivateBus) -> Arc<dyn Backend> {
    let lines = Lines::at(&bus.address).await.unwrap();
    detect::connect_over(lines).await.unwrap()
}

#[async_trait]
impl Scenario for Machine {
    async fn hold(&self) {
        self.service.hold(true);
    }

    async fn go_on(&self) {
        self.service.hold(false);
    }
}

async fn subject() -> Subject {
    let machine = Machine::new().await;
    Subject {
        backend: Arc::clone(&machine.backend),
        scenario: Box::new(machine),
    }
}

mod keeps_the_contract {
    crate::contract::contract_suite!(crate::subject);
}
