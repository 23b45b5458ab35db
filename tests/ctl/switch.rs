//! To another desktop and back on the practice machine: real libostree, real restarts, real files.

use serde_json::Value;

use crate::practice::Machine;

/// Settings of a desktop, and what changes them on a visit. `sum` is a document with the sum of all of them.
const HOME: &str = "home=$ISOTOPE_PRACTICE_HOME
     config=$home/.config
     settle() {
       mkdir -p $config/dconf $config/gtk-3.0 $config/fontconfig/conf.d
       printf 'GVariant \\001\\002' >$config/dconf/user
       echo gtk-theme-name=Adwaita >$config/gtk-3.0/settings.ini
       echo '<fontconfig/>' >$config/fontconfig/conf.d/10-own.conf
       echo Adwaita >$home/.gtkrc-2.0
     }
     visit() {
       printf 'GVariant \\003' >$config/dconf/user
       echo gtk-theme-name=Breeze >$config/gtk-3.0/settings.ini
       mkdir -p $config/gtk-4.0/assets
       echo picture >$config/gtk-4.0/assets/close.png
       echo Breeze >$config/kdeglobals
       rm $config/fontconfig/conf.d/10-own.conf
     }
     sum() {
       (cd $home && find .config .gtkrc-2.0 -type f -exec sha256sum {} + | sort | sha256sum) |
         sed 's/\\(.*\\) .*/\"\\1\"/'
     }
     try() { isotopectl \"$@\" --json || echo $?; }
";

pub(crate) fn script(machine: &Machine, script: &str) -> Vec<Value> {
    machine.documents(&format!("{HOME}{script}"))
}

pub(crate) fn line<'a>(document: &'a Value, id: &str) -> &'a Value {
    let lines = document["lines"].as_array().unwrap();
    lines.iter().find(|line| line["id"] == id).unwrap()
}

pub(crate) fn running(document: &Value) -> &Value {
    let versions = document["versions"].as_array().unwrap();
    versions.iter().find(|v| v["running"] == true).unwrap()
}

#[test]
fn to_another_desktop_and_back_with_the_settings_as_they_were() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        "settle; sum
         isotopectl versions --json
         isotopectl switch preflight kde --json
         try switch to kde
         isotopectl switch to kde --yes --json
         isotopectl restart --json >/dev/null
         isotopectl versions --json
         visit; sum
         isotopectl switch back --json
         sum
         isotopectl restart --json >/dev/null
         isotopectl versions --json
         sum",
    );
    let [
        own,
        before,
        looked,
        asked,
        four,
        ready,
        there,
        visited,
        back,
        early,
        after,
        last,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    assert_eq!(
        (&looked["verdict"], &asked["outcome"], four),
        (&"ask".into(), &"nothing-to-do".into(), &4.into())
    );
    assert_eq!(line(looked, "desktop")["level"], "yellow");
    assert_eq!(line(looked, "base")["level"], "green");
    assert_eq!(line(looked, "source")["level"], "green");
    let home = running(before)["id"].clone();
    assert_eq!(
        (&ready["outcome"], &ready["kept"]),
        (&"changed".into(), &true.into())
    );
    assert_eq!(ready["before"], home);
    assert!(ready["settings"].is_string());
    let kde = "practice:practice/44/x86_64/kde";
    assert_eq!(running(there)["origin"], kde);
    let versions = there["versions"].as_array().unwrap();
    let kept = versions.iter().find(|v| v["id"] == home).unwrap();
    assert_eq!(kept["kept"], true);
    assert_eq!(kept["note"], "Before the switch to Practice Linux KDE 44");
    assert_ne!(visited, own);
    assert_eq!((back["restart_needed"].clone(), early), (true.into(), own));
    assert_eq!(running(after)["id"], home);
    assert_eq!(last, own);
}

#[test]
fn a_switch_that_does_not_come_to_its_end_leaves_no_trace() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        "settle
         trace() { isotopectl versions --json; isotopectl switch settings list --json; }
         trace
         isotope-practice fault no-network >&2
         try switch to kde --yes
         trace
         isotope-practice fault die-mid-transaction >&2
         try switch to kde --yes
         isotope-practice fault none >&2
         trace
         try switch back
         isotopectl switch to kde --yes --json
         isotopectl switch back --json >/dev/null
         trace",
    );
    let [
        v1,
        c1,
        net,
        one,
        v2,
        c2,
        died,
        one_too,
        v3,
        c3,
        nothing,
        four,
        done,
        v4,
        c4,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    assert_eq!((&net["error"]["kind"], one), (&"network".into(), &1.into()));
    assert_eq!(
        (&died["error"]["kind"], one_too),
        (&"died".into(), &1.into())
    );
    assert_eq!(
        (&nothing["error"]["kind"], four),
        (&"no-switch".into(), &4.into())
    );
    assert_eq!(done["outcome"], "changed");
    for (versions, copies) in [(v2, c2), (v3, c3), (v4, c4)] {
        assert_eq!((versions, copies), (v1, c1));
    }
}

#[test]
fn what_is_red_is_not_done_and_what_is_yellow_is_with_a_yes() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        "isotope-practice fault battery=7 >&2
         try switch to kde --yes
         isotope-practice fault metered >&2
         try switch to kde
         try switch to kde --yes",
    );
    let [red, four, yellow, still, done] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    assert_eq!((&red["verdict"], four), (&"stop".into(), &4.into()));
    assert_eq!(red["outcome"], "nothing-to-do");
    assert_eq!((&yellow["verdict"], still), (&"ask".into(), &4.into()));
    assert_eq!(line(yellow, "network")["level"], "yellow");
    assert_eq!(done["outcome"], "changed");
}

