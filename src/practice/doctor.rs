//! Whether this computer can have a practice machine, and what to do when it cannot.

use std::fs;
use std::process::Command;

use super::enter::{NAMESPACE, complaint};
use super::trouble::{Result, Trouble, cannot_run};
use isotope::tr;

/// The programs that are needed, and the package that has them on Debian and Fedora.
const PROGRAMS: [(&str, &str); 4] = [
    ("ostree", "ostree"),
    ("bwrap", "bubblewrap"),
    ("dbus-daemon", "dbus-daemon"),
    ("gpg", "gnupg"),
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
            return Err(Trouble::Plain(tr!(
                "practice-missing",
                program = program,
                package = package
            )));
        }
    }
    check_user()?;
    let output = Command::new("bwrap")
        .args(NAMESPACE)
        .args(["--dev-bind", "/", "/", "--", "true"])
        .output()
        .map_err(|e| cannot_run("bwrap", &e))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Trouble::Plain(advice(&complaint(&output), |file| {
        fs::read_to_string(file).ok()
    })))
}

/// `dbus-daemon` looks up who starts it and ends when there is no such user, as in a container with a made-up number.
fn check_user() -> Result<()> {
    let uid = rustix::process::getuid().as_raw().to_string();
    let asked = Command::new("getent").args(["passwd", &uid]).output();
    // 2: there is none. Where it cannot be asked, dbus-daemon will say.
    if asked.is_ok_and(|answer| answer.status.code() == Some(2)) {
        return Err(Trouble::Plain(tr!("practice-no-user", uid = uid)));
    }
    Ok(())
}

/// The sentence for a computer on which bubblewrap failed with that text.
fn advice(said: &str, read: impl Fn(&str) -> Option<String>) -> String {
    let culprit = SETTINGS
        .iter()
        .find(|(file, bad, _)| read(file).is_some_and(|value| value.trim() == *bad));
    if let Some((_, _, remedy)) = culprit {
        tr!("practice-namespaces-remedy", command = *remedy)
    } else {
        tr!("practice-namespaces", said = said)
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
    let lines: Vec<String> = found.chain([tr!("practice-namespaces-fine")]).collect();
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
