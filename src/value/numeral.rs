//! One figure as written, in digits or in words: "130,000", "1.3m", "two and a half million",
//! "one hundred and thirty thousand", "a dozen", "tens of thousands", "thirty (30)".

use rust_decimal::Decimal;

use super::Words;
use super::fold::Folded;
use super::number_words::{Kind, SUFFIXES, kind};
use super::part::Cursor;
use super::spelled::{half_of_a_unit, spelled};

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

/// How letters that adjoin digits are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// "5m" is five million.
    Scale,
    /// "5m" is left for a unit: the figure ends at the digits.
    Unit,
}

/// Whether a token can start a numeral: the quick test before [`read`].
pub(super) fn may_start(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    match word.as_bytes().first() {
        Some(byte) if byte.is_ascii_digit() => true,
        Some(b'.') => words.is_number(at + 1) && words.joined(at + 1),
        Some(_) => {
            let part = Folded::new(words.part(Cursor::at(at)));
            matches!(&*part, "a" | "an" | "half") || kind(&part).is_some()
        }
        None => false,
    }
}

/// Whether a word is a number word ("thirty", "million", "dozens").
pub(super) fn is_number_word(word: &str) -> bool {
    kind(word).is_some()
}

/// The word or letters after a figure that multiply it: "million", and "k" if it adjoins.
pub(super) fn is_scale(word: &str) -> bool {
    matches!(kind(word), Some(Kind::Scale(_) | Kind::Hundred))
}

/// The figure that starts at a cursor. Without `and`, an "and" ends it: "between one hundred
/// and two hundred".
pub(super) fn read(
    words: &Words<'_>,
    start: Cursor,
    and: bool,
    letters: Letters,
) -> Option<Numeral> {
    let numeral = if starts_with_digit(words.part(start)) || words.part(start) == "." {
        digits(words, start, letters)?
    } else {
        spelled(words, start, and).or_else(|| half_of_a_unit(words, start, letters))?
    };
    Some(repeated_in_brackets(words, numeral))
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|character: char| character.is_ascii_digit())
}

/// "thirty (30)" and "30 (thirty)": the same figure twice is one.
fn repeated_in_brackets(words: &Words<'_>, numeral: Numeral) -> Numeral {
    if numeral.end.is_inside() || words.word(numeral.end.token) != "(" {
        return numeral;
    }
    let inner = Cursor::at(numeral.end.token + 1);
    let again = if starts_with_digit(words.part(inner)) {
        digits(words, inner, Letters::Scale)
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
fn digits(words: &Words<'_>, start: Cursor, letters: Letters) -> Option<Numeral> {
    if start.is_inside() {
        return None;
    }
    let mut token = start.token;
    let mut written = words.word(token).to_owned();
    if written == "." {
        token += 1;
        if !words.is_number(token) || !words.joined(token) {
            return None;
        }
        written.push_str(words.word(token));
    } else {
        if !words.is_number(token) {
            return None;
        }
        while groups_on(words, token) {
            token += 1;
            written.push_str(words.word(token));
        }
    }
    let plain = plain_digits(&written)?;
    let mut value: Decimal = plain.parse().ok()?;
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
    if let Some((past, factor)) = scale_after(words, end, letters) {
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

/// Whether the next token is a group of three digits after a thin or no-break space.
fn groups_on(words: &Words<'_>, token: usize) -> bool {
    let group = words.word(token + 1);
    matches!(
        words.gap_before(token + 1),
        "\u{A0}" | "\u{2009}" | "\u{202F}"
    ) && words.word(token).len() <= 3
        && words.is_number(token + 1)
        && group.bytes().take_while(u8::is_ascii_digit).count() == 3
        && (group.len() == 3 || group[3..].starts_with('.'))
}

/// The digits without separators, if they are grouped as a number is: by threes, or by twos
/// before the last three as in India. No number starts with a superfluous zero.
fn plain_digits(written: &str) -> Option<String> {
    let (whole, fraction) = match written.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (written, None),
    };
    if fraction.is_some_and(|digits| digits.is_empty() || !all_digits(digits)) {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let well_grouped = match groups.as_slice() {
        [only] => all_digits(only),
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && last.len() == 3
                && groups.iter().all(|group| all_digits(group))
                && (middle.iter().all(|group| group.len() == 3)
                    || (first.len() <= 2 && middle.iter().all(|group| group.len() == 2)))
        }
        [] => false,
    };
    let padded = whole.len() > 1 && whole.starts_with('0');
    if !well_grouped || padded || (whole.is_empty() && fraction.is_none()) {
        return None;
    }
    let mut plain = groups.concat();
    if plain.is_empty() {
        plain.push('0');
    }
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    Some(plain)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What multiplies digits: letters that adjoin them, or the scale words that follow.
fn scale_after(words: &Words<'_>, end: Cursor, letters: Letters) -> Option<(Cursor, Decimal)> {
    if !end.is_inside() && words.joined(end.token) && words.is_word(end.token) {
        if letters == Letters::Unit {
            return None;
        }
        let (_, factor) = SUFFIXES
            .iter()
            .find(|(suffix, _)| *suffix == words.part(end))?;
        return Some((words.after_part(end), Decimal::from(*factor)));
    }
    let mut cursor = words.past_hyphen(end);
    let mut factor: Option<Decimal> = None;
    loop {
        let next = match kind(words.part(cursor)) {
            Some(Kind::Hundred) if factor.is_none() => 100,
            Some(Kind::Dozen) if factor.is_none() => 12,
            Some(Kind::Scale(scale)) => scale,
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
    &*Folded::new(words.part(at)) == "and"
        && &*Folded::new(words.part(article)) == "a"
        && &*Folded::new(words.part(last)) == "half"
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
        read(&words, Cursor::at(0), true, Letters::Scale)
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
