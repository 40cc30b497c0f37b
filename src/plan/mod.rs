//! All rules compiled together, and the one pass that turns a document into fact rows.
//!
//! 1. `trigger` scans a sentence's bytes once for the words and signs that any pattern
//!    waits for. A sentence that holds none is left at once.
//! 2. `view` cuts the sentence into words and finds the phrases of all rules in it with one
//!    trie (`phrase`); values are read where an automaton asks, and kept for the next one.
//! 3. `simulation` runs the `automaton` of each pattern that may match, over what stands
//!    at the words.
//! 4. `condition` and `hidden` decide which matches count.
//!
//! The work is linear in the text, for any number of rules.

mod automaton;
mod condition;
mod fold;
mod hidden;
mod limit;
mod phrase;
mod simulation;
mod trigger;
mod view;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::document::{Layout, Unit};
use crate::fact::row::{Field, Location, Row};
use crate::lang::typed::{self, FactId, Module};
use crate::source::Span;
use crate::value::{Type, Value};

use automaton::{Automaton, State};
use condition::{Condition, Kind, Page};
use hidden::Ignore;
use phrase::Phrases;
use simulation::{Bound, Found, Simulation};
use trigger::{Triggers, Wanted};
use view::{FormOf, View, ViewMemory};

/// A pattern of the plan: a fact of a module.
type MatcherId = u32;

/// Whether rows that `ignore` hides are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// As most rules read: without what `ignore` hides.
    Visible,
    /// As rules with `reads = "everything"` read.
    Everything,
}

#[derive(Debug)]
struct Matcher {
    module: usize,
    automaton: Automaton,
    conditions: Vec<Condition>,
    fields: usize,
}

/// The compiled form of all rules of a run.
#[derive(Debug)]
pub struct Plan {
    modules: Vec<Arc<Module>>,
    /// For each module, its first matcher; its facts follow in order.
    first_matcher: Vec<MatcherId>,
    /// For each module, its first vocabulary, counted over all modules.
    first_vocabulary: Vec<u32>,
    matchers: Vec<Matcher>,
    /// Matchers in an order in which those that conditions ask about come first.
    order: Vec<MatcherId>,
    phrases: Phrases,
    /// For each phrase, the entries it spells.
    forms: Vec<Vec<FormOf>>,
    triggers: Triggers,
    ignores: Vec<Vec<Ignore>>,
}

/// The rows of one document: those of each fact that has any, by matcher.
#[derive(Debug, Default)]
pub struct DocumentRows {
    visible: Vec<(MatcherId, Vec<Row>)>,
    /// Only where `ignore` hides something; otherwise the visible rows are all.
    everything: Option<Vec<(MatcherId, Vec<Row>)>>,
}

impl DocumentRows {
    /// The rows of a fact, sorted by place.
    pub fn of(&self, plan: &Plan, module: usize, fact: FactId, reading: Reading) -> &[Row] {
        rows_of(self.rows(reading), plan.matcher(module, fact))
    }

    /// The rows by module and fact: the visible ones, and all of them where `ignore` hides some.
    #[expect(clippy::type_complexity, reason = "two lists of the same simple shape")]
    pub fn into_parts(
        self,
        plan: &Plan,
    ) -> (
        Vec<(usize, FactId, Vec<Row>)>,
        Option<Vec<(usize, FactId, Vec<Row>)>>,
    ) {
        let name = |rows: Vec<(MatcherId, Vec<Row>)>| {
            rows.into_iter()
                .map(|(matcher, rows)| {
                    let module = plan.matchers[matcher as usize].module;
                    let fact = FactId(matcher - plan.first_matcher[module]);
                    (module, fact, rows)
                })
                .collect()
        };
        (name(self.visible), self.everything.map(name))
    }

    fn rows(&self, reading: Reading) -> &[(MatcherId, Vec<Row>)] {
        match reading {
            Reading::Visible => &self.visible,
            Reading::Everything => self.everything.as_ref().unwrap_or(&self.visible),
        }
    }
}

fn rows_of(rows: &[(MatcherId, Vec<Row>)], matcher: MatcherId) -> &[Row] {
    match rows.binary_search_by_key(&matcher, |(matcher, _)| *matcher) {
        Ok(index) => &rows[index].1,
        Err(_) => &[],
    }
}

