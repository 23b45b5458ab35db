//! Against Debian's `docker-registry`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use isotope::catalogue::Catalogue;
use isotope::upstream::{Calendar, UpstreamError};
use tempfile::TempDir;

use crate::images::{self, CONFIG, INDEX, MANIFEST, Publisher};
use crate::{image, upstream};

/// A registry on a port of its own, with an empty store.
pub(crate) struct Registry {
    child: Child,
    port: String,
    _folder: TempDir,
}

impl Drop for Registry {
    fn drop(&mut self) {
        // It may have ended already, which the test has noticed.
        let _gone = self.child.kill();
        let _seen = self.child.wait();
    }
}

impl Registry {
    /// With more lines for its `http` and other groups.
    pub(crate) fn start(http: &str, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("config.yml");
        let text = format!(
            "version: 0.1\nlog: {{level: info, formatter: text}}\nstorage: {{inmemory: {{}}}}\n\
             http:\n  addr: 127.0.0.1:0\n  secret: practice\n{http}{more}"
        );
        fs::write(&settings, text).unwrap();
        let mut child = Command::new("docker-registry")
            .arg("serve")
            .arg(&settings)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            let (_, after) = line.split_once("listening on 127.0.0.1:")?;
            let end = after.find(|c: char| !c.is_ascii_digit()).unwrap();
            Some(after[..end].to_owned())
        });
        // Somebody has to read on, or it stops when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            port: port.unwrap(),
            _folder: folder,
        }
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

/// A registry that knows `person` with `secret`, and nobody else.
fn closed() -> (Registry, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("htpasswd");
    let word = "person:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";
    fs::write(&file, word).unwrap();
    let auth = format!(
        "auth:\n  htpasswd: {{realm: practice, path: {}}}\n",
        file.display()
    );
    (Registry::start("", &auth), folder)
}

#[tokio::test]
async fn all_tags_come_and_become_channels_and_days() {
    let registry = Registry::start("", "");
    let publisher = Publisher::new(&registry.host(), "ublue/bluefin", None);
    let days: Vec<String> = (0..150)
        .map(|day| format!("stable-2026{:02}{:02}", day / 28 + 1, day % 28 + 1))
        .collect();
    let mut tags: Vec<&str> = days.iter().map(String::as_str).collect();
    tags.extend(["stable", "sha256-00.sig", "stable-44.20260528"]);
    publisher.image("44.20260528", &tags).await;
    let folder = tempfile::tempdir().unwrap();
    let upstream = upstream(folder.path());
    let image = image(&format!("{}/ublue/bluefin:stable", registry.host()));
    let found = upstream.tags(&image).await.unwrap();
    assert_eq!((found.names.len(), found.seen.offline), (153, None));
    let rules = Catalogue::read(&[], "x86_64").tag_rules(&image);
    let calendar = Calendar::new(&rules, &found.names);
    assert_eq!((calendar.channels.len(), calendar.builds.len()), (1, 150));
    assert_eq!(calendar.others, 1);
    assert_eq!(calendar.builds[0].tag(), "stable-20260610");

    // Without network, the same with its age.
    drop(registry);
    let again = upstream.tags(&image).await.unwrap();
    assert_eq!(again.names, found.names);
    assert_eq!(again.seen.at, found.seen.at);
    assert!(matches!(
        again.seen.offline,
        Some(UpstreamError::NoNetwork { .. })
    ));
    let other = crate::image(&image.repository.replace("bluefin", "aurora"));
    let nothing = upstream.tags(&other).await;
    assert!(
        matches!(nothing, Err(UpstreamError::NoNetwork { .. })),
        "{nothing:?}"
    );
}

