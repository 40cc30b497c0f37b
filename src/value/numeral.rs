//! One figure as written, in digits or in words: "130,000", "1.3m", "two and a half million",
//! "one hundred and thirty thousand", "a dozen", "tens of thousands", "thirty (30)".

use rust_decimal::Decimal;

use super::Words;
use super::fold::{Folded, look_up};
use super::part::Cursor;

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

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Adds 0 to 9.
    Unit(u8),
    /// Adds 10 to 19.
    Teen(u8),
    /// Adds 20 to 90; a unit may follow.
    Tens(u8),
    /// Multiplies what stands before it by 100.
    Hundred,
    /// Multiplies what stands before it.
    Scale(u64),
    /// Multiplies a small number by 12.
    Dozen,
    /// Says only about how many; a scale may follow ("several hundred").
    Few(u8, u8),
    /// An order of magnitude: at least twice this.
    Order(u64),
}

/// The number words, sorted. The ends of "dozens" and "hundreds" and of "a couple" and
/// "several" are the language reference's.
#[rustfmt::skip]
const WORDS: &[(&str, Kind)] = &[
    ("billion", Kind::Scale(1_000_000_000)),
    ("billions", Kind::Order(1_000_000_000)),
    ("bn", Kind::Scale(1_000_000_000)),
    ("couple", Kind::Few(2, 3)),
    ("crore", Kind::Scale(10_000_000)),
    ("dozen", Kind::Dozen),
    ("dozens", Kind::Order(12)),
    ("eight", Kind::Unit(8)),
    ("eighteen", Kind::Teen(18)),
    ("eighty", Kind::Tens(80)),
    ("eleven", Kind::Teen(11)),
    ("few", Kind::Few(2, 9)),
    ("fifteen", Kind::Teen(15)),
    ("fifty", Kind::Tens(50)),
    ("five", Kind::Unit(5)),
    ("forty", Kind::Tens(40)),
    ("four", Kind::Unit(4)),
    ("fourteen", Kind::Teen(14)),
    ("handful", Kind::Few(2, 9)),
    ("hundred", Kind::Hundred),
    ("hundreds", Kind::Order(100)),
    ("lakh", Kind::Scale(100_000)),
    ("million", Kind::Scale(1_000_000)),
    ("millions", Kind::Order(1_000_000)),
    ("mln", Kind::Scale(1_000_000)),
    ("mn", Kind::Scale(1_000_000)),
    ("nine", Kind::Unit(9)),
    ("nineteen", Kind::Teen(19)),
    ("ninety", Kind::Tens(90)),
    ("one", Kind::Unit(1)),
    ("quadrillion", Kind::Scale(1_000_000_000_000_000)),
    ("seven", Kind::Unit(7)),
    ("seventeen", Kind::Teen(17)),
    ("seventy", Kind::Tens(70)),
    ("several", Kind::Few(3, 9)),
    ("six", Kind::Unit(6)),
    ("sixteen", Kind::Teen(16)),
    ("sixty", Kind::Tens(60)),
    ("ten", Kind::Teen(10)),
    ("tens", Kind::Order(10)),
    ("thirteen", Kind::Teen(13)),
    ("thirty", Kind::Tens(30)),
    ("thousand", Kind::Scale(1_000)),
    ("thousands", Kind::Order(1_000)),
    ("three", Kind::Unit(3)),
    ("trillion", Kind::Scale(1_000_000_000_000)),
    ("trillions", Kind::Order(1_000_000_000_000)),
    ("twelve", Kind::Teen(12)),
    ("twenty", Kind::Tens(20)),
    ("two", Kind::Unit(2)),
    ("zero", Kind::Unit(0)),
];

/// Letters that adjoin digits and multiply them, as written.
#[rustfmt::skip]
const SUFFIXES: &[(&str, u64)] = &[
    ("B", 1_000_000_000), ("Bn", 1_000_000_000), ("K", 1_000), ("M", 1_000_000),
    ("b", 1_000_000_000), ("billion", 1_000_000_000), ("bn", 1_000_000_000), ("k", 1_000),
    ("m", 1_000_000), ("million", 1_000_000), ("mln", 1_000_000), ("mn", 1_000_000),
    ("tn", 1_000_000_000_000), ("trn", 1_000_000_000_000),
];

/// The words that every figure in words has one of, for the planner; sorted.
pub(super) const ANCHORS: &[&str] = &[
    "billion",
    "billions",
    "bn",
    "couple",
    "crore",
    "dozen",
    "dozens",
    "eight",
    "eighteen",
    "eighty",
    "eleven",
    "few",
    "fifteen",
    "fifty",
    "five",
    "forty",
    "four",
    "fourteen",
    "handful",
    "hundred",
    "hundreds",
    "lakh",
    "million",
    "millions",
    "mln",
    "mn",
    "nine",
    "nineteen",
    "ninety",
    "one",
    "quadrillion",
    "seven",
    "seventeen",
    "seventy",
    "several",
    "six",
    "sixteen",
    "sixty",
    "ten",
    "tens",
    "thirteen",
    "thirty",
    "thousand",
    "thousands",
    "three",
    "trillion",
    "trillions",
    "twelve",
    "twenty",
    "two",
    "zero",
];

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
            matches!(&*part, "a" | "an" | "half") || look_up(WORDS, &part).is_some()
        }
        None => false,
    }
}