/// Memory for [`Plan::extract`], one for each thread.
#[derive(Debug)]
pub struct Memory {
    view: ViewMemory,
    simulation: Simulation,
    wanted: Wanted,
    list: Vec<MatcherId>,
}

impl Plan {
    /// Compiles the facts of all modules. A pattern that is too large is reported at its
    /// place and matches nothing.
    pub fn new(modules: &[Arc<Module>]) -> (Self, Vec<Diagnostic>) {
        let mut phrases = Phrases::new();
        let mut problems = Vec::new();
        let mut matchers = Vec::new();
        let mut first_matcher = Vec::new();
        let mut first_vocabulary = Vec::new();
        let mut forms: Vec<Vec<FormOf>> = Vec::new();
        let mut vocabularies = 0;
        for (index, module) in modules.iter().enumerate() {
            let first = matchers.len() as MatcherId;
            first_matcher.push(first);
            first_vocabulary.push(vocabularies);
            add_forms(module, vocabularies, &mut phrases, &mut forms);
            vocabularies += module.vocabularies.len() as u32;
            for fact in &module.facts {
                let automaton = Automaton::compile(&fact.pattern, &mut phrases).unwrap_or_else(|_| {
                    problems.push(
                        Diagnostic::error("this pattern is too large")
                            .at(fact.place, "")
                            .help("name parts of it in a vocabulary, or split it into several facts"),
                    );
                    Automaton::nothing()
                });
                let conditions = fact
                    .conditions
                    .iter()
                    .map(|written| compile_condition(written, first, &mut phrases))
                    .collect();
                matchers.push(Matcher {
                    module: index,
                    automaton,
                    conditions,
                    fields: fact.fields.len(),
                });
            }
        }
        let ignores = modules
            .iter()
            .zip(&first_matcher)
            .map(|(module, first)| {
                module
                    .ignores
                    .iter()
                    .map(|ignore| compile_ignore(ignore, *first))
                    .collect()
            })
            .collect();
        let triggers = Triggers::new(modules.iter().zip(&first_matcher).flat_map(
            |(module, first)| {
                module.facts.iter().enumerate().map(move |(fact, written)| {
                    (first + fact as u32, &written.pattern, module.as_ref())
                })
            },
        ));
        let plan = Self {
            modules: modules.to_vec(),
            first_matcher,
            first_vocabulary,
            order: order(&matchers),
            matchers,
            phrases,
            forms,
            triggers,
            ignores,
        };
        (plan, problems)
    }

    /// Memory for extracting facts with this plan.
    pub fn memory(&self) -> Memory {
        Memory {
            view: ViewMemory::default(),
            simulation: Simulation::default(),
            wanted: Wanted::new(self.matchers.len()),
            list: Vec::new(),
        }
    }

    fn matcher(&self, module: usize, fact: FactId) -> MatcherId {
        self.first_matcher[module] + fact.0
    }

    /// Reads the facts of a document; `document` is its number in the run.
    pub fn extract(
        &self,
        document: u32,
        text: &str,
        layout: &Layout,
        memory: &mut Memory,
    ) -> DocumentRows {
        let mut raw: Vec<(MatcherId, Vec<Row>)> = Vec::new();
        let mut quotation = 0;
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
            self.triggers
                .scan(text, *sentence, quoted, &mut memory.wanted);
            if memory.wanted.is_empty() {
                continue;
            }
            memory.wanted.take(&mut memory.list);
            memory
                .view
                .read(text, layout, *sentence, &self.phrases, &self.forms);
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
        self.keep(raw, text, layout)
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
    fn keep(&self, raw: Vec<(MatcherId, Vec<Row>)>, text: &str, layout: &Layout) -> DocumentRows {
        let page = Page {
            text,
            layout,
            phrases: &self.phrases,
        };
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
            rows.retain(|row| {
                !hidden::is_hidden(spans, row.span)
                    && matcher
                        .conditions
                        .iter()
                        .all(|condition| condition.holds(row, page, &|other| rows_of(&kept, other)))
            });
            if !rows.is_empty() {
                let at = kept.partition_point(|(known, _)| *known < id);
                kept.insert(at, (id, rows));
            }
        }
        kept
    }

