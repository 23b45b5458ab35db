//! The rpm-ostree back end over the practice machine: the same contract, on real libostree.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use async_trait::async_trait;
use isotope::backend::detect;
use isotope::bus::Lines;
use isotope::domain::{Request, Signature};
use isotope::practice_api::PracticeProxy;
use tempfile::TempDir;
use zbus::proxy::CacheProperties;

use crate::contract::{self, Scenario, Subject};

/// A practice machine of one's own, stopped and removed at the end.
struct Practice {
    control: PracticeProxy<'static>,
    program: Child,
    folder: TempDir,
}

impl Practice {
    async fn start() -> (Self, Lines) {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_isotope-practice"))
            .args(["run", "--no-apps", "--fresh", "--line", "0", "--dir"])
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
            folder,
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

#[tokio::test]
async fn an_update_says_how_large_it_is_as_libostree_reckons_it() {
    let (practice, lines) = Practice::start().await;
    let backend = detect::connect_over(lines).await.unwrap();
    contract::work(&backend, Request::Check).await.unwrap();
    let update = backend.status().await.unwrap().update.unwrap();
    let repo = practice.folder.path().join("machine/sysroot/ostree/repo");
    let told = Command::new("ostree")
        .args(["show", "--print-sizes", &update.checksum.unwrap()])
        .arg(format!("--repo={}", repo.display()))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let told = String::from_utf8(told.stdout)
        .unwrap()
        .replace('\u{a0}', " ");
    let tenths = update.download_bytes.unwrap() / 100_000;
    // It rounds, and may round up.
    let mut needed = (tenths..=tenths + 1)
        .map(|n| format!("Compressed size (needed/total): {}.{} MB/", n / 10, n % 10));
    assert!(
        tenths > 10 && needed.any(|line| told.contains(&line)),
        "{told}{:?}",
        update.download_bytes
    );
    contract::work(&backend, Request::Download).await.unwrap();
    let update = backend.status().await.unwrap().update.unwrap();
    assert_eq!((update.downloaded, update.download_bytes), (true, Some(0)));
}

async fn subject() -> Subject {
    let (practice, lines) = Practice::start().await;
    Subject {
        backend: detect::connect_over(lines).await.unwrap(),
        scenario: Box::new(practice),
    }
}

mod keeps_the_contract {
    crate::contract::contract_suite!(crate::backend::subject);
}
