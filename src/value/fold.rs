//! A word in lower case, on the stack, to look it up in the lists of words.

use std::ops::Deref;

/// No word of the lists is longer.
const LONGEST: usize = 24;

/// A short word with ASCII letters in lower case and ’ as '.
pub(super) struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Folded {
    /// Folds a word; a word too long for the lists folds to nothing.
    pub(super) fn new(word: &str) -> Self {
        let mut folded = Self {
            bytes: [0; LONGEST],
            len: 0,
        };
        if word.len() > LONGEST {
            return folded;
        }
        for character in word.chars() {
            let plain = if character == '’' { '\'' } else { character };
            let written = plain
                .to_ascii_lowercase()
                .encode_utf8(&mut folded.bytes[folded.len..])
                .len();
            folded.len += written;
        }
        folded
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// The entry of a list sorted by its words.
pub(super) fn look_up<T: Copy>(list: &[(&str, T)], word: &str) -> Option<T> {
    list.binary_search_by(|(listed, _)| (*listed).cmp(word))
        .ok()
        .map(|index| list[index].1)
}

/// The words of a list, for the planner.
pub(super) const fn names<T: Copy, const N: usize>(
    list: &[(&'static str, T)],
) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = list[index].0;
        index += 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_folds_to_lower_case_with_straight_apostrophes() {
        assert_eq!(&*Folded::new("O’Clock"), "o'clock");
        assert_eq!(&*Folded::new("THIRTY"), "thirty");
        assert_eq!(&*Folded::new("Übung"), "Übung");
    }

    #[test]
    fn a_word_longer_than_any_listed_one_folds_to_nothing() {
        assert_eq!(&*Folded::new(&"x".repeat(25)), "");
        assert_eq!(&*Folded::new(&"’".repeat(9)), "");
    }
}
