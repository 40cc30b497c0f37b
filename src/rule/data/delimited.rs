//! Rows of fields that a separator divides (RFC 4180), each field with its place.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::source::Span;

/// A field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its value: without quotation marks around it and doubled ones inside, or without the
    /// white space around it.
    pub text: String,
    /// Where the value stands in the text.
    pub span: Span,
}

/// The rows of a text.
pub struct Rows<'a> {
    reader: Reader,
    text: &'a str,
    /// The next byte to read.
    at: usize,
    buffer: Vec<u8>,
    /// Where a quotation mark opens that nothing closes.
    unclosed: Option<Span>,
}

impl<'a> Rows<'a> {
    /// The rows of a text with a separator, or with the one that the first row suggests. A byte
    /// order mark is no part of them.
    pub fn new(text: &'a str, separator: Option<u8>) -> Self {
        let at = text.len() - text.trim_start_matches('\u{feff}').len();
        let separator = separator.unwrap_or_else(|| likely_separator(&text[at..]));
        Self {
            reader: ReaderBuilder::new().delimiter(separator).build(),
            text,
            at,
            buffer: vec![0; 256],
            unclosed: None,
        }
    }

    /// After the last row: where a quotation mark opens that nothing closes.
    pub fn unclosed(&self) -> Option<Span> {
        self.unclosed
    }

    /// The next field and whether it is the last of its row.
    fn field(&mut self, first: bool) -> Option<(Field, bool)> {
        let start = self.at;
        let mut written = 0;
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, wrote) = self.reader.read_field(input, &mut self.buffer[written..]);
            self.at += read;
            written += wrote;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadFieldResult::Field { record_end } => {
                    let span = self.span(start, first, record_end);
                    let value = String::from_utf8_lossy(&self.buffer[..written]);
                    let is_quoted = self.text[..span.start as usize].ends_with('"')
                        && span.start as usize > start;
                    let value = if is_quoted { &*value } else { value.trim() };
                    let text = value.to_owned();
                    return Some((Field { text, span }, record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// Where the value of the field that was read from `start` up to here stands.
    fn span(&mut self, start: usize, first: bool, record_end: bool) -> Span {
        let text = self.text;
        let mut field = &text[start..self.at];
        let mut start = start;
        if first {
            // The line ends of the row before, and empty lines.
            let trimmed = field.trim_start_matches(['\r', '\n']);
            start += field.len() - trimmed.len();
            field = trimmed;
        }
        let at_end = self.at == text.len();
        let is_unclosed = at_end && field.starts_with('"') && field.matches('"').count() % 2 == 1;
        if is_unclosed {
            self.unclosed = Some(Span::new(start as u32, start as u32 + 1));
        } else if !record_end {
            field = field.get(..field.len().saturating_sub(1)).unwrap_or(field);
        } else if let Some(stripped) = field.strip_suffix(['\r', '\n']) {
            field = stripped;
        }
        let inner = field
            .strip_prefix('"')
            .and_then(|inner| inner.strip_suffix('"'));
        let (start, value) = match inner {
            Some(inner) => (start + 1, inner),
            None => {
                let value = field.trim_start();
                (start + field.len() - value.len(), value.trim_end())
            }
        };
        Span::new(start as u32, (start + value.len()) as u32)
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Field>;

    fn next(&mut self) -> Option<Vec<Field>> {
        let mut row = Vec::new();
        loop {
            let (field, is_last) = self.field(row.is_empty())?;
            row.push(field);
            if is_last {
                return Some(row);
            }
        }
    }
}

/// The separator that stands most often in the first line, outside quotation marks; a comma
/// where none does.
fn likely_separator(text: &str) -> u8 {
    const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    let line = text.trim_start_matches(['\r', '\n']);
    for byte in line.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ => {
                let which = SEPARATORS.iter().position(|separator| *separator == byte);
                if let (Some(which), false) = (which, is_quoted) {
                    counts[which] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let which = counts.iter().position(|count| *count == most);
    SEPARATORS[which.unwrap_or_default()]
}
