//! Parts of a source, put together as one text.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Span;

/// Parts of a source as one text that remembers where they stand: a page without its front
/// matter, or HTML without the marks of the quotation that it stands in.
#[derive(Debug)]
pub(super) struct Excerpt<'s> {
    source: &'s str,
    text: Cow<'s, str>,
    /// In order. A part reaches to the next one.
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    /// Its first byte in the text.
    start: usize,
    /// Its first byte in the source.
    from: usize,
}

impl<'s> Excerpt<'s> {
    /// Nothing yet.
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            text: Cow::Borrowed(""),
            parts: Vec::new(),
        }
    }

    /// Adds bytes of the source that come after those added before. A single part is not
    /// copied.
    pub(super) fn add(&mut self, part: Range<usize>) {
        if part.is_empty() {
            return;
        }
        let goes_on = self
            .parts
            .last()
            .is_some_and(|last| last.from + (self.text.len() - last.start) == part.start);
        if !goes_on {
            self.parts.push(Part {
                start: self.text.len(),
                from: part.start,
            });
        }
        match &mut self.text {
            Cow::Borrowed(text) if self.parts.len() == 1 => {
                *text = &self.source[self.parts[0].from..part.end];
            }
            text => text.to_mut().push_str(&self.source[part]),
        }
    }

    /// The source.
    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// The parts as one text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the byte at `offset` of the text stands in the source.
    pub(super) fn at(&self, offset: usize) -> u32 {
        self.part(offset).map_or(0, |part| {
            (self.parts[part].from + (offset - self.parts[part].start)) as u32
        })
    }

    /// The bytes of the source from the first to the last byte of a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.at(range.start);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.at(range.end - 1) + 1)
    }

    /// The bytes of the source that a range of the text is made of.
    pub(super) fn spans(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let first = self.part(range.start).unwrap_or_default();
        self.parts
            .iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, part)| part.start < range.end)
            .map(move |(index, part)| {
                let end = self
                    .parts
                    .get(index + 1)
                    .map_or(self.text.len(), |next| next.start);
                let start = range.start.max(part.start);
                let end = range.end.min(end).max(start);
                let moved = |offset: usize| (part.from + (offset - part.start)) as u32;
                Span::new(moved(start), moved(end))
            })
    }

    /// The index of the part that holds the byte at `offset`.
    fn part(&self, offset: usize) -> Option<usize> {
        self.parts
            .partition_point(|part| part.start <= offset)
            .checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_one_text_and_know_their_places() {
        let source = "> one\n> two\n";
        let mut excerpt = Excerpt::new(source);
        excerpt.add(2..6);
        excerpt.add(8..12);
        assert_eq!(excerpt.text(), "one\ntwo\n");
        let words = |range| -> Vec<&str> {
            let spans = excerpt.spans(range);
            spans.map(|span| &source[span.range()]).collect()
        };
        assert_eq!(words(2..6), ["e\n", "tw"]);
        assert_eq!(words(4..7), ["two"]);
        assert_eq!(&source[excerpt.span(0..7).range()], "one\n> two");
        assert_eq!(excerpt.at(4), 8);
    }

    #[test]
    fn neighbours_are_one_part_and_nothing_is_copied() {
        let mut excerpt = Excerpt::new("one two");
        excerpt.add(1..3);
        excerpt.add(3..3);
        excerpt.add(3..7);
        assert!(matches!(excerpt.text, Cow::Borrowed("ne two")));
        assert_eq!(excerpt.span(0..6), Span::new(1, 7));
        assert_eq!(Excerpt::new("one").span(0..0), Span::new(0, 0));
    }
}
