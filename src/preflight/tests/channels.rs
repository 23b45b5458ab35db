//! Lines about channels and releases that are not, or no more, in the catalogue.

use super::*;

#[test]
fn a_channel_that_nobody_wrote_down_is_not_taken_for_another_one() {
    const DX: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin-dx";
    let other = |here: &str, there: &str| Remark::OtherBase {
        here: vec![here.into()],
        there: vec![there.into()],
    };
    let (fedora, stream) = ("fedora", "centos-stream-10");
    let to_lts = from(BLUEFIN, &format!("{DX}:lts-hwe"));
    says(&to_lts, &other(fedora, stream), Level::Red);
    let to_fedora = from(&format!("{DX}:lts.20260101"), BLUEFIN);
    says(&to_fedora, &other(stream, fedora), Level::Red);
    let digest = format!("{DX}@sha256:{}", "0".repeat(64));
    for of_either in [format!("{DX}:stream10"), digest] {
        says(
            &from(BLUEFIN, &of_either),
            &Remark::UnknownBase,
            Level::Yellow,
        );
        says(
            &from(&of_either, BLUEFIN),
            &Remark::UnknownBase,
            Level::Yellow,
        );
    }
    // What fits in none of its channels fits in an unknown one no more.
    let mut foreign = from(BLUEFIN, &format!("{DX}:stream10"));
    foreign.bases.0 = vec!["example".into()];
    let neither = Remark::OtherBase {
        here: vec!["example".into()],
        there: vec![fedora.into(), stream.into()],
    };
    says(&foreign, &neither, Level::Red);
    // Where all channels are made of the same, so is an unknown one.
    let unknown = from(BLUEFIN, &BAZZITE.replace("stable", "whatever"));
    says(
        &unknown,
        &Remark::SameBase {
            base: fedora.into(),
        },
        Level::Green,
    );
    let by = "Universal Blue".to_owned();
    says(&unknown, &Remark::UnknownChannel { by }, Level::Yellow);
}

#[test]
fn what_is_not_there_cannot_be_switched_to() {
    let there = Origin::parse(&KDE.replace("kinoite", "kinoit"));
    let near = Some(Origin::parse(KDE));
    let typed = facts(&there.to_string());
    let absent = typed.clone().gone(near.clone());
    let remark = Remark::NotThere {
        there: there.clone(),
        near,
    };
    says(&absent, &remark, Level::Red);
    let name = KDE.to_owned();
    assert_eq!(remark.fix(), Some(Fix::Instead { name }));
    let alone = Remark::NotThere {
        there: there.clone(),
        near: None,
    };
    says(&typed.gone(None), &alone, Level::Red);
    assert_eq!(alone.fix(), Some(Fix::SeeAll { of: there }));
}

#[test]
fn an_older_release_is_told_apart() {
    let to = |release: &str| facts(&KDE.replace("44", release));
    let known = Remark::SameRelease { release: 44 };
    says(&to("44"), &known, Level::Green);
    let (here, there) = (44, 43);
    says(
        &to("43"),
        &Remark::OlderRelease { here, there },
        Level::Yellow,
    );
    assert_eq!(line(&to("rawhide"), LineId::Release).0, None);
    let by = || "Fedora".to_owned();
    for (release, remark) in [
        ("39", Remark::OlderRelease { here, there: 39 }),
        ("99", Remark::NewerRelease { here, there: 99 }),
    ] {
        let gone = to(release);
        says(&gone, &remark, remark.level());
        says(&gone, &Remark::UnknownChannel { by: by() }, Level::Yellow);
    }
}
