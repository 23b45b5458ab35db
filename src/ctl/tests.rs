//! The verbs over the fake system: what they do, print and return.

mod switching;
mod telling;

use std::sync::Arc;

use isotope::backend::fake::{FakeBackend, Scene};
use isotope::backend::{Backend as _, BackendError};
use isotope::catalogue::Catalogue;
use isotope::domain::Origin;
use isotope::looks::Looks;
use isotope::notebook::Notebook;
use serde_json::Value;

use crate::cli::{self, Command, Verb};
use crate::console::tests::{Paper, on_paper};
use crate::failure::{Exit, Failure};
use crate::verbs::App;

/// A terminal in front of a fake system.
struct Desk {
    fake: FakeBackend,
    notebook: Notebook,
    looks: Looks,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(scene: Scene) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            fake: FakeBackend::new(scene),
            notebook: Notebook::at(folder.path().join("notebook.json")),
            looks: Looks::at(folder.path()),
            folder,
        }
    }

    fn app(&self, line: &str) -> (App, Verb, Paper, Paper) {
        let words = std::iter::once("isotopectl").chain(line.split(' '));
        let words: Vec<_> = words.map(Into::into).collect();
        let cli = cli::parse(&words).unwrap();
        let Command::System(verb) = cli.command else {
            panic!("{line}")
        };
        let (console, out, err) = on_paper(cli.options.json);
        let app = App {
            backend: Arc::new(self.fake.clone()),
            notebook: self.notebook.clone(),
            looks: self.looks.clone(),
            catalogue: Catalogue::read(&[], "x86_64"),
            console,
            options: cli.options,
        };
        (app, verb, out, err)
    }

    async fn run(&self, line: &str) -> (Result<Exit, Failure>, Paper, Paper) {
        let (mut app, verb, out, err) = self.app(line);
        (app.run(&verb).await, out, err)
    }

    /// What it printed, when it was done.
    async fn done(&self, line: &str) -> String {
        let (result, out, err) = self.run(line).await;
        assert_eq!(result.unwrap(), Exit::Done, "{line}: {}", err.text());
        out.text()
    }

    async fn document(&self, line: &str) -> Value {
        let (result, out, _) = self.run(&format!("{line} --json")).await;
        result.unwrap();
        serde_json::from_str(&out.text()).unwrap()
    }

    /// The exit status and all that was said, with what went wrong.
    async fn tried(&self, line: &str) -> (u8, String) {
        let (result, out, err) = self.run(line).await;
        let said = out.text() + &err.text();
        match result {
            Ok(exit) => (exit as u8, said),
            Err(failure) => (failure.exit() as u8, said + &failure.words().0),
        }
    }

    /// The exit status, whatever it is.
    async fn exit(&self, line: &str) -> u8 {
        let (result, ..) = self.run(line).await;
        result.unwrap_or_else(|failure| failure.exit()) as u8
    }

    async fn versions(&self) -> String {
        self.done("versions").await
    }
}

const NEWEST: &str = "44.20261120.0";
const RUNNING: &str = "44.20261113.0";
const PREVIOUS: &str = "44.20261106.0";

#[tokio::test]
async fn the_loop_of_a_life() {
    let desk = Desk::new(Scene::Fine);
    assert!(desk.done("status").await.contains("Everything is fine"));
    assert!(desk.done("check").await.contains(NEWEST));
    assert!(desk.notebook.last_checked().is_some());
    assert!(desk.done("update").await.contains("after a restart"));
    desk.fake.restart().await.unwrap();
    let list = desk.versions().await;
    assert!(
        list.starts_with(&format!("* {NEWEST}")),
        "the new one runs:\n{list}"
    );
    assert!(desk.done("go-back").await.contains(RUNNING));
    desk.fake.restart().await.unwrap();
    assert!(desk.versions().await.starts_with(&format!("* {RUNNING}")));
}

