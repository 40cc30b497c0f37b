//! For tests: texts in which ⟦…⟧ stands around what must be reported.

use crate::diag::Diagnostic;
use crate::source::{SourceId, Span};

/// The text without its marks, and the marked spans in order.
pub(crate) fn marked(text: &str) -> (String, Vec<Span>) {
    let mut plain = String::new();
    let mut spans = Vec::new();
    let mut start = None;
    for sign in text.chars() {
        match sign {
            '⟦' => start = Some(plain.len() as u32),
            '⟧' => {
                let start = start.take().expect("⟧ after ⟦");
                spans.push(Span::new(start, plain.len() as u32));
            }
            other => plain.push(other),
        }
    }
    (plain, spans)
}

/// Every label of the problems in `file`, sorted, without repeats.
pub(crate) fn labels(problems: &[Diagnostic], file: SourceId) -> Vec<Span> {
    let mut spans: Vec<Span> = problems
        .iter()
        .flat_map(|problem| &problem.labels)
        .filter(|label| label.place.source == file)
        .map(|label| label.place.span)
        .collect();
    spans.sort();
    spans.dedup();
    spans
}

/// The messages of the problems, each after its severity.
pub(crate) fn messages(problems: &[Diagnostic]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| format!("{}: {}", problem.severity, problem.message))
        .collect()
}

/// All help of the problems.
pub(crate) fn help(problems: &[Diagnostic]) -> Vec<&str> {
    problems
        .iter()
        .flat_map(|problem| problem.help.iter().map(String::as_str))
        .collect()
}
