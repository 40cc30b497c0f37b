//! Quotations as sequences of words, when two are versions of one another, and when they are
//! the same after what a rule allows.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::difference::{self, Chunk};
use crate::lang::typed::Allowance;

/// Stands for any words: `…`, or `[he]` where brackets are allowed.
pub(super) const GAP: u32 = u32::MAX;

/// Quotations of fewer words are never versions of another.
pub(super) const FEWEST_WORDS: usize = 3;

/// In quotations of fewer words, one word in three or four is another statement ("the jury has
/// spoken", "the community has spoken"): the longer one must have all of them.
const FEWEST_WORDS_TO_DIFFER: usize = 5;

/// Words by number, so that quotations compare as numbers.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<Box<str>, u32>,
}

impl Lexicon {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.into(), number);
        number
    }
}

/// A quotation as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Quotation {
    /// What must be the same, word by word and sign by sign, as far as it is not allowed to
    /// differ.
    pub tokens: Vec<u32>,
    /// The stems of its words.
    pub stems: Vec<u32>,
    /// The words between spaces, each with its share of the tokens.
    chunks: Vec<Chunk>,
}

impl Quotation {
    /// Reads the words of a quotation. A comma or period at its end is not part of it: many
    /// styles put the sentence's own inside the marks.
    pub(super) fn read(text: &str, allowing: &[Allowance], lexicon: &mut Lexicon) -> Self {
        let allows = |allowance| allowing.contains(&allowance);
        let mut pieces = pieces(
            text,
            allows(Allowance::Ellipsis),
            allows(Allowance::Brackets),
        );
        while let Some((_, Piece::Sign('.' | ','))) = pieces.last() {
            pieces.pop();
        }
        let mut quotation = Self {
            tokens: Vec::with_capacity(pieces.len()),
            stems: Vec::new(),
            chunks: Vec::new(),
        };
        let mut chunk_ends = chunks_of(text).peekable();
        let mut chunk: Chunk = Default::default();
        let mut upto = 0;
        for (start, piece) in pieces {
            while start >= upto {
                let Some((end, words)) = chunk_ends.next() else {
                    break;
                };
                if upto > 0 {
                    quotation.chunks.push(std::mem::take(&mut chunk));
                }
                (chunk.0, upto) = (words.into(), end);
            }
            let token = match piece {
                Piece::Word(word) => {
                    let folded = word.replace('\u{2019}', "'");
                    let in_lower_case = folded.to_lowercase();
                    quotation.stems.push(lexicon.number(stem(&in_lower_case)));
                    let mut key = if allows(Allowance::Inflection) {
                        stem(&folded).to_owned()
                    } else {
                        folded
                    };
                    if allows(Allowance::Case) {
                        key = first_in_lower_case(&key);
                    }
                    if allows(Allowance::Punctuation) {
                        key = key.replace('.', "");
                    }
                    lexicon.number(&key)
                }
                Piece::Sign(_) if allows(Allowance::Punctuation) => continue,
                Piece::Sign(sign) => lexicon.number(sign.encode_utf8(&mut [0; 4])),
                Piece::Gap => GAP,
            };
            quotation.tokens.push(token);
            chunk.1.push(token);
        }
        if upto > 0 {
            quotation.chunks.push(chunk);
        }
        for (_, words) in chunk_ends {
            quotation.chunks.push((words.into(), Vec::new()));
        }
        quotation
    }

    /// Whether the two say the same as far as a rule wants it; a part is the same as the
    /// whole where fragments are allowed.
    pub(super) fn same(&self, other: &Self, fragments: bool) -> bool {
        let (one, two) = (&self.tokens, &other.tokens);
        if one == two {
            return true;
        }
        match (one.contains(&GAP), two.contains(&GAP)) {
            (false, false) => {
                let (short, long) = if one.len() <= two.len() {
                    (one, two)
                } else {
                    (two, one)
                };
                fragments && find(short, long).is_some()
            }
            (with_gap, _) if with_gap && fills(one, two, fragments) => true,
            (_, with_gap) => with_gap && fills(two, one, fragments),
        }
    }

    /// Whether the two are versions of one another: the share of the shorter one's words, by
    /// stem, that are found in the longer one in order, inside a window of one and a half
    /// times its length, is at least the threshold. All of them, if the shorter one has three
    /// or four.
    pub(super) fn alike(&self, other: &Self, threshold: Decimal) -> bool {
        let (short, long) = if self.stems.len() <= other.stems.len() {
            (&self.stems, &other.stems)
        } else {
            (&other.stems, &self.stems)
        };
        if short.len() < FEWEST_WORDS {
            return false;
        }
        let wanted = if short.len() < FEWEST_WORDS_TO_DIFFER {
            Decimal::from(short.len())
        } else {
            threshold * Decimal::from(short.len())
        };
        let size = short.len() + short.len() / 2;
        window_starts(short, long, size).into_iter().any(|start| {
            let end = (start + size).min(long.len());
            Decimal::from(common_in_order(short, &long[start..end])) >= wanted
        })
    }

