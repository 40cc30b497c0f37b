//! Code inside prose: words between backticks.

use crate::source::Span;

/// Code between backticks is at most this many bytes long.
const LONGEST: usize = 1024;

/// Appends the code spans of one paragraph to `out`, backticks included. A run of one or two
/// backticks is closed by the next run of the same length in the paragraph (CommonMark, 6.1);
/// a backtick that stands for a grave accent or an opening quotation mark meets none.
pub(super) fn inline(text: &str, paragraph: Span, out: &mut Vec<Span>) {
    let bytes = &text.as_bytes()[paragraph.range()];
    // Where the last run of one and of two backticks began.
    let mut opened: [Option<usize>; 2] = [None; 2];
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'`', &bytes[at..]) {
        let start = at + found;
        let length = bytes[start..].iter().take_while(|b| **b == b'`').count();
        at = start + length;
        if length > 2 {
            continue;
        }
        match opened[length - 1].take() {
            Some(open) if at - open <= LONGEST => {
                out.push(Span::new(
                    paragraph.start + open as u32,
                    paragraph.start + at as u32,
                ));
                opened = [None; 2];
            }
            Some(_) | None => opened[length - 1] = Some(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        inline(text, Span::new(0, text.len() as u32), &mut out);
        out.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn runs_close_runs_of_the_same_length() {
        assert_eq!(spans("run `cargo test` now"), ["`cargo test`"]);
        assert_eq!(spans("``a`b`` and `c`"), ["``a`b``", "`c`"]);
    }

    #[test]
    fn a_lone_backtick_is_no_code() {
        assert!(spans("a `mother ship' sank").is_empty());
        assert!(spans(&format!("`{}`", "x".repeat(2000))).is_empty());
        assert!(spans("```").is_empty());
    }
}
