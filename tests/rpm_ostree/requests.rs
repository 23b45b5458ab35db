//! What each request does, and what each failure is called.

use isotope::backend::{BackendError, Distrust, Refusal};
use isotope::domain::{AdvisoryKind, AdvisorySeverity, Origin, Outcome, Request};
use isotope::helper_api::HelperError;

use crate::Machine;
use crate::contract::{assert_refused, read, work};
use crate::rpm_world::{Script, World};

#[tokio::test]
async fn an_older_version_is_fetched_by_its_number() {
    let m = Machine::new().await;
    let version = "42.20250615.0".to_owned();
    let end = work(&m.backend, Request::Deploy(version.clone())).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert_eq!(m.service.calls("Deploy"), [format!("{version} {{}}")]);
    assert_eq!(
        read(&m.backend).await.staged().unwrap().version,
        Some(version)
    );
}

const KINOITE: &str = "practice:test/42/x86_64/kinoite";

#[tokio::test]
async fn the_service_is_told_where_to_switch_to_and_who_asks() {
    let m = Machine::new().await;
    let end = work(&m.backend, Request::Switch(Origin::parse(KINOITE))).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    let calls = m.service.calls("Rebase");
    let [call] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    assert!(call.starts_with(KINOITE), "{call}");
    assert!(call.contains("initiating-command-line"), "{call}");
    assert!(
        call.contains(&format!("isotope switch {KINOITE}")),
        "{call}"
    );
}

#[tokio::test]
async fn a_switch_that_prepared_something_else_has_failed() {
    let m = Machine::new().await;
    let switch = || work(&m.backend, Request::Switch(Origin::parse(KINOITE)));
    m.service.script("Rebase", Script::new("rebase"));
    let end = switch().await;
    assert!(
        matches!(&end, Err(BackendError::NotAsAsked { got: None, .. })),
        "{end:?}"
    );
    let other = "practice:test/42/x86_64/sericea";
    let script = Script::new("rebase").with(|w| w.stage_from(other.to_owned()));
    m.service.script("Rebase", script);
    let end = switch().await;
    assert!(
        matches!(&end, Err(BackendError::NotAsAsked { got: Some(got), .. }) if got == other),
        "{end:?}"
    );
}

#[tokio::test]
async fn a_switch_that_was_cut_off_has_prepared_nothing() {
    let m = Machine::new().await;
    let switch = || work(&m.backend, Request::Switch(Origin::parse(KINOITE)));
    m.service.script("Rebase", Script::new("rebase").dying());
    let end = switch().await;
    assert!(matches!(end, Err(BackendError::Died { .. })), "{end:?}");
    m.service.come().await;
    assert!(read(&m.backend).await.staged().is_none());
    assert_eq!(switch().await.unwrap(), Outcome::Changed);
}

#[tokio::test]
async fn an_image_that_cannot_be_checked_or_is_not_there_is_told_so() {
    let m = Machine::new().await;
    let registry = "127.0.0.1:5051/practice/kinoite";
    let switch = |address: String| work(&m.backend, Request::Switch(Origin::parse(&address)));
    m.service
        .script("Rebase", Script::new("container-rebase-missing-tag"));
    let end = switch(format!("ostree-unverified-registry:{registry}:nope")).await;
    let name = format!("nope in {registry}");
    assert_refused(end, &Refusal::NoSuchOrigin { name });
    m.service
        .script("Rebase", Script::new("container-rebase-signed-no-policy"));
    let end = switch(format!("ostree-image-signed:docker://{registry}:latest")).await;
    assert!(
        matches!(
            end,
            Err(BackendError::Signature {
                why: Distrust::NoPolicy,
                ..
            })
        ),
        "{end:?}"
    );
}

