//! Fields that no blank binds, filled after the matches of a document are known.

use crate::document::{Labels, Layout};
use crate::fact::row::{Field, Row};
use crate::lang::typed::{Fact, FieldIndex, Implicit};
use crate::people::Speakers;
use crate::value::Value;

use super::extract::as_written;

/// The implicit fields of a fact.
pub(super) fn of(fact: &Fact) -> Vec<(FieldIndex, Implicit)> {
    let fields = fact.fields.iter().enumerate();
    fields
        .filter_map(|(index, field)| Some((index, field.implicit?)))
        .collect()
}

/// What implicit fields are filled from, read where the first row of a document needs it.
pub(super) struct Known<'a> {
    text: &'a str,
    layout: &'a Layout,
    speakers: Option<Speakers>,
}

impl<'a> Known<'a> {
    pub(super) fn new(text: &'a str, layout: &'a Layout) -> Self {
        Self {
            text,
            layout,
            speakers: None,
        }
    }

    /// Fills the implicit fields of rows.
    pub(super) fn fill(&mut self, rows: &mut [Row], fields: &[(FieldIndex, Implicit)]) {
        for (index, implicit) in fields {
            for row in &mut *rows {
                row.fields[*index] = match implicit {
                    Implicit::Speaker(quote) => self.speaker(row, *quote),
                    Implicit::Row => self.label(row, Labels::of_row),
                    Implicit::Column => self.label(row, Labels::of_column),
                };
            }
        }
    }

    /// The labels of the row or the column that a match stands in, from the outside.
    fn label(&self, row: &Row, labels_of: fn(&Labels, usize) -> &[u32]) -> Option<Field> {
        let cell = self.layout.cell_at(row.span.start)?;
        let labels = labels_of(&self.layout.labels, cell).iter();
        let spans = labels.map(|label| self.layout.cells[*label as usize].span);
        let words: Vec<&str> = spans.clone().map(|span| &self.text[span.range()]).collect();
        let text = as_written(&words.join(" "));
        Some(Field {
            value: Value::Text(text.trim_end_matches(is_no_word).into()),
            span: spans.last()?,
            text: text.into(),
        })
    }

    fn speaker(&mut self, row: &Row, quote: FieldIndex) -> Option<Field> {
        let place = row.fields.get(quote)?.as_ref()?.span;
        let quotations = &self.layout.quotations;
        let at = quotations.partition_point(|known| known.outer.start < place.start);
        let index = (at..quotations.len())
            .take_while(|index| quotations[*index].outer.start == place.start)
            .find(|index| quotations[*index].outer == place)?;
        let speakers = self
            .speakers
            .get_or_insert_with(|| Speakers::read(self.text, self.layout));
        let speaker = speakers.of(index)?;
        Some(Field {
            value: Value::Text(speaker.name.clone()?),
            span: speaker.written,
            text: as_written(&self.text[speaker.written.range()]).into(),
        })
    }
}

/// Signs at the end of a label that make no difference: a colon, the mark of a footnote.
fn is_no_word(c: char) -> bool {
    matches!(c, ':' | '*' | '†' | '‡' | '§' | '¹' | '²' | '³') || c.is_whitespace()
}
