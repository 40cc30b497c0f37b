//! `VALUE must be verbatim`: versions of one quotation have the same words.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Form;
use super::quotation::{FEWEST_WORDS, Lexicon, Quotation};
use super::scene::Grouping;
use super::sink::{Failure, MOST_RELATED, Sink, field};
use crate::fact::group::Group;
use crate::fact::row::{Field, Row};
use crate::finding::Label;
use crate::lang::typed::{Allowance, Expr, ExprKind, FactId, FieldIndex, Qualifiers, Scope};
use crate::value::Value;

pub(super) const FORM: Form = Form {
    name: "must be verbatim",
    about: "Quotations that are versions of one another have the same words, but for what \
            `allowing` names. Two are versions of one another if three quarters (`when 75% alike`) of \
            the shorter one's words, by stem, stand in the other in order. The form in most \
            documents is the reference, on a tie the one closest to the others; every other \
            form is reported with the words that differ.",
};

/// How many other quotations one is compared with.
const MOST_CANDIDATES: usize = 64;
/// How many quotations with the same three words are looked at before rarer words are tried.
const MOST_LOOKED_AT: usize = 8 * MOST_CANDIDATES;

/// Runs the check.
pub(super) fn run<'a>(subject: &Expr, qualifiers: &Qualifiers, sink: &mut Sink<'a>) {
    let ExprKind::Field(fact, index) = subject.kind else {
        return;
    };
    let grouping = Grouping::new(sink, [fact], qualifiers, |_, _| true);
    grouping.skip_left_out(fact, sink);
    for group in grouping.groups(fact) {
        sink.consider(group.rows.len());
        let versions = Versions::read(fact, index, group, qualifiers, sink);
        versions.hold(group, sink);
    }
}

/// The quotations of a group, each form once.
struct Versions<'q, 'a> {
    forms: Vec<QuotationForm<'a>>,
    /// The forms each may be a version of.
    candidates: Vec<Vec<usize>>,
    qualifiers: &'q Qualifiers,
}

struct QuotationForm<'a> {
    quotation: Quotation,
    mentions: Vec<(&'a Row, &'a Field)>,
    documents: BTreeSet<u32>,
}

impl<'q, 'a> Versions<'q, 'a> {
    fn read(
        _fact: FactId,
        index: FieldIndex,
        group: &Group<'a>,
        qualifiers: &'q Qualifiers,
        sink: &mut Sink<'a>,
    ) -> Self {
        let mut lexicon = Lexicon::default();
        let mut forms: Vec<QuotationForm<'a>> = Vec::new();
        let mut by_tokens: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        for row in &group.rows {
            let Some(field) = field(row, index) else {
                continue;
            };
            let text = quoted(field);
            let quotation = Quotation::read(text, &qualifiers.allowing, &mut lexicon);
            if quotation.stems.len() < FEWEST_WORDS {
                let label = sink.label(row, field.span, "");
                sink.skip(label, "it has fewer than three words");
                continue;
            }
            let known = by_tokens.get(&quotation.tokens).copied();
            let form = known.unwrap_or_else(|| {
                by_tokens.insert(quotation.tokens.clone(), forms.len());
                forms.push(QuotationForm {
                    quotation,
                    mentions: Vec::new(),
                    documents: BTreeSet::new(),
                });
                forms.len() - 1
            });
            forms[form].mentions.push((row, field));
            forms[form].documents.insert(row.document);
        }
        let candidates = candidates(&forms, sink);
        Self {
            forms,
            candidates,
            qualifiers,
        }
    }

