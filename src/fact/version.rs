//! What a version means: its parts in order, and the releases it stands for.

use std::cmp::Ordering;

/// A version, part by part. A leading "v", zeros at the end and what follows a "+" (the build,
/// by Semantic Versioning 2.0.0, section 10) make no difference to what it equals.
#[derive(Clone, Debug)]
pub struct Version {
    parts: Vec<Part>,
    /// How many numbers of the release are written: three in "1.2.0-rc.1".
    written: usize,
    /// Whether it stands for itself alone.
    exact: bool,
}

/// A part of a version between points: numbers by size, and words, which come before any
/// number as a pre-release does ("1.0.rc1" before "1.0.0").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A word: "rc", "beta".
    Word(Box<str>),
    /// Where a version ends; after a pre-release, before a further number other than 0.
    End,
    /// Digits without leading zeros, by length and then by digit: of any size.
    Number(usize, Box<str>),
}

impl Version {
    /// Reads a version. With fewer numbers it stands for all that begin so: "1.2" for 1.2.3.
    pub fn read(text: &str) -> Self {
        let text = text.trim().trim_start_matches(['v', 'V']);
        let text = text.split('+').next().unwrap_or_default();
        let mut parts = Vec::new();
        let mut written = 0;
        let mut in_release = true;
        for run in text
            .split(|c: char| !c.is_alphanumeric())
            .flat_map(runs_of_a_kind)
        {
            if run.starts_with(|c: char| c.is_ascii_digit()) {
                written += usize::from(in_release);
                let digits = run.trim_start_matches('0');
                parts.push(Part::Number(digits.len(), digits.into()));
            } else {
                if in_release {
                    end_release(&mut parts);
                }
                in_release = false;
                parts.push(Part::Word(run.to_lowercase().into()));
            }
        }
        if in_release {
            end_release(&mut parts);
        }
        parts.push(Part::End);
        Self {
            parts,
            written,
            exact: false,
        }
    }

    /// The least version that a requirement of a manifest allows: 3.9 of ">=3.9,<4". `None` if
    /// it has no least version, or is none.
    pub fn least_of(requirement: &str) -> Option<Self> {
        let least = requirement
            .trim()
            .trim_start_matches(['=', '>', '^', '~', 'v', 'V', ' ']);
        let end = least.find([' ', ',', '|']).unwrap_or(least.len());
        let strictly_more = requirement.trim_start().strip_prefix('>');
        let is_open = strictly_more.is_some_and(|rest| !rest.starts_with('='));
        let is_version = least.starts_with(|first: char| first.is_ascii_digit()) && !is_open;
        is_version.then(|| Self::read(&least[..end]))
    }

    /// The same version, standing for itself alone.
    #[must_use]
    pub fn exactly(self) -> Self {
        Self {
            exact: true,
            ..self
        }
    }

    /// Whether the two may be the same release: they are equal, or one begins as the other,
    /// which has fewer numbers.
    pub fn agrees_with(&self, other: &Self) -> bool {
        self == other || self.stands_for(other) || other.stands_for(self)
    }

    /// Whether the other one begins as this one, which has fewer numbers: "1.2" stands for
    /// 1.2.3, unless one of the two stands for itself alone.
    pub fn stands_for(&self, other: &Self) -> bool {
        let begins = || (0..self.written).all(|index| self.number(index) == other.number(index));
        let exact = self.exact || other.exact;
        !exact && !self.is_pre_release() && self.written < other.written && begins()
    }

    /// Whether a requirement of this version allows a release, as Cargo and npm take it (`^`):
    /// the release is not older, and the first number that is not 0 is the same (Semantic
    /// Versioning 2.0.0, sections 4 and 8; "Default requirements" in the Cargo Book).
    pub fn allows(&self, release: &Self) -> bool {
        let of_self = |index| self.number(index);
        let decides = (0..self.written)
            .find(|index| of_self(*index) != ZERO)
            .unwrap_or(self.written.saturating_sub(1));
        (0..=decides).all(|index| of_self(index) == release.number(index)) && release >= self
    }

