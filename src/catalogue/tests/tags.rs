//! What tags of images mean.

use super::*;

/// A tag as `channel stream release` or `date stream release number`; `-`: nothing there.
fn meaning(image: &str, tag: &str) -> Option<String> {
    let Origin::Container(image) = Origin::parse(&format!("ostree-unverified-registry:{image}"))
    else {
        panic!("{image}")
    };
    let rules = known().tag_rules(&image);
    let (date, parts) = match rules.read(tag)? {
        Meaning::Channel(parts) => ("channel".to_owned(), parts),
        Meaning::Build(date, parts) => (date.format("%Y%m%d").to_string(), parts),
    };
    let number = parts.number.map(|number| number.to_string());
    let or_not = |part: Option<&str>| part.unwrap_or("-").to_owned();
    Some(format!(
        "{date} {} {} {}",
        or_not(parts.channel()),
        or_not(parts.release),
        or_not(number.as_deref())
    ))
}

#[test]
fn tags_are_read_by_their_publishers_rules() {
    let bluefin = "ghcr.io/ublue-os/bluefin";
    let bazzite = "ghcr.io/ublue-os/bazzite-deck-gnome";
    let main = "ghcr.io/ublue-os/silverblue-main";
    let kinoite = "quay.io/fedora-ostree-desktops/kinoite";
    for (image, tag, wanted) in [
        (bluefin, "stable", Some("channel stable - -")),
        (bluefin, "stable-daily", Some("channel stable-daily - -")),
        (bluefin, "stable-44", Some("channel stable 44 -")),
        (bluefin, "gts", Some("channel stable - -")),
        (bluefin, "lts", Some("channel lts - -")),
        (bluefin, "lts-hwe", Some("channel lts-hwe - -")),
        (bluefin, "44", Some("channel 44 44 -")),
        (bluefin, "stable-20260818", Some("20260818 stable - -")),
        (bluefin, "gts-20260818", Some("20260818 stable - -")),
        (bluefin, "stable-44.20260818", Some("20260818 stable 44 -")),
        (
            bluefin,
            "stable-44.20260818.1",
            Some("20260818 stable 44 1"),
        ),
        (
            bluefin,
            "stable-daily-44.20260818",
            Some("20260818 stable-daily 44 -"),
        ),
        (bluefin, "44-20260818", Some("20260818 44 44 -")),
        (bluefin, "lts-hwe.20260818", Some("20260818 lts-hwe - -")),
        (bluefin, "lts.20260818", Some("20260818 lts - -")),
        // No such day, no such word, and what tools leave.
        (bluefin, "stable-20260832", None),
        (bluefin, "stable-2026081", None),
        (bluefin, "stable-+2026081", None),
        (bluefin, "nonsense-20260818", None),
        (bluefin, "stable-", None),
        (bluefin, "pr-1234-44", None),
        (bluefin, "", None),
        (
            bazzite,
            "stable-44.20260818.2",
            Some("20260818 stable 44 2"),
        ),
        (bazzite, "testing-44", Some("channel testing 44 -")),
        (
            bazzite,
            "unstable-44.20260818",
            Some("20260818 unstable 44 -"),
        ),
        (main, "gts-20260818", Some("20260818 gts - -")),
        (main, "44", Some("channel 44 - -")),
        (main, "latest-20260818", Some("20260818 latest - -")),
        (main, "44-20260818", Some("20260818 44 - -")),
        (
            "ghcr.io/ublue-os/aurora-dx",
            "stable-daily",
            Some("channel stable - -"),
        ),
        (kinoite, "44", Some("channel 44 - -")),
        (kinoite, "44.20260818.0", Some("20260818 44 - 0")),
        (kinoite, "42.20250818.3", Some("20250818 42 42 3")),
        (kinoite, "rawhide.20260818.0", Some("20260818 rawhide - 0")),
        (kinoite, "sha256-0011.sig", None),
        // What nobody has rules for.
        ("h.io/mine", "main-20260818", Some("20260818 main - -")),
        ("h.io/mine", "v1-44.20260818.1", Some("20260818 v1 44 1")),
        ("h.io/mine", "20260818", Some("20260818 - - -")),
        ("h.io/mine", "nightly", Some("channel nightly - -")),
        ("h.io/mine", "sha256-0011.sig", None),
        (
            "h.io/mine",
            "e080c1eb678d7c13f9201e2e1a5bd41369c15f79",
            None,
        ),
    ] {
        assert_eq!(meaning(image, tag).as_deref(), wanted, "{image}:{tag}");
    }
}

#[test]
fn a_tag_says_its_release_itself() {
    let catalogue = known();
    let of_image = |image: &str| {
        let address = format!("ostree-image-signed:docker://{image}");
        catalogue.release_of(&Origin::parse(&address))
    };
    let of = |tag: &str| of_image(&format!("ghcr.io/ublue-os/bluefin:{tag}"));
    let channel = of("stable").unwrap();
    let older = "41";
    assert_ne!(channel, older);
    assert_eq!(of(&format!("stable-{older}")).as_deref(), Some(older));
    assert_eq!(of(&format!("{older}-20251118")).as_deref(), Some(older));
    assert_eq!(of("stable-20251118"), None, "a build of a day may be old");
    for (image, release) in [
        ("quay.io/fedora-ostree-desktops/kinoite:43.20260101.0", "43"),
        ("quay.io/fedora-ostree-desktops/kinoite:42.20250818.3", "42"),
        ("ghcr.io/ublue-os/silverblue-main:43-20260101", "43"),
    ] {
        assert_eq!(of_image(image).as_deref(), Some(release), "{image}");
    }
}
