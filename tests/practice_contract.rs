//! The rpm-ostree back end over the practice machine: the same contract, on real libostree.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "common/contract.rs"]
mod contract;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use async_trait::async_trait;
use isotope::backend::detect;
use isotope::bus::Lines;
use isotope::domain::{Request, Signature};
use isotope::practice_api::PracticeProxy;
use tempfile::TempDir;
use zbus::proxy::CacheProperties;

use contract::{Scenario, Subject};

/// A practice machine of one's own, stopped and removed at the end.
struct Practice {
    control: PracticeProxy<'static>,
    program: Child,
    _folder: TempDir,
}

impl Practice {
    async fn start() -> (Self, Lines) {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_isotope-practice"))
            .args(["run", "--no-apps", "--fresh", "--dir"])
            .arg(folder.path().join("machine"))
            .args(["--", "sh", "-c", "echo $DBUS_SYSTEM_BUS_ADDRESS; exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let mut output = BufReader::new(program.stdout.take().unwrap());
        output.read_line(&mut address).unwrap();
        let lines = Lines::at(address.trim()).await.unwrap();
        let control = PracticeProxy::builder(&lines.calls)
            .cache_properties(CacheProperties::No)
            .build()
            .await
            .unwrap();
        let practice = Self {
            control,
            program,
            _folder: folder,
        };
        (practice, lines)
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        // Its command ends with its input.
        drop(self.program.stdin.take());
        self.program.wait().unwrap();
    }
}

#[async_trait]
impl Scenario for Practice {
    async fn hold(&self) {
        self.control.set_fault("stall-at=30").await.unwrap();
    }

    async fn go_on(&self) {
        self.control.set_fault("none").await.unwrap();
    }
}

#[tokio::test]
async fn every_version_says_who_signed_it() {
    let Subject {
        backend,
        scenario: _machine,
    } = subject().await;
    contract::work(&backend, Request::Check).await.unwrap();
    let status = backend.status().await.unwrap();
    let deployed = status.deployments.iter().map(|d| &d.signature);
    let waiting = status.update.iter().map(|u| &u.signature);
    let all: Vec<_> = deployed.chain(waiting).collect();
    assert_eq!(all.len(), 3);
    for signature in all {
        let by = Some("Practice Linux".to_owned());
        assert_eq!(*signature, Signature::Verified { by });
    }
}

async fn subject() -> Subject {
    let (practice, lines) = Practice::start().await;
    Subject {
        backend: detect::connect_over(lines).await.unwrap(),
        scenario: Box::new(practice),
    }
}

mod keeps_the_contract {
    crate::contract::contract_suite!(crate::subject);
}
