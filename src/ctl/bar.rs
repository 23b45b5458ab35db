//! How far work is: a bar on a terminal, a line now and then elsewhere.

use std::io;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::console::{Console, printable};

/// Steps of the bar.
const WHOLE: u64 = 1000;
/// Between two lines in a pipe, of the whole.
const LINE_EVERY: f64 = 0.1;
/// Between two pictures of the spinner.
const TICK: Duration = Duration::from_millis(200);

/// What work is at.
pub(crate) struct At<P> {
    /// Which part of it.
    pub(crate) part: P,
    /// How much of the whole is done, 0 to 1.
    pub(crate) fraction: Option<f64>,
    /// What stands beside the bar.
    pub(crate) words: String,
    /// The line where no bar can be drawn. `None`: too short a part for one.
    pub(crate) line: Option<String>,
}

/// What was shown last. The bar goes away when dropped.
pub(crate) struct Shown<P> {
    bar: Option<ProgressBar>,
    part: Option<P>,
    fraction: f64,
}

impl<P: PartialEq> Shown<P> {
    pub(crate) fn new(draws: bool) -> Self {
        let bar = draws.then(|| {
            let bar = ProgressBar::with_draw_target(Some(WHOLE), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{spinner} {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(TICK);
            bar
        });
        Self {
            bar,
            part: None,
            fraction: 0.0,
        }
    }

    /// A line that stays.
    pub(crate) fn remark(&self, console: &mut Console, line: &str) -> io::Result<()> {
        match &self.bar {
            Some(bar) => bar.suspend(|| console.remark(line)),
            None => console.remark(line),
        }
    }

    pub(crate) fn show(&mut self, console: &mut Console, at: At<P>) -> io::Result<()> {
        if let Some(bar) = &self.bar {
            if let Some(fraction) = at.fraction {
                bar.set_position(steps(fraction));
                let style = ProgressStyle::with_template("{bar:30} {percent:>3}%  {msg}");
                bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            }
            bar.set_message(printable(&at.words));
            return Ok(());
        }
        let Some(line) = at.line else {
            return Ok(());
        };
        let fraction = at.fraction.unwrap_or(self.fraction);
        if self.part.as_ref() != Some(&at.part) || fraction >= self.fraction + LINE_EVERY {
            self.part = Some(at.part);
            self.fraction = fraction;
            console.remark(&line)?;
        }
        Ok(())
    }
}

impl<P> Drop for Shown<P> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a number from 0 to 1000"
)]
fn steps(fraction: f64) -> u64 {
    (fraction.clamp(0.0, 1.0) * WHOLE as f64) as u64
}
