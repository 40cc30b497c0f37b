//! Which files are the corpus: walks folders, leaves out what ignore files name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::File;
use super::ignore_files::IgnoreFiles;
use super::path::{absolute, relative};
use super::read::describe;
use crate::diag::Diagnostic;
use crate::document::{Format, docx};
use crate::glob::Globs;
use crate::suggest;

/// Which files to look for.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// The folder that keys and globs start from.
    pub root: &'a Path,
    /// The folder that names start from, and that paths are relative to.
    pub working_directory: &'a Path,
    /// The corpus a configuration describes; without one, the paths are the corpus.
    pub described: Option<Described>,
    /// The paths named by the user; `None` if all is asked for.
    pub paths: Option<&'a [PathBuf]>,
    /// A text that stands in the place of a file, and is named by that.
    pub given: Option<&'a Given>,
}

/// A text that was read elsewhere: from the standard input.
#[derive(Clone, Debug)]
pub struct Given {
    /// The file that it is the text of, whether or not that is there; it has no name without.
    pub path: Option<PathBuf>,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

/// What is shown for the name of a text that has none.
const NAMELESS: &str = "<stdin>";

/// The corpus that a configuration describes: files below the root.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// Only files that one of these matches; all if there is none. A glob that ends in a
    /// file name or an extension also reads files with extensions that are not in
    /// [`Format::extensions`].
    pub include: Globs,
    /// No files that one of these matches.
    pub exclude: Globs,
    /// The files whose format is known whatever their extension.
    pub formats: Globs,
    /// Also files that one of these matches, whatever their extension.
    pub archives: Globs,
}

/// What was left out without being named by an ignore file or a glob.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many files have each other extension; "" for those with none.
    pub extensions: BTreeMap<String, usize>,
    /// Symbolic links; they are not followed.
    pub links: usize,
}

impl LeftOut {
    /// How many files have other extensions.
    pub fn others(&self) -> usize {
        self.extensions.values().sum()
    }

    /// Says in a problem why there is no document: what there is instead.
    #[must_use]
    pub fn explain(&self, problem: Diagnostic) -> Diagnostic {
        const MOST: usize = 5;
        let problem = problem.note(format!(
            "documents end in .{}",
            known_extensions().collect::<Vec<_>>().join(", .")
        ));
        if self.extensions.is_empty() {
            return problem;
        }
        let mut kinds: Vec<(&String, &usize)> = self.extensions.iter().collect();
        kinds.sort_by_key(|(_, count)| Reverse(**count));
        let mut words: Vec<String> = kinds
            .iter()
            .take(MOST)
            .map(|(extension, count)| match extension.as_str() {
                "" => format!("{count} without an extension"),
                extension => format!("{count} in .{extension}"),
            })
            .collect();
        if kinds.len() > MOST {
            words.push("others".to_owned());
        }
        problem
            .note(format!("files that are not read: {}", words.join(", ")))
            .help("save what is to be checked as plain text or Markdown")
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The files by key, each once.
    pub files: Vec<File>,
    /// What was left out.
    pub left_out: LeftOut,
    /// What could not be looked at.
    pub problems: Vec<Diagnostic>,
}

/// Finds the files of the corpus.
///
/// A described corpus is found whole; paths then choose what is reported. A file that is
/// named is always read, and a folder outside the described corpus is walked. Links are not
/// followed unless named. Where a named path holds no document, that is a problem.
pub fn find(search: &Search<'_>) -> Found {
    let mut finder = Finder::new(search);
    let mut named = finder.resolve();
    if let Some(described) = &search.described {
        finder.walk(search.root, Some(described));
    } else if search.paths.is_none() {
        finder.walk(search.working_directory, None);
    }
    for folder in &named.folders {
        if search.described.is_none() || !folder.starts_with(search.root) {
            finder.walk(folder, None);
        }
    }
    for file in &named.files {
        finder.add(file.clone(), None);
    }
    if let Some(given) = search.given {
        let path = given.resolved(search.working_directory);
        finder.add(path.clone(), Some(&given.bytes));
        named.files.insert(path);
    }
    finder.finish(&named)
}

impl Given {
    /// The absolute path that it stands at.
    fn resolved(&self, working_directory: &Path) -> PathBuf {
        let path = self.path.as_deref().unwrap_or(Path::new(NAMELESS));
        absolute(path, working_directory).unwrap_or_else(|_| working_directory.join(path))
    }
}

/// The paths the user named, absolute.
#[derive(Debug, Default)]
struct Named {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

struct Finder<'a> {
    search: &'a Search<'a>,
    /// By key; the path as well, since two paths that are not Unicode may have one key.
    files: BTreeMap<(String, PathBuf), File>,
    found: Found,
}

impl<'a> Finder<'a> {
    fn new(search: &'a Search<'a>) -> Self {
        Self {
            search,
            files: BTreeMap::new(),
            found: Found::default(),
        }
    }

