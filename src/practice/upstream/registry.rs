//! The publisher's container registry: what clients ask of one, in the words of the distribution API, version 2.
//!
//! Source: OCI distribution-spec 1.1; pages are short, so that every client has to turn them.

use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode, Uri};
use serde_json::json;

use super::super::fault::Fault;
use super::super::paths::Machine;
use super::images::{Image, MANIFEST, Repository, digest};
use super::seal;

/// Tags of a page at most.
const PAGE: usize = 5;

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    status: StatusCode,
    kind: &'static str,
    bytes: Vec<u8>,
    /// Where the next page is.
    link: Option<String>,
}

impl Answer {
    fn new(kind: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            status: StatusCode::OK,
            kind,
            bytes,
            link: None,
        }
    }

    /// As it goes over the line.
    pub(super) fn response(self) -> Response<Vec<u8>> {
        let digest = digest(&self.bytes);
        let mut response = Response::new(self.bytes);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        for (name, value) in [("docker-content-digest", Some(digest)), ("link", self.link)] {
            let value = value.and_then(|value| HeaderValue::try_from(value).ok());
            if let Some(value) = value {
                headers.insert(name, value);
            }
        }
        response
    }

    fn unknown(code: &str) -> Self {
        let error = json!({ "errors": [{ "code": code, "message": code.to_lowercase().replace('_', " ") }] });
        Self {
            status: StatusCode::NOT_FOUND,
            ..Self::new("application/json", error.to_string().into_bytes())
        }
    }
}

/// Answers what is asked below `/v2/`. `None`: it is asked of somebody else.
pub(super) fn answer(machine: &Machine, uri: &Uri, fault: Fault) -> Option<Answer> {
    let path = uri.path().strip_prefix("/v2")?;
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(Answer::new("application/json", b"{}".to_vec()));
    }
    let found = ["/tags/", "/manifests/", "/blobs/"]
        .iter()
        .find_map(|verb| Some((path.split_once(verb)?, *verb)));
    let Some(((name, rest), verb)) = found else {
        return Some(Answer::unknown("UNSUPPORTED"));
    };
    let Some(repository) = Repository::find(name) else {
        return Some(Answer::unknown("NAME_UNKNOWN"));
    };
    let shop = Shop {
        machine,
        repository,
        fault,
    };
    Some(match verb {
        "/tags/" => shop.tags(uri.query().unwrap_or_default()),
        "/manifests/" => shop.manifest(rest),
        _ => shop.blob(rest),
    })
}

/// The signature of an image, when there is one.
pub(crate) fn signature(
    machine: &Machine,
    (repository, image): (Repository, &Image),
    fault: Fault,
) -> Option<Vec<u8>> {
    let shop = Shop {
        machine,
        repository,
        fault,
    };
    shop.signature(image)
}

/// One repository.
struct Shop<'a> {
    machine: &'a Machine,
    repository: Repository,
    fault: Fault,
}

impl Shop<'_> {
    fn images(&self) -> impl Iterator<Item = Image> + use<> {
        self.repository.images(&self.machine.upstream())
    }

    fn is_signed(&self) -> bool {
        self.repository.is_signed() && self.fault != Fault::GpgError
    }

    fn tags(&self, query: &str) -> Answer {
        let mut names: Vec<String> = self
            .repository
            .tags(&self.machine.upstream())
            .into_iter()
            .map(|(tag, _)| tag)
            .collect();
        if self.is_signed() {
            names.extend(self.images().map(|image| seal::tag(&image.digest())));
        }
        names.sort();
        let asked = |key: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(name, _)| *name == key).map(|(_, value)| value)
        };
        let after = asked("last").unwrap_or_default();
        let count = asked("n").and_then(|n| n.parse().ok()).unwrap_or(PAGE);
        let count = usize::min(count, PAGE);
        let all = names.iter().filter(|name| name.as_str() > after);
        let page: Vec<&String> = all.clone().take(count).collect();
        let name = self.repository.name;
        let told = json!({ "name": name, "tags": page }).to_string();
        let last = page.last().filter(|_| all.count() > page.len());
        Answer {
            link: last
                .map(|last| format!("</v2/{name}/tags/list?last={last}&n={count}>; rel=\"next\"")),
            ..Answer::new("application/json", told.into_bytes())
        }
    }

    fn manifest(&self, which: &str) -> Answer {
        let image = self.repository.image(&self.machine.upstream(), which);
        let bytes = if let Some(image) = image {
            Some(image.manifest)
        } else {
            let is = |image: &Image| seal::tag(&image.digest()) == which;
            let signed = self.images().find(is);
            signed.and_then(|image| self.signature(&image))
        };
        bytes.map_or_else(
            || Answer::unknown("MANIFEST_UNKNOWN"),
            |bytes| Answer::new(MANIFEST, bytes),
        )
    }

    fn signature(&self, image: &Image) -> Option<Vec<u8>> {
        let stranger = self.fault == Fault::WrongKey;
        let made = self
            .is_signed()
            .then(|| seal::manifest(self.machine, (self.repository, image), stranger))?;
        made.inspect_err(|err| tracing::error!(%err, "an image cannot be signed"))
            .ok()
    }

    fn blob(&self, wanted: &str) -> Answer {
        let parts = self.images().flat_map(|image| {
            let payload = seal::payload(self.repository, &image);
            [image.config, payload, seal::CONFIG.to_vec()]
        });
        let mut parts = parts.filter(|bytes| digest(bytes) == wanted);
        parts.next().map_or_else(
            || Answer::unknown("BLOB_UNKNOWN"),
            |bytes| Answer::new("application/octet-stream", bytes),
        )
    }
}
