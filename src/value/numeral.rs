//! One figure as written, in digits or in words: "130,000", "1.3m", "two and a half million",
//! "one hundred and thirty thousand", "a dozen", "tens of thousands", "thirty (30)".

use rust_decimal::Decimal;

use super::Words;
use super::language::{Class, Classes, NumberWord, Writing};
use super::part::Cursor;
use super::spelled::spelled;

/// A figure without the words around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// One past its last part.
    pub(super) end: Cursor,
    /// The number; the lower end of an order ("dozens").
    pub(super) value: Decimal,
    /// The upper end of an order; the same as `value` otherwise.
    pub(super) upper: Decimal,
    /// The place value of the last digit that counts.
    pub(super) grain: Decimal,
    /// The words or letters that multiply it ("million", "k"): 1 if there are none.
    pub(super) scale: Decimal,
    /// Only digits stand there, no separator and no scale: "2014".
    pub(super) bare_digits: bool,
}

/// In which sense a figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// It counts: "5m" is five million, and a unit after it is left alone.
    Count,
    /// It measures: "5m" is five metres.
    Measure,
}

/// Whether a token can start a numeral: the quick test before [`read`].
pub(super) fn may_start(words: &Words<'_>, at: usize) -> bool {
    const SPELLED: Classes = Classes::of(&[Class::Number, Class::Half]);
    let lexeme = words.part_lexeme(Cursor::at(at));
    if lexeme.is_any(Classes::of(&[Class::Digits, Class::Number, Class::Half])) {
        return true;
    }
    if lexeme.is(Class::Article) {
        let next = words.past_hyphen(words.after_part(Cursor::at(at)));
        return words.part_lexeme(next).is_any(SPELLED);
    }
    words.is(at, Class::Point) && words.is_number(at + 1) && words.joined(at + 1)
}

/// Whether a word multiplies the figure before it: "million".
pub(super) fn is_scale(words: &Words<'_>, at: usize) -> bool {
    matches!(
        words.lexicon.number(words.lexeme(at)),
        Some(NumberWord::Scale(_) | NumberWord::Hundred)
    )
}

/// The figure that starts at a cursor. Without `and`, an "and" ends it: "between one hundred
/// and two hundred".
pub(super) fn read(words: &Words<'_>, start: Cursor, and: bool, sense: Sense) -> Option<Numeral> {
    let numeral = if is_in_digits(words, start) {
        digits(words, start, sense)?
    } else {
        spelled(words, start, and)?
    };
    Some(repeated_in_brackets(words, numeral))
}

fn is_in_digits(words: &Words<'_>, start: Cursor) -> bool {
    !start.is_inside() && (words.is_number(start.token) || words.is(start.token, Class::Point))
}

/// "thirty (30)" and "30 (thirty)": the same figure twice is one.
fn repeated_in_brackets(words: &Words<'_>, numeral: Numeral) -> Numeral {
    if numeral.end.is_inside() || words.word(numeral.end.token) != "(" {
        return numeral;
    }
    let inner = Cursor::at(numeral.end.token + 1);
    let again = if is_in_digits(words, inner) {
        digits(words, inner, Sense::Count)
    } else {
        spelled(words, inner, true)
    };
    match again {
        Some(again)
            if again.value == numeral.value
                && again.upper == numeral.upper
                && !again.end.is_inside()
                && words.word(again.end.token) == ")" =>
        {
            Numeral {
                end: Cursor::at(again.end.token + 1),
                ..numeral
            }
        }
        _ => numeral,
    }
}

/// Digits with what multiplies them.
fn digits(words: &Words<'_>, start: Cursor, sense: Sense) -> Option<Numeral> {
    let mut token = start.token;
    if words.is(token, Class::Point) {
        token += 1;
        if !words.is_number(token) || !words.joined(token) {
            return None;
        }
    } else {
        let most = token + MOST_GROUPS;
        while token < most && groups_on(words, token) {
            token += 1;
        }
    }
    let written = &words.text[words.span(start.token, token + 1).range()];
    let mut value = plain_digits(written, words.lexicon.writing)?;
    let mut grain = if value.scale() > 0 {
        Decimal::try_new(1, value.scale()).ok()?
    } else {
        last_place(value)
    };
    let bare = written.bytes().all(|byte| byte.is_ascii_digit());
    let mut end = Cursor::at(token + 1);
    if and_a_half(words, end) && value.scale() == 0 {
        value = value.checked_add(half())?;
        grain = tenth();
        end = after_parts(words, end, 3);
    } else if value.scale() == 0
        && let Some((past, over, under)) = fraction_after(words, end)
    {
        value = value.checked_add(over.checked_div(under)?)?;
        grain = Decimal::ONE.checked_div(under)?;
        end = past;
    }
    let mut scale = Decimal::ONE;
    if let Some((past, factor)) = scale_after(words, end, sense) {
        scale = factor;
        end = past;
        value = value.checked_mul(scale)?;
        grain = grain.checked_mul(scale)?;
    }
    Some(Numeral {
        end,
        value,
        upper: value,
        grain,
        scale,
        bare_digits: bare && scale == Decimal::ONE,
    })
}

