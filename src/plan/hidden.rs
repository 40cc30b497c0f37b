//! What `ignore` hides from the rules of a file. Hidden text is not deleted: places never move.

use rustc_hash::FxHashSet;

use crate::document::{Layout, Unit};
use crate::fact::row::Row;
use crate::source::Span;

use super::MatcherId;

/// An `ignore`, its patterns named by the matchers that find them.
#[derive(Debug)]
pub(super) enum Ignore {
    After(Vec<MatcherId>),
    Before(Vec<MatcherId>),
    With(Unit, Vec<MatcherId>),
    Repeated(Unit),
}

/// A repeated unit of this many words or fewer stays: "Yes." may be said twice.
const FEW_WORDS: usize = 3;

/// The spans hidden in a document, sorted and not overlapping.
pub(super) fn hidden<'r>(
    ignores: &[Ignore],
    text: &str,
    layout: &Layout,
    rows_of: &dyn Fn(MatcherId) -> &'r [Row],
) -> Vec<Span> {
    let mut spans = Vec::new();
    let first = |matchers: &[MatcherId]| {
        matchers
            .iter()
            .filter_map(|matcher| rows_of(*matcher).first())
            .min_by_key(|row| row.span)
    };
    for ignore in ignores {
        match ignore {
            Ignore::After(matchers) => {
                if let Some(row) = first(matchers) {
                    spans.push(Span::new(row.span.start, text.len() as u32));
                }
            }
            Ignore::Before(matchers) => {
                if let Some(row) = first(matchers) {
                    spans.push(Span::new(0, row.span.end));
                }
            }
            Ignore::With(unit, matchers) => {
                for row in matchers.iter().flat_map(|matcher| rows_of(*matcher)) {
                    if let Some(index) = row.location.unit(*unit) {
                        spans.push(unit_span(*unit, index as usize, text, layout));
                    }
                }
            }
            Ignore::Repeated(unit) => repeated(*unit, text, layout, &mut spans),
        }
    }
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            Some(_) | None => merged.push(span),
        }
    }
    merged
}

/// Whether any byte of a span is hidden.
pub(super) fn is_hidden(hidden: &[Span], span: Span) -> bool {
    let after = hidden.partition_point(|known| known.start < span.end);
    after
        .checked_sub(1)
        .is_some_and(|index| hidden[index].overlaps(span))
}

/// The span of a unit by its index.
pub(super) fn unit_span(unit: Unit, index: usize, text: &str, layout: &Layout) -> Span {
    let whole = Span::new(0, text.len() as u32);
    match unit {
        Unit::Sentence => layout.sentences.get(index).copied(),
        Unit::Paragraph => layout.paragraphs.get(index).copied(),
        Unit::Section => layout.sections.get(index).map(|section| section.span),
        Unit::Table => layout.tables.get(index).copied(),
        Unit::Row => layout.row_span(index as u32),
        // A column is no stretch of the text, and the resolver lets no rule take it for one.
        Unit::Column => None,
        Unit::List => layout.lists.get(index).copied(),
        Unit::Line => layout.lines.get(index).map(|start| {
            let end = layout.lines.get(index + 1).copied().unwrap_or(whole.end);
            Span::new(*start, end)
        }),
        Unit::Document | Unit::Source => Some(whole),
    }
    .unwrap_or(whole)
}

/// The spans of all units of a kind in a document.
pub(super) fn unit_spans(unit: Unit, text: &str, layout: &Layout) -> Vec<Span> {
    let count = match unit {
        Unit::Sentence => layout.sentences.len(),
        Unit::Paragraph => layout.paragraphs.len(),
        Unit::Section => layout.sections.len(),
        Unit::Table => layout.tables.len(),
        Unit::Row => layout.labels.rows() as usize,
        Unit::Column => 0,
        Unit::List => layout.lists.len(),
        Unit::Line => layout.lines.len(),
        Unit::Document | Unit::Source => 1,
    };
    (0..count)
        .map(|index| unit_span(unit, index, text, layout))
        .collect()
}

fn repeated(unit: Unit, text: &str, layout: &Layout, spans: &mut Vec<Span>) {
    let mut known: FxHashSet<String> = FxHashSet::default();
    for span in unit_spans(unit, text, layout) {
        let words: Vec<&str> = text[span.range()].split_whitespace().collect();
        if words.len() > FEW_WORDS && !known.insert(words.join(" ")) {
            spans.push(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_hidden_if_a_byte_of_it_is() {
        let spans = [Span::new(5, 10), Span::new(20, 30)];
        assert!(is_hidden(&spans, Span::new(9, 12)));
        assert!(is_hidden(&spans, Span::new(0, 40)));
        assert!(!is_hidden(&spans, Span::new(10, 20)));
        assert!(!is_hidden(&spans, Span::new(0, 5)));
    }
}
