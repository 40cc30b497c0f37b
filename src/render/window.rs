//! Which part of a long line to show around a label.
//!
//! A paragraph of prose is often one line of a thousand characters, and a data file may be one
//! line of many megabytes. Only the text near the label is looked at, whatever lies beyond.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::visible;

/// What is written between two pieces of one row, and with one space less at a cut end.
pub(super) const CUT: &str = " … ";

/// Columns kept for `… ` and ` …` at the ends of a row.
const ENDS: usize = 4;

/// The pieces of `line` to show in `columns` columns so that `focus` is seen: one piece with
/// words on both sides, or for a focus that does not fit its head and its tail.
///
/// Both ranges are of bytes, `focus` inside of `line`.
pub(super) fn pieces(
    text: &str,
    line: Range<usize>,
    focus: Range<usize>,
    columns: usize,
) -> Vec<Range<usize>> {
    if measure(&text[line.clone()], columns).is_some() {
        return std::iter::once(line).collect();
    }
    let room = columns.saturating_sub(ENDS);
    let before = &text[line.start..focus.start];
    let after = &text[focus.end..line.end];
    match measure(&text[focus.clone()], room) {
        Some(width) => {
            let around = room - width;
            let left = last_part(before, around / 2);
            let right = first_part(after, around - left.columns);
            let left = last_part(before, around - right.columns);
            let piece = focus.start - left.bytes..focus.end + right.bytes;
            std::iter::once(piece).collect()
        }
        None => {
            let inside = &text[focus.clone()];
            let left = last_part(before, room / 6);
            let right = first_part(after, room / 6);
            let around = left.columns + right.columns + CUT.chars().count();
            let half = room.saturating_sub(around) / 2;
            let head = first_part(inside, half);
            let tail = last_part(&inside[head.bytes..], half);
            vec![
                focus.start - left.bytes..focus.start + head.bytes,
                focus.end - tail.bytes..focus.end + right.bytes,
            ]
        }
    }
}

/// The width of `text` if it is at most `columns`.
pub(super) fn measure(text: &str, columns: usize) -> Option<usize> {
    if text.len() > most_bytes(columns) {
        return None;
    }
    let mut width = 0;
    for c in text.chars() {
        width += visible::width(c);
        if width > columns {
            return None;
        }
    }
    Some(width)
}

/// How much of a text fits.
#[derive(Clone, Copy)]
struct Part {
    bytes: usize,
    columns: usize,
}

/// The longest beginning of `text` that fits, cut between words if a word ends in its second
/// half and else between graphemes (Chinese and Japanese have no spaces).
fn first_part(text: &str, columns: usize) -> Part {
    let near = &text[..text.floor_char_boundary(most_bytes(columns))];
    part(near.graphemes(true), near.len() == text.len(), columns)
}

/// The longest ending of `text` that fits, cut in the same way.
fn last_part(text: &str, columns: usize) -> Part {
    let far = text.len().saturating_sub(most_bytes(columns));
    let near = &text[text.ceil_char_boundary(far)..];
    part(
        near.graphemes(true).rev(),
        near.len() == text.len(),
        columns,
    )
}

fn part<'t>(graphemes: impl Iterator<Item = &'t str>, whole: bool, columns: usize) -> Part {
    let mut taken = Part {
        bytes: 0,
        columns: 0,
    };
    let mut between_words = taken;
    let mut cut = !whole;
    for grapheme in graphemes {
        if grapheme.chars().all(char::is_whitespace) {
            between_words = taken;
        }
        let width: usize = grapheme.chars().map(visible::width).sum();
        if taken.columns + width > columns {
            cut = true;
            break;
        }
        taken.bytes += grapheme.len();
        taken.columns += width;
    }
    if cut && 2 * between_words.columns >= taken.columns {
        between_words
    } else {
        taken
    }
}

/// No more bytes than this are looked at or shown for so many columns: enough for any script,
/// and a bound on characters that take no column.
fn most_bytes(columns: usize) -> usize {
    8 * columns + 64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces around the first `focus` in a line, joined by `|`.
    fn shown(line: &str, focus: &str, columns: usize) -> String {
        let start = line.find(focus).unwrap();
        let pieces = pieces(line, 0..line.len(), start..start + focus.len(), columns);
        let texts: Vec<&str> = pieces.into_iter().map(|piece| &line[piece]).collect();
        texts.join("|")
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(
            shown("  the army stood still", "army", 22),
            "  the army stood still"
        );
    }

    #[test]
    fn a_window_is_cut_between_words_on_both_sides() {
        // 20 columns: 4 for the ends, 5 for `seven`, 11 around it.
        assert_eq!(
            shown(
                "one two three four five six seven eight nine ten",
                "seven",
                20
            ),
            "six seven eight"
        );
    }

    #[test]
    fn room_not_needed_on_one_side_goes_to_the_other() {
        assert_eq!(
            shown("one two three four five six", "one", 20),
            "one two three"
        );
        assert_eq!(
            shown("one two three four five six", "six", 20),
            "four five six"
        );
    }

    #[test]
    fn a_script_without_spaces_is_cut_between_characters() {
        // 16 columns around three wide characters leave 6 columns, three characters.
        assert_eq!(
            shown("一二三四五六七八九十甲乙丙丁", "七八九", 16),
            "六七八九十甲"
        );
    }

    #[test]
    fn a_focus_that_does_not_fit_keeps_its_head_and_its_tail() {
        let line = format!("a b c {} x y z", "word ".repeat(40).trim_end());
        let shown = shown(
            &line,
            line.trim_start_matches("a b c ").trim_end_matches(" x y z"),
            40,
        );
        // 36 columns: 6 on each side, and half of the 21 that are left for the head and the tail.
        assert_eq!(shown, "a b c word word|word word x y z");
    }

    #[test]
    fn marks_without_end_do_not_make_a_row_without_end() {
        let line = format!(
            "x{}150,000{}",
            "\u{301}".repeat(100_000),
            "\u{301}".repeat(100_000)
        );
        let bytes: usize = pieces(&line, 0..line.len(), 200_001..200_008, 60)
            .into_iter()
            .map(|piece| piece.len())
            .sum();
        assert!(bytes < 2000, "{bytes} bytes are shown");
    }
}
