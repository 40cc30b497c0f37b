//! Which sentences a rule must look at: the words and signs it cannot do without.
//!
//! For every pattern a set of triggers is chosen such that a match holds at least one of
//! them; of all such sets, the rarest. A scan over a sentence's bytes then tells which
//! patterns can match in it. The scan costs the same for ten rules and for ten thousand.

use rustc_hash::FxHashMap;

use crate::lang::typed::{Blank, BlankKind, Module, Pattern};
use crate::source::Span;
use crate::value::{self, Anchor};

use super::MatcherId;
use super::fold::RunHash;

/// Something a sentence can hold that makes a pattern worth trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Trigger {
    /// A run of letters and digits, by its hash.
    Run(u64),
    /// A run that begins with so many letters and digits of this hash.
    Prefix(u8, u64),
    /// A class of characters: digits, capitals, quotations, letters beyond ASCII, anything; or
    /// a place in a table.
    Class(u8),
    /// An ASCII sign.
    Sign(u8),
}

const DIGIT: u8 = 0;
const CAPITAL: u8 = 1;
const QUOTE: u8 = 2;
const NON_ASCII: u8 = 3;
const ANY: u8 = 4;
const TABLE: u8 = 5;
const CLASSES: usize = 6;

/// The longest prefix that is looked up; a longer one is cut.
const LONGEST_PREFIX: usize = 63;

/// How much a trigger costs: about how many sentences in ten thousand hold it.
fn cost(trigger: Trigger, common: bool) -> u64 {
    match trigger {
        Trigger::Run(_) => {
            if common {
                1_000
            } else {
                5
            }
        }
        Trigger::Prefix(..) => 50,
        Trigger::Class(DIGIT) => 2_500,
        Trigger::Class(QUOTE) => 1_500,
        Trigger::Class(NON_ASCII) => 2_000,
        Trigger::Class(CAPITAL) => 9_000,
        Trigger::Class(TABLE) => 100,
        Trigger::Class(_) => 10_000,
        Trigger::Sign(b',' | b'-') => 5_000,
        Trigger::Sign(_) => 500,
    }
}

/// The runs that are in so many sentences that nothing is gained by waiting for them.
const COMMON: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but",
    "by", "can", "for", "from", "had", "has", "have", "he", "her", "his", "i", "in", "is", "it",
    "its", "more", "mr", "no", "not", "of", "on", "one", "or", "s", "said", "she", "t", "that",
    "the", "their", "they", "this", "to", "up", "us", "was", "we", "were", "which", "who", "will",
    "with", "would", "you",
];

/// A set of triggers with what it costs; a match holds at least one of them.
#[derive(Debug, Default)]
struct Need {
    triggers: Vec<Trigger>,
    cost: u64,
}

impl Need {
    fn add(&mut self, trigger: Trigger, common: bool) {
        self.triggers.push(trigger);
        self.cost = self.cost.saturating_add(cost(trigger, common));
    }

    fn join(&mut self, other: Self) {
        self.triggers.extend(other.triggers);
        self.cost = self.cost.saturating_add(other.cost);
    }

    fn any() -> Self {
        let mut need = Self::default();
        need.add(Trigger::Class(ANY), false);
        need
    }
}

/// What a pattern cannot match without; `None` if it can match without words of its own.
fn need_of(pattern: &Pattern, module: &Module) -> Option<Need> {
    match pattern {
        Pattern::Choice(branches) => {
            let mut all = Need::default();
            for branch in branches {
                all.join(need_of(branch, module)?);
            }
            Some(all)
        }
        Pattern::Sequence(items) => items
            .iter()
            .filter_map(|item| need_of(item, module))
            .min_by_key(|need| need.cost),
        Pattern::Maybe(_) | Pattern::Gap(_) => None,
        Pattern::Words(phrase) => Some(need_of_phrase(&phrase.text, phrase.prefix)),
        Pattern::Blank(blank) => need_of_blank(blank, module),
        Pattern::Shared(shared) => need_of(shared, module),
    }
}

