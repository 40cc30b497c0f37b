//! The words of a document as rules see them, and where each of them stands in its source.
//!
//! In a plain text the two are the same bytes. A markup reader writes the words down without
//! the markup, with entities and escapes decoded, and keeps for every stretch of them the
//! bytes it comes from: rules match the words, and diagnostics point at the source.

use crate::source::Span;

/// The words of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// `None` where the words are the source itself.
    written: Option<Written>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Written {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the words and where it comes from. It reaches to the next piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Its first byte in the words.
    start: u32,
    /// Its bytes in the source; empty for words that are not there, such as the line end
    /// between two blocks.
    from: Span,
    /// Whether the bytes are the same in both.
    copied: bool,
}

impl Transcript {
    /// The words are the source, byte for byte.
    pub const fn verbatim() -> Self {
        Self { written: None }
    }

    /// The words, given the text of the source.
    pub fn text<'a>(&'a self, source: &'a str) -> &'a str {
        self.written
            .as_ref()
            .map_or(source, |written| written.text.as_str())
    }

    /// The bytes of the source that a span of the words comes from, markup between them
    /// included. A part of a decoded character or of inserted words is taken whole.
    pub fn source_span(&self, span: Span) -> Span {
        let Some(Written { text, pieces }) = &self.written else {
            return span;
        };
        let piece_at = |offset: u32| {
            let after = pieces.partition_point(|piece| piece.start <= offset);
            pieces.get(after.checked_sub(1)?)
        };
        let start = piece_at(span.start.min(text.len() as u32)).map_or(0, |piece| {
            if piece.copied {
                (piece.from.start + (span.start - piece.start)).min(piece.from.end)
            } else {
                piece.from.start
            }
        });
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = piece_at(span.end - 1).map_or(start, |piece| {
            if piece.copied {
                (piece.from.start + (span.end - piece.start)).min(piece.from.end)
            } else {
                piece.from.end
            }
        });
        Span::new(start, end.max(start))
    }
}

/// Writes a [`Transcript`] down, in the order of the source.
#[derive(Debug)]
pub struct Transcriber<'s> {
    source: &'s str,
    text: String,
    pieces: Vec<Piece>,
}

impl<'s> Transcriber<'s> {
    /// Nothing written yet.
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            text: String::with_capacity(source.len()),
            pieces: Vec::new(),
        }
    }

    /// The words so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes of words there are: where the next ones will start.
    pub fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Writes bytes of the source as they are. The span is cut to character boundaries
    /// inside the source.
    pub fn copy(&mut self, span: Span) {
        let start = self.source.floor_char_boundary(span.start as usize);
        let end = self
            .source
            .floor_char_boundary(span.end as usize)
            .max(start);
        if start == end {
            return;
        }
        let from = Span::new(start as u32, end as u32);
        match self.pieces.last_mut() {
            Some(last) if last.copied && last.from.end == from.start => last.from.end = from.end,
            Some(_) | None => self.pieces.push(Piece {
                start: self.text.len() as u32,
                from,
                copied: true,
            }),
        }
        self.text.push_str(&self.source[start..end]);
    }

    /// Writes what bytes of the source stand for: "&" for `&amp;`. To the source the words
    /// are one: a part of them is never pointed at.
    pub fn decode(&mut self, span: Span, words: &str) {
        if words.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            start: self.text.len() as u32,
            from: span,
            copied: false,
        });
        self.text.push_str(words);
    }

    /// Writes what is not in the source but is understood at this byte of it: a line end
    /// between two blocks, the bar between two cells.
    pub fn insert(&mut self, at: u32, words: &str) {
        self.decode(Span::new(at, at), words);
    }

    /// The finished transcript.
    pub fn finish(self) -> Transcript {
        Transcript {
            written: Some(Written {
                text: self.text,
                pieces: self.pieces,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<p>Some <b>14</b>&nbsp;people</p>` as a reader would take it down.
    fn sample() -> (&'static str, Transcript) {
        let source = "<p>Some <b>14</b>&nbsp;people</p>";
        let at = |words: &str| {
            let start = source.find(words).unwrap() as u32;
            Span::new(start, start + words.len() as u32)
        };
        let mut transcriber = Transcriber::new(source);
        transcriber.copy(at("Some "));
        transcriber.copy(at("14"));
        transcriber.decode(at("&nbsp;"), "\u{A0}");
        transcriber.copy(at("people"));
        transcriber.insert(at("</p>").start, "\n");
        (source, transcriber.finish())
    }

    #[track_caller]
    fn stands(words: &str, expected: &str) {
        let (source, transcript) = sample();
        let start = transcript.text(source).find(words).unwrap() as u32;
        let span = transcript.source_span(Span::new(start, start + words.len() as u32));
        assert_eq!(&source[span.range()], expected);
    }

    #[test]
    fn a_plain_text_is_its_own_transcript() {
        let transcript = Transcript::verbatim();
        assert_eq!(transcript.text("14 people"), "14 people");
        assert_eq!(transcript.source_span(Span::new(3, 9)), Span::new(3, 9));
    }

    #[test]
    fn words_are_found_in_the_source_without_the_markup_around_them() {
        assert_eq!(sample().1.text(""), "Some 14\u{A0}people\n");
        stands("Some", "Some");
        stands("14", "14");
        stands("people", "people");
    }

    #[test]
    fn markup_between_words_is_part_of_their_place() {
        stands("Some 14", "Some <b>14");
        stands("14\u{A0}people", "14</b>&nbsp;people");
    }

    #[test]
    fn a_decoded_character_is_pointed_at_whole() {
        stands("\u{A0}", "&nbsp;");
    }

    #[test]
    fn inserted_words_stand_where_they_are_understood() {
        let (source, transcript) = sample();
        let end = transcript.text(source).len() as u32;
        let at = source.find("</p>").unwrap() as u32;
        assert_eq!(
            transcript.source_span(Span::new(end - 1, end)),
            Span::new(at, at)
        );
        assert_eq!(
            transcript.source_span(Span::new(end, end)),
            Span::new(at, at)
        );
    }

    #[test]
    fn neighbouring_bytes_become_one_piece() {
        let mut transcriber = Transcriber::new("one two");
        transcriber.copy(Span::new(0, 3));
        transcriber.copy(Span::new(3, 7));
        assert_eq!(transcriber.pieces.len(), 1);
        assert_eq!(
            transcriber.finish().source_span(Span::new(2, 5)),
            Span::new(2, 5)
        );
    }

    #[test]
    fn nothing_written_stands_at_the_start() {
        let transcript = Transcriber::new("<br>").finish();
        assert_eq!(transcript.source_span(Span::default()), Span::default());
    }
}
