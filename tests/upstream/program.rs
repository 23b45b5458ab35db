//! `isotopectl switch tags` as a process: documents, lines, errors, the network's own ways.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;

use crate::double::{Double, answer, json};
use crate::images::Publisher;
use crate::real::Registry;

/// A person with an empty home and no proxy.
struct Person {
    home: TempDir,
    env: Vec<(&'static str, String)>,
}

impl Person {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            env: Vec::new(),
        }
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    async fn tags(&self, words: &[&str]) -> Output {
        let folder = |name: &str| self.home.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_isotopectl"));
        command
            .args(["--demo", "fine", "switch", "tags"])
            .args(words)
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.home.path())
            .env("XDG_RUNTIME_DIR", folder("run"))
            .env("XDG_CACHE_HOME", folder("cache"))
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command.output().await.unwrap()
    }

    async fn document(&self, image: &str) -> Value {
        let output = self.tags(&["--json", image]).await;
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                found.push(key.clone());
                keys(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn channels_and_builds_are_told_to_people_and_programs_also_later_without_network() {
    let registry = Registry::start("", "");
    let publisher = Publisher::new(&registry.host(), "mine", None);
    let tags = ["main", "main-20260818", "main-20260731", "sha256-00.sig"];
    publisher.image("44.20260818", &tags).await;
    let person = Person::new();
    let image = format!("{}/mine", registry.host());
    let lines = text(&person.tags(&[&image]).await.stdout);
    let wanted = format!(
        "{image}\n\nChannels\n  main\n\nAugust 2026\n  Aug 18, 2026  main  main-20260818\n\n\
         July 2026\n  Jul 31, 2026  main  main-20260731\n\n1 other tag, made by tools for themselves, is left out.\n"
    );
    assert_eq!(lines, wanted);
    let document = person.document(&image).await;
    assert_eq!(document["image"], image);
    assert_eq!(document["offline"], Value::Null);
    assert_eq!(document["channels"][0]["tag"], "main");
    let build = &document["builds"][0];
    assert_eq!(build["date"], "2026-08-18");
    let address = format!("ostree-unverified-registry:{image}:main-20260818");
    assert_eq!(build["ref"], address);
    drop(registry);
    let later = person.document(&image).await;
    assert_eq!(later["builds"], document["builds"]);
    assert_eq!(later["seen"], document["seen"]);
    assert_eq!(later["offline"]["kind"], "network");
    let output = person.tags(&[&image]).await;
    assert_eq!(
        (text(&output.stdout), output.status.code()),
        (wanted, Some(0))
    );
    assert!(
        text(&output.stderr).starts_with("Seen just now. Now: "),
        "{output:?}"
    );

    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let described = fs::read_to_string(top.join("data/isotopectl-json.md")).unwrap();
    let section = described.split("## `switch tags`").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut names = Vec::new();
    keys(&later, &mut names);
    for name in names {
        assert!(section.contains(&format!("`{name}`")), "{name}");
    }
}

#[tokio::test]
async fn what_goes_wrong_is_said_in_sentences_with_a_kind_and_a_status() {
    let double = Double::start(
        |request, _| match request.target.split('/').nth(2).unwrap() {
            "hotel" => answer("200 OK", &[("Content-Type", "text/html")], "<html>"),
            "bad" => json("{"),
            status => answer(&format!("{status} x"), &[], ""),
        },
    )
    .await;
    let host = double.host();
    let person = Person::new();
    for (image, kind, status, sentence) in [
        (format!("{host}/404"), "no-such-image", 1, "There is no"),
        (format!("{host}/403"), "refused", 4, "podman login"),
        (
            format!("{host}/429"),
            "too-many-requests",
            1,
            "in a few minutes",
        ),
        (
            format!("{host}/500"),
            "publisher",
            1,
            "Something is wrong at",
        ),
        (format!("{host}/hotel"), "bad-answer", 1, "with a web page"),
        (format!("{host}/bad"), "bad-answer", 1, "cannot be right"),
        (
            format!("{host}/Bad"),
            "no-address",
            2,
            "is neither an image",
        ),
        (
            "ostree-unverified-image:oci:/x".to_owned(),
            "not-published",
            1,
            "nobody can be asked",
        ),
    ] {
        let output = person.tags(&["--json", &image]).await;
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["error"]["kind"], kind, "{image}");
        assert_eq!(output.status.code(), Some(status), "{image}");
        let words = text(&person.tags(&[&image]).await.stderr);
        assert!(words.contains(sentence), "{words}");
        assert!(words.lines().next().unwrap().ends_with('.'), "{words}");
    }
    let mut german = Person::new();
    german.env.push(("LANG", "de_DE.UTF-8".to_owned()));
    german.env.push(("LC_ALL", "de_DE.UTF-8".to_owned()));
    let words = text(&german.tags(&[&format!("{host}/404")]).await.stderr);
    assert!(words.contains("gibt es nicht"), "{words}");
}

#[tokio::test]
async fn the_persons_own_logins_are_used() {
    let double = Double::start(|request, _| match request.header("authorization") {
        Some("Basic b3du") => json(r#"{"tags": ["44"]}"#),
        _ => answer("401 x", &[("WWW-Authenticate", "Basic")], ""),
    })
    .await;
    let image = format!("{}/a", double.host());
    for file in ["run/containers/auth.json", ".config/containers/auth.json"] {
        let person = Person::new();
        assert_eq!(person.document(&image).await["error"]["kind"], "refused");
        let auths = format!(r#"{{"auths": {{"{image}": {{"auth": "b3du"}}}}}}"#);
        person.file(file, &auths);
        assert_eq!(
            person.document(&image).await["channels"][0]["tag"],
            "44",
            "{file}"
        );
    }
}

/// A proxy that leads everything to one port; gives its own port, and what it was asked for.
async fn proxy(to: String) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let (notes, asked) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(tokio::io::AsyncReadExt::read_u8(&mut near).await.unwrap());
            }
            let line = text(&head).lines().next().unwrap().to_owned();
            notes.send(line).unwrap();
            let mut far = TcpStream::connect(&to).await.unwrap();
            let good = b"HTTP/1.1 200 OK\r\n\r\n";
            tokio::io::AsyncWriteExt::write_all(&mut near, good)
                .await
                .unwrap();
            // Ends when either does.
            let _ended = copy_bidirectional(&mut near, &mut far).await;
        }
    });
    (host, asked)
}

