//! `write "A" not "B"`: B must not occur.

use std::sync::Arc;

use super::Form;
use super::consistent::plain_words;
use super::sink::{Failure, Sink};
use crate::lang::typed::FactId;

pub(super) const FORM: Form = Form {
    name: "write",
    about: "`write \"A\" not \"B\"` reports every B and asks for A in its place.",
};

/// Runs the check; `instead` has the words to write for each branch of the fact.
pub(super) fn run(mentions: FactId, instead: &[Arc<str>], sink: &mut Sink<'_>) {
    let rows = sink.rows(mentions);
    sink.consider(rows.len());
    for row in rows {
        let Some(words) = instead.get(row.branch as usize) else {
            continue;
        };
        let found = sink.words(row.document, row.span);
        let expected = if asks_for_lower_case(mentions, row.branch, sink) {
            capitalised_like(words, &found)
        } else {
            words.to_string()
        };
        let label = if sink.message_says_expected() {
            String::new()
        } else {
            format!("write “{expected}”")
        };
        let mut failure = Failure::of(row, sink.label(row, row.span, label));
        failure.found = found;
        failure.expected = expected;
        sink.fail(failure);
    }
}

/// Whether the unwanted words of a pair begin in lower case, so that a capital in the text is
/// the sentence's and not theirs.
fn asks_for_lower_case(mentions: FactId, branch: u32, sink: &Sink<'_>) -> bool {
    let module = sink.context.module;
    module
        .facts
        .get(mentions.0 as usize)
        .and_then(|fact| plain_words(&fact.pattern, branch))
        .is_some_and(|unwanted| unwanted.starts_with(char::is_lowercase))
}

/// The words with the first letter of what they replace: at the start of a sentence
/// "Web site" becomes "Website".
fn capitalised_like(words: &str, found: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if found.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        Some(_) | None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Desk;
    use crate::lang::typed::Check;

    #[test]
    fn every_b_is_reported_with_its_own_a() {
        let mut desk = Desk::with(["The advisor met Kiev\u{2019}s  advisors."]);
        let fact = desk.fact(&[]);
        for (words, branch) in [("advisor", 1), ("Kiev", 0), ("advisors", 2)] {
            desk.row(fact, 0, words, &[]);
            desk.branch(fact, branch);
        }
        let check = Check::Write {
            mentions: fact,
            instead: vec!["Kyiv".into(), "adviser".into(), "advisers".into()],
        };
        assert_eq!(
            desk.findings(check),
            [
                "a:1 «advisor» advisor | adviser | 0",
                "a:1 «Kiev» Kiev | Kyiv | 0",
                "a:1 «advisors» advisors | advisers | 0",
            ]
        );
    }
}