    fn resolve(&mut self) -> Named {
        let mut named = Named::default();
        for path in self.search.paths.unwrap_or_default() {
            let resolved = absolute(path, self.search.working_directory)
                .and_then(|path| Ok((fs::metadata(&path)?.is_dir(), path)));
            match resolved {
                Ok((true, path)) => {
                    named.folders.insert(path);
                }
                Ok((false, path)) => {
                    named.files.insert(path);
                }
                Err(error) => {
                    let (name, reason) = (path.display(), describe(&error));
                    let problem = Diagnostic::error(format!("cannot read `{name}`: {reason}"));
                    let hint = beside(path, self.search.working_directory);
                    self.found.problems.push(match hint {
                        Some(hint) => problem.help(hint),
                        None => problem,
                    });
                }
            }
        }
        named
    }

    fn walk(&mut self, folder: &Path, described: Option<&Described>) {
        let mut ignore_files = IgnoreFiles::above(folder);
        let entries = WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| is_entered(entry, &mut ignore_files));
        for entry in entries {
            match entry {
                Ok(entry) => self.visit(&entry, described),
                Err(error) => {
                    let problem = Diagnostic::error(self.say(folder, &error));
                    self.found.problems.push(problem);
                }
            }
        }
        for warning in ignore_files.into_warnings(self.search.working_directory) {
            // Two folders that are named may stand below one ignore file.
            if !self.found.problems.contains(&warning) {
                self.found.problems.push(warning);
            }
        }
    }

    fn visit(&mut self, entry: &DirEntry, described: Option<&Described>) {
        let path = entry.path();
        let kind = entry.file_type();
        if kind.is_dir() {
            return;
        }
        let key = relative(path, self.search.root);
        let is_archive = described.is_some_and(|described| described.archives.matches(&key));
        let named_by_glob = described.is_some_and(|described| {
            is_archive || described.include.names(&key) || described.formats.matches_itself(&key)
        });
        let wanted = described.is_none_or(|described| {
            !described.exclude.matches(&key)
                && (is_archive || described.include.is_empty() || described.include.matches(&key))
        });
        if !wanted {
            return;
        }
        if !named_by_glob && !has_known_extension(path) {
            let extension = path.extension().unwrap_or_default().to_string_lossy();
            let extensions = &mut self.found.left_out.extensions;
            *extensions.entry(extension.to_lowercase()).or_default() += 1;
        } else if kind.is_file() {
            self.add(path.to_owned(), None);
        } else if kind.is_symlink() {
            self.found.left_out.links += 1;
        }
    }

    fn add(&mut self, path: PathBuf, given: Option<&Arc<[u8]>>) {
        let key = relative(&path, self.search.root);
        let name = relative(&path, self.search.working_directory);
        let file = File {
            key: key.clone(),
            name,
            path: path.clone(),
            given: given.cloned(),
            named: false,
            reported: true,
        };
        self.files.insert((key, path), file);
    }

    fn finish(mut self, named: &Named) -> Found {
        let mut files: Vec<File> = self.files.into_values().collect();
        if self.search.paths.is_some() {
            for file in &mut files {
                file.named = named.files.contains(&file.path);
                file.reported = file.named
                    || file
                        .path
                        .ancestors()
                        .any(|path| named.folders.contains(path));
            }
            for folder in &named.folders {
                if !files.iter().any(|file| file.path.starts_with(folder)) {
                    let problem = no_document(self.search, folder);
                    self.found.problems.push(problem);
                }
            }
        }
        self.found.files = files;
        self.found
    }

