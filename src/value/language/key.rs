//! Words as they are looked up: short, on the stack, ASCII letters in lower case.

/// The longest word, in bytes, that a lexicon can list.
pub(super) const LONGEST: usize = 24;

const EIGHTS: usize = LONGEST / 8;

/// A word without regard to the case of ASCII letters. Two words have the same key only if
/// they are the same otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key([u64; EIGHTS]);

impl Key {
    /// The key of a word; none if it is empty or too long to be listed.
    pub(super) fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        if bytes.is_empty() || bytes.len() > LONGEST {
            return None;
        }
        let mut padded = [0; LONGEST];
        padded[..bytes.len()].copy_from_slice(bytes);
        let mut eights = [0; EIGHTS];
        for (eight, chunk) in eights.iter_mut().zip(padded.as_chunks::<8>().0) {
            *eight = lower(u64::from_le_bytes(*chunk));
        }
        Some(Self(eights))
    }

    fn hash(self) -> u64 {
        // Multiplication spreads the low bits upwards; the odd constants are those of
        // SplitMix64 (Steele, Lea and Flood 2014).
        let [first, second, third] = self.0;
        let mixed = first
            .wrapping_mul(0xbf58_476d_1ce4_e5b9)
            .wrapping_add(second.wrapping_mul(0x94d0_49bb_1331_11eb))
            .wrapping_add(third.rotate_left(32));
        mixed ^ (mixed >> 32)
    }
}

/// Eight bytes with the ASCII capitals among them in lower case.
const fn lower(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    // The high bit of each byte says: from A on; after Z; not ASCII.
    let low = eight & !HIGH;
    let from_a = low + (0x80 - b'A' as u64) * ONES;
    let after_z = low + (0x7f - b'Z' as u64) * ONES;
    let capitals = from_a & !after_z & !eight & HIGH;
    eight | (capitals >> 2)
}

/// Keys with what they stand for: most words of a text are no keys, and are told off by one
/// bit; the others are found at the first look or close behind it.
#[derive(Debug)]
pub(super) struct KeyMap<T> {
    /// A bit for the low bits of every key's hash.
    filter: Box<[u64; FILTER_WORDS]>,
    /// Each key at its hash or in the next free place behind it; at most half are taken.
    slots: Box<[Option<(Key, T)>]>,
    taken: usize,
}

const FILTER_WORDS: usize = 1 << 10;
const FIRST_SLOTS: usize = 1 << 6;

impl<T: Copy> KeyMap<T> {
    pub(super) fn new() -> Self {
        Self {
            filter: Box::new([0; FILTER_WORDS]),
            slots: vec![None; FIRST_SLOTS].into(),
            taken: 0,
        }
    }

    /// The value of a key, put in if there is none.
    pub(super) fn get_or_insert(&mut self, key: Key, value: impl FnOnce() -> T) -> T {
        if let Some(known) = self.get(key) {
            return known;
        }
        if self.taken * 2 >= self.slots.len() {
            let larger = vec![None; self.slots.len() * 2].into();
            let slots = std::mem::replace(&mut self.slots, larger);
            for (key, value) in slots.into_iter().flatten() {
                self.put(key, value);
            }
        }
        let value = value();
        self.put(key, value);
        self.taken += 1;
        value
    }

    pub(super) fn get(&self, key: Key) -> Option<T> {
        let hash = key.hash();
        let (word, bit) = Self::bit(hash);
        if self.filter[word] & bit == 0 {
            return None;
        }
        let mut at = self.place(hash);
        while let Some((listed, value)) = &self.slots[at] {
            if listed.0 == key.0 {
                return Some(*value);
            }
            at = (at + 1) % self.slots.len();
        }
        None
    }

    fn put(&mut self, key: Key, value: T) {
        let hash = key.hash();
        let (word, bit) = Self::bit(hash);
        self.filter[word] |= bit;
        let mut at = self.place(hash);
        while self.slots[at].is_some() {
            at = (at + 1) % self.slots.len();
        }
        self.slots[at] = Some((key, value));
    }

    /// Where a key of this hash stands; the bits of the filter are not used again.
    fn place(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    fn bit(hash: u64) -> (usize, u64) {
        let bit = hash as usize % (FILTER_WORDS * 64);
        (bit / 64, 1 << (bit % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_case_of_ascii_letters_is_folded() {
        assert_eq!(Key::of("THIRTY"), Key::of("thirty"));
        assert_eq!(Key::of("U.S."), Key::of("u.s."));
        assert_ne!(Key::of("@"), Key::of("`"));
        assert_ne!(Key::of("["), Key::of("{"));
        assert_ne!(Key::of("Ü"), Key::of("ü"));
        assert_ne!(Key::of("a"), Key::of("aa"));
    }

    #[test]
    fn a_word_is_at_most_so_long() {
        assert!(Key::of(&"x".repeat(LONGEST)).is_some());
        assert_eq!(Key::of(&"x".repeat(LONGEST + 1)), None);
        assert_eq!(Key::of(""), None);
    }

    #[test]
    fn many_keys_are_found_and_no_others() {
        let word = |number: u32| Key::of(&format!("word{number}")).expect("a short word");
        let mut map = KeyMap::new();
        for number in (0..2_000).step_by(2) {
            assert_eq!(map.get_or_insert(word(number), || number), number);
        }
        for number in 0..2_000_u32 {
            let expected = number.is_multiple_of(2).then_some(number);
            assert_eq!(map.get(word(number)), expected, "{number}");
        }
    }

    #[test]
    fn a_key_is_found_again() {
        let mut map = KeyMap::new();
        let key = |word| Key::of(word).expect("a short word");
        assert_eq!(map.get_or_insert(key("seven"), || 7), 7);
        assert_eq!(map.get_or_insert(key("Seven"), || 8), 7);
        assert_eq!(map.get(key("SEVEN")), Some(7));
        assert_eq!(map.get(key("eleven")), None);
    }
}
