//! Numbers, and what only looks like one.

use super::amount::{self, Amount};
use super::language::{Class, Classes};
use super::numeral::{self, Sense};
use super::part::Cursor;
use super::precedence;
use super::{Reader, Reading, Type, Value, Words};

/// Reads "130,000", "about 1.3 million", "a dozen", "8 to 10".
#[derive(Debug)]
pub struct Number;

impl Reader for Number {
    fn reads(&self) -> Type {
        Type::Number
    }

    fn about(&self) -> &'static str {
        "a number in digits or words with its hedge: “130,000”, “well over 1.3 million”, \
         “a dozen”, “8 to 10”; not part of a date, a percentage, a sum of money or a label"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        of_amount(words, at, &amount::read(words, at, Sense::Count)?)
    }

    fn claims(&self, words: &Words<'_>, _: usize, end: usize) -> bool {
        numeral::is_scale(words, end)
    }
}

/// The number that the amount at a token is.
pub(super) fn of_amount(words: &Words<'_>, at: usize, amount: &Amount) -> Option<Reading> {
    let is_number =
        counts(words, amount) && !is_label(words, amount.start) && !divides(words, amount);
    is_number.then(|| Reading {
        end: amount.end,
        value: Value::Number(amount.figure),
        span: words.span(at, amount.end),
    })
}

/// Whether an amount is a number, perhaps after a label ("Article 5") or in "12/48".
pub(super) fn counts(words: &Words<'_>, amount: &Amount) -> bool {
    let (start, end) = (amount.start, amount.end);
    let is_marked = amount.mark.is_some() && amount.label.is_none();
    let is_other = is_marked
        || is_glued(words, start, end)
        || is_ordinal(words, end)
        || is_pronoun(words, start, amount)
        || is_year(words, start, amount)
        || precedence::belongs_to_another(words, Type::Number, start, end);
    !is_other
}

/// Whether the figure is a name after a label: "Article 5", "No. 10". Most labels are words of
/// the language too ("on the table 5 books"), so they count only where the figure directly
/// follows them, and some only with a point or a capital.
fn is_label(words: &Words<'_>, start: usize) -> bool {
    let before = words.word_before(start, 1);
    if matches!(before, "#" | "§" | "№") {
        return true;
    }
    // The point of an abbreviation may be a token of its own.
    let apart = before == "." && words.joined(start.wrapping_sub(1));
    let back = if apart { 2 } else { 1 };
    let Some(label) = start.checked_sub(back) else {
        return false;
    };
    let lexeme = words.lexeme(label);
    let pointed = apart || words.word(label).ends_with('.');
    words.is_number(start)
        && (lexeme.is(Class::Label)
            || (lexeme.is(Class::LabelWithCapital) && (pointed || lexeme.is(Class::Capital))))
}

/// "12/48", "24/7", "3:2": figures that a sign ties to others.
fn divides(words: &Words<'_>, amount: &Amount) -> bool {
    let tie = |at: usize| matches!(words.word(at), "/" | ":") && words.joined(at);
    (tie(amount.end) && words.joined(amount.end + 1) && words.is_number(amount.end + 1))
        || (amount.start > 0
            && tie(amount.start - 1)
            && words.joined(amount.start)
            && words.is_number(amount.start.wrapping_sub(2)))
}

/// Letters, or names with a hyphen, that adjoin the figure: "F-16", "5th", "7-Eleven".
fn is_glued(words: &Words<'_>, start: usize, end: usize) -> bool {
    let before = words.word_before(start, 1);
    let tied_before = words.joined(start)
        && (words.is_word(start - 1)
            || words.is_number(start - 1)
            || words.is_before(start, 1, Class::Dash) && start >= 2 && words.joined(start - 1)
            || matches!(before, "_" | "@" | "." | "," | "&" | "\\"));
    let capital_after = words.is_dash(end)
        && words.joined(end)
        && words.joined(end + 1)
        && words
            .word(end + 1)
            .starts_with(|character: char| character.is_uppercase() || character.is_ascii_digit());
    let letters_after = words.joined(end) && (words.is_word(end) || words.word(end) == "_");
    // A telephone number: a plus and groups of digits, or digits in three groups or more.
    let telephone = (words.joined(start) && before == "+" && words.is_number(end))
        || (before == ")" && words.joined(end) && words.is_dash(end))
        || is_telephone(words, start, end)
        || is_among_groups(words, start, end);
    tied_before || capital_after || letters_after || telephone
}

/// "555-0143": three digits and four.
fn is_telephone(words: &Words<'_>, start: usize, end: usize) -> bool {
    let (first, last) = (words.word(start), words.word(start + 2));
    end == start + 3
        && words.is_dash(start + 1)
        && first.len() == 3
        && last.len() == 4
        && !(first.ends_with("00") && last.ends_with("00"))
}