#[tokio::test]
async fn packages_are_asked_for_by_name_and_must_be_there_afterwards() {
    let m = Machine::new().await;
    let add = |names: [&str; 2]| {
        let names = names.map(str::to_owned).to_vec();
        work(&m.backend, Request::AddPackages(names))
    };
    m.service
        .script("PkgChange", Script::new("install-no-policy"));
    let end = add(["nano", "helix"]).await;
    assert!(
        matches!(end, Err(BackendError::Unexpected { .. })),
        "{end:?}"
    );
    let calls = m.service.calls("PkgChange");
    let [call] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    assert!(call.starts_with("+nano helix - "), "{call}");
    for option in [
        "idempotent-layering",
        "allow-inactive",
        "isotope add nano helix",
    ] {
        assert!(call.contains(option), "{call}");
    }
    let script = Script::new("install").with(|w| w.stage_with(vec!["nano".into()]));
    m.service.script("PkgChange", script);
    let end = add(["nano", "helix"]).await;
    assert!(
        matches!(&end, Err(BackendError::NotAdded { names }) if *names == ["helix"]),
        "{end:?}"
    );
    // What is there by now is not asked for again.
    let script = Script::new("install").with(|w| w.stage_with(vec!["nano".into(), "helix".into()]));
    m.service.script("PkgChange", script);
    assert_eq!(add(["nano", "helix"]).await.unwrap(), Outcome::Changed);
    assert!(m.service.calls("PkgChange")[2].starts_with("+helix - "));
}

#[tokio::test]
async fn a_download_alone_stages_nothing() {
    let m = Machine::new().await;
    work(&m.backend, Request::Check).await.unwrap();
    let end = work(&m.backend, Request::Download).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert!(read(&m.backend).await.staged().is_none());
}

#[tokio::test]
async fn deleting_the_staged_version_is_discarding_it() {
    let m = Machine::new().await;
    work(&m.backend, Request::Update).await.unwrap();
    let staged = read(&m.backend).await.staged().unwrap().id.clone();
    let end = work(&m.backend, Request::Delete(staged)).await;
    assert_eq!(end.unwrap(), Outcome::Changed);
    assert_eq!(m.service.calls("Cleanup"), ["pending-deploy"]);
    assert!(read(&m.backend).await.staged().is_none());
}

#[tokio::test]
async fn the_net_and_the_server_are_told_apart_from_the_rest() {
    let m = Machine::new().await;
    for sequence in ["upgrade-remote-down", "upgrade-http-503"] {
        m.service.script("Upgrade", Script::new(sequence));
        let end = work(&m.backend, Request::Update).await;
        assert!(matches!(end, Err(BackendError::Network { .. })), "{end:?}");
    }
    let full = "Writing content object: min-free-space-percent '3%' would be exceeded, at least 1.0 MB requested";
    m.service
        .script("Upgrade", Script::new("upgrade-http-503").saying(full));
    let end = work(&m.backend, Request::Update).await;
    assert!(matches!(end, Err(BackendError::NoSpace { .. })), "{end:?}");
    let unsigned = "While pulling a/b: Commit 0a: Can't check signature: public key not found";
    m.service
        .script("Upgrade", Script::new("upgrade-http-503").saying(unsigned));
    let end = work(&m.backend, Request::Update).await;
    assert!(
        matches!(end, Err(BackendError::Signature { .. })),
        "{end:?}"
    );
}

#[tokio::test]
async fn the_helpers_no_is_passed_on() {
    let m = Machine::new().await;
    let refuse = |err| *m.helper.as_ref().unwrap().refuses.lock().unwrap() = Some(err);
    let previous = read(&m.backend).await.previous().unwrap().id.clone();
    refuse(HelperError::NotAuthorized("no".into()));
    let end = work(&m.backend, Request::Pin(previous.clone())).await;
    assert!(
        matches!(end, Err(BackendError::NotAllowed { .. })),
        "{end:?}"
    );
    refuse(HelperError::Dismissed("closed".into()));
    let end = work(&m.backend, Request::Pin(previous.clone())).await;
    assert!(matches!(end, Err(BackendError::Cancelled)), "{end:?}");
    refuse(HelperError::UpdateStaged("staged meanwhile".into()));
    let end = work(&m.backend, Request::MakeNext(previous.clone())).await;
    assert_refused(end, &Refusal::UpdateStaged);
    refuse(HelperError::Failed("ostree broke".into()));
    let end = work(&m.backend, Request::Delete(previous)).await;
    assert!(matches!(end, Err(BackendError::Unexpected { detail }) if detail == "ostree broke"));
    assert_eq!(read(&m.backend).await.deployments.len(), 2);
}

