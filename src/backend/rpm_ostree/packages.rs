//! All packages of one version. The service has no call for it; the commit's own list, or the version's package
//! database, is read with the system's tools.

use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use crate::domain::{DeploymentId, OstreeId, Package};

use super::files::Sysroot;

/// All packages by name. `None`: neither list can be read.
pub(super) async fn of(sysroot: &Sysroot, id: &DeploymentId) -> Option<Vec<Package>> {
    let commit = OstreeId::try_from(id).ok()?.checksum;
    let mut list = match from_commit(&sysroot.repo(), commit.as_str()).await {
        Some(list) => list,
        None => from_database(&sysroot.deployment(id)?).await?,
    };
    list.sort();
    list.dedup();
    Some(list)
}

async fn from_commit(repo: &Path, commit: &str) -> Option<Vec<Package>> {
    let mut ostree = Command::new("ostree");
    ostree
        .arg(format!("--repo={}", repo.display()))
        .args(["show", "--print-metadata-key=rpmostree.rpmdb.pkglist"])
        .arg(commit);
    parse_list(&output(ostree).await?)
}

/// An image's local commit does not have the list.
async fn from_database(deployment: &Path) -> Option<Vec<Package>> {
    let database = deployment.join("usr/share/rpm");
    if !tokio::fs::try_exists(&database).await.unwrap_or(false) {
        return None;
    }
    let mut rpm = Command::new("rpm");
    rpm.arg(format!("--dbpath={}", database.display()))
        .args(["--query", "--all"])
        .arg("--queryformat=%{NAME}\t%{EVR}\t%{ARCH}\n");
    parse_table(&output(rpm).await?)
}

async fn output(mut command: Command) -> Option<String> {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = match command.output().await {
        Ok(output) if output.status.success() => output,
        Ok(output) => {
            let err = String::from_utf8_lossy(&output.stderr);
            tracing::debug!(err = err.trim(), "no package list");
            return None;
        }
        Err(err) => {
            tracing::debug!(%err, "no package list");
            return None;
        }
    };
    String::from_utf8(output.stdout).ok()
}

fn parse_table(text: &str) -> Option<Vec<Package>> {
    let line = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        Some(Package {
            name: fields.next()?,
            evr: fields.next()?,
            arch: fields.next()?,
        })
    };
    let list: Option<Vec<_>> = text.lines().map(line).collect();
    list.filter(|list| !list.is_empty())
}

/// Reads `[('name', 'epoch', 'version', 'release', 'arch'), …]`: `a(sssss)` as `ostree show` prints it.
fn parse_list(text: &str) -> Option<Vec<Package>> {
    let mut rest = text.trim().strip_prefix('[')?;
    let mut list = Vec::new();
    while let Some(tuple) = rest.trim_start_matches([',', ' ', '\n']).strip_prefix('(') {
        let (fields, after) = strings(tuple)?;
        let [name, epoch, version, release, arch] = <[String; 5]>::try_from(fields).ok()?;
        let evr = match epoch.as_str() {
            "" | "0" => format!("{version}-{release}"),
            _ => format!("{epoch}:{version}-{release}"),
        };
        list.push(Package { name, evr, arch });
        rest = after;
    }
    (rest.trim() == "]").then_some(list)
}

/// `'a', 'b')…` → the texts, and what follows the parenthesis.
fn strings(text: &str) -> Option<(Vec<String>, &str)> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([',', ' ', '\n']);
        if let Some(after) = rest.strip_prefix(')') {
            return Some((fields, after));
        }
        let (field, after) = quoted(rest)?;
        fields.push(field);
        rest = after;
    }
}

/// A quoted text, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut chars = text.char_indices();
    let (_, quote) = chars.next().filter(|(_, c)| ['\'', '"'].contains(c))?;
    let mut field = String::new();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Some((field, text.get(at + c.len_utf8()..)?));
        }
        field.push(if c == '\\' { chars.next()?.1 } else { c });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, evr: &str, arch: &str) -> Package {
        Package {
            name: name.into(),
            evr: evr.into(),
            arch: arch.into(),
        }
    }

    #[test]
    fn the_commits_list_is_read() {
        let text = "[('bash', '0', '5.2.37', '1.fc42', 'x86_64'), ('java', '1', '21', '3.fc42', 'noarch'), (\"o'odd\", '', '1', '2', 'x')]\n";
        let expected = [
            package("bash", "5.2.37-1.fc42", "x86_64"),
            package("java", "1:21-3.fc42", "noarch"),
            package("o'odd", "1-2", "x"),
        ];
        assert_eq!(parse_list(text).unwrap(), expected);
        assert_eq!(parse_list("@a(sssss) []"), None);
        assert_eq!(parse_list("[]"), Some(vec![]));
    }

    #[test]
    fn half_a_list_is_none() {
        for text in [
            "",
            "[",
            "[('bash', '0')]",
            "[('bash', '0', '5', '1', 'x'",
            "[('bash', '0', '5', '1', 'x')",
            "[('bash",
            "not a list",
        ] {
            assert_eq!(parse_list(text), None, "{text}");
        }
    }

    #[test]
    fn the_databases_table_is_read() {
        let text = "bash\t5.2.37-1.fc42\tx86_64\ntzdata\t2025b-1.fc42\tnoarch\n";
        assert_eq!(parse_table(text).unwrap().len(), 2);
        assert_eq!(parse_table("bash 5\n"), None);
        assert_eq!(parse_table(""), None);
    }
}
