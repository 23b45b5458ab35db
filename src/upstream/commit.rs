//! The newest commit of a branch: its small file, from the remote itself, without fetching anything of the version.
//!
//! Source: libostree `docs/repo.md` (archive repositories over HTTP).

use reqwest::{StatusCode, Url};

use super::facts::sha256;
use super::line::{Line, Wanted, host, nonsense};
use super::{Nonsense, UpstreamError};
use crate::domain::Checksum;

/// Asks the remote at that address.
pub(super) async fn newest(
    line: &Line,
    remote: &str,
    branch: &str,
) -> Result<Vec<u8>, UpstreamError> {
    let base = format!("{}/", remote.trim_end_matches('/'));
    // Lists of mirrors are not followed: what they are for is large.
    let base = Url::parse(&base).map_err(|_| UpstreamError::NotPublished)?;
    let wrong = |what| nonsense(&base, what);
    let text = get(line, &base, &format!("refs/heads/{branch}")).await?;
    let text = String::from_utf8(text).map_err(|_| wrong(Nonsense::Unreadable))?;
    let checksum: Checksum = text
        .trim()
        .parse()
        .map_err(|_| wrong(Nonsense::Unreadable))?;
    let name = checksum.to_string();
    let (first, rest) = name.split_at(2);
    let commit = get(line, &base, &format!("objects/{first}/{rest}.commit")).await?;
    if sha256(&commit) != format!("sha256:{name}") {
        return Err(wrong(Nonsense::Changed));
    }
    Ok(commit)
}

async fn get(line: &Line, base: &Url, path: &str) -> Result<Vec<u8>, UpstreamError> {
    let url = base
        .join(path)
        .ok()
        .filter(|url| url.origin() == base.origin())
        .ok_or(UpstreamError::NotPublished)?;
    let answer = line.ask(&url, Wanted::Blob, None).await?;
    match answer.status() {
        StatusCode::OK => line.read(answer, Wanted::Blob).await,
        StatusCode::NOT_FOUND => Err(UpstreamError::NoSuchImage {
            name: url.to_string(),
        }),
        other => Err(UpstreamError::Broken {
            host: host(base),
            status: other.as_u16(),
        }),
    }
}
