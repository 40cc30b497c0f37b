//! The words in which two quotations differ, side by side.

use super::quotation::GAP;

/// The words between two spaces, with what of them is compared.
pub(super) type Chunk = (Box<str>, Vec<u32>);

/// How many words are shown before and after a difference.
const CONTEXT: usize = 4;

/// Longer stretches are not aligned word by word: that costs the product of their lengths.
const MOST_ALIGNED: usize = 400;

/// A stretch in which the two differ: chunks of the reference and chunks of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hunk {
    there: (usize, usize),
    here: (usize, usize),
}

/// What a reference has and what stands here, each with a few words around it.
///
/// What one of them says before the first or after the last word they share does not count
/// if `fragments` are allowed and they differ between those words.
pub(super) fn between(there: &[Chunk], here: &[Chunk], fragments: bool) -> [String; 2] {
    let all = hunks(there, here);
    let mut hunks: Vec<Hunk> = all
        .iter()
        .copied()
        .filter(|hunk| counts(hunk, there, here))
        .collect();
    if fragments {
        let inner = |hunk: &Hunk| {
            let first = hunk.there.0 == 0 && hunk.here.0 == 0;
            let last = hunk.there.1 == there.len() && hunk.here.1 == here.len();
            !first && !last
        };
        if hunks.iter().any(inner) {
            hunks.retain(inner);
        }
    }
    if hunks.is_empty() {
        hunks = all;
    }
    let side = |who, chunks, stretch: fn(&Hunk) -> (usize, usize)| {
        format!("{who} “{}”", excerpt(chunks, hunks.iter().map(stretch)))
    };
    [
        side("the reference has", there, |hunk| hunk.there),
        side("this one has", here, |hunk| hunk.here),
    ]
}

/// Whether a hunk is more than an allowed difference: other hyphens or signs, or words that
/// were left out and marked so.
fn counts(hunk: &Hunk, there: &[Chunk], here: &[Chunk]) -> bool {
    let tokens = |chunks: &[Chunk], (from, to): (usize, usize)| -> Vec<u32> {
        chunks[from..to]
            .iter()
            .flat_map(|(_, tokens)| tokens.iter().copied())
            .collect()
    };
    let (there, here) = (tokens(there, hunk.there), tokens(here, hunk.here));
    let gap = |tokens: &[u32]| !tokens.is_empty() && tokens.iter().all(|token| *token == GAP);
    there != here && !gap(&there) && !gap(&here)
}

/// The stretches between the words the two share in order.
fn hunks(there: &[Chunk], here: &[Chunk]) -> Vec<Hunk> {
    let same = |(one, two): &(&Chunk, &Chunk)| one.1 == two.1;
    let start = there.iter().zip(here).take_while(same).count();
    let rest = there.len().min(here.len()) - start;
    let end = there
        .iter()
        .rev()
        .zip(here.iter().rev())
        .take(rest)
        .take_while(same)
        .count();
    let (there_end, here_end) = (there.len() - end, here.len() - end);
    let mut hunks = Vec::new();
    let (mut at_there, mut at_here) = (start, start);
    let shared = shared(&there[start..there_end], &here[start..here_end]);
    let ends = [(there_end - start, here_end - start)];
    for (next_there, next_here) in shared.into_iter().chain(ends) {
        let hunk = Hunk {
            there: (at_there, start + next_there),
            here: (at_here, start + next_here),
        };
        if hunk.there.0 < hunk.there.1 || hunk.here.0 < hunk.here.1 {
            hunks.push(hunk);
        }
        (at_there, at_here) = (hunk.there.1 + 1, hunk.here.1 + 1);
    }
    hunks
}

