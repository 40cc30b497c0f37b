//! `VALUE must agree`: every row of a group says the same.

use super::Form;
use super::cell::Tables;
use super::consensus::Agreement;
use super::scene::{Grouping, row_facts};
use super::sink::Sink;
use crate::lang::typed::{Expr, Qualifiers};

pub(super) const FORM: Form = Form {
    name: "must agree",
    about: "All rows of a group say the same. Figures are ranges: the winner is the stretch of \
            the number line that lies in the ranges of most documents, and every row that \
            misses it is reported with the first rows that meet it. Other values are counted: \
            most documents, then most mentions, then the first.",
};

/// Runs the check.
pub(super) fn run<'a>(subject: &Expr, qualifiers: &Qualifiers, sink: &mut Sink<'a>) {
    let Some(fact) = row_facts(subject).first().copied() else {
        return;
    };
    let agreement = Agreement {
        fact,
        says: subject,
        qualifiers,
        grouping: Grouping::new(sink, [fact], qualifiers, |_, _| true),
        tables: Tables::of(sink.context.module),
    };
    agreement.run(sink);
}
