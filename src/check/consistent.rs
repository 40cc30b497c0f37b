//! `… must be consistent`: one form in each group.

use std::collections::BTreeMap;

use super::Form;
use super::majority::{Tally, tally};
use super::scene::{counted, division, key_fields};
use super::sink::{Failure, Sink};
use crate::fact::group::{GroupKey, key_of};
use crate::fact::row::Row;
use crate::finding::Label;
use crate::lang::typed::{FactId, Pattern, Qualifiers, Scope, Winner};
use crate::value::Value;

pub(super) const FORM: Form = Form {
    name: "must be consistent",
    about: "One form in each group: the alternatives of the pattern, or the forms of each entry \
            of a vocabulary. The form most documents have wins, or the first with `by first \
            use`; every mention of another form is reported with the first of the winner.",
};

/// Runs the check.
pub(super) fn run(mentions: &[FactId], qualifiers: &Qualifiers, sink: &mut Sink<'_>) {
    let mut found: Vec<Mention<'_>> = Vec::new();
    for fact in mentions {
        let fields = key_fields(qualifiers, *fact);
        for row in sink.rows(*fact) {
            sink.consider(1);
            let key = key_of(
                row,
                sink.context.documents,
                division(qualifiers),
                &fields,
                qualifiers.any_order,
            );
            let (entry, form) = form_of(*fact, row, sink);
            match key {
                Ok(key) => found.push(Mention {
                    key: (key, entry),
                    form,
                    row,
                }),
                Err(reason) => {
                    let names: Vec<_> = qualifiers.keys.iter().map(|k| k.name.clone()).collect();
                    sink.skip_left_out(row, reason, &names);
                }
            }
        }
    }
    found.sort_by_key(|mention| (mention.row.document, mention.row.span));
    let mut groups: BTreeMap<&GroupOfForms, Vec<&Mention<'_>>> = BTreeMap::new();
    for mention in &found {
        groups.entry(&mention.key).or_default().push(mention);
    }
    for group in groups.values() {
        hold(group, qualifiers, sink);
    }
}

/// Reports the mentions of the forms that lose.
fn hold(group: &[&Mention<'_>], qualifiers: &Qualifiers, sink: &mut Sink<'_>) {
    let against_sources = qualifiers.scope == Some(Scope::AgainstSources);
    let trusted = |mention: &&&Mention<'_>| !against_sources || sink.is_source(mention.row);
    let votes: Vec<&Mention<'_>> = group.iter().filter(trusted).copied().collect();
    let tallies = tally(
        votes
            .iter()
            .map(|mention| (mention.form, mention.row.document)),
    );
    let winner = qualifiers.choice.unwrap_or(Winner::Majority);
    let Some((form, count)) = tallies
        .iter()
        .max_by_key(|(_, tally)| tally.rank(winner))
        .map(|(form, tally): (&FormOf, &Tally)| (*form, *tally))
    else {
        for mention in group {
            let label = sink.label(mention.row, mention.row.span, "");
            sink.skip(label, "no source says anything of it");
        }
        return;
    };
    let model = votes[count.first].row;
    let expected = form_text(form, model, sink);
    for mention in group {
        // Sources that differ among themselves are all right.
        let passes = if against_sources {
            sink.is_source(mention.row) || tallies.contains_key(&mention.form)
        } else {
            mention.form == form
        };
        sink.compared(passes, |sink| {
            (
                sink_label(sink, mention.row),
                Some(sink_label(sink, model)),
                format!("“{expected}” is the form to use"),
            )
        });
        if passes {
            continue;
        }
        let mut failure = Failure::of(mention.row, sink.label(mention.row, mention.row.span, ""));
        failure.other = Some(model);
        failure.related = vec![Label::new(
            sink.place(model.document, model.span),
            "first used here",
        )];
        failure.found = sink.words(mention.row.document, mention.row.span);
        failure.expected = expected.clone();
        failure.count = counted(qualifiers, count.documents, count.mentions);
        failure.subject = mention.key.0.values.clone();
        sink.fail(failure);
    }
}

/// Mentions whose forms are compared: of one group, and of one entry of a vocabulary.
type GroupOfForms = (GroupKey, Option<(u32, u32)>);

struct Mention<'a> {
    key: GroupOfForms,
    form: FormOf,
    row: &'a Row,
}

/// The form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FormOf {
    /// A form of an entry: the vocabulary, the entry, the form.
    Entry(u32, u32, u32),
    /// An alternative of a pattern.
    Branch(FactId, u32),
}

fn form_of(fact: FactId, row: &Row, sink: &Sink<'_>) -> (Option<(u32, u32)>, FormOf) {
    let it = sink
        .context
        .module
        .facts
        .get(fact.0 as usize)
        .and_then(|fact| fact.fields.iter().position(|field| &*field.name == "it"));
    let entry = it
        .and_then(|it| row.fields.get(it)?.as_ref())
        .map(|field| &field.value);
    if let Some(Value::Entry(entry)) = entry {
        let of = (entry.vocabulary, entry.entry);
        (Some(of), FormOf::Entry(of.0, of.1, entry.form))
    } else {
        (None, FormOf::Branch(fact, row.branch))
    }
}

