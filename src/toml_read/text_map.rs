//! Text inside a TOML string, with the way back to the file.

use std::sync::Arc;

use crate::source::{Place, SourceId, Span};

/// The decoded text of a TOML string. Every offset in it maps to an offset in the file,
/// through escapes, line-ending backslashes and the newline after opening quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    text: Arc<str>,
    source: SourceId,
    /// Sorted; the first is for offset 0.
    runs: Vec<Run>,
    /// The string in the file without its quotation marks.
    body: Span,
}

/// A stretch of the text and the stretch of the file it comes from. They are equally long
/// where the file has the text as it is; an escape is longer than what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: Span,
    file: Span,
}

impl Run {
    const fn is_escape(self) -> bool {
        self.file.len() > self.text.len()
    }

    /// Where the character at `at` begins in the file.
    const fn start(self, at: u32) -> u32 {
        if self.is_escape() {
            self.file.start
        } else {
            self.file.start + at.saturating_sub(self.text.start)
        }
    }

    /// Where the character before `at` ends in the file.
    const fn end(self, at: u32) -> u32 {
        if self.is_escape() {
            self.file.end
        } else {
            self.file.start + at.saturating_sub(self.text.start)
        }
    }
}

impl Text {
    /// A text that stands in the file as it is, at `body`.
    pub fn verbatim(text: impl Into<Arc<str>>, source: SourceId, body: Span) -> Self {
        let text = text.into();
        let run = Run {
            text: Span::new(0, text.len() as u32),
            file: Span::new(body.start, body.start + text.len() as u32),
        };
        Self {
            text,
            source,
            runs: vec![run],
            body,
        }
    }

    /// The string `raw`, quotation marks included, that stands at `start` in the file and
    /// that the TOML parser read as `decoded`.
    pub(super) fn decode(decoded: &str, raw: &str, source: SourceId, start: u32) -> Self {
        let mut decoder = Decoder::new(raw, start);
        decoder.run();
        let body = decoder.body;
        if decoder.text == decoded {
            return Self {
                text: decoded.into(),
                source,
                runs: decoder.runs,
                body,
            };
        }
        // The parser recovered from a syntax error in the string, which it has reported; the
        // places are near ones.
        Self::verbatim(decoded, source, body)
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, shared.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Where in the file a stretch of the text stands. An escape is taken whole.
    pub fn place(&self, span: Span) -> Place {
        let start = self.run_at(span.start).start(span.start);
        let end = if span.is_empty() {
            start
        } else {
            self.run_at(span.end - 1).end(span.end)
        };
        let start = start.clamp(self.body.start, self.body.end);
        Place::new(
            self.source,
            Span::new(start, end.clamp(start, self.body.end)),
        )
    }

    /// The whole string in the file, without its quotation marks.
    pub const fn whole(&self) -> Place {
        Place::new(self.source, self.body)
    }

    /// Whether the file has the text as it is, without escapes: then an offset in the text is
    /// an offset in the file minus a constant.
    pub fn stands_as_written(&self) -> bool {
        self.runs.len() == 1 && !self.runs[0].is_escape()
    }

    fn run_at(&self, at: u32) -> Run {
        let after = self.runs.partition_point(|run| run.text.start <= at);
        self.runs[after.saturating_sub(1)]
    }
}

/// Reads a string as TOML 1.1 ("String") has it.
struct Decoder<'a> {
    rest: &'a str,
    /// The file offset of `rest`.
    at: u32,
    body: Span,
    escapes: bool,
    text: String,
    runs: Vec<Run>,
}