    /// Keys of every three words in order, one word left out at most, by stem: two alike
    /// quotations share one.
    pub(super) fn triples(&self) -> Vec<[u32; 3]> {
        let stems = &self.stems;
        let mut triples = Vec::with_capacity(stems.len() * 3);
        for at in 0..stems.len() {
            for (second, third) in [(1, 2), (1, 3), (2, 3)] {
                if let (Some(second), Some(third)) = (stems.get(at + second), stems.get(at + third))
                {
                    triples.push([stems[at], *second, *third]);
                }
            }
        }
        triples.sort_unstable();
        triples.dedup();
        triples
    }

    /// How many words must be changed, added or dropped to make one of the other; of very
    /// long quotations the beginnings count.
    pub(super) fn distance(&self, other: &Self) -> usize {
        const MOST: usize = 256;
        let head = |tokens: &[u32]| tokens.iter().take(MOST).copied().collect::<Vec<_>>();
        strsim::generic_levenshtein(&head(&self.tokens), &head(&other.tokens))
    }

    /// The words that differ from a reference, as two lines with a few words around them:
    /// what the reference has and what stands here. Where fragments are allowed, what only
    /// one of the two goes on to say counts only if nothing else differs.
    pub(super) fn difference(&self, reference: &Self, fragments: bool) -> [String; 2] {
        difference::between(&reference.chunks, &self.chunks, fragments)
    }
}

/// The stretches between spaces, each with the offset where it ends.
fn chunks_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|words| {
        let start = words.as_ptr() as usize - text.as_ptr() as usize;
        (start + words.len(), words)
    })
}

enum Piece<'a> {
    Word(&'a str),
    Sign(char),
    Gap,
}

/// Words, signs and gaps, each with its offset.
fn pieces(text: &str, ellipsis: bool, brackets: bool) -> Vec<(usize, Piece<'_>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let after = at + c.len_utf8();
        if c.is_alphanumeric() {
            let length = word_length(rest);
            pieces.push((at, Piece::Word(&rest[..length])));
            at += length;
            continue;
        }
        if c == '['
            && let Some(length) = rest.find(']')
        {
            let inside = rest[1..length].trim();
            let dots = is_ellipsis(inside);
            if (dots && ellipsis) || (!dots && brackets) {
                pieces.push((at, Piece::Gap));
                at += length + 1;
                continue;
            }
        }
        let dots = ellipsis_length(rest);
        if dots > 0 {
            let piece = if ellipsis {
                Piece::Gap
            } else {
                Piece::Sign('…')
            };
            pieces.push((at, piece));
            at += dots;
            continue;
        }
        match c {
            _ if c.is_whitespace() => {}
            '"' | '“' | '”' | '„' | '‘' | '’' | '\'' | '«' | '»' => {
                pieces.push((at, Piece::Sign('"')));
            }
            '-' | '\u{2010}'..='\u{2015}' => pieces.push((at, Piece::Sign('-'))),
            _ => pieces.push((at, Piece::Sign(c))),
        }
        at = after;
    }
    pieces
}

/// The bytes of the word at the start of a text: letters and digits with inner apostrophes,
/// the separators of a number, and the points of an abbreviation.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut letters_since_point = 0;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let inner = match c {
            '\'' | '\u{2019}' => next.is_alphanumeric(),
            ',' => before.is_ascii_digit() && next.is_ascii_digit(),
            '.' => {
                (before.is_ascii_digit() && next.is_ascii_digit())
                    || (letters_since_point == 1 && before.is_alphabetic() && next.is_alphabetic())
            }
            _ => false,
        };
        if c.is_alphanumeric() {
            letters_since_point += 1;
        } else if inner {
            letters_since_point = 0;
        } else {
            break;
        }
        end = at + c.len_utf8();
        before = c;
    }
    end
}

fn is_ellipsis(text: &str) -> bool {
    !text.is_empty() && ellipsis_length(text) == text.len()
}

