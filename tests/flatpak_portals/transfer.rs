//! Answers in a file, and back, with the real store.

use chrono::Utc;
use isotope::flatpak::Apps;
use isotope::flatpak::history::Reason;
use isotope::flatpak::overrides::Scope;
use isotope::flatpak::transfer::{Plan, Rules, TransferError, WhyNot};

use crate::documents::chosen;
use crate::session::{STORE, Session, rows, session_data};

const ALPHA: &str = "org.example.Alpha";
const BETA: &str = "org.example.Beta";

async fn exported(apps: &Apps) -> (Rules, String) {
    let rules = Rules::read(apps).await.unwrap();
    let text = rules.to_text(Utc::now());
    (rules, text)
}

async fn plan(text: &str, apps: &Apps) -> Plan {
    let rules = Rules::parse(text).unwrap();
    Plan::new(&rules, apps).await.unwrap()
}

/// Everything that the store has of apps, as it is typed.
async fn answers(apps: &Apps) -> Vec<String> {
    let granted = apps.answers().read().await.unwrap();
    let line = |one: &isotope::domain::permission::PortalGrant| {
        let word = one.answer.word(one.key.kind());
        format!("{} {}={word}", one.app, one.key)
    };
    granted.grants.iter().map(line).collect()
}

#[tokio::test]
async fn answers_travel_in_the_file_and_are_undone() {
    let (here, there) = (Session::with(&[STORE]).await, Session::with(&[STORE]).await);
    let store = here.somebody().await;
    store
        .answers("devices", "camera", &[(ALPHA, &["no"]), (BETA, &["yes"])])
        .await;
    store
        .answers("inhibit", "inhibit", &[(ALPHA, &["suspend", "idle"])])
        .await;
    store
        .answers("location", "location", &[(ALPHA, &["CITY", "1700000000"])])
        .await;
    let (rules, text) = exported(&here.apps()).await;
    assert!(
        rules.left_out.is_empty() && rules.answers_known,
        "{rules:?}"
    );
    assert!(text.starts_with("version = 2\n"), "{text}");
    assert!(
        text.contains("    \"portal:inhibit/inhibit=suspend,idle\",\n"),
        "{text}"
    );

    let apps = there.apps();
    let other = there.somebody().await;
    other
        .answers("devices", "camera", &[(ALPHA, &["yes"])])
        .await;
    let plan = plan(&text, &apps).await;
    let turns = plan.steps.iter().flat_map(|step| &step.turns);
    let turns: Vec<_> = turns
        .map(|turn| (turn.before.as_deref(), turn.after.as_deref()))
        .collect();
    let camera = ["portal:devices/camera=yes", "portal:devices/camera=no"];
    assert_eq!(
        turns,
        [
            (Some(camera[0]), Some(camera[1])),
            (None, Some("portal:inhibit/inhibit=suspend,idle")),
            (None, Some("portal:location/location=CITY")),
            (None, Some(camera[0])),
        ]
    );
    let done = plan.carry_out(&apps).await.unwrap();
    assert_eq!(answers(&apps).await, answers(&here.apps()).await);
    let events = apps.access().history().events().unwrap();
    assert!(events.iter().all(|event| event.reason == Reason::Import));
    assert_eq!(events.len(), 4);
    let again = self::plan(&text, &apps).await;
    assert_eq!(again, Plan::default(), "it is so already");

    for (_, one) in done.iter().rev() {
        apps.undo(one.number.unwrap()).await.unwrap();
    }
    let before = [format!("{ALPHA} {}", camera[0])];
    assert_eq!(answers(&apps).await, before);
}

#[tokio::test]
async fn what_belongs_to_this_computer_stays_out_and_is_named() {
    let session = Session::with(&[STORE]).await;
    let store = session.somebody().await;
    let mine = rows(&[(ALPHA, &["yes"])]);
    store
        .set("remote-desktop", "token", &mine, session_data())
        .await;
    let camera: &[(&str, &[&str])] = &[(ALPHA, &["ask"]), ("snap.thing", &["yes"]), ("", &["no"])];
    store.answers("devices", "camera", camera).await;
    chosen(&store, "aaaa1111", "/media/b.txt", &[(BETA, &["read"])]).await;
    let (rules, text) = exported(&session.apps()).await;
    assert!(rules.answers.is_empty(), "{rules:?}");
    assert!(text.starts_with("version = 1\n"), "{text}");
    let left = rules.left_out.iter().flat_map(|(app, lines)| {
        let app = app.as_deref().unwrap();
        lines.iter().map(move |line| format!("{app} {line}"))
    });
    assert_eq!(
        left.collect::<Vec<_>>(),
        [
            " portal:devices/camera=no",
            "org.example.Alpha portal:devices/camera=ask",
            "org.example.Alpha portal:remote-desktop/token=yes",
            "org.example.Beta document:/media/b.txt=read",
            "snap.thing portal:devices/camera=yes",
        ]
    );
}

#[tokio::test]
async fn what_nobody_would_understand_is_named_and_the_rest_taken_in() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let text = format!(
        "version = 2\n[app.\"{ALPHA}\"]\nanswers = [\n  'portal:devices/camera=maybe',\n  'portal:devices/microphone=yes',\n  'portal:screencast/token=yes',\n  'portal:toasters/one=yes',\n  'portal:wallpaper/wallpaper=no',\n]\n[app.\"{BETA}\"]\ndeny = ['shared=network', 'sockets=telepathy']\n"
    );
    let plan = plan(&text, &apps).await;
    let left: Vec<_> = plan
        .unsayable
        .iter()
        .map(|one| (one.rule.as_str(), one.why))
        .collect();
    assert_eq!(
        left,
        [
            ("portal:devices/camera=maybe", WhyNot::NoSuchAnswer),
            ("portal:devices/microphone=yes", WhyNot::NoSuchAnswer),
            ("portal:screencast/token=yes", WhyNot::NoSuchAnswer),
            ("portal:toasters/one=yes", WhyNot::NoSuchAnswer),
            ("sockets=telepathy", WhyNot::Unknown),
        ]
    );
    plan.carry_out(&apps).await.unwrap();
    assert_eq!(
        answers(&apps).await,
        [format!("{ALPHA} portal:wallpaper/wallpaper=no")]
    );
    let beta = Scope::App(BETA.parse().unwrap());
    assert_eq!(apps.access().overrides().own(&beta).unwrap().len(), 1);
}

#[tokio::test]
async fn a_store_that_goes_in_the_middle_leaves_no_rule_behind() {
    let mut session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let text = format!(
        "version = 2\n[all-apps]\ndeny = ['shared=network']\n[app.\"{ALPHA}\"]\nanswers = ['portal:devices/camera=no']\n"
    );
    let plan = plan(&text, &apps).await;
    session.stop();
    let failed = plan.carry_out(&apps).await;
    assert!(
        matches!(&failed, Err(TransferError::Unanswered { app, .. }) if app.as_str() == ALPHA),
        "{failed:?}"
    );
    assert_eq!(apps.access().overrides().scopes().unwrap(), []);
}
