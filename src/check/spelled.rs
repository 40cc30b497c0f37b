//! `… must be spelled as listed`: no form that a vocabulary wants to avoid.

use super::Form;
use super::sink::{Failure, Sink};
use crate::fact::row::Row;
use crate::fact::table::{Entry, Standing};
use crate::finding::Label;
use crate::lang::typed::FactId;
use crate::value::{EntryRef, Value};

pub(super) const FORM: Form = Form {
    name: "must be spelled as listed",
    about: "Reports every form that the vocabulary lists under `avoid`, and asks for the entry's \
            name, or for its first `also` with as many words as the form found: a surname for a \
            surname.",
};

/// Runs the check.
pub(super) fn run(mentions: &[FactId], sink: &mut Sink<'_>) {
    for fact in mentions {
        let rows = sink.rows(*fact);
        sink.consider(rows.len());
        for row in rows {
            let Some((reference, span)) = entry_of(row) else {
                continue;
            };
            let Some(entry) = listed(sink, reference) else {
                continue;
            };
            let Some(form) = entry.forms.get(reference.form as usize) else {
                continue;
            };
            if form.standing != Standing::Avoid {
                continue;
            }
            let expected = proper_form(entry, &form.text);
            let label = if sink.message_says_expected() {
                String::new()
            } else {
                format!("listed as “{expected}”")
            };
            let primary = Label::new(sink.place(row.document, span), label);
            let mut failure = Failure::of(row, primary);
            failure.found = sink.words(row.document, span);
            failure.expected = expected.to_owned();
            sink.fail(failure);
        }
    }
}

/// The form to write for a form to avoid: the name if it has as many words, or else the first
/// other form that has, or else the name.
fn proper_form<'a>(entry: &'a Entry, avoided: &str) -> &'a str {
    let words = |text: &str| text.split_whitespace().count();
    entry
        .forms
        .iter()
        .filter(|form| match form.standing {
            Standing::Listed | Standing::Also => true,
            Standing::Avoid => false,
        })
        .find(|form| words(&form.text) == words(avoided))
        .map_or(entry.name(), |form| &form.text)
}

fn entry_of(row: &Row) -> Option<(EntryRef, crate::source::Span)> {
    row.fields.iter().flatten().find_map(|field| {
        if let Value::Entry(reference) = field.value {
            Some((reference, field.span))
        } else {
            None
        }
    })
}

fn listed<'a>(sink: &Sink<'a>, reference: EntryRef) -> Option<&'a Entry> {
    sink.context
        .module
        .vocabularies
        .get(reference.vocabulary as usize)?
        .entries
        .get(reference.entry as usize)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Desk;
    use crate::lang::typed::{Check, FieldType};

    #[test]
    fn a_form_to_avoid_gives_way_to_one_of_the_same_length() {
        let text = "Zelenskiy, Vladimir Zelensky, Zelensky, Volodymyr Zelensky, V. O. Zelenskyj";
        let mut desk = Desk::with([text]);
        let people = desk.vocabulary(
            &[],
            &[(
                "Volodymyr Zelensky",
                &["Zelensky", "President Zelensky"],
                &["Zelenskiy", "Vladimir Zelensky", "V. O. Zelenskyj"],
                &[],
            )],
        );
        let fact = desk.fact(&[("it", FieldType::Entry(people))]);
        for words in text.split(", ") {
            let value = desk.entry(people, words);
            desk.row(fact, 0, words, &[(words, value)]);
        }
        let check = Check::SpelledAsListed {
            mentions: vec![fact],
        };
        assert_eq!(
            desk.findings(check),
            [
                "a:1 «Zelenskiy» Zelenskiy | Zelensky | 0",
                "a:1 «Vladimir Zelensky» Vladimir Zelensky | Volodymyr Zelensky | 0",
                // No form has three words, so the name itself.
                "a:1 «V. O. Zelenskyj» V. O. Zelenskyj | Volodymyr Zelensky | 0",
            ]
        );
    }
}
