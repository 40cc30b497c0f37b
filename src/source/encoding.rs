//! How a text is written in its file: its encoding, and where each character stands.
//!
//! A text is held as UTF-8 whatever its file is. Lines and columns count characters and are
//! the file's; an offset in bytes is translated when it is printed.

use super::{Source, Span};

/// The encoding of a file, and where the characters of its text stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    name: &'static str,
    /// In the order of the text. None where every byte of the text is that of the file.
    stretches: Vec<Stretch>,
}

/// Characters that follow one another without a gap and are equally wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// The first byte in the text.
    text: u32,
    /// The first byte in the file.
    file: u32,
    width: Width,
}

/// How many bytes a character takes in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As many as in the text.
    Utf8,
    /// So many, whatever the character is.
    Bytes(u32),
}

impl Encoding {
    /// The encoding of the text itself.
    pub const UTF_8: Self = Self {
        name: "UTF-8",
        stretches: Vec::new(),
    };

    /// The name in the WHATWG Encoding Standard.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the file is UTF-8, as the text is.
    pub fn is_utf_8(&self) -> bool {
        self.name == Self::UTF_8.name
    }

    /// The bytes of the file that `span` of the text was read from.
    pub(super) fn file_span(&self, source: &Source, span: Span) -> Span {
        let start = self.offset(source, span.start, |stretch| stretch.text <= span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        // The end is that of the last character: what follows may stand behind a gap.
        let end = self.offset(source, span.end, |stretch| stretch.text < span.end);
        Span::new(start, end)
    }

    /// Where `offset` is in the file, counted from the last stretch that is `before` it.
    fn offset(&self, source: &Source, offset: u32, before: impl Fn(&Stretch) -> bool) -> u32 {
        let index = self.stretches.partition_point(before);
        let Some(stretch) = index.checked_sub(1).and_then(|at| self.stretches.get(at)) else {
            return offset;
        };
        let bytes = match stretch.width {
            Width::Utf8 => offset - stretch.text,
            Width::Bytes(width) => width * source.characters_between(stretch.text, offset),
        };
        stretch.file + bytes
    }
}

/// A text while it is decoded, with the places of its characters.
#[derive(Debug)]
pub struct Decoding {
    text: String,
    encoding: Encoding,
    /// The byte of the file after the last character.
    file_end: u32,
}

impl Decoding {
    /// An empty text of at most about so many bytes.
    pub fn new(name: &'static str, capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            encoding: Encoding {
                name,
                stretches: Vec::new(),
            },
            file_end: 0,
        }
    }

    /// How many bytes the text has so far.
    pub fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Adds characters of one width that begin at byte `file`.
    pub fn push(&mut self, characters: &str, file: u32, width: Width) {
        if characters.is_empty() {
            return;
        }
        let last = self.encoding.stretches.last();
        if file != self.file_end || last.is_none_or(|last| last.width != width) {
            self.encoding.stretches.push(Stretch {
                text: self.text.len() as u32,
                file,
                width,
            });
        }
        self.text.push_str(characters);
        let bytes = match width {
            Width::Utf8 => characters.len() as u32,
            Width::Bytes(width) => width * characters.chars().count() as u32,
        };
        self.file_end = file + bytes;
    }

    /// Adds a span of another text of the same file as it is.
    pub fn copy(&mut self, source: &Source, span: Span) {
        let stretches = &source.encoding().stretches;
        if stretches.is_empty() {
            self.push(source.slice(span), span.start, Width::Utf8);
            return;
        }
        let first = stretches.partition_point(|stretch| stretch.text <= span.start);
        let mut start = span.start;
        for index in first.saturating_sub(1)..stretches.len() {
            let next = stretches.get(index + 1).map_or(u32::MAX, |next| next.text);
            let end = next.min(span.end);
            let part = Span::new(start, end);
            let file = source.file_span(part).start;
            self.push(source.slice(part), file, stretches[index].width);
            if end == span.end {
                return;
            }
            start = end;
        }
    }

    /// Adds a character that a span of another text of the same file stands for.
    pub fn decode(&mut self, source: &Source, span: Span, character: char) {
        let file = source.file_span(span);
        let width = Width::Bytes(file.len());
        self.push(character.encode_utf8(&mut [0; 4]), file.start, width);
    }

    /// The text and how it stands in its file.
    pub fn finish(self) -> (String, Encoding) {
        (self.text, self.encoding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes that `words` were read from.
    fn file_span(source: &Source, words: &str) -> (u32, u32) {
        let start = source.text().find(words).unwrap() as u32;
        let span = source.file_span(Span::new(start, start + words.len() as u32));
        (span.start, span.end)
    }

    #[test]
    fn offsets_of_a_verbatim_text_are_its_own() {
        let source = Source::new("a", "é 5 €");
        assert!(source.encoding().is_utf_8());
        assert_eq!(file_span(&source, "5 €"), (3, 8));
    }

    #[test]
    fn characters_of_one_width_are_counted() {
        let mut decoding = Decoding::new("windows-1252", 0);
        decoding.push("é 5 €", 0, Width::Bytes(1));
        let (text, encoding) = decoding.finish();
        let source = Source::decoded("a", text, encoding);
        assert_eq!(file_span(&source, "5 €"), (2, 5));
    }

    #[test]
    fn a_gap_belongs_to_neither_side() {
        let mut decoding = Decoding::new("UTF-8", 0);
        decoding.push("é5", 3, Width::Utf8);
        decoding.push("\u{FFFD}", 6, Width::Bytes(2));
        decoding.push("日", 20, Width::Bytes(2));
        let (text, encoding) = decoding.finish();
        let source = Source::decoded("a", text, encoding);
        assert_eq!(file_span(&source, "é5"), (3, 6));
        assert_eq!(file_span(&source, "5\u{FFFD}"), (5, 8));
        assert_eq!(file_span(&source, "\u{FFFD}日"), (6, 22));
        let before_the_last = source.text().len() as u32 - 3;
        let empty = Span::new(before_the_last, before_the_last);
        assert_eq!(source.file_span(empty), Span::new(20, 20));
    }

    #[test]
    fn a_part_of_a_text_keeps_the_places_in_the_file() {
        let mut decoding = Decoding::new("Shift_JIS", 0);
        decoding.push("日本", 0, Width::Bytes(2));
        decoding.push(" a\\n b ", 4, Width::Bytes(1));
        decoding.push("本", 11, Width::Bytes(2));
        let (text, encoding) = decoding.finish();
        let whole = Source::decoded("a", text, encoding);
        let span = |words: &str| {
            let start = whole.text().find(words).unwrap() as u32;
            Span::new(start, start + words.len() as u32)
        };
        let mut part = Decoding::new("Shift_JIS", 0);
        part.copy(&whole, span("本 a"));
        part.decode(&whole, span("\\n"), '\n');
        part.copy(&whole, span(" b 本"));
        let (text, encoding) = part.finish();
        let part = Source::decoded("a", text, encoding);
        assert_eq!(part.text(), "本 a\n b 本");
        assert_eq!(file_span(&part, "本 a"), (2, 6));
        assert_eq!(file_span(&part, "\n"), (6, 8));
        assert_eq!(file_span(&part, "b 本"), (9, 13));
    }

    #[test]
    fn a_stretch_goes_on_while_nothing_changes() {
        let mut decoding = Decoding::new("Shift_JIS", 0);
        decoding.push("日", 0, Width::Bytes(2));
        decoding.push("本", 2, Width::Bytes(2));
        decoding.push("a", 4, Width::Bytes(1));
        assert_eq!(decoding.encoding.stretches.len(), 2);
    }
}
