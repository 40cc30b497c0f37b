//! What a reader sees for a character that must not reach a terminal as it is.
//!
//! Control characters move the cursor or start an escape sequence, bidirectional controls
//! reorder what follows ("Trojan Source", CVE-2021-42574), and characters without a width make
//! two words look the same. The human and the short format show something in their place;
//! the JSON has every text unchanged.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

/// How many columns a tab takes at most.
pub(super) const TAB: usize = 4;

/// Longer messages, labels and names are cut here, in characters; the JSON has them whole.
const LONGEST: usize = 1000;

/// What is written for `c`; nothing where it only changes the look of the character before it.
///
/// Joiners, variation selectors and skin tones are left out because terminals disagree about
/// the width of the joined character, and about that of each part they agree.
pub(super) fn shown(c: char) -> Option<char> {
    match c {
        '\t' => Some(c),
        // The control pictures stand in the same order as the characters they picture.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('␡'),
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some('\u{fffd}'),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' => {
            Some('·')
        }
        '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' => Some('·'),
        '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' => Some('·'),
        '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => None,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{e0000}'..='\u{e0fff}' => None,
        _ => Some(c),
    }
}

/// How many columns a character takes as it is shown; a tab as many as it can.
pub(super) fn width(c: char) -> usize {
    match shown(c) {
        Some('\t') => TAB,
        Some(shown) => shown.width().unwrap_or(0),
        None => 0,
    }
}

/// A message, a label or a note on one line: a line break or a tab, with the white space after
/// it, becomes one space, the rest is shown, and what is too long ends in `…`.
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(LONGEST));
    let mut written = 0;
    let mut after_break = true;
    for c in text.trim().chars() {
        if written == LONGEST {
            line.push('…');
            break;
        }
        let breaks = matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if after_break && (breaks || c == ' ') {
            continue;
        }
        after_break = breaks;
        if let Some(shown) = if breaks { Some(' ') } else { shown(c) } {
            line.push(shown);
            written += 1;
        }
    }
    line
}

/// The name of a file on one line. A name that begins with two colons is written as `./::name`:
/// the logs of some build services run a line that begins so as a command.
pub fn name(name: &str) -> String {
    let shown: String = name
        .chars()
        .take(LONGEST)
        .filter_map(|c| if c == '\t' { Some('␉') } else { shown(c) })
        .collect();
    if shown.trim_start().starts_with("::") {
        format!("./{shown}")
    } else {
        shown
    }
}

/// A finished line without commands for the build services that look for `##[…]`,
/// `##vso[…]` or `##teamcity[…]` anywhere in a log: the second `#` becomes the sharp sign `♯`,
/// which is as wide.
pub(super) fn without_commands(line: &str) -> Cow<'_, str> {
    let mut written = Cow::Borrowed("");
    let mut done = 0;
    for (at, _) in line.match_indices('#') {
        let second = at > 0 && line.as_bytes()[at - 1] == b'#';
        let name = line[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if second && name.starts_with('[') {
            written += &line[done..at];
            written += "♯";
            done = at + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(line);
    }
    written + &line[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_marks_and_symbols_stay() {
        for text in [
            "Zelenskyy",
            "д",
            "日本",
            "é",
            "e\u{301}",
            "“150,000”",
            "€",
            "🇺🇦",
            "a\u{a0}b",
        ] {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_moves_the_cursor_or_reorders_text_is_pictured() {
        assert_eq!(line("\u{1b}[31mred"), "␛[31mred");
        assert_eq!(line("a\u{8}\u{7f}\u{9b}b"), "a␈␡\u{fffd}b");
        assert_eq!(line("a\u{202e}b\u{2066}c"), "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn what_has_no_width_is_seen() {
        assert_eq!(line("Zelen\u{200b}skyy\u{feff}\u{ad}."), "Zelen·skyy··.");
    }

    #[test]
    fn joined_emoji_come_apart() {
        assert_eq!(line("👩\u{200d}🚀 ❤\u{fe0f} 👍\u{1f3fd}"), "👩🚀 ❤ 👍");
    }

    #[test]
    fn a_line_break_becomes_one_space_and_other_spaces_stay() {
        assert_eq!(line("one\r\n   two\n\nthree"), "one two three");
        assert_eq!(line("two  spaces"), "two  spaces");
        assert_eq!(line(" \n ends \n"), "ends");
        assert_eq!(line("a\tb\u{2028}c"), "a b c");
    }

    #[test]
    fn a_long_message_is_cut() {
        let cut = line(&"x".repeat(5000));
        assert_eq!(cut.chars().count(), LONGEST + 1);
        assert!(cut.ends_with("x…"));
        assert_eq!(line(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
    }

    #[test]
    fn a_file_name_cannot_break_a_line_or_begin_a_command() {
        assert_eq!(name("a\nb\tc.md"), "a␊b␉c.md");
        assert_eq!(name("::error::x"), "./::error::x");
        assert_eq!(name(" ::x"), "./ ::x");
        assert_eq!(name("C:/x.md"), "C:/x.md");
    }

    #[test]
    fn a_line_holds_no_command_of_a_build_service() {
        assert_eq!(without_commands("a ##[error]b"), "a #♯[error]b");
        assert_eq!(
            without_commands("###VSO[task.x]y ##teamcity["),
            "##♯VSO[task.x]y #♯teamcity["
        );
        for harmless in ["", "## Heading [x]", "#[x]", "##", "a ## b", "日##本["] {
            assert_eq!(without_commands(harmless), harmless);
        }
    }
}
