//! The pass over one document: from sentences to rows.

use crate::document::Layout;
use crate::fact::row::{Field, Location, Row};
use crate::source::Span;
use crate::value::{Origin, Type, Value};

use super::automaton::State;
use super::condition::Page;
use super::simulation::{Bound, Found, Simulation};
use super::trigger::{Surroundings, Wanted};
use super::view::{View, ViewMemory};
use super::{DocumentRows, Matcher, MatcherId, Plan, hidden, implicit, rows_of};

/// Memory for [`Plan::extract`], one for each thread.
#[derive(Debug)]
pub struct Memory {
    view: ViewMemory,
    simulation: Simulation,
    wanted: Wanted,
    list: Vec<MatcherId>,
}

impl Plan {
    /// Memory for extracting facts with this plan.
    pub fn memory(&self) -> Memory {
        Memory {
            view: ViewMemory::default(),
            simulation: Simulation::default(),
            wanted: Wanted::new(self.matchers.len()),
            list: Vec::new(),
        }
    }

    /// Reads the facts of a document; `document` is its number in the run, and `origin` says in
    /// which language and when it was written.
    pub fn extract(
        &self,
        document: u32,
        text: &str,
        layout: &Layout,
        origin: Origin,
        memory: &mut Memory,
    ) -> DocumentRows {
        let mut raw: Vec<(MatcherId, Vec<Row>)> = Vec::new();
        let mut quotation = 0;
        let mut table = 0;
        for sentence in &layout.sentences {
            while layout
                .quotations
                .get(quotation)
                .is_some_and(|known| known.outer.start < sentence.start)
            {
                quotation += 1;
            }
            let quoted = layout
                .quotations
                .get(quotation)
                .is_some_and(|known| known.outer.start < sentence.end);
            while layout
                .tables
                .get(table)
                .is_some_and(|known| known.end <= sentence.start)
            {
                table += 1;
            }
            let in_table = layout
                .tables
                .get(table)
                .is_some_and(|known| known.start <= sentence.start);
            let surroundings = Surroundings { quoted, in_table };
            self.triggers
                .scan(text, *sentence, surroundings, &mut memory.wanted);
            if memory.wanted.is_empty() {
                continue;
            }
            memory.wanted.take(&mut memory.list);
            if !in_table {
                memory
                    .list
                    .retain(|matcher| !self.matchers[*matcher as usize].is_of_tables);
                if memory.list.is_empty() {
                    continue;
                }
            }
            memory
                .view
                .read(text, layout, *sentence, &self.phrases, &self.forms, origin);
            for index in 0..memory.list.len() {
                let matcher = memory.list[index];
                let rows = self.match_sentence(document, text, layout, matcher, memory);
                if rows.is_empty() {
                    continue;
                }
                match raw.binary_search_by_key(&matcher, |(matcher, _)| *matcher) {
                    Ok(at) => raw[at].1.extend(rows),
                    Err(at) => raw.insert(at, (matcher, rows)),
                }
            }
        }
        let mut known = implicit::Known::new(text, layout, origin);
        for (matcher, rows) in &mut raw {
            known.fill(rows, &self.matchers[*matcher as usize].implicit);
        }
        self.keep(raw, text, layout, origin)
    }

    fn match_sentence(
        &self,
        document: u32,
        text: &str,
        layout: &Layout,
        id: MatcherId,
        memory: &mut Memory,
    ) -> Vec<Row> {
        let matcher = &self.matchers[id as usize];
        let mut rows = Vec::new();
        let count = memory.view.tokens().len();
        let mut view = View::new(
            text,
            layout,
            &self.forms,
            &mut memory.view,
            &self.modules[matcher.module],
            self.first_vocabulary[matcher.module],
        );
        let mut at = 0;
        while at < count {
            if !Simulation::may_start(&matcher.automaton, &mut view, at) {
                at += 1;
                continue;
            }
            match memory.simulation.run(&matcher.automaton, &mut view, at) {
                Some(found) => {
                    rows.push(self.row(document, text, layout, matcher, &found, at, &mut view));
                    at = found.end;
                }
                None => at += 1,
            }
        }
        rows
    }

