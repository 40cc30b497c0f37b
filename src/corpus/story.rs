//! Stories by number: documents with one number tell the same story.

use std::collections::BTreeMap;

use crate::rule::group::GroupBy;

/// The number of the story of each document, in the order of the paths, which start from the
/// root of the corpus. A path from which no story can be told is a story of its own.
pub fn stories<'a>(paths: impl IntoIterator<Item = &'a str>, group_by: &GroupBy) -> Vec<u32> {
    let mut numbers: BTreeMap<Result<&str, &str>, u32> = BTreeMap::new();
    paths
        .into_iter()
        .map(|path| {
            let next = numbers.len() as u32;
            let story = group_by.story(path).ok_or(path);
            *numbers.entry(story).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_is_one_story_unless_asked() {
        assert_eq!(stories(["a.txt", "b/a.txt"], &GroupBy::None), [0, 0]);
    }

    #[test]
    fn a_folder_is_a_story_and_a_folder_in_it_another() {
        let paths = ["a/1.txt", "a/2.txt", "a/b/3.txt", "4.txt", "5.txt"];
        assert_eq!(stories(paths, &GroupBy::Directory), [0, 0, 1, 2, 2]);
    }

    #[test]
    fn documents_that_a_pattern_does_not_match_are_stories_of_their_own() {
        let paths = [
            "fire-ap.txt",
            "fire-bbc.txt",
            "notes.txt",
            "other.txt",
            "fire",
        ];
        let group_by = GroupBy::parse("{story}-*.txt").unwrap();
        assert_eq!(stories(paths, &group_by), [0, 0, 1, 2, 3]);
    }
}
