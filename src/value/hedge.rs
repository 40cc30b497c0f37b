//! The words around a figure that say how exact it is.
//!
//! The kinds follow Ferson et al. 2015 (*Int. J. Approx. Reasoning*); see [`Hedge`].

use super::Words;
use super::figure::Hedge;
use super::language::Class;
use super::part::Cursor;

/// Where a phrase after a figure is a hedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Wherever it stands: "20 or more".
    Anywhere,
    /// Only where a hyphen joins it: "20 plus 5" is a sum, "20-plus" is not.
    Joined,
    /// Where a hyphen joins it or a word follows: "20 odd men".
    JoinedOrBeforeAWord,
    /// Where the figure adjoins it and nothing follows directly: "20+".
    Sign,
}

/// Signs before a figure, in every language. What is two signs is two tokens.
pub(super) const SIGNS_BEFORE: &[(&str, Hedge)] = &[
    ("<", Hedge::Below),
    ("< =", Hedge::AtMost),
    (">", Hedge::Above),
    ("> =", Hedge::AtLeast),
    ("~", Hedge::Around),
    ("≈", Hedge::Around),
    ("≤", Hedge::AtMost),
    ("≥", Hedge::AtLeast),
];

/// Signs after a figure, in every language.
pub(super) const SIGNS_AFTER: &[(&str, (Hedge, Use))] = &[("+", (Hedge::AtLeast, Use::Sign))];

/// The token after the hedge that starts at a token: the longest, if one starts there.
pub(super) fn starting_at(words: &Words<'_>, at: usize) -> Option<usize> {
    if !words.is(at, Class::Hedge) {
        return None;
    }
    let (end, _) = words.lexicon.hedges_before.starting_at(words, at)?;
    Some(end)
}

/// The longest hedge that ends just before a token.
pub(super) fn ending_at(words: &Words<'_>, at: usize) -> Option<Hedge> {
    if !words.is_before(at, 1, Class::HedgeEnd) {
        return None;
    }
    words.lexicon.hedges_before.ending_at(words, at)
}

/// The hedge after a figure and the cursor past it.
pub(super) fn after(words: &Words<'_>, cursor: Cursor) -> Option<(Cursor, Hedge)> {
    let start = words.past_hyphen(cursor);
    if !words.part_lexeme(start).is(Class::HedgeAfter) {
        return None;
    }
    let joined = cursor.is_inside() || start != cursor;
    let (end, (hedge, used)) = words.lexicon.hedges_after.in_parts(words, start)?;
    let is_hedge = match used {
        Use::Anywhere => true,
        Use::Joined => joined,
        Use::JoinedOrBeforeAWord => {
            joined
                || words
                    .word(end.token)
                    .starts_with(|c: char| c.is_alphabetic())
        }
        Use::Sign => words.joined(start.token) && !words.joined(start.token + 1),
    };
    is_hedge.then_some((end, hedge))
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

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
