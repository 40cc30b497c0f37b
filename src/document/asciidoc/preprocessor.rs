//! The lines of a document as its conditions choose them, without what would be included.

use std::collections::BTreeSet;

use super::attribute;
use crate::document::inline::{self, Line};
use crate::source::Span;

/// The lines that are read (AsciiDoc Language, "Conditionals"): `ifdef` and `ifndef` ask about
/// the attributes that the document has defined so far.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut kept = Vec::new();
    let mut defined: BTreeSet<String> = BTreeSet::new();
    // For every condition that is open, whether it holds.
    let mut conditions: Vec<bool> = Vec::new();
    let mut failed = 0;
    for line in inline::lines(source) {
        let text = &source[line.span.range()];
        let Some((name, target, content)) = directive(text) else {
            if failed == 0 {
                if let Some(entry) = attribute::entry(text) {
                    let name = entry.name.to_ascii_lowercase();
                    if entry.unset {
                        defined.remove(&name);
                    } else {
                        defined.insert(name);
                    }
                }
                kept.push(line);
            }
            continue;
        };
        let is_defined = |name: &str| defined.contains(&name.to_ascii_lowercase());
        let holds = match name {
            "include" => continue,
            "endif" => {
                failed -= usize::from(conditions.pop() == Some(false));
                continue;
            }
            "ifdef" if target.contains('+') => target.split('+').all(is_defined),
            "ifdef" => target.split(',').any(is_defined),
            "ifndef" if target.contains('+') => !target.split('+').all(is_defined),
            "ifndef" => !target.split(',').any(is_defined),
            _ => true,
        };
        if content.is_empty() || name == "ifeval" {
            conditions.push(holds);
            failed += usize::from(!holds);
        } else if holds && failed == 0 {
            // A condition on one line holds its text.
            let end = line.span.end - 1;
            let span = Span::new(end - content.len() as u32, end);
            kept.push(Line {
                span,
                next: line.next,
            });
        }
    }
    kept
}

/// The name, the target and the text of a directive.
fn directive(line: &str) -> Option<(&str, &str, &str)> {
    const NAMES: [&str; 5] = ["ifdef", "ifndef", "ifeval", "endif", "include"];
    let name = NAMES.iter().find(|name| line.starts_with(**name))?;
    let rest = line[name.len()..].strip_prefix("::")?;
    let (target, content) = rest.strip_suffix(']')?.split_once('[')?;
    Some((name, target, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: &str) -> Vec<&str> {
        let lines = lines(source);
        lines
            .iter()
            .map(|line| &source[line.span.range()])
            .collect()
    }

    #[test]
    fn conditions_ask_about_what_is_defined_above() {
        let source = ":a:\nifdef::a[]\none\nifdef::b[]\ntwo\nendif::[]\nendif::[]\n\
                      ifndef::a,b[]\nthree\nendif::[]\nifdef::a+b[four]\nifdef::a[five]\nsix";
        assert_eq!(kept(source), [":a:", "one", "five", "six"]);
    }

    #[test]
    fn inclusions_and_ends_of_nothing_are_left_out() {
        assert_eq!(kept("a\ninclude::b.adoc[]\nendif::[]\nc"), ["a", "c"]);
        assert_eq!(kept("ifdef is a word"), ["ifdef is a word"]);
    }
}