    #[expect(clippy::too_many_arguments, reason = "all that a row is made of")]
    fn row(
        &self,
        document: u32,
        text: &str,
        layout: &Layout,
        matcher: &Matcher,
        found: &Found,
        start: usize,
        view: &mut View<'_>,
    ) -> Row {
        let mut span = view.span(start, found.end);
        let mut fields: Vec<Option<Field>> = vec![None; matcher.fields];
        for bound in &found.bound {
            let (index, value, place) = match *bound {
                Bound::Value { state, from, .. } => {
                    let State::Value(edge, _) = &matcher.automaton.states[state as usize] else {
                        continue;
                    };
                    let Some(reading) = view.reading(from, edge.ty) else {
                        continue;
                    };
                    if edge.ty == Type::Quote {
                        span = span.join(reading.span);
                    }
                    (edge.field, reading.value.clone(), reading.span)
                }
                Bound::Entry { state, from, to } => {
                    let State::Entry(edge, _) = &matcher.automaton.states[state as usize] else {
                        continue;
                    };
                    let Some((_, entry)) = view.longest_entry(from, edge.vocabulary) else {
                        continue;
                    };
                    (edge.field, Value::Entry(entry), view.span(from, to))
                }
                Bound::Group { state, from, to } => {
                    let State::Close(edge, _) = &matcher.automaton.states[state as usize] else {
                        continue;
                    };
                    let place = view.span(from, to);
                    let words = as_written(&text[place.range()]).replace('\u{2019}', "'");
                    (edge.field, Value::Text(words.into()), place)
                }
            };
            if let Some(slot) = index.and_then(|index| fields.get_mut(index)) {
                *slot = Some(Field {
                    value,
                    span: place,
                    text: as_written(&text[place.range()]).into(),
                });
            }
        }
        Row {
            document,
            span,
            branch: found.branch,
            fields: fields.into(),
            location: location(layout, span.start),
        }
    }

    /// Applies conditions and `ignore` to all matches of a document.
    fn keep(
        &self,
        raw: Vec<(MatcherId, Vec<Row>)>,
        text: &str,
        layout: &Layout,
        origin: Origin,
    ) -> DocumentRows {
        let page = Page::new(text, layout, origin, &self.phrases);
        // The rows of a text full of facts are larger than the text: there is only one copy of
        // them unless some may be hidden.
        if self.ignores.iter().all(Vec::is_empty) {
            return DocumentRows {
                visible: self.conditioned(raw, &page, &[]),
                everything: None,
            };
        }
        let all = self.conditioned(raw.clone(), &page, &[]);
        let hidden: Vec<Vec<Span>> = self
            .ignores
            .iter()
            .map(|ignores| hidden::hidden(ignores, text, layout, &|matcher| rows_of(&all, matcher)))
            .collect();
        if hidden.iter().all(Vec::is_empty) {
            return DocumentRows {
                visible: all,
                everything: None,
            };
        }
        DocumentRows {
            visible: self.conditioned(raw, &page, &hidden),
            everything: Some(all),
        }
    }

    /// The matches that keep their conditions and are not hidden from their module.
    fn conditioned(
        &self,
        mut raw: Vec<(MatcherId, Vec<Row>)>,
        page: &Page<'_>,
        hidden: &[Vec<Span>],
    ) -> Vec<(MatcherId, Vec<Row>)> {
        let mut kept: Vec<(MatcherId, Vec<Row>)> = Vec::with_capacity(raw.len());
        raw.sort_by_key(|(matcher, _)| self.order[*matcher as usize]);
        for (id, mut rows) in raw {
            let matcher = &self.matchers[id as usize];
            let spans = hidden.get(matcher.module).map_or(&[][..], Vec::as_slice);
            let conditions: Vec<_> = matcher
                .conditions
                .iter()
                .map(|condition| condition.ready(page.layout, &|other| rows_of(&kept, other)))
                .collect();
            rows.retain(|row| {
                !hidden::is_hidden(spans, row.span)
                    && conditions
                        .iter()
                        .all(|condition| condition.holds(row, page))
            });
            if !rows.is_empty() {
                let at = kept.partition_point(|(known, _)| *known < id);
                kept.insert(at, (id, rows));
            }
        }
        kept
    }
}

/// The words of a place with white space folded to one space.
pub(super) fn as_written(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut out = String::with_capacity(text.len());
    out.push_str(words.next().unwrap_or_default());
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    out
}

fn location(layout: &Layout, offset: u32) -> Location {
    let cell = layout.cell_at(offset);
    Location {
        sentence: layout.sentence_at(offset) as u32,
        paragraph: layout.paragraph_at(offset) as u32,
        section: layout.section_at(offset) as u32,
        line: layout.line_at(offset) as u32,
        table: layout.table_at(offset).map(|index| index as u32),
        row: cell.map(|cell| layout.labels.row(cell)),
        column: cell.map(|cell| layout.labels.column(cell)),
        list: layout.list_at(offset).map(|index| index as u32),
    }
}
