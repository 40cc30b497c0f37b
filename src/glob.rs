//! Globs over the paths of a corpus.
//!
//! As in a `.gitignore`: a glob without `/` inside matches a name at any depth, one with `/`
//! matches from the root of the corpus, and one that matches a folder matches all in it.
//! `*` and `?` stop at `/`, `**` does not; `[…]` and `{…,…}` work as in a shell.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of globs. The empty set matches nothing.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    set: GlobSet,
    /// For each glob, whether its last part says which files it means.
    names_files: Vec<bool>,
}

impl Globs {
    /// Compiles globs. Those that do not compile are left out and come back with their
    /// index and the reason.
    pub fn new<'a>(globs: impl IntoIterator<Item = &'a str>) -> (Self, Vec<(usize, String)>) {
        let mut builder = GlobSetBuilder::new();
        let mut names_files = Vec::new();
        let mut refused = Vec::new();
        for (index, glob) in globs.into_iter().enumerate() {
            match compile(glob) {
                Ok(compiled) => {
                    builder.add(compiled);
                    names_files.push(last_part(glob).contains('.'));
                }
                Err(error) => refused.push((index, error.kind().to_string())),
            }
        }
        match builder.build() {
            Ok(set) => (Self { set, names_files }, refused),
            Err(error) => {
                refused.push((0, error.kind().to_string()));
                (Self::default(), refused)
            }
        }
    }

    /// Whether there is no glob.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether a glob matches the path or a folder above it.
    pub fn matches(&self, path: &str) -> bool {
        !self.is_empty() && ways(path).any(|way| self.set.is_match(way))
    }

    /// The index of the first glob that matches the path or a folder above it.
    pub fn first(&self, path: &str) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        ways(path).flat_map(|way| self.set.matches(way)).min()
    }

    /// Whether a glob matches the path, not only a folder above it.
    pub fn matches_itself(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// Whether a glob that ends in a file name or an extension matches the path itself.
    pub fn names(&self, path: &str) -> bool {
        !self.is_empty()
            && self
                .set
                .matches(path)
                .into_iter()
                .any(|glob| self.names_files.get(glob) == Some(&true))
    }
}

fn compile(glob: &str) -> Result<Glob, globset::Error> {
    let glob = glob.strip_prefix("./").unwrap_or(glob);
    let trimmed = glob.trim_end_matches('/');
    let anchored = trimmed.contains('/');
    let glob = match trimmed.strip_prefix('/') {
        Some(below) => below.to_owned(),
        None if anchored => trimmed.to_owned(),
        None => format!("**/{trimmed}"),
    };
    GlobBuilder::new(&glob)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
}

fn last_part(glob: &str) -> &str {
    glob.rsplit('/').next().unwrap_or(glob)
}

/// The path and the folders above it, the longest first.
fn ways(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |way| {
        way.rsplit_once('/').map(|(above, _)| above)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_a_gitignore_does() {
        for (glob, path, matches) in [
            // Without a slash: a name at any depth.
            ("*.md", "readme.md", true),
            ("*.md", "docs/guide/readme.md", true),
            ("*.md", "readme.mdx", false),
            ("drafts", "drafts/a.txt", true),
            ("drafts", "2024/drafts/a.txt", true),
            ("drafts", "drafts.txt", false),
            // With a slash: from the root.
            ("wires/**", "wires/a.txt", true),
            ("wires/**", "wires/2024/a.txt", true),
            ("wires/**", "old/wires/a.txt", false),
            ("wires/", "wires/a.txt", true),
            ("/wires", "wires/a.txt", true),
            ("/wires", "old/wires/a.txt", false),
            ("./wires/*.txt", "wires/a.txt", true),
            ("wires/*.txt", "wires/2024/a.txt", false),
            ("docs/*", "docs/guide/a.md", true),
            ("**/final/*.txt", "a/b/final/c.txt", true),
            ("{wires,docs}/*.txt", "docs/a.txt", true),
            ("story-[0-9].txt", "story-7.txt", true),
            ("story-[0-9].txt", "story-x.txt", false),
        ] {
            let (globs, refused) = Globs::new([glob]);
            assert!(refused.is_empty(), "{glob}");
            assert_eq!(globs.matches(path), matches, "{glob} on {path}");
        }
    }

    #[test]
    fn no_glob_matches_nothing() {
        assert!(!Globs::default().matches("a.txt"));
    }

    #[test]
    fn tells_globs_that_name_files_from_globs_that_name_folders() {
        let (globs, _) = Globs::new(["content/**", "notes/*.rst", "LICENSE.*"]);
        assert!(globs.names("notes/a.rst"));
        assert!(globs.names("x/LICENSE.html"));
        assert!(!globs.names("content/photo.png"));
    }

    #[test]
    fn a_bad_glob_comes_back_with_its_index_and_the_others_still_work() {
        let (globs, refused) = Globs::new(["*.md", "a[", "*.txt"]);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].0, 1);
        assert!(globs.matches("a.txt") && globs.matches("a.md"));
    }
}