/// An authority, and a certificate of it for a name: the files `ca.pem`, `leaf.pem`, `leaf.key`.
fn certificates(folder: &Path, name: &str) {
    let run = |words: &[&str]| {
        let done = std::process::Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
            ])
            .args(words)
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    run(&[
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-subj",
        "/CN=practice",
    ]);
    let alternative = format!("subjectAltName=DNS:{name}");
    run(&[
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-keyout",
        "leaf.key",
        "-out",
        "leaf.pem",
        "-subj",
        "/CN=leaf",
        "-addext",
        &alternative,
        "-addext",
        "basicConstraints=critical,CA:FALSE",
    ]);
}

#[tokio::test]
async fn elsewhere_is_asked_through_the_proxy_and_with_the_systems_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let name = "registry.example.invalid";
    certificates(folder.path(), name);
    let path = |file: &str| folder.path().join(file).display().to_string();
    let tls = format!(
        "  tls: {{certificate: {}, key: {}}}\n",
        path("leaf.pem"),
        path("leaf.key")
    );
    let registry = Registry::start(&tls, "");
    let (proxy, mut asked) = proxy(registry.host()).await;
    let image = format!("{name}/a");
    let kind = |document: Value| document["error"]["kind"].as_str().unwrap().to_owned();

    // It answers, and has no such image.
    let mut person = Person::new();
    person.env.push(("HTTPS_PROXY", format!("http://{proxy}")));
    person.env.push(("SSL_CERT_FILE", path("ca.pem")));
    assert_eq!(kind(person.document(&image).await), "no-such-image");
    let line = asked.recv().await.unwrap();
    assert_eq!(line, format!("CONNECT {name}:443 HTTP/1.1"));

    // The same with an authority that nobody knows.
    certificates(person.home.path(), name);
    let stranger = person.home.path().join("ca.pem");
    person.env[1].1 = stranger.display().to_string();
    assert_eq!(kind(person.document(&image).await), "untrusted");
    asked.recv().await.unwrap();

    // Not through the proxy: then there is no way.
    person.env.push(("NO_PROXY", name.to_owned()));
    assert_eq!(kind(person.document(&image).await), "network");
    assert!(asked.try_recv().is_err());

    // This computer is never asked through one.
    let double = Double::start(|_, _| json(r#"{"tags": ["44"]}"#)).await;
    let mut person = Person::new();
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        person.env.push((name, format!("http://{proxy}")));
    }
    let document = person.document(&format!("{}/a", double.host())).await;
    assert_eq!(document["channels"][0]["tag"], "44");
    assert!(asked.try_recv().is_err());
}