    /// Whether it is a pre-release: "2.0.0-rc.1".
    pub fn is_pre_release(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Word(_)))
    }

    /// What it means as text that stays the same whatever way it is written, for fingerprints.
    pub fn identity(&self) -> String {
        format!("{:?}", self.parts)
    }

    /// A number of the release; zeros go on for ever.
    fn number(&self, index: usize) -> (usize, &str) {
        match self.parts.get(index) {
            Some(Part::Number(length, digits)) if index < self.written => (*length, digits),
            Some(Part::Number(..) | Part::Word(_) | Part::End) | None => ZERO,
        }
    }
}

const ZERO: (usize, &str) = (0, "");

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts.cmp(&other.parts)
    }
}

/// Drops the zeros that end a release: "1.2.0" is "1.2".
fn end_release(parts: &mut Vec<Part>) {
    while matches!(parts.last(), Some(Part::Number(0, _))) {
        parts.pop();
    }
}

/// The runs of digits and of other characters: "rc1" is "rc" and "1".
fn runs_of_a_kind(part: &str) -> impl Iterator<Item = &str> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let digit = rest.chars().next()?.is_ascii_digit();
        let end = rest
            .find(|c: char| c.is_ascii_digit() != digit)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_part_by_part() {
        let version = Version::read;
        assert_eq!(version("v1.2.0"), version("1.2"));
        assert_eq!(version("1.2.3+build.7"), version("1.2.3"));
        let ordered = [
            "0.9",
            "1.0-alpha",
            "1.0.0-beta.2",
            "1.0.0-rc1",
            "1.0.0-rc2",
            "1.0.0-rc10",
            "1.0",
            "1.0.1",
            "1.2.3",
            "1.10",
        ];
        for pair in ordered.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_version_with_fewer_numbers_stands_for_all_that_begin_so() {
        for (one, other, agrees) in [
            ("1.2", "1.2.3", true),
            ("1.2", "1.2.0", true),
            ("1", "1.9.4", true),
            ("1.0", "1.0.7", true),
            ("1.2", "1.2.0-rc.1", true),
            // Near misses.
            ("1.0", "1.5", false),
            ("1.2", "1.20", false),
            ("1.2.0", "1.2.3", false),
            ("1.2.3", "1.2.3-rc.1", false),
            ("1.2-rc.1", "1.2.3", false),
        ] {
            let (one, other) = (Version::read(one), Version::read(other));
            assert_eq!(one.agrees_with(&other), agrees, "{one:?} {other:?}");
            assert_eq!(other.agrees_with(&one), agrees, "{other:?} {one:?}");
        }
        let exactly = Version::read("1.2").exactly();
        assert!(!exactly.agrees_with(&Version::read("1.2.3")));
        assert!(exactly.agrees_with(&Version::read("1.2.0")));
    }

    #[test]
    fn a_requirement_allows_what_the_cargo_book_says() {
        for (requirement, from, to) in [
            ("1.2.3", "1.2.3", "2.0.0"),
            ("1.2", "1.2.0", "2.0.0"),
            ("1", "1.0.0", "2.0.0"),
            ("0.2.3", "0.2.3", "0.3.0"),
            ("0.2", "0.2.0", "0.3.0"),
            ("0.0.3", "0.0.3", "0.0.4"),
            ("0.0", "0.0.0", "0.1.0"),
            ("0", "0.0.0", "1.0.0"),
        ] {
            let allows = |release| Version::read(requirement).allows(&Version::read(release));
            assert!(allows(from), "{requirement} and {from}");
            assert!(!allows(to), "{requirement} and {to}");
        }
        assert!(Version::read("1.2").allows(&Version::read("1.10.1")));
        assert!(!Version::read("1.2.3").allows(&Version::read("1.2.2")));
    }

    #[test]
    fn a_requirement_of_a_manifest_has_a_least_version() {
        for (requirement, least) in [
            ("1.75", Some("1.75")),
            (">=3.9", Some("3.9")),
            (">= 3.9, <4", Some("3.9")),
            ("^18.0.0 || >=20", Some("18.0.0")),
            ("~=3.8", Some("3.8")),
            ("v2.1", Some("2.1")),
            ("<4", None),
            (">3.8", None),
            ("*", None),
            ("latest", None),
            ("", None),
        ] {
            let read = Version::least_of(requirement);
            assert_eq!(read, least.map(Version::read), "{requirement}");
        }
    }
}
