//! What a transaction tells, made into one bar. Pure.
//!
//! Branches of a repository tell bytes and counted objects, images only named layers, package work percentages.

use crate::backend::Step;
use crate::domain::{ByteCount, Progress, ProgressMeter, Stage};

/// One signal of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Its title, once it is known what it is.
    Title(String),
    /// A line of text.
    Message(String),
    /// A named part begins.
    TaskBegin(String),
    /// The part has ended.
    TaskEnd,
    /// A named part, in percent.
    Percent(String, u32),
    /// A part with percentages has ended.
    ProgressEnd,
    /// How far a pull is.
    Download(Download),
    /// It is over: success, and the words when it is none.
    Finished(bool, String),
    /// Nothing that matters here.
    Other,
}

/// `DownloadProgress`, without what is of no use: the start is the service's own clock, the elapsed time always 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Download {
    /// Directory objects that were asked for and are not here yet.
    pub(super) metadata_outstanding: u32,
    /// Parts of a static delta: (fetched, of).
    pub(super) delta_parts: (u32, u32),
    /// Bytes of the whole static delta.
    pub(super) delta_bytes: u64,
    /// Objects: (fetched, asked for so far).
    pub(super) content: (u32, u32),
    /// Bytes so far, bytes per second.
    pub(super) transfer: (u64, u64),
}

/// Listens to a transaction and says how far it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Teller {
    meter: ProgressMeter,
    layers: Layers,
    last_text: String,
    /// The service said that there is no newer version.
    pub(super) nothing_new: bool,
}

/// Layers of an image. Their sizes are only known as rounded text.
#[derive(Clone, Copy, Debug, Default)]
struct Layers {
    total_bytes: u64,
    done_bytes: u64,
    /// The one that is being fetched: (number from 1, of, bytes).
    now: Option<(u64, u64, u64)>,
}

impl Teller {
    /// What to say before the first signal.
    pub(super) fn begin(&mut self) -> Step {
        Step::Progress(self.meter.enter(Stage::Preparing))
    }

    /// What to say while the system is read again.
    pub(super) fn finish(&mut self) -> Step {
        Step::Progress(self.meter.enter(Stage::Finishing))
    }

    /// What to say about one signal.
    pub(super) fn hear(&mut self, told: &Told) -> Vec<Step> {
        let progress = match told {
            Told::Title(_) => Some(self.meter.enter(Stage::Checking)),
            Told::Message(text) => self.message(text),
            Told::TaskBegin(text) => self.task_begins(text),
            Told::TaskEnd => self.task_ends(),
            Told::Percent(text, percent) => self.percent(text, *percent),
            Told::Download(download) => Some(self.download(*download)),
            Told::ProgressEnd | Told::Finished(..) | Told::Other => None,
        };
        let text = match told {
            Told::Message(text) | Told::TaskBegin(text) | Told::Percent(text, _) => Some(text),
            Told::Title(_)
            | Told::TaskEnd
            | Told::ProgressEnd
            | Told::Download(_)
            | Told::Finished(..)
            | Told::Other => None,
        };
        let text = text.filter(|text| **text != self.last_text).cloned();
        if let Some(text) = &text {
            self.last_text.clone_from(text);
        }
        let words = text.map(Step::Message);
        words
            .into_iter()
            .chain(progress.map(Step::Progress))
            .collect()
    }

    fn message(&mut self, text: &str) -> Option<Progress> {
        const CHECKING: [&str; 4] = [
            "Pulling manifest:",
            "Resolving version",
            "Validating checksum",
            "Enabled rpm-md repositories",
        ];
        if text == "No upgrade available." {
            self.nothing_new = true;
        }
        if CHECKING.iter().any(|start| text.starts_with(start)) {
            return Some(self.meter.enter(Stage::Checking));
        }
        if text.starts_with("Importing: ") {
            return Some(self.meter.enter(Stage::Downloading));
        }
        if text.starts_with("Freed: ") {
            return Some(self.meter.enter(Stage::Finishing));
        }
        if text.contains("layers needed: ") {
            self.layers.total_bytes += size_in_parentheses(text).unwrap_or(0);
            return Some(self.meter.enter(Stage::Downloading));
        }
        None
    }

