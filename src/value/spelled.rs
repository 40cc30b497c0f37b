//! A figure in words: "one hundred and thirty thousand", "half a million", "dozens".

use rust_decimal::Decimal;

use super::Words;
use super::fold::Folded;
use super::number_words::{Kind, kind};
use super::numeral::{Letters, Numeral, after_parts, and_a_half, half, last_place, tenth};
use super::part::Cursor;

/// A figure in words.
pub(super) fn spelled(words: &Words<'_>, start: Cursor, and: bool) -> Option<Numeral> {
    let first = Folded::new(words.part(start));
    match &*first {
        "a" | "an" => {
            let next = words.after_part(start);
            let next = words.past_hyphen(next);
            let following = Folded::new(words.part(next));
            match kind(&following) {
                Some(Kind::Hundred | Kind::Scale(_) | Kind::Dozen) => {
                    cardinal(words, next, 1, and).and_then(|sum| sum.numeral())
                }
                Some(Kind::Few(low, high)) => few(words, next, low, high),
                _ if &*following == "half" => fraction(words, words.after_part(next), half()),
                _ => None,
            }
        }
        "half" => fraction(words, words.after_part(start), half()),
        word => match kind(word)? {
            Kind::Few(low, high) if word == "several" => few(words, start, low, high),
            Kind::Order(size) => order(words, start, size),
            Kind::Unit(_) | Kind::Teen(_) | Kind::Tens(_) => {
                cardinal(words, start, 0, and).and_then(|sum| sum.numeral())
            }
            Kind::Few(..) | Kind::Hundred | Kind::Scale(_) | Kind::Dozen => None,
        },
    }
}

/// "half a million", "half-dozen": a share of a scale that must follow.
fn fraction(words: &Words<'_>, start: Cursor, share: Decimal) -> Option<Numeral> {
    let mut cursor = words.past_hyphen(start);
    if matches!(&*Folded::new(words.part(cursor)), "a" | "an") {
        cursor = words.past_hyphen(words.after_part(cursor));
    }
    let scale = Decimal::from(match kind(words.part(cursor))? {
        Kind::Scale(scale) => scale,
        Kind::Dozen => 12,
        Kind::Hundred => 100,
        Kind::Unit(_) | Kind::Teen(_) | Kind::Tens(_) | Kind::Few(..) | Kind::Order(_) => {
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

/// "half a mile", "half an hour": where letters belong to a unit, one follows.
pub(super) fn half_of_a_unit(
    words: &Words<'_>,
    start: Cursor,
    letters: Letters,
) -> Option<Numeral> {
    let article = words.past_hyphen(words.after_part(start));
    let is_half = letters == Letters::Unit
        && &*Folded::new(words.part(start)) == "half"
        && matches!(&*Folded::new(words.part(article)), "a" | "an");
    is_half.then(|| Numeral {
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
    if &*Folded::new(words.part(after)) == "of" {
        after = words.after_part(after);
    }
    let mut scale = 1;
    let next = kind(words.part(after));
    if let Some(Kind::Hundred | Kind::Scale(_) | Kind::Dozen) = next {
        end = words.after_part(after);
        scale = match next {
            Some(Kind::Scale(scale)) => scale,
            Some(Kind::Dozen) => 12,
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
    if matches!(size, TEN | 100 | 1_000) && &*Folded::new(words.part(end)) == "of" {
        let next = words.after_part(end);
        if let Some(Kind::Order(larger)) = kind(words.part(next))
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
        let word = Folded::new(words.part(here));
        let Some(kind) = kind(&word) else {
            if and && &*word == "and" && take_and(words, here, &mut sum) {
                continue;
            }
            break;
        };
        let open = matches!(sum.last, Last::Nothing | Last::Hundred | Last::Scale) && !sum.half;
        match kind {
            Kind::Unit(0) if sum.last == Last::Nothing => sum.last = Last::Zero,
            Kind::Unit(unit) if unit > 0 && (open || sum.last == Last::Tens) => {
                sum.group += u32::from(unit);
                sum.last = Last::Small;
            }
            Kind::Teen(teen) if open => {
                sum.group += u32::from(teen);
                sum.last = Last::Small;
            }
            Kind::Tens(tens) if open => {
                sum.group += u32::from(tens);
                sum.last = Last::Tens;
            }
            Kind::Hundred
                if matches!(sum.last, Last::Small | Last::Tens)
                    && !hundred
                    && !sum.half
                    && (1..100).contains(&sum.group) =>
            {
                sum.group *= 100;
                hundred = true;
                sum.last = Last::Hundred;
            }
            Kind::Dozen
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
            Kind::Scale(scale)
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
            Kind::Unit(_)
            | Kind::Teen(_)
            | Kind::Tens(_)
            | Kind::Hundred
            | Kind::Scale(_)
            | Kind::Dozen
            | Kind::Few(..)
            | Kind::Order(_) => break,
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
            match kind(words.part(here)) {
                Some(Kind::Unit(number) | Kind::Teen(number) | Kind::Tens(number)) => {
                    group += u32::from(number);
                }
                Some(Kind::Hundred) => group *= 100,
                Some(Kind::Scale(_) | Kind::Dozen | Kind::Few(..) | Kind::Order(_)) | None => break,
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
    use super::super::numeral::read;
    use super::super::sample::Sample;
    use super::*;

    fn value(text: &str) -> Option<String> {
        let sample = Sample::new(text);
        let words = sample.words();
        read(&words, Cursor::at(0), true, Letters::Scale)
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
            let numeral = read(&sample.words(), Cursor::at(0), true, Letters::Scale)
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
