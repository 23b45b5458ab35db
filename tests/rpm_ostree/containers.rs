//! Systems that come as container images.

use isotope::backend::{BackendError, Refusal};
use isotope::domain::{
    OlderVersions, Origin, Outcome, PackageChange, ProgressKind, Request, Signature, Stage,
};

use crate::Machine;
use crate::captured;
use crate::contract::{assert_refused, follow, read, work};
use crate::quirks::{bars, messages};
use crate::rpm_world::{Script, World};

/// The captured image runs; upstream has a newer one.
async fn machine() -> Machine {
    Machine::with(|world| {
        world.deployments = captured::deployments("deployments-container.json");
        let cached = captured::one("cached-update-container.json");
        let staged = captured::one("cached-update-container-staged.json");
        let mut new = world.deployments[0].clone();
        World::set(
            &mut new,
            "id",
            String::try_from(staged["deployment"].clone()).unwrap(),
        );
        World::set(
            &mut new,
            "checksum",
            String::try_from(staged["checksum"].clone()).unwrap(),
        );
        World::set(&mut new, "version", "42.20250615.0");
        World::set(&mut new, "timestamp", 1_749_967_200_u64);
        World::set(&mut new, "staged", true);
        World::set(&mut new, "booted", false);
        world.upstream = Some((new, cached));
    })
    .await
}

#[tokio::test]
async fn an_image_has_no_origin_key() {
    let m = machine().await;
    let status = read(&m.backend).await;
    let running = status.running().unwrap();
    let Origin::Container(image) = &running.origin else {
        panic!("{:?}", running.origin)
    };
    assert_eq!(image.repository, "127.0.0.1:5051/practice/silverblue");
    assert!(
        running
            .image_digest
            .as_ref()
            .unwrap()
            .starts_with("sha256:1fdb2414")
    );
    assert_eq!(running.signature, Signature::NotChecked);
    let can = m.backend.capabilities();
    assert_eq!(can.progress, ProgressKind::Steps);
    assert_eq!(can.older_versions, OlderVersions::ByDigest);
}

#[tokio::test]
async fn an_image_update_is_seen_by_its_version_although_no_commit_is_new() {
    let m = machine().await;
    let (_, cached) = m.service.world().upstream.clone().unwrap();
    let script = Script::new("container-check").then(move |world| world.cached = cached);
    m.service.script("AutomaticUpdateTrigger", script);
    assert_eq!(
        work(&m.backend, Request::Check).await.unwrap(),
        Outcome::Changed
    );
    let status = read(&m.backend).await;
    let update = status.new_update().unwrap();
    assert_eq!(update.version.as_deref(), Some("42.20250615.0"));
    assert_eq!(update.download_bytes, Some(14_149_475));
    // These are the running version's own in the captured answer.
    assert_eq!((&update.checksum, update.timestamp), (&None, None));
    assert_eq!(update.packages, None);
}

#[tokio::test]
async fn a_staged_image_tells_its_packages() {
    let m = machine().await;
    m.service.script(
        "Upgrade",
        Script::new("container-rebase-42").with(|world| {
            world.stage();
            world.cached = captured::one("cached-update-container-staged.json");
        }),
    );
    assert_eq!(
        work(&m.backend, Request::Update).await.unwrap(),
        Outcome::Changed
    );
    let status = read(&m.backend).await;
    let update = status.update.as_ref().unwrap();
    assert!(status.new_update().is_none());
    assert_eq!(update.staged_as.as_ref(), status.staged().map(|d| &d.id));
    assert_eq!(update.version.as_deref(), Some("42.20250615.0"));
    assert_eq!(update.timestamp.unwrap().timestamp(), 1_749_967_200);
    let packages = update.packages.as_ref().unwrap();
    assert_eq!(packages.counts().total(), 7);
    assert!(packages.changes.iter().any(|change| matches!(
        change,
        PackageChange::Downgraded { from, .. } if from.evr == "2025b-1.fc42"
    )));
}

#[tokio::test]
async fn layers_make_the_bar() {
    let m = machine().await;
    let script = Script::new("container-layers").with(World::stage);
    m.service.script("Upgrade", script);
    let (steps, end) = follow(m.backend.start(Request::Update).await.unwrap()).await;
    end.unwrap();
    let bars = bars(&steps);
    let half = bars.iter().find(|p| p.items == Some((2, 4))).unwrap();
    assert_eq!(half.stage, Stage::Downloading);
    assert_eq!(half.bytes.unwrap().total, Some(100_000_000));
    assert_eq!(half.bytes.unwrap().done, 60_000_000);
    assert!(bars.iter().any(|p| p.items == Some((4, 4))));
    assert!(
        messages(&steps)
            .iter()
            .any(|text| text.starts_with("[3/4] Fetching"))
    );
}

#[tokio::test]
async fn an_image_version_is_asked_by_digest_only() {
    let m = machine().await;
    let end = work(&m.backend, Request::Deploy("42.20250301.0".into())).await;
    assert_refused(end, &Refusal::NotSupported);
    assert!(m.service.calls("Deploy").is_empty());
    let digest = format!("sha256:{}", "1".repeat(64));
    m.service.script(
        "Deploy",
        Script::new("container-upgrade").with(World::stage),
    );
    let end = work(&m.backend, Request::Deploy(digest.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert_eq!(m.service.calls("Deploy"), [format!("{digest} {{}}")]);
}

#[tokio::test]
async fn a_registry_that_is_down_or_not_trusted_is_told_apart() {
    let m = machine().await;
    m.service
        .script("Upgrade", Script::new("container-upgrade-registry-down"));
    let end = work(&m.backend, Request::Update).await;
    assert!(matches!(end, Err(BackendError::Network { .. })), "{end:?}");
    m.service
        .script("Upgrade", Script::new("container-rebase-signed-no-policy"));
    let end = work(&m.backend, Request::Update).await;
    assert!(
        matches!(end, Err(BackendError::Signature { .. })),
        "{end:?}"
    );
    m.service
        .script("Upgrade", Script::new("container-upgrade-none"));
    let end = work(&m.backend, Request::Update).await;
    assert_eq!(end.unwrap(), Outcome::NothingToDo);
}
