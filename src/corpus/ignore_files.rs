//! What `.gitignore`, `.ignore` and `.crossfactignore` say about a path.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::path::relative;
use super::read::describe;
use crate::diag::Diagnostic;

/// The names of the files, the one that is heard first in front.
const NAMES: [&str; 3] = [".crossfactignore", ".ignore", GITIGNORE];

const GITIGNORE: &str = ".gitignore";

/// The ignore files of the folders from the root of the repository down to the folder that is
/// being walked. Settings of the user's git are not asked, so that the corpus is the same on
/// every machine.
#[derive(Debug)]
pub(super) struct IgnoreFiles {
    /// From the outermost folder to the innermost.
    folders: Vec<Folder>,
    /// How many of them stand above the folder that the walk starts from.
    above: usize,
    /// Lines that are no globs and files that cannot be read.
    problems: Vec<Fault>,
}

/// The ignore files of a folder.
#[derive(Debug)]
struct Folder {
    is_repository: bool,
    /// In the order of [`NAMES`].
    files: [Gitignore; NAMES.len()],
}

/// What is wrong with an ignore file.
#[derive(Debug)]
struct Fault {
    file: PathBuf,
    error: ignore::Error,
}

impl IgnoreFiles {
    /// Those above the folder that a walk starts from, up to the root of the repository it is
    /// in, or of the file system.
    pub(super) fn above(start: &Path) -> Self {
        let mut files = Self {
            folders: Vec::new(),
            above: 0,
            problems: Vec::new(),
        };
        let mut above = Vec::new();
        let mut folder = start;
        while !is_repository(folder)
            && let Some(parent) = folder.parent()
        {
            above.push(parent);
            folder = parent;
        }
        for folder in above.into_iter().rev() {
            files.enter(folder);
        }
        files.above = files.folders.len();
        files
    }

    /// Reads the ignore files of a folder, `depth` folders below the start of the walk.
    pub(super) fn enter_at(&mut self, folder: &Path, depth: usize) {
        self.leave_to(depth);
        self.enter(folder);
    }

    /// Whether a path `depth` folders below the start is left out: the innermost file of the
    /// first of [`NAMES`] that says something decides. A `.gitignore` above a repository says
    /// nothing about what is in it.
    pub(super) fn leaves_out(&mut self, path: &Path, depth: usize, is_folder: bool) -> bool {
        self.leave_to(depth);
        for (kind, name) in NAMES.iter().enumerate() {
            for folder in self.folders.iter().rev() {
                match folder.files[kind].matched(path, is_folder) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None if *name == GITIGNORE && folder.is_repository => break,
                    Match::None => {}
                }
            }
        }
        false
    }

    /// A warning for each ignore file that something is wrong with. Names are shown from the
    /// working directory.
    pub(super) fn into_warnings(
        self,
        working_directory: &Path,
    ) -> impl Iterator<Item = Diagnostic> {
        self.problems.into_iter().map(move |fault| {
            let name = relative(&fault.file, working_directory);
            Diagnostic::warning(say(&name, &fault.error))
        })
    }

    /// Forgets the folders deeper than that.
    fn leave_to(&mut self, depth: usize) {
        self.folders.truncate(self.above + depth);
    }

    fn enter(&mut self, folder: &Path) {
        let problems = &mut self.problems;
        let files = NAMES.map(|name| read(folder, name, problems));
        self.folders.push(Folder {
            is_repository: is_repository(folder),
            files,
        });
    }
}

/// In a worktree and in a submodule, `.git` is a file.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

fn read(folder: &Path, name: &str, problems: &mut Vec<Fault>) -> Gitignore {
    let file = folder.join(name);
    if !file.is_file() {
        return Gitignore::empty();
    }
    let mut builder = GitignoreBuilder::new(folder);
    let bad_line = builder.add(&file);
    let (globs, bad_set) = match builder.build() {
        Ok(globs) => (globs, None),
        Err(error) => (Gitignore::empty(), Some(error)),
    };
    for error in bad_line.into_iter().chain(bad_set) {
        let file = file.clone();
        problems.push(Fault { file, error });
    }
    globs
}

/// The words for the first error in an ignore file.
fn say(name: &str, error: &ignore::Error) -> String {
    let line = line_of(error).map_or_else(String::new, |line| format!(", line {line}"));
    match error.io_error() {
        Some(error) => format!("cannot read `{name}`{line}: {}", describe(error)),
        None => format!("in `{name}`{line}: {}", innermost(error)),
    }
}

fn line_of(error: &ignore::Error) -> Option<u64> {
    match error {
        ignore::Error::Partial(errors) => errors.first().and_then(line_of),
        ignore::Error::WithLineNumber { line, .. } => Some(*line),
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => line_of(err),
        ignore::Error::Loop { .. }
        | ignore::Error::Io(_)
        | ignore::Error::Glob { .. }
        | ignore::Error::UnrecognizedFileType(_)
        | ignore::Error::InvalidDefinition => None,
    }
}