/// The pairs of equal chunks of a longest common subsequence; none of stretches that are too
/// long to align.
fn shared(there: &[Chunk], here: &[Chunk]) -> Vec<(usize, usize)> {
    if there.len() > MOST_ALIGNED || here.len() > MOST_ALIGNED {
        return Vec::new();
    }
    // A chunk of signs that are not compared says nothing about where the two meet.
    let equal = |one: usize, two: usize| {
        let (there, here) = (&there[one].1, &here[two].1);
        !there.is_empty() && there == here
    };
    let width = here.len() + 1;
    // The length of the longest common subsequence of the chunks before each pair.
    let mut lengths = vec![0_u16; (there.len() + 1) * width];
    for one in 0..there.len() {
        for two in 0..here.len() {
            lengths[(one + 1) * width + two + 1] = if equal(one, two) {
                lengths[one * width + two] + 1
            } else {
                lengths[one * width + two + 1].max(lengths[(one + 1) * width + two])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut one, mut two) = (there.len(), here.len());
    while one > 0 && two > 0 {
        let length = lengths[one * width + two];
        if equal(one - 1, two - 1) {
            (one, two) = (one - 1, two - 1);
            pairs.push((one, two));
        } else if lengths[(one - 1) * width + two] == length {
            one -= 1;
        } else {
            two -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// The stretches with a few words around each, and "…" for what is left out.
fn excerpt(chunks: &[Chunk], stretches: impl Iterator<Item = (usize, usize)>) -> String {
    let mut windows: Vec<(usize, usize)> = Vec::new();
    for (from, to) in stretches {
        let from = from.saturating_sub(CONTEXT);
        let to = (to + CONTEXT).min(chunks.len());
        match windows.last_mut() {
            Some(last) if from <= last.1 + 1 => last.1 = to.max(last.1),
            Some(_) | None => windows.push((from, to)),
        }
    }
    let mut words = Vec::new();
    let mut upto = 0;
    for (from, to) in windows {
        if from > upto {
            words.push("…");
        }
        words.extend(chunks[from..to].iter().map(|(word, _)| &**word));
        upto = to;
    }
    if upto < chunks.len() {
        words.push("…");
    }
    // The quotation may have its own beside it.
    words.dedup_by(|one, two| *one == "…" && *two == "…");
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::quotation::{Lexicon, Quotation};
    use crate::lang::typed::Allowance::{self, Brackets, Case, Ellipsis, Fragments, Punctuation};

    const USUAL: [Allowance; 5] = [Case, Punctuation, Fragments, Ellipsis, Brackets];

    fn difference(here: &str, reference: &str, allowing: &[Allowance]) -> [String; 2] {
        let mut lexicon = Lexicon::default();
        let here = Quotation::read(here, allowing, &mut lexicon);
        let reference = Quotation::read(reference, allowing, &mut lexicon);
        here.difference(&reference, allowing.contains(&Fragments))
    }

    #[test]
    fn a_difference_shows_what_changed_and_a_few_words_around() {
        assert_eq!(
            difference("far from settled", "are far from being settled", &[]),
            [
                "the reference has “are far from being settled”",
                "this one has “far from settled”"
            ]
        );
        assert_eq!(
            difference(
                "one two three four five six seven eight nine ten eleven twelve",
                "one two three four five six 7 eight nine ten eleven twelve",
                &[],
            ),
            [
                "the reference has “… three four five six 7 eight nine ten eleven …”",
                "this one has “… three four five six seven eight nine ten eleven …”"
            ]
        );
    }

    #[test]
    fn differences_far_apart_are_shown_without_what_lies_between() {
        assert_eq!(
            difference(
                "red one two three four five six seven eight nine ten eleven blue",
                "green one two three four five six seven eight nine ten eleven black",
                &[],
            ),
            [
                "the reference has “green one two three four … eight nine ten eleven black”",
                "this one has “red one two three four … eight nine ten eleven blue”"
            ]
        );
    }

    #[test]
    fn what_only_one_goes_on_to_say_does_not_hide_the_change() {
        assert_eq!(
            difference(
                "The boats were late. I only want to say that the crew did well",
                "And I only wanted to say that the crew did well. That is all.",
                &USUAL,
            ),
            [
                "the reference has “And I only wanted to say that the …”",
                "this one has “… were late. I only want to say that the …”"
            ]
        );
        // Where nothing else differs, it is the difference.
        assert_eq!(
            difference("we are late today", "they are late", &USUAL),
            [
                "the reference has “they are late”",
                "this one has “we are late today”"
            ]
        );
    }

    #[test]
    fn what_is_allowed_is_not_shown_as_a_change() {
        assert_eq!(
            difference(
                "the long term plan of the old town … is to build nine new bridges",
                "the long-term plan of the old town council of Vestby is to build ten new bridges",
                &USUAL,
            ),
            [
                "the reference has “… Vestby is to build ten new bridges”",
                "this one has “… is to build nine new bridges”"
            ]
        );
    }

    #[test]
    fn long_quotations_are_cut_to_what_differs() {
        let words: Vec<String> = (0..2000).map(|n| format!("word{n}")).collect();
        let mut changed = words.clone();
        changed[1000] = "other".to_owned();
        let [there, here] = difference(&changed.join(" "), &words.join(" "), &[]);
        assert!(there.contains("word999 word1000 word1001"), "{there}");
        assert!(here.contains("word999 other word1001"), "{here}");
        assert!(here.split(' ').count() < 16, "{here}");
    }
}
