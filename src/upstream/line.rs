//! The line to registries: which ways are taken, how long is waited, how much is read.
//!
//! A registry on this very computer is spoken to in plain HTTP and without a proxy, as the tools of containers do;
//! every other one in HTTPS only, with the system's certificates, and through the proxy of `HTTPS_PROXY` and `NO_PROXY`.

use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Response, Url};

use super::{Nonsense, UpstreamError};
use crate::practice_api::REGISTRY_HOST;

/// How long is waited and how much is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until somebody answers at all.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub pause: Duration,
    /// For everything that one question needs, all pages of a list.
    pub whole: Duration,
    /// Bytes of one answer.
    pub bytes: usize,
    /// Pages of a list.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            pause: Duration::from_secs(15),
            whole: Duration::from_mins(1),
            bytes: 8 << 20,
            pages: 200,
        }
    }
}

/// Steps that an answer may lead on.
const REDIRECTS: usize = 5;

/// Two clients: for this computer and for all others.
#[derive(Debug, Default)]
pub(super) struct Line {
    near: OnceLock<Client>,
    far: OnceLock<Client>,
    practice: Option<SocketAddr>,
    pub(super) limits: Limits,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A list or a token, as JSON.
    Json,
    /// A manifest.
    Manifest,
    /// Contents that say nothing of themselves.
    Blob,
}

/// What may be asked for as a manifest.
pub(super) const MANIFESTS: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

impl Line {
    pub(super) fn new(limits: Limits, practice: Option<SocketAddr>) -> Self {
        Self {
            practice,
            limits,
            ..Self::default()
        }
    }

    /// Asks once. What the answer means is the caller's.
    pub(super) async fn ask(
        &self,
        url: &Url,
        wanted: Wanted,
        pass: Option<&HeaderValue>,
    ) -> Result<Response, UpstreamError> {
        let client = self.client(is_near(url)).map_err(|err| trouble(url, err))?;
        let accept = match wanted {
            Wanted::Json => "application/json".to_owned(),
            Wanted::Manifest => MANIFESTS.join(", "),
            Wanted::Blob => "*/*".to_owned(),
        };
        let mut request = client.get(url.clone()).header(ACCEPT, accept);
        if let Some(pass) = pass {
            request = request.header(AUTHORIZATION, pass);
        }
        request.send().await.map_err(|err| trouble(url, err))
    }

    /// Reads the answer to its end, if that comes early enough.
    pub(super) async fn read(
        &self,
        mut answer: Response,
        wanted: Wanted,
    ) -> Result<Vec<u8>, UpstreamError> {
        let url = answer.url().clone();
        let wrong = |what| nonsense(&url, what);
        let text = |name| {
            answer
                .headers()
                .get(name)
                .map(|v| v.to_str().unwrap_or("?"))
        };
        if text(CONTENT_ENCODING).is_some_and(|packed| packed != "identity") {
            return Err(wrong(Nonsense::Packed));
        }
        let kind = text(CONTENT_TYPE).unwrap_or_default();
        let fits = match wanted {
            Wanted::Json | Wanted::Manifest => kind.is_empty() || kind.contains("json"),
            Wanted::Blob => !kind.starts_with("text/html"),
        };
        if !fits {
            return Err(wrong(Nonsense::WrongType));
        }
        let limit = self.limits.bytes;
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|err| trouble(&url, err))? {
            if bytes.len() + chunk.len() > limit {
                return Err(wrong(Nonsense::TooLong));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn client(&self, near: bool) -> Result<&Client, reqwest::Error> {
        let place = if near { &self.near } else { &self.far };
        if let Some(client) = place.get() {
            return Ok(client);
        }
        // Somebody else may have chosen already, which is as good.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let agent = concat!("isotope/", env!("CARGO_PKG_VERSION"));
        let limits = self.limits;
        let client = Client::builder()
            .user_agent(agent)
            .connect_timeout(limits.connect)
            .read_timeout(limits.pause)
            .referer(false)
            .redirect(Policy::custom(lead_on));
        let client = if near {
            // No certificates are needed, nor looked for.
            let client = client.no_proxy().tls_certs_only([]);
            match self.practice {
                Some(place) => client.resolve(REGISTRY_HOST, place),
                None => client,
            }
        } else {
            client.https_only(true)
        };
        let client = client.build()?;
        Ok(place.get_or_init(|| client))
    }
}

/// Follows where contents are kept elsewhere. Names and passwords are not taken along to another place: reqwest's rule.
fn lead_on(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let first = attempt.previous().first();
    if attempt.previous().len() > REDIRECTS {
        return attempt.error(Nonsense::Circles);
    }
    if first.is_some_and(|first| may_lead(first, attempt.url())) {
        attempt.follow()
    } else {
        attempt.error(Nonsense::Elsewhere)
    }
}

/// Whether an answer may lead from one place to another: on this computer to itself, from elsewhere to any other
/// computer, but in HTTPS, and not to what is reachable only from here.
pub(super) fn may_lead(from: &Url, to: &Url) -> bool {
    if is_near(from) {
        from.origin() == to.origin()
    } else {
        to.scheme() == "https" && !is_near(to)
    }
}

/// Whether it is this computer.
pub(super) fn is_near(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || address.is_unspecified(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

pub(super) fn nonsense(url: &Url, what: Nonsense) -> UpstreamError {
    UpstreamError::Nonsense {
        host: host(url),
        what,
    }
}

fn trouble(url: &Url, err: reqwest::Error) -> UpstreamError {
    let host = host(url);
    if let Some(what) = cause::<Nonsense>(&err) {
        return UpstreamError::Nonsense { host, what: *what };
    }
    if err.is_timeout() {
        return UpstreamError::TimedOut { host };
    }
    if let Some(tls) = cause::<rustls::Error>(&err) {
        let detail = tls.to_string();
        return UpstreamError::Untrusted { host, detail };
    }
    if err.is_builder() {
        let detail = deepest(&err);
        return UpstreamError::Untrusted { host, detail };
    }
    UpstreamError::NoNetwork {
        detail: deepest(&err.without_url()),
        host,
    }
}

/// An error of that kind among the causes. What an `io::Error` is made of does not count as its source.
fn cause<T: std::error::Error + 'static>(err: &reqwest::Error) -> Option<&T> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(err);
    while let Some(err) = next {
        if let Some(found) = err.downcast_ref::<T>() {
            return Some(found);
        }
        next = match err.downcast_ref::<std::io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as _),
            None => err.source(),
        };
    }
    None
}

/// The words of the last cause: the others only repeat that something failed.
fn deepest(err: &reqwest::Error) -> String {
    let mut last: &dyn std::error::Error = err;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_lead_only_where_they_may() {
        for (from, to, may) in [
            ("https://h.io/a", "https://cdn.example/b", true),
            ("https://h.io/a", "http://h.io/a", false),
            ("https://h.io/a", "https://localhost/a", false),
            ("https://h.io/a", "https://127.0.0.1:631/a", false),
            ("https://h.io/a", "https://[::1]/a", false),
            ("https://h.io/a", "file:///etc/passwd", false),
            ("http://127.0.0.1:5000/a", "http://127.0.0.1:5000/b", true),
            ("http://127.0.0.1:5000/a", "http://127.0.0.1:5001/b", false),
            ("http://localhost:5000/a", "https://h.io/a", false),
        ] {
            let url = |text: &str| Url::parse(text).unwrap();
            assert_eq!(may_lead(&url(from), &url(to)), may, "{from} to {to}");
        }
    }
}
