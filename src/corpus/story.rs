//! Which documents tell the same story, from their paths.

use std::collections::BTreeMap;

/// What a pattern of file names calls the story's part.
const STORY: &str = "{story}";

/// How documents are grouped into stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The corpus is one story.
    #[default]
    None,
    /// Each folder is a story.
    Directory,
    /// A part of the path names the story.
    Pattern(Pattern),
}

/// A path with one `{story}` in it: `{story}-*.txt`, `desk/{story}/*.md`.
///
/// Without `/` it is about the file name and each folder has its own stories; with `/`,
/// about the path from the root. `*` stands for any characters but `/`. `{story}` takes at
/// least one character and as many as it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    before: String,
    after: String,
    whole_path: bool,
}

impl Grouping {
    /// Reads `none`, `directory` or a pattern.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "directory" => Ok(Self::Directory),
            _ => match text.split_once(STORY) {
                Some((_, after)) if after.contains(STORY) => {
                    Err(format!("a pattern has one `{STORY}`"))
                }
                Some((before, after)) => Ok(Self::Pattern(Pattern {
                    before: before.to_owned(),
                    after: after.to_owned(),
                    whole_path: text.contains('/'),
                })),
                None => Err(format!(
                    "must be \"none\", \"directory\" or a file name with `{STORY}` in it"
                )),
            },
        }
    }

    /// The number of the story of each document, in the order of the paths. A path that a
    /// pattern does not match is a story of its own.
    pub fn stories<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
        let mut numbers: BTreeMap<(&str, Option<&str>), u32> = BTreeMap::new();
        paths
            .into_iter()
            .map(|path| {
                let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
                let key = match self {
                    Self::None => ("", None),
                    Self::Directory => (folder, None),
                    Self::Pattern(pattern) if pattern.whole_path => match pattern.story(path) {
                        Some(story) => ("", Some(story)),
                        None => (path, None),
                    },
                    Self::Pattern(pattern) => match pattern.story(file) {
                        Some(story) => (folder, Some(story)),
                        None => (path, None),
                    },
                };
                let next = numbers.len() as u32;
                *numbers.entry(key).or_insert(next)
            })
            .collect()
    }
}

impl Pattern {
    /// The story's part of a name or a path.
    fn story<'a>(&self, name: &'a str) -> Option<&'a str> {
        // The longest story: the latest place from which the rest of the pattern fits,
        // after the earliest at which the part before it does.
        let ends = |text: &str| wildcard(&self.after, text);
        let begins = |text: &str| wildcard(&self.before, text);
        let start = (0..name.len())
            .filter(|at| name.is_char_boundary(*at))
            .find(|at| begins(&name[..*at]))?;
        let story = (start + 1..=name.len())
            .rev()
            .filter(|at| name.is_char_boundary(*at))
            .find(|at| ends(&name[*at..]))
            .map(|end| &name[start..end])?;
        (!story.contains('/')).then_some(story)
    }
}

/// Whether a text fits a pattern in which `*` stands for any characters but `/`.
fn wildcard(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    // Between two `*` the first occurrence is as good as any other; only the last piece is
    // bound to the end.
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        let skipped = if pieces.peek().is_none() {
            text.strip_suffix(piece)
        } else {
            text.find(piece).map(|at| {
                let skipped = &text[..at];
                text = &text[at + piece.len()..];
                skipped
            })
        };
        if skipped.is_none_or(|skipped| skipped.contains('/')) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(grouping: &str, paths: &[&str]) -> Vec<u32> {
        Grouping::parse(grouping)
            .unwrap()
            .stories(paths.iter().copied())
    }

    #[test]
    fn one_story_for_the_corpus_unless_asked() {
        assert_eq!(stories("none", &["a.txt", "b/a.txt"]), [0, 0]);
        assert_eq!(Grouping::default(), Grouping::None);
    }

    #[test]
    fn a_folder_is_a_story_and_a_folder_in_it_another() {
        assert_eq!(
            stories(
                "directory",
                &["a/1.txt", "a/2.txt", "a/b/3.txt", "4.txt", "5.txt"]
            ),
            [0, 0, 1, 2, 2]
        );
    }

    #[test]
    fn a_part_of_the_file_name_is_a_story_within_its_folder() {
        assert_eq!(
            stories(
                "{story}-*.txt",
                &[
                    "lavrov-ap.txt",
                    "lavrov-reuters.txt",
                    "troops-near-kyiv-ap.txt",
                    "troops-near-kyiv-bbc.txt",
                    "old/lavrov-ap.txt",
                ]
            ),
            [0, 0, 1, 1, 2]
        );
    }

    #[test]
    fn a_file_name_that_does_not_fit_is_a_story_of_its_own() {
        assert_eq!(
            stories(
                "{story}-*.txt",
                &["notes.txt", "x-1.md", "x-1.txt", "x-2.txt"]
            ),
            [0, 1, 2, 2]
        );
    }

    #[test]
    fn a_pattern_with_a_slash_is_about_the_whole_path() {
        assert_eq!(
            stories(
                "*/{story}.txt",
                &["ap/lavrov.txt", "bbc/lavrov.txt", "bbc/x/lavrov.txt"]
            ),
            [0, 0, 1]
        );
        assert_eq!(
            stories(
                "stories/{story}/*",
                &["stories/a/1.txt", "stories/a/2.txt", "stories/b/1.txt"]
            ),
            [0, 0, 1]
        );
    }

    #[test]
    fn takes_what_is_written_after_the_star() {
        let Grouping::Pattern(pattern) = Grouping::parse("*-{story}.en.*").unwrap() else {
            panic!("a pattern");
        };
        assert_eq!(pattern.story("ap-kyiv.en.md"), Some("kyiv"));
        assert_eq!(pattern.story("ap-größe-2.en.md"), Some("größe-2"));
        assert_eq!(pattern.story("ap-kyiv.de.md"), None);
        assert_eq!(pattern.story("ap-.en.md"), None);
    }

    #[test]
    fn refuses_what_is_neither_a_word_nor_a_pattern() {
        for text in ["folder", "", "{story}-{story}.txt", "{slug}-*.txt"] {
            assert!(Grouping::parse(text).is_err(), "{text}");
        }
    }
}
