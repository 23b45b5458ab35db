//! A registry that says what a test wants it to say.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) target: String,
    headers: Vec<(String, String)>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What the double does.
pub(crate) enum Act {
    /// Says this and closes.
    Say(Vec<u8>),
    /// Says this, and then the second again and again without an end.
    Endless(Vec<u8>, Vec<u8>),
    /// Says this, and then one byte at a time.
    Drip(Vec<u8>),
    /// Listens and says nothing.
    Silence,
}

/// An answer with headers of its own.
pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &str) -> Act {
    let mut lines = vec![format!("HTTP/1.1 {status}"), "Connection: close".to_owned()];
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    lines.push(format!("Content-Length: {}", body.len()));
    let text = format!("{}\r\n\r\n{body}", lines.join("\r\n"));
    Act::Say(text.into_bytes())
}

/// JSON.
pub(crate) fn json(body: &str) -> Act {
    answer("200 OK", &[("Content-Type", "application/json")], body)
}

/// The first part of an answer whose body has no end.
pub(crate) fn head(kind: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n").into_bytes()
}

/// One that runs; it ends with the test.
pub(crate) struct Double {
    port: u16,
    asked: Arc<Mutex<Vec<Request>>>,
    task: JoinHandle<()>,
}

impl Drop for Double {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Double {
    /// Answers each request with what `act` says; the double's own `127.0.0.1:PORT` is given, too.
    pub(crate) async fn start(act: impl Fn(&Request, &str) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (notes, act) = (Arc::clone(&asked), Arc::new(act));
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (notes, act) = (Arc::clone(&notes), Arc::clone(&act));
                tokio::spawn(async move {
                    let act = |request: &Request| act(request, &format!("127.0.0.1:{port}"));
                    talk(stream, &notes, act).await;
                });
            }
        });
        Self { port, asked, task }
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }
}

async fn talk(mut stream: TcpStream, notes: &Mutex<Vec<Request>>, act: impl Fn(&Request) -> Act) {
    let Some(request) = read(&mut stream).await else {
        return;
    };
    notes.lock().unwrap().push(request.clone());
    let act = act(&request);
    // That the other end goes away is what many of these tests are about.
    let _gone = act_on(&mut stream, act).await;
}

async fn act_on(stream: &mut TcpStream, act: Act) -> std::io::Result<()> {
    match act {
        Act::Say(bytes) => {
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        }
        Act::Endless(head, again) => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(&again).await?;
            }
        }
        Act::Drip(head) => {
            stream.write_all(&head).await?;
            let mut clock = tokio::time::interval(Duration::from_millis(20));
            loop {
                clock.tick().await;
                stream.write_all(b" ").await?;
            }
        }
        Act::Silence => {
            // Until the other end gives up.
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.map(|_| ())
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.ok()?);
    }
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines();
    let target = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines.filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_ascii_lowercase(), value.to_owned()))
    });
    Some(Request {
        target,
        headers: headers.collect(),
    })
}
