//! Fields between separators, with their places: the CSV tables of AsciiDoc and
//! reStructuredText.

use crate::source::Span;

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its bytes, without the marks around it.
    pub span: Span,
    /// Whether it ends its record.
    pub ends_record: bool,
}

/// The fields of a part of a source (RFC 4180): a field in quotation marks may hold separators
/// and line ends. White space around a field and lines without any are left out; a doubled
/// mark in a field stays doubled.
pub(super) fn fields(source: &str, part: Span, separator: u8) -> Vec<Field> {
    let bytes = &source.as_bytes()[..part.end as usize];
    let mut fields = Vec::new();
    let mut at = part.start as usize;
    while at < bytes.len() {
        let blank = |b: &&u8| b.is_ascii_whitespace() && **b != separator && **b != b'\n';
        at += bytes[at..].iter().take_while(blank).count();
        let begins_record = fields.last().is_none_or(|last: &Field| last.ends_record);
        if begins_record && bytes.get(at) == Some(&b'\n') {
            at += 1;
            continue;
        }
        let quoted = bytes.get(at) == Some(&b'"');
        let start = at + usize::from(quoted);
        let mut end = start;
        if quoted {
            at = closing_mark(bytes, start);
            end = at;
        }
        let length = memchr::memchr2(separator, b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
        if !quoted {
            let text = &source[start..at + length];
            end = start + text.trim_end().len();
        }
        at += length;
        let ends_record = bytes.get(at) != Some(&separator);
        fields.push(Field {
            span: Span::new(start as u32, end as u32),
            ends_record,
        });
        at += 1;
        if !ends_record && at >= bytes.len() {
            // The empty field after the last separator.
            fields.push(Field {
                span: Span::new(bytes.len() as u32, bytes.len() as u32),
                ends_record: true,
            });
        }
    }
    fields
}

/// The first mark from `at` on that is not doubled.
fn closing_mark(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
        at += found;
        if bytes.get(at + 1) != Some(&b'"') {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(source: &str) -> Vec<Vec<&str>> {
        let mut records = vec![Vec::new()];
        for field in fields(source, Span::new(0, source.len() as u32), b',') {
            records
                .last_mut()
                .unwrap()
                .push(&source[field.span.range()]);
            if field.ends_record {
                records.push(Vec::new());
            }
        }
        records.pop();
        records
    }

    #[test]
    fn records_are_lines_and_fields_lie_between_separators() {
        assert_eq!(
            records("a,b\n1, 2 \n\n,"),
            [["a", "b"], ["1", "2"], ["", ""]]
        );
    }

    #[test]
    fn a_field_in_marks_holds_separators_and_line_ends() {
        assert_eq!(
            records("\"14,000\",\"a \"\"b\"\"\nc\"\nd,\"e"),
            [["14,000", "a \"\"b\"\"\nc"], ["d", "e"]]
        );
    }
}