    /// The spans of all units of a kind in a document.
    pub fn unit_spans(unit: Unit, text: &str, layout: &Layout) -> Vec<Span> {
        hidden::unit_spans(unit, text, layout)
    }
}

/// The words of a place with white space folded to one space.
fn as_written(text: &str) -> String {
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
    Location {
        sentence: layout.sentence_at(offset) as u32,
        paragraph: layout.paragraph_at(offset) as u32,
        section: layout.section_at(offset) as u32,
        line: layout.line_at(offset) as u32,
        table: layout.table_at(offset).map(|index| index as u32),
        list: layout.list_at(offset).map(|index| index as u32),
    }
}

fn add_forms(module: &Module, first: u32, phrases: &mut Phrases, forms: &mut Vec<Vec<FormOf>>) {
    for (index, vocabulary) in module.vocabularies.iter().enumerate() {
        for (entry, listed) in vocabulary.entries.iter().enumerate() {
            for (form, written) in listed.forms.iter().enumerate() {
                let Some(phrase) = phrases.add(&written.text, false, false) else {
                    continue;
                };
                let phrase = phrase as usize;
                if forms.len() <= phrase {
                    forms.resize(phrase + 1, Vec::new());
                }
                forms[phrase].push(FormOf {
                    vocabulary: first + index as u32,
                    entry: entry as u32,
                    form: form as u32,
                });
            }
        }
    }
}

fn compile_condition(
    written: &typed::Condition,
    first: MatcherId,
    phrases: &mut Phrases,
) -> Condition {
    let matchers = |facts: &[FactId]| facts.iter().map(|fact| first + fact.0).collect();
    let kind = match &written.kind {
        typed::ConditionKind::InSame(unit, facts) => Kind::InSame(*unit, matchers(facts)),
        typed::ConditionKind::Within(words, facts) => Kind::Within(*words, matchers(facts)),
        typed::ConditionKind::Before(facts) => Kind::Before(matchers(facts)),
        typed::ConditionKind::After(facts) => Kind::After(matchers(facts)),
        typed::ConditionKind::InSection(phrase) => {
            Kind::InSection(phrases.add(&phrase.text, phrase.prefix, phrase.exactly))
        }
        typed::ConditionKind::InFirst(count, unit) => Kind::InFirst(*count, *unit),
        typed::ConditionKind::InZone(zone) => Kind::InZone(*zone),
    };
    Condition {
        negated: written.negated,
        kind,
    }
}

fn compile_ignore(written: &typed::Ignore, first: MatcherId) -> Ignore {
    let matchers = |facts: &[FactId]| facts.iter().map(|fact| first + fact.0).collect();
    match &written.kind {
        typed::IgnoreKind::After(facts) => Ignore::After(matchers(facts)),
        typed::IgnoreKind::Before(facts) => Ignore::Before(matchers(facts)),
        typed::IgnoreKind::With(unit, facts) => Ignore::With(*unit, matchers(facts)),
        typed::IgnoreKind::Repeated(unit) => Ignore::Repeated(*unit),
    }
}

/// For each matcher its rank, such that the matchers its conditions ask about rank lower.
fn order(matchers: &[Matcher]) -> Vec<u32> {
    fn visit(id: MatcherId, matchers: &[Matcher], ranks: &mut [Option<u32>], next: &mut u32) {
        if ranks[id as usize].is_some() {
            return;
        }
        // A first rank ends a cycle, which a resolved module does not have.
        ranks[id as usize] = Some(u32::MAX);
        for condition in &matchers[id as usize].conditions {
            match &condition.kind {
                Kind::InSame(_, others)
                | Kind::Within(_, others)
                | Kind::Before(others)
                | Kind::After(others) => {
                    for other in others {
                        visit(*other, matchers, ranks, next);
                    }
                }
                Kind::InSection(_) | Kind::InFirst(..) | Kind::InZone(_) => {}
            }
        }
        ranks[id as usize] = Some(*next);
        *next += 1;
    }
    let mut ranks = vec![None; matchers.len()];
    let mut next = 0;
    for id in 0..matchers.len() {
        visit(id as MatcherId, matchers, &mut ranks, &mut next);
    }
    ranks
        .into_iter()
        .map(|rank| rank.unwrap_or(u32::MAX))
        .collect()
}
