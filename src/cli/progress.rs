//! A bar on the terminal for runs that take a while.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Runs shorter than this show no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How far a step of a run has come, on standard error; nothing where that is no terminal.
/// The bar is gone when this is dropped, before any finding is printed.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    /// Done when the bar is first drawn; never, if it must not be.
    drawn: Option<Once>,
}

impl Progress {
    /// Progress over a number of documents.
    pub(super) fn new(what: &'static str, documents: usize, shown: bool) -> Self {
        let hidden = ProgressDrawTarget::hidden();
        let bar = ProgressBar::with_draw_target(Some(documents as u64), hidden).with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        Self {
            bar,
            start: Instant::now(),
            drawn: shown.then(Once::new),
        }
    }

    /// One more document is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        if let Some(drawn) = &self.drawn
            && self.start.elapsed() > PATIENCE
        {
            // On anything but a terminal this target draws nothing.
            drawn.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
