//! `every section that mentions P must mention Q`, `no document may mention P`, and counts of
//! units.

use std::collections::{BTreeMap, BTreeSet};

use super::Form;
use super::sink::{Failure, MOST_RELATED, Sink};
use crate::document::Unit;
use crate::fact::group::{Division, unit_of};
use crate::fact::row::Row;
use crate::finding::Label;
use crate::lang::typed::{FactId, Qualifiers, Quantifier, Scope};
use crate::source::Span;

pub(super) const FORM: Form = Form {
    name: "must mention",
    about: "`every UNIT must mention P` reports each unit without P, at the match of `that \
            mentions` or at its first line. `no UNIT may mention P` reports each P. `at least`, \
            `at most` and `exactly N` count the units with P: documents and sources in each \
            story, smaller units in each document, unless a scope says otherwise. A mention \
            under a subheading counts for its own section, and satisfies `every` for the outer one \
            as well.",
};

/// What must, or may not, be mentioned.
pub(super) struct Wanted<'r> {
    /// How many units.
    pub quantifier: Quantifier,
    /// Which units.
    pub unit: Unit,
    /// Only units with one of these.
    pub among: Option<&'r [FactId]>,
    /// What is mentioned.
    pub mentions: &'r [FactId],
}

/// Runs the check.
pub(super) fn run(wanted: &Wanted<'_>, qualifiers: &Qualifiers, sink: &mut Sink<'_>) {
    let mentions = merged(wanted.mentions, sink);
    sink.consider(mentions.len());
    let among = wanted.among.map(|facts| merged(facts, sink));
    if let Some(among) = &among {
        sink.consider(among.len());
    }
    match wanted.quantifier {
        Quantifier::Every => every(wanted.unit, among.as_deref(), &mentions, sink),
        Quantifier::No => no(wanted.unit, among.as_deref(), &mentions, sink),
        Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => {
            let count = Count {
                quantifier: wanted.quantifier,
                unit: wanted.unit,
                division: counted_in(wanted.unit, qualifiers),
            };
            count.run(among.as_deref(), &mentions, sink);
        }
    }
}

/// The rows of several facts in the order of the corpus.
fn merged<'a>(facts: &[FactId], sink: &Sink<'a>) -> Vec<&'a Row> {
    let mut rows: Vec<&Row> = facts.iter().flat_map(|fact| sink.rows(*fact)).collect();
    rows.sort_by_key(|row| (row.document, row.span));
    rows
}

fn every(unit: Unit, among: Option<&[&Row]>, mentions: &[&Row], sink: &mut Sink<'_>) {
    let first_of = among.map(|among| first_by_unit(unit, among, sink));
    for (document, index, span) in units(unit, sink) {
        let reason = match &first_of {
            None => {
                sink.consider(1);
                None
            }
            Some(first_of) => match first_of.get(&(document, index)) {
                Some(row) => Some(*row),
                None => continue,
            },
        };
        // From the first mention at or behind the unit's start.
        let from =
            mentions.partition_point(|row| (row.document, row.span.start) < (document, span.start));
        let mention = mentions
            .get(from)
            .filter(|row| row.document == document && row.span.start < span.end);
        let place = reason.map_or_else(|| sink.first_line(document, span), |row| row.span);
        sink.compared(mention.is_some(), |sink| {
            (
                Label::new(sink.place(document, place), ""),
                mention.map(|row| sink.label(row, row.span, "")),
                format!("the {} mentions it or not", unit.word()),
            )
        });
        if mention.is_some() {
            continue;
        }
        let mut failure = Failure::at(
            document,
            Label::new(sink.place(document, place), String::new()),
        );
        failure.row = reason;
        failure.found = sink.words(document, place);
        sink.fail(failure);
    }
}

