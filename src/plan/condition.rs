//! Conditions: joins on spans between the matches of a pattern and those of others.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::token::{Token, TokenKind, tokenize};
use crate::document::{Labels, Layout, Unit, Zone};
use crate::fact::row::Row;
use crate::source::Span;
use crate::value::Origin;

use super::figures::Figures;
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
    InSection(Vec<PhraseId>),
    InRow(Vec<PhraseId>),
    InColumn(Vec<PhraseId>),
    InFirst(u32, Unit),
    InLast(u32, Unit),
    InRowOfFigures,
    InColumnOfFigures,
    InZone(Zone),
}

/// A document, as conditions look at it.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) layout: &'a Layout,
    pub(super) phrases: &'a Phrases,
    origin: Origin,
    figures: OnceCell<Figures>,
}

impl Condition {
    /// The condition made ready for the rows of a document. `rows_of` gives the rows of other
    /// matchers in it, sorted by their place.
    pub(super) fn ready<'c, 'r>(
        &'c self,
        layout: &Layout,
        rows_of: &dyn Fn(super::MatcherId) -> &'r [Row],
    ) -> Ready<'c, 'r> {
        let others: &[super::MatcherId] = match &self.kind {
            Kind::InSame(_, others)
            | Kind::Within(_, others)
            | Kind::Before(others)
            | Kind::After(others) => others,
            Kind::InSection(_)
            | Kind::InRow(_)
            | Kind::InColumn(_)
            | Kind::InFirst(..)
            | Kind::InLast(..)
            | Kind::InRowOfFigures
            | Kind::InColumnOfFigures
            | Kind::InZone(_) => &[],
        };
        let others: Vec<&[Row]> = others.iter().map(|other| rows_of(*other)).collect();
        let mut units = Vec::new();
        if let Kind::InSame(unit, _) = &self.kind {
            for row in others.iter().flat_map(|rows| rows.iter()) {
                units.extend(units_of(row, *unit, layout));
            }
            units.sort_unstable();
            units.dedup();
        }
        Ready {
            condition: self,
            others,
            units,
        }
    }
}

/// The units of a kind that hold a row; several, if it stands in a cell that spans them.
fn units_of(row: &Row, unit: Unit, layout: &Layout) -> Range<u32> {
    let Some(first) = row.location.unit(unit) else {
        return 0..0;
    };
    let spanned = match (unit, layout.cell_at(row.span.start), row.location.table) {
        (Unit::Row, Some(cell), Some(table)) => {
            let end = layout.labels.rows_of(table as usize).end;
            layout.cells[cell].rows.min(end - first)
        }
        (Unit::Column, Some(cell), Some(_)) => layout.cells[cell].columns,
        _ => 1,
    };
    first..first + spanned
}

/// A condition with the matches that it asks about.
pub(super) struct Ready<'c, 'r> {
    condition: &'c Condition,
    /// The rows of each matcher it names.
    others: Vec<&'r [Row]>,
    /// The units that hold one of these rows, sorted.
    units: Vec<u32>,
}

impl Ready<'_, '_> {
    /// Whether a row keeps the condition.
    pub(super) fn holds(&self, row: &Row, page: &Page<'_>) -> bool {
        let mut others = self.others.iter();
        let found = match &self.condition.kind {
            Kind::InSame(unit, _) => row
                .location
                .unit(*unit)
                .is_some_and(|unit| self.units.binary_search(&unit).is_ok()),
            Kind::Within(words, _) => others.any(|rows| is_within(row, rows, *words, page)),
            Kind::Before(_) => others.any(|rows| {
                in_sentence(rows, row.location.sentence)
                    .last()
                    .is_some_and(|last| last.span.start >= row.span.end)
            }),
            Kind::After(_) => others.any(|rows| {
                in_sentence(rows, row.location.sentence)
                    .first()
                    .is_some_and(|first| first.span.end <= row.span.start)
            }),
            Kind::InSection(titles) => page
                .layout
                .headings_above(row.span.start)
                .any(|heading| is_one_of(heading, titles, page)),
            Kind::InRow(titles) => page.is_labelled(row, Labels::of_row, titles),
            Kind::InColumn(titles) => page.is_labelled(row, Labels::of_column, titles),
            Kind::InFirst(count, unit) => page
                .place_in_order(row, *unit)
                .is_some_and(|(before, _)| before < *count),
            Kind::InLast(count, unit) => page
                .place_in_order(row, *unit)
                .is_some_and(|(_, after)| after < *count),
            Kind::InRowOfFigures => row
                .location
                .row
                .is_some_and(|row| page.figures().is_row(row)),
            Kind::InColumnOfFigures => row
                .location
                .column
                .is_some_and(|column| page.figures().is_column(column)),
            Kind::InZone(zone) => page.layout.in_zone(*zone, row.span.start),
        };
        found != self.condition.negated
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(
        text: &'a str,
        layout: &'a Layout,
        origin: Origin,
        phrases: &'a Phrases,
    ) -> Self {
        Self {
            text,
            layout,
            origin,
            phrases,
            figures: OnceCell::new(),
        }
    }

    /// Which rows and columns of the document's tables are figures.
    fn figures(&self) -> &Figures {
        self.figures
            .get_or_init(|| Figures::find(self.text, self.layout, self.origin))
    }

    /// Whether one of the labels of a row's cell is one of these titles.
    fn is_labelled(
        &self,
        row: &Row,
        labels_of: fn(&Labels, usize) -> &[u32],
        titles: &[PhraseId],
    ) -> bool {
        let Some(cell) = self.layout.cell_at(row.span.start) else {
            return false;
        };
        labels_of(&self.layout.labels, cell)
            .iter()
            .any(|label| is_one_of(self.layout.cells[*label as usize].span, titles, self))
    }

    /// How many units of a kind come before that of a row and how many after it: in the
    /// document, and for rows and columns in their table.
    fn place_in_order(&self, row: &Row, unit: Unit) -> Option<(u32, u32)> {
        let layout = self.layout;
        let index = row.location.unit(unit)?;
        let all = |count: usize| 0..count as u32;
        let units = match unit {
            Unit::Sentence => all(layout.sentences.len()),
            Unit::Paragraph => all(layout.paragraphs.len()),
            Unit::Section => all(layout.sections.len()),
            Unit::Line => all(layout.lines.len()),
            Unit::Table => all(layout.tables.len()),
            Unit::Row => layout.labels.rows_of(row.location.table? as usize),
            Unit::Column => layout.labels.columns_of(row.location.table? as usize),
            Unit::List => all(layout.lists.len()),
            Unit::Document | Unit::Source => all(1),
        };
        Some((
            index.saturating_sub(units.start),
            units.end.saturating_sub(index).saturating_sub(1),
        ))
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

/// Whether a heading, or the label of a row or a column, is one of these phrases, its number ("2.",
/// "3.1") and the signs around it aside.
fn is_one_of(heading: Span, titles: &[PhraseId], page: &Page<'_>) -> bool {
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
    let mut starts = vec![0, tokens.iter().take_while(|token| is_sign(token)).count()];
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
                .any(|hit| titles.contains(&hit.phrase) && start + hit.tokens as usize >= end)
    })
}
