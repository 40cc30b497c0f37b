//! `VALUE must be one of …`: words, entries of a vocabulary, or keys of a data file.

use std::collections::BTreeMap;

use super::Form;
use super::expression::evaluate;
use super::operand::Operand;
use super::sink::{Sink, field};
use super::subject::{Subject, ValueTest};
use crate::fact::group::Canonical;
use crate::fact::table::Standing;
use crate::finding::Label;
use crate::lang::typed::{Choices, Expr, ExprKind, Qualifiers};
use crate::source::Place;
use crate::suggest::nearest;
use crate::value::Value;

pub(super) const FORM: Form = Form {
    name: "must be one of",
    about: "The value is one of the words given, a form of an entry that is not to be avoided, or a \
            key of a data file. The nearest of them is named.",
};

/// Runs the check.
pub(super) fn run<'a>(
    subject: &Expr,
    choices: &'a Choices,
    qualifiers: &Qualifiers,
    sink: &mut Sink<'a>,
) {
    let approx = sink.context.approx;
    let test = ValueTest::new(subject, &[], qualifiers, approx, sink);
    let mut nearest = NearestChoices::of(choices, sink);
    for subject in test.subjects(false, sink) {
        hold(&test, &subject, choices, &mut nearest, sink);
    }
}

fn hold<'a>(
    test: &ValueTest<'_, 'a>,
    subject: &Subject<'a>,
    choices: &'a Choices,
    nearest: &mut NearestChoices<'a>,
    sink: &mut Sink<'a>,
) {
    let scene = test.scene(subject, None, sink);
    let value = match evaluate(test.subject, &scene) {
        Ok(value) => value,
        Err(reason) => {
            let place = sink.place(subject.document, subject.span);
            sink.skip(Label::new(place, ""), reason);
            return;
        }
    };
    let written = match (&test.subject.kind, subject.row) {
        (ExprKind::Field(_, index), Some((_, row))) => {
            field(row, *index).map(|field| field.value.clone())
        }
        _ => None,
    };
    let passes = match choices {
        Choices::Words(words) => {
            let is = |text: &str| {
                Canonical::text(text) == Canonical::text(&value.text)
                    || matches!(&value.operand, Operand::Meaning(meaning) if *meaning == Canonical::text(text))
            };
            words.iter().any(|word| is(&word.value))
        }
        Choices::Vocabulary(vocabulary) => {
            let named = written.unwrap_or_else(|| Value::Text(value.text.as_str().into()));
            test.tables
                .entry(*vocabulary, &named)
                .is_some_and(|(_, entry)| {
                    // A form to avoid is in the list, but not one to write.
                    !entry.forms.iter().any(|form| {
                        form.standing == Standing::Avoid
                            && Canonical::text(&form.text) == Canonical::text(&value.text)
                    })
                })
        }
        Choices::Data(data) => {
            let named = written.unwrap_or_else(|| Value::Text(value.text.as_str().into()));
            test.tables.record(*data, &named).is_some()
        }
    };
    let place = value
        .place
        .unwrap_or(sink.place(subject.document, subject.span));
    sink.compared(passes, |_| {
        (Label::new(place, ""), None, "one of the list".to_owned())
    });
    if passes {
        return;
    }
    let near = nearest.to(&value.text);
    let mut failure = test.failure(subject, &value, &[], &scene, sink);
    failure.related = near
        .map(|(_, place)| Label::new(place, "the nearest one"))
        .into_iter()
        .collect();
    failure.expected = near.map_or_else(|| list_text(choices, sink), |(name, _)| name.to_owned());
    sink.fail(failure);
}

/// For how many different values the nearest choice is looked for. Each looks at the whole
/// list, and who reads so many findings has the wrong list.
const MOST_LOOKED_FOR: usize = 100;

/// The choices nearest to the values that are none of them.
struct NearestChoices<'a> {
    /// What may be written, with its place.
    listed: Vec<(&'a str, Place)>,
    /// What was found for each value.
    known: BTreeMap<String, Option<(&'a str, Place)>>,
}

impl<'a> NearestChoices<'a> {
    fn of(choices: &'a Choices, sink: &Sink<'a>) -> Self {
        Self {
            listed: listed(choices, sink),
            known: BTreeMap::new(),
        }
    }

    /// The choice nearest to a value, for the first [`MOST_LOOKED_FOR`] values.
    fn to(&mut self, value: &str) -> Option<(&'a str, Place)> {
        if let Some(known) = self.known.get(value) {
            return *known;
        }
        if self.known.len() == MOST_LOOKED_FOR {
            return None;
        }
        let names = self.listed.iter().map(|(name, _)| *name);
        let near = nearest(value, names).first().copied();
        let near = self
            .listed
            .iter()
            .find(|(name, _)| Some(*name) == near)
            .copied();
        self.known.insert(value.to_owned(), near);
        near
    }
}

/// What may be written, with its place.
fn listed<'c>(choices: &'c Choices, sink: &Sink<'c>) -> Vec<(&'c str, Place)> {
    let module = sink.context.module;
    match choices {
        Choices::Words(words) => words
            .iter()
            .map(|word| (&*word.value, word.place))
            .collect(),
        Choices::Vocabulary(id) => module
            .vocabularies
            .get(id.0 as usize)
            .into_iter()
            .flat_map(|vocabulary| &vocabulary.entries)
            .flat_map(|entry| &entry.forms)
            .filter(|form| form.standing != Standing::Avoid)
            .map(|form| (&*form.text, form.place))
            .collect(),
        Choices::Data(id) => module
            .data
            .get(id.0 as usize)
            .into_iter()
            .flat_map(|data| &data.records)
            .map(|record| (&*record.key.text, record.key.place))
            .collect(),
    }
}

