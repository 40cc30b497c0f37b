//! "Did you mean": the names nearest to a misspelled one.

/// At most this many names are suggested.
const MOST: usize = 3;

/// The candidates near `name`, the nearest first, at most three.
///
/// Near means an edit distance (with transpositions) of at most one plus a fifth of the
/// length, counted in characters without regard to case. Equal distances keep the order
/// of the candidates.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = name.to_lowercase();
    let letters = Letters::of(&folded);
    let limit = 1 + letters.total / 5;
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            if letters.least_distance(&Letters::of(&other)) > limit {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&folded, &other);
            (distance <= limit && candidate != name).then_some((distance, candidate))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.dedup_by_key(|(_, candidate)| *candidate);
    near.into_iter()
        .take(MOST)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// How often each character is in a word, some characters counted together.
struct Letters {
    counts: [u32; 32],
    total: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0; 32];
        let mut total = 0;
        for letter in word.chars() {
            counts[letter as usize % 32] += 1;
            total += 1;
        }
        Self { counts, total }
    }

    /// What the edit distance of two words is at least. One edit adds or takes away one
    /// character, or puts one in the place of another, or leaves the counts as they are.
    fn least_distance(&self, other: &Self) -> usize {
        let changes: u32 = self
            .counts
            .iter()
            .zip(&other.counts)
            .map(|(one, two)| one.abs_diff(*two))
            .sum();
        (changes as usize)
            .div_ceil(2)
            .max(self.total.abs_diff(other.total))
    }
}

/// The hint to print for a misspelled name, if any candidate is near.
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let near = nearest(name, candidates);
    let (last, rest) = near.split_last()?;
    Some(if rest.is_empty() {
        format!("did you mean `{last}`?")
    } else {
        format!("did you mean `{}` or `{last}`?", rest.join("`, `"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_the_nearest_name_first() {
        assert_eq!(nearest("nubmer", ["measure", "number", "name"]), ["number"]);
    }

    #[test]
    fn stays_silent_when_nothing_is_near() {
        assert_eq!(did_you_mean("troops", ["call", "meeting"]), None);
    }

    #[test]
    fn the_counts_of_letters_never_say_more_than_the_distance() {
        let words = [
            "", "a", "verbose", "verbos", "evrbose", "verbatim", "Łódź", "lodz", "ppp",
        ];
        for one in words {
            for two in words {
                let least = Letters::of(one).least_distance(&Letters::of(two));
                assert!(
                    least <= strsim::damerau_levenshtein(one, two),
                    "{one} {two}"
                );
            }
        }
    }

    #[test]
    fn joins_several_names() {
        assert_eq!(
            did_you_mean("cat", ["car", "cap"]).as_deref(),
            Some("did you mean `car` or `cap`?")
        );
    }
}