/// "0800 555 0100": digits in groups with single spaces, of which none is a number.
fn is_among_groups(words: &Words<'_>, start: usize, end: usize) -> bool {
    let follows = |at: usize| {
        words.gap_before(at) == " " && words.is_number(at) && words.is_number(at.wrapping_sub(1))
    };
    follows(start) || follows(end)
}

/// Before an ordinal or a fraction: "twenty first", "two thirds".
fn is_ordinal(words: &Words<'_>, end: usize) -> bool {
    let spelled = end.checked_sub(1).is_some_and(|last| words.is_word(last));
    let ordinal = |at: Cursor| words.part_lexeme(at).is(Class::Ordinal);
    let next = words.past_hyphen(Cursor::at(end));
    let and = words.part_lexeme(next).is(Class::And);
    spelled && (ordinal(next) || (and && ordinal(words.after_part(next))))
}

/// "One" as a pronoun: "no one", "one of them", "one must".
fn is_pronoun(words: &Words<'_>, start: usize, amount: &Amount) -> bool {
    if amount.is_range || !words.is(start, Class::Pronoun) || amount.end != start + 1 {
        return false;
    }
    let next = words.word(amount.end);
    let counts =
        next.starts_with(char::is_alphabetic) && !words.is(amount.end, Class::NotAfterPronoun);
    !counts || words.is_before(start, 1, Class::NotBeforePronoun)
}

/// Four digits that the words around them make a year: "in 2014", "the 2014 election".
fn is_year(words: &Words<'_>, start: usize, amount: &Amount) -> bool {
    let in_range = amount.is_range && could_be_year(words.word(amount.end - 1));
    let first = start + usize::from(words.is(start, Class::Between));
    if !could_be_year(words.word(first)) || (amount.is_range && !in_range) {
        return false;
    }
    if !amount.is_range && !amount.numeral.bare_digits {
        return false;
    }
    let before = words.word_before(start, 1);
    let next = words.word(amount.end);
    let opening = start == 0;
    let after_year = words.is_before(start, 1, Class::BetweenYears)
        && could_be_year(words.word_before(start, 2));
    let adjective = words.is_before(start, 1, Class::BeforeYearAsAdjective);
    in_range
        || after_year
        || words.is_any_before(start, 1, Classes::of(&[Class::BeforeYear, Class::Month]))
        || (adjective && !words.word(first).ends_with("00"))
        || (opening && (next == ","))
        || (before == "(" && (next == ")" || words.is_dash(amount.end)))
        || (opening && next == "(")
}