    fn hold(&self, group: &Group<'a>, sink: &mut Sink<'a>) {
        let against_sources = self.qualifiers.scope == Some(Scope::AgainstSources);
        for (index, form) in self.forms.iter().enumerate() {
            let versions = self.versions_of(index);
            let mut rivals = versions
                .iter()
                .copied()
                .filter(|other| !self.same(index, *other));
            if rivals.next().is_none() {
                self.trace(form, None, sink);
                continue;
            }
            let mut members = versions;
            members.push(index);
            members.sort_unstable();
            let reference = if against_sources {
                self.reference_among_sources(index, &members, sink)
            } else {
                self.reference(&members)
            };
            let Some((reference, count)) = reference else {
                continue;
            };
            let passes = self.same(index, reference);
            self.trace(form, Some(reference), sink);
            if passes {
                continue;
            }
            for (row, field) in &form.mentions {
                if !(against_sources && sink.is_source(row)) {
                    self.fail(index, (row, field), (reference, count), group, sink);
                }
            }
        }
    }

    /// The forms that are versions of one, or parts of it.
    fn versions_of(&self, index: usize) -> Vec<usize> {
        let threshold = self.qualifiers.alike.unwrap_or(Decimal::new(75, 2));
        let quotation = &self.forms[index].quotation;
        self.candidates[index]
            .iter()
            .copied()
            .filter(|other| {
                self.same(index, *other)
                    || quotation.alike(&self.forms[*other].quotation, threshold)
            })
            .collect()
    }

    fn same(&self, one: usize, two: usize) -> bool {
        let fragments = self.qualifiers.allowing.contains(&Allowance::Fragments);
        one == two
            || self.forms[one]
                .quotation
                .same(&self.forms[two].quotation, fragments)
    }

    /// The form that most documents have, in whole or in part; on a tie the closest to the
    /// others, and then the first. With it, the number of documents.
    fn reference(&self, members: &[usize]) -> Option<(usize, usize)> {
        let support: Vec<(usize, usize)> = members
            .iter()
            .map(|member| (*member, self.support(*member, members)))
            .collect();
        let most = support.iter().map(|(_, documents)| *documents).max()?;
        let tied: Vec<usize> = support
            .iter()
            .filter_map(|(member, documents)| (*documents == most).then_some(*member))
            .collect();
        let closest = match tied.as_slice() {
            [only] => *only,
            _ => tied.into_iter().min_by_key(|member| {
                let here = &self.forms[*member].quotation;
                members
                    .iter()
                    .map(|other| here.distance(&self.forms[*other].quotation))
                    .sum::<usize>()
            })?,
        };
        Some((closest, most))
    }

    fn support(&self, member: usize, members: &[usize]) -> usize {
        members
            .iter()
            .filter(|other| self.same(member, **other))
            .flat_map(|other| &self.forms[*other].documents)
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// What a source says: the same, or else the closest; with the number of sources.
    fn reference_among_sources(
        &self,
        index: usize,
        members: &[usize],
        sink: &Sink<'a>,
    ) -> Option<(usize, usize)> {
        let sources = |form: &QuotationForm<'a>| {
            form.documents
                .iter()
                .filter(|document| sink.document(**document).is_source)
                .count()
        };
        let quotation = &self.forms[index].quotation;
        members
            .iter()
            .copied()
            .filter(|member| sources(&self.forms[*member]) > 0)
            .min_by_key(|member| {
                let distance = quotation.distance(&self.forms[*member].quotation);
                (!self.same(index, *member), distance)
            })
            .map(|member| (member, sources(&self.forms[member])))
    }

    fn fail(
        &self,
        index: usize,
        (row, field): (&'a Row, &'a Field),
        (reference, count): (usize, usize),
        group: &Group<'a>,
        sink: &mut Sink<'a>,
    ) {
        let model = &self.forms[reference];
        // `against sources` quotes a source; elsewhere the first mention will do.
        let quotes_source = self.qualifiers.scope == Some(Scope::AgainstSources);
        let mut models = model
            .mentions
            .iter()
            .filter(|(row, _)| !quotes_source || sink.is_source(row));
        let Some((other, other_field)) = models.next() else {
            return;
        };
        let mut failure = Failure::of(row, sink.label(row, field.span, ""));
        failure.other = Some(other);
        failure.related = vec![sink.label(other, other_field.span, "the reference")];
        failure.related.extend(
            models
                .filter(|(row, _)| row.document != other.document)
                .take(MOST_RELATED - 1)
                .map(|(row, field)| Label::new(sink.place(row.document, field.span), "as here")),
        );
        let [minus, plus] = self.forms[index].quotation.difference(&model.quotation);
        failure.notes = vec![minus, plus];
        failure.notes.extend(self.allowed());
        failure.found = quoted(field).to_owned();
        failure.expected = quoted(other_field).to_owned();
        failure.count = count;
        failure.subject = group.key.values.clone();
        sink.fail(failure);
    }

