//! What the name of a file says: its story, its date.

use jiff::civil::Date;

/// A file name with variable parts: `{story}-*.txt`, `{year}-{month}-{day}-*.md`.
///
/// `{story}` stands for one or more characters, `*` for any number; from left to right, each
/// takes as few as it can. `{year}` stands for four digits, `{month}` and `{day}` for two.
/// With a `/` in it, the pattern is for the whole path, and neither `{story}` nor `*` stands
/// for a `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    /// The words before the first variable part.
    start: String,
    /// Each variable part with the words after it.
    parts: Vec<(Variable, String)>,
    has_directories: bool,
}

/// A part of a pattern that stands for different words in different names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// `*`.
    Star,
    /// `{story}`.
    Story,
    /// `{year}`.
    Year,
    /// `{month}`.
    Month,
    /// `{day}`.
    Day,
}

/// What a name says where a pattern matches it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameParts<'p> {
    /// The words at `{story}`.
    pub story: Option<&'p str>,
    /// The day at `{year}`, `{month}` and `{day}`, if there is such a day.
    pub date: Option<Date>,
}

impl Variable {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Star, "*"),
        (Self::Story, "{story}"),
        (Self::Year, "{year}"),
        (Self::Month, "{month}"),
        (Self::Day, "{day}"),
    ];

    /// How many digits it stands for; `None` if it stands for any words.
    fn digits(self) -> Option<usize> {
        match self {
            Self::Year => Some(4),
            Self::Month | Self::Day => Some(2),
            Self::Star | Self::Story => None,
        }
    }

    fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl NamePattern {
    /// Reads a pattern in which each of `wanted` stands once and nothing else but `*` varies.
    ///
    /// # Errors
    ///
    /// What to write instead.
    pub fn parse(text: &str, wanted: &[Variable]) -> Result<Self, String> {
        let mut parts: Vec<(Variable, String)> = Vec::new();
        let mut start = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let variable = Variable::ALL
                .into_iter()
                .filter(|(variable, _)| *variable == Variable::Star || wanted.contains(variable))
                .find_map(|(variable, word)| Some((variable, rest.strip_prefix(word)?)));
            if let Some((variable, after)) = variable {
                let touches = parts.last().is_some_and(|(last, words)| {
                    words.is_empty() && (last.digits().is_none() || variable == Variable::Story)
                });
                if touches {
                    return Err(
                        "words must stand between two variable parts of a pattern".to_owned()
                    );
                }
                parts.push((variable, String::new()));
                rest = after;
            } else {
                let words = parts.last_mut().map_or(&mut start, |(_, words)| words);
                words.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        for variable in wanted {
            if parts.iter().filter(|(part, _)| part == variable).count() != 1 {
                return Err(format!("`{}` stands once in a pattern", variable.word()));
            }
        }
        Ok(Self {
            start,
            parts,
            has_directories: text.contains('/'),
        })
    }

    /// What the path of a document says, if the pattern matches it.
    pub fn read<'p>(&self, path: &'p str) -> Option<NameParts<'p>> {
        let name = if self.has_directories {
            path
        } else {
            path.rsplit_once('/').map_or(path, |(_, name)| name)
        };
        let mut rest = name.strip_prefix(self.start.as_str())?;
        let mut story = None;
        let (mut year, mut month, mut day) = (None, None, None);
        for (index, (variable, words)) in self.parts.iter().enumerate() {
            let taken = self.taken(*variable, words, rest, index + 1 == self.parts.len())?;
            match variable {
                Variable::Star => {}
                Variable::Story => story = Some(taken),
                Variable::Year => year = taken.parse().ok(),
                Variable::Month => month = taken.parse().ok(),
                Variable::Day => day = taken.parse().ok(),
            }
            rest = &rest[taken.len() + words.len()..];
        }
        let date = match (year, month, day) {
            (Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok(),
            _ => None,
        };
        (rest.is_empty() || self.parts.is_empty()).then_some(NameParts { story, date })
    }

    /// What a variable stands for at the start of `rest`, with `words` after it.
    fn taken<'p>(
        &self,
        variable: Variable,
        words: &str,
        rest: &'p str,
        is_last: bool,
    ) -> Option<&'p str> {
        let at = if let Some(digits) = variable.digits() {
            let figure = rest.get(..digits)?;
            let after = &rest[digits..];
            let fits = if is_last {
                after == words
            } else {
                after.starts_with(words)
            };
            (fits && figure.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)?
        } else {
            let least = match variable {
                Variable::Story => rest.chars().next()?.len_utf8(),
                Variable::Star | Variable::Year | Variable::Month | Variable::Day => 0,
            };
            if is_last {
                let at = rest.len().checked_sub(words.len())?;
                (at >= least && rest.ends_with(words)).then_some(at)?
            } else {
                least + rest.get(least..)?.find(words)?
            }
        };
        let taken = &rest[..at];
        (!taken.contains('/')).then_some(taken)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DATE: &[Variable] = &[Variable::Year, Variable::Month, Variable::Day];

    #[test]
    fn reads_the_date_in_a_name() {
        for (pattern, path, expected) in [
            (
                "{year}-{month}-{day}-*",
                "posts/2022-02-14-talks.md",
                Some(date(2022, 2, 14)),
            ),
            (
                "*_{year}{month}{day}.txt",
                "wires/ap_20220214.txt",
                Some(date(2022, 2, 14)),
            ),
            (
                "{year}/{month}/{day}/*",
                "2022/02/14/talks.md",
                Some(date(2022, 2, 14)),
            ),
            (
                "*-{day}.{month}.{year}.html",
                "talks-14.02.2022.html",
                Some(date(2022, 2, 14)),
            ),
            // Near misses: no such day, too few digits, more of the name than the pattern.
            ("{year}-{month}-{day}-*", "2022-02-30-talks.md", None),
            ("{year}-{month}-{day}-*", "2022-2-14-talks.md", None),
            ("*_{year}{month}{day}.txt", "ap_202202141.txt", None),
            ("{year}/{month}/{day}/*", "posts/2022/02/14/talks.md", None),
        ] {
            let pattern = NamePattern::parse(pattern, DATE).unwrap();
            let read = pattern.read(path).and_then(|parts| parts.date);
            assert_eq!(read, expected, "{path}");
        }
    }

    #[test]
    fn a_date_has_all_its_parts_once() {
        assert_eq!(
            NamePattern::parse("{year}-{month}-*", DATE).unwrap_err(),
            "`{day}` stands once in a pattern"
        );
        assert!(NamePattern::parse("{year}{month}{day}{day}", DATE).is_err());
        assert!(NamePattern::parse("*{year}-{month}-{day}", DATE).is_err());
    }
}
