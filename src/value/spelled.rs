//! A figure in words: "one hundred and thirty thousand", "half a million", "dozens".

use rust_decimal::Decimal;

use super::Words;
use super::language::{Class, NumberWord};
use super::numeral::{Numeral, after_parts, and_a_half, half, last_place, tenth};
use super::part::Cursor;

/// A figure in words.
pub(super) fn spelled(words: &Words<'_>, start: Cursor, and: bool) -> Option<Numeral> {
    let first = words.part_lexeme(start);
    if first.is(Class::Article) {
        let next = words.past_hyphen(words.after_part(start));
        let following = words.part_lexeme(next);
        return match words.lexicon.number(following) {
            Some(NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen) => {
                cardinal(words, next, 1, and)?.numeral()
            }
            Some(NumberWord::Few(low, high)) => few(words, next, low, high),
            _ if following.is(Class::Half) => fraction(words, words.after_part(next), half()),
            _ => None,
        };
    }
    if first.is(Class::Half) {
        return fraction(words, words.after_part(start), half());
    }
    match words.lexicon.number(first)? {
        NumberWord::Few(low, high) if first.is(Class::Alone) => few(words, start, low, high),
        NumberWord::Order(size) => order(words, start, size),
        NumberWord::Unit(_) | NumberWord::Teen(_) | NumberWord::Tens(_) => {
            cardinal(words, start, 0, and)?.numeral()
        }
        NumberWord::Few(..) | NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen => {
            None
        }
    }
}

/// "half a million", "half-dozen": a share of a scale that must follow.
fn fraction(words: &Words<'_>, start: Cursor, share: Decimal) -> Option<Numeral> {
    let mut cursor = words.past_hyphen(start);
    if words.part_lexeme(cursor).is(Class::Article) {
        cursor = words.past_hyphen(words.after_part(cursor));
    }
    let scale = Decimal::from(match words.number_word(cursor)? {
        NumberWord::Scale(scale) => scale,
        NumberWord::Dozen => 12,
        NumberWord::Hundred => 100,
        NumberWord::Unit(_)
        | NumberWord::Teen(_)
        | NumberWord::Tens(_)
        | NumberWord::Few(..)
        | NumberWord::Order(_) => {
            return None;
        }
    });
    let value = scale.checked_mul(share)?.normalize();
    Some(Numeral {
        end: words.after_part(cursor),
        value,
        upper: value,
        grain: last_place(value),
        scale,
        bare_digits: false,
    })
}

/// "half a" before what is halved: "half a mile", "half a percent".
pub(super) fn half_of_one(words: &Words<'_>, start: Cursor) -> Option<Numeral> {
    if !words.part_lexeme(start).is(Class::Half) {
        return None;
    }
    let article = words.past_hyphen(words.after_part(start));
    words
        .part_lexeme(article)
        .is(Class::Article)
        .then(|| Numeral {
            end: words.after_part(article),
            value: half(),
            upper: half(),
            grain: tenth(),
            scale: Decimal::ONE,
            bare_digits: false,
        })
}

/// "several", "a couple of", "a few hundred".
fn few(words: &Words<'_>, start: Cursor, low: u8, high: u8) -> Option<Numeral> {
    let mut end = words.after_part(start);
    let mut after = end;
    let couple = high == 3;
    if words.part_lexeme(after).is(Class::Of) {
        after = words.after_part(after);
    }
    let mut scale = 1;
    let next = words.number_word(after);
    if let Some(NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen) = next {
        end = words.after_part(after);
        scale = match next {
            Some(NumberWord::Scale(scale)) => scale,
            Some(NumberWord::Dozen) => 12,
            _ => 100,
        };
    }
    let upper = if scale == 1 || couple {
        u64::from(high) * scale
    } else {
        (u64::from(high) + 1) * scale - 1
    };
    Some(Numeral {
        end,
        value: (u64::from(low) * scale).into(),
        upper: upper.into(),
        grain: scale.into(),
        scale: scale.into(),
        bare_digits: false,
    })
}

/// "dozens", "hundreds", "tens of thousands": from twice the size up to the next order.
fn order(words: &Words<'_>, start: Cursor, size: u64) -> Option<Numeral> {
    const TEN: u64 = 10;
    const DOZEN: u64 = 12;
    let mut end = words.after_part(start);
    let mut scale = size;
    if matches!(size, TEN | 100 | 1_000) && words.part_lexeme(end).is(Class::Of) {
        let next = words.after_part(end);
        if let Some(NumberWord::Order(larger)) = words.number_word(next)
            && larger >= 1_000
            && larger > size
        {
            end = words.after_part(next);
            scale = size.checked_mul(larger)?;
        }
    }
    let high = match scale {
        TEN => return None, // "tens" alone says nothing
        DOZEN => 99,
        _ => scale.checked_mul(10)? - 1,
    };
    Some(Numeral {
        end,
        value: scale.checked_mul(2)?.into(),
        upper: high.into(),
        grain: scale.into(),
        scale: scale.into(),
        bare_digits: false,
    })
}

