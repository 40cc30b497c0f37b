//! Which documents tell the same story (`group_by`).

use super::name_pattern::{NamePattern, Variable};
use crate::document::Metadata;
use crate::suggest;

/// How documents are put together into stories. "Across documents" never crosses stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// All documents tell one story.
    #[default]
    None,
    /// The documents of a directory.
    Directory,
    /// The documents whose names have the same `{story}`.
    Name(NamePattern),
    /// The documents whose metadata has the same value for this key.
    Metadata(String),
}

impl GroupBy {
    /// Reads `none`, `directory`, `metadata.` with a key, or a pattern with `{story}` in it.
    ///
    /// # Errors
    ///
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "directory" => Ok(Self::Directory),
            _ if text.contains("{story}") => {
                NamePattern::parse(text, &[Variable::Story]).map(Self::Name)
            }
            _ => match text.strip_prefix("metadata.") {
                Some(key) if !key.trim().is_empty() => {
                    Ok(Self::Metadata(key.trim().to_lowercase()))
                }
                Some(_) | None => Err(suggest::did_you_mean(text, ["none", "directory"])
                    .unwrap_or_else(|| {
                        "write `none`, `directory`, `metadata.KEY` or a file name with `{story}` \
                         in it"
                            .to_owned()
                    })),
            },
        }
    }

    /// The story of the document at `path`, which has `/` between its parts. Documents with
    /// the same answer tell the same story; one without an answer is a story of its own.
    pub fn story<'d>(&self, path: &'d str, metadata: &'d Metadata) -> Option<&'d str> {
        match self {
            Self::None => Some(""),
            Self::Directory => Some(path.rsplit_once('/').map_or("", |(directory, _)| directory)),
            Self::Name(pattern) => pattern.read(path)?.story,
            Self::Metadata(key) => Some(metadata.get(key)?.value.trim()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GroupBy;
    use crate::document::Metadata;
    use crate::document::metadata::Entry;
    use crate::source::Span;

    fn story<'p>(group_by: &GroupBy, path: &'p str) -> Option<&'p str> {
        static NONE: Metadata = Metadata {
            entries: Vec::new(),
        };
        group_by.story(path, &NONE)
    }

    #[test]
    fn groups_by_directory() {
        assert_eq!(story(&GroupBy::Directory, "news/12/a.txt"), Some("news/12"));
        assert_eq!(story(&GroupBy::Directory, "a.txt"), Some(""));
    }

    #[test]
    fn groups_by_a_part_of_the_file_name() {
        for (pattern, path, expected) in [
            ("{story}-*.txt", "news/12-ap.txt", Some("12")),
            ("{story}-*.txt", "12-ap-late.txt", Some("12")),
            ("*-{story}.txt", "ap-12-3.txt", Some("12-3")),
            ("{story}.*", "talks.en.md", Some("talks")),
            ("day-{story}-*", "day-3-a.md", Some("3")),
            ("stories/{story}/*.md", "stories/12/a.md", Some("12")),
            ("{story}-{x}.md", "a-{x}.md", Some("a")),
            // Near misses.
            ("{story}-*.txt", "-ap.txt", None),
            ("{story}-*.txt", "12-ap.md", None),
            ("{story}-*.txt", "12.txt", None),
            ("stories/{story}/*.md", "stories/12/b/a.md", None),
            ("a{story}a", "aa", None),
        ] {
            let grouping = GroupBy::parse(pattern).unwrap();
            assert_eq!(story(&grouping, path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn refuses_other_words() {
        assert_eq!(
            GroupBy::parse("directroy").unwrap_err(),
            "did you mean `directory`?"
        );
        assert!(GroupBy::parse("story-*.txt").is_err());
        assert!(GroupBy::parse("{story}-{story}").is_err());
        assert!(GroupBy::parse("{story}*").is_err());
    }

    #[test]
    fn matches_names_of_any_characters() {
        let grouping = GroupBy::parse("{story}é*.txt").unwrap();
        assert_eq!(story(&grouping, "üéa.txt"), Some("ü"));
        assert_eq!(story(&grouping, "é.txt"), None);
    }

    #[test]
    fn groups_by_what_a_document_says_of_itself() {
        let group_by = GroupBy::parse("metadata.Event").unwrap();
        let metadata = Metadata {
            entries: vec![Entry {
                key: "event".to_owned(),
                value: " harbour fire ".to_owned(),
                span: Span::default(),
            }],
        };
        assert_eq!(group_by.story("a.md", &metadata), Some("harbour fire"));
        assert_eq!(group_by.story("a.md", &Metadata::default()), None);
        assert!(GroupBy::parse("metadata.").is_err());
    }
}
