//! Rule texts with mistakes, from `broken.txt`. Each problem is marked in the text with
//! ⟦ and ⟧ around the exact characters to blame, and expected below it in the same order.

use std::fmt::Write as _;

use super::read;
use crate::diag::Diagnostic;
use crate::finding::Severity;

/// The cases, with the marks and the words that are expected.
const CASES: &str = include_str!("broken.txt");

#[test]
fn every_broken_text_is_explained_at_its_place() {
    let mut wrong = String::new();
    let mut count = 0;
    for case in CASES.split("\n=== ").skip(1) {
        count += 1;
        let (text, expected) = case.split_once("\nexpect:\n").unwrap();
        let (title, text) = text.split_once('\n').unwrap();
        let (_, problems) = read(&text.replace(['⟦', '⟧'], ""));
        let found = shown(&problems, &text.replace(['⟦', '⟧'], ""));
        if found != format!("{text}\nexpect:\n{}\n", expected.trim_end()) {
            let expected = expected.trim_end();
            writeln!(
                wrong,
                "=== {title}\n{found}--- instead of\n{text}\nexpect:\n{expected}\n"
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= 40, "only {count} cases");
}

/// The text with its problems marked, and the problems below.
fn shown(problems: &[Diagnostic], text: &str) -> String {
    let mut marks: Vec<(usize, usize)> = problems
        .iter()
        .map(|problem| problem.labels[0].place.span.range())
        .map(|range| (range.start, range.end))
        .collect();
    marks.sort_unstable();
    marks.dedup();
    let mut marked = text.to_owned();
    for (start, end) in marks.into_iter().rev() {
        marked.insert(end, '⟧');
        marked.insert(start, '⟦');
    }
    marked.push_str("\nexpect:\n");
    for problem in problems {
        let level = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        writeln!(marked, "{level}: {}", problem.message).unwrap();
        for help in &problem.help {
            writeln!(marked, "  help: {help}").unwrap();
        }
        for label in &problem.labels[1..] {
            let words = &text[label.place.span.range()];
            writeln!(marked, "  see: {} ({})", words, label.text).unwrap();
        }
    }
    marked
}
