//! The check forms of a sentence (`must agree`, `must be consistent`, …), one file each.
//!
//! A check reads the rows of its facts over the whole corpus, splits them into groups by
//! scope and key, and reports the rows that do not hold. Every row ends as pass, fail or
//! skip with a reason.

mod agree;
mod between;
mod calendar;
mod cell;
mod claim;
mod compare;
mod consensus;
mod consistent;
mod difference;
mod expression;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod majority;
mod mention;
mod message;
mod needs;
mod one;
mod one_of;
mod operand;
mod quantity;
mod quotation;
mod rounding;
mod said;
mod scene;
mod sink;
mod spelled;
mod subject;
mod verbatim;
mod write;

use crate::document::Unit;
use crate::fact::row::{DocumentInfo, Row};
use crate::finding::{Finding, Label};
use crate::lang::typed::{Check, FactId, Module, Rule, Test};
use crate::source::{Sources, Span};
use crate::value::range::Approx;

/// What a check may look at.
pub struct Context<'a> {
    /// The rule file, for its facts, vocabularies and data.
    pub module: &'a Module,
    /// The texts of the documents, for the words of a match.
    pub sources: &'a Sources,
    /// The documents of the run, in path order; rows name them by index.
    pub documents: &'a [DocumentInfo],
    /// The rows of a fact over all documents, sorted by document and span, already without
    /// the documents that the rule leaves out and without what `ignore` hides.
    pub rows: &'a (dyn Fn(FactId) -> &'a [Row] + Sync),
    /// The spans of all units of a kind in a document, for checks that must see units
    /// without any mention. For a section the span starts with its heading.
    pub units: &'a (dyn Fn(u32, Unit) -> Vec<Span> + Sync),
    /// The documents this rule looks at (its `include` and `exclude`), by index.
    pub looks_at: &'a (dyn Fn(u32) -> bool + Sync),
    /// The settings behind the ranges.
    pub approx: &'a Approx,
    /// Whether to keep every comparison, for `crossfact explain`.
    pub trace: bool,
}

/// What came of a rule.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Where it does not hold.
    pub findings: Vec<Finding>,
    /// How many rows and mentions it looked at; with none, the rule is idle.
    pub considered: usize,
    /// Rows that could not be compared.
    pub skips: Vec<Skip>,
    /// What was compared with what, where that was asked for.
    pub comparisons: Vec<Comparison>,
}

/// A row that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The row's field or match.
    pub label: Label,
    /// Why: "the document has no date".
    pub reason: String,
}

/// One comparison of two rows, or of a row with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The row that is tested; the label's text says how it was taken (a range).
    pub left: Label,
    /// What it is compared with; `None` for a value that has no place.
    pub right: Option<Label>,
    /// Whether they agree.
    pub passes: bool,
    /// The reason, in words.
    pub reason: String,
}

/// A form of check: the words of its sentence and what they mean. The list for
/// `crossfact explain` and the docs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The words of the sentence: "must agree".
    pub name: &'static str,
    /// What it asks and what it reports, in Markdown.
    pub about: &'static str,
}

/// Every form of check, in the order of the language reference. One file each.
pub const FORMS: &[Form] = &[
    write::FORM,
    spelled::FORM,
    consistent::FORM,
    mention::FORM,
    one::FORM,
    needs::FORM,
    agree::FORM,
    verbatim::FORM,
    between::FORM,
    one_of::FORM,
    compare::FORM,
];

/// Runs one rule.
///
/// The findings are sorted by place; their number is not limited here (`limit` is the
/// engine's, as are the rules that are off).
pub fn run<'a>(context: &'a Context<'a>, rule: &'a Rule) -> Outcome {
    let mut sink = sink::Sink::new(context, rule);
    match &rule.check {
        Check::Write { mentions, instead } => write::run(*mentions, instead, &mut sink),
        Check::SpelledAsListed { mentions } => spelled::run(mentions, &mut sink),
        Check::Consistent {
            mentions,
            qualifiers,
        } => consistent::run(mentions, qualifiers, &mut sink),
        Check::Mention {
            quantifier,
            unit,
            among,
            mentions,
            qualifiers,
        } => {
            let wanted = mention::Wanted {
                quantifier: *quantifier,
                unit: *unit,
                among: among.as_deref(),
                mentions,
            };
            mention::run(&wanted, qualifiers, &mut sink);
        }
        Check::One {
            fact,
            keys,
            value,
            qualifiers,
        } => one::run(*fact, keys, *value, qualifiers, &mut sink),
        Check::Needs {
            fact,
            field,
            order,
            other,
            other_field,
            qualifiers,
        } => {
            let need = needs::Need {
                fact: *fact,
                field: *field,
                order: *order,
                other: *other,
                other_field: *other_field,
            };
            needs::run(&need, qualifiers, &mut sink);
        }
        Check::Value {
            subject,
            test,
            qualifiers,
        } => match test {
            Test::Agree => agree::run(subject, qualifiers, &mut sink),
            Test::Verbatim => verbatim::run(subject, qualifiers, &mut sink),
            Test::Between(low, high) => between::run(subject, low, high, qualifiers, &mut sink),
            Test::OneOf(choices) => one_of::run(subject, choices, qualifiers, &mut sink),
            Test::Compare {
                comparator,
                every,
                with,
            } => {
                let test = compare::Comparison {
                    comparator: *comparator,
                    every: *every,
                    with,
                };
                compare::run(subject, &test, qualifiers, &mut sink);
            }
        },
    }
    sink.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
        let mut in_files: Vec<String> = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if text.contains(concat!("pub(super) const ", "FORM: Form")) {
                in_files.push(stem);
            }
        }
        assert_eq!(in_files.len(), FORMS.len(), "{in_files:?}");
    }

    #[test]
    fn every_form_says_what_it_is_about_under_its_own_name() {
        let mut names: Vec<&str> = FORMS.iter().map(|form| form.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FORMS.len());
        for form in FORMS {
            assert!(form.about.ends_with('.'), "{}", form.name);
        }
    }
}
