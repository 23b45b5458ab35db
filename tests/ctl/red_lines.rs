//! Each line of the preflight at its worst, by a fault of the practice machine, and green again by its way out.

use crate::practice::Machine;
use crate::switch::line;

/// How a line of the preflight comes to its worst level, and how it is mended.
struct Trouble {
    line: &'static str,
    level: &'static str,
    /// What is typed first, and what is asked for then.
    made: (&'static str, &'static str),
    /// The way out, and what is asked for after it.
    mended: (&'static str, &'static str),
    /// Whether the line itself names the way out.
    has_fix: bool,
}

/// The line turns so by breaking something, and green by what its way out says.
const fn broken(
    line: &'static str,
    level: &'static str,
    made: &'static str,
    mended: &'static str,
) -> Trouble {
    Trouble {
        line,
        level,
        made: (made, "kde"),
        mended: (mended, "kde"),
        has_fix: true,
    }
}

/// The line is so for one system, and green for another.
const fn chosen(line: &'static str, level: &'static str, system: &'static str) -> Trouble {
    Trouble {
        line,
        level,
        made: ("", system),
        mended: ("", "kde"),
        has_fix: false,
    }
}

const MEND: &str = "fault none";

const TROUBLES: &[Trouble] = &[
    chosen("runs", "red", "gnome"),
    broken("support", "red", "fault switch-forbidden", MEND),
    Trouble {
        has_fix: true,
        ..chosen("base", "red", "bluefin")
    },
    Trouble {
        mended: ("", "practice:practice/44/x86_64/testing/gnome"),
        ..chosen("desktop", "yellow", "kde")
    },
    broken("source", "red", "fault no-key", MEND),
    broken("source", "red", "fault no-remote", MEND),
    broken("prepared", "red", "isotopectl update", "isotopectl discard"),
    broken(
        "prepared",
        "red",
        "isotopectl go-back",
        "isotopectl go-back running",
    ),
    broken("packages", "yellow", "fault layered-conflict", MEND),
    broken("room", "red", "fault disk-full", MEND),
    // An earlier version makes room by itself, and is not to be deleted for it.
    Trouble {
        has_fix: false,
        ..broken("boot", "yellow", "fault boot-full", MEND)
    },
    broken(
        "boot",
        "red",
        "isotopectl keep previous; fault boot-full",
        "isotopectl release previous; isotopectl delete previous; fault none",
    ),
    Trouble {
        has_fix: false,
        ..broken("accounts", "yellow", "fault login-users", MEND)
    },
    broken("default-target", "red", "fault console", MEND),
    broken("power", "yellow", "fault battery=63", MEND),
    broken("power", "red", "fault battery=7", MEND),
    broken("network", "yellow", "fault metered", MEND),
    Trouble {
        has_fix: true,
        ..chosen("publisher", "red", CLASSIC)
    },
    // Its publisher has no such branch, and no such tag; nobody says so who cannot be asked.
    Trouble {
        has_fix: true,
        ..chosen("publisher", "red", "practice:practice/44/x86_64/kd")
    },
    Trouble {
        has_fix: true,
        ..chosen("publisher", "red", "practice:practice/44/x86_64/own")
    },
    Trouble {
        has_fix: true,
        ..chosen("publisher", "red", MISTYPED)
    },
    Trouble {
        has_fix: false,
        made: ("fault no-network", MISTYPED),
        ..broken("publisher", "yellow", "", MEND)
    },
    Trouble {
        made: ("fault policy-forbids", IMAGE),
        ..broken("signature", "red", "", MEND)
    },
    chosen("signature", "yellow", COMMUNITY),
    Trouble {
        has_fix: true,
        ..chosen("signature", "yellow", IMAGE)
    },
];

const IMAGE: &str = "ostree-image-signed:docker://registry.practice.localhost/practice/kde:stable";
const MISTYPED: &str =
    "ostree-unverified-registry:registry.practice.localhost/practice/kde:stablee";
const CLASSIC: &str =
    "ostree-image-signed:docker://registry.practice.localhost/practice/gnome-classic:stable";
const COMMUNITY: &str =
    "ostree-unverified-registry:registry.practice.localhost/community/kde:latest";

#[test]
fn each_line_turns_red_or_yellow_and_its_way_out_turns_it_green() {
    let steps = TROUBLES.iter().map(|trouble| {
        let ((make, asked), (mend, other)) = (trouble.made, trouble.mended);
        format!("{{ {make}; }} >&2; look {asked}; {{ {mend}; }} >&2; look {other}\n")
    });
    let script = format!(
        "fault() {{ isotope-practice fault \"$@\"; }}
         look() {{ isotopectl switch preflight $1 --json || case $? in 3|4) ;; *) return 1 ;; esac; }}
         {}",
        steps.collect::<String>().replace("{ ; }", "{ :; }")
    );
    let seen = Machine::new().documents(&script);
    assert_eq!(seen.len(), 2 * TROUBLES.len());
    for (trouble, documents) in TROUBLES.iter().zip(seen.chunks(2)) {
        let (bad, good) = (&documents[0], &documents[1]);
        let id = trouble.line;
        let (_, what) = trouble.made;
        let found = line(bad, id);
        assert_eq!(found["level"], trouble.level, "{id} {what}: {bad:#}");
        assert_eq!(found["fix"].is_string(), trouble.has_fix, "{id} {what}");
        let verdict = if trouble.level == "red" {
            "stop"
        } else {
            "ask"
        };
        assert_eq!(bad["verdict"], verdict, "{id} {what}");
        if id == "runs" {
            // Of a system that does not run nothing is said of it.
            assert!(
                good["lines"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|line| line["id"] != id)
            );
        } else {
            assert_eq!(line(good, id)["level"], "green", "{id} {what}: {good:#}");
        }
        assert_ne!(good["verdict"], "stop", "{id} {what}: {good:#}");
    }
}
