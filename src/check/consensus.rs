//! What most rows of a group say, and the rows that say something else. Serves
//! `must agree` and `must have one`.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::calendar;
use super::cell::Tables;
use super::claim::Claim;
use super::expression::{evaluate, operand_text, resolved_weekday};
use super::majority::{Vote, most_covered, tally};
use super::operand::{Operand, stretches};
use super::quantity::tolerance;
use super::said::Said;
use super::scene::{Grouping, Scene, counted, precision};
use super::sink::{Failure, MOST_RELATED, Sink};
use super::subject::IMPLICATURE_NOTE;
use crate::fact::group::{Canonical, Group, GroupKey};
use crate::fact::row::Row;
use crate::finding::Label;
use crate::lang::typed::{Expr, FactId, Qualifiers, Scope, Winner};
use crate::value::Value;
use crate::value::range::{Approx, End, Range, Tolerance};

/// A check whose rows must say the same.
pub(super) struct Agreement<'s, 'a> {
    /// The fact.
    pub fact: FactId,
    /// What each row says.
    pub says: &'s Expr,
    /// Where and how it is compared.
    pub qualifiers: &'s Qualifiers,
    /// The rows by group.
    pub grouping: Grouping<'a>,
    /// The tables.
    pub tables: Tables<'a>,
}

