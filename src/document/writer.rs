//! Words of markup written down with single spaces.
//!
//! Where markup is left out between two words, what stood around it is one space, and none
//! before a mark that closes: "130,000~troops~\cite{x}." is "130,000 troops."

use super::Document;
use super::block::Kind;
use super::composer::{CellShape, Composer, Mark};
use super::metadata::{self, Entry};
use crate::source::Span;

/// Writes to a [`Composer`]. White space is held back until a word follows it in its block.
pub(super) struct Writer<'s> {
    source: &'s str,
    composer: Composer<'s>,
    /// Whether the block, or its cell, has a word.
    has_words: bool,
    /// White space that was met after the last word, and the character it stands for, if it is
    /// another than the source has.
    space: Option<(Span, Option<char>)>,
    /// Whether something was left out after the last word.
    left_out: bool,
    /// How many bytes of words stand in for a name so far.
    replaced: usize,
}

/// Names in a document stand for as many bytes as it has and this many more at most, so that a
/// short text of them does not become an endless one.
const MOST_REPLACED: usize = 64 * 1024;

impl<'s> Writer<'s> {
    /// Nothing written yet.
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            composer: Composer::new(source),
            has_words: false,
            space: None,
            left_out: false,
            replaced: 0,
        }
    }

    /// Begins a block at this byte of the source.
    pub(super) fn begin(&mut self, kind: Kind, at: u32) {
        self.forget_space();
        self.composer.begin(kind, at);
    }

    /// Ends the block, if one is begun.
    pub(super) fn end(&mut self) {
        self.forget_space();
        self.composer.end();
    }

    /// Begins a block, if none is begun.
    pub(super) fn ensure(&mut self, kind: Kind, at: u32) {
        if !self.composer.is_open() {
            self.begin(kind, at);
        }
    }

    /// Begins a table; its rows follow.
    pub(super) fn begin_table(&mut self) {
        self.forget_space();
        self.composer.begin_table();
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        self.forget_space();
        self.composer.end_table();
    }

    /// Begins a row of the table.
    pub(super) fn begin_row(&mut self, at: u32) {
        self.forget_space();
        self.composer.begin_row(at);
    }

    /// Begins a cell of the row.
    pub(super) fn begin_cell(&mut self, shape: CellShape, at: u32) {
        self.forget_space();
        self.composer.begin_cell(shape, at);
    }

    /// Begins a stretch of words.
    pub(super) fn begin_mark(&mut self, mark: Mark) {
        self.composer.begin_mark(mark);
    }

    /// Ends the last stretch of its kind that was begun.
    pub(super) fn end_mark(&mut self, mark: Mark) {
        self.composer.end_mark(mark);
    }

    /// Writes bytes of the source: words, and white space before, between and after them.
    /// Between the words it stays as it is.
    pub(super) fn copy(&mut self, span: Span) {
        let Some(text) = self.source.get(span.range()) else {
            return;
        };
        let words = text.trim_start();
        let start = span.end - words.len() as u32;
        if start > span.start {
            self.space(Span::new(span.start, start));
        }
        let words = words.trim_end();
        let Some(first) = words.chars().next() else {
            return;
        };
        let end = start + words.len() as u32;
        self.ensure(Kind::Prose, start);
        self.flush_space(first);
        self.composer.copy(Span::new(start, end));
        if end < span.end {
            self.space(Span::new(end, span.end));
        }
    }

    /// Writes bytes of the source with all their white space: lines of code.
    pub(super) fn copy_exactly(&mut self, span: Span) {
        if self
            .source
            .get(span.range())
            .is_some_and(|text| !text.trim().is_empty())
        {
            self.ensure(Kind::Prose, span.start);
        }
        self.composer.copy(span);
    }

    /// Writes what bytes of the source stand for.
    pub(super) fn decode(&mut self, span: Span, words: &str) {
        match words.chars().next() {
            None => self.leave_out(),
            Some(first) if words.trim().is_empty() => {
                // A space that is meant goes before one that only stands there.
                if self
                    .space
                    .is_none_or(|(_, stands_for)| stands_for.is_none())
                {
                    self.space = Some((span, Some(first)));
                }
            }
            Some(first) => {
                self.ensure(Kind::Prose, span.start);
                self.flush_space(first);
                self.composer.decode(span, words);
            }
        }
    }

    /// Writes what the document itself lets a name stand for.
    pub(super) fn replace(&mut self, span: Span, words: &str) {
        self.replaced += words.len();
        if self.replaced <= self.source.len() + MOST_REPLACED {
            self.decode(span, words);
        } else {
            self.copy(span);
        }
    }

    /// White space in these bytes of the source.
    pub(super) fn space(&mut self, span: Span) {
        self.space.get_or_insert((span, None));
    }

    /// Something stands here that is no words.
    pub(super) fn leave_out(&mut self) {
        self.left_out = true;
    }

    /// Keeps what the document says about itself, in one line.
    pub(super) fn entry(&mut self, key: &str, value: &str, span: Span) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            self.composer.metadata().entries.push(Entry {
                key: metadata::canonical(key),
                value,
                span,
            });
        }
    }

    /// The document.
    pub(super) fn finish(self) -> Document {
        self.composer.finish()
    }

    fn forget_space(&mut self) {
        self.has_words = false;
        self.space = None;
        self.left_out = false;
    }

    /// Writes the white space that is held back, now that a word with this first character
    /// follows it.
    fn flush_space(&mut self, first: char) {
        let left_out = std::mem::take(&mut self.left_out);
        let has_words = std::mem::replace(&mut self.has_words, true);
        let Some((span, stands_for)) = self.space.take().filter(|_| has_words) else {
            return;
        };
        if left_out && matches!(first, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']') {
            return;
        }
        if let Some(space) = stands_for {
            self.composer.decode(span, space.encode_utf8(&mut [0; 4]));
            return;
        }
        match self.source.get(span.range()) {
            Some(" " | "\n") => self.composer.copy(span),
            Some(text) if text.contains('\n') => self.composer.decode(span, "\n"),
            Some(_) | None => self.composer.decode(span, " "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the parts of a source in brackets; what stands outside them is left out,
    /// but for white space.
    fn written(source: &str) -> String {
        let mut writer = Writer::new(source);
        writer.begin(Kind::Prose, 0);
        let mut inside = false;
        let mut start = 0;
        for (at, sign) in source.match_indices(['[', ']', '{', '}']) {
            let span = Span::new(start as u32, at as u32);
            match sign {
                "]" if inside => writer.copy(span),
                "}" => writer.leave_out(),
                _ => writer.space(Span::new(start as u32, at as u32)),
            }
            inside = sign == "[";
            start = at + 1;
        }
        writer.finish().transcript.text(source).to_owned()
    }

    #[test]
    fn white_space_around_what_is_left_out_is_one_space() {
        assert_eq!(
            written("[130,000 troops ]{x} [left]"),
            "130,000 troops left"
        );
        assert_eq!(written("[130,000 troops ]{x}[.]"), "130,000 troops.");
        assert_eq!(written("[at ]{x}[ the end ]{y}"), "at the end");
    }

    #[test]
    fn spaces_that_were_written_stay() {
        assert_eq!(written("[a  b]"), "a  b");
        assert_eq!(written("[a ][.]"), "a .");
    }
}
