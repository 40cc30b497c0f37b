//! Time zones by their abbreviations.

use std::fmt;

use super::ClockTime;

/// A time zone as it is named: `GMT`, `EST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(&'static str);

const HOUR: i32 = 60;

/// The abbreviations with their minutes ahead of UTC, sorted; none for those that stand for
/// several zones, or for summer and winter time alike.
const ZONES: &[(&str, Option<i32>)] = &[
    ("BST", Some(HOUR)),
    ("CEST", Some(2 * HOUR)),
    ("CET", Some(HOUR)),
    ("CST", None),
    ("CT", None),
    ("EDT", Some(-4 * HOUR)),
    ("EEST", Some(3 * HOUR)),
    ("EET", Some(2 * HOUR)),
    ("EST", Some(-5 * HOUR)),
    ("ET", None),
    ("GMT", Some(0)),
    ("IST", None),
    ("JST", Some(9 * HOUR)),
    ("MSK", Some(3 * HOUR)),
    ("PDT", Some(-7 * HOUR)),
    ("PST", Some(-8 * HOUR)),
    ("PT", None),
    ("UTC", Some(0)),
    ("Z", Some(0)),
];

/// All abbreviations.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ZONES.iter().map(|(name, _)| *name)
}

impl Zone {
    /// The zone of an abbreviation in capitals.
    pub fn named(word: &str) -> Option<Self> {
        let index = ZONES.binary_search_by_key(&word, |(name, _)| name).ok()?;
        Some(Self(ZONES[index].0))
    }

    /// How many minutes it is ahead of UTC; `None` if its name does not say.
    fn offset(self) -> Option<i32> {
        let index = ZONES.binary_search_by_key(&self.0, |(name, _)| name).ok()?;
        ZONES[index].1
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl ClockTime {
    /// The same moment on the clocks of another time's zone; `None` if one of the two does not
    /// say its zone, or not which one is meant.
    pub fn in_zone_of(self, other: Self) -> Option<Self> {
        const DAY: i32 = 24 * HOUR;
        if self.zone == other.zone {
            return Some(self);
        }
        let ahead = other.zone?.offset()? - self.zone?.offset()?;
        let minutes = (i32::from(self.minutes) + ahead).rem_euclid(DAY);
        Some(Self {
            minutes: u16::try_from(minutes).ok()?,
            zone: other.zone,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_are_sorted_so_that_they_are_found() {
        assert!(ZONES.is_sorted_by_key(|(name, _)| name));
        for (name, _) in ZONES {
            assert_eq!(
                Zone::named(name).map(|zone| zone.to_string()).as_deref(),
                Some(*name)
            );
        }
        assert_eq!(Zone::named("gmt"), None);
        assert_eq!(Zone::named(""), None);
    }
}