fn innermost(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Partial(errors) => errors.first().map_or_else(String::new, innermost),
        ignore::Error::WithLineNumber { err, .. }
        | ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. } => innermost(err),
        ignore::Error::Loop { .. }
        | ignore::Error::Io(_)
        | ignore::Error::Glob { .. }
        | ignore::Error::UnrecognizedFileType(_)
        | ignore::Error::InvalidDefinition => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with ignore files in it: their paths and lines.
    fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        // Nothing above the folder has a say in the tests.
        fs::create_dir(root.join(".git")).unwrap();
        for (file, lines) in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, lines).unwrap();
        }
        (folder, root)
    }

    /// Whether a walk from `start` leaves out the file at `path`, both below `root`.
    fn leaves_out(root: &Path, start: &str, path: &str) -> bool {
        let start = root.join(start);
        let path = root.join(path);
        let mut files = IgnoreFiles::above(&start);
        let mut below: Vec<&Path> = path
            .ancestors()
            .take_while(|above| above.starts_with(&start))
            .collect();
        below.reverse();
        for (depth, part) in below.iter().enumerate() {
            let is_folder = *part != path;
            if depth > 0 && files.leaves_out(part, depth, is_folder) {
                return true;
            }
            files.enter_at(part, depth);
        }
        false
    }

    #[test]
    fn crossfactignore_is_heard_before_ignore_and_ignore_before_gitignore() {
        let (_folder, root) = folder(&[
            (".crossfactignore", "!a.txt\nb.txt\n"),
            (".ignore", "a.txt\n!b.txt\n!c.txt\nd.txt\n"),
            (".gitignore", "a.txt\nc.txt\n!d.txt\ne.txt\n"),
        ]);
        let left_out = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"]
            .map(|path| leaves_out(&root, "", path));
        assert_eq!(left_out, [false, true, false, true, true, false]);
    }

    #[test]
    fn of_one_name_the_deeper_file_is_heard_first() {
        let (_folder, root) = folder(&[
            (".gitignore", "*.md\n!keep.md\n"),
            ("deep/.gitignore", "!a.md\nkeep.md\n"),
        ]);
        assert!(leaves_out(&root, "", "a.md"));
        assert!(!leaves_out(&root, "", "keep.md"));
        assert!(!leaves_out(&root, "", "deep/a.md"));
        assert!(leaves_out(&root, "", "deep/keep.md"));
        assert!(leaves_out(&root, "", "deep/other.md"));
    }

    #[test]
    fn a_shallower_crossfactignore_is_heard_before_a_deeper_gitignore() {
        let (_folder, root) = folder(&[
            (".crossfactignore", "!built/\n"),
            ("site/.gitignore", "built/\n"),
        ]);
        assert!(!leaves_out(&root, "", "site/built/a.txt"));
    }

    #[test]
    fn a_negation_does_not_reach_into_a_folder_that_is_left_out() {
        let (_folder, root) = folder(&[(".gitignore", "drafts/\n!drafts/kept.txt\n")]);
        assert!(leaves_out(&root, "", "drafts/kept.txt"));
    }

    #[test]
    fn a_slash_ties_a_line_to_its_folder_and_a_last_slash_to_folders() {
        let (_folder, root) = folder(&[("desk/.gitignore", "/top.txt\nold/\n")]);
        assert!(leaves_out(&root, "", "desk/top.txt"));
        assert!(!leaves_out(&root, "", "desk/deep/top.txt"));
        assert!(!leaves_out(&root, "", "top.txt"));
        assert!(leaves_out(&root, "", "desk/deep/old/a.txt"));
        assert!(!leaves_out(&root, "", "desk/old"));
    }

    #[test]
    fn files_above_the_start_count_up_to_the_root_of_the_repository() {
        let (_folder, root) = folder(&[
            (".gitignore", "*.txt\n"),
            (".ignore", "*.md\n"),
            ("inner/.gitignore", "/deep/a.md\n"),
            ("inner/deep/b.md", ""),
        ]);
        assert!(leaves_out(&root, "inner/deep", "inner/deep/c.txt"));
        assert!(leaves_out(&root, "inner/deep", "inner/deep/a.md"));
        fs::write(root.join("inner/.git"), "gitdir: elsewhere\n").unwrap();
        assert!(!leaves_out(&root, "inner/deep", "inner/deep/c.txt"));
        assert!(!leaves_out(&root, "inner/deep", "inner/deep/b.md"));
        assert!(leaves_out(&root, "inner/deep", "inner/deep/a.md"));
        assert!(!leaves_out(&root, "inner", "inner/c.txt"));
    }

    #[test]
    fn in_a_repository_within_the_walk_only_the_gitignore_above_is_silent() {
        let (_folder, root) = folder(&[
            (".gitignore", "*.txt\n"),
            (".ignore", "*.md\n"),
            ("inner/.git", "gitdir: elsewhere\n"),
        ]);
        assert!(!leaves_out(&root, "", "inner/a.txt"));
        assert!(leaves_out(&root, "", "inner/a.md"));
    }

    #[test]
    fn what_a_folder_says_is_forgotten_beside_it() {
        let (_folder, root) = folder(&[("a/.gitignore", "x.txt\n"), ("b/x.txt", "")]);
        let mut files = IgnoreFiles::above(&root);
        files.enter_at(&root, 0);
        files.enter_at(&root.join("a"), 1);
        assert!(files.leaves_out(&root.join("a/x.txt"), 2, false));
        files.enter_at(&root.join("b"), 1);
        assert!(!files.leaves_out(&root.join("b/x.txt"), 2, false));
        assert!(!files.leaves_out(&root.join("x.txt"), 1, false));
    }

    #[test]
    fn a_folder_with_the_name_of_an_ignore_file_says_nothing() {
        let (_folder, root) = folder(&[(".ignore/a.txt", "*\n")]);
        assert!(!leaves_out(&root, "", "b.txt"));
    }
}
