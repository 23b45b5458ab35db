//! Whatever a file holds, saying one thing moves no other byte, and taking it back leaves the file as it was.

use proptest::prelude::*;
use proptest::sample::select;

use super::super::fuzz::tests::some_thousand;
use super::super::keyfile::Document;
use super::*;
use crate::domain::permission::{Bus, Layer, Setting, Target, Written};

/// What is said, of every kind; the files below speak of some of it already.
const RULES: [&str; 24] = [
    "shared=network",
    "shared=newest-thing",
    "sockets=x11",
    "sockets=if:x11:!has-gpu,has-wayland",
    "sockets=pulseaudio",
    "devices=dri",
    "devices=if:all:!has-usb-portal",
    "features=devel",
    "filesystems=home",
    "filesystems=home:ro",
    "filesystems=~/with:colon and space",
    "filesystems=/srv/new;er:create",
    "filesystems=host:reset",
    "persistent=.keep",
    "persistent=.new",
    "talk-name=org.example.Talk",
    "own-name=org.example.New",
    "system-talk-name=org.example.Talk",
    "env=EDITOR=other;one",
    "env=NEW= with spaces ",
    "usb=all",
    "usb=vnd:1234",
    "policy:Generic.allow=a",
    "policy:Other.deny=c",
];

/// Entries of lists, also such as only people and later flatpaks write.
const ENTRIES: [&str; 26] = [
    "network",
    "!network",
    "ipc",
    "x11",
    "!x11",
    "if:x11:!has-wayland",
    "wayland",
    "dri",
    "all",
    "!devel",
    "home",
    "home:ro",
    "!home",
    "home:rw",
    "~/with\\\\:colon and space",
    "/srv/a\\;b:ro",
    "!host:reset",
    ".keep",
    "EDITOR",
    "vnd:1234",
    "vnd:1234+dev:5678",
    "a",
    "!a",
    "later\\s thing",
    "",
    "!",
];

const KEYS: [&str; 10] = [
    "shared",
    "sockets",
    "devices",
    "features",
    "filesystems",
    "persistent",
    "unset-environment",
    "enumerable-devices",
    "allow",
    "later",
];

const GROUPS: [&str; 7] = [
    "Context",
    "Session Bus Policy",
    "System Bus Policy",
    "Environment",
    "USB Devices",
    "Policy Generic",
    "Later",
];

fn any_line() -> impl Strategy<Value = String> {
    let entries = prop::collection::vec(select(&ENTRIES[..]), 0..5);
    let list = (select(&KEYS[..]), entries, any::<bool>()).prop_map(|(key, entries, ended)| {
        let end = if ended { ";" } else { "" };
        format!("{key}={}{end}", entries.join(";"))
    });
    let name = (
        select(&["org.example.Talk", "org.example.Other"][..]),
        select(&["=talk", "=own", " = none", "=shout", "="][..]),
    );
    prop_oneof![
        3 => select(&GROUPS[..]).prop_map(|group| format!("[{group}]")),
        6 => list,
        2 => name.prop_map(|(name, value)| format!("{name}{value}")),
        1 => select(&["EDITOR=vi", "EDITOR = a b", "OTHER=\\s x"][..]).prop_map(str::to_owned),
        2 => select(&["# note", "#x=y;", "", "  ", "no line of a key file"][..]).prop_map(str::to_owned),
    ]
}

fn any_file() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(any_line(), 0..16);
    (lines, any::<bool>()).prop_map(|(lines, ended)| {
        let end = if ended && !lines.is_empty() { "\n" } else { "" };
        format!("{}{end}", lines.join("\n"))
    })
}

/// What to say, also that something is denied.
fn any_rule() -> impl Strategy<Value = (Target, Setting)> {
    (select(&RULES[..]), any::<bool>()).prop_filter_map("none can be denied", |(rule, deny)| {
        let written: Written = rule.parse().ok()?;
        let only_said = matches!(written.target, Target::Persistent(_) | Target::FilesReset);
        let setting = if deny && !only_said {
            Setting::Denied
        } else {
            written.allowed
        };
        Some((written.target, setting))
    })
}

/// The rules alone: a word that nobody understands goes when its service gets another.
fn layer(text: &str) -> Layer {
    let (layer, _) = read(&Document::parse(text.as_bytes()));
    layer.beside(Vec::new())
}