/// A form in words: as listed, or as the rule has it, or as the first mention has it.
fn form_text(form: FormOf, model: &Row, sink: &Sink<'_>) -> String {
    let module = sink.context.module;
    let listed = match form {
        FormOf::Entry(vocabulary, entry, form) => module
            .vocabularies
            .get(vocabulary as usize)
            .and_then(|vocabulary| vocabulary.entries.get(entry as usize))
            .and_then(|entry| entry.forms.get(form as usize))
            .map(|form| form.text.to_string()),
        FormOf::Branch(fact, branch) => module
            .facts
            .get(fact.0 as usize)
            .and_then(|fact| plain_words(&fact.pattern, branch)),
    };
    listed.unwrap_or_else(|| sink.words(model.document, model.span))
}

/// The words of a branch that is nothing but words.
pub(super) fn plain_words(pattern: &Pattern, branch: u32) -> Option<String> {
    let mut pattern = match pattern {
        Pattern::Choice(branches) => branches.get(branch as usize)?,
        Pattern::Sequence(_)
        | Pattern::Maybe(_)
        | Pattern::Gap(_)
        | Pattern::Words(_)
        | Pattern::Blank(_)
        | Pattern::Shared(_) => pattern,
    };
    // A sequence of one is what it holds; nesting is bounded by the language.
    while let Pattern::Sequence(items) = pattern {
        let [only] = items.as_slice() else {
            return None;
        };
        pattern = only;
    }
    match pattern {
        Pattern::Words(phrase) if !phrase.prefix => Some(phrase.text.to_string()),
        Pattern::Words(_)
        | Pattern::Choice(_)
        | Pattern::Sequence(_)
        | Pattern::Maybe(_)
        | Pattern::Gap(_)
        | Pattern::Blank(_)
        | Pattern::Shared(_) => None,
    }
}

fn sink_label(sink: &Sink<'_>, row: &Row) -> Label {
    sink.label(row, row.span, "")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, across, in_each};
    use super::*;
    use crate::document::Unit;
    use crate::lang::typed::{Check, FieldType, Phrase};
    use crate::source::{Place, Span};

    /// The mentions of two forms, in the order of the documents.
    fn two_forms(forms: [&str; 2], documents: &[&[usize]]) -> (Desk, Check) {
        let mut desk = Desk::new();
        let place = Place::new(desk.module.source, Span::default());
        let branches = forms.map(|text| {
            Pattern::Words(Phrase {
                text: text.into(),
                prefix: false,
                exactly: false,
                place,
            })
        });
        let fact = desk.fact_of(&[], Pattern::Choice(branches.to_vec()));
        for mentions in documents {
            let words: Vec<&str> = mentions.iter().map(|form| forms[*form]).collect();
            let document = desk.document(&format!("{} said.", words.join(" and ")));
            for form in *mentions {
                desk.row(fact, document, forms[*form], &[]);
                desk.branch(fact, *form as u32);
            }
        }
        let check = Check::Consistent {
            mentions: vec![fact],
            qualifiers: across(),
        };
        (desk, check)
    }

    #[test]
    fn the_form_of_most_documents_wins() {
        let (desk, check) = two_forms(["US", "U.S."], &[&[1, 1, 1], &[0], &[0]]);
        assert_eq!(desk.findings(check), ["a:1 «U.S.» U.S. | US | 2"; 3]);
    }

    #[test]
    fn one_form_everywhere_is_fine() {
        let (desk, check) = two_forms(["US", "U.S."], &[&[1, 1], &[1]]);
        assert!(desk.findings(check).is_empty());
    }

    #[test]
    fn the_first_wins_where_the_rule_says_so() {
        let (desk, check) = two_forms(["NATO", "Nato"], &[&[1], &[0], &[0]]);
        let Check::Consistent { mentions, .. } = check else {
            panic!("another form")
        };
        let qualifiers = Qualifiers {
            choice: Some(Winner::FirstUse),
            ..across()
        };
        let check = Check::Consistent {
            mentions,
            qualifiers,
        };
        assert_eq!(
            desk.findings(check),
            ["b:1 «NATO» NATO | Nato | 1", "c:1 «NATO» NATO | Nato | 1"]
        );
    }

    #[test]
    fn each_entry_has_a_form_of_its_own() {
        let mut desk = Desk::with(["adviser, web site, adviser, website, website, advisor"]);
        let terms = desk.vocabulary(
            &[],
            &[
                ("adviser", &["advisor"], &[], &[]),
                ("website", &["web site"], &[], &[]),
            ],
        );
        let fact = desk.fact(&[("it", FieldType::Entry(terms))]);
        for words in [
            "adviser", "web site", "adviser", "website", "website", "advisor",
        ] {
            let value = desk.entry(terms, words);
            desk.row(fact, 0, words, &[(words, value)]);
        }
        let check = Check::Consistent {
            mentions: vec![fact],
            qualifiers: in_each(Unit::Document),
        };
        assert_eq!(
            desk.findings(check),
            [
                "a:1 «web site» web site | website | 2",
                "a:1 «advisor» advisor | adviser | 2"
            ]
        );
    }
}
