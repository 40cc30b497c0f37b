//! How words are compared: case, apostrophes and composed characters folded.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A word with apostrophes as `'` and its characters composed (Unicode NFC); the case is kept.
pub(super) fn normalize(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let apostrophe = word.contains(['\u{2019}', '\u{2bc}']);
    if !apostrophe && is_nfc_quick(word.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(word);
    }
    Cow::Owned(
        word.nfc()
            .map(|c| {
                if matches!(c, '\u{2019}' | '\u{2bc}') {
                    '\''
                } else {
                    c
                }
            })
            .collect(),
    )
}

/// A normalized word in lower case.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    let normal = normalize(word);
    let is_lower = if normal.is_ascii() {
        !normal.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        !normal.chars().any(char::is_uppercase)
    };
    if is_lower {
        normal
    } else {
        Cow::Owned(normal.to_lowercase())
    }
}

/// The hash of a run of ASCII letters and digits, without regard to case (FNV-1a, 64 bits).
pub(super) struct RunHash(u64);

impl RunHash {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) const fn push(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte.to_ascii_lowercase() as u64).wrapping_mul(0x0100_0000_01b3);
    }

    pub(super) const fn value(&self) -> u64 {
        self.0
    }

    pub(super) fn of(run: &str) -> u64 {
        let mut hash = Self::new();
        for byte in run.bytes() {
            hash.push(byte);
        }
        hash.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_apostrophes_and_composition() {
        assert_eq!(lower("Russia\u{2019}s"), "russia's");
        assert_eq!(normalize("Zu\u{308}rich"), "Z\u{fc}rich");
        assert_eq!(lower("NATO"), "nato");
        assert!(matches!(normalize("Kyiv"), Cow::Borrowed(_)));
    }

    #[test]
    fn hashes_runs_without_regard_to_case() {
        assert_eq!(RunHash::of("Kiev"), RunHash::of("kiev"));
        assert_ne!(RunHash::of("Kiev"), RunHash::of("Kyiv"));
    }
}
