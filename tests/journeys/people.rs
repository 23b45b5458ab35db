//! People are different: a narrow screen, another language, no mouse, a screen reader.

use std::collections::BTreeMap;

use crate::eyes::{Node, describe};
use crate::stage::Stage;

/// What German says for these ids, from the catalogues.
pub(crate) fn german(id: &str) -> String {
    ["common", "window", "apps-window", "care", "apps"]
        .iter()
        .find_map(|file| {
            let path = format!("{}/po/de/{file}.ftl", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix(&format!("{id} = ")));
            line.map(str::to_owned)
        })
        .unwrap_or_else(|| panic!("no {id} in po/de"))
}

#[tokio::test]
async fn everything_fits_into_360_pixels() {
    let stage = Stage::open_with("360x720", &[]).await;
    stage.resize("360", "720");
    stage.eyes.press("Check for Updates").await;
    stage.eyes.see("An update is available").await;
    stage.picture("narrow-home").await;
    inside(&stage, 360).await;
    stage.eyes.press("Update").await;
    stage.eyes.see("Ready, starts after a restart").await;
    inside(&stage, 360).await;
    let running = stage.machine.running();
    stage.open_version(&running).await;
    inside(&stage, 360).await;
    stage.picture("narrow-version").await;
}

/// Fails when the window, or anything in it, is wider than that.
pub(crate) async fn inside(stage: &Stage, width: i32) {
    let size = stage.eyes.window_size().await;
    assert!(
        size.0 <= usize::try_from(width).unwrap(),
        "the window is {} wide",
        size.0
    );
    let tree = stage.eyes.look().await;
    for node in tree
        .iter()
        .filter(|n| matches!(n.role.as_str(), "label" | "button" | "switch" | "text box"))
    {
        if let Some((left, _, wide, _)) = node.extents().await {
            assert!(
                left + wide <= width,
                "{} “{}” ends at {}",
                node.role,
                node.name,
                left + wide
            );
        }
    }
}

#[tokio::test]
async fn in_german() {
    let language = [("LC_ALL", "de_DE.UTF-8"), ("LANGUAGE", "de")];
    let stage = Stage::open_with("800x900", &language).await;
    let eyes = &stage.eyes;
    eyes.see(&german("headline-not-checked")).await;
    eyes.press(&german("action-check")).await;
    eyes.see(&german("headline-available")).await;
    stage.picture("german-update").await;
    eyes.press(&german("action-update")).await;
    eyes.see(&german("headline-ready")).await;
    stage.picture("german-ready").await;
    eyes.press(&german("action-restart")).await;
    eyes.press(&german("restart-button")).await;
    eyes.see(&german("home-everything-works")).await;
}

#[tokio::test]
async fn the_keyboard_is_enough() {
    let mut stage = Stage::open().await;
    stage.key("ctrl+r");
    stage.eyes.see("An update is available").await;
    stage.visit("Versions").await;
    // Down to a version, into it, and back again.
    stage.tab_to("list item").await;
    stage.key("Return");
    stage.eyes.see("Keep This Version").await;
    stage.key("alt+Left");
    stage.eyes.see("Versions on This Computer").await;
    stage.visit("Home").await;
    stage.key("ctrl+question");
    stage.eyes.see("Close Window").await;
    stage.key("Escape");
    stage.eyes.see_no_more("Close Window").await;
    stage.key("ctrl+q");
    stage.wait_until_closed().await;
}

#[tokio::test]
async fn everything_has_a_name_and_no_two_buttons_the_same() {
    let stage = Stage::open().await;
    stage.eyes.press("Check for Updates").await;
    stage.eyes.see("An update is available").await;
    check_names("Home", &stage.eyes.look().await);
    stage.visit("Versions").await;
    check_names("Versions", &stage.eyes.look().await);
    let running = stage.machine.running();
    stage.open_version(&running).await;
    check_names("a version", &stage.eyes.look().await);
}

/// Whether anything below that depth has a name: a row is read out with what it holds.
fn holds_words(rest: &[Node], depth: usize) -> bool {
    let mut inside = rest.iter().take_while(|node| node.depth > depth);
    inside.any(|node| !node.name.is_empty())
}

pub(crate) fn check_names(page: &str, tree: &[Node]) {
    let controls = [
        "button",
        "toggle button",
        "check box",
        "switch",
        "text box",
        "search box",
        "list item",
        "tab",
        "image",
    ];
    let of_person = |n: &&Node| controls.contains(&n.role.as_str()) && n.role != "image";
    let nameless = tree
        .iter()
        .enumerate()
        .filter(|(_, n)| of_person(n) && n.name.is_empty() && n.focusable())
        .filter(|(at, n)| n.role != "list item" || !holds_words(&tree[at + 1..], n.depth))
        .count();
    assert_eq!(
        nameless,
        0,
        "{page}: controls without a name in\n{}",
        describe(tree)
    );
    let mut names = BTreeMap::new();
    for node in tree.iter().filter(|n| n.role == "button" && n.sensitive()) {
        *names.entry(&node.name).or_insert(0) += 1;
    }
    names.retain(|_, count| *count > 1);
    assert!(
        names.is_empty(),
        "{page}: more than once: {names:?} in\n{}",
        describe(tree)
    );
}
