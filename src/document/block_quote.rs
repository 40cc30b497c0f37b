//! Block quotations: paragraphs set apart, which need no marks (The Chicago Manual of Style,
//! "Block quotations").

use std::cmp::Reverse;

use super::Quotation;
use super::block::Block;
use super::character::is_dash;
use super::quote::LONGEST;
use crate::source::Span;

/// Adds the block quotations to those with marks, in order. One that begins with marks of its own
/// is there already, and one that a quotation with marks runs out of is none. A
/// last paragraph that begins with a dash names the speaker and is not quoted. `outermost` is
/// where words stand in marks.
pub(super) fn add(
    quotations: &mut Vec<Quotation>,
    outermost: &[Span],
    block_quotes: &[Span],
    blocks: &[Block],
    text: &str,
) {
    let mut added = Vec::new();
    for quoted in block_quotes {
        let words = without_signature(*quoted, blocks, text);
        let from = outermost.partition_point(|marked| marked.end <= words.start);
        let apart = outermost[from..]
            .iter()
            .take_while(|marked| marked.start < words.end)
            .all(|marked| marked.start != words.start && marked.join(words) == words);
        if apart && !words.is_empty() && words.end - words.start <= LONGEST {
            added.push(Quotation {
                outer: words,
                inner: words,
            });
        }
    }
    if !added.is_empty() {
        quotations.extend(added);
        quotations.sort_by_key(|known| (known.outer.start, Reverse(known.outer.end)));
    }
}

/// A block quotation without a last paragraph such as "— Marta Lindqvist", and without the white
/// space around it.
fn without_signature(quoted: Span, blocks: &[Block], text: &str) -> Span {
    let first = blocks.partition_point(|block| block.span.end <= quoted.start);
    let after = blocks.partition_point(|block| block.span.start < quoted.end);
    let last = blocks.get(first + 1..after).and_then(<[Block]>::last);
    let is_signature = last.is_some_and(|last| text[last.span.range()].starts_with(is_dash));
    let end = match last {
        Some(last) if is_signature => last.span.start,
        Some(_) | None => quoted.end,
    };
    let words = &text[quoted.start as usize..end as usize];
    let start = quoted.start + (words.len() - words.trim_start().len()) as u32;
    Span::new(start, start + words.trim().len() as u32)
}

#[cfg(test)]
mod tests {
    use crate::document::Format;

    /// Checks the quotations of a Markdown text.
    #[track_caller]
    fn check(source: &str, quotations: &[&str]) {
        let document = Format::Markdown.read(source);
        let text = document.transcript.text(source);
        let found: Vec<&str> = document
            .layout
            .quotations
            .iter()
            .map(|quotation| &text[quotation.outer.range()])
            .collect();
        assert_eq!(found, quotations, "{source:?}");
    }

    #[test]
    fn a_block_quotation_is_a_quotation_without_marks() {
        check(
            "She said:\n\n> We go.\n>\n> We stay.\n",
            &["We go.\nWe stay."],
        );
    }

    #[test]
    fn marks_around_all_its_words_are_those_of_one_quotation() {
        check("> “We go.”\n", &["“We go.”"]);
        check("> “We go,” she said.\n", &["“We go,”"]);
    }

    #[test]
    fn who_signs_it_is_not_quoted() {
        check("> We go.\n>\n> — Marta Lindqvist\n", &["We go."]);
        check("> “We go.”\n>\n> — Marta Lindqvist\n", &["“We go.”"]);
    }

    #[test]
    fn an_alert_is_no_quotation() {
        check("> [!NOTE]\n> We go.\n", &[]);
    }
}
