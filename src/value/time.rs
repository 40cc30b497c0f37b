//! Times of day.

use super::hedge;
use super::language::{Class, Classes};
use super::{ClockTime, Hedge, Reader, Reading, Type, Value, Words, Zone};

/// Reads "04:10", "5:30 p.m.", "5pm", "noon", "1600 GMT".
#[derive(Debug)]
pub struct Time;

impl Reader for Time {
    fn reads(&self) -> Type {
        Type::Time
    }

    fn about(&self) -> &'static str {
        "a time of day: “04:10”, “about 5:30 p.m.”, “5 o'clock”, “noon”, “1600 GMT”"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let (start, mut approximate) = match may_start(words, at) {
            true => (at, false),
            false => {
                let start = hedge_end(words, at)?;
                may_start(words, start).then_some((start, true))?
            }
        };
        let tied = words.is_before(start, 1, Class::Dash) && words.joined(start);
        let fraction =
            matches!(words.word_before(start, 1), "/" | ":" | "." | "$") && words.joined(start);
        if tied || fraction {
            return None;
        }
        let (end, mut time) = parse(words, start)?;
        approximate |= is_hedged(words, start);
        time.approximate = approximate;
        time.zone = zone_before_or_at(words, end).or_else(|| zone_of_range(words, end));
        Some(Reading {
            end,
            value: Value::Time(time),
            span: words.span(at, end),
        })
    }

    fn claims(&self, words: &Words<'_>, start: usize, end: usize) -> bool {
        parse(words, start).is_some() || (end > start + 1 && parse(words, end - 1).is_some())
    }
}

const NAMED: Classes = Classes::of(&[Class::Noon, Class::Midnight]);

fn may_start(words: &Words<'_>, at: usize) -> bool {
    words.is_number(at) || words.lexeme(at).is_any(NAMED)
}

/// The token after what makes a time approximate: words for it, or a hedge of figures.
fn hedge_end(words: &Words<'_>, at: usize) -> Option<usize> {
    let words_for_it = words
        .is(at, Class::TimeHedge)
        .then(|| words.lexicon.time_hedges.starting_at(words, at));
    words_for_it
        .flatten()
        .map(|(end, ())| end)
        .or_else(|| hedge::starting_at(words, at))
        .filter(|start| is_hedged(words, *start))
}

fn is_hedged(words: &Words<'_>, start: usize) -> bool {
    let words_for_it = words.is_before(start, 1, Class::TimeHedgeEnd)
        && words.lexicon.time_hedges.ending_at(words, start).is_some();
    words_for_it
        || matches!(
            hedge::ending_at(words, start),
            Some(Hedge::Around | Hedge::Nearly)
        )
}

fn parse(words: &Words<'_>, at: usize) -> Option<(usize, ClockTime)> {
    const NOON: u16 = 12 * 60;
    let lexeme = words.lexeme(at);
    if lexeme.is(Class::Noon) {
        return Some((at + 1, clock(NOON, true)));
    }
    if lexeme.is(Class::Midnight) {
        return Some((at + 1, clock(0, true)));
    }
    if !words.is_number(at) {
        return None;
    }
    let word = words.word(at);
    let written = figures(word)?;
    if let Some((end, afternoon)) = half_of_day(words, at + 1) {
        // "5.30 p.m." is written with a point too; "17:30 p.m." is known without its half.
        let hour = match written.hour {
            1..=12 => written.hour % 12 + if afternoon { 12 } else { 0 },
            13..=23 if afternoon => written.hour,
            0 if !afternoon => 0,
            _ => return None,
        };
        return Some((end, clock(hour * 60 + written.minute, true)));
    }
    if words.is(at + 1, Class::OClock) && written.sign.is_none() && written.hour <= 12 {
        return Some((at + 2, clock(written.hour % 12 * 60, false)));
    }
    let zone = tells_a_time(words, at + 1);
    match written.sign {
        Some(':') => {
            let letters = words.joined(at + 1) && words.is_word(at + 1);
            let known = written.hour == 0 || written.hour > 12 || word.starts_with('0') || zone;
            (!letters).then(|| {
                (
                    at + 1,
                    clock(written.hour % 24 * 60 + written.minute, known),
                )
            })
        }
        None if zone && word.len() == 4 => Some((at + 2, four_digits(word)?)),
        None if word.len() == 4 => {
            let end = military(words, at)?;
            Some((end, four_digits(word)?))
        }
        _ => None,
    }
}

fn clock(minutes: u16, half_known: bool) -> ClockTime {
    ClockTime {
        minutes,
        approximate: false,
        half_known,
        zone: None,
    }
}

/// "at 1600 hours", "1600 hrs GMT": elsewhere hours are counted, not told.
fn military(words: &Words<'_>, at: usize) -> Option<usize> {
    if !words.is(at + 1, Class::ClockHours) {
        return None;
    }
    let zone = tells_a_time(words, at + 2);
    let told = (1..=2).any(|back| words.is_before(at, back, Class::At));
    (zone || told).then_some(if zone { at + 3 } else { at + 2 })
}

/// "1600" as hours and minutes.
fn four_digits(word: &str) -> Option<ClockTime> {
    let hour: u16 = word.get(..2)?.parse().ok()?;
    let minute: u16 = word.get(2..)?.parse().ok()?;
    (hour < 24 && minute < 60).then(|| clock(hour * 60 + minute, true))
}

/// What the digits of a time say.
struct Figures {
    hour: u16,
    minute: u16,
    /// The sign between hour and minute; none for "5" alone.
    sign: Option<char>,
}

