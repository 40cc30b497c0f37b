//! Which documents tell the same story (`group_by`).

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
}

impl GroupBy {
    /// Reads `none`, `directory` or a pattern with `{story}` in it.
    ///
    /// # Errors
    ///
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "directory" => Ok(Self::Directory),
            _ if text.contains(STORY) => NamePattern::parse(text).map(Self::Name),
            _ => Err(
                suggest::did_you_mean(text, ["none", "directory"]).unwrap_or_else(|| {
                    format!("write `none`, `directory` or a file name with `{STORY}` in it")
                }),
            ),
        }
    }

    /// The story of the document at `path`, which has `/` between its parts. Documents with
    /// the same answer tell the same story; one without an answer is a story of its own.
    pub fn story<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self {
            Self::None => Some(""),
            Self::Directory => Some(path.rsplit_once('/').map_or("", |(directory, _)| directory)),
            Self::Name(pattern) => pattern.story(path),
        }
    }
}

const STORY: &str = "{story}";

/// A file name with `{story}` once and `*` any number of times: `{story}-*.txt`.
///
/// `{story}` stands for one or more characters, `*` for any number; from left to right, each
/// takes as few as it can. With a `/` in it, the pattern is for the whole path, and neither
/// of the two stands for a `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    /// The words before the first variable part.
    start: String,
    /// Each variable part with the words after it.
    parts: Vec<(Variable, String)>,
    has_directories: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variable {
    Star,
    Story,
}

impl NamePattern {
    fn parse(text: &str) -> Result<Self, String> {
        if text.matches(STORY).count() != 1 {
            return Err(format!("`{STORY}` stands once in a pattern"));
        }
        if text.contains("**") || text.contains(&format!("*{STORY}")) || text.contains("}*") {
            return Err("words must stand between two variable parts of a pattern".to_owned());
        }
        let mut parts: Vec<(Variable, String)> = Vec::new();
        let mut start = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix(STORY) {
                parts.push((Variable::Story, String::new()));
                rest = after;
            } else if let Some(after) = rest.strip_prefix('*') {
                parts.push((Variable::Star, String::new()));
                rest = after;
            } else {
                let words = parts.last_mut().map_or(&mut start, |(_, words)| words);
                words.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        Ok(Self {
            start,
            parts,
            has_directories: text.contains('/'),
        })
    }

    fn story<'p>(&self, path: &'p str) -> Option<&'p str> {
        let name = if self.has_directories {
            path
        } else {
            path.rsplit_once('/').map_or(path, |(_, name)| name)
        };
        let mut rest = name.strip_prefix(self.start.as_str())?;
        let mut story = None;
        for (index, (variable, words)) in self.parts.iter().enumerate() {
            let least = match variable {
                Variable::Star => 0,
                Variable::Story => rest.chars().next()?.len_utf8(),
            };
            let is_last = index + 1 == self.parts.len();
            let at = if is_last {
                let at = rest.len().checked_sub(words.len())?;
                (at >= least && rest.ends_with(words.as_str())).then_some(at)?
            } else {
                least + rest.get(least..)?.find(words.as_str())?
            };
            let taken = &rest[..at];
            if taken.contains('/') {
                return None;
            }
            if *variable == Variable::Story {
                story = Some(taken);
            }
            rest = &rest[at + words.len()..];
        }
        story
    }
}

#[cfg(test)]
mod tests {
    use super::GroupBy;

    #[test]
    fn groups_by_directory() {
        assert_eq!(GroupBy::Directory.story("news/12/a.txt"), Some("news/12"));
        assert_eq!(GroupBy::Directory.story("a.txt"), Some(""));
    }

    #[test]
    fn groups_by_a_part_of_the_file_name() {
        for (pattern, path, story) in [
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
            assert_eq!(grouping.story(path), story, "{pattern} on {path}");
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
        assert_eq!(grouping.story("üéa.txt"), Some("ü"));
        assert_eq!(grouping.story("é.txt"), None);
    }
}
