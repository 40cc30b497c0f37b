//! Conditions: joins on spans between the matches of a pattern and those of others.

use crate::document::token::{Token, TokenKind, tokenize};
use crate::document::{Layout, Unit, Zone};
use crate::fact::row::Row;
use crate::source::Span;

use super::phrase::{Hits, PhraseId, Phrases};

/// A condition, its patterns named by the matchers that find them.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) negated: bool,
    pub(super) kind: Kind,
}

/// What a condition asks.
#[derive(Debug)]
pub(super) enum Kind {
    InSame(Unit, Vec<super::MatcherId>),
    Within(u32, Vec<super::MatcherId>),
    Before(Vec<super::MatcherId>),
    After(Vec<super::MatcherId>),
    /// `None` for a phrase without words, which no heading is.
    InSection(Option<PhraseId>),
    InFirst(u32, Unit),
    InZone(Zone),
}

/// A document, as conditions look at it.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) layout: &'a Layout,
    pub(super) phrases: &'a Phrases,
}

/// The index of the unit that holds a row, if one does.
pub(super) fn unit_of(unit: Unit, row: &Row) -> Option<u32> {
    match unit {
        Unit::Sentence => Some(row.location.sentence),
        Unit::Paragraph => Some(row.location.paragraph),
        Unit::Section => Some(row.location.section),
        Unit::Line => Some(row.location.line),
        Unit::Table => row.location.table,
        Unit::List => row.location.list,
        Unit::Document | Unit::Source => Some(0),
    }
}

impl Condition {
    /// Whether a row keeps the condition. `rows_of` gives the rows of other matchers in the
    /// same document, sorted by their place.
    pub(super) fn holds<'r>(
        &self,
        row: &Row,
        page: &Page<'_>,
        rows_of: &dyn Fn(super::MatcherId) -> &'r [Row],
    ) -> bool {
        let found = match &self.kind {
            Kind::InSame(unit, others) => unit_of(*unit, row).is_some_and(|wanted| {
                others
                    .iter()
                    .any(|other| any_in_unit(rows_of(*other), *unit, wanted))
            }),
            Kind::Within(words, others) => others
                .iter()
                .any(|other| is_within(row, rows_of(*other), *words, page)),
            Kind::Before(others) => others.iter().any(|other| {
                in_sentence(rows_of(*other), row.location.sentence)
                    .last()
                    .is_some_and(|last| last.span.start >= row.span.end)
            }),
            Kind::After(others) => others.iter().any(|other| {
                in_sentence(rows_of(*other), row.location.sentence)
                    .first()
                    .is_some_and(|first| first.span.end <= row.span.start)
            }),
            Kind::InSection(phrase) => phrase.is_some_and(|phrase| {
                page.layout
                    .headings_above(row.span.start)
                    .any(|heading| is_heading(heading, phrase, page))
            }),
            Kind::InFirst(count, unit) => unit_of(*unit, row).is_some_and(|index| index < *count),
            Kind::InZone(zone) => page.layout.in_zone(*zone, row.span.start),
        };
        found != self.negated
    }
}

/// Rows are sorted by place, so the units that hold them are sorted too.
fn any_in_unit(rows: &[Row], unit: Unit, wanted: u32) -> bool {
    match unit {
        Unit::Table | Unit::List => rows.iter().any(|row| unit_of(unit, row) == Some(wanted)),
        Unit::Sentence
        | Unit::Paragraph
        | Unit::Section
        | Unit::Line
        | Unit::Document
        | Unit::Source => rows
            .binary_search_by_key(&Some(wanted), |row| unit_of(unit, row))
            .is_ok(),
    }
}

fn in_sentence(rows: &[Row], sentence: u32) -> &[Row] {
    let start = rows.partition_point(|row| row.location.sentence < sentence);
    let end = rows.partition_point(|row| row.location.sentence <= sentence);
    &rows[start..end]
}

/// Rows of one matcher do not overlap, so the nearest on either side is enough.
fn is_within(row: &Row, others: &[Row], words: u32, page: &Page<'_>) -> bool {
    let near = in_sentence(others, row.location.sentence);
    let after = near.partition_point(|other| other.span.start < row.span.end);
    if let Some(before) = after.checked_sub(1).map(|index| &near[index])
        && (before.span.end > row.span.start
            || words_between(page.text, before.span.end, row.span.start) <= words as usize)
    {
        return true;
    }
    near.get(after).is_some_and(|next| {
        words_between(page.text, row.span.end, next.span.start) <= words as usize
    })
}

fn words_between(text: &str, start: u32, end: u32) -> usize {
    let mut tokens = Vec::new();
    tokenize(text, Span::new(start, end.max(start)), &mut tokens);
    tokens.iter().filter(|token| token.is_word()).count()
}

/// Whether a heading is a phrase, its number ("2.", "3.1") and closing signs aside.
fn is_heading(heading: Span, phrase: PhraseId, page: &Page<'_>) -> bool {
    let mut tokens = Vec::new();
    tokenize(page.text, heading, &mut tokens);
    let is_sign = |token: &Token| token.kind == TokenKind::Sign;
    let numbered = tokens
        .first()
        .is_some_and(|token| token.kind == TokenKind::Number);
    let (mut hits, mut words) = (Hits::default(), Vec::new());
    page.phrases.find(page.text, &tokens, &mut words, &mut hits);
    let end = tokens.len()
        - tokens
            .iter()
            .rev()
            .take_while(|token| is_sign(token))
            .count();
    let mut starts = vec![0];
    if numbered {
        let signs = tokens[1..]
            .iter()
            .take_while(|token| is_sign(token))
            .count();
        starts.push(1 + signs);
    }
    starts.into_iter().any(|start| {
        start < end
            && hits
                .at(start)
                .iter()
                .any(|hit| hit.phrase == phrase && start + hit.tokens as usize >= end)
    })
}