/// What stood last in a figure in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Zero,
    Small,
    Tens,
    Hundred,
    Scale,
    Dozen,
}

/// A figure in words as far as it is read.
#[derive(Clone, Copy, Debug)]
struct Sum {
    end: Cursor,
    total: Decimal,
    /// What is below the next scale word.
    group: u32,
    half: bool,
    last: Last,
    /// The last scale word; the next one must be smaller.
    scale: Option<u64>,
}

impl Sum {
    fn value(&self) -> Option<Decimal> {
        let group = Decimal::from(self.group);
        let group = if self.half && self.last != Last::Scale {
            group.checked_add(half())?
        } else {
            group
        };
        self.total.checked_add(group).map(|value| value.normalize())
    }

    fn numeral(&self) -> Option<Numeral> {
        let value = self.value()?;
        let grain = if self.last == Last::Dozen {
            Decimal::from(12)
        } else {
            last_place(value)
        };
        Some(Numeral {
            end: self.end,
            value,
            upper: value,
            grain,
            scale: self.scale.map_or(Decimal::ONE, Decimal::from),
            bare_digits: false,
        })
    }
}

/// "one hundred and thirty thousand" from a cursor on; `group` is 1 after an article.
fn cardinal(words: &Words<'_>, start: Cursor, group: u32, and: bool) -> Option<Sum> {
    let mut sum = Sum {
        end: start,
        total: Decimal::ZERO,
        group,
        half: false,
        last: if group == 0 {
            Last::Nothing
        } else {
            Last::Small
        },
        scale: None,
    };
    let mut hundred = false;
    loop {
        let here = words.past_hyphen(sum.end);
        let lexeme = words.part_lexeme(here);
        let Some(kind) = words.lexicon.number(lexeme) else {
            if and && lexeme.is(Class::And) && take_and(words, here, &mut sum) {
                continue;
            }
            break;
        };
        let open = matches!(sum.last, Last::Nothing | Last::Hundred | Last::Scale) && !sum.half;
        match kind {
            NumberWord::Unit(0) if sum.last == Last::Nothing => sum.last = Last::Zero,
            NumberWord::Unit(unit) if unit > 0 && (open || sum.last == Last::Tens) => {
                sum.group += u32::from(unit);
                sum.last = Last::Small;
            }
            NumberWord::Teen(teen) if open => {
                sum.group += u32::from(teen);
                sum.last = Last::Small;
            }
            NumberWord::Tens(tens) if open => {
                sum.group += u32::from(tens);
                sum.last = Last::Tens;
            }
            NumberWord::Hundred
                if matches!(sum.last, Last::Small | Last::Tens)
                    && !hundred
                    && !sum.half
                    && (1..100).contains(&sum.group) =>
            {
                sum.group *= 100;
                hundred = true;
                sum.last = Last::Hundred;
            }
            NumberWord::Dozen
                if matches!(sum.last, Last::Small | Last::Tens)
                    && sum.total.is_zero()
                    && !sum.half
                    && !hundred =>
            {
                sum.group *= 12;
                sum.last = Last::Dozen;
                sum.end = words.after_part(here);
                break;
            }
            NumberWord::Scale(scale)
                if matches!(sum.last, Last::Small | Last::Tens | Last::Hundred)
                    && sum.scale.is_none_or(|before| scale < before) =>
            {
                let mut counted = Decimal::from(sum.group);
                if sum.half {
                    counted = counted.checked_add(half())?;
                    sum.half = false;
                }
                sum.total = sum.total.checked_add(counted.checked_mul(scale.into())?)?;
                sum.group = 0;
                sum.scale = Some(scale);
                sum.last = Last::Scale;
                hundred = false;
            }
            NumberWord::Unit(_)
            | NumberWord::Teen(_)
            | NumberWord::Tens(_)
            | NumberWord::Hundred
            | NumberWord::Scale(_)
            | NumberWord::Dozen
            | NumberWord::Few(..)
            | NumberWord::Order(_) => break,
        }
        sum.end = words.after_part(here);
        if sum.last == Last::Zero {
            break;
        }
    }
    (sum.last != Last::Nothing && sum.end != start).then_some(sum)
}

