//! A remote that gives half of what is heavy, and the rest when its gate is open.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// What the heavy half waits for.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub(crate) fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    fn wait(&self) {
        let open = self.0.0.lock().unwrap();
        let soon = Duration::from_mins(1);
        drop(self.0.1.wait_timeout_while(open, soon, |open| !*open));
    }
}

/// Serves a folder on a port of its own.
pub(crate) struct Server {
    address: SocketAddr,
    gate: Gate,
}

impl Server {
    pub(crate) fn of(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let gate = Gate::default();
        let (folder, of_threads) = (folder.to_owned(), gate.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, gate) = (folder.clone(), of_threads.clone());
                // Who stops hangs up.
                thread::spawn(move || answer(stream, &folder, &gate).unwrap_or_default());
            }
        });
        Self { address, gate }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn gate(&self) -> Gate {
        self.gate.clone()
    }
}

fn answer(mut stream: TcpStream, folder: &Path, gate: &Gate) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().unwrap_or(Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let path: PathBuf = folder.join(path.trim_start_matches('/'));
    let close = "Connection: close\r\n";
    let Ok(bytes) = fs::read(path) else {
        return write!(
            stream,
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n{close}\r\n"
        );
    };
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{close}\r\n"
    )?;
    let (now, later) = bytes.split_at(if length > 100_000 { length / 2 } else { length });
    stream.write_all(now)?;
    if !later.is_empty() {
        gate.wait();
        stream.write_all(later)?;
    }
    Ok(())
}

/// Half a megabyte that does not pack well.
pub(crate) fn heavy() -> String {
    let next = |seed: &mut u64| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Some(char::from(b'!' + u8::try_from((*seed >> 33) % 90).unwrap()))
    };
    let mut seed = 42;
    std::iter::from_fn(|| next(&mut seed))
        .take(500_000)
        .collect()
}
