//! Lines about who checks that it comes from its publisher.

use super::*;

#[test]
fn somebody_checks_the_signature_or_nobody() {
    let by = || Remark::CheckedByRemote {
        remote: "fedora".into(),
    };
    let mut branch = facts(KDE);
    says(&branch, &by(), Level::Green);
    branch.remote = Some(remote(true, false, false));
    says(&branch, &Remark::Unchecked, Level::Yellow);
    let official = "ostree-remote-registry:fedora:quay.io/fedora/fedora-kinoite:44";
    says(&facts(official), &by(), Level::Green);
    let unchecked = "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable";
    says(&facts(unchecked), &Remark::Unchecked, Level::Yellow);
    let hex = "e080c1eb678d7c13f9201e2e1a5bd41369c15f794f6243e406cbadc5a7a24857";
    says(&facts(hex), &Remark::Unchecked, Level::Yellow);
    let judged = |policy| Facts {
        policy,
        ..facts(BLUEFIN)
    };
    says(
        &judged(Policy::Checks),
        &Remark::CheckedByPolicy,
        Level::Green,
    );
    says(&judged(Policy::Accepts), &Remark::Unchecked, Level::Yellow);
    says(&judged(Policy::Rejects), &Remark::Forbidden, Level::Red);
}

#[test]
fn a_publishers_own_rule_comes_with_their_system() {
    let first = Origin::parse("ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable");
    let two = Remark::TwoSteps {
        first: first.clone(),
    };
    for policy in [Policy::Lax, Policy::Unreadable] {
        let stock = Facts {
            policy,
            ..facts(BLUEFIN)
        };
        says(&stock, &two, Level::Yellow);
        assert_eq!(check(&stock).first_step(), Some(&first));
        // Nobody knows a stranger's rule, and whoever is there already should have got it.
        let stranger = Facts {
            policy,
            ..facts(STRANGER)
        };
        says(&stranger, &Remark::NoRule, Level::Red);
        let there = Facts {
            policy,
            ..from(&first.to_string(), BLUEFIN)
        };
        says(&there, &Remark::NoRule, Level::Red);
    }
    // Who is known and does not sign for such rules has none to bring.
    for (unsigned, form) in [
        (
            "ostree-image-signed:docker://quay.io/fedora-ostree-desktops/kinoite:44",
            "ostree-unverified-registry:quay.io/fedora-ostree-desktops/kinoite:44",
        ),
        (
            "ostree-image-signed:docker://quay.io/fedora/fedora-kinoite:rawhide",
            "ostree-remote-registry:fedora:quay.io/fedora/fedora-kinoite:rawhide",
        ),
    ] {
        let known = Facts {
            policy: Policy::Lax,
            ..facts(unsigned)
        };
        let name = form.to_owned();
        let form = Origin::parse(form);
        let refused = Remark::NotSignedSo { form };
        says(&known, &refused, Level::Red);
        assert_eq!(refused.fix(), Some(Fix::Instead { name }));
    }
    let second = Facts {
        policy: Policy::Checks,
        ..from(&first.to_string(), BLUEFIN)
    };
    says(&second, &Remark::CheckedByPolicy, Level::Green);
    assert_eq!(check(&second).first_step(), None);
}