/// Takes an "and" with what it adds: "a half", or a number below the place of the last word.
/// Says whether it did.
fn take_and(words: &Words<'_>, at: Cursor, sum: &mut Sum) -> bool {
    if !sum.half && and_a_half(words, at) {
        match sum.last {
            Last::Small | Last::Tens => sum.half = true,
            Last::Scale => {
                let Some(half) = Decimal::from(sum.scale.unwrap_or(1)).checked_mul(half()) else {
                    return false;
                };
                sum.total += half;
                sum.last = Last::Zero;
            }
            Last::Nothing | Last::Zero | Last::Hundred | Last::Dozen => return false,
        }
        sum.end = after_parts(words, at, 3);
        return true;
    }
    let below = match sum.last {
        Last::Hundred => Decimal::ONE_HUNDRED,
        Last::Scale => Decimal::from(sum.scale.unwrap_or(1)),
        Last::Nothing | Last::Zero | Last::Small | Last::Tens | Last::Dozen => return false,
    };
    let next = words.after_part(at);
    let Some(added) = cardinal_below_scale(words, next) else {
        return false;
    };
    if sum.last == Last::Hundred {
        if Decimal::from(added.group) >= below || added.group == 0 {
            return false;
        }
        sum.group += added.group;
        sum.end = added.end;
        sum.last = Last::Small;
        return true;
    }
    let Some(whole) = cardinal(words, next, 0, false) else {
        return false;
    };
    match whole.value() {
        Some(value) if value < below && !value.is_zero() => {
            sum.total += value;
            sum.end = whole.end;
            sum.last = Last::Zero;
            true
        }
        _ => false,
    }
}

/// The number below a thousand that starts here.
fn cardinal_below_scale(words: &Words<'_>, start: Cursor) -> Option<Sum> {
    let mut sum = cardinal(words, start, 0, false)?;
    if sum.scale.is_some() {
        // Read again up to the scale word: its count is what is asked for.
        let mut end = start;
        let mut group = 0;
        loop {
            let here = words.past_hyphen(end);
            match words.number_word(here) {
                Some(
                    NumberWord::Unit(number) | NumberWord::Teen(number) | NumberWord::Tens(number),
                ) => {
                    group += u32::from(number);
                }
                Some(NumberWord::Hundred) => group *= 100,
                Some(
                    NumberWord::Scale(_)
                    | NumberWord::Dozen
                    | NumberWord::Few(..)
                    | NumberWord::Order(_),
                )
                | None => break,
            }
            end = words.after_part(here);
        }
        sum.group = group;
        sum.end = end;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::super::numeral::{Sense, read};
    use super::super::sample::Sample;
    use super::*;

    fn value(text: &str) -> Option<String> {
        let sample = Sample::new(text);
        let words = sample.words();
        read(&words, Cursor::at(0), true, Sense::Count)
            .filter(|numeral| numeral.end == Cursor::at(words.tokens.len()))
            .map(|numeral| numeral.value.normalize().to_string())
    }

    #[test]
    fn figures_in_words_add_up() {
        let cases = [
            ("zero", "0"),
            ("seven", "7"),
            ("seventeen", "17"),
            ("twenty-five", "25"),
            ("twenty five", "25"),
            ("one hundred", "100"),
            ("a hundred", "100"),
            ("a hundred and one", "101"),
            ("twelve hundred", "1200"),
            ("one hundred and thirty thousand", "130000"),
            ("one hundred thirty thousand", "130000"),
            ("two hundred and five", "205"),
            ("one thousand and one", "1001"),
            ("one million and thirty thousand", "1030000"),
            ("three million two hundred thousand and ten", "3200010"),
            (
                "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
                "999999",
            ),
            ("a dozen", "12"),
            ("two dozen", "24"),
            ("half a million", "500000"),
            ("half-a-million", "500000"),
            ("a half-dozen", "6"),
            ("half a dozen", "6"),
            ("two and a half", "2.5"),
            ("two and a half million", "2500000"),
            ("a million and a half", "1500000"),
            ("two million", "2000000"),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_and_between_two_figures_does_not_join_them() {
        for text in [
            "one hundred and two hundred",
            "one hundred and five hundred",
            "five and six",
            "a thousand and two thousand",
            "twenty and five",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn orders_have_two_ends() {
        let cases = [
            ("dozens", 24, 99),
            ("hundreds", 200, 999),
            ("thousands", 2_000, 9_999),
            ("tens of thousands", 20_000, 99_999),
            ("hundreds of thousands", 200_000, 999_999),
            ("a couple", 2, 3),
            ("several", 3, 9),
            ("several hundred", 300, 999),
            ("a couple of thousand", 2_000, 3_000),
        ];
        for (text, low, high) in cases {
            let sample = Sample::new(text);
            let numeral = read(&sample.words(), Cursor::at(0), true, Sense::Count)
                .unwrap_or_else(|| panic!("{text} is not read"));
            assert_eq!(
                (numeral.value, numeral.upper),
                (low.into(), high.into()),
                "{text}"
            );
            assert_eq!(numeral.end, Cursor::at(sample.tokens.len()), "{text}");
        }
    }
}
