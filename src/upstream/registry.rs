//! A repository of a container registry: the distribution API, version 2.
//!
//! Source: distribution `spec/api.md` and `spec/auth/token.md`, OCI distribution-spec 1.1.

use std::collections::HashSet;

use reqwest::header::HeaderValue;
use reqwest::{Response, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::headers::{Challenge, challenge, next_page};
use super::line::{Line, Wanted, host, is_near, may_lead, nonsense};
use super::login::Login;
use super::{Nonsense, UpstreamError};

/// Tags of a page that are asked for; registries may give fewer.
const PAGE: &str = "1000";
/// Longest tag.
const LONGEST_TAG: usize = 128;

/// A repository, while it is spoken with.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    line: &'a Line,
    base: Url,
    /// The image's name within the registry.
    name: String,
    login: Option<Login>,
    /// What the registry wants to see with each request.
    pass: Option<HeaderValue>,
}

#[derive(Deserialize)]
struct Page {
    /// Some registries say `null` where there are none.
    tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Token {
    token: Option<String>,
    access_token: Option<String>,
}

impl<'a> Registry<'a> {
    /// The repository, such as `ghcr.io/ublue-os/bluefin`; `None`: that is no name of one.
    pub(super) fn new(line: &'a Line, repository: &str, login: Option<Login>) -> Option<Self> {
        let (host, name) = repository.split_once('/')?;
        if !name.split('/').all(is_part) {
            return None;
        }
        let (host, name) = match host {
            "docker.io" if !name.contains('/') => {
                ("registry-1.docker.io", format!("library/{name}"))
            }
            "docker.io" => ("registry-1.docker.io", name.to_owned()),
            _ => (host, name.to_owned()),
        };
        let mut base = Url::parse(&format!("https://{host}/v2/")).ok()?;
        if is_near(&base) {
            base = Url::parse(&format!("http://{host}/v2/")).ok()?;
        }
        Some(Self {
            line,
            base,
            name,
            login,
            pass: None,
        })
    }

    /// All tags, in the registry's order. What cannot be a tag is left out.
    pub(super) async fn tags(&mut self) -> Result<Vec<String>, UpstreamError> {
        let mut url = self.url("tags/list")?;
        url.query_pairs_mut().append_pair("n", PAGE);
        let (mut tags, mut seen) = (Vec::new(), HashSet::new());
        let mut room = self.line.limits.bytes;
        loop {
            if seen.len() == self.line.limits.pages || !seen.insert(url.clone()) {
                return Err(nonsense(&url, Nonsense::Endless));
            }
            let answer = self.get(&url, Wanted::Json, &self.name.clone()).await?;
            let next = next_page(answer.headers());
            let page: Page = self.json(answer, Wanted::Json).await?;
            for tag in page.tags.unwrap_or_default() {
                // All pages together are not longer than one answer may be.
                room = room
                    .checked_sub(tag.len())
                    .ok_or_else(|| nonsense(&url, Nonsense::TooLong))?;
                if is_tag(&tag) {
                    tags.push(tag);
                }
            }
            let Some(next) = next else { break };
            let next = url
                .join(&next)
                .map_err(|_| nonsense(&url, Nonsense::Unreadable))?;
            if next.origin() != self.base.origin() {
                return Err(nonsense(&url, Nonsense::Elsewhere));
            }
            url = next;
        }
        Ok(tags)
    }

    /// A manifest by tag or digest, to the byte.
    pub(super) async fn manifest(&mut self, which: &str) -> Result<Vec<u8>, UpstreamError> {
        let url = self.url(&format!("manifests/{which}"))?;
        let name = self.full_name(which);
        let answer = self.get(&url, Wanted::Manifest, &name).await?;
        self.line.read(answer, Wanted::Manifest).await
    }

    /// Contents by their digest.
    pub(super) async fn blob(&mut self, digest: &str) -> Result<Vec<u8>, UpstreamError> {
        let url = self.url(&format!("blobs/{digest}"))?;
        let name = self.full_name(digest);
        let answer = self.get(&url, Wanted::Blob, &name).await?;
        self.line.read(answer, Wanted::Blob).await
    }

    /// For errors: who answers.
    pub(super) fn nonsense(&self, what: Nonsense) -> UpstreamError {
        nonsense(&self.base, what)
    }

    /// The image with a tag or digest, as people write it.
    pub(super) fn full_name(&self, which: &str) -> String {
        let sign = if which.contains(':') { '@' } else { ':' };
        format!("{}{sign}{which}", self.name)
    }