#[tokio::test]
async fn exit_statuses() {
    let cases = [
        (Scene::Fine, "status", 0),
        (Scene::Fine, "check", 0),
        (Scene::Fine, "discard", 3),
        (Scene::Fine, "release previous", 3),
        (Scene::Fine, "keep running", 0),
        (Scene::Fine, "keep ready", 4),
        (Scene::Fine, "delete running", 4),
        (Scene::Fine, "delete 9.9", 4),
        (Scene::Fine, "go-back running", 3),
        (Scene::Fine, "go-back 44.20261009.0", 0),
        (Scene::Fine, "go-back 9.9", 4),
        (Scene::Fresh, "go-back", 4),
        (Scene::Fresh, "diff", 4),
        (Scene::Ready, "update", 3),
        (Scene::Ready, "discard", 0),
        (Scene::Ready, "go-back", 4),
        (Scene::Ready, "keep ready", 4),
        (Scene::GoneBack, "go-back", 3),
        (Scene::GoneBack, "go-back running", 0),
        (Scene::Many, "keep 44.20261009.0", 3),
        (Scene::Many, "delete 44.20261009.0", 4),
        (Scene::NoHelper, "keep running", 4),
        (Scene::NoHelper, "go-back", 0),
        (Scene::OtherProgramUpdating, "keep running", 5),
    ];
    for (scene, line, wanted) in cases {
        assert_eq!(
            Desk::new(scene).exit(line).await,
            wanted,
            "{scene:?}: {line}"
        );
    }
}

#[tokio::test]
async fn a_failure_of_the_service_is_passed_on() {
    for (error, wanted) in [
        (
            BackendError::NotAllowed {
                detail: "no".into(),
            },
            4,
        ),
        (
            BackendError::Network {
                detail: "no".into(),
            },
            1,
        ),
        (BackendError::Cancelled, 1),
    ] {
        let desk = Desk::new(Scene::Fine);
        desk.fake.fail_next(error);
        assert_eq!(desk.exit("update").await, wanted);
    }
}

#[tokio::test]
async fn keeping_has_a_note_that_goes_with_it() {
    let desk = Desk::new(Scene::Fine);
    desk.done("keep previous --note exam").await;
    assert!(desk.versions().await.contains("Kept, “exam”"));
    assert_eq!(desk.exit("keep previous --note exam").await, 3);
    desk.done("keep previous --note works").await;
    assert!(desk.versions().await.contains("“works”"));
    assert_eq!(desk.exit("delete previous").await, 4);
    assert!(desk.versions().await.contains("“works”"));
    desk.done("release previous").await;
    assert!(!desk.versions().await.contains("works"));
    desk.done("delete previous").await;
    assert!(!desk.versions().await.contains(PREVIOUS));
}

#[tokio::test]
async fn going_back_is_undone_by_naming_the_running_one() {
    for scene in [Scene::Fine, Scene::NoHelper] {
        let desk = Desk::new(scene);
        desk.done("go-back previous").await;
        assert_eq!(desk.exit("go-back previous").await, 4);
        assert_eq!(desk.exit(&format!("go-back {PREVIOUS}")).await, 3);
        let words = desk.done("go-back running").await;
        assert!(words.contains("starts next"), "{words}");
        assert!(desk.fake.status().await.unwrap().waiting().is_none());
    }
}

#[tokio::test]
async fn packages_are_compared() {
    let desk = Desk::new(Scene::Ready);
    let words = desk.done("diff").await;
    assert!(words.contains("kernel") && words.contains("6.17.8"));
    let back = desk.document(&format!("diff {NEWEST} running")).await;
    assert_eq!(back["counts"]["upgraded"], 0);
    assert!(back["counts"]["downgraded"].as_u64().unwrap() > 5);
}

#[tokio::test]
async fn the_systems_own_command_is_shown_and_nothing_done() {
    let desk = Desk::new(Scene::Fine);
    let before = desk.versions().await;
    for line in [
        "check",
        "update",
        "discard",
        "go-back",
        "keep previous",
        "release previous",
        "delete previous",
        "restart",
    ] {
        let words = desk.done(&format!("{line} --show-command")).await;
        let command = if line == "restart" {
            "reboot"
        } else {
            "ostree"
        };
        assert!(words.contains(command), "{line}: {words}");
    }
    assert_eq!(desk.versions().await, before);
    assert_eq!(desk.fake.restarts(), 0);
}

#[tokio::test]
async fn progress_is_lines_where_no_bar_can_be() {
    let desk = Desk::new(Scene::Fine);
    let (result, out, err) = desk.run("update --json").await;
    result.unwrap();
    let lines: Vec<_> = err.text().lines().map(str::to_owned).collect();
    assert!(lines.len() > 5 && lines.len() < 20, "{lines:?}");
    assert!(lines.iter().any(|l| l.starts_with("Downloading, ")));
    let document: Value = serde_json::from_str(&out.text()).unwrap();
    assert_eq!(document["outcome"], "changed");
    assert_eq!(document["restart_needed"], true);
}

