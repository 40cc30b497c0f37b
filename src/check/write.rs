//! `write "A" not "B"`: B must not occur.

use std::sync::Arc;

use super::Form;
use super::sink::{Failure, Sink};
use crate::finding::Label;
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
        let expected = instead.get(row.branch as usize);
        let mut failure = Failure::of(row, sink.label(row, row.span, ""));
        failure.found = sink.words(row.document, row.span);
        failure.expected = expected.map(ToString::to_string).unwrap_or_default();
        failure.primary = Label::new(
            failure.primary.place,
            format!("write “{}”", failure.expected),
        );
        sink.fail(failure);
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