fn no(unit: Unit, among: Option<&[&Row]>, mentions: &[&Row], sink: &mut Sink<'_>) {
    let first_of = among.map(|among| first_by_unit(unit, among, sink));
    for row in mentions {
        let Some(index) = unit_of(row, sink.context.documents, unit) else {
            continue;
        };
        let mut failure = Failure::of(row, sink.label(row, row.span, ""));
        if let Some(first_of) = &first_of {
            let Some(reason) = first_of.get(&(row.document, index)) else {
                continue;
            };
            failure.other = Some(reason);
            failure.related = vec![sink.label(reason, reason.span, "")];
        }
        failure.found = sink.words(row.document, row.span);
        sink.fail(failure);
    }
}

/// A count of units with a mention, in each document or story.
struct Count {
    quantifier: Quantifier,
    unit: Unit,
    division: Division,
}

impl Count {
    fn run(&self, among: Option<&[&Row]>, mentions: &[&Row], sink: &mut Sink<'_>) {
        let first_of = first_by_unit(self.unit, mentions, sink);
        let wanted = among.map(|among| first_by_unit(self.unit, among, sink));
        let mut counted: BTreeMap<(u32, u32), Vec<&Row>> = BTreeMap::new();
        let mut asked: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (unit, row) in &first_of {
            if wanted
                .as_ref()
                .is_none_or(|wanted| wanted.contains_key(unit))
                && let Some(scope) = self.scope_of(row, sink)
            {
                counted.entry(scope).or_default().push(row);
            }
        }
        for row in wanted.iter().flat_map(BTreeMap::values) {
            asked.extend(self.scope_of(row, sink));
        }
        for (scope, document, span) in self.scopes(sink) {
            if wanted.is_none() {
                sink.consider(1);
            } else if !asked.contains(&scope) {
                continue;
            }
            let rows = counted.get(&scope).map_or(&[][..], Vec::as_slice);
            self.hold(rows, document, span, sink);
        }
    }

    fn hold(&self, rows: &[&Row], document: u32, span: Span, sink: &mut Sink<'_>) {
        let count = rows.len();
        let (passes, number) = match self.quantifier {
            Quantifier::AtLeast(n) => (count >= n as usize, n),
            Quantifier::AtMost(n) => (count <= n as usize, n),
            Quantifier::Exactly(n) => (count == n as usize, n),
            Quantifier::Every | Quantifier::No => return,
        };
        let primary = match self.quantifier {
            Quantifier::AtMost(_) => rows.last(),
            Quantifier::AtLeast(_)
            | Quantifier::Exactly(_)
            | Quantifier::Every
            | Quantifier::No => rows.first(),
        };
        let (document, place) = match primary {
            Some(row) => (row.document, row.span),
            None => (document, sink.first_line(document, span)),
        };
        sink.compared(passes, |sink| {
            (
                Label::new(sink.place(document, place), ""),
                None,
                format!("{count} against {number}"),
            )
        });
        if passes {
            return;
        }
        let mut failure = Failure::at(document, Label::new(sink.place(document, place), ""));
        failure.row = primary.copied();
        let others: Vec<&Row> = rows
            .iter()
            .copied()
            .filter(|row| primary.is_none_or(|primary| !std::ptr::eq(*row, *primary)))
            .collect();
        failure.related = others
            .iter()
            .take(MOST_RELATED)
            .map(|row| sink.label(row, row.span, ""))
            .collect();
        if others.len() > MOST_RELATED {
            let more = others.len() - MOST_RELATED;
            failure.notes.push(format!("and {more} more"));
        }
        failure.found = primary.map_or_else(String::new, |row| sink.words(row.document, row.span));
        failure.expected = number.to_string();
        failure.count = count;
        sink.fail(failure);
    }

    fn scope_of(&self, row: &Row, sink: &Sink<'_>) -> Option<(u32, u32)> {
        match self.division {
            Division::Story => Some((sink.document(row.document).story, 0)),
            Division::Unit(unit) => {
                Some((row.document, unit_of(row, sink.context.documents, unit)?))
            }
        }
    }

