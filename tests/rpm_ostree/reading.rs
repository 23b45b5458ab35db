//! What a reading tells, from the captured dictionaries.

use std::fs;
use std::path::PathBuf;

use isotope::backend::BackendError;
use isotope::domain::{
    AutomaticUpdates, DeploymentState, FindingKind, Headline, Request, Severity, Signature,
};

use crate::Machine;
use crate::contract::{assert_refused, read, work};
use crate::rpm_world::World;

fn signed() -> Signature {
    Signature::Verified {
        by: Some("Practice Signing Key".into()),
    }
}

#[tokio::test]
async fn a_deployment_is_read_in_full() {
    let m = Machine::new().await;
    let status = read(&m.backend).await;
    let running = status.running().unwrap();
    assert_eq!(status.backend, "rpm-ostree");
    assert_eq!(running.version.as_deref(), Some("42.20250401.0"));
    assert_eq!(running.timestamp.unwrap().timestamp(), 1_743_487_200);
    assert_eq!(running.kernel.as_deref(), Some("6.14.0-63.fc42.x86_64"));
    assert_eq!(running.signature, signed());
    let origin = "practice:test/42/x86_64/silverblue";
    assert_eq!(running.origin.to_string(), origin);
    assert_eq!(running.checksum.as_ref().unwrap().short(), "e080c1eb678d");
    assert!(running.added_packages.is_empty() && !running.pinned);
    assert_eq!(running.state, DeploymentState::Installed);
    assert_eq!(status.automatic, AutomaticUpdates::Off);
    assert_eq!(status.headline(), Headline::NotChecked);
    assert_eq!(status.findings, []);
}

#[tokio::test]
async fn a_staged_update_is_ready_and_signed() {
    let m = Machine::new().await;
    work(&m.backend, Request::Update).await.unwrap();
    let status = read(&m.backend).await;
    let staged = status.staged().unwrap();
    assert_eq!(staged.state, DeploymentState::Staged);
    assert_eq!(staged.signature, signed());
    assert_eq!(status.headline(), Headline::UpdateReady(staged.id.clone()));
    let update = status.update.as_ref().unwrap();
    assert_eq!(update.staged_as.as_ref(), Some(&staged.id));
}

#[tokio::test]
async fn unknown_keys_are_passed_over_and_missing_ones_named() {
    let m = Machine::with(|world| {
        World::set(&mut world.deployments[0], "invented-tomorrow", 7_u32);
    })
    .await;
    assert_eq!(read(&m.backend).await.deployments.len(), 2);
    m.service.world().deployments[1].remove("booted");
    let Err(BackendError::Unexpected { detail }) = m.backend.status().await else {
        panic!("a deployment that does not say whether it runs")
    };
    assert!(detail.contains("`booted`"), "{detail}");
    World::set(&mut m.service.world().deployments[1], "booted", "no");
    let Err(BackendError::Unexpected { detail }) = m.backend.status().await else {
        panic!("a text where a yes or no should be")
    };
    assert!(detail.contains("`booted`"), "{detail}");
}

#[tokio::test]
async fn what_the_service_complains_about_is_found() {
    let m = Machine::with(|world| {
        let running = &mut world.deployments[0];
        World::set(running, "remote-error", "remote gone");
        World::set(running, "endoflife", "42 has ended");
        World::set(&mut world.deployments[1], "endoflife", "not mine");
        world.policy = "stage".into();
    })
    .await;
    let status = read(&m.backend).await;
    let kinds: Vec<_> = status.findings.iter().map(|f| f.kind.clone()).collect();
    let detail = "remote gone".to_owned();
    let text = "42 has ended".to_owned();
    assert_eq!(
        kinds,
        [
            FindingKind::RemoteBroken { detail },
            FindingKind::EndOfLife { text }
        ]
    );
    assert_eq!(status.findings[0].severity, Severity::Problem);
    assert_eq!(status.automatic, AutomaticUpdates::Stage);
    assert_eq!(
        status.running().unwrap().end_of_life.as_deref(),
        Some("42 has ended")
    );
}

#[tokio::test]
async fn a_bad_signature_is_a_problem() {
    let mut text: serde_json::Value =
        serde_json::from_str(&crate::captured::text("deployments.json")).unwrap();
    text[1]["signatures"][0][0] = false.into();
    let bad = crate::captured::dict(&text[1]);
    let m = Machine::with(|world| world.deployments[0] = bad).await;
    let status = read(&m.backend).await;
    let kinds: Vec<_> = status.findings.iter().map(|f| &f.kind).collect();
    assert_eq!(kinds, [&FindingKind::BadSignature]);
    let by = Some("Practice Signing Key".into());
    assert_eq!(
        status.running().unwrap().signature,
        Signature::Invalid { by }
    );
}

#[tokio::test]
async fn a_locked_update_is_told() {
    let m = Machine::with(|world| {
        world.stage();
        World::set(&mut world.deployments[0], "finalization-locked", true);
    })
    .await;
    let status = read(&m.backend).await;
    assert_eq!(
        status.staged().unwrap().state,
        DeploymentState::StagedLocked
    );
    assert_eq!(status.findings[0].kind, FindingKind::StagedLocked);
}

#[tokio::test]
async fn files_of_the_system_add_names_and_a_failed_finalization() {
    let m = Machine::new().await;
    let status = read(&m.backend).await;
    let id = status.running().unwrap().id.to_string();
    let sysroot = PathBuf::from(m.service.world().path.clone());
    let folder = sysroot.join("ostree/deploy/fedora/deploy");
    let folder = folder.join(id.strip_prefix("fedora-").unwrap());
    fs::create_dir_all(folder.join("usr/lib")).unwrap();
    let os_release = "NAME=Fedora\nPRETTY_NAME=\"Practice Linux 42 (Silverblue)\"\n";
    fs::write(folder.join("usr/lib/os-release"), os_release).unwrap();
    fs::create_dir_all(sysroot.join("boot/ostree")).unwrap();
    fs::write(sysroot.join("boot/ostree/finalize-failure.stamp"), "").unwrap();
    let status = read(&m.backend).await;
    let running = status.running().unwrap();
    assert_eq!(
        running.os_name.as_deref(),
        Some("Practice Linux 42 (Silverblue)")
    );
    assert_eq!(status.findings[0].kind, FindingKind::FinalizeFailed);
    let usage = m.backend.disk_usage(&running.id).await.unwrap().unwrap();
    assert_eq!(usage.total_bytes, os_release.len() as u64);
    assert_eq!(usage.own_bytes, usage.total_bytes);
}

#[tokio::test]
async fn an_update_reckoned_against_another_version_says_nothing() {
    let m = Machine::new().await;
    work(&m.backend, Request::Check).await.unwrap();
    assert!(read(&m.backend).await.update.is_some());
    World::set(
        &mut m.service.world().cached,
        "update-sha256",
        "0".repeat(64),
    );
    assert_eq!(read(&m.backend).await.update, None);
}

#[tokio::test]
async fn without_a_running_version_nothing_is_asked_that_would_crash_the_service() {
    let m = Machine::with(|world| {
        world.booted = "/".into();
        World::set(&mut world.deployments[0], "booted", false);
    })
    .await;
    let status = read(&m.backend).await;
    assert_eq!(status.running(), None);
    assert_eq!(status.update, None);
    for request in [Request::Rollback, Request::Update, Request::Discard] {
        let end = work(&m.backend, request).await;
        assert_refused(end, &isotope::backend::Refusal::NotSupported);
    }
    assert!(m.service.calls("Rollback").is_empty());
}