fn written(text: &str, target: &Target, setting: Option<&Setting>) -> String {
    let mut document = Document::parse(text.as_bytes());
    write(&mut document, target, setting);
    String::from_utf8(document.to_bytes()).unwrap()
}

/// Where a thing is said: the groups and keys, and whether the value is a list of which it is an entry.
fn places(target: &Target) -> Vec<(String, String, bool)> {
    let place = |group: &str, key: &str, list| (group.to_owned(), key.to_owned(), list);
    match target {
        Target::Shared(_) => vec![place(CONTEXT, "shared", true)],
        Target::Socket(_) => vec![place(CONTEXT, "sockets", true)],
        Target::Device(_) => vec![place(CONTEXT, "devices", true)],
        Target::Feature(_) => vec![place(CONTEXT, "features", true)],
        Target::Files(_) | Target::FilesReset => vec![place(CONTEXT, "filesystems", true)],
        Target::Persistent(_) => vec![place(CONTEXT, "persistent", true)],
        Target::Name(bus, name) => vec![place(Bus::group(*bus), name, false)],
        Target::Variable(name) => {
            vec![place(ENVIRONMENT, name, false), place(CONTEXT, UNSET, true)]
        }
        Target::Usb(_) => vec![
            place(USB, "enumerable-devices", true),
            place(USB, "hidden-devices", true),
        ],
        Target::Policy { subsystem, key, .. } => {
            vec![place(&format!("Policy {subsystem}"), key, true)]
        }
    }
}

/// The entries of a raw list, as they stand there.
fn entries(raw: &str) -> Vec<&str> {
    let mut ends = Vec::new();
    let mut hidden = false;
    for (index, byte) in raw.bytes().enumerate() {
        match byte {
            b'\\' => hidden = !hidden,
            b';' if !hidden => ends.push(index),
            _ => hidden = false,
        }
    }
    let mut start = 0;
    let mut all = Vec::new();
    for end in ends {
        all.push(&raw[start..end]);
        start = end + 1;
    }
    if start < raw.len() {
        all.push(&raw[start..]);
    }
    all
}

/// A file cut in pieces: which of them say the thing, and everything else.
#[derive(Debug, Default)]
struct Cut {
    /// Everything else. Of what belongs to nobody it leaves out what may come and go with the thing: the `;` at a list's
    /// end, a list without entries, the head of its group where nothing else is in it, blank lines at the end.
    rest: Vec<String>,
    /// The entries and values that are about the thing.
    own: Vec<String>,
    /// Whether the file has none of what may go with the thing.
    tidy: bool,
    /// The keys that are about it.
    keys: Vec<String>,
}

fn cut(text: &str, target: &Target) -> Cut {
    let places = places(target);
    let mut cut = Cut {
        tidy: text.is_empty() || text.ends_with('\n'),
        ..Cut::default()
    };
    let mut group = "";
    let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    for line in lines.filter(|_| !text.is_empty()) {
        if let Some(name) = line.strip_prefix('[') {
            cut.close(group, &places);
            group = name.strip_suffix(']').unwrap();
        }
        let pair = line
            .split_once('=')
            .filter(|_| !line.starts_with(['#', '[']));
        let found = pair.and_then(|(key, raw)| {
            let key = key.trim_end();
            let mut here = places
                .iter()
                .filter(|(of, name, _)| of == group && name == key);
            here.next().map(|(_, _, list)| (key, raw, *list))
        });
        match found {
            None => cut.rest.push(line.to_owned()),
            Some((key, raw, is_list)) => {
                cut.keys.push(key.to_owned());
                if is_list {
                    cut.list((group, key, raw), target);
                } else {
                    cut.own.push(raw.to_owned());
                }
            }
        }
    }
    cut.close(group, &places);
    let blank = |line: &String| line.trim().is_empty();
    while cut.rest.last().is_some_and(blank) {
        cut.rest.pop();
        cut.tidy = false;
    }
    cut
}

impl Cut {
    fn list(&mut self, (group, key, raw): (&str, &str, &str), target: &Target) {
        let all = entries(raw);
        let is_own = |entry: &&&str| {
            let alone = format!("[{group}]\n{key}={entry};\n");
            layer(&alone).get(target).is_some()
        };
        let own = all.iter().filter(is_own);
        self.own.extend(own.map(ToString::to_string));
        // An empty one says nothing, and is told from the `;` before it by nobody.
        let others = all
            .iter()
            .filter(|entry| !is_own(entry) && !entry.is_empty());
        let others: Vec<&str> = others.copied().collect();
        self.tidy &= !all.is_empty() && raw.ends_with(';');
        if !others.is_empty() {
            self.rest
                .push(format!("{group}/{key}={}", others.join(";")));
        }
    }

