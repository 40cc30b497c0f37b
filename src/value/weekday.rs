//! Days of the week.

use super::language::{Class, Classes};
use super::{Reader, Reading, Type, Value, Words};

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
        let lexeme = words.lexeme(at);
        let day = words.lexicon.weekday(lexeme)?;
        let mut end = at + 1;
        if !lexeme.is(Class::WeekdayName) {
            let point = words.word(end) == "." && words.joined(end);
            if point && (words.is_word(end + 1) || words.word(end + 1) == ",") {
                end += 1;
            }
            if !(words.word(at).ends_with('.') || point || a_date_follows(words, end)) {
                return None;
            }
        }
        // "Black Friday" says nothing of the day the text is about; "Sunday Times" is a paper.
        let name = words.is_before(at, 1, Class::NamedDay) || words.is(end, Class::Paper);
        (!name).then(|| Reading {
            end,
            value: Value::Weekday(day),
            span: words.span(at, end),
        })
    }
}

/// "Tue, 14 October", "Wed 14".
fn a_date_follows(words: &Words<'_>, end: usize) -> bool {
    let next = if words.word(end) == "," { end + 1 } else { end };
    words
        .lexeme(next)
        .is_any(Classes::of(&[Class::Digits, Class::Month]))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::Weekday;
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
}
