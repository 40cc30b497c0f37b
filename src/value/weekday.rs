//! Days of the week.

use super::calendar;
use super::fold::{Folded, look_up, names};
use super::{Reader, Reading, Type, Value, Weekday, Words};

/// Reads "Monday", "Tues.".
#[derive(Debug)]
pub struct DayOfWeek;

impl Reader for DayOfWeek {
    fn reads(&self) -> Type {
        Type::Weekday
    }

    fn about(&self) -> &'static str {
        "a day of the week: “Monday”, “Tues.”; not “Mondays”, “Black Friday” or “Sunday Times”"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let word = words.word(at);
        if !word.starts_with(|character: char| character.is_ascii_uppercase()) {
            return None;
        }
        let (day, full) = look_up(WORDS, &Folded::new(word.strip_suffix('.').unwrap_or(word)))?;
        let mut end = at + 1;
        if !full {
            let point = words.word(end) == "." && words.joined(end);
            if point && (words.is_word(end + 1) || words.word(end + 1) == ",") {
                end += 1;
            }
            if !(word.ends_with('.') || point || a_date_follows(words, end)) {
                return None;
            }
        }
        let name = NAMED_BEFORE.contains(&words.word_before(at, 1))
            || NAMED_AFTER.contains(&words.word(end));
        (!name).then(|| Reading {
            end,
            value: Value::Weekday(day),
            span: words.span(at, end),
        })
    }
}

/// The names and the short forms (not `full`: "Sun" and "Sat" are other words), sorted.
#[rustfmt::skip]
const WORDS: &[(&str, (Weekday, bool))] = &[
    ("fri", (Weekday::Friday, false)), ("friday", (Weekday::Friday, true)),
    ("mon", (Weekday::Monday, false)), ("monday", (Weekday::Monday, true)),
    ("sat", (Weekday::Saturday, false)), ("saturday", (Weekday::Saturday, true)),
    ("sun", (Weekday::Sunday, false)), ("sunday", (Weekday::Sunday, true)),
    ("thu", (Weekday::Thursday, false)), ("thur", (Weekday::Thursday, false)),
    ("thurs", (Weekday::Thursday, false)), ("thursday", (Weekday::Thursday, true)),
    ("tue", (Weekday::Tuesday, false)), ("tues", (Weekday::Tuesday, false)),
    ("tuesday", (Weekday::Tuesday, true)),
    ("wed", (Weekday::Wednesday, false)), ("wednesday", (Weekday::Wednesday, true)),
];

/// The words a planner looks for.
pub(super) const ANCHORS: [&str; WORDS.len()] = names(WORDS);

/// Names of certain days, which say nothing of the day the text is about.
const NAMED_BEFORE: &[&str] = &[
    "Ash", "Black", "Bloody", "Cyber", "Easter", "Good", "Maundy", "Palm", "Shrove", "Super",
];
/// Names of papers and programmes.
const NAMED_AFTER: &[&str] = &[
    "Express",
    "Mail",
    "Mirror",
    "Night",
    "Sun",
    "Telegraph",
    "Times",
];

/// "Tue, 14 October", "Wed 14".
fn a_date_follows(words: &Words<'_>, end: usize) -> bool {
    let next = if words.word(end) == "," { end + 1 } else { end };
    words.is_number(next) || calendar::month(words.word(next)).is_some()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("They met on Monday.", &["Monday"]),
        ("On Tuesday, Feb. 14", &["Tuesday"]),
        ("Tue, 14 October", &["Tue"]),
        ("on Tues. they met", &["Tues."]),
        ("Monday’s talks", &["Monday"]),
        ("SATURDAY TALKS", &["SATURDAY"]),
    ];

    #[test]
    fn weekdays_are_read() {
        for (text, days) in FOUND {
            assert_eq!(found(Type::Weekday, text), *days, "{text}");
        }
        assert_eq!(
            values(Type::Weekday, "Thurs., 14 October"),
            [Value::Weekday(Weekday::Thursday)]
        );
    }

    #[test]
    fn other_words_are_left_alone() {
        for text in [
            "every Mondays",
            "the Sun shone",
            "they Wed in spring",
            "Black Friday sales",
            "the Sunday Times",
            "a friday",
        ] {
            assert_eq!(found(Type::Weekday, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
