//! The words around a figure that say how exact it is.
//!
//! The kinds follow Ferson et al. 2015 (*Int. J. Approx. Reasoning*); see [`Hedge`].

use super::Words;
use super::figure::Hedge;
use super::fold::Folded;
use super::part::Cursor;

/// Words before a figure, sorted. "Well under" and its like have no lower end that a reader
/// would agree on, so they are bounds.
#[rustfmt::skip]
pub(super) const BEFORE: &[(&str, Hedge)] = &[
    ("<", Hedge::Below),
    ("< =", Hedge::AtMost),
    (">", Hedge::Above),
    ("> =", Hedge::AtLeast),
    ("a bit less than", Hedge::Nearly),
    ("a bit more than", Hedge::Above),
    ("a bit over", Hedge::Above),
    ("a bit under", Hedge::Nearly),
    ("a little less than", Hedge::Nearly),
    ("a little more than", Hedge::Above),
    ("a little over", Hedge::Above),
    ("a little under", Hedge::Nearly),
    ("a maximum of", Hedge::AtMost),
    ("a minimum of", Hedge::AtLeast),
    ("about", Hedge::Around),
    ("above", Hedge::Above),
    ("almost", Hedge::Nearly),
    ("an estimated", Hedge::Around),
    ("anywhere near", Hedge::Around),
    ("approaching", Hedge::Nearly),
    ("approx", Hedge::Around),
    ("approx.", Hedge::Around),
    ("approximately", Hedge::Around),
    ("around", Hedge::Around),
    ("as few as", Hedge::AtLeast),
    ("as high as", Hedge::AtMost),
    ("as little as", Hedge::AtLeast),
    ("as low as", Hedge::AtLeast),
    ("as many as", Hedge::AtMost),
    ("as much as", Hedge::AtMost),
    ("at least", Hedge::AtLeast),
    ("at most", Hedge::AtMost),
    ("at the least", Hedge::AtLeast),
    ("at the most", Hedge::AtMost),
    ("at the very least", Hedge::AtLeast),
    ("below", Hedge::Below),
    ("c.", Hedge::Around),
    ("ca.", Hedge::Around),
    ("circa", Hedge::Around),
    ("close to", Hedge::Nearly),
    ("considerably more than", Hedge::FarAbove),
    ("estimated", Hedge::Around),
    ("exactly", Hedge::Exact),
    ("exceeding", Hedge::Above),
    ("far above", Hedge::FarAbove),
    ("far below", Hedge::AtMost),
    ("far fewer than", Hedge::AtMost),
    ("far less than", Hedge::AtMost),
    ("far more than", Hedge::FarAbove),
    ("fewer than", Hedge::Below),
    ("greater than", Hedge::Above),
    ("in excess of", Hedge::Above),
    ("in the neighborhood of", Hedge::Around),
    ("in the neighbourhood of", Hedge::Around),
    ("in the region of", Hedge::Around),
    ("just about", Hedge::Around),
    ("just above", Hedge::Above),
    ("just below", Hedge::Nearly),
    ("just over", Hedge::Above),
    ("just short of", Hedge::Nearly),
    ("just under", Hedge::Nearly),
    ("larger than", Hedge::Above),
    ("less than", Hedge::Below),
    ("many more than", Hedge::FarAbove),
    ("maximum of", Hedge::AtMost),
    ("maybe", Hedge::Around),
    ("minimum of", Hedge::AtLeast),
    ("more or less", Hedge::Around),
    ("more than", Hedge::Above),
    ("much less than", Hedge::AtMost),
    ("much more than", Hedge::FarAbove),
    ("nearing", Hedge::Nearly),
    ("nearly", Hedge::Nearly),
    ("no fewer than", Hedge::AtLeast),
    ("no greater than", Hedge::AtMost),
    ("no less than", Hedge::AtLeast),
    ("no more than", Hedge::AtMost),
    ("north of", Hedge::Above),
    ("not fewer than", Hedge::AtLeast),
    ("not less than", Hedge::AtLeast),
    ("not more than", Hedge::AtMost),
    ("not quite", Hedge::Nearly),
    ("on the order of", Hedge::Around),
    ("over", Hedge::Above),
    ("perhaps", Hedge::Around),
    ("precisely", Hedge::Exact),
    ("roughly", Hedge::Around),
    ("significantly more than", Hedge::FarAbove),
    ("slightly above", Hedge::Above),
    ("slightly below", Hedge::Nearly),
    ("slightly fewer than", Hedge::Nearly),
    ("slightly less than", Hedge::Nearly),
    ("slightly more than", Hedge::Above),
    ("slightly over", Hedge::Above),
    ("slightly under", Hedge::Nearly),
    ("some", Hedge::Around),
    ("somewhere around", Hedge::Around),
    ("somewhere near", Hedge::Around),
    ("south of", Hedge::Below),
    ("under", Hedge::Below),
    ("up to", Hedge::AtMost),
    ("upward of", Hedge::Above),
    ("upwards of", Hedge::Above),
    ("virtually", Hedge::Nearly),
    ("way more than", Hedge::FarAbove),
    ("way over", Hedge::FarAbove),
    ("well above", Hedge::FarAbove),
    ("well below", Hedge::AtMost),
    ("well beyond", Hedge::FarAbove),
    ("well in excess of", Hedge::FarAbove),
    ("well over", Hedge::FarAbove),
    ("well under", Hedge::AtMost),
    ("~", Hedge::Around),
    ("≈", Hedge::Around),
    ("≤", Hedge::AtMost),
    ("≥", Hedge::AtLeast),
];