fn need_of_blank(blank: &Blank, module: &Module) -> Option<Need> {
    match &blank.kind {
        BlankKind::Type(ty) => {
            let mut need = Need::default();
            for anchor in value::starts(*ty) {
                match anchor {
                    Anchor::Digit => need.add(Trigger::Class(DIGIT), false),
                    Anchor::Capital => need.add(Trigger::Class(CAPITAL), false),
                    Anchor::Quote => need.add(Trigger::Class(QUOTE), false),
                    Anchor::Sign(sign) if sign.is_ascii() => {
                        need.add(Trigger::Sign(sign as u8), false);
                    }
                    Anchor::Sign(_) => need.add(Trigger::Class(NON_ASCII), false),
                    Anchor::Table => need.add(Trigger::Class(TABLE), false),
                    Anchor::Word(word) => need.join(need_of_phrase(word, false)),
                    Anchor::Any => need.add(Trigger::Class(ANY), false),
                }
            }
            Some(need)
        }
        BlankKind::AnyOf(vocabulary) => {
            let mut need = Need::default();
            for entry in &module.vocabularies[vocabulary.0 as usize].entries {
                for form in &entry.forms {
                    need.join(need_of_phrase(&form.text, false));
                }
            }
            Some(need)
        }
        BlankKind::Member(vocabulary, entry) => {
            let mut need = Need::default();
            let vocabulary = &module.vocabularies[vocabulary.0 as usize];
            for form in &vocabulary.entries[*entry as usize].forms {
                need.join(need_of_phrase(&form.text, false));
            }
            Some(need)
        }
        BlankKind::Group(pattern) => need_of(pattern, module),
    }
}

/// The rarest run of a phrase, or else a sign of it.
fn need_of_phrase(text: &str, prefix: bool) -> Need {
    let bytes = text.as_bytes();
    let mut best: Option<(u64, usize, Trigger, bool)> = None;
    for run in runs(text) {
        // Letters beyond ASCII may be composed in one way here and in another way in a text.
        let beside_non_ascii = run
            .start
            .checked_sub(1)
            .is_some_and(|before| !bytes[before].is_ascii())
            || bytes.get(run.end).is_some_and(|byte| !byte.is_ascii());
        if beside_non_ascii && !beside_apostrophe(text, run.start, run.end) {
            continue;
        }
        let word = &text[run.clone()];
        let open = prefix && run.end == text.len();
        let (trigger, common) = if open {
            let cut = &word[..word.len().min(LONGEST_PREFIX)];
            (Trigger::Prefix(cut.len() as u8, RunHash::of(cut)), false)
        } else {
            let common = COMMON
                .binary_search(&word.to_ascii_lowercase().as_str())
                .is_ok();
            (Trigger::Run(RunHash::of(word)), common)
        };
        let cost = cost(trigger, common);
        let better = best.as_ref().is_none_or(|(least, longest, ..)| {
            cost < *least || (cost == *least && run.len() > *longest)
        });
        if better {
            best = Some((cost, run.len(), trigger, common));
        }
    }
    if let Some((_, _, trigger, common)) = best {
        let mut need = Need::default();
        need.add(trigger, common);
        return need;
    }
    let mut need = Need::default();
    let signs = || text.chars().filter(|c| !c.is_whitespace() && !is_mark(*c));
    if let Some(sign) = signs().find(|c| c.is_ascii() && !c.is_ascii_alphanumeric()) {
        need.add(Trigger::Sign(sign as u8), false);
    } else if signs().any(|c| !c.is_ascii()) {
        need.add(Trigger::Class(NON_ASCII), false);
    } else {
        need.add(Trigger::Class(ANY), false);
    }
    need
}

/// Apostrophes and quotation marks are no tokens or are folded, so a phrase is not to wait for one.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\'' | '"' | '\u{2018}'
            ..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2039}' | '\u{203a}' | '\u{2bc}'
    )
}

