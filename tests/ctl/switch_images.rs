//! Switches between container images, channels, releases and builds on the practice machine, whose publisher has them all.

use serde_json::Value;

use crate::practice::Machine;
use crate::switch::{line, running, script};

const REGISTRY: &str = "registry.practice.localhost/practice";

/// Unverified first, as the computer has no rule for the publisher's images; the second step is checked with the key
/// that came with the first.
#[test]
fn a_signed_image_takes_two_steps_over_two_restarts() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        &format!(
            "kde=ostree-image-signed:docker://{REGISTRY}/kde:stable
             isotopectl switch preflight $kde --json
             isotopectl switch to $kde --yes --json
             isotopectl restart --json >/dev/null
             isotopectl versions --json
             isotopectl switch to --yes --json
             isotopectl restart --json >/dev/null
             isotopectl versions --json
             isotopectl check --json >&2 || [ $? = 3 ]
             isotope-practice publish >&2
             isotopectl update --json
             isotopectl discard --json >/dev/null
             isotope-practice fault policy-forbids >&2
             try switch to ostree-image-signed:docker://{REGISTRY}/gnome:stable --yes
             isotope-practice fault wrong-key >&2
             try switch to ostree-image-signed:docker://{REGISTRY}/gnome:stable --yes
             isotope-practice fault gpg-error >&2
             try switch to ostree-image-signed:docker://{REGISTRY}/gnome:stable --yes"
        ),
    );
    let [
        looked,
        first,
        between,
        second,
        last,
        updated,
        forbidden,
        four,
        strange,
        one,
        bare,
        one_too,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    let (kde, open) = (
        format!("ostree-image-signed:docker://{REGISTRY}/kde:stable"),
        format!("ostree-unverified-registry:{REGISTRY}/kde:stable"),
    );
    assert_eq!(line(looked, "signature")["level"], "yellow");
    let room = line(looked, "room")["text"].as_str().unwrap();
    assert!(room.contains("are fetched"), "{room}");
    assert_eq!(looked["first_step"], open.as_str());
    assert_eq!(
        (&first["step"], &first["then"], &first["outcome"]),
        (
            &open.as_str().into(),
            &kde.as_str().into(),
            &"changed".into()
        )
    );
    assert_eq!(running(between)["origin"], open.as_str());
    assert_eq!(line(second, "signature")["level"], "green", "{second:#}");
    assert_eq!(
        (&second["step"], &second["then"]),
        (&kde.as_str().into(), &Value::Null)
    );
    assert_eq!(running(last)["origin"], kde.as_str());
    assert_eq!(updated["outcome"], "changed", "{updated:#}");
    assert_eq!(
        (&line(forbidden, "signature")["level"], four),
        (&"red".into(), &4.into())
    );
    for (refused, code) in [(strange, one), (bare, one_too)] {
        assert_eq!(
            (&refused["error"]["kind"], code),
            (&"signature".into(), &1.into())
        );
    }
}

#[test]
fn a_channel_the_next_release_and_a_dated_build_are_all_one_switch_away() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        &format!(
            "here() {{ isotopectl versions --json; }}
             there() {{ isotopectl switch to $1 --yes --json; isotopectl restart --json >/dev/null; here; }}
             home() {{ isotopectl switch back --json >/dev/null; isotopectl restart --json >/dev/null; here; }}
             here
             there practice:practice/44/x86_64/testing/gnome
             home
             there practice:practice/45/x86_64/gnome
             home
             tags=$(isotopectl switch tags ostree-unverified-registry:{REGISTRY}/gnome:stable --json)
             printf '%s\\n' \"$tags\"
             build=$(printf '%s\\n' \"$tags\" | sed -n 's/.*\"ref\": \"\\(.*gnome:stable-[0-9.]*\\)\".*/\\1/p' | tail -1)
             there $build
             isotopectl switch tags $build --json"
        ),
    );
    let [
        home,
        testing,
        tested,
        back,
        next,
        released,
        again,
        tags,
        dated,
        built,
        marked,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    let id = &running(home)["id"];
    for (switched, there, origin) in [
        (testing, tested, "practice:practice/44/x86_64/testing/gnome"),
        (next, released, "practice:practice/45/x86_64/gnome"),
    ] {
        assert_eq!(switched["outcome"], "changed", "{switched:#}");
        let room = line(switched, "room")["text"].as_str().unwrap();
        assert!(room.contains("are fetched"), "{room}");
        // The desktop stays, so nothing of it is put aside.
        assert_eq!(switched["settings"], Value::Null);
        assert_eq!(running(there)["origin"], origin);
    }
    assert!(
        running(released)["version"]
            .as_str()
            .unwrap()
            .starts_with("45.")
    );
    assert_eq!((&running(back)["id"], &running(again)["id"]), (id, id));
    let names = |document: &Value, list: &str, key: &str| -> Vec<String> {
        let list = document[list].as_array().unwrap().iter();
        list.map(|one| one[key].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        names(tags, "channels", "tag"),
        ["stable", "testing", "next"]
    );
    // Four of the stable channel, one of each other.
    assert_eq!(tags["builds"].as_array().unwrap().len(), 6, "{tags:#}");
    assert_eq!(dated["outcome"], "changed", "{dated:#}");
    let oldest = names(tags, "builds", "ref").pop().unwrap();
    assert_eq!(running(built)["origin"], oldest.as_str());
    let builds = marked["builds"].as_array().unwrap();
    let runs: Vec<_> = builds
        .iter()
        .filter(|build| build["running"] == true)
        .collect();
    assert_eq!(runs.len(), 1, "{marked:#}");
    assert_eq!(runs[0]["ref"], oldest.as_str());
    // The machine wakes with all that was written on it.
    let woken = machine.documents("isotopectl versions --json");
    assert_eq!(running(&woken[0])["origin"], oldest.as_str());
}

#[test]
fn a_disk_that_fills_in_the_middle_costs_nothing() {
    let machine = Machine::new();
    let seen = script(
        &machine,
        &format!(
            "settle; sum
             trace() {{ isotopectl versions --json; isotopectl switch settings list --json; }}
             trace
             isotope-practice fault disk-fills >&2
             try switch to kde --yes
             isotope-practice fault none >&2
             isotope-practice fault disk-fills >&2
             try switch to ostree-unverified-registry:{REGISTRY}/kde:stable --yes
             isotope-practice fault none >&2
             trace; sum
             isotopectl switch to kde --yes --json"
        ),
    );
    let [
        own,
        v1,
        c1,
        branch,
        one,
        image,
        one_too,
        v2,
        c2,
        still,
        done,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    for (failed, code) in [(branch, one), (image, one_too)] {
        assert_eq!(
            (&failed["error"]["kind"], code),
            (&"no-space".into(), &1.into())
        );
    }
    assert_eq!((v1, c1, own), (v2, c2, still));
    assert_eq!(done["outcome"], "changed");
}
