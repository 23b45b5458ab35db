//! libostree's own progress line, as `ostree pull` writes it to a terminal.

/// How far a download is; the fields of rpm-ostree's `DownloadProgress`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Download {
    /// Monotonic microseconds when it began, and seconds since then.
    pub(super) time: (u64, u64),
    /// Fetches and writes that are not done; libostree's line tells only writes.
    pub(super) outstanding: (u32, u32),
    /// Metadata objects scanned, fetched, outstanding.
    pub(super) metadata: (u32, u32, u32),
    /// Objects fetched and asked for so far.
    pub(super) content: (u32, u32),
    /// Bytes, and bytes a second.
    pub(super) transfer: (u64, u64),
}

type Body = (
    (u64, u64),
    (u32, u32),
    (u32, u32, u32),
    (u32, u32, u32, u64),
    (u32, u32),
    (u64, u64),
);

impl Download {
    /// The signal's arguments. There are no static deltas.
    pub(super) fn body(self) -> Body {
        (
            self.time,
            self.outstanding,
            self.metadata,
            (0, 0, 0, 0),
            self.content,
            self.transfer,
        )
    }

    /// Takes up what a piece of terminal output says; `true` when it said something about progress.
    pub(super) fn read(&mut self, text: &str) -> bool {
        // The line is repeated over and over; the last one counts.
        let mut any = false;
        for line in plain(complete(text)).lines() {
            any |= self.line(line);
        }
        any
    }

    fn line(&mut self, line: &str) -> bool {
        if let Some(rest) = after(line, "Receiving metadata objects: ") {
            let (fetched, rest) = rest.split_once('/').unwrap_or((rest, ""));
            self.metadata.1 = number(fetched);
            self.rates(after(rest, ") ").unwrap_or(rest));
            return true;
        }
        if let Some(rest) = after(line, "Receiving objects: ") {
            let counts = after(rest, "(").and_then(|r| r.split_once(')'));
            if let Some((counts, rates)) = counts {
                let (done, of) = counts.split_once('/').unwrap_or((counts, ""));
                self.content = (number(done), number(of));
                self.rates(rates);
            }
            return true;
        }
        if let Some(rest) = after(line, "Writing objects: ") {
            self.outstanding.1 = number(rest);
            return true;
        }
        if let Some(rest) = after(line, "Scanning metadata: ") {
            self.metadata.0 = number(rest);
            return true;
        }
        false
    }

    /// `1.2 MB/s 3.4 MB`.
    fn rates(&mut self, text: &str) {
        if let Some((rate, bytes)) = text.split_once("/s") {
            self.transfer = (size(bytes), size(rate));
        }
    }
}

/// The text without a last line that is still being written: half a number is another number. libostree fills each line
/// up with spaces, and begins the next one with a control code.
fn complete(text: &str) -> &str {
    let end = text.rfind(char::is_control).max(text.rfind("  "));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.rfind(start)
        .and_then(|at| text.get(at + start.len()..))
}

fn number(text: &str) -> u32 {
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or_default()
}

/// `GLib`'s way to write sizes: `836 bytes`, `1.2 kB`, with a no-break space.
fn size(text: &str) -> u64 {
    let text = text.trim().replace('\u{a0}', " ");
    let (value, unit) = text.split_once(' ').unwrap_or((&text, ""));
    let factor: u64 = match unit.split(' ').next().unwrap_or_default() {
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        _ => 1,
    };
    let (whole, tenth) = value.split_once('.').unwrap_or((value, ""));
    let tenths =
        whole.parse::<u64>().unwrap_or_default() * 10 + tenth.parse::<u64>().unwrap_or_default();
    tenths * factor / 10
}

/// Terminal output with its control codes as ends of lines.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\r' => out.push('\n'),
            '\u{1b}' => {
                // Either one character, or `[` and everything to a letter.
                if rest.next() == Some('[') {
                    rest.by_ref().find(char::is_ascii_alphabetic);
                }
                out.push('\n');
            }
            c => out.push(c),
        }
    }
    out
}

/// The sentence that ends a download: `11 metadata, 64 content objects fetched; 8811 KiB transferred in 5 seconds; …`.
pub(super) fn summary(text: &str) -> Option<String> {
    plain(text)
        .lines()
        .rfind(|line| line.contains(" content objects fetched; "))
        .map(|line| line.trim().replace('\u{a0}', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_with_their_units() {
        let mut download = Download::default();
        assert!(
            download.read(
                "\u{1b}8Receiving metadata objects: 7/(estimating) 1.2\u{a0}kB/s 3.4\u{a0}kB\r"
            )
        );
        assert_eq!((download.metadata.1, download.transfer), (7, (3400, 1200)));
        assert!(download.read("Receiving objects: 45% (30/66) 1.5\u{a0}MB/s 2.5\u{a0}MB  "));
        assert_eq!(
            (download.content, download.transfer),
            ((30, 66), (2_500_000, 1_500_000))
        );
        assert!(download.read("Receiving objects: 0% (0/3) -/s 0\u{a0}bytes\n"));
        assert_eq!(download.transfer, (0, 0));
        assert!(!download.read("hello"));
    }

    #[test]
    fn a_line_counts_when_all_of_it_is_there() {
        let line = "Receiving objects: 45% (30/66) 1.5\u{a0}MB/s 2.5\u{a0}MB  ";
        for (end, _) in line.char_indices() {
            let mut download = Download::default();
            assert!(!download.read(&line[..end]), "{}", &line[..end]);
        }
        assert!(Download::default().read(line));
    }

    #[test]
    fn the_sentence_at_the_end_is_freed_of_control_codes() {
        let said = "\u{1b}7\u{1b}8\u{1b}[KReceiving objects: 1% (1/2) 1 kB/s 1 kB\u{1b}88 metadata, 62 content objects fetched; 5867 KiB transferred in 0 seconds; 6.0\u{a0}MB content written\r\n";
        let expected = "8 metadata, 62 content objects fetched; 5867 KiB transferred in 0 seconds; 6.0 MB content written";
        assert_eq!(summary(said).as_deref(), Some(expected));
        assert_eq!(summary("Receiving objects"), None);
    }

    #[test]
    fn the_last_of_several_lines_counts() {
        let mut download = Download::default();
        download.read("Receiving objects: 10% (1/10) 1 bytes/s 836 bytes\u{1b}8\u{1b}[KReceiving objects: 20% (2/10) 1 bytes/s 900 bytes   ");
        assert_eq!((download.content, download.transfer.0), ((2, 10), 900));
    }
}
