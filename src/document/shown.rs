//! Documents as lines, for the tests of readers: what a reader made of a source, at a glance.

use super::{Document, Format, Zone};

/// Every paragraph with the zones it begins in: `headings+title: Fire in port`. A line end inside
/// a paragraph is a `/`; the cells of a row are in brackets, those that are headers with a `!`.
pub(super) fn paragraphs(format: Format, source: &str) -> Vec<String> {
    let Document {
        transcript, layout, ..
    } = format.read(source);
    let text = transcript.text(source);
    let shown = |paragraph: &crate::source::Span| {
        let zones: Vec<&str> = Zone::ALL
            .iter()
            // Which cells are labels is a matter of the table, not of its reader.
            .filter(|(zone, _)| *zone != Zone::Labels)
            .filter(|(zone, _)| layout.in_zone(*zone, paragraph.start))
            .map(|(_, word)| *word)
            .collect();
        let cells: String = layout
            .cells
            .iter()
            .filter(|cell| {
                layout.in_zone(Zone::Tables, paragraph.start)
                    && paragraph.start <= cell.span.start
                    && cell.span.end <= paragraph.end
            })
            .map(|cell| {
                let sign = if cell.is_header { "!" } else { "" };
                format!("[{sign}{}]", &text[cell.span.range()])
            })
            .collect();
        let words = if cells.is_empty() {
            text[paragraph.range()].replace('\n', "/")
        } else {
            cells
        };
        format!("{}: {words}", zones.join("+"))
    };
    layout.paragraphs.iter().map(shown).collect()
}

/// Asserts that a source has these paragraphs.
#[track_caller]
pub(super) fn check(format: Format, source: &str, expected: &[&str]) {
    assert_eq!(paragraphs(format, source), expected, "{source}");
}

/// The words of a zone.
pub(super) fn zone(format: Format, source: &str, zone: Zone) -> Vec<String> {
    let Document {
        transcript, layout, ..
    } = format.read(source);
    let text = transcript.text(source);
    let spans = &layout.zones[zone as usize];
    spans
        .iter()
        .map(|span| text[span.range()].to_owned())
        .collect()
}

/// The bytes of the source that the first place of these words in the transcript points at.
#[track_caller]
pub(super) fn place<'s>(format: Format, source: &'s str, words: &str) -> &'s str {
    let document = format.read(source);
    let text = document.transcript.text(source);
    let start = text.find(words).expect("words of the transcript") as u32;
    let span = crate::source::Span::new(start, start + words.len() as u32);
    &source[document.transcript.source_span(span).range()]
}

/// What the metadata says, as `key: value`.
pub(super) fn metadata(format: Format, source: &str) -> Vec<String> {
    let entries = format.read(source).metadata.entries;
    let shown = entries
        .iter()
        .map(|entry| format!("{}: {}", entry.key, entry.value));
    shown.collect()
}
