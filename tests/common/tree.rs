//! The files of the checkout, for the tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the checkout.
pub(crate) fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A text file of the checkout, by its path from the top.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = top().join(path);
    fs::read_to_string(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// Every file under `dir` whose name ends in `end`, as paths from the top, sorted.
pub(crate) fn files(dir: &str, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&top().join(dir), end, &mut found);
    found.sort();
    found
}

fn collect(dir: &Path, end: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | ".git") {
                collect(&path, end, found);
            }
        } else if name.ends_with(end) {
            found.push(path.strip_prefix(top()).unwrap().to_owned());
        }
    }
}

/// Rust source without comments; every line stays on its line.
pub(crate) fn without_comments(source: &str) -> String {
    source
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                ""
            } else {
                line.find(" // ").map_or(line, |at| &line[..at])
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Rust source up to its unit tests.
pub(crate) fn without_tests(source: &str) -> &str {
    source
        .find("\n#[cfg(test)]\nmod ")
        .map_or(source, |at| &source[..at])
}

/// Whether a source is built for tests alone: the room's main file declares it so.
pub(crate) fn only_for_tests(file: &Path) -> bool {
    let (Some(folder), Some(name)) = (file.parent(), file.file_stem()) else {
        return false;
    };
    let declaration = format!("#[cfg(test)]\nmod {};", name.to_string_lossy());
    let declared = ["mod.rs", "lib.rs", "main.rs"]
        .iter()
        .filter_map(|main| fs::read_to_string(top().join(folder).join(main)).ok())
        .any(|text| text.contains(&declaration));
    // What is inside of such a module is, too.
    declared || only_for_tests(folder)
}
