//! What a program prints.

use std::io::{self, PipeWriter};

use futures_util::stream::{self, Stream};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::net::unix::pipe::Receiver;

use super::Line;

/// A pipe of which the program gets the second end.
pub(super) fn pipe() -> io::Result<(Receiver, PipeWriter)> {
    let (reader, writer) = io::pipe()?;
    Ok((Receiver::from_owned_fd(reader.into())?, writer))
}

/// To the byte.
pub(super) async fn all_of(mut pipe: Receiver) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).await?;
    Ok(bytes)
}

/// Line by line.
pub(super) fn lines_of(
    pipe: Receiver,
    line: fn(String) -> Line,
) -> impl Stream<Item = Line> + Send {
    stream::unfold(BufReader::new(pipe), move |mut pipe| async move {
        let found = next_line(&mut pipe).await.unwrap_or_else(|err| {
            tracing::warn!(%err, "a program cannot be read any more");
            None
        });
        found.map(|text| (line(text), pipe))
    })
}

async fn next_line(pipe: &mut BufReader<Receiver>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    loop {
        let read = pipe.fill_buf().await?;
        if read.is_empty() && line.is_empty() {
            return Ok(None);
        }
        let end = read.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        line.extend(read.iter().take(end.unwrap_or(read.len())));
        let ended = end.is_some() || read.is_empty();
        let used = end.map_or(read.len(), |end| end + 1);
        pipe.consume(used);
        if ended && !line.is_empty() {
            return Ok(Some(String::from_utf8_lossy(&line).into_owned()));
        }
    }
}