    fn task_begins(&mut self, text: &str) -> Option<Progress> {
        if let Some((number, of)) = counted_in_brackets(text) {
            self.meter.enter(Stage::Downloading);
            let bytes = size_in_parentheses(text).unwrap_or(0);
            self.layers.now = Some((number, of, bytes));
            return Some(self.meter.items(number.saturating_sub(1), of));
        }
        match text {
            "Staging deployment" | "Applying live changes" => {
                Some(self.meter.enter(Stage::Installing))
            }
            _ => None,
        }
    }

    fn task_ends(&mut self) -> Option<Progress> {
        let (number, of, bytes) = self.layers.now.take()?;
        self.layers.done_bytes += bytes;
        if self.layers.total_bytes > 0 {
            self.meter.bytes(ByteCount {
                // Rounded sizes may add up to more than the rounded whole.
                done: self.layers.done_bytes.min(self.layers.total_bytes),
                total: Some(self.layers.total_bytes),
                per_second: 0,
            });
        }
        Some(self.meter.items(number, of))
    }

    fn percent(&mut self, text: &str, percent: u32) -> Option<Progress> {
        let stage = if text.starts_with("Downloading") {
            Stage::Downloading
        } else if text.starts_with("Updating metadata") || text.starts_with("Importing rpm-md") {
            Stage::Checking
        } else if text.starts_with("Importing packages") || text.starts_with("Building") {
            Stage::Installing
        } else {
            return None;
        };
        let entered = self.meter.enter(stage);
        if entered.stage != stage || stage == Stage::Checking {
            return Some(entered);
        }
        // The count is right where the percentage stays at 0.
        Some(match counted_at_the_end(text) {
            Some((done, of)) => self.meter.items(done, of),
            None => self.meter.items(u64::from(percent.min(100)), 100),
        })
    }

    fn download(&mut self, now: Download) -> Progress {
        self.meter.enter(Stage::Downloading);
        let (parts, all_parts) = now.delta_parts;
        let (fetched, requested) = now.content;
        if all_parts > 0 {
            self.meter.items(parts.into(), all_parts.into());
        } else if now.metadata_outstanding == 0 {
            // While folders are still being read, each one adds objects: the count means nothing yet.
            self.meter.items(fetched.into(), requested.into());
        }
        let (done, per_second) = now.transfer;
        self.meter.bytes(ByteCount {
            done,
            total: (all_parts > 0 && now.delta_bytes > 0).then_some(now.delta_bytes),
            per_second,
        })
    }
}

/// `[3/60] Fetching …` → (3, 60).
fn counted_in_brackets(text: &str) -> Option<(u64, u64)> {
    let (count, _) = text.strip_prefix('[')?.split_once(']')?;
    counted(count)
}

/// `Importing packages (3/60)` → (3, 60).
fn counted_at_the_end(text: &str) -> Option<(u64, u64)> {
    let (_, count) = text.strip_suffix(')')?.rsplit_once('(')?;
    counted(count)
}

fn counted(text: &str) -> Option<(u64, u64)> {
    let (done, of) = text.split_once('/')?;
    Some((done.trim().parse().ok()?, of.trim().parse().ok()?))
}