    /// Every place to count in, with the document and the span to report when nothing is there.
    fn scopes(&self, sink: &Sink<'_>) -> Vec<((u32, u32), u32, Span)> {
        match self.division {
            Division::Unit(unit) => units(unit, sink)
                .into_iter()
                .map(|(document, index, span)| ((document, index), document, span))
                .collect(),
            Division::Story => {
                let mut seen = BTreeSet::new();
                units(Unit::Document, sink)
                    .into_iter()
                    .filter_map(|(document, _, span)| {
                        let story = sink.document(document).story;
                        seen.insert(story).then_some(((story, 0), document, span))
                    })
                    .collect()
            }
        }
    }
}

fn counted_in(unit: Unit, qualifiers: &Qualifiers) -> Division {
    match (qualifiers.scope, unit) {
        (Some(Scope::InEach(outer)), _) => Division::Unit(outer),
        (Some(Scope::Across | Scope::AgainstSources), _) => Division::Story,
        (None, Unit::Document | Unit::Source) => Division::Story,
        (
            None,
            Unit::Sentence
            | Unit::Paragraph
            | Unit::Section
            | Unit::Table
            | Unit::Row
            | Unit::Column
            | Unit::List
            | Unit::Line,
        ) => Division::Unit(Unit::Document),
    }
}

/// The units of a kind in all documents the rule looks at: document, index, span.
fn units(unit: Unit, sink: &Sink<'_>) -> Vec<(u32, u32, Span)> {
    let context = sink.context;
    let mut units = Vec::new();
    for (index, document) in context.documents.iter().enumerate() {
        let number = index as u32;
        if !(context.looks_at)(number) {
            continue;
        }
        match unit {
            Unit::Source if !document.role.is_trusted() => {}
            Unit::Document | Unit::Source => {
                let end = sink.text(number).len() as u32;
                units.push((number, 0, Span::new(0, end)));
            }
            Unit::Sentence
            | Unit::Paragraph
            | Unit::Section
            | Unit::Table
            | Unit::Row
            | Unit::Column
            | Unit::List
            | Unit::Line => {
                let spans = (context.units)(number, unit);
                units.extend(
                    spans
                        .into_iter()
                        .enumerate()
                        .map(|(at, span)| (number, at as u32, span)),
                );
            }
        }
    }
    units
}