/// "5", "5:30", "5.30", "05:30:15"; the seconds are not kept.
fn figures(word: &str) -> Option<Figures> {
    let sign = word.chars().find(|character| !character.is_ascii_digit());
    let mut parts = word.split([':', '.']);
    let hour: u16 = two_digits(parts.next()?, 1)?;
    let minute = match parts.next() {
        Some(minute) => two_digits(minute, 2)?,
        None => 0,
    };
    if let Some(seconds) = parts.next()
        && (sign == Some('.') || two_digits(seconds, 2)? > 60)
    {
        return None;
    }
    let midnight = hour == 24 && minute == 0 && sign == Some(':');
    let whole = parts.next().is_none() && !word.contains(',') && minute < 60;
    let four = sign.is_none() && word.len() == 4;
    (whole && (hour < 24 || midnight || four)).then_some(Figures { hour, minute, sign })
}

/// A number of at most two digits, or of four ("1600") where one is allowed.
fn two_digits(text: &str, least: usize) -> Option<u16> {
    let fits = (least..=2).contains(&text.len()) || (least == 1 && text.len() == 4);
    fits.then(|| text.parse().ok()).flatten()
}

/// "a.m.", "pm": whether it is the afternoon, and the token after it.
fn half_of_day(words: &Words<'_>, at: usize) -> Option<(usize, bool)> {
    let lexeme = words.lexeme(at);
    let afternoon = lexeme.is(Class::Afternoon);
    (afternoon || lexeme.is(Class::Morning)).then_some((at + 1, afternoon))
}

/// The zone of a time that ends at a token: "1600 GMT" is read with it, "4 p.m. GMT" ends before it.
fn zone_before_or_at(words: &Words<'_>, end: usize) -> Option<Zone> {
    let code = |at: usize| {
        let is_code = words.is(at, Class::ZoneCode);
        is_code.then(|| Zone::named(words.word(at))).flatten()
    };
    let before = end.checked_sub(1).and_then(code);
    before.or_else(|| code(end)).or_else(|| {
        let is_name = words.is(end, Class::ZoneName);
        let named = is_name.then(|| words.lexicon.zones.starting_at(words, end));
        named.flatten().map(|(_, zone)| zone)
    })
}

/// "Between 7:28 and 8:06 GMT": the zone behind the second time is that of both.
fn zone_of_range(words: &Words<'_>, end: usize) -> Option<Zone> {
    const JOINS: Classes = Classes::of(&[Class::TimeRange, Class::Dash]);
    if !words.lexeme(end).is_any(JOINS) {
        return None;
    }
    let (second, _) = parse(words, end + 1)?;
    zone_before_or_at(words, second)
}

/// Whether four digits before it are a time on the 24-hour clock: "1600 CT scans" are none.
fn tells_a_time(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Class::ZoneCode) && !matches!(words.word(at), "CT" | "ET" | "PT")
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("at 04:10 sharp", &["04:10"]),
        ("at 5:30 p.m. sharp", &["5:30 p.m."]),
        ("at 5 pm sharp", &["5 pm"]),
        ("at 5pm sharp", &["5pm"]),
        ("at 5.30pm sharp", &["5.30pm"]),
        ("at noon and midnight", &["noon", "midnight"]),
        ("at 1600 GMT sharp", &["1600 GMT"]),
        ("about 5:30 p.m.", &["about 5:30 p.m."]),
        ("shortly after 5:30", &["shortly after 5:30"]),
        ("at 5 o’clock", &["5 o’clock"]),
        ("at 1600 hours sharp", &["1600 hours"]),
        ("about 1600 hrs GMT", &["about 1600 hrs GMT"]),
    ];

    #[test]
    fn times_are_read() {
        for (text, times) in FOUND {
            assert_eq!(found(Type::Time, text), *times, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_left_alone() {
        for text in [
            "after 1600 hours of work",
            "25:10",
            "5:61",
            "a 3:1 lead",
            "13 a.m.",
            "at 5",
            "1600 men",
            "1600 CT scans",
            "in 2014",
            "$5.30",
            "5.30 metres",
        ] {
            assert_eq!(found(Type::Time, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn two_times_share_the_zone_behind_the_second() {
        let zones = |text| -> Vec<Option<Zone>> {
            let times = values(Type::Time, text);
            times
                .iter()
                .map(|value| match value {
                    Value::Time(time) => time.zone,
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        let utc = Zone::named("UTC");
        assert_eq!(zones("between 07:28 and 08:06 UTC"), [utc, utc]);
        assert_eq!(zones("at 07:28, and 08:06 UTC"), [None, utc]);
    }

    #[test]
    fn minutes_are_counted_from_midnight() {
        let cases = [
            ("04:10", 250, false, true, ""),
            ("5:30", 330, false, false, ""),
            ("5:30 p.m.", 1050, false, true, ""),
            ("12 a.m.", 0, false, true, ""),
            ("12 p.m.", 720, false, true, ""),
            ("about noon", 720, true, true, ""),
            ("16:00", 960, false, true, ""),
            ("24:00", 0, false, true, ""),
            ("1600 GMT", 960, false, true, "GMT"),
            ("at 1600 hours IST", 960, false, true, "IST"),
            ("16:00 UTC", 960, false, true, "UTC"),
            ("4 p.m. EST", 960, false, true, "EST"),
            ("4 p.m. ET", 960, false, true, "ET"),
            ("16:00 Coordinated Universal Time", 960, false, true, "UTC"),
            ("just after 5 pm", 1020, true, true, ""),
        ];
        for (text, minutes, approximate, half_known, zone) in cases {
            let time = ClockTime {
                minutes,
                approximate,
                half_known,
                zone: Zone::named(zone),
            };
            assert_eq!(values(Type::Time, text), [Value::Time(time)], "{text}");
        }
    }
}