    fn url(&self, rest: &str) -> Result<Url, UpstreamError> {
        let path = format!("{}/{rest}", self.name);
        self.base
            .join(&path)
            .ok()
            .filter(|url| url.origin() == self.base.origin())
            .ok_or(UpstreamError::NotPublished)
    }

    /// Asks, and once more with a pass where the registry wants one.
    async fn get(
        &mut self,
        url: &Url,
        wanted: Wanted,
        name: &str,
    ) -> Result<Response, UpstreamError> {
        let mut answer = self.line.ask(url, wanted, self.pass.as_ref()).await?;
        if answer.status() == StatusCode::UNAUTHORIZED {
            let challenge = challenge(answer.headers()).ok_or_else(|| self.refused(name))?;
            let pass = self.pass_for(challenge, name).await?;
            answer = self.line.ask(url, wanted, Some(&pass)).await?;
            self.pass = Some(pass);
        }
        match answer.status() {
            StatusCode::OK => Ok(answer),
            StatusCode::NOT_FOUND => Err(UpstreamError::NoSuchImage {
                name: format!("{}/{name}", host(&self.base)),
            }),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(self.refused(name)),
            // One that was not followed.
            other if other.is_redirection() => Err(self.nonsense(Nonsense::Elsewhere)),
            other => Err(self.broken(other)),
        }
    }

    async fn pass_for(
        &self,
        challenge: Challenge,
        name: &str,
    ) -> Result<HeaderValue, UpstreamError> {
        match challenge {
            Challenge::Basic => {
                let login = self.login.as_ref().map(Login::header);
                login.ok_or_else(|| self.refused(name))
            }
            Challenge::Bearer {
                realm,
                service,
                scope,
            } => {
                let mut url =
                    Url::parse(&realm).map_err(|_| self.nonsense(Nonsense::Unreadable))?;
                // On this computer the two may be two programs.
                let both_near = is_near(&self.base) && is_near(&url);
                if !both_near && !may_lead(&self.base, &url) {
                    return Err(self.nonsense(Nonsense::Elsewhere));
                }
                let scope = scope.unwrap_or_else(|| format!("repository:{}:pull", self.name));
                let service = service.map(|service| ("service", service));
                url.query_pairs_mut()
                    .extend_pairs(service.into_iter().chain([("scope", scope)]));
                self.token(&url, name).await
            }
        }
    }

    async fn token(&self, url: &Url, name: &str) -> Result<HeaderValue, UpstreamError> {
        let login = self.login.as_ref().map(Login::header);
        let answer = self.line.ask(url, Wanted::Json, login.as_ref()).await?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::BAD_REQUEST
            | StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND => return Err(self.refused(name)),
            other => return Err(self.broken(other)),
        }
        let token: Token = self.json(answer, Wanted::Json).await?;
        let token = token.token.or(token.access_token);
        let token = token.filter(|token| !token.is_empty());
        let pass = token.and_then(|token| HeaderValue::try_from(format!("Bearer {token}")).ok());
        let mut pass = pass.ok_or_else(|| self.nonsense(Nonsense::Unreadable))?;
        pass.set_sensitive(true);
        Ok(pass)
    }

    async fn json<T: DeserializeOwned>(
        &self,
        answer: Response,
        wanted: Wanted,
    ) -> Result<T, UpstreamError> {
        let bytes = self.line.read(answer, wanted).await?;
        serde_json::from_slice(&bytes).map_err(|_| self.nonsense(Nonsense::Unreadable))
    }

    fn refused(&self, name: &str) -> UpstreamError {
        UpstreamError::Refused {
            host: host(&self.base),
            name: name.to_owned(),
            known: self.login.is_some(),
        }
    }

    fn broken(&self, status: StatusCode) -> UpstreamError {
        let host = host(&self.base);
        if status == StatusCode::TOO_MANY_REQUESTS {
            return UpstreamError::Crowded { host };
        }
        UpstreamError::Broken {
            host,
            status: status.as_u16(),
        }
    }
}

/// Source of both: distribution `reference/regexp.go`.
fn is_part(part: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    part.starts_with(small) && part.chars().all(|c| small(c) || "._-".contains(c))
}

fn is_tag(tag: &str) -> bool {
    let first = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let rest = |c: char| first(c) || c == '.' || c == '-';
    tag.len() <= LONGEST_TAG && tag.starts_with(first) && tag.chars().all(rest)
}
