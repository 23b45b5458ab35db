//! Where output goes: results on stdout, progress and remarks on stderr.
//!
//! With `--json`, stdout gets exactly one document (one a line for `watch`) and no text.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;

/// The two channels.
pub(crate) struct Console {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    json: bool,
    terminal: bool,
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console")
            .field("json", &self.json)
            .finish_non_exhaustive()
    }
}

impl Console {
    /// The process' own.
    pub(crate) fn real(json: bool) -> Self {
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            json,
            terminal: io::stderr().is_terminal(),
        }
    }

    /// Whether a bar can be drawn on stderr.
    pub(crate) fn draws(&self) -> bool {
        self.terminal
    }

    /// Whether documents are wanted.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// A line for people on stdout.
    pub(crate) fn say(&mut self, line: &str) -> io::Result<()> {
        if self.json {
            return Ok(());
        }
        writeln!(self.out, "{}", printable(line))
    }

    /// The document on stdout.
    pub(crate) fn document(&mut self, document: &impl Serialize) -> io::Result<()> {
        if self.json {
            serde_json::to_writer_pretty(&mut self.out, document)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// A document on one line of stdout.
    pub(crate) fn line(&mut self, document: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, document)?;
        writeln!(self.out)?;
        self.out.flush()
    }

    /// A remark on stderr, for people in both cases.
    pub(crate) fn remark(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.err, "{}", printable(line))
    }
}

/// Without what could steer a terminal: names and versions come from outside.
pub(crate) fn printable(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What was written, shared with the test.
    #[derive(Clone, Default)]
    pub(crate) struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Paper {
        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    /// A console on paper: (console, stdout, stderr).
    pub(crate) fn on_paper(json: bool) -> (Console, Paper, Paper) {
        let (out, err) = (Paper::default(), Paper::default());
        let console = Console {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            json,
            terminal: false,
        };
        (console, out, err)
    }

    #[test]
    fn nothing_from_outside_steers_the_terminal() {
        let (mut console, out, _) = on_paper(false);
        console.say("43.1\u{1b}[2J").unwrap();
        assert_eq!(out.text(), "43.1\u{fffd}[2J\n");
    }

    #[test]
    fn text_and_documents_do_not_mix() {
        let (mut console, out, _) = on_paper(true);
        console.say("text").unwrap();
        console.document(&1).unwrap();
        assert_eq!(out.text(), "1\n");
    }
}
