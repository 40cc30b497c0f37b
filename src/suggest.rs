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
    let limit = 1 + folded.chars().count() / 5;
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let distance = strsim::damerau_levenshtein(&folded, &candidate.to_lowercase());
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
    fn joins_several_names() {
        assert_eq!(
            did_you_mean("cat", ["car", "cap"]).as_deref(),
            Some("did you mean `car` or `cap`?")
        );
    }
}
