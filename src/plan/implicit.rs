//! Fields that no blank binds, filled after the matches of a document are known.

use std::collections::BTreeMap;

use crate::document::{Labels, Layout};
use crate::fact::row::{Field, Row};
use crate::lang::typed::{Fact, FieldIndex, Implicit};
use crate::people::Speakers;
use crate::people::across::Names;
use crate::value::{Origin, Value};

use super::extract::as_written;

/// The implicit fields of a fact.
pub(super) fn of(fact: &Fact) -> Vec<(FieldIndex, Implicit)> {
    let fields = fact.fields.iter().enumerate();
    fields
        .filter_map(|(index, field)| Some((index, field.implicit?)))
        .collect()
}

/// Gives the implicit fields of a fact's rows the values that they have in view of all documents
/// of a story: a speaker has one name in all of them.
pub fn unite(fact: &Fact, rows: &mut [Row], story_of: &dyn Fn(u32) -> u32) {
    for (index, implicit) in of(fact) {
        match implicit {
            Implicit::Speaker(_) => unite_names(index, rows, story_of),
            Implicit::Row | Implicit::Column => {}
        }
    }
}

fn unite_names(field: FieldIndex, rows: &mut [Row], story_of: &dyn Fn(u32) -> u32) {
    let mut stories: BTreeMap<u32, Names> = BTreeMap::new();
    for row in &*rows {
        if let Some(name) = name_in(row, field) {
            stories.entry(story_of(row.document)).or_default().add(name);
        }
    }
    for row in rows {
        let names = stories.get(&story_of(row.document));
        let one = names.and_then(|names| Some(names.one(name_in(row, field)?)));
        if let (Some(one), Some(Some(field))) = (one, row.fields.get_mut(field)) {
            field.value = Value::Text(one);
        }
    }
}

fn name_in(row: &Row, field: FieldIndex) -> Option<&str> {
    match &row.fields.get(field)?.as_ref()?.value {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

/// What implicit fields are filled from, read where the first row of a document needs it.
pub(super) struct Known<'a> {
    text: &'a str,
    layout: &'a Layout,
    origin: Origin,
    speakers: Option<Speakers>,
}

impl<'a> Known<'a> {
    pub(super) fn new(text: &'a str, layout: &'a Layout, origin: Origin) -> Self {
        Self {
            text,
            layout,
            origin,
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
        let mut spans = labels.map(|label| self.layout.cells[*label as usize].span);
        let words: Vec<&str> = spans.clone().map(|span| &self.text[span.range()]).collect();
        let text = as_written(&words.join(" "));
        Some(Field {
            value: Value::Text(text.trim_end_matches(is_no_word).into()),
            span: spans.next_back()?,
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
            .get_or_insert_with(|| Speakers::read(self.text, self.layout, self.origin));
        let speaker = speakers.of(index)?;
        let name = speaker.name.clone()?;
        let written = as_written(&self.text[speaker.written.range()]);
        let is_name = name.to_lowercase().contains(&written.to_lowercase());
        Some(Field {
            text: if is_name {
                written.into()
            } else {
                name.clone()
            },
            value: Value::Text(name),
            span: speaker.written,
        })
    }
}

/// Signs at the end of a label that make no difference: a colon, the mark of a footnote.
fn is_no_word(c: char) -> bool {
    matches!(c, ':' | '*' | '†' | '‡' | '§' | '¹' | '²' | '³') || c.is_whitespace()
}