/// `… (14.1 MB)` → bytes. The service prints decimal units, older ones binary ones.
fn size_in_parentheses(text: &str) -> Option<u64> {
    let (_, size) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let size = size.replace('\u{a0}', " ");
    let (number, unit) = size.split_once(' ')?;
    let factor: f64 = match unit {
        "bytes" | "byte" | "B" => 1.0,
        "kB" | "KB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        "KiB" => 1024.0,
        "MiB" => 1_048_576.0,
        "GiB" => 1_073_741_824.0,
        _ => return None,
    };
    let number: f64 = number.parse().ok()?;
    let bytes = number * factor;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a size that exists"
    )]
    (0.0..1e15).contains(&bytes).then_some(bytes as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(step: &Step) -> Option<&Progress> {
        match step {
            Step::Progress(progress) => Some(progress),
            Step::Message(_) | Step::Ended(_) => None,
        }
    }

    fn last(steps: &[Step]) -> &Progress {
        steps.iter().rev().find_map(bar).unwrap()
    }

    fn message(teller: &mut Teller, text: &str) -> Vec<Step> {
        teller.hear(&Told::Message(text.into()))
    }

    #[test]
    fn quirk_13_percentages_repeat_and_count_in_their_text() {
        let mut teller = Teller::default();
        let mut percent = |text: &str, percent| teller.hear(&Told::Percent(text.into(), percent));
        let steps = percent("Updating metadata for 'practice'", 0);
        assert_eq!(steps.len(), 2);
        assert_eq!(last(&steps).stage, Stage::Checking);
        assert_eq!(last(&steps).fraction, None);
        // The same words are not said again.
        assert_eq!(percent("Updating metadata for 'practice'", 100).len(), 1);
        let steps = percent("Downloading from 'practice'", 50);
        assert_eq!(last(&steps).items, Some((50, 100)));
        let steps = percent("Importing packages (3/60)", 0);
        assert_eq!(last(&steps).stage, Stage::Installing);
        assert_eq!(last(&steps).items, Some((3, 60)));
        let before = last(&steps).fraction;
        // Something earlier once more: nothing moves.
        assert_eq!(last(&percent("Importing rpm-md", 5)).fraction, before);
        assert_eq!(
            last(&percent("Downloading from 'practice'", 1)).fraction,
            before
        );
    }

    #[test]
    fn a_static_delta_has_a_whole() {
        let mut teller = Teller::default();
        let delta = Download {
            metadata_outstanding: 1,
            delta_parts: (3, 10),
            delta_bytes: 1000,
            content: (0, 0),
            transfer: (250, 50),
        };
        let steps = teller.hear(&Told::Download(delta));
        let bytes = ByteCount {
            done: 250,
            total: Some(1000),
            per_second: 50,
        };
        assert_eq!(last(&steps).bytes, Some(bytes));
        assert_eq!(last(&steps).items, Some((3, 10)));
    }

    #[test]
    fn sizes_and_counts_are_read_from_words() {
        let sizes = [
            ("ostree chunk layers needed: 1 (14.1 MB)", Some(14_100_000)),
            ("custom layers needed: 2 (612\u{a0}bytes)", Some(612)),
            (
                "ostree chunk layers needed: 65 (1.5 GB)",
                Some(1_500_000_000),
            ),
            ("ostree chunk layers already present: 60", None),
            ("layers needed: 1 (many MB)", None),
            ("layers needed: 1 (-5 MB)", None),
        ];
        for (text, bytes) in sizes {
            assert_eq!(size_in_parentheses(text), bytes, "{text}");
        }
        assert_eq!(counted_in_brackets("[12/65] Fetching x"), Some((12, 65)));
        assert_eq!(counted_in_brackets("[x/65] Fetching"), None);
        assert_eq!(counted_in_brackets("Fetching [1/2]"), None);
        assert_eq!(counted_at_the_end("Importing packages (1/1)"), Some((1, 1)));
        assert_eq!(counted_at_the_end("Importing packages"), None);
    }

    #[test]
    fn stages_follow_the_words() {
        let mut teller = Teller::default();
        assert_eq!(last(&[teller.begin()]).stage, Stage::Preparing);
        let title = teller.hear(&Told::Title("upgrade".into()));
        assert_eq!(last(&title).stage, Stage::Checking);
        let pull = message(
            &mut teller,
            "Pulling manifest: ostree-unverified-registry:x/y:1",
        );
        assert_eq!(last(&pull).stage, Stage::Checking);
        let import = message(&mut teller, "Importing: x (digest: sha256:0)");
        assert_eq!(last(&import).stage, Stage::Downloading);
        let stage = teller.hear(&Told::TaskBegin("Staging deployment".into()));
        assert_eq!(last(&stage).stage, Stage::Installing);
        let freed = message(&mut teller, "Freed: 9.2 MB (pkgcache branches: 0)");
        assert_eq!(last(&freed).stage, Stage::Finishing);
        assert!(!teller.nothing_new);
        message(&mut teller, "No upgrade available.");
        assert!(teller.nothing_new);
    }
}