impl<'a> Decoder<'a> {
    fn new(raw: &'a str, start: u32) -> Self {
        let (mark, escapes) = match raw.as_bytes().first() {
            Some(b'\'') => ("'", false),
            Some(b'"') => ("\"", true),
            // A bare key.
            Some(_) | None => ("", false),
        };
        let long = match mark {
            "'" => "'''",
            "\"" => "\"\"\"",
            _ => "",
        };
        let (mark, first_newline) = if !mark.is_empty() && raw.starts_with(long) {
            (long, true)
        } else {
            (mark, false)
        };
        let mut inner = &raw[mark.len()..];
        inner = inner.strip_suffix(mark).unwrap_or(inner);
        let mut at = start + mark.len() as u32;
        if first_newline
            && let Some(stripped) = inner
                .strip_prefix('\n')
                .or_else(|| inner.strip_prefix("\r\n"))
        {
            at += (inner.len() - stripped.len()) as u32;
            inner = stripped;
        }
        Self {
            rest: inner,
            at,
            body: Span::new(at, at + inner.len() as u32),
            escapes,
            text: String::with_capacity(inner.len()),
            runs: Vec::new(),
        }
    }

    fn run(&mut self) {
        while !self.rest.is_empty() {
            let plain = if self.escapes {
                self.rest.find('\\').unwrap_or(self.rest.len())
            } else {
                self.rest.len()
            };
            if plain > 0 {
                let text = &self.rest[..plain];
                self.push(text, plain);
            } else if !self.line_ending_backslash() {
                self.escape();
            }
        }
        if self.runs.is_empty() {
            self.push("", 0);
        }
    }