    /// The words for a problem met while walking.
    fn say(&self, folder: &Path, error: &walkdir::Error) -> String {
        let path = error.path().unwrap_or(folder);
        let name = relative(path, self.search.working_directory);
        match error.io_error() {
            Some(error) => format!("cannot read `{name}`: {}", describe(error)),
            None => format!("cannot read `{name}`: {error}"),
        }
    }
}

/// Whether a file is looked at, and a folder walked. The start of the walk always is.
fn is_entered(entry: &DirEntry, ignore_files: &mut IgnoreFiles) -> bool {
    let (path, depth) = (entry.path(), entry.depth());
    let is_folder = entry.file_type().is_dir();
    if depth > 0 && (is_hidden(entry) || ignore_files.leaves_out(path, depth, is_folder)) {
        return false;
    }
    if is_folder {
        ignore_files.enter_at(path, depth);
    }
    true
}

/// Whether a file is hidden, or one that Word keeps beside a document while it is open.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || name.starts_with(b"~$")
}

/// The extensions of the files that are read where no glob asks for others.
fn known_extensions() -> impl Iterator<Item = &'static str> {
    Format::extensions().chain(docx::EXTENSIONS)
}

fn has_known_extension(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| {
            known_extensions().any(|known| known.eq_ignore_ascii_case(extension))
        })
}

/// The problem of a folder that is named and holds no document.
fn no_document(search: &Search<'_>, folder: &Path) -> Diagnostic {
    let name = relative(folder, search.working_directory);
    let mut inside = Finder::new(search);
    inside.walk(folder, None);
    let problem = Diagnostic::error(format!("there is no document in `{name}`"))
        .note("hidden files and files that an ignore file or `exclude` names are left out");
    inside.found.left_out.explain(problem)
}