fn beside_apostrophe(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    [before, after]
        .into_iter()
        .flatten()
        .all(|c| c.is_ascii() || is_mark(c))
}

/// The runs of ASCII letters and digits in a text.
fn runs(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

/// All triggers of all patterns, ready to be looked for.
#[derive(Debug)]
pub(super) struct Triggers {
    /// A bit for the low bits of every run's hash: most runs are told off here.
    filter: Box<[u64; FILTER_WORDS]>,
    runs: FxHashMap<u64, Box<[MatcherId]>>,
    prefixes: FxHashMap<(u8, u64), Box<[MatcherId]>>,
    /// A bit for every length of a prefix.
    prefix_lengths: u64,
    classes: [Vec<MatcherId>; CLASSES],
    signs: Box<[Vec<MatcherId>; 128]>,
}

const FILTER_WORDS: usize = 1 << 10;

impl Triggers {
    /// The triggers of patterns, by the matcher they belong to.
    pub(super) fn new<'a>(
        patterns: impl Iterator<Item = (MatcherId, &'a Pattern, &'a Module)>,
    ) -> Self {
        let mut runs: FxHashMap<u64, Vec<MatcherId>> = FxHashMap::default();
        let mut prefixes: FxHashMap<(u8, u64), Vec<MatcherId>> = FxHashMap::default();
        let mut classes: [Vec<MatcherId>; CLASSES] = Default::default();
        let mut signs: Box<[Vec<MatcherId>; 128]> = Box::new(std::array::from_fn(|_| Vec::new()));
        for (matcher, pattern, module) in patterns {
            let mut need = need_of(pattern, module).unwrap_or_else(Need::any);
            need.triggers.sort_unstable();
            need.triggers.dedup();
            for trigger in need.triggers {
                match trigger {
                    Trigger::Run(hash) => runs.entry(hash).or_default().push(matcher),
                    Trigger::Prefix(length, hash) => {
                        prefixes.entry((length, hash)).or_default().push(matcher);
                    }
                    Trigger::Class(class) => classes[usize::from(class)].push(matcher),
                    Trigger::Sign(sign) => signs[usize::from(sign)].push(matcher),
                }
            }
        }
        let mut filter = Box::new([0_u64; FILTER_WORDS]);
        let mut prefix_lengths = 0;
        // The order in which the bits are set does not matter.
        for hash in runs.keys().copied().collect::<Vec<_>>() {
            let bit = hash as usize % (FILTER_WORDS * 64);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        for (length, _) in prefixes.keys().copied().collect::<Vec<_>>() {
            prefix_lengths |= 1 << length;
        }
        Self {
            filter,
            runs: runs
                .into_iter()
                .map(|(hash, list)| (hash, list.into()))
                .collect(),
            prefixes: prefixes
                .into_iter()
                .map(|(key, list)| (key, list.into()))
                .collect(),
            prefix_lengths,
            classes,
            signs,
        }
    }

    /// Marks every matcher that could match in a sentence.
    pub(super) fn scan(
        &self,
        text: &str,
        sentence: Span,
        surroundings: Surroundings,
        wanted: &mut Wanted,
    ) {
        wanted.add(&self.classes[usize::from(ANY)]);
        if surroundings.quoted {
            wanted.add(&self.classes[usize::from(QUOTE)]);
        }
        if surroundings.in_table {
            wanted.add(&self.classes[usize::from(TABLE)]);
        }
        let bytes = &text.as_bytes()[sentence.range()];
        let mut seen_signs = 0_u128;
        let mut seen_classes = 0_u8;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if !byte.is_ascii_alphanumeric() {
                if byte.is_ascii() {
                    seen_signs |= 1 << byte;
                } else {
                    seen_classes |= 1 << NON_ASCII;
                }
                at += 1;
                continue;
            }
            seen_classes |= u8::from(byte.is_ascii_uppercase()) << CAPITAL;
            let mut hash = RunHash::new();
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                hash.push(bytes[at]);
                seen_classes |= u8::from(bytes[at].is_ascii_digit()) << DIGIT;
                at += 1;
                if self.prefix_lengths != 0 {
                    self.scan_prefix(at - start, &hash, wanted);
                }
            }
            let hash = hash.value();
            let bit = hash as usize % (FILTER_WORDS * 64);
            if self.filter[bit / 64] & (1 << (bit % 64)) != 0
                && let Some(matchers) = self.runs.get(&hash)
            {
                wanted.add(matchers);
            }
        }
        self.add_classes(seen_classes, seen_signs, wanted);
    }

    fn scan_prefix(&self, length: usize, hash: &RunHash, wanted: &mut Wanted) {
        if length <= LONGEST_PREFIX
            && self.prefix_lengths & (1 << length) != 0
            && let Some(matchers) = self.prefixes.get(&(length as u8, hash.value()))
        {
            wanted.add(matchers);
        }
    }

    fn add_classes(&self, classes: u8, signs: u128, wanted: &mut Wanted) {
        for class in [DIGIT, CAPITAL, NON_ASCII] {
            // A capital beyond ASCII counts as one.
            let seen = classes & (1 << class) != 0
                || (class == CAPITAL && classes & (1 << NON_ASCII) != 0)
                || (class == DIGIT && classes & (1 << NON_ASCII) != 0);
            if seen {
                wanted.add(&self.classes[usize::from(class)]);
            }
        }
        let mut left = signs;
        while left != 0 {
            let sign = left.trailing_zeros() as usize;
            left &= left - 1;
            if let Some(matchers) = self.signs.get(sign) {
                wanted.add(matchers);
            }
        }
    }
}

