//! Serves the publisher's repository and registry over loopback HTTP, on a line of a believable speed that can break.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{Stream, stream};
use http_body_util::{BodyExt, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::Instant;

use super::super::commit;
use super::super::fault::Fault;
use super::super::paths::Machine;
use super::turns::{Turn, Turns};
use super::{registry, stranger};

/// Bytes handed out at a time.
const CHUNK: usize = 4096;

type Body = UnsyncBoxBody<Bytes, io::Error>;

/// The publisher's end of the line.
#[derive(Debug)]
pub(crate) struct Server {
    machine: Machine,
    fault: watch::Receiver<Fault>,
    /// KB a second when nothing slows it; 0: as fast as it goes.
    line: u32,
    turns: Turns,
    pull: Mutex<Pull>,
}

/// What the client fetches at present.
#[derive(Debug, Default)]
struct Pull {
    /// The commit it last asked for.
    commit: Option<String>,
    /// Bytes of objects it does not have yet; `None`: not known yet.
    need: Option<u64>,
    served: u64,
}

/// Starts serving and gives the port.
///
/// # Errors
/// When no port of the loopback interface can be had.
pub(crate) async fn start(
    machine: Machine,
    line: u32,
    fault: watch::Receiver<Fault>,
) -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let server = Arc::new(Server {
        machine,
        fault,
        line,
        turns: Turns::default(),
        pull: Mutex::default(),
    });
    tokio::spawn(server.run(listener, address));
    Ok(address.port())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    async fn run(self: Arc<Self>, mut listener: TcpListener, address: SocketAddr) {
        let mut fault = self.fault.clone();
        loop {
            if *fault.borrow_and_update() == Fault::NoNetwork {
                // Nobody listens: the client's connections are refused as with a cable pulled out.
                drop(listener);
                while *fault.borrow_and_update() == Fault::NoNetwork {
                    if fault.changed().await.is_err() {
                        return;
                    }
                }
                listener = match listen_again(address) {
                    Ok(listener) => listener,
                    Err(error) => return tracing::error!(err = %error, "upstream is gone"),
                };
            }
            tokio::select! {
                accepted = listener.accept() => {
                    if let Ok((stream, _)) = accepted {
                        tokio::spawn(Arc::clone(&self).talk(stream));
                    }
                }
                changed = fault.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Answers one connection until it ends or the network breaks.
    async fn talk(self: Arc<Self>, stream: TcpStream) {
        let mut fault = self.fault.clone();
        let service = service_fn(move |request| {
            let server = Arc::clone(&self);
            async move { Ok::<_, io::Error>(server.answer(&request).await) }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                tracing::debug!(err = %error, "connection ended");
            },
            _ = fault.wait_for(|fault| *fault == Fault::NoNetwork) => {}
        }
    }

    async fn answer(self: Arc<Self>, request: &Request<Incoming>) -> Response<Body> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return empty(StatusCode::METHOD_NOT_ALLOWED);
        }
        let fault = *self.fault.borrow();
        if request.uri().path().starts_with("/v2") {
            return self.register(request.uri().clone(), fault).await;
        }
        let Some(path) = self.file(request.uri().path()) else {
            return empty(StatusCode::NOT_FOUND);
        };
        let Ok(mut bytes) = tokio::fs::read(&path).await else {
            return empty(StatusCode::NOT_FOUND);
        };
        let signatures = path.extension().is_some_and(|e| e == "commitmeta");
        if signatures && fault == Fault::GpgError {
            // A list of nothing. Were the file not there, libostree would go on with the one of an earlier look.
            bytes.clear();
        } else if signatures && fault == Fault::WrongKey {
            let Some(forged) = forged(path.with_extension("commit")).await else {
                return empty(StatusCode::INTERNAL_SERVER_ERROR);
            };
            bytes = forged;
        }
        let object = self.note(&path);
        let length = bytes.len();
        let body = StreamBody::new(self.chunks(bytes, object)).boxed_unsync();
        let mut response = Response::new(body);
        response
            .headers_mut()
            .insert(hyper::header::CONTENT_LENGTH, length.into());
        response
    }

    /// Answers as the registry. Reading the versions takes a moment.
    async fn register(&self, uri: Uri, fault: Fault) -> Response<Body> {
        let machine = self.machine.clone();
        let found = tokio::task::spawn_blocking(move || registry::answer(&machine, &uri, fault));
        let Ok(Some(answer)) = found.await else {
            return empty(StatusCode::NOT_FOUND);
        };
        answer.response().map(|bytes| {
            Full::new(Bytes::from(bytes))
                .map_err(|never| match never {})
                .boxed_unsync()
        })
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(path.trim_start_matches('/'));
        let plain = path.components().all(|c| matches!(c, Component::Normal(_)));
        plain.then(|| self.machine.upstream().join(path))
    }

    /// Notes what is asked for; `true` when it is content, which counts towards the download.
    fn note(&self, path: &Path) -> bool {
        let mut pull = lock(&self.pull);
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default();
        if name.starts_with("summary") {
            *pull = Pull::default();
        }
        let Some(checksum) = checksum_of(path) else {
            return false;
        };
        match path.extension().and_then(|e| e.to_str()) {
            Some("commit") => {
                pull.commit = Some(checksum);
                pull.need = None;
                false
            }
            Some("filez") => {
                if pull.need.is_none() {
                    pull.need = self.missing(pull.commit.as_deref(), &checksum);
                }
                true
            }
            _ => false,
        }
    }

    /// Bytes of content that the client needs for the commit that holds `object`.
    fn missing(&self, asked: Option<&str>, object: &str) -> Option<u64> {
        let upstream = self.machine.upstream();
        let sizes = asked
            .map(str::to_owned)
            .into_iter()
            .chain(tips(&upstream.join("refs/heads")))
            .filter_map(|checksum| commit::read(&upstream, &checksum).ok())
            .map(|commit| commit.sizes)
            .find(|sizes| sizes.iter().any(|(name, _)| name == object))?;
        let repo = self.machine.repo();
        let is_missing = |name: &str| {
            let path = commit::object(name);
            upstream.join(format!("{path}.filez")).exists()
                && !repo.join(format!("{path}.file")).exists()
        };
        Some(
            sizes
                .iter()
                .filter(|(name, _)| is_missing(name))
                .map(|(_, bytes)| bytes)
                .sum(),
        )
    }

    fn chunks(
        self: Arc<Self>,
        bytes: Vec<u8>,
        object: bool,
    ) -> impl Stream<Item = io::Result<Frame<Bytes>>> + use<> {
        let length = bytes.len();
        stream::unfold(
            // The turn on the line, and when the line is free for the next piece.
            (self, Bytes::from(bytes), None::<(Turn, Instant)>),
            move |(server, mut rest, mut turn)| async move {
                if rest.is_empty() {
                    return None;
                }
                let chunk = rest.split_to(rest.len().min(CHUNK));
                // Content only: the rest is little, and held up it would keep the client from seeing how much there is.
                if object {
                    let (held, free) = match turn.take() {
                        Some(turn) => turn,
                        None => (server.turns.wait(length).await, Instant::now()),
                    };
                    tokio::time::sleep_until(free).await;
                    server.stall(chunk.len() as u64).await;
                    turn = Some((held, free.max(Instant::now()) + server.time(chunk.len())));
                }
                Some((Ok(Frame::data(chunk)), (server, rest, turn)))
            },
        )
    }

    /// How long the line carries that many bytes.
    fn time(&self, length: usize) -> Duration {
        match self.fault.borrow().rate().unwrap_or(self.line) {
            0 => Duration::ZERO,
            rate => Duration::from_micros(length as u64 * 1000 / u64::from(rate)),
        }
    }

    /// Stops while the fault says so and the download is far enough.
    async fn stall(&self, length: u64) {
        let (served, need) = {
            let mut pull = lock(&self.pull);
            pull.served += length;
            (pull.served, pull.need.unwrap_or_default())
        };
        let mut fault = self.fault.clone();
        let flows = |fault: &Fault| {
            fault
                .stall()
                .is_none_or(|percent| served * 100 <= need * u64::from(percent))
        };
        if fault.wait_for(flows).await.is_err() {
            tracing::debug!("the machine stops");
        }
    }
}

fn empty(status: StatusCode) -> Response<Body> {
    let body = Full::default()
        .map_err(|never| match never {})
        .boxed_unsync();
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
}

/// The object's checksum of a path `…/objects/xx/yyyy.kind`.
fn checksum_of(path: &Path) -> Option<String> {
    let dir = path.parent()?;
    let is_object = dir.parent()?.file_name()? == "objects";
    let text = format!(
        "{}{}",
        dir.file_name()?.to_str()?,
        path.file_stem()?.to_str()?
    );
    is_object.then_some(text)
}

/// What all refs below a folder point to.
fn tips(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(tips(&path));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push(text.trim().to_owned());
        }
    }
    found
}

/// The same port again: clients have its address in their configuration.
/// The signatures of a stranger for that commit. Making them takes a moment.
async fn forged(commit: PathBuf) -> Option<Vec<u8>> {
    let made = tokio::task::spawn_blocking(move || stranger::signatures(&commit)).await;
    let made = made
        .map_err(|err| err.to_string())
        .and_then(|made| made.map_err(|err| err.to_string()));
    made.inspect_err(|err| tracing::error!(%err, "a stranger cannot sign"))
        .ok()
}

fn listen_again(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(64)
}