/// Whether a word is a number word ("thirty", "million", "dozens").
pub(super) fn is_number_word(word: &str) -> bool {
    look_up(WORDS, &Folded::new(word)).is_some()
}

/// The word or letters after a figure that multiply it: "million", and "k" if it adjoins.
pub(super) fn is_scale(word: &str) -> bool {
    matches!(
        look_up(WORDS, &Folded::new(word)),
        Some(Kind::Scale(_) | Kind::Hundred)
    )
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
        && group.len() == 3
        && group.bytes().all(|byte| byte.is_ascii_digit())
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
        let next = match look_up(WORDS, &Folded::new(words.part(cursor))) {
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

/// A figure in words.
fn spelled(words: &Words<'_>, start: Cursor, and: bool) -> Option<Numeral> {
    let first = Folded::new(words.part(start));
    match &*first {
        "a" | "an" => {
            let next = words.after_part(start);
            let next = words.past_hyphen(next);
            let following = Folded::new(words.part(next));
            match look_up(WORDS, &following) {
                Some(Kind::Hundred | Kind::Scale(_) | Kind::Dozen) => {
                    cardinal(words, next, 1, and).and_then(|sum| sum.numeral())
                }
                Some(Kind::Few(low, high)) => few(words, next, low, high),
                _ if &*following == "half" => fraction(words, words.after_part(next), half()),
                _ => None,
            }
        }
        "half" => fraction(words, words.after_part(start), half()),
        word => match look_up(WORDS, word)? {
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
    let scale = Decimal::from(match look_up(WORDS, &Folded::new(words.part(cursor)))? {
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
fn half_of_a_unit(words: &Words<'_>, start: Cursor, letters: Letters) -> Option<Numeral> {
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
    let next = look_up(WORDS, &Folded::new(words.part(after)));
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

/// "dozens", "hundreds", "tens of thousands".
fn order(words: &Words<'_>, start: Cursor, size: u64) -> Option<Numeral> {
    let mut end = words.after_part(start);
    let mut scale = size;
    let mut count = 10;
    if &*Folded::new(words.part(end)) == "of" && size <= 1_000 && size != 12 {
        let next = words.after_part(end);
        if let Some(Kind::Order(larger)) = look_up(WORDS, &Folded::new(words.part(next)))
            && larger >= 1_000
            && larger > size
        {
            end = words.after_part(next);
            scale = size.checked_mul(larger)?;
        }
    }
    if scale == 10 {
        return None; // "tens" alone says nothing
    }
    if scale == 12 {
        // "dozens" are under a hundred.
        count = 0;
    }
    let low = scale.checked_mul(2)?;
    let high = if count == 0 {
        99
    } else {
        scale.checked_mul(count)? - 1
    };
    Some(Numeral {
        end,
        value: low.into(),
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
        let Some(kind) = look_up(WORDS, &word) else {
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
            match look_up(WORDS, &Folded::new(words.part(here))) {
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

fn and_a_half(words: &Words<'_>, at: Cursor) -> bool {
    let article = words.after_part(at);
    let last = words.after_part(article);
    &*Folded::new(words.part(at)) == "and"
        && &*Folded::new(words.part(article)) == "a"
        && &*Folded::new(words.part(last)) == "half"
}

fn after_parts(words: &Words<'_>, from: Cursor, count: usize) -> Cursor {
    (0..count).fold(from, |cursor, _| words.after_part(cursor))
}

fn half() -> Decimal {
    Decimal::from_parts(5, 0, 0, false, 1)
}

fn tenth() -> Decimal {
    Decimal::from_parts(1, 0, 0, false, 1)
}

/// The place value of the last digit that is not zero; 1 for zero.
fn last_place(value: Decimal) -> Decimal {
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
    fn the_lists_are_sorted_and_the_same() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
        assert_eq!(words, ANCHORS);
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
            ("2 and a half million", "2500000", "100000"),
            ("thirty (30)", "30", "10"),
        ];
        for (text, value, grain) in cases {
            assert_eq!(numeral(text), Some((value.into(), grain.into())), "{text}");
        }
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
        for (text, value) in cases {
            assert_eq!(
                numeral(text).map(|(value, _)| value).as_deref(),
                Some(value),
                "{text}"
            );
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
            assert_eq!(numeral(text), None, "{text}");
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