/// More groups of three digits than these are no number that is read.
const MOST_GROUPS: usize = 10;

/// More digits and signs than these are no number that is read.
const MOST_BYTES: usize = 64;

/// A space that stands between groups of digits.
pub(super) fn is_group_space(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// Whether the next token is a group of three digits after a thin or no-break space.
fn groups_on(words: &Words<'_>, token: usize) -> bool {
    let mut gap = words.gap_before(token + 1).chars();
    if !gap.next().is_some_and(is_group_space) || gap.next().is_some() {
        return false;
    }
    let group = words.word(token + 1);
    words.word(token).len() <= 3
        && words.is_number(token + 1)
        && group.bytes().take_while(u8::is_ascii_digit).count() == 3
        && (group.len() == 3 || group[3..].starts_with(words.lexicon.writing.decimal))
}

/// The number that digits are, if they are grouped as a number is: by threes, or by twos before
/// the last three as in India. No number starts with a superfluous zero.
fn plain_digits(written: &str, writing: Writing) -> Option<Decimal> {
    if written.len() > MOST_BYTES {
        return None;
    }
    let (whole, fraction) = match written.split_once(writing.decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (written, None),
    };
    if fraction.is_some_and(|digits| digits.is_empty() || !all_digits(digits)) {
        return None;
    }
    let padded = whole.len() > 1 && whole.starts_with('0');
    if padded || (whole.is_empty() && fraction.is_none()) {
        return None;
    }
    if all_digits(whole) && fraction.is_none() {
        return whole.parse().ok();
    }
    let mut plain = String::with_capacity(written.len() + 1);
    plain.push_str(if whole.is_empty() { "0" } else { "" });
    let separator = |sign: char| sign == writing.grouping || is_group_space(sign);
    let lengths = whole.split(separator).map(str::len);
    if !are_groups(lengths) {
        return None;
    }
    for group in whole.split(separator) {
        if !all_digits(group) {
            return None;
        }
        plain.push_str(group);
    }
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    plain.parse().ok()
}

/// Whether groups of so many digits make a number.
fn are_groups(mut lengths: impl Iterator<Item = usize> + Clone) -> bool {
    let count = lengths.clone().count();
    let first = lengths.next().unwrap_or(0);
    if count < 2 {
        return true;
    }
    let mut middle = lengths.clone().take(count - 2);
    let by_threes = middle.clone().all(|length| length == 3);
    let by_twos = first <= 2 && middle.all(|length| length == 2);
    (1..=3).contains(&first) && lengths.last() == Some(3) && (by_threes || by_twos)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What multiplies digits: letters that adjoin them, or the scale words that follow.
fn scale_after(words: &Words<'_>, end: Cursor, sense: Sense) -> Option<(Cursor, Decimal)> {
    if !end.is_inside() && words.joined(end.token) && words.is_word(end.token) {
        if sense == Sense::Measure {
            return None;
        }
        let factor = words.lexicon.suffix(words.part(end))?;
        return Some((words.after_part(end), Decimal::from(factor)));
    }
    let mut cursor = words.past_hyphen(end);
    let mut factor: Option<Decimal> = None;
    loop {
        let next = match words.number_word(cursor) {
            Some(NumberWord::Hundred) if factor.is_none() => 100,
            Some(NumberWord::Dozen) if factor.is_none() => 12,
            Some(NumberWord::Scale(scale)) => scale,
            _ => break,
        };
        cursor = words.after_part(cursor);
        let larger = factor.unwrap_or(Decimal::ONE).checked_mul(next.into())?;
        let ends = factor.is_some() || next != 100;
        factor = Some(larger);
        if ends {
            break;
        }
    }
    factor.map(|factor| (cursor, factor))
}

/// The fraction that makes a mixed number: "2 1/2", "2-1/2".
fn fraction_after(words: &Words<'_>, end: Cursor) -> Option<(Cursor, Decimal, Decimal)> {
    if end.is_inside() {
        return None;
    }
    let start = words.past_hyphen(end).token;
    let apart = start != end.token || matches!(words.gap_before(start), " " | "\u{A0}");
    let slash = words.word(start + 1) == "/" && words.joined(start + 1) && words.joined(start + 2);
    let more = words.word(start + 3) == "/" && words.joined(start + 3);
    if !apart || !slash || more || !words.is_number(start) || !words.is_number(start + 2) {
        return None;
    }
    let over: u32 = words.word(start).parse().ok()?;
    let under: u32 = words.word(start + 2).parse().ok()?;
    let usual = matches!(under, 2..=6 | 8 | 10 | 12 | 16);
    (usual && (1..under).contains(&over))
        .then(|| (Cursor::at(start + 3), over.into(), under.into()))
}

pub(super) fn and_a_half(words: &Words<'_>, at: Cursor) -> bool {
    let article = words.after_part(at);
    let last = words.after_part(article);
    words.part_lexeme(at).is(Class::And)
        && words.part_lexeme(article).is(Class::Article)
        && words.part_lexeme(last).is(Class::Half)
}

pub(super) fn after_parts(words: &Words<'_>, from: Cursor, count: usize) -> Cursor {
    (0..count).fold(from, |cursor, _| words.after_part(cursor))
}

pub(super) fn half() -> Decimal {
    Decimal::from_parts(5, 0, 0, false, 1)
}

pub(super) fn tenth() -> Decimal {
    Decimal::from_parts(1, 0, 0, false, 1)
}

/// The place value of the last digit that is not zero; 1 for zero.
pub(super) fn last_place(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.scale() > 0 {
        return Decimal::from_parts(1, 0, 0, false, value.scale());
    }
    let mut rest = value.mantissa();
    let mut place: i128 = 1;
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
        place *= 10;
    }
    Decimal::from_i128_with_scale(place, 0)
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    fn numeral(text: &str) -> Option<(String, String)> {
        let sample = Sample::new(text);
        let words = sample.words();
        read(&words, Cursor::at(0), true, Sense::Count)
            .filter(|numeral| numeral.end == Cursor::at(words.tokens.len()))
            .map(|numeral| {
                (
                    numeral.value.normalize().to_string(),
                    numeral.grain.normalize().to_string(),
                )
            })
    }

    #[test]
    fn figures_have_a_value_and_the_place_of_their_last_digit() {
        let cases = [
            ("130,000", "130000", "10000"),
            ("4,500", "4500", "100"),
            ("20", "20", "10"),
            ("25.9", "25.9", "0.1"),
            ("5.0", "5", "0.1"),
            ("0", "0", "1"),
            ("0.05", "0.05", "0.01"),
            (".05", "0.05", "0.01"),
            ("12,34,567", "1234567", "1"),
            ("1.3 million", "1300000", "100000"),
            ("5.0 million", "5000000", "100000"),
            ("1.3m", "1300000", "100000"),
            ("4.5bn", "4500000000", "100000000"),
            ("20k", "20000", "10000"),
            ("5 hundred", "500", "100"),
            ("5-million", "5000000", "1000000"),
            ("1\u{202F}300\u{202F}000", "1300000", "100000"),
            ("1\u{A0}300.5", "1300.5", "0.1"),
            ("2 and a half million", "2500000", "100000"),
            ("thirty (30)", "30", "10"),
        ];
        for (text, value, grain) in cases {
            assert_eq!(numeral(text), Some((value.into(), grain.into())), "{text}");
        }
    }

    #[test]
    fn digits_that_are_not_grouped_as_a_number_are_none() {
        for text in [
            "1,30",
            "1,3000",
            "04",
            "007",
            "1.2.3",
            "5:30",
            "0,5",
            "12,345,67",
        ] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }

    #[test]
    fn huge_figures_are_refused_not_wrapped() {
        assert_eq!(numeral(&"9".repeat(40)), None);
        assert_eq!(numeral("79228162514264337593543950335 million"), None);
    }
}