#[test]
fn packages_that_do_not_fit_are_left_behind_in_the_same_step() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        "isotope-practice fault layered-conflict >&2
         try switch to kde --yes
         isotopectl switch to kde --yes --without-packages --json
         isotope-practice fault none >&2
         try switch release
         isotopectl restart --json >/dev/null
         isotopectl switch packages --json
         isotopectl switch release --json
         try switch back
         isotope-practice fault finalize-fails >&2
         isotopectl switch to gnome --yes --json >/dev/null
         try restart
         isotope-practice fault none >&2
         isotopectl switch release --json",
    );
    let [
        failed,
        one,
        done,
        early,
        four,
        left,
        stays,
        nothing,
        _,
        not_there,
        _,
        over,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    assert_eq!(
        (&failed["error"]["kind"], one),
        (&"packages".into(), &1.into())
    );
    let told = failed["error"]["message"].as_str().unwrap();
    assert!(told.contains("--without-packages"), "{told}");
    assert_eq!(line(done, "packages")["level"], "yellow");
    assert_eq!(done["packages"], serde_json::json!(["old-driver"]));
    assert_eq!(done["outcome"], "changed");
    assert_eq!(
        (&early["error"]["kind"], four),
        (&"update-staged".into(), &4.into())
    );
    assert_eq!(
        left["command"],
        "rpm-ostree install --idempotent --allow-inactive old-driver"
    );
    for document in [stays, over] {
        let versions = document["versions"].as_array().unwrap();
        assert!(versions.iter().all(|version| version["kept"] == false));
    }
    assert_eq!(not_there["error"]["kind"], "not-started", "{not_there}");
    assert_eq!(nothing["error"]["kind"], "no-switch");
}

#[test]
fn packages_that_were_left_behind_come_back_and_stay() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        "isotope-practice fault layered-conflict >&2
         isotopectl switch to kde --yes --without-packages --json >/dev/null
         isotope-practice fault none >&2
         isotopectl restart --json >/dev/null
         isotopectl switch packages --add --dry-run --json
         isotopectl switch packages --add --json
         try switch packages --add
         isotopectl discard --json >/dev/null
         isotopectl switch packages --add --json >/dev/null
         isotopectl restart --json >/dev/null
         isotopectl versions --json
         isotopectl switch to practice:practice/44/x86_64/testing/kde --yes --json >/dev/null
         isotopectl versions --json
         isotopectl discard --json >/dev/null
         try switch packages --add
         isotopectl diff previous running --json
         isotopectl go-back --json
         isotopectl restart --json >/dev/null
         isotopectl versions --json",
    );
    let [
        dry,
        ready,
        nothing,
        three,
        runs,
        further,
        still_nothing,
        three_too,
        differs,
        back,
        last,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    let added = |version: &Value| version["added_packages"].clone();
    let driver = serde_json::json!(["old-driver"]);
    let next = |document: &Value| document["versions"][0].clone();
    assert_eq!(dry["packages"], driver);
    assert_eq!(
        (&ready["outcome"], added(&next(ready))),
        (&"changed".into(), driver.clone())
    );
    assert_eq!(ready["restart_needed"], true);
    assert_eq!(running(ready)["added_packages"], serde_json::json!([]));
    for (document, exit) in [(nothing, three), (still_nothing, three_too)] {
        assert_eq!(
            (&document["packages"], exit),
            (&serde_json::json!([]), &3.into())
        );
    }
    assert_eq!(added(running(runs)), driver);
    assert_eq!(running(runs)["version"], next(ready)["version"]);
    // They come along to another channel.
    assert_eq!(added(&next(further)), driver);
    assert!(
        next(further)["origin"]
            .as_str()
            .unwrap()
            .contains("testing")
    );
    assert!(differs.to_string().contains("old-driver"), "{differs}");
    assert_eq!(back["outcome"], "changed");
    assert_eq!(added(running(last)), serde_json::json!([]));
    assert_eq!(running(last)["origin"], running(runs)["origin"]);
}

/// A running dconf service does not bring back what was replaced under it.
#[test]
fn a_real_dconf_has_its_settings_back() {
    let machine = Machine::new();
    let seen = machine.documents(
        "export HOME=$ISOTOPE_PRACTICE_HOME XDG_RUNTIME_DIR=$ISOTOPE_PRACTICE_RUNTIME_DIR
         unset XDG_CONFIG_HOME XDG_DATA_HOME
         cat >$HOME/script <<'END'
           font=/org/gnome/desktop/interface/font-name
           sum() { sha256sum $HOME/.config/dconf/user | sed 's/\\([^ ]*\\).*/\"\\1\"/'; }
           show() { dconf read $1 | sed \"s/.*/\\\"&\\\"/\"; }
           dconf write $font \"'Cantarell 11'\"
           sum
           isotopectl switch settings save --json
           dconf write $font \"'Noto Sans 10'\"
           dconf write /org/kde/visited true
           sum
           isotopectl switch settings restore --json
           sum
           show $font
           dconf write /org/gnome/later true
           show $font
           dconf dump /org/ | grep -c visited || true
END
         dbus-run-session -- sh -euc 'export ISOTOPE_PRACTICE_SESSION_BUS=$DBUS_SESSION_BUS_ADDRESS; . $HOME/script'",
    );
    let [own, saved, visited, restored, back, font, still, visits] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    assert_eq!(
        (&saved["copy"]["files"], &saved["copy"]["desktop"]),
        (&1.into(), &"GNOME".into())
    );
    assert_ne!(visited, own);
    assert_eq!((&restored["changed"], back), (&1.into(), own));
    assert_eq!(
        (font, still),
        (&"'Cantarell 11'".into(), &"'Cantarell 11'".into())
    );
    assert_eq!(visits, &0);
}