fn could_be_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::figure::{Figure, Hedge};
    use super::super::sample::{found, values};
    use super::super::{Decimal, Value};
    use super::*;

    fn figure(text: &str) -> Figure {
        match values(Type::Number, text).as_slice() {
            [Value::Number(figure)] => *figure,
            other => panic!("{text}: {other:?}"),
        }
    }

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        (
            "Some 130,000 troops and 3,500 tanks",
            &["Some 130,000", "3,500"],
        ),
        (
            "It moved well over 1.3 million people.",
            &["well over 1.3 million"],
        ),
        ("Twenty-five ships left.", &["Twenty-five"]),
        ("A dozen ships left.", &["A dozen"]),
        ("They counted 8 to 10 boats.", &["8 to 10"]),
        ("They counted 8-10 boats.", &["8-10"]),
        ("They counted 8–10 boats.", &["8–10"]),
        ("between 8 and 10 boats", &["between 8 and 10"]),
        (
            "between one hundred and two hundred boats",
            &["between one hundred and two hundred"],
        ),
        ("It rose from 8 to 10 a week.", &["8", "10"]),
        ("five or six boats", &["five or six"]),
        ("20-odd boats, 50 or more crew", &["20-odd", "50 or more"]),
        ("a 10-page letter", &["10"]),
        ("30 days and 20 nights", &["30", "20"]),
        ("a change of -5 (n=-6)", &["-5", "-6"]),
        ("a change of \u{2212}5", &["\u{2212}5"]),
        ("dozens of ships, hundreds of men", &["dozens", "hundreds"]),
        ("one ship sank", &["one"]),
        ("p = .05 here", &[".05"]),
        ("2,014 people came", &["2,014"]),
        (
            "about 5 million to 6 million votes",
            &["about 5 million to 6 million"],
        ),
        ("It sold 20k copies", &["20k"]),
        ("1 million and 2 million", &["1 million", "2 million"]),
        ("killed one hundred and wounded 5", &["one hundred", "5"]),
        ("at least 3 and at most 5", &["at least 3", "at most 5"]),
        ("a 24- to 30-page letter", &["24- to 30"]),
        ("the force was 130,000-strong", &["130,000"]),
    ];

    pub(in crate::value) const SILENT: &[&str] = &[
        "on 14 October it rained",
        "on Feb. 14 it rained",
        "on Feb. 14, 2022, it rained",
        "the 14th of October",
        "2022-02-14",
        "14/10/2025",
        "at 5 p.m. or 5:30",
        "at 5pm sharp",
        "at 1600 GMT",
        "it grew 25% and 40 percent",
        "by 40 percentage points",
        "$5 million and 20 euros and EUR 20",
        "the 5th time, the twenty-first time",
        "an F-16 and COVID-19",
        "a 737-MAX at 7-Eleven",
        "in 2014 and since late 2021",
        "2014, the year of the war",
        "between 2010 and 2014",
        "from 2010 to 2014",
        "the fiscal year 2014",
        "(2010-2014)",
        "the 2014 election",
        "call 555-0143 or 212-555-0143",
        "call 0800 555 0143",
        "call +44 20 5550 0143",
        "one of them, and no one else",
        "it was a one-on-one talk",
        "under Article 5 and Section 12",
        "room #5",
        "two-thirds of voters",
        "two thirds of voters",
        "a thirty-day wait",
        "24/7 help",
        "version 1.2.3",
        "tens of boats",
    ];

    #[test]
    fn numbers_are_read_with_their_hedges() {
        for (text, numbers) in FOUND {
            assert_eq!(found(Type::Number, text), *numbers, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_left_alone() {
        for text in SILENT {
            assert_eq!(found(Type::Number, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_hedge_before_or_after_is_kept() {
        let cases = [
            ("130,000 men", Hedge::Bare),
            ("exactly 130,000 men", Hedge::Exact),
            ("about 130,000 men", Hedge::Around),
            ("130,000 or so men", Hedge::Around),
            ("nearly 130,000 men", Hedge::Nearly),
            ("more than 130,000 men", Hedge::Above),
            ("well over 130,000 men", Hedge::FarAbove),
            ("fewer than 130,000 men", Hedge::Below),
            ("at least 130,000 men", Hedge::AtLeast),
            ("130,000+ men", Hedge::AtLeast),
            ("as many as 130,000 men", Hedge::AtMost),
            ("130,000 or fewer men", Hedge::AtMost),
            ("several men", Hedge::Between),
        ];
        for (text, hedge) in cases {
            assert_eq!(figure(text).hedge, hedge, "{text}");
        }
    }

    #[test]
    fn a_figure_knows_the_hedge_before_the_word_it_is_read_at() {
        let sample = super::super::sample::Sample::new("well over 130,000 men");
        let reading = Number
            .read(&sample.words(), 2)
            .expect("a number stands there");
        assert_eq!(reading.span, sample.tokens[2].span);
        let Value::Number(figure) = reading.value else {
            panic!("{:?}", reading.value);
        };
        assert_eq!(figure.hedge, Hedge::FarAbove);
    }

    #[test]
    fn no_number_starts_inside_another() {
        for (text, at) in [
            ("one hundred and thirty thousand", 3),
            ("one hundred and thirty thousand", 1),
            ("between 8 and 10", 3),
            ("8 to 10", 2),
            ("1.3 million", 1),
            ("-5", 1),
            ("thirty (30)", 2),
        ] {
            let sample = super::super::sample::Sample::new(text);
            assert_eq!(Number.read(&sample.words(), at), None, "{text}");
        }
    }

    #[test]
    fn the_upper_end_lends_its_scale_to_the_lower() {
        let range = figure("5 to 6 million votes");
        assert_eq!(
            (range.value, range.upper),
            (5_000_000.into(), 6_000_000.into())
        );
        let apart = figure("500,000 to 1 million votes");
        assert_eq!(
            (apart.value, apart.upper),
            (500_000.into(), 1_000_000.into())
        );
    }

    #[test]
    fn a_figure_in_a_table_is_exact() {
        let mut sample = super::super::sample::Sample::new("130,000 | about 20");
        sample.layout.tables.push(crate::source::Span::new(0, 7));
        let exact: Vec<bool> = sample
            .readings(Type::Number)
            .into_iter()
            .map(|reading| matches!(reading.value, Value::Number(figure) if figure.exact))
            .collect();
        assert_eq!(exact, [true, false]);
    }

    #[test]
    fn up_to_several_hundred_has_only_an_upper_end() {
        let most = figure("up to several hundred men");
        assert_eq!(
            (most.hedge, most.value),
            (Hedge::AtMost, Decimal::from(999))
        );
    }
}
