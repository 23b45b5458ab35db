//! Whether this computer can have a practice machine, and what to do when it cannot.

use std::fs;
use std::process::Command;

use super::enter::complaint;
use super::trouble::{Result, Trouble};

/// The programs that are needed, and the package that has them on Debian and Fedora.
const PROGRAMS: [(&str, &str); 3] = [
    ("ostree", "ostree"),
    ("bwrap", "bubblewrap"),
    ("dbus-daemon", "dbus-daemon"),
];

/// Settings of the kernel that forbid user namespaces: file, forbidding value, what to type.
const SETTINGS: [(&str, &str, &str); 3] = [
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "sudo sysctl kernel.unprivileged_userns_clone=1",
    ),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "sudo sysctl user.max_user_namespaces=15000",
    ),
];

/// Checks everything.
///
/// # Errors
/// What is missing and how to get it, in one sentence.
pub(crate) fn check() -> Result<()> {
    for (program, package) in PROGRAMS {
        if find(program).is_none() {
            return Err(Trouble::Plain(format!(
                "the program '{program}' is missing; install the package {package}"
            )));
        }
    }
    let output = Command::new("bwrap")
        .args([
            "--unshare-user",
            "--unshare-pid",
            "--uid",
            "0",
            "--gid",
            "0",
            "--cap-add",
            "ALL",
        ])
        .args(["--dev-bind", "/", "/", "--", "true"])
        .output()
        .map_err(|e| Trouble::Plain(format!("cannot run bwrap: {e}")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Trouble::Plain(advice(&complaint(&output), |file| {
        fs::read_to_string(file).ok()
    })))
}

/// The sentence for a computer on which bubblewrap failed with that text.
fn advice(said: &str, read: impl Fn(&str) -> Option<String>) -> String {
    let culprit = SETTINGS
        .iter()
        .find(|(file, bad, _)| read(file).is_some_and(|value| value.trim() == *bad));
    let beginning = "this computer does not let programs use user namespaces, which the practice machine lives in";
    match culprit {
        Some((_, _, remedy)) => format!("{beginning}; to allow it until the next start: {remedy}"),
        None => format!("{beginning}; bubblewrap says: {said}"),
    }
}

fn find(program: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|dir| dir.join(program))
        .find(|path| path.is_file())
}

/// What was found, one line each.
pub(crate) fn report() -> Result<String> {
    check()?;
    let found = PROGRAMS
        .iter()
        .filter_map(|(program, _)| find(program))
        .map(|path| path.display().to_string());
    let lines: Vec<String> = found
        .chain(["user namespaces: allowed".to_owned()])
        .collect();
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forbidding_setting_has_its_remedy() {
        for (file, bad, remedy) in SETTINGS {
            let said = advice("no", |asked| (asked == file).then(|| format!("{bad}\n")));
            assert!(said.ends_with(remedy), "{said}");
        }
    }

    #[test]
    fn without_a_known_setting_bubblewraps_own_words_are_passed_on() {
        let said = advice("setting up uid map: Permission denied", |_| None);
        assert!(said.contains("Permission denied"), "{said}");
    }
}