impl<'a> Agreement<'_, 'a> {
    /// Reports the rows of each group that miss what most of it says.
    pub(super) fn run(&self, sink: &mut Sink<'a>) {
        self.grouping.skip_left_out(self.fact, sink);
        for group in self.grouping.groups(self.fact) {
            let group = &DatedGroup::new(group);
            sink.consider(group.rows.len());
            for claims in self.comparable(group, sink) {
                if self.qualifiers.scope == Some(Scope::AgainstSources) {
                    self.hold_against_sources(&claims, group, sink);
                } else {
                    self.hold_against_most(&claims, group, sink);
                }
            }
        }
    }

    /// The rows of a group that say something, in sets that can be compared: figures of one
    /// currency or one dimension, in the unit of the first.
    fn comparable(&self, group: &DatedGroup<'_, 'a>, sink: &mut Sink<'a>) -> Vec<Vec<Claim<'a>>> {
        let approx = sink.context.approx;
        let mut claims = Vec::with_capacity(group.rows.len());
        for row in group.rows {
            match self.claim(row, group, approx, sink) {
                Ok(claim) => claims.push(claim),
                Err(reason) => sink.skip(sink.label(row, row.span, ""), reason),
            }
        }
        resolve_weekdays(&mut claims, group, self, sink);
        let mut sets: Vec<Vec<Claim<'a>>> = Vec::new();
        for mut claim in claims {
            let home = sets
                .iter_mut()
                .find_map(|set| claim.converted_like(&set[0]).map(|operand| (set, operand)));
            match home {
                Some((set, operand)) => {
                    claim.operand = operand;
                    set.push(claim);
                }
                None => sets.push(vec![claim]),
            }
        }
        if sets.len() > 1 {
            for set in &sets {
                if let [alone] = set.as_slice() {
                    let reason = "the others are in another currency, unit or time zone";
                    sink.skip(Label::new(alone.place, ""), reason);
                }
            }
        }
        sets.retain(|set| set.len() > 1);
        sets
    }

    fn claim(
        &self,
        row: &'a Row,
        group: &DatedGroup<'_, 'a>,
        approx: &Approx,
        sink: &Sink<'a>,
    ) -> Result<Claim<'a>, String> {
        let scene = self.scene(row, group, approx, sink);
        let said = evaluate(self.says, &scene)?;
        Ok(Claim {
            row,
            place: said.place.unwrap_or(sink.place(row.document, row.span)),
            text: said.text,
            operand: said.operand,
        })
    }

    fn scene<'s>(
        &'s self,
        row: &'a Row,
        group: &'s DatedGroup<'s, 'a>,
        approx: &'s Approx,
        sink: &Sink<'a>,
    ) -> Scene<'s, 'a> {
        Scene {
            module: sink.context.module,
            documents: sink.context.documents,
            grouping: &self.grouping,
            tables: &self.tables,
            row: Some((self.fact, row)),
            other: None,
            key: Some(group.key),
            document: row.document,
            reference: Some(group.reference_day),
            approx,
            precision: precision(self.qualifiers),
            rounded_to: None,
        }
    }

    fn hold_against_most(
        &self,
        claims: &[Claim<'a>],
        group: &DatedGroup<'_, 'a>,
        sink: &mut Sink<'a>,
    ) {
        let tolerance = tolerance(self.qualifiers.tolerance);
        let winner = self.qualifiers.choice.unwrap_or(Winner::Majority);
        let agrees = agreement(claims, winner, tolerance);
        let members = || {
            claims
                .iter()
                .zip(&agrees)
                .filter_map(|(claim, agrees)| agrees.then_some(claim))
        };
        let Some(reference) = Reference::of(members(), tolerance) else {
            return;
        };
        let extremes = extremes(members());
        for (claim, agrees) in claims.iter().zip(&agrees) {
            trace(claim, Some(reference.named[0]), *agrees, sink);
            if !agrees {
                // "At least five" agrees with "five", and with "at least 900" that "five"
                // does not agree with: the one it clashes with is named first.
                let clash = reference
                    .named
                    .iter()
                    .chain(&extremes)
                    .find(|member| !claim.meets(member, tolerance));
                match clash {
                    Some(first) => self.fail(claim, &reference.led_by(first), group, sink),
                    None => self.fail(claim, &reference, group, sink),
                }
            }
        }
    }

    fn hold_against_sources(
        &self,
        claims: &[Claim<'a>],
        group: &DatedGroup<'_, 'a>,
        sink: &mut Sink<'a>,
    ) {
        let tolerance = tolerance(self.qualifiers.tolerance);
        let (sources, drafts): (Vec<&Claim<'a>>, Vec<&Claim<'a>>) =
            claims.iter().partition(|claim| sink.is_source(claim.row));
        let Some(reference) = Reference::of(sources.iter().copied(), tolerance) else {
            for claim in drafts {
                sink.skip(Label::new(claim.place, ""), "no source says anything of it");
            }
            return;
        };
        let said = Said::by(&sources, tolerance);
        for claim in drafts {
            let nearest = said.nearest(claim, tolerance);
            let passes = nearest.is_ok();
            let (Ok(nearest) | Err(nearest)) = nearest;
            let nearest = nearest.map_or(reference.named[0], |index| sources[index]);
            trace(claim, Some(nearest), passes, sink);
            if !passes {
                self.fail(claim, &reference.led_by(nearest), group, sink);
            }
        }
    }

    /// Reports a row that misses the reference.
    fn fail(
        &self,
        claim: &Claim<'a>,
        reference: &Reference<'_, 'a>,
        group: &DatedGroup<'_, 'a>,
        sink: &mut Sink<'a>,
    ) {
        let first = reference.named[0];
        let mut failure = Failure::of(claim.row, Label::new(claim.place, claim.taken_as()));
        failure.other = Some(first.row);
        failure.related = reference
            .named
            .iter()
            .map(|member| Label::new(member.place, member.taken_as()))
            .collect();
        if self.rests_on_implicature(claim, &reference.named, group, sink) {
            failure.notes.push(IMPLICATURE_NOTE.to_owned());
        }
        let more = reference.documents - reference.named.len();
        if more > 0 {
            failure.notes.push(match (reference.agrees, more) {
                (true, 1) => "1 more document agrees with these".to_owned(),
                (true, _) => format!("{more} more documents agree with these"),
                (false, 1) => "and 1 more document".to_owned(),
                (false, _) => format!("and {more} more documents"),
            });
        }
        if !reference.agrees {
            failure
                .notes
                .push("the sources do not agree with one another".to_owned());
        }
        failure.found = claim.text.clone();
        failure.expected = first.text.clone();
        failure.count = counted(self.qualifiers, reference.documents, reference.mentions);
        failure.difference = claim.distance(first);
        failure.subject = group.key.values.clone();
        sink.fail(failure);
    }

    /// Whether the row would agree with the rows named if "more than" had no upper end.
    fn rests_on_implicature(
        &self,
        claim: &Claim<'a>,
        named: &[&Claim<'a>],
        group: &DatedGroup<'_, 'a>,
        sink: &Sink<'a>,
    ) -> bool {
        let approx = sink.context.approx;
        if !approx.implicature || !matches!(claim.operand, Operand::Quantity(_)) {
            return false;
        }
        let endless = Approx {
            implicature: false,
            ..approx.clone()
        };
        let range = |claim: &Claim<'a>| -> Option<Range> {
            let again = self.claim(claim.row, group, &endless, sink).ok()?;
            match again.converted_like(claim)? {
                Operand::Quantity(quantity) => Some(quantity.range),
                Operand::Time(_) | Operand::Meaning(_) | Operand::Cell(_) => None,
            }
        };
        let tolerance = tolerance(self.qualifiers.tolerance);
        let Some(here) = range(claim) else {
            return false;
        };
        named
            .iter()
            .all(|member| range(member).is_some_and(|there| here.meets_within(&there, tolerance)))
    }
}

/// The rows whose ranges begin last and end first: a row that misses what all of them share
/// misses one of these two.
fn extremes<'c, 'a>(members: impl Iterator<Item = &'c Claim<'a>>) -> Vec<&'c Claim<'a>> {
    let mut last: Option<(Option<End>, &Claim<'a>)> = None;
    let mut first: Option<(End, &Claim<'a>)> = None;
    for member in members {
        let Operand::Quantity(quantity) = &member.operand else {
            continue;
        };
        let Range { low, high } = quantity.range;
        if last.is_none_or(|(known, _)| low > known) {
            last = Some((low, member));
        }
        if let Some(high) = high
            && first.is_none_or(|(known, _)| high < known)
        {
            first = Some((high, member));
        }
    }
    let last = last.map(|(_, member)| member);
    last.into_iter()
        .chain(first.map(|(_, member)| member))
        .collect()
}

/// A group, with the day that dates without a year are near where their document has none:
/// the first full date of the group.
struct DatedGroup<'g, 'a> {
    rows: &'g [&'a Row],
    key: &'g GroupKey,
    reference_day: Date,
}

impl<'g, 'a> DatedGroup<'g, 'a> {
    fn new(group: &'g Group<'a>) -> Self {
        let first_date = group
            .rows
            .iter()
            .flat_map(|row| row.fields.iter().flatten())
            .find_map(|field| match &field.value {
                Value::Date(date) if date.year.is_some() => date.days(None),
                _ => None,
            });
        Self {
            rows: &group.rows,
            key: &group.key,
            reference_day: first_date.map_or(calendar::SOME_DAY, |(first, _)| first),
        }
    }
}

/// What rows are held to: those that agree, or what the sources say.
struct Reference<'c, 'a> {
    /// The first rows, one of each document, at most [`MOST_RELATED`]; never empty.
    named: Vec<&'c Claim<'a>>,
    /// How many documents there are.
    documents: usize,
    /// How many rows there are.
    mentions: usize,
    /// Whether the named rows agree with one another.
    agrees: bool,
}

impl<'c, 'a> Reference<'c, 'a> {
    fn of(members: impl IntoIterator<Item = &'c Claim<'a>>, tolerance: Tolerance) -> Option<Self> {
        let mut named: Vec<&Claim<'a>> = Vec::new();
        let mut documents = BTreeSet::new();
        let mut mentions = 0;
        for member in members {
            mentions += 1;
            if documents.insert(member.row.document) && named.len() < MOST_RELATED {
                named.push(member);
            }
        }
        let first = named.first()?;
        let agrees = named.iter().all(|member| member.meets(first, tolerance));
        Some(Self {
            named,
            documents: documents.len(),
            mentions,
            agrees,
        })
    }

    /// The same reference with another row named first.
    fn led_by(&self, first: &'c Claim<'a>) -> Self {
        let others = self
            .named
            .iter()
            .copied()
            .filter(|member| member.row.document != first.row.document);
        Self {
            named: std::iter::once(first)
                .chain(others)
                .take(MOST_RELATED)
                .collect(),
            ..*self
        }
    }
}

/// For each claim, whether it agrees with what most say.
fn agreement(claims: &[Claim<'_>], winner: Winner, tolerance: Tolerance) -> Vec<bool> {
    let votes: Option<Vec<Vote>> = claims
        .iter()
        .map(|claim| {
            let ranges = stretches(&claim.operand)?;
            Some(Vote {
                document: claim.row.document,
                ranges: ranges
                    .iter()
                    .map(|range| range.widened(tolerance))
                    .collect(),
            })
        })
        .collect();
    let meets_any = |vote: &Vote, targets: &[Range]| {
        vote.ranges
            .iter()
            .any(|range| targets.iter().any(|target| range.meets(target)))
    };
    match (votes, winner) {
        (Some(votes), Winner::FirstUse) => {
            let first = votes.first().map(|vote| vote.ranges.clone());
            let first = first.unwrap_or_default();
            votes.iter().map(|vote| meets_any(vote, &first)).collect()
        }
        (Some(votes), Winner::Majority) => {
            let stretch = most_covered(&votes).unwrap_or(Range::EVERYTHING);
            votes
                .iter()
                .map(|vote| meets_any(vote, &[stretch]))
                .collect()
        }
        (None, _) => {
            let meanings: Vec<Option<&Canonical>> = claims
                .iter()
                .map(|claim| match &claim.operand {
                    Operand::Meaning(meaning) => Some(meaning),
                    Operand::Quantity(_) | Operand::Time(_) | Operand::Cell(_) => None,
                })
                .collect();
            let documents = claims.iter().map(|claim| claim.row.document);
            let tallies = tally(meanings.iter().copied().zip(documents));
            let most = tallies
                .iter()
                .max_by_key(|(_, tally)| tally.rank(winner))
                .and_then(|(meaning, _)| *meaning);
            meanings.iter().map(|meaning| *meaning == most).collect()
        }
    }
}

/// Takes weekdays as the days they mean, if the documents of all rows have a date; otherwise
/// they compare by name.
fn resolve_weekdays<'a>(
    claims: &mut [Claim<'a>],
    group: &DatedGroup<'_, 'a>,
    check: &Agreement<'_, 'a>,
    sink: &Sink<'a>,
) {
    let days: Option<Vec<Operand<'static>>> = claims
        .iter()
        .map(|claim| {
            let scene = check.scene(claim.row, group, sink.context.approx, sink);
            resolved_weekday(&claim.operand, &scene)
        })
        .collect();
    if let Some(days) = days {
        for (claim, day) in claims.iter_mut().zip(days) {
            claim.operand = day;
        }
    }
}

fn trace<'a>(claim: &Claim<'a>, first: Option<&Claim<'a>>, agrees: bool, sink: &mut Sink<'a>) {
    sink.compared(agrees, |_| {
        let label = |claim: &Claim<'a>| {
            let taken = claim.taken_as();
            let words = if taken.is_empty() {
                operand_text(&claim.operand)
            } else {
                taken
            };
            Label::new(claim.place, words)
        };
        let reason = if agrees {
            "agrees with what most say"
        } else {
            "misses what most say"
        };
        (label(claim), first.map(label), reason.to_owned())
    });
}
