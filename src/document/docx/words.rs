//! Words with marked stretches in them.

use crate::document::composer::{Composer, Mark};

/// Words, and which of them are code or the text of a link.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: String,
    /// By where they begin; those of one kind do not overlap.
    marks: Vec<Stretch>,
}

#[derive(Clone, Copy, Debug)]
struct Stretch {
    mark: Mark,
    start: usize,
    end: usize,
}

impl Words {
    /// Whether there is nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// How many bytes there are.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds words on one line: a line end in them is a space.
    pub(super) fn push(&mut self, text: &str) {
        let parts = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
        for (index, part) in parts.enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            self.text.push_str(part);
        }
    }

    /// Marks what has been added since there were `start` bytes.
    pub(super) fn mark(&mut self, mark: Mark, start: usize) {
        let end = self.text.len();
        let last = self.marks.iter_mut().rev().find(|last| last.mark == mark);
        match last {
            Some(last) if last.end == start => last.end = end,
            Some(_) | None => self.marks.push(Stretch { mark, start, end }),
        }
    }

    /// Adds other words.
    pub(super) fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|stretch| Stretch {
            start: stretch.start + shift,
            end: stretch.end + shift,
            ..*stretch
        }));
    }

    /// Writes the words, without white space around them, into the block that has begun.
    pub(super) fn write(&self, composer: &mut Composer<'_>) {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        let mut borders: Vec<(usize, bool, Mark)> = Vec::new();
        for stretch in &self.marks {
            borders.push((stretch.start.clamp(start, end), true, stretch.mark));
            borders.push((stretch.end.clamp(start, end), false, stretch.mark));
        }
        // At one place, what ends comes before what begins.
        borders.sort_by_key(|(at, begins, _)| (*at, *begins));
        let mut written = start;
        for (at, begins, mark) in borders {
            composer.insert(0, &self.text[written..at]);
            written = at;
            if begins {
                composer.begin_mark(mark);
            } else {
                composer.end_mark(mark);
            }
        }
        composer.insert(0, &self.text[written..end]);
    }
}
