//! Remotes of this computer and the branches that they have now, as the `ostree` command tells them.
//!
//! Source: ostree(1) `ostree-remote`. The command reads `remotes.d` and the repository's own file itself.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::Command;

use super::{Places, UpstreamError};
use crate::domain::Origin;

/// A remote of this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// Bytes of an answer that are read at most.
const LONGEST: u64 = 8 << 20;

/// What the command said.
struct Said {
    good: bool,
    out: String,
    err: String,
}

pub(super) async fn remotes(
    places: &Places,
    limit: Duration,
) -> Result<Vec<Remote>, UpstreamError> {
    let said = run(places, &["list", "-u"], limit, "ostree").await?;
    if !said.good {
        return Err(failure("ostree", &said.err));
    }
    let lines = said.out.lines();
    let remotes = lines.filter_map(|line| {
        let (name, url) = line.split_once(char::is_whitespace)?;
        Some(Remote {
            name: name.to_owned(),
            url: url.trim().to_owned(),
        })
    });
    Ok(remotes.collect())
}

/// The branches of a remote, as `remote:branch`.
pub(super) async fn branches(
    places: &Places,
    remote: &str,
    limit: Duration,
) -> Result<Vec<String>, UpstreamError> {
    let letter = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    // Not an option, as the command has no `--`.
    if remote.starts_with('-') || !remote.chars().all(letter) {
        let remote = remote.to_owned();
        return Err(UpstreamError::NoSuchRemote { remote });
    }
    let said = run(places, &["refs", remote], limit, remote).await?;
    if !said.good {
        return Err(failure(remote, &said.err));
    }
    let lines = said.out.lines().map(str::trim);
    let fits = |line: &&str| {
        let address = Origin::typed(line, &Origin::Unknown);
        matches!(address, Ok(Origin::Ostree(branch)) if branch.remote.as_deref() == Some(remote))
    };
    Ok(lines.filter(fits).map(str::to_owned).collect())
}

async fn run(
    places: &Places,
    words: &[&str],
    limit: Duration,
    about: &str,
) -> Result<Said, UpstreamError> {
    let mut argv = places.door.iter().map(String::as_str).chain(["ostree"]);
    let mut command = Command::new(argv.next().unwrap_or("ostree"));
    command.args(argv).arg("remote");
    if let Some(repo) = &places.repo {
        let mut option = std::ffi::OsString::from("--repo=");
        option.push(repo);
        command.arg(option);
    }
    command
        .args(words)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let missing = |err: std::io::Error| UpstreamError::NoProgram {
        detail: err.to_string(),
    };
    let talk = async {
        let mut child = command.spawn()?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let (out, err) = tokio::try_join!(text(out), text(err))?;
        let good = child.wait().await?.success();
        Ok(Said { good, out, err })
    };
    match tokio::time::timeout(limit, talk).await {
        Ok(said) => said.map_err(missing),
        Err(_) => Err(UpstreamError::TimedOut {
            host: about.to_owned(),
        }),
    }
}

async fn text(pipe: Option<impl AsyncRead + Unpin>) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        // Closed when it is too much, so that the other end stops.
        pipe.take(LONGEST).read_to_end(&mut bytes).await?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Source: libostree `ostree-repo-remote.c`, `ostree-fetcher-curl.c`; curl's numbers are in brackets.
fn failure(remote: &str, complaint: &str) -> UpstreamError {
    let detail = complaint.trim();
    let detail = detail
        .rsplit_once("error: ")
        .map_or(detail, |(_, last)| last);
    let detail = detail.to_owned();
    let says = |words: &[&str]| words.iter().any(|word| detail.contains(word));
    let remote = remote.to_owned();
    if says(&["Remote \""]) && says(&["not found"]) {
        UpstreamError::NoSuchRemote { remote }
    } else if says(&["no summary", "HTTP 404"]) {
        UpstreamError::NoList { remote }
    } else if says(&["[28]", "imed out"]) {
        UpstreamError::TimedOut { host: remote }
    } else if says(&["[35]", "[60]", "certificate"]) {
        UpstreamError::Untrusted {
            host: remote,
            detail,
        }
    } else if says(&["HTTP 401", "HTTP 403"]) {
        UpstreamError::Refused {
            host: remote.clone(),
            name: remote,
            known: false,
        }
    } else if says(&["[5]", "[6]", "[7]", "[52]", "[56]", "resolve", "connect"]) {
        UpstreamError::NoNetwork {
            host: remote,
            detail,
        }
    } else {
        UpstreamError::Failed { remote, detail }
    }
}