/// Words after a figure or after its unit; a hyphen may join them ("20-odd").
#[rustfmt::skip]
const AFTER: &[(&str, Hedge)] = &[
    ("+", Hedge::AtLeast),
    ("and counting", Hedge::AtLeast),
    ("and up", Hedge::AtLeast),
    ("give or take", Hedge::Around),
    ("ish", Hedge::Around),
    ("odd", Hedge::Around),
    ("or above", Hedge::AtLeast),
    ("or below", Hedge::AtMost),
    ("or fewer", Hedge::AtMost),
    ("or greater", Hedge::AtLeast),
    ("or higher", Hedge::AtLeast),
    ("or less", Hedge::AtMost),
    ("or lower", Hedge::AtMost),
    ("or more", Hedge::AtLeast),
    ("or over", Hedge::AtLeast),
    ("or so", Hedge::Around),
    ("or thereabouts", Hedge::Around),
    ("or under", Hedge::AtMost),
    ("plus", Hedge::AtLeast),
];

/// The most words in a phrase of [`BEFORE`].
const LONGEST: usize = 4;

/// The token after the hedge that starts at a token: the longest, if one starts there.
pub(super) fn starting_at(words: &Words<'_>, at: usize) -> Option<usize> {
    let first = Folded::new(words.word(at));
    if first.is_empty() {
        return None;
    }
    let from = BEFORE.partition_point(|(phrase, _)| first_word(phrase) < &*first);
    BEFORE[from..]
        .iter()
        .take_while(|(phrase, _)| first_word(phrase) == &*first)
        .filter_map(|(phrase, _)| {
            let mut end = at;
            for listed in phrase.split(' ') {
                if &*Folded::new(words.word(end)) != listed {
                    return None;
                }
                end += 1;
            }
            Some(end)
        })
        .max()
}

/// The longest hedge that ends just before a token.
pub(super) fn ending_at(words: &Words<'_>, at: usize) -> Option<Hedge> {
    (1..=LONGEST.min(at)).rev().find_map(|length| {
        let start = at - length;
        let first = Folded::new(words.word(start));
        let from = BEFORE.partition_point(|(phrase, _)| first_word(phrase) < &*first);
        BEFORE[from..]
            .iter()
            .take_while(|(phrase, _)| first_word(phrase) == &*first)
            .find(|(phrase, _)| {
                phrase.split(' ').count() == length
                    && phrase
                        .split(' ')
                        .enumerate()
                        .all(|(index, listed)| &*Folded::new(words.word(start + index)) == listed)
            })
            .map(|(_, hedge)| *hedge)
    })
}

/// The hedge after a figure and the cursor past it.
pub(super) fn after(words: &Words<'_>, cursor: Cursor) -> Option<(Cursor, Hedge)> {
    let hyphened = cursor.is_inside() || words.past_hyphen(cursor) != cursor;
    let start = words.past_hyphen(cursor);
    AFTER.iter().find_map(|(phrase, hedge)| {
        let mut end = start;
        for listed in phrase.split(' ') {
            if &*Folded::new(words.part(end)) != listed {
                return None;
            }
            end = words.after_part(end);
        }
        let allowed = match *phrase {
            // "20 plus 5" is a sum and "an odd man" is odd; joined on they are hedges.
            "plus" | "ish" => hyphened,
            "+" => words.joined(start.token) && !words.joined(start.token + 1),
            "odd" => {
                hyphened
                    || words
                        .word(end.token)
                        .starts_with(|c: char| c.is_alphabetic())
            }
            _ => true,
        };
        allowed.then_some((end, *hedge))
    })
}

fn first_word(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or(phrase)
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    #[test]
    fn the_list_is_sorted_and_its_longest_phrase_is_known() {
        assert!(BEFORE.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(
            BEFORE
                .iter()
                .map(|(phrase, _)| phrase.split(' ').count())
                .max(),
            Some(LONGEST)
        );
    }

    #[test]
    fn the_longest_hedge_counts() {
        let cases = [
            ("well over 5", Hedge::FarAbove),
            ("over 5", Hedge::Above),
            ("no more than 5", Hedge::AtMost),
            ("more than 5", Hedge::Above),
            ("no fewer than 5", Hedge::AtLeast),
            ("well in excess of 5", Hedge::FarAbove),
            ("just under 5", Hedge::Nearly),
            ("under 5", Hedge::Below),
            ("An estimated 5", Hedge::Around),
        ];
        for (text, hedge) in cases {
            let sample = Sample::new(text);
            let figure = sample.tokens.len() - 1;
            assert_eq!(ending_at(&sample.words(), figure), Some(hedge), "{text}");
            assert_eq!(starting_at(&sample.words(), 0), Some(figure), "{text}");
        }
    }

    #[test]
    fn other_words_before_a_figure_are_no_hedges() {
        for text in ["the 5", "only 5", "in 5", "least 5", "of 5"] {
            let sample = Sample::new(text);
            assert_eq!(ending_at(&sample.words(), 1), None, "{text}");
        }
    }
}