#[tokio::test]
async fn another_programs_work_is_waited_for() {
    let desk = Desk::new(Scene::OtherProgramUpdating);
    let (result, ..) = desk.run("keep running").await;
    let busy = result.unwrap_err();
    assert_eq!(busy.program().as_deref(), Some("gnome-software"));
    desk.fake.hold_at(1.0);
    let (result, _, err) = desk.run("keep running --wait").await;
    assert_eq!(result.unwrap(), Exit::Done);
    assert!(err.text().contains("GNOME Software"), "{}", err.text());
    assert!(desk.fake.status().await.unwrap().staged().is_some());
}

#[tokio::test]
async fn watching_tells_what_changes() {
    let desk = Desk::new(Scene::Updating);
    let (mut app, verb, out, _) = desk.app("watch --json");
    let seen = async {
        desk.fake.hold_at(1.0);
        while !out.text().contains("\"update-ready\"") {
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_mins(1);
    tokio::select! {
        biased;
        result = app.run(&verb) => panic!("it ended: {result:?}"),
        seen = tokio::time::timeout(patience, seen) => seen.unwrap(),
    }
    let lines: Vec<Value> = out
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.first().unwrap()["activity"]["kind"], "update");
    assert_eq!(lines.last().unwrap()["activity"], Value::Null);
}

/// Keys of a document as `a.b[].c`, each once.
fn keys(value: &Value, path: &str, into: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                into.insert(path.clone());
                keys(value, &path, into);
            }
        }
        Value::Array(list) => {
            for value in list {
                keys(value, &format!("{path}[]"), into);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn every_field_of_every_document_is_described() {
    let described = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/isotopectl-json.md"),
    )
    .unwrap();
    let mut fields = std::collections::BTreeSet::new();
    for (scene, line) in [
        (Scene::OtherProgramUpdating, "status"),
        (Scene::FinalizeFailed, "status"),
        (Scene::Many, "versions"),
        (Scene::Fine, "check"),
        (Scene::Fine, "update"),
        (Scene::Ready, "diff"),
        (Scene::Fine, "update --show-command"),
        (Scene::Fine, "switch list"),
    ] {
        keys(&Desk::new(scene).document(line).await, "", &mut fields);
    }
    let names: std::collections::BTreeSet<_> = fields
        .iter()
        .filter_map(|f| f.rsplit(['.', ']']).next())
        .collect();
    for name in names {
        assert!(described.contains(&format!("`{name}`")), "{name}");
    }
}

#[tokio::test]
async fn other_systems_are_listed_and_what_is_impossible_says_why() {
    let desk = Desk::new(Scene::Fine);
    let kinoite = format!("fedora:fedora/44/{}/kinoite", std::env::consts::ARCH);
    desk.fake.change(|status| {
        for version in &mut status.deployments {
            version.origin = Origin::parse(&kinoite);
        }
    });
    let document = desk.document("switch list").await;
    let entries = document["entries"].as_array().unwrap();
    let current: Vec<&Value> = entries.iter().filter(|e| e["current"] == true).collect();
    assert_eq!(current.len(), 1, "{current:?}");
    assert_eq!(
        (&current[0]["ref"], &current[0]["possible"]),
        (&kinoite.into(), &false.into())
    );
    let named = |name: &str| entries.iter().find(|e| e["name"] == name).unwrap();
    assert_eq!(named("Fedora Silverblue")["possible"], true);
    assert_eq!(named("Bluefin LTS")["why_not"], "other-base");
    assert_eq!(named("Sway Atomic Main")["why_not"], "retired");
    for entry in entries {
        let told = entry["text"].as_str().is_some_and(|text| !text.is_empty());
        assert_eq!(told, entry["why_not"].is_string(), "{entry}");
    }
}

#[tokio::test]
async fn documents_keep_their_shape() {
    let status = Desk::new(Scene::Ready).document("status").await;
    insta::assert_snapshot!("status", serde_json::to_string_pretty(&status).unwrap());
    let check = Desk::new(Scene::Fine).document("check").await;
    insta::assert_snapshot!("check", serde_json::to_string_pretty(&check).unwrap());
    let done = Desk::new(Scene::Ready).document("discard").await;
    insta::assert_snapshot!("discard", serde_json::to_string_pretty(&done).unwrap());
}