/// The bytes of "…", "..." or ". . ." at the start of a text; 0 for none.
fn ellipsis_length(text: &str) -> usize {
    if text.starts_with('…') {
        return '…'.len_utf8();
    }
    let mut dots = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        match c {
            '.' => {
                dots += 1;
                end = at + 1;
            }
            ' ' if dots > 0 && dots < 3 => {}
            _ => break,
        }
    }
    if dots >= 3 { end } else { 0 }
}

/// A light stem: -ing, -ed, -es, -s and -e off, if three letters stay.
fn stem(word: &str) -> &str {
    ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| {
            let stem = word.strip_suffix(ending)?;
            (stem.chars().count() >= 3).then_some(stem)
        })
        .unwrap_or(word)
}

fn first_in_lower_case(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// Whether a quotation with gaps can be the other one: its stretches are found in order.
fn fills(with_gaps: &[u32], other: &[u32], fragments: bool) -> bool {
    let other: Vec<u32> = other
        .iter()
        .copied()
        .filter(|token| *token != GAP)
        .collect();
    let stretches: Vec<&[u32]> = with_gaps.split(|token| *token == GAP).collect();
    let last = stretches.len() - 1;
    let mut at = 0;
    let mut fits = true;
    for (index, stretch) in stretches.iter().enumerate() {
        let rest = &other[at..];
        let found = if stretch.is_empty() {
            Some(0)
        } else if fragments || (index > 0 && index < last) {
            find(stretch, rest)
        } else if index == 0 {
            rest.starts_with(stretch).then_some(0)
        } else {
            rest.ends_with(stretch).then(|| rest.len() - stretch.len())
        };
        match found {
            Some(found) => at += found + stretch.len(),
            None => {
                fits = false;
                break;
            }
        }
    }
    fits || (fragments
        && !other.is_empty()
        && stretches
            .iter()
            .any(|stretch| find(&other, stretch).is_some()))
}

/// Where a sequence first stands in another (Knuth, Morris and Pratt).
fn find(needle: &[u32], haystack: &[u32]) -> Option<usize> {
    if needle.is_empty() {
        return Some(0);
    }
    let mut borders = vec![0; needle.len()];
    let mut length = 0;
    for at in 1..needle.len() {
        while length > 0 && needle[at] != needle[length] {
            length = borders[length - 1];
        }
        if needle[at] == needle[length] {
            length += 1;
        }
        borders[at] = length;
    }
    let mut matched = 0;
    for (at, token) in haystack.iter().enumerate() {
        while matched > 0 && *token != needle[matched] {
            matched = borders[matched - 1];
        }
        if *token == needle[matched] {
            matched += 1;
        }
        if matched == needle.len() {
            return Some(at + 1 - matched);
        }
    }
    None
}

/// How many windows are tried, and how many places of one word count towards them.
const MOST_WINDOWS: usize = 4;
const MOST_PLACES: usize = 16;

/// Where windows of a size may hold the short sequence: at the shifts that match most words,
/// and a little before them.
fn window_starts(short: &[u32], long: &[u32], size: usize) -> Vec<usize> {
    if long.len() <= size {
        return vec![0];
    }
    let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, stem) in long.iter().enumerate() {
        let places = places.entry(*stem).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let mut shifts: Vec<usize> = Vec::new();
    for (at, stem) in short.iter().enumerate() {
        for place in places.get(stem).into_iter().flatten() {
            shifts.push(place.saturating_sub(at));
        }
    }
    shifts.sort_unstable();
    let mut counted: Vec<(usize, usize)> = shifts
        .chunk_by(|one, two| one == two)
        .map(|run| (run.len(), run[0]))
        .collect();
    counted.sort_by_key(|(count, shift)| (std::cmp::Reverse(*count), *shift));
    let slack = short.len() / 4;
    counted
        .into_iter()
        .take(MOST_WINDOWS)
        .flat_map(|(_, shift)| [shift, shift.saturating_sub(slack)])
        .collect()
}

/// The length of the longest common subsequence, by bits (Hyyrö 2004, *Bit-parallel LCS-length
/// computation revisited*).
fn common_in_order(short: &[u32], window: &[u32]) -> usize {
    let blocks = short.len().div_ceil(64);
    let mut places: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
    for (at, stem) in short.iter().enumerate() {
        places.entry(*stem).or_insert_with(|| vec![0; blocks])[at / 64] |= 1 << (at % 64);
    }
    let mut row = vec![u64::MAX; blocks];
    for stem in window {
        let Some(places) = places.get(stem) else {
            continue;
        };
        let mut carry = false;
        for (bits, place) in row.iter_mut().zip(places) {
            let hits = *bits & place;
            let (sum, over) = bits.overflowing_add(hits);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            *bits = sum | (*bits & !hits);
        }
    }
    (0..short.len())
        .filter(|at| row[at / 64] & (1 << (at % 64)) == 0)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Allowance::{Brackets, Case, Ellipsis, Fragments, Inflection, Punctuation};

    fn read(one: &str, two: &str, allowing: &[Allowance]) -> (Quotation, Quotation) {
        let mut lexicon = Lexicon::default();
        (
            Quotation::read(one, allowing, &mut lexicon),
            Quotation::read(two, allowing, &mut lexicon),
        )
    }

    fn same(one: &str, two: &str, allowing: &[Allowance]) -> bool {
        let (one, two) = read(one, two, allowing);
        let forth = one.same(&two, allowing.contains(&Fragments));
        assert_eq!(forth, two.same(&one, allowing.contains(&Fragments)));
        forth
    }

    fn alike(one: &str, two: &str) -> bool {
        let (one, two) = read(one, two, &[]);
        one.alike(&two, Decimal::new(75, 2))
    }

    #[test]
    fn the_same_words_are_the_same() {
        assert!(same("We will not go.", "We will not go", &[]));
        assert!(same("We won\u{2019}t go", "We won't  go,", &[]));
        assert!(!same("We will not go", "We will go", &[]));
        assert!(!same("We will not go", "We will not go!", &[]));
    }

    #[test]
    fn each_allowance_allows_its_own_difference_only() {
        for (one, two, allowance) in [
            ("We will go", "we will go", Case),
            ("We, the people", "We the people", Punctuation),
            ("long-term peace", "long term peace", Punctuation),
            ("the U.S. forces", "the US forces", Punctuation),
            (
                "go home today",
                "We will go home today, all of us",
                Fragments,
            ),
            ("We will … go home", "We will all of us go home", Ellipsis),
            (
                "We will [...] go home",
                "We will all of us go home",
                Ellipsis,
            ),
            ("[He] will go home", "The minister will go home", Brackets),
            ("He continues talks", "He continued talks", Inflection),
        ] {
            assert!(same(one, two, &[allowance]), "{allowance:?}: {one}");
            let others: Vec<Allowance> = [Case, Punctuation, Fragments, Inflection]
                .into_iter()
                .filter(|other| *other != allowance)
                .collect();
            assert!(!same(one, two, &others), "without {allowance:?}: {one}");
        }
    }

    #[test]
    fn case_is_that_of_first_letters() {
        assert!(!same("the NATO allies", "the Nato allies", &[Case]));
    }

    #[test]
    fn a_gap_stands_for_words_but_not_for_other_words_around_it() {
        let allowing = [Ellipsis, Case];
        assert!(!same(
            "We will … go home",
            "We would all of us go home",
            &allowing
        ));
        assert!(!same(
            "We will … go home",
            "We will all of us go out",
            &allowing
        ));
    }

    #[test]
    fn versions_share_three_quarters_of_the_shorter() {
        assert!(alike("far from settled", "are far from being settled"));
        assert!(alike(
            "I would propose continuing the talks now",
            "I would propose to continue the talks"
        ));
        assert!(!alike(
            "We would advise repairing and reopening them",
            "but we would prefer repairing and enlarging them at this point"
        ));
        assert!(!alike("the community has spoken", "the jury has spoken"));
        // Two words are too few to tell.
        assert!(!alike("no reason", "no reason"));
    }

    #[test]
    fn words_far_apart_are_no_version() {
        assert!(!alike(
            "far from settled",
            "far be it from me to say that we are all settled"
        ));
    }

    #[test]
    fn a_fragment_is_found_anywhere_in_a_long_quotation() {
        let long: String = (0..300).map(|n| format!("word{n} ")).collect();
        assert!(alike("word250 word251 word252 word253", &long));
        let seventy: String = (100..170).map(|n| format!("word{n} ")).collect();
        assert!(alike(&seventy, &long));
        assert!(!alike("other250 word251 other252 other253", &long));
    }

    #[test]
    fn alike_quotations_share_a_triple() {
        let (one, two) = read("far from settled", "are far from being settled", &[]);
        let shared = one.triples();
        assert!(two.triples().iter().any(|triple| shared.contains(triple)));
    }

    #[test]
    fn any_text_can_be_read() {
        for text in [
            "", "[", "]", "[]", "…", "...", ". . .", "'", "a'", "[a", "é’é", "。",
        ] {
            let (one, two) = read(text, text, &[Ellipsis, Brackets, Punctuation]);
            assert!(one.same(&two, true));
            let _ = one.difference(&two, true);
        }
    }
}
