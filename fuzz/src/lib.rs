//! What holds for every reader and every source: it does not panic, and all that it gives has
//! a place on character boundaries inside the file.

use crossfact::document::token::tokenize;
use crossfact::document::{Document, Format, Layout};
use crossfact::source::Span;

/// Reads a source and checks every place of what comes out.
///
/// # Panics
///
/// A place is outside the text or the file, or inside a character.
pub fn check(format: Format, source: &str) {
    let Document {
        transcript,
        layout,
        metadata,
    } = format.read(source);
    let text = transcript.text(source);
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
    let words = tokens.iter().map(|token| token.span);
    for span in spans(&layout).chain(words) {
        assert!(text.get(span.range()).is_some(), "{span:?} of the text");
        let place = transcript.source_span(span);
        assert!(source.get(place.range()).is_some(), "{place:?} of the file");
    }
    for entry in &metadata.entries {
        let place = entry.span;
        assert!(
            source.get(place.range()).is_some(),
            "{place:?} of {}",
            entry.key
        );
    }
}

/// All spans of a layout.
fn spans(layout: &Layout) -> impl Iterator<Item = Span> {
    let Layout {
        sentences,
        breaks,
        paragraphs,
        sections,
        tables,
        cells,
        lists,
        lines,
        quotations,
        zones,
        title,
    } = layout;
    let offsets = breaks.iter().chain(lines);
    [sentences, paragraphs, tables, lists]
        .into_iter()
        .chain(zones)
        .flatten()
        .copied()
        .chain(
            sections
                .iter()
                .flat_map(|section| [section.heading, section.span]),
        )
        .chain(
            quotations
                .iter()
                .flat_map(|quotation| [quotation.outer, quotation.inner]),
        )
        .chain(cells.iter().map(|cell| cell.span))
        .chain(offsets.map(|at| Span::new(*at, *at)))
        .chain(*title)
}