    /// Adds `text`, which `length` bytes of the file stand for.
    fn push(&mut self, text: &str, length: usize) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.runs.push(Run {
            text: Span::new(start, self.text.len() as u32),
            file: Span::new(self.at, self.at + length as u32),
        });
        self.skip(length);
    }

    fn skip(&mut self, length: usize) {
        self.rest = &self.rest[length..];
        self.at += length as u32;
    }

    /// A backslash at the end of a line takes away all white space up to the next word.
    fn line_ending_backslash(&mut self) -> bool {
        let after = self.rest[1..].trim_start_matches([' ', '\t']);
        if !after.starts_with(['\n', '\r']) {
            return false;
        }
        let after = after.trim_start_matches([' ', '\t', '\n', '\r']);
        self.skip(self.rest.len() - after.len());
        true
    }

    fn escape(&mut self) {
        let sign = self.rest[1..].chars().next().unwrap_or('\\');
        let (character, length) = match sign {
            'b' => ('\u{8}', 2),
            'e' => ('\u{1b}', 2),
            'f' => ('\u{c}', 2),
            'n' => ('\n', 2),
            'r' => ('\r', 2),
            't' => ('\t', 2),
            'x' => self.hexadecimal(2),
            'u' => self.hexadecimal(4),
            'U' => self.hexadecimal(8),
            other => (other, 1 + other.len_utf8()),
        };
        let mut buffer = [0; 4];
        let length = length.min(self.rest.len());
        self.push(character.encode_utf8(&mut buffer), length);
    }

    fn hexadecimal(&self, digits: usize) -> (char, usize) {
        let character = self
            .rest
            .get(2..2 + digits)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match character {
            Some(character) => (character, 2 + digits),
            None => (char::REPLACEMENT_CHARACTER, 2),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Source, Sources, Span};
    use crate::toml_read::{self, Value};

    use super::Text;

    /// Reads the string value of `t`.
    fn text_of(file: &str) -> (Sources, Text) {
        let mut sources = Sources::new();
        let id = sources.add(Source::new("test.toml", file));
        let (table, problems) = toml_read::parse(&sources, id);
        assert_eq!(problems.into_diagnostics(), [], "in {file:?}");
        let Value::String(text) = &table.entries()[0].item.value else {
            panic!("not a string: {file:?}");
        };
        (sources, text.clone())
    }

    /// What the file has for a word of the text.
    fn written(file: &str, word: &str) -> String {
        let (sources, text) = text_of(file);
        let start = text.text().find(word).expect("the word is in the text") as u32;
        let place = text.place(Span::new(start, start + word.len() as u32));
        sources.slice(place).to_owned()
    }

    /// Strings of every kind, each a whole TOML value.
    const STRINGS: [&str; 24] = [
        "''",
        "\"\"",
        "''''''",
        "\"\"\"\"\"\"",
        "'plain \\n text'",
        "\"caf\u{e9}\"",
        r#""tab\tnew\nquote\"back\\slash""#,
        r#""\b\f\r\e""#,
        r#""\u00e9\U0001F600\x41""#,
        "'''\nfirst line\nsecond'''",
        "'''\r\nfirst line\r\nsecond\r\n'''",
        "'''it''s'''",
        "'''it's '''''",
        "\"\"\"\nfirst\nsecond\"\"\"",
        "\"\"\"\r\nfirst\r\nsecond\"\"\"",
        "\"\"\"say \"\"yes\"\" \"\"\"\"",
        "\"\"\"one \\\n   two\"\"\"",
        "\"\"\"one \\  \n\n\t two\"\"\"",
        "\"\"\"one \\\r\n   two\"\"\"",
        "\"\"\"\\\n   one\"\"\"",
        "\"\"\"one\\\n\"\"\"",
        "\"\"\"a\\\\\nb\"\"\"",
        "\"\"\"\\u00e9\\\n\\n\"\"\"",
        "'\u{1F600}\u{130}'",
    ];

    #[test]
    fn decodes_every_string_as_the_toml_parser_does() {
        for string in STRINGS {
            let file = format!("t = {string}");
            let expected: toml::Table = file.parse().expect("valid TOML");
            let expected = expected["t"].as_str().expect("a string").to_owned();
            let mut decoder = super::Decoder::new(string, 4);
            decoder.run();
            assert_eq!(decoder.text, expected, "in {string:?}");
            assert_eq!(text_of(&file).1.text(), expected, "in {string:?}");
        }
    }

    #[test]
    fn every_place_is_on_character_boundaries_inside_the_string() {
        for string in STRINGS {
            let file = format!("t = {string} # \u{e9}");
            let (_, text) = text_of(&file);
            let length = text.text().len() as u32 + 2;
            for start in 0..length {
                for end in start..length {
                    let place = text.place(Span::new(start, end));
                    let whole = text.whole().span;
                    assert!(place.span.start >= whole.start && place.span.end <= whole.end);
                    let inside = text.text().is_char_boundary(start as usize)
                        && text.text().is_char_boundary(end as usize);
                    if inside {
                        assert!(file.is_char_boundary(place.span.start as usize));
                        assert!(file.is_char_boundary(place.span.end as usize));
                    }
                }
            }
        }
    }

    #[test]
    fn finds_words_behind_escapes() {
        let file = r#"t = "a\tb \u00e9t\u00e9 c""#;
        assert_eq!(written(file, "b"), "b");
        assert_eq!(written(file, "c"), "c");
        assert_eq!(written(file, "\u{e9}t"), r"\u00e9t");
        assert_eq!(written(file, "\u{e9}t\u{e9}"), r"\u00e9t\u00e9");
        assert_eq!(written(file, "\t"), r"\t");
    }

    #[test]
    fn leaves_the_line_ending_backslash_out_of_a_word_before_it() {
        let file = "t = \"\"\"one\\\n   two\"\"\"";
        assert_eq!(written(file, "one"), "one");
        assert_eq!(written(file, "two"), "two");
        assert_eq!(written(file, "onetwo"), "one\\\n   two");
    }

    #[test]
    fn keeps_carriage_returns_of_the_file() {
        let file = "t = '''\r\nfirst\r\nsecond'''";
        let (_, text) = text_of(file);
        assert_eq!(text.text(), "first\r\nsecond");
        assert_eq!(text.whole().span, Span::new(9, 22));
        assert!(text.stands_as_written());
        assert_eq!(written(file, "second"), "second");
    }

    #[test]
    fn knows_a_text_without_escapes() {
        assert!(text_of("t = 'a'").1.stands_as_written());
        assert!(text_of("t = \"a\"").1.stands_as_written());
        assert!(text_of("t = '''\na\\n\n'''").1.stands_as_written());
        assert!(text_of("t = ''").1.stands_as_written());
        assert!(!text_of("t = \"a\\n\"").1.stands_as_written());
        assert!(!text_of("t = \"\\n\"").1.stands_as_written());
        assert!(!text_of("t = \"\"\"a\\\n b\"\"\"").1.stands_as_written());
    }
}