/// What is known of a sentence besides its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// Whether a quotation begins in it.
    pub(super) quoted: bool,
    /// Whether it stands in a table.
    pub(super) in_table: bool,
}

/// The matchers to run in a sentence, each once, in their order.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    marked: Vec<bool>,
    list: Vec<MatcherId>,
}

impl Wanted {
    /// Nothing wanted, of so many matchers.
    pub(super) fn new(matchers: usize) -> Self {
        Self {
            marked: vec![false; matchers],
            list: Vec::new(),
        }
    }

    fn add(&mut self, matchers: &[MatcherId]) {
        for matcher in matchers {
            let marked = &mut self.marked[*matcher as usize];
            if !*marked {
                *marked = true;
                self.list.push(*matcher);
            }
        }
    }

    /// Whether nothing is wanted.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The wanted ones; nothing is wanted afterwards.
    pub(super) fn take(&mut self, out: &mut Vec<MatcherId>) {
        out.clear();
        out.append(&mut self.list);
        out.sort_unstable();
        for matcher in out.iter() {
            self.marked[*matcher as usize] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trigger(text: &str) -> Trigger {
        need_of_phrase(text, false).triggers[0]
    }

    #[test]
    fn the_list_of_common_words_is_sorted() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn a_phrase_waits_for_its_rarest_word() {
        assert_eq!(
            trigger("of the Ukraine"),
            Trigger::Run(RunHash::of("ukraine"))
        );
        assert_eq!(trigger("--legacy"), Trigger::Run(RunHash::of("legacy")));
        assert_eq!(
            trigger("Russia\u{2019}s"),
            Trigger::Run(RunHash::of("Russia"))
        );
    }

    #[test]
    fn a_phrase_of_signs_waits_for_a_sign() {
        assert_eq!(trigger("("), Trigger::Sign(b'('));
        assert_eq!(trigger("\u{2014}"), Trigger::Class(NON_ASCII));
    }

    #[test]
    fn letters_beyond_ascii_are_not_waited_for_in_one_spelling() {
        assert_eq!(trigger("Z\u{fc}rich"), Trigger::Class(NON_ASCII));
        assert_eq!(
            trigger("Canton of Z\u{fc}rich"),
            Trigger::Run(RunHash::of("canton"))
        );
    }
}
