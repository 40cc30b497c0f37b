//! The number words and what they do.

use super::fold::{Folded, look_up, names};

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) const WORDS: &[(&str, Kind)] = &[
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
pub(super) const SUFFIXES: &[(&str, u64)] = &[
    ("B", 1_000_000_000), ("Bn", 1_000_000_000), ("K", 1_000), ("M", 1_000_000),
    ("b", 1_000_000_000), ("billion", 1_000_000_000), ("bn", 1_000_000_000), ("k", 1_000),
    ("m", 1_000_000), ("million", 1_000_000), ("mln", 1_000_000), ("mn", 1_000_000),
    ("tn", 1_000_000_000_000), ("trn", 1_000_000_000_000),
];

/// The words that every figure in words has one of, for the planner; sorted.
pub(super) const ANCHORS: [&str; WORDS.len()] = names(WORDS);

/// What a word does, if it is a number word.
pub(super) fn kind(word: &str) -> Option<Kind> {
    look_up(WORDS, &Folded::new(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_word_in_any_case_is_known() {
        assert_eq!(kind("Twenty"), Some(Kind::Tens(20)));
        assert_eq!(kind("twentieth"), None);
    }
}
