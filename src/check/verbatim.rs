//! `VALUE must be verbatim`: versions of one quotation have the same words.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Form;
use super::quotation::{FEWEST_WORDS, Lexicon, Quotation};
use super::scene::{Grouping, counted};
use super::sink::{Failure, MOST_RELATED, Sink, field};
use crate::fact::group::Group;
use crate::fact::row::{Field, Row};
use crate::finding::Label;
use crate::lang::typed::{Allowance, Expr, ExprKind, FieldIndex, Qualifiers, Scope};
use crate::value::Value;

pub(super) const FORM: Form = Form {
    name: "must be verbatim",
    about: "Quotations that are versions of one another have the same words, but for what \
            `allowing` names. Two are versions of one another if three quarters (`when 75% alike`) of \
            the shorter one's words, by stem, stand in the other in order, or all of three or four. The form in most \
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
        let versions = Versions::read(index, group, qualifiers, sink);
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

/// The form to follow, and how many documents have it.
#[derive(Clone, Copy)]
struct Model {
    form: usize,
    documents: usize,
}

impl<'q, 'a> Versions<'q, 'a> {
    fn read(
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
        let versions: Vec<Vec<usize>> = (0..self.forms.len())
            .map(|form| self.versions_of(form))
            .collect();
        let families = families(&versions);
        let models: BTreeMap<usize, Model> = families
            .iter()
            .flat_map(|family| {
                let model = self.model(family, &versions);
                family.iter().filter_map(move |form| Some((*form, model?)))
            })
            .collect();
        for (index, versions_of) in versions.iter().enumerate() {
            let model = if versions_of.iter().all(|other| self.same(index, *other)) {
                None
            } else if against_sources {
                self.closest_source(index, versions_of, sink)
            } else {
                models
                    .get(&index)
                    .copied()
                    // In a long chain of versions the last may be none of the first.
                    .filter(|model| {
                        self.same(index, model.form) || versions_of.contains(&model.form)
                    })
                    .or_else(|| {
                        let mut near = versions_of.clone();
                        near.push(index);
                        near.sort_unstable();
                        self.model(&near, &versions)
                    })
            };
            self.trace(&self.forms[index], model, sink);
            let Some(model) = model.filter(|model| !self.same(index, model.form)) else {
                continue;
            };
            for (row, field) in &self.forms[index].mentions {
                if !(against_sources && sink.is_source(row)) {
                    self.fail(index, (row, field), model, group, sink);
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
    /// others, and then the first.
    fn model(&self, family: &[usize], versions: &[Vec<usize>]) -> Option<Model> {
        let support = |form: usize| {
            versions[form]
                .iter()
                .copied()
                .filter(|other| self.same(form, *other))
                .chain([form])
                .flat_map(|form| &self.forms[form].documents)
                .collect::<BTreeSet<_>>()
                .len()
        };
        let mut decided: Vec<usize> = family.to_vec();
        decided.retain(|form| !self.is_contested(*form, versions));
        let family = if decided.is_empty() { family } else { &decided };
        let supports: Vec<Model> = family
            .iter()
            .map(|form| Model {
                form: *form,
                documents: support(*form),
            })
            .collect();
        let most = supports.iter().map(|model| model.documents).max()?;
        let mut tied = supports
            .into_iter()
            .filter(|model| model.documents == most)
            .take(MOST_CANDIDATES)
            .peekable();
        let first = tied.next()?;
        if tied.peek().is_none() {
            return Some(first);
        }
        std::iter::once(first).chain(tied).min_by_key(|model| {
            let here = &self.forms[model.form].quotation;
            family
                .iter()
                .take(MOST_CANDIDATES)
                .map(|other| here.distance(&self.forms[*other].quotation))
                .sum::<usize>()
        })
    }

    /// Whether it is a part of two versions that differ: it fits both, so it cannot say which
    /// of them is right.
    fn is_contested(&self, form: usize, versions: &[Vec<usize>]) -> bool {
        let length = |form: usize| self.forms[form].quotation.tokens.len();
        let wholes = || {
            versions[form]
                .iter()
                .copied()
                .filter(|other| length(*other) > length(form) && self.same(form, *other))
        };
        wholes()
            .max_by_key(|whole| length(*whole))
            .is_some_and(|longest| {
                wholes()
                    .any(|other| versions[longest].contains(&other) && !self.same(longest, other))
            })
    }

    /// What a source says: the same, or else the closest.
    fn closest_source(&self, index: usize, versions: &[usize], sink: &Sink<'a>) -> Option<Model> {
        let sources = |form: usize| {
            self.forms[form]
                .documents
                .iter()
                .filter(|document| sink.document(**document).role.is_trusted())
                .count()
        };
        let quotation = &self.forms[index].quotation;
        std::iter::once(index)
            .chain(versions.iter().copied())
            .map(|form| Model {
                form,
                documents: sources(form),
            })
            .filter(|model| model.documents > 0)
            .min_by_key(|model| {
                let distance = quotation.distance(&self.forms[model.form].quotation);
                (!self.same(index, model.form), distance)
            })
    }

    fn fail(
        &self,
        index: usize,
        (row, field): (&'a Row, &'a Field),
        reference: Model,
        group: &Group<'a>,
        sink: &mut Sink<'a>,
    ) {
        let model = &self.forms[reference.form];
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
                .map(|(row, field)| Label::new(sink.place(row.document, field.span), "the same")),
        );
        let fragments = self.qualifiers.allowing.contains(&Allowance::Fragments);
        let quotation = &self.forms[index].quotation;
        failure.notes = quotation.difference(&model.quotation, fragments).into();
        failure.found = quoted(field).to_owned();
        failure.expected = quoted(other_field).to_owned();
        let mentions = model.mentions.len();
        failure.count = counted(self.qualifiers, reference.documents, mentions);
        failure.subject = group.key.values.clone();
        sink.fail(failure);
    }

    fn trace(&self, form: &QuotationForm<'a>, reference: Option<Model>, sink: &mut Sink<'a>) {
        if !sink.context.trace {
            return;
        }
        let model = reference.map(|reference| &self.forms[reference.form]);
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

/// The forms that are versions of one another, directly or through others, by the first of
/// each family.
fn families(versions: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut parents: Vec<usize> = (0..versions.len()).collect();
    fn root(parents: &mut [usize], mut form: usize) -> usize {
        while parents[form] != form {
            // Halving the path keeps the trees flat.
            parents[form] = parents[parents[form]];
            form = parents[form];
        }
        form
    }
    for (form, others) in versions.iter().enumerate() {
        for other in others {
            let (one, two) = (root(&mut parents, form), root(&mut parents, *other));
            parents[one.max(two)] = one.min(two);
        }
    }
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for form in 0..versions.len() {
        families
            .entry(root(&mut parents, form))
            .or_default()
            .push(form);
    }
    families.into_values().collect()
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
    let mut index: Vec<([u32; 3], usize)> = triples
        .iter()
        .enumerate()
        .flat_map(|(form, triples)| triples.iter().map(move |triple| (*triple, form)))
        .collect();
    index.sort_unstable();
    let forms_with = |triple: &[u32; 3]| {
        let start = index.partition_point(|(known, _)| known < triple);
        let length = index[start..].partition_point(|(known, _)| known == triple);
        &index[start..start + length]
    };
    let mut all = Vec::with_capacity(forms.len());
    for (form, triples) in triples.iter().enumerate() {
        let mut lists: Vec<&[([u32; 3], usize)]> = triples
            .iter()
            .map(forms_with)
            .filter(|list| list.len() > 1)
            .collect();
        lists.sort_by_key(|list| list.len());
        let mut found = BTreeSet::new();
        let mut looked_at = 0;
        let mut cut = false;
        for (_, other) in lists.into_iter().flatten() {
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, across, in_each, text};
    use super::*;
    use crate::document::Unit;
    use crate::lang::typed::{Check, FieldType, Test};
    use crate::value::Type;

    /// One document for each text; its quotations stand in “ and ”.
    fn quoted_in(texts: &[&str], qualifiers: Qualifiers) -> (Desk, Check) {
        let mut desk = Desk::new();
        let fact = desk.fact(&[("q", FieldType::Basic(Type::Quote))]);
        for words in texts {
            let document = desk.document(words);
            for part in words.split('“').skip(1) {
                let Some((inner, _)) = part.split_once('”') else {
                    continue;
                };
                let outer = format!("“{inner}”");
                desk.row(fact, document, &outer, &[(&outer, text(inner))]);
            }
        }
        let check = Check::Value {
            subject: desk.field(fact, 0),
            test: Test::Verbatim,
            qualifiers,
        };
        (desk, check)
    }

    fn allowing(allowing: &[Allowance]) -> Qualifiers {
        Qualifiers {
            allowing: allowing.to_vec(),
            ..across()
        }
    }

    const USUAL: [Allowance; 3] = [
        Allowance::Case,
        Allowance::Punctuation,
        Allowance::Fragments,
    ];

    fn found(texts: &[&str]) -> Vec<String> {
        let (desk, check) = quoted_in(texts, allowing(&USUAL));
        let outcome = desk.run(check);
        outcome
            .findings
            .iter()
            .map(|finding| desk.at(finding.primary.place))
            .collect()
    }

    #[test]
    fn a_changed_word_is_reported_and_an_equal_quotation_is_not() {
        let texts = [
            "“We will not surrender our grid,” she said.",
            "She said: “we will not surrender our grid.”",
            "“We will never surrender our grid,” she said.",
        ];
        let (desk, check) = quoted_in(&texts, allowing(&USUAL));
        let outcome = desk.run(check);
        let [finding] = outcome.findings.as_slice() else {
            panic!("{:?}", outcome.findings)
        };
        assert_eq!(
            desk.short(finding),
            "c:1 «“We will never surrender our grid,”» We will never surrender our grid, \
             | We will not surrender our grid, | 2"
        );
        assert_eq!(
            finding.notes,
            [
                "the reference has “We will not surrender our grid,”",
                "this one has “We will never surrender our grid,”"
            ]
        );
        assert_eq!(outcome.considered, 3);
    }

    #[test]
    fn a_part_is_no_change() {
        let texts = [
            "The minister on “Keeping and Widening” the talks",
            "“I would propose keeping and widening them,” he said.",
        ];
        assert!(found(&texts).is_empty());
        let (desk, check) = quoted_in(&texts, across());
        assert_eq!(desk.run(check).findings.len(), 1);
    }

    #[test]
    fn a_part_of_two_versions_does_not_hide_that_they_differ() {
        let whole = "“We had water on the roof within eleven minutes, and so the quay still stands,” he said.";
        let changed = "“We had water on the roof within seven minutes, and so the quay still stands,” he said.";
        let part = "He said that “the quay still stands”.";
        assert_eq!(
            found(&[part, changed, whole, whole, part]),
            [
                "b:1 «“We had water on the roof within seven minutes, and so the quay still stands,”»"
            ]
        );
        assert_eq!(found(&[part, whole, part]), [""; 0]);
    }

    #[test]
    fn a_misspelled_first_version_is_not_the_reference() {
        let texts = [
            "“this cannot last indefinitly, but it may last a while,” he said",
            "“this cannot last indefinitely, but it may last a while,” he said",
            "“this cannot last indefinitely, but it might go on a while,” he said",
        ];
        // One document each: the one in the middle is closest to the others.
        let places = found(&texts);
        assert_eq!(places.len(), 2);
        assert!(places[0].starts_with("a:1"), "{places:?}");
        assert!(places[1].starts_with("c:1"), "{places:?}");
    }

    #[test]
    fn words_dropped_in_the_middle_are_a_change() {
        let texts = [
            "they are “far from being finished” yet",
            "they are “far from being finished” yet",
            "they are “far from finished” yet",
        ];
        assert_eq!(found(&texts), ["c:1 «“far from finished”»"]);
    }

    #[test]
    fn other_quotations_are_left_alone() {
        let texts = [
            "“I would propose keeping and widening them,” he said.",
            "“but I would suggest keeping and deepening them at this stage,” he said.",
            "“no way”, “no how”",
        ];
        assert!(found(&texts).is_empty());
    }

    #[test]
    fn documents_are_compared_only_with_themselves_where_the_rule_says_so() {
        let texts = [
            "“there is no good reason for it” and “there are no good reasons for it”",
            "“there is no good reason to wait for it”",
        ];
        let qualifiers = Qualifiers {
            allowing: USUAL.to_vec(),
            ..in_each(Unit::Document)
        };
        let (desk, check) = quoted_in(&texts, qualifiers);
        let outcome = desk.run(check);
        let places: Vec<_> = outcome
            .findings
            .iter()
            .map(|finding| desk.at(finding.primary.place))
            .collect();
        assert_eq!(places, ["a:1 «“there are no good reasons for it”»"]);
    }

    #[test]
    fn a_draft_is_held_to_its_sources() {
        let texts = [
            "“We will never surrender our grid”",
            "“We will never surrender our grid”",
            "“We will not surrender our grid”",
        ];
        let qualifiers = Qualifiers {
            scope: Some(Scope::AgainstSources),
            allowing: USUAL.to_vec(),
            ..Qualifiers::default()
        };
        let (mut desk, check) = quoted_in(&texts, qualifiers);
        desk.trusted(2);
        let outcome = desk.run(check);
        let places: Vec<_> = outcome
            .findings
            .iter()
            .map(|finding| desk.at(finding.primary.place))
            .collect();
        assert_eq!(
            places,
            [
                "a:1 «“We will never surrender our grid”»",
                "b:1 «“We will never surrender our grid”»"
            ]
        );
    }

    #[test]
    fn a_crowd_of_versions_is_cut_and_says_so() {
        let texts: Vec<String> = (0..100)
            .map(|n| format!("“we will all of us go home number{n}”"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (desk, check) = quoted_in(&texts[..26], allowing(&USUAL));
        assert!(desk.run(check).skips.is_empty());
        let joined = texts.join(" ");
        let (desk, check) = quoted_in(&[&joined], allowing(&USUAL));
        assert_eq!(desk.run(check).skips.len(), 100);
    }
}