    /// At a group's end.
    fn close(&mut self, group: &str, places: &[(String, String, bool)]) {
        let head = format!("[{group}]");
        let Some(start) = self.rest.iter().rposition(|line| line.starts_with('[')) else {
            return;
        };
        let is_empty = self.rest[start + 1..]
            .iter()
            .all(|line| line.trim().is_empty());
        if self.rest[start] == head && is_empty && places.iter().any(|(of, ..)| of == group) {
            self.rest.truncate(start);
            self.tidy &= !self.own.is_empty();
        }
    }
}

/// Of two equal keys the last counts, and both go when it goes.
fn is_twice(cut: &Cut) -> bool {
    let mut keys = cut.keys.clone();
    keys.sort();
    keys.dedup();
    keys.len() < cut.keys.len()
}

/// What a writer could do wrong beside its own entry.
#[test]
fn a_byte_that_moves_is_seen() {
    let text = "# note\n[Context]\nshared=ipc;network;\n\n[Environment]\nA = b\n";
    let target = "shared=network".parse::<Written>().unwrap().target;
    let rest = |text: &str| cut(text, &target).rest;
    for same in [
        "# note\n[Context]\nshared=ipc;!network;\n\n[Environment]\nA = b\n",
        "# note\n[Context]\nshared=ipc\n\n[Environment]\nA = b\n",
    ] {
        assert_eq!(rest(same), rest(text));
    }
    for wrong in [
        "[Context]\nshared=ipc;\n\n[Environment]\nA = b\n",
        "# note\n[Context]\nshared=!ipc;\n\n[Environment]\nA = b\n",
        "# note\n[Context]\nshared=ipc;ipc;\n\n[Environment]\nA = b\n",
        "# note\n[Context]\nshared=ipc;\n[Environment]\nA = b\n",
        "# note\n[Context]\nshared=ipc;\n\n[Environment]\nA=b\n",
        "# note\n\n[Environment]\nA = b\n[Context]\nshared=ipc;\n",
    ] {
        assert_ne!(rest(wrong), rest(text), "{wrong}");
    }
}

proptest! {
    #![proptest_config(some_thousand(0))]

    /// A rule of any kind, new or said otherwise before.
    #[test]
    fn no_other_byte_moves((target, setting) in any_rule(), text in any_file()) {
        let (said, before) = (layer(&text), cut(&text, &target));
        prop_assume!(!is_twice(&before));
        let after = written(&text, &target, Some(&setting));
        let now = layer(&after);
        prop_assert_eq!(now.get(&target), Some(&setting), "{}", after);
        for (other, setting) in said.iter().filter(|(other, _)| **other != target) {
            prop_assert_eq!(now.get(other), Some(setting), "{}", after);
        }
        prop_assert_eq!(now.len(), said.len() + usize::from(said.get(&target).is_none()));
        prop_assert_eq!(cut(&after, &target).rest, before.rest.clone(), "{}", after);

        let back = written(&after, &target, said.get(&target));
        prop_assert_eq!(layer(&back), said.clone(), "{}", back);
        let again = cut(&back, &target);
        prop_assert_eq!(&again.rest, &before.rest, "{}", back);
        // To the byte: what was new in a file as flatpak writes it, and what is written again as it was.
        let is_new = before.own.is_empty() && before.tidy;
        let is_one = |cut: &Cut| cut.own.len() == 1 && cut.keys.len() == 1;
        let is_changed = is_one(&before) && is_one(&cut(&after, &target));
        let in_place = is_changed && places(&target).len() == 1 && again.own == before.own;
        if is_new || in_place {
            prop_assert_eq!(back, text);
        }
    }

    /// What is not said any more goes, and nothing with it.
    #[test]
    fn taking_back_takes_nothing_else((target, _) in any_rule(), text in any_file()) {
        let (mut said, before) = (layer(&text), cut(&text, &target));
        prop_assume!(!is_twice(&before));
        let after = written(&text, &target, None);
        said.unset(&target);
        prop_assert_eq!(layer(&after), said, "{}", after);
        let left = cut(&after, &target);
        prop_assert_eq!(left.rest, before.rest, "{}", after);
        prop_assert!(left.own.is_empty(), "{}", after);
    }
}