    /// What was not counted as a difference, in words.
    fn allowed(&self) -> Option<String> {
        let names: Vec<&str> = Allowance::ALL
            .iter()
            .filter(|(allowance, _)| self.qualifiers.allowing.contains(allowance))
            .map(|(_, name)| *name)
            .collect();
        (!names.is_empty()).then(|| format!("not counted as a difference: {}", names.join(", ")))
    }

    fn trace(&self, form: &QuotationForm<'a>, reference: Option<usize>, sink: &mut Sink<'a>) {
        if !sink.context.trace {
            return;
        }
        let model = reference.map(|reference| &self.forms[reference]);
        let fragments = self.qualifiers.allowing.contains(&Allowance::Fragments);
        let passes = model.is_none_or(|model| form.quotation.same(&model.quotation, fragments));
        for (row, field) in &form.mentions {
            sink.compared(passes, |sink| {
                let right = model.and_then(|model| model.mentions.first());
                (
                    sink.label(row, field.span, ""),
                    right.map(|(row, field)| sink.label(row, field.span, "")),
                    match (model, passes) {
                        (None, _) => "no other version of it",
                        (Some(_), true) => "the same words as the reference",
                        (Some(_), false) => "other words than the reference",
                    }
                    .to_owned(),
                )
            });
        }
    }
}

/// The words of a quotation without its marks.
fn quoted(field: &Field) -> &str {
    match &field.value {
        Value::Text(text) => text,
        Value::Number(_)
        | Value::Percent(_)
        | Value::Money(..)
        | Value::Measure(..)
        | Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Version(_)
        | Value::Entry(_) => &field.text,
    }
}

/// For each form the others that share three words with it, those with the rarest words
/// first, and at most [`MOST_CANDIDATES`].
fn candidates(forms: &[QuotationForm<'_>], sink: &mut Sink<'_>) -> Vec<Vec<usize>> {
    let triples: Vec<Vec<[u32; 3]>> = forms.iter().map(|form| form.quotation.triples()).collect();
    let mut index: BTreeMap<[u32; 3], Vec<usize>> = BTreeMap::new();
    for (form, triples) in triples.iter().enumerate() {
        for triple in triples {
            index.entry(*triple).or_default().push(form);
        }
    }
    let mut all = Vec::with_capacity(forms.len());
    for (form, triples) in triples.iter().enumerate() {
        let mut lists: Vec<&Vec<usize>> = triples
            .iter()
            .filter_map(|triple| index.get(triple))
            .filter(|list| list.len() > 1)
            .collect();
        lists.sort_by_key(|list| list.len());
        let mut found = BTreeSet::new();
        let mut looked_at = 0;
        let mut cut = false;
        for other in lists.into_iter().flatten() {
            if *other == form || found.contains(other) {
                looked_at += 1;
            } else if found.len() == MOST_CANDIDATES {
                cut = true;
            } else {
                found.insert(*other);
            }
            if cut || looked_at > MOST_LOOKED_AT {
                cut = true;
                break;
            }
        }
        if cut && let Some((row, field)) = forms[form].mentions.first() {
            let label = sink.label(row, field.span, "");
            sink.skip(
                label,
                "too many quotations share its words: not compared with all of them",
            );
        }
        all.push(found.into_iter().collect());
    }
    all
}