#[tokio::test]
async fn commands_carry_the_place_of_this_moment() {
    let m = Machine::new().await;
    let status = read(&m.backend).await;
    let previous = status.previous().unwrap().id.clone();
    let command = |request, status| m.backend.as_command(&request, status);
    let pin = || Request::Pin(previous.clone());
    assert_eq!(command(pin(), &status).unwrap(), "sudo ostree admin pin 1");
    work(&m.backend, Request::Update).await.unwrap();
    let shifted = read(&m.backend).await;
    assert_eq!(command(pin(), &shifted).unwrap(), "sudo ostree admin pin 2");
    let table = [
        (Request::Check, "rpm-ostree upgrade --check"),
        (Request::Update, "rpm-ostree upgrade"),
        (Request::Download, "rpm-ostree upgrade --download-only"),
        (Request::Discard, "rpm-ostree cleanup --pending"),
        (Request::Rollback, "rpm-ostree rollback"),
        (Request::Deploy("42.1".into()), "rpm-ostree deploy 42.1"),
        (
            Request::Deploy("4 2; x".into()),
            "rpm-ostree deploy '4 2; x'",
        ),
        (
            Request::Unpin(previous.clone()),
            "sudo ostree admin pin --unpin 2",
        ),
        (
            Request::MakeNext(previous.clone()),
            "sudo ostree admin set-default 2",
        ),
        (
            Request::Delete(previous.clone()),
            "sudo ostree admin undeploy 2",
        ),
        (
            Request::AddPackages(vec!["vim".into(), "a;b".into()]),
            "rpm-ostree install --idempotent --allow-inactive vim 'a;b'",
        ),
    ];
    for (request, expected) in table {
        assert_eq!(command(request, &shifted).unwrap(), expected);
    }
}

#[tokio::test]
async fn advisories_and_packages_of_an_update_are_read() {
    let mut text: serde_json::Value =
        serde_json::from_str(&crate::captured::text("cached-update.json")).unwrap();
    text["advisories"] = serde_json::json!([
        ["FEDORA-2026-0a1b2c3d4e", 1, 3, ["openssl-libs-1:3.5.4-1.fc44.x86_64"],
            {"cve_references": [["https://bugzilla.redhat.com/1", "CVE-2026-1: a hole"]]}],
        ["FEDORA-2026-ffff", 2, 0, ["nano-8.3-2.fc42.x86_64"], {}],
    ]);
    let cached = crate::captured::dict(&text);
    let m = Machine::with(|world: &mut World| world.cached = cached).await;
    let update = read(&m.backend).await.update.unwrap();
    let counts = update.packages.unwrap().counts();
    assert_eq!(
        (
            counts.added,
            counts.removed,
            counts.upgraded,
            counts.downgraded
        ),
        (1, 1, 4, 1)
    );
    let [first, second] = update.advisories.as_slice() else {
        panic!("{:?}", update.advisories)
    };
    assert_eq!(
        (first.kind, first.severity),
        (AdvisoryKind::Security, AdvisorySeverity::Important)
    );
    assert_eq!(first.packages[0].name, "openssl-libs");
    assert_eq!(first.packages[0].evr, "1:3.5.4-1.fc44");
    assert_eq!(first.references[0].0, "CVE-2026-1: a hole");
    assert_eq!(
        (second.kind, second.severity),
        (AdvisoryKind::Bugfix, AdvisorySeverity::None)
    );
}
