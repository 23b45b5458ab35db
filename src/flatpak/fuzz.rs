//! Fuzz targets: files of Flatpak with anything in them are read, changed and mended, and what has to hold is looked at.
//!
//! Any bytes are a case. The first chooses the target, the second whether the rest is the file itself or the damage that
//! is done to a real one. The tests run some thousand cases; `tests/fuzz/target.rs` runs them for as long as wanted, led by what
//! parts of the program they reach. They panic when something does not hold.

use super::context;
use super::deploy::{Deploy, spellings};
use super::keyfile::Document;
use crate::domain::permission::{
    Bus, BusAccess, Effective, FileAccess, Layer, Setting, Source, Target, judge, since, spell,
    unspell,
};

/// What real files look like: `metadata`, an override file, a `deploy` file.
const REAL: [&[u8]; 3] = [
    include_bytes!("../../tests/data/flatpak/metadata"),
    include_bytes!("../../tests/data/flatpak/override"),
    include_bytes!("../../tests/data/flatpak/deploy"),
];

/// What a damage puts in: pieces that mean something.
const PIECES: [&[u8]; 28] = [
    b";",
    b"!",
    b"\\",
    b"\n",
    b"=",
    b":",
    b"[",
    b"]",
    b"#",
    b" ",
    b"\0",
    b"\xff",
    b"\r\n",
    b"\\:",
    b"\\;",
    b"if:",
    b"if:x11:!has-wayland;",
    b"!host:reset;",
    b"host;",
    b"~/a/../b:ro;",
    b":create;",
    b"[Context]\n",
    b"[Environment]\nA=b\n",
    b"[Session Bus Policy]\norg.example.*=own\n",
    b"[USB Devices]\nhidden-devices=all;\n",
    b"unset-environment=A;\n",
    b"shared=network;!network;\n",
    b"persistent=!x;\n",
];

/// One case.
pub fn case(input: &[u8]) {
    let (target, input) = input.split_first().unwrap_or((&0, &[]));
    let (raw, input) = input.split_first().unwrap_or((&0, &[]));
    let targets = [metadata, overrides, deploy];
    let number = usize::from(*target) % targets.len();
    let (Some(target), Some(real)) = (targets.get(number), REAL.get(number)) else {
        return;
    };
    if raw % 8 == 7 {
        target(input);
    } else {
        target(&damaged(real, input));
    }
}

/// A file after damage: four bytes each say what, where (two of them) and with what.
fn damaged(real: &[u8], input: &[u8]) -> Vec<u8> {
    let mut file = real.to_vec();
    for damage in input.chunks_exact(4).take(64) {
        let &[what, high, low, with] = damage else {
            continue;
        };
        let at = usize::from(u16::from_be_bytes([high, low])) % (file.len() + 1);
        let to = (at + usize::from(with)).min(file.len());
        let piece = PIECES.get(usize::from(with) % PIECES.len());
        let piece = piece.copied().unwrap_or_default();
        match what % 5 {
            0 => drop(file.splice(at..at, piece.iter().copied())),
            1 => drop(file.drain(at..to)),
            2 => file.truncate(at),
            3 => {
                let again = file.get(at..to).unwrap_or_default().to_vec();
                drop(file.splice(at..at, again));
            }
            _ => {
                if let Some(byte) = file.get_mut(at) {
                    *byte = with;
                }
            }
        }
    }
    file
}

/// An app's metadata.
fn metadata(bytes: &[u8]) {
    let document = Document::parse(bytes);
    let layer = read(&document);
    let effective = Effective::of([(Source::Published, &layer)]);
    drop(judge(&effective));
    for group in document.groups() {
        for key in ["name", "runtime", "command", "required-flatpak"] {
            drop(document.string(group, key));
        }
    }
}

/// An override file: it comes back byte for byte, a change of one rule changes that rule alone, and mended it is sound.
fn overrides(bytes: &[u8]) {
    let document = Document::parse(bytes);
    assert_eq!(document.to_bytes(), bytes, "not a byte may change");
    let (layer, broken) = context::read(&document);
    assert_eq!(read(&document), layer);
    if broken.is_empty() {
        for (target, setting) in changes(&layer) {
            change(bytes, &layer, &target, setting.as_ref());
        }
    }
    let mut mended = Document::parse(bytes);
    context::mend(&mut mended);
    let bytes = mended.to_bytes();
    let mut mended = Document::parse(&bytes);
    assert_eq!(context::read(&mended).1, [], "{}", shown(&bytes));
    context::mend(&mut mended);
    assert_eq!(mended.to_bytes(), bytes, "nothing is left to mend");
}