/// A hint at what has nearly the name of a path that does not exist.
fn beside(path: &Path, working_directory: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut names: Vec<String> = fs::read_dir(working_directory.join(folder))
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let near = suggest::nearest(name, names.iter().map(String::as_str));
    let nearest = folder.join(near.first()?);
    Some(format!("did you mean `{}`?", nearest.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files.
    fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        for file in files {
            write(&root, file, "text");
        }
        (folder, root)
    }

    fn write(root: &Path, file: &str, text: &str) {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn described(include: &[&str], exclude: &[&str]) -> Option<Described> {
        Some(Described {
            include: Globs::new(include.iter().copied()).0,
            exclude: Globs::new(exclude.iter().copied()).0,
            formats: Globs::default(),
            archives: Globs::default(),
        })
    }

    fn search(root: &Path, described: Option<Described>, paths: &[&str]) -> Found {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        find(&Search {
            root,
            working_directory: root,
            described,
            paths: (!paths.is_empty()).then_some(&paths),
            given: None,
        })
    }

    fn keys(found: &Found) -> Vec<&str> {
        found.files.iter().map(|file| file.key.as_str()).collect()
    }

    fn reported(found: &Found) -> Vec<&str> {
        found
            .files
            .iter()
            .filter(|file| file.reported)
            .map(|file| file.key.as_str())
            .collect()
    }

    fn messages(found: &Found) -> Vec<&str> {
        found
            .problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect()
    }

    #[test]
    fn reads_text_and_markdown_in_path_order_and_nothing_else() {
        let (_folder, root) = folder(&[
            "b.txt",
            "a/z.MD",
            "a.markdown",
            "c.text",
            "photo.png",
            "crossfact.toml",
            "Makefile",
        ]);
        let found = search(&root, None, &[]);
        assert_eq!(keys(&found), ["a.markdown", "a/z.MD", "b.txt", "c.text"]);
        assert_eq!(found.left_out.others(), 3);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn leaves_out_hidden_files_and_what_ignore_files_name() {
        let (_folder, root) = folder(&[
            ".hidden/a.txt",
            ".b.txt",
            "~$draft.docx",
            "kept.txt",
            "git.txt",
            "own.txt",
            "plain.txt",
            "deep/nested.txt",
            "deep/kept.txt",
            "nested.txt",
        ]);
        write(&root, ".gitignore", "git.txt\n");
        write(&root, ".crossfactignore", "/own.txt\n");
        write(&root, ".ignore", "plain.txt\n");
        write(&root, "deep/.gitignore", "nested.txt\n");
        let found = search(&root, None, &[]);
        assert_eq!(keys(&found), ["deep/kept.txt", "kept.txt", "nested.txt"]);
    }

    #[test]
    fn a_named_file_is_read_whatever_else_says() {
        let (_folder, root) = folder(&["a.txt", "notes.rst", "drafts/b.txt", ".hidden.txt"]);
        write(&root, ".gitignore", "a.txt\n");
        let names = ["a.txt", "notes.rst", "drafts/b.txt", ".hidden.txt"];
        let found = search(&root, described(&["wires/**"], &["drafts"]), &names);
        assert_eq!(
            reported(&found),
            [".hidden.txt", "a.txt", "drafts/b.txt", "notes.rst"]
        );
        assert!(found.problems.is_empty());
    }

    #[test]
    fn with_a_described_corpus_paths_choose_what_is_reported_not_what_is_read() {
        let (_folder, root) = folder(&["wires/a.txt", "drafts/b.txt", "drafts/c.txt"]);
        let found = search(&root, described(&[], &[]), &["drafts/b.txt"]);
        assert_eq!(
            keys(&found),
            ["drafts/b.txt", "drafts/c.txt", "wires/a.txt"]
        );
        assert_eq!(reported(&found), ["drafts/b.txt"]);
        let found = search(&root, described(&[], &[]), &["drafts"]);
        assert_eq!(keys(&found).len(), 3);
        assert_eq!(reported(&found), ["drafts/b.txt", "drafts/c.txt"]);
    }

    #[test]
    fn without_a_described_corpus_the_paths_are_the_corpus() {
        let (_folder, root) = folder(&["wires/a.txt", "drafts/b.txt", "other/c.txt"]);
        let found = search(&root, None, &["wires", "drafts/b.txt"]);
        assert_eq!(keys(&found), ["drafts/b.txt", "wires/a.txt"]);
    }

    #[test]
    fn a_file_reached_in_several_ways_is_read_once() {
        let (_folder, root) = folder(&["wires/a.txt"]);
        let paths = ["wires", ".", "wires/a.txt", "./wires/../wires/a.txt"];
        assert_eq!(keys(&search(&root, None, &paths)), ["wires/a.txt"]);
    }

    /// What is found where nothing but a text is named.
    fn search_given(root: &Path, described: Option<Described>, path: Option<&str>) -> Found {
        let given = Given {
            path: path.map(PathBuf::from),
            bytes: (*b"a buffer").into(),
        };
        find(&Search {
            root,
            working_directory: root,
            described,
            paths: Some(&[]),
            given: Some(&given),
        })
    }

    #[test]
    fn a_given_text_stands_in_the_place_of_its_file() {
        let (_folder, root) = folder(&["a.txt", "drafts/b.txt"]);
        for path in ["drafts/b.txt", "./drafts/../drafts/b.txt", "drafts/new.txt"] {
            let found = search_given(&root, described(&[], &[]), Some(path));
            let key = path.rsplit("../").next().unwrap();
            assert_eq!(reported(&found), [key]);
            assert_eq!(found.files[0].key, "a.txt");
            assert_eq!(found.files[0].given, None);
            let file = found.files.iter().find(|file| file.key == key).unwrap();
            assert_eq!(file.given.as_deref(), Some(&b"a buffer"[..]));
            assert!(found.problems.is_empty());
        }
    }

    #[test]
    fn a_given_text_is_the_corpus_where_nothing_else_is_named() {
        let (_folder, root) = folder(&["a.txt"]);
        assert_eq!(keys(&search_given(&root, None, Some("b.md"))), ["b.md"]);
        let nameless = search_given(&root, None, None);
        assert_eq!(nameless.files[0].name, "<stdin>");
        assert_eq!(nameless.files.len(), 1);
    }

    #[test]
    fn to_name_no_file_is_not_to_name_them_all() {
        let (_folder, root) = folder(&["a.txt"]);
        let none = |described| {
            find(&Search {
                root: &root,
                working_directory: &root,
                described,
                paths: Some(&[]),
                given: None,
            })
        };
        assert!(none(None).files.is_empty());
        let found = none(described(&[], &[]));
        assert_eq!(keys(&found), ["a.txt"]);
        assert_eq!(reported(&found), [""; 0]);
    }

    #[test]
    fn include_and_exclude_start_from_the_root() {
        let files = ["content/a.txt", "content/old/b.txt", "x/content/c.txt"];
        let (_folder, root) = folder(&files);
        let found = search(&root, described(&["content/**"], &["old"]), &[]);
        assert_eq!(keys(&found), ["content/a.txt"]);
    }

    #[test]
    fn an_include_that_names_an_extension_reads_it_and_one_that_names_a_folder_does_not() {
        let (_folder, root) = folder(&["content/a.notes", "content/b.png", "content/c.txt"]);
        let found = search(&root, described(&["content/**"], &[]), &[]);
        assert_eq!(keys(&found), ["content/c.txt"]);
        let found = search(&root, described(&["content/**", "*.notes"], &[]), &[]);
        assert_eq!(keys(&found), ["content/a.notes", "content/c.txt"]);
    }

    #[test]
    fn a_file_whose_format_is_configured_is_read_whatever_its_extension() {
        let (_folder, root) = folder(&["content/a.page", "content/b.txt", "drafts/c.page"]);
        let mut described = described(&[], &["drafts"]).unwrap();
        described.formats = Globs::new(["*.page"]).0;
        let found = search(&root, Some(described), &[]);
        assert_eq!(keys(&found), ["content/a.page", "content/b.txt"]);
    }

    #[test]
    fn a_path_that_does_not_exist_is_a_problem_and_the_rest_is_read() {
        let (_folder, root) = folder(&["a.txt"]);
        let found = search(&root, None, &["a.txt", "b.txt"]);
        assert_eq!(keys(&found), ["a.txt"]);
        assert_eq!(
            messages(&found),
            ["cannot read `b.txt`: there is no such file"]
        );
    }

    #[test]
    fn a_named_folder_without_documents_is_a_problem() {
        let (_folder, root) = folder(&["a.txt", "pictures/b.png"]);
        let found = search(&root, described(&[], &[]), &["pictures"]);
        assert_eq!(messages(&found), ["there is no document in `pictures`"]);
    }

    #[test]
    fn a_folder_without_documents_says_what_it_holds() {
        let (_folder, root) = folder(&["a.txt", "x/b.docx", "x/c.DOCX", "x/d.pdf", "x/LICENCE"]);
        let found = search(&root, described(&[], &[]), &["x"]);
        assert_eq!(
            found.problems[0].notes.last().unwrap(),
            "files that are not read: 2 in .docx, 1 without an extension, 1 in .pdf"
        );
    }

    #[test]
    fn a_misspelled_path_is_told_what_stands_beside_it() {
        let (_folder, root) = folder(&["wires/agency.txt", "wires/daily.txt", "drafts/a.txt"]);
        for (path, help) in [
            ("wires/agnecy.txt", Some("did you mean `wires/agency.txt`?")),
            ("wire", Some("did you mean `wires`?")),
            ("wires/weekly.txt", None),
            ("gone/agency.txt", None),
        ] {
            let found = search(&root, None, &[path]);
            let hints: Vec<&str> = found.problems[0].help.iter().map(String::as_str).collect();
            assert_eq!(hints, Vec::from_iter(help), "{path}");
        }
    }

    #[test]
    fn a_folder_outside_the_described_corpus_is_walked_when_it_is_named() {
        let (_folder, root) = folder(&["desk/a.txt", "other/b.txt"]);
        let paths = [root.join("other")];
        let found = find(&Search {
            root: &root.join("desk"),
            working_directory: &root,
            described: described(&[], &[]),
            paths: Some(&paths),
            given: None,
        });
        assert_eq!(keys(&found), ["../other/b.txt", "a.txt"]);
        assert_eq!(reported(&found), ["../other/b.txt"]);
        assert_eq!(found.files[1].name, "desk/a.txt");
    }

    #[test]
    fn a_named_folder_is_walked_although_it_is_hidden_or_ignored() {
        let (_folder, root) = folder(&[".desk/a.txt", "drafts/b.txt", "drafts/old/c.txt"]);
        write(&root, ".gitignore", "/drafts\nold\n");
        let found = search(&root, None, &[".desk", "drafts"]);
        assert_eq!(keys(&found), [".desk/a.txt", "drafts/b.txt"]);
    }

    #[test]
    fn a_hidden_file_stays_out_even_if_an_ignore_file_brings_it_back() {
        let (_folder, root) = folder(&["a.txt", ".github/b.md"]);
        write(&root, ".gitignore", ".*\n!.github\n");
        assert_eq!(keys(&search(&root, None, &[])), ["a.txt"]);
    }

    #[test]
    fn a_folder_that_is_left_out_is_not_entered() {
        let (_folder, root) = folder(&["a.txt", "private/b.txt", ".cache/c.txt"]);
        write(&root, ".crossfactignore", "private\n");
        // Whoever entered would read this line and complain.
        write(&root, "private/.ignore", "[z-a]\n");
        write(&root, ".cache/.ignore", "[z-a]\n");
        let found = search(&root, None, &[]);
        assert_eq!(keys(&found), ["a.txt"]);
        assert!(found.problems.is_empty(), "{:?}", found.problems);
    }

    #[test]
    #[cfg(unix)]
    fn links_are_counted_and_not_followed_unless_named() {
        use std::os::unix::fs::symlink;
        let (_folder, root) = folder(&["a.txt", "sub/b.txt"]);
        symlink(&root, root.join("sub/loop")).unwrap();
        symlink(root.join("a.txt"), root.join("link.txt")).unwrap();
        symlink(root.join("gone.txt"), root.join("dangling.txt")).unwrap();
        let found = search(&root, None, &[]);
        assert_eq!(keys(&found), ["a.txt", "sub/b.txt"]);
        assert_eq!(found.left_out.links, 2);
        assert!(found.problems.is_empty());
        assert_eq!(keys(&search(&root, None, &["link.txt"])), ["link.txt"]);
        assert_eq!(
            messages(&search(&root, None, &["dangling.txt"])),
            ["cannot read `dangling.txt`: there is no such file"]
        );
    }

    #[test]
    #[cfg(unix)]
    fn names_that_are_not_unicode_do_not_hide_one_another() {
        use std::os::unix::ffi::OsStrExt as _;
        let (_folder, root) = folder(&[]);
        for name in [b"a\xFE.txt", b"a\xFF.txt"] {
            fs::write(root.join(OsStr::from_bytes(name)), "text").unwrap();
        }
        assert_eq!(
            keys(&search(&root, None, &[])),
            ["a\u{FFFD}.txt", "a\u{FFFD}.txt"]
        );
    }

    #[test]
    fn a_bad_line_in_an_ignore_file_is_a_warning() {
        let (_folder, root) = folder(&["a.txt", "b.txt"]);
        write(&root, ".crossfactignore", "b.txt\n[z-a]\n");
        let found = search(&root, None, &[]);
        assert_eq!(keys(&found), ["a.txt"]);
        assert_eq!(messages(&found).len(), 1);
        assert!(messages(&found)[0].starts_with("in `.crossfactignore`, line 2: "));
    }

    #[test]
    fn a_bad_line_above_two_named_folders_is_said_once() {
        let (_folder, root) = folder(&["a/a.txt", "b/b.txt"]);
        write(&root, ".ignore", "[z-a]\n");
        let found = search(&root, None, &["a", "b"]);
        assert_eq!(messages(&found).len(), 1);
    }
}