/// The choices in a few words.
fn list_text(choices: &Choices, sink: &Sink<'_>) -> String {
    let module = sink.context.module;
    match choices {
        Choices::Words(words) => {
            let words: Vec<&str> = words.iter().map(|word| &*word.value).collect();
            match words.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
                Some((last, _)) => (*last).to_owned(),
                None => String::new(),
            }
        }
        Choices::Vocabulary(id) => module
            .vocabularies
            .get(id.0 as usize)
            .map_or_else(String::new, |vocabulary| {
                format!("an entry of {}", vocabulary.name)
            }),
        Choices::Data(id) => module
            .data
            .get(id.0 as usize)
            .map_or_else(String::new, |data| format!("a key of {}", data.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, text};
    use super::*;
    use crate::lang::typed::{Check, DataId, FieldType, Test, VocabularyId, Written};
    use crate::source::Span;
    use crate::value::Type;

    fn flags(found: [&str; 2]) -> (Desk, Expr) {
        let mut desk = Desk::with([found.join(" and ").as_str()]);
        let flag = desk.fact(&[("f", FieldType::Basic(Type::Flag))]);
        for words in found {
            desk.row(flag, 0, words, &[(words, text(words))]);
        }
        let subject = desk.field(flag, 0);
        (desk, subject)
    }

    fn one_of(subject: Expr, choices: Choices) -> Check {
        Check::Value {
            subject,
            test: Test::OneOf(choices),
            qualifiers: Qualifiers::default(),
        }
    }

    #[test]
    fn a_key_of_a_data_file_is_known_and_the_nearest_is_named() {
        let (mut desk, subject) = flags(["--verbose", "--verbos"]);
        desk.data(&[("--quiet", &[]), ("--verbose", &[])], &[]);
        let findings = desk.findings(one_of(subject, Choices::Data(DataId(0))));
        assert_eq!(findings, ["a:1 «--verbos» --verbos | --verbose | 0"]);
    }

    #[test]
    fn the_nearest_is_named_for_the_first_hundred_values() {
        let mut words: Vec<String> = (100..=200).map(|n| format!("--flag-{n}x")).collect();
        // One that is known already counts once.
        words.push("--flag-100x".to_owned());
        let mut desk = Desk::with([words.join(" and ").as_str()]);
        let flag = desk.fact(&[("f", FieldType::Basic(Type::Flag))]);
        for words in &words {
            desk.row(flag, 0, words, &[(words, text(words))]);
        }
        let keys: Vec<String> = (100..=200).map(|n| format!("--flag-{n}")).collect();
        let keys: Vec<(&str, &[&str])> = keys.iter().map(|key| (key.as_str(), &[][..])).collect();
        desk.data(&keys, &[]);
        let outcome = desk.run(one_of(desk.field(flag, 0), Choices::Data(DataId(0))));
        let named = |finding: &crate::finding::Finding| !finding.related.is_empty();
        assert_eq!(outcome.findings.len(), 102);
        assert_eq!(outcome.findings.iter().filter(|f| named(f)).count(), 101);
        assert!(!named(&outcome.findings[100]));
    }

    #[test]
    fn words_are_a_list() {
        let (desk, subject) = flags(["--quiet", "--loud"]);
        let place = Place::new(desk.module.source, Span::default());
        let words = ["--quiet", "-q"].map(|word| Written {
            value: word.into(),
            place,
        });
        let findings = desk.findings(one_of(subject, Choices::Words(words.to_vec())));
        assert_eq!(findings, ["a:1 «--loud» --loud | --quiet or -q | 0"]);
    }

    #[test]
    fn a_form_to_avoid_is_not_one_of_a_vocabulary() {
        let (mut desk, subject) = flags(["Kyiv", "Kiev"]);
        desk.vocabulary(&[], &[("Kyiv", &[], &["Kiev"], &[])]);
        let findings = desk.findings(one_of(subject, Choices::Vocabulary(VocabularyId(0))));
        assert_eq!(findings, ["a:1 «Kiev» Kiev | an entry of people | 0"]);
    }
}