/// The first of the rows in each unit that directly holds one.
fn first_by_unit<'a>(
    unit: Unit,
    rows: &[&'a Row],
    sink: &Sink<'_>,
) -> BTreeMap<(u32, u32), &'a Row> {
    let mut first = BTreeMap::new();
    for row in rows {
        if let Some(index) = unit_of(row, sink.context.documents, unit) {
            first.entry((row.document, index)).or_insert(*row);
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, across};
    use super::*;
    use crate::lang::typed::Check;

    const FLAGS: &str = "# One\n\nUse --legacy.\n\n# Two\n\nUse --legacy, deprecated.\n\n\
                         # Three\n\nNothing here.\n";

    fn marked(texts: &[&str], words: [&str; 2]) -> (Desk, [FactId; 2]) {
        let mut desk = Desk::new();
        let facts = [desk.fact(&[]), desk.fact(&[])];
        for text in texts {
            let document = desk.document(text);
            for (fact, word) in facts.into_iter().zip(words) {
                for _ in 0..text.matches(word).count() {
                    desk.row(fact, document, word, &[]);
                }
            }
        }
        (desk, facts)
    }

    fn mention(
        quantifier: Quantifier,
        unit: Unit,
        among: Option<FactId>,
        mentions: FactId,
        qualifiers: Qualifiers,
    ) -> Check {
        Check::Mention {
            quantifier,
            unit,
            among: among.map(|fact| vec![fact]),
            mentions: vec![mentions],
            qualifiers,
        }
    }

    #[test]
    fn every_section_with_one_needs_the_other() {
        let (desk, [legacy, deprecated]) = marked(&[FLAGS], ["--legacy", "deprecated"]);
        let check = mention(
            Quantifier::Every,
            Unit::Section,
            Some(legacy),
            deprecated,
            Qualifiers::default(),
        );
        assert_eq!(desk.findings(check), ["a:3 «--legacy» --legacy |  | 0"]);
    }

    #[test]
    fn a_unit_without_it_is_reported_at_its_first_line() {
        let (desk, [_, deprecated]) = marked(&[FLAGS], ["--legacy", "deprecated"]);
        let check = mention(
            Quantifier::Every,
            Unit::Section,
            None,
            deprecated,
            Qualifiers::default(),
        );
        assert_eq!(
            desk.findings(check),
            ["a:1 «# One» # One |  | 0", "a:9 «# Three» # Three |  | 0"]
        );
    }

    #[test]
    fn what_no_document_may_mention_is_reported_wherever_it_is() {
        let texts = ["Leave A Reply\nLeave A Reply", "Fine."];
        let (desk, [leftover, _]) = marked(&texts, ["Leave A Reply", "?"]);
        let no = |among| {
            mention(
                Quantifier::No,
                Unit::Document,
                among,
                leftover,
                Qualifiers::default(),
            )
        };
        let findings = desk.findings(no(None));
        assert_eq!(
            findings,
            [
                "a:1 «Leave A Reply» Leave A Reply |  | 0",
                "a:2 «Leave A Reply» Leave A Reply |  | 0"
            ]
        );
    }

    #[test]
    fn no_unit_with_one_may_mention_the_other() {
        let (desk, [legacy, deprecated]) = marked(&[FLAGS], ["--legacy", "deprecated"]);
        let check = mention(
            Quantifier::No,
            Unit::Section,
            Some(deprecated),
            legacy,
            Qualifiers::default(),
        );
        assert_eq!(desk.findings(check), ["a:7 «--legacy» --legacy |  | 0"]);
    }

    #[test]
    fn documents_are_counted_in_each_story() {
        let (mut desk, [troops, _]) =
            marked(&["troops, troops", "Fine.", "troops"], ["troops", "?"]);
        let at_least_two = || {
            mention(
                Quantifier::AtLeast(2),
                Unit::Document,
                None,
                troops,
                Qualifiers::default(),
            )
        };
        assert!(desk.findings(at_least_two()).is_empty());
        desk.documents[2].story = 1;
        assert_eq!(
            desk.findings(at_least_two()),
            ["a:1 «troops» troops | 2 | 1", "c:1 «troops» troops | 2 | 1"]
        );
    }

    #[test]
    fn sections_are_counted_in_each_document() {
        let law = "# A\n\nlaws of X\n\n# B\n\nlaws of X\n";
        let (desk, [laws, _]) = marked(&[law, "# A\n\nlaws of X\n", "\n# A\n"], ["laws of X", "?"]);
        let counted = |quantifier, qualifiers| {
            desk.findings(mention(quantifier, Unit::Section, None, laws, qualifiers))
        };
        assert_eq!(
            counted(Quantifier::Exactly(1), Qualifiers::default()),
            ["a:3 «laws of X» laws of X | 1 | 2", "c:2 «# A»  | 1 | 0"]
        );
        // The surplus is the last one.
        assert_eq!(
            counted(Quantifier::AtMost(1), Qualifiers::default()),
            ["a:7 «laws of X» laws of X | 1 | 2"]
        );
        assert_eq!(
            counted(Quantifier::AtMost(2), across()),
            ["b:3 «laws of X» laws of X | 2 | 3"]
        );
    }

    #[test]
    fn sources_are_counted_apart_from_drafts() {
        let (mut desk, [troops, _]) = marked(&["troops", "troops"], ["troops", "?"]);
        desk.trusted(1);
        let check = mention(
            Quantifier::AtLeast(2),
            Unit::Source,
            None,
            troops,
            Qualifiers::default(),
        );
        assert_eq!(desk.findings(check), ["b:1 «troops» troops | 2 | 1"]);
    }
}