/// What a person may say: of something new, and of what the file says something of already.
fn changes(layer: &Layer) -> Vec<(Target, Option<Setting>)> {
    let network = || Target::Shared("network".to_owned());
    let variable = || Target::Variable("THEME".to_owned());
    let bus = || Target::Name(Bus::Session, "org.example.New".to_owned());
    let mut all = vec![
        (network(), Some(Setting::Denied)),
        (network(), Some(Setting::Allowed)),
        (network(), None),
        (
            Target::files("home"),
            Some(Setting::Files(FileAccess::ReadOnly)),
        ),
        (Target::files("home"), Some(Setting::Denied)),
        (variable(), Some(Setting::Value(" a;b\\".to_owned()))),
        (variable(), None),
        (bus(), Some(Setting::Bus(BusAccess::Talk))),
    ];
    let old = layer.iter().take(8);
    all.extend(old.map(|(target, _)| (target.clone(), None)));
    all
}

fn change(bytes: &[u8], layer: &Layer, target: &Target, setting: Option<&Setting>) {
    let mut document = Document::parse(bytes);
    context::write(&mut document, target, setting);
    let after = document.to_bytes();
    let (now, broken) = context::read(&Document::parse(&after));
    let told = || {
        format!(
            "{target:?} {setting:?}\n{}\n{}",
            shown(bytes),
            shown(&after)
        )
    };
    assert_eq!(broken, [], "{}", told());
    assert_eq!(now.get(target), setting, "{}", told());
    let other = only_that_changed(layer, &now, target);
    assert_eq!(other, None, "{}", told());
}

/// A rule beside that one which is not as it was.
fn only_that_changed<'a>(
    before: &'a Layer,
    after: &'a Layer,
    target: &Target,
) -> Option<&'a Target> {
    let all = before.iter().chain(after.iter()).map(|(of, _)| of);
    let mut others = all.filter(|other| *other != target);
    others.find(|other| before.get(other) != after.get(other))
}

/// A `deploy` file.
fn deploy(bytes: &[u8]) {
    let Some(deploy) = Deploy::parse(bytes) else {
        return;
    };
    let languages = spellings(&["de_AT.UTF-8".to_owned()]);
    let texts = [
        deploy.text("runtime"),
        deploy.translated("appdata-name", &languages),
        deploy.text("previous-ids"),
        deploy.end_of_life().and_then(|end| end.reason),
    ];
    let empty = |text: &Option<String>| text.as_ref().is_some_and(String::is_empty);
    assert!(!texts.iter().any(empty), "what is empty was not told");
}

/// The rules of a file; each that Isotope itself would write is the same when it is typed.
fn read(document: &Document) -> Layer {
    let (layer, _) = context::read(document);
    let known = layer.iter().filter(|(target, setting)| {
        // Isotope says what is so on a condition afresh, whatever was said before.
        !matches!(setting, Setting::OnlyWhen { fresh: false, .. })
            && context::can_stand(target, setting)
            && since(target, setting).is_some()
    });
    for (target, setting) in known {
        let typed = spell(target, setting);
        let again = unspell(&typed);
        assert_eq!(again, Ok((target.clone(), setting.clone())), "{typed}");
    }
    layer
}

fn shown(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string().replace("\\n", "\n")
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    /// The same ones each time, another series for each seed; or as many others as `PROPTEST_CASES` says.
    pub(crate) fn some_thousand(seed: u64) -> ProptestConfig {
        let config = ProptestConfig::default();
        match std::env::var_os("PROPTEST_CASES") {
            Some(_) => config,
            None => ProptestConfig {
                cases: 4000,
                rng_seed: RngSeed::Fixed(seed),
                ..config
            },
        }
    }

    proptest! {
        #![proptest_config(some_thousand(1))]
        #[test]
        fn nothing_breaks_it(input in prop::collection::vec(any::<u8>(), 0..64)) {
            case(&input);
        }
    }

    #[test]
    fn real_files_are_cases_that_hold() {
        for target in 0..3 {
            case(&[target]);
        }
        assert!(Deploy::parse(REAL[2]).unwrap().end_of_life().is_some());
        let (layer, broken) = context::read(&Document::parse(REAL[1]));
        assert!(broken.is_empty() && layer.iter().count() > 15, "{layer:?}");
    }

    #[test]
    fn a_change_of_another_rule_is_noticed() {
        let layer = |text: &str| context::read(&Document::parse(text.as_bytes())).0;
        let before = layer("[Context]\nshared=network;ipc;\n");
        let after = layer("[Context]\nshared=!network;!ipc;\n");
        let network = Target::Shared("network".to_owned());
        let other = only_that_changed(&before, &after, &network);
        assert_eq!(other, Some(&Target::Shared("ipc".to_owned())));
    }
}