#[tokio::test]
async fn an_image_says_what_it_is() {
    let registry = Registry::start("", "");
    let publisher = Publisher::new(&registry.host(), "a", None);
    let own = publisher.image("44.20260818.1", &["plain"]).await;
    let stranger = images::manifest(&images::config("s390x", "1"), CONFIG, &[]);
    publisher.blob(&images::config("s390x", "1")).await;
    publisher.tag("other", MANIFEST, &stranger).await;
    let both = images::index(&[("s390x", &stranger), (images::arch(), &own)]);
    publisher.tag("both", INDEX, &both).await;
    publisher
        .tag("none", INDEX, &images::index(&[("s390x", &stranger)]))
        .await;
    let signature = images::manifest(
        b"{}",
        "application/vnd.dev.cosign.simplesigning.v1+json",
        &[],
    );
    publisher.blob(b"{}").await;
    publisher.tag("sig", MANIFEST, &signature).await;

    let folder = tempfile::tempdir().unwrap();
    let upstream = upstream(folder.path());
    let name = |which: &str| image(&format!("{}/a{which}", registry.host()));
    let by_digest = format!("@{}", images::digest(&own));
    for (which, digest) in [(":plain", &own), (&*by_digest, &own), (":both", &both)] {
        let facts = upstream.facts(&name(which)).await.unwrap();
        assert_eq!(facts.digest, images::digest(digest), "{which}");
        assert_eq!(facts.manifest, images::digest(&own), "{which}");
        assert_eq!(facts.version(), Some("44.20260818.1"));
        assert_eq!(facts.base(), Some("h.io/base:44"));
        assert_eq!(facts.kernel(), Some("6.17.4"));
        assert_eq!(
            facts.created.unwrap().to_rfc3339(),
            "2026-08-18T06:05:04+00:00"
        );
        assert_eq!((facts.bytes, facts.is_bootable()), (5, true));
        assert!(facts.is(&images::digest(&own)));
    }
    for which in [":other", ":none"] {
        let failed = upstream.facts(&name(which)).await.unwrap_err();
        let UpstreamError::OtherArchitecture { there, .. } = failed else {
            panic!("{which}: {failed:?}")
        };
        assert_eq!(there, ["s390x"], "{which}");
    }
    let failed = upstream.facts(&name(":sig")).await.unwrap_err();
    assert!(
        matches!(failed, UpstreamError::NotAnImage { .. }),
        "{failed:?}"
    );
    for which in ["", ":missing", "/b:plain"] {
        let failed = upstream.facts(&name(which)).await.unwrap_err();
        assert!(
            matches!(failed, UpstreamError::NoSuchImage { .. }),
            "{which}: {failed:?}"
        );
    }
    let failed = upstream.tags(&name("/b")).await.unwrap_err();
    assert!(
        matches!(failed, UpstreamError::NoSuchImage { .. }),
        "{failed:?}"
    );
}

#[tokio::test]
async fn a_name_and_a_password_are_shown_to_who_wants_them() {
    let (registry, _words) = closed();
    let login = Some(("person", "secret"));
    let publisher = Publisher::new(&registry.host(), "a", login);
    publisher.image("1", &["stable"]).await;
    let folder = tempfile::tempdir().unwrap();
    let image = image(&format!("{}/a:stable", registry.host()));
    let upstream = upstream(folder.path());
    let known = |known: bool| UpstreamError::Refused {
        host: registry.host(),
        name: "a".to_owned(),
        known,
    };
    assert_eq!(upstream.tags(&image).await, Err(known(false)));
    for (auth, wanted) in [
        ("cGVyc29uOndyb25n", Err(known(true))),
        ("cGVyc29uOnNlY3JldA==", Ok(1)),
    ] {
        let text = format!(
            r#"{{"auths": {{"{}": {{"auth": "{auth}"}}}}}}"#,
            registry.host()
        );
        fs::write(folder.path().join("auth.json"), text).unwrap();
        let found = upstream.tags(&image).await;
        assert_eq!(found.map(|tags| tags.names.len()), wanted);
    }
    assert!(upstream.facts(&image).await.is_ok());
}

#[tokio::test]
async fn what_nobody_publishes_is_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = upstream(folder.path());
    for text in [
        "ostree-unverified-image:containers-storage:localhost/mine:latest",
        "ostree-unverified-image:oci:/var/tmp/image",
        "ostree-unverified-registry:h.io/a/../b",
        "ostree-unverified-registry:h.io/a?b",
        "ostree-unverified-registry:h.io",
    ] {
        let isotope::domain::Origin::Container(image) = isotope::domain::Origin::parse(text) else {
            panic!("{text}")
        };
        assert_eq!(
            upstream.tags(&image).await,
            Err(UpstreamError::NotPublished),
            "{text}"
        );
    }
}
