//! Rule files and the data files they name.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::path::{absolute, relative};
use super::read::{ReadError, describe, read, read_document};
use crate::diag::Diagnostic;
use crate::glob::Globs;
use crate::rule::data::{DataFiles, OpenError};
use crate::source::encoding::Encoding;
use crate::source::{Source, SourceId, Sources};

/// The files of rules and data read so far, each once.
#[derive(Debug)]
pub struct RuleFiles {
    working_directory: PathBuf,
    /// Where the data files of built-in packs are looked for.
    corpus: PathBuf,
    for_examples: bool,
    opened: BTreeMap<PathBuf, SourceId>,
    /// The folder of every file in `opened`.
    folders: BTreeMap<SourceId, PathBuf>,
}

impl RuleFiles {
    /// None yet. Names are shown from the working directory; data files of built-in packs are
    /// looked for from the root of the corpus. Both paths are absolute.
    pub fn new(working_directory: PathBuf, corpus: PathBuf) -> Self {
        Self {
            working_directory,
            corpus,
            for_examples: false,
            opened: BTreeMap::new(),
            folders: BTreeMap::new(),
        }
    }

    /// Takes samples for data files from now on: see [`DataFiles::for_examples`].
    pub fn take_samples(&mut self) {
        self.for_examples = true;
    }

    /// Reads a rule file or a configuration, unless it has been read before. The path is
    /// absolute or starts from the working directory.
    ///
    /// # Errors
    ///
    /// The problem to report.
    pub fn open(&mut self, sources: &mut Sources, path: &Path) -> Result<SourceId, Diagnostic> {
        self.add(sources, path, read_utf_8).map_err(|error| {
            let name = relative(&self.working_directory.join(path), &self.working_directory);
            error.diagnostic(&name, sources)
        })
    }

    /// The text of the file, if it has been read.
    pub fn get(&self, path: &Path) -> Option<SourceId> {
        let path = absolute(path, &self.working_directory).ok()?;
        self.opened.get(&path).copied()
    }

    fn add(
        &mut self,
        sources: &mut Sources,
        path: &Path,
        read: fn(&Path) -> Result<(String, Encoding), ReadError>,
    ) -> Result<SourceId, ReadError> {
        let path = absolute(path, &self.working_directory).map_err(ReadError::Io)?;
        if let Some(source) = self.opened.get(&path) {
            return Ok(*source);
        }
        let (text, encoding) = read(&path)?;
        let name = relative(&path, &self.working_directory);
        let source = sources.add(Source::decoded(name, text, encoding));
        let folder = path.parent().unwrap_or(&self.working_directory).to_owned();
        self.folders.insert(source, folder);
        self.opened.insert(path, source);
        Ok(source)
    }
}

impl DataFiles for RuleFiles {
    fn open(
        &mut self,
        sources: &mut Sources,
        rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, OpenError> {
        let folder = self.folders.get(&rule_file).unwrap_or(&self.corpus);
        let path = folder.join(path);
        // Standards make TOML and JSON UTF-8; a spreadsheet writes a table in any encoding.
        let is_table = path.extension().is_some_and(|extension| {
            let mut known = ["csv", "tsv", "tab"].into_iter();
            known.any(|it| extension.eq_ignore_ascii_case(it))
        });
        let read = if is_table { read_table } else { read_utf_8 };
        let unreadable = |error| match error {
            ReadError::Io(error) => describe(&error),
            ReadError::Directory => "it is a directory".to_owned(),
            ReadError::TooLarge => "it is 4 GiB or more".to_owned(),
            ReadError::Utf16 => "it is UTF-16, not UTF-8".to_owned(),
            ReadError::Binary(binary) => format!("it is not a text: {binary}"),
            ReadError::Docx(error) => error.to_string(),
            ReadError::NotUtf8 { at, .. } => {
                format!("it is not UTF-8 text from byte {at} on")
            }
        };
        self.add(sources, &path, read).map_err(|error| match error {
            ReadError::Io(error) if error.kind() == io::ErrorKind::NotFound => OpenError::Absent,
            error => OpenError::Unreadable(unreadable(error)),
        })
    }

    fn for_examples(&self) -> bool {
        self.for_examples
    }
}

fn read_utf_8(path: &Path) -> Result<(String, Encoding), ReadError> {
    Ok((read(path)?, Encoding::UTF_8))
}

/// A table in any encoding. Where a part of it cannot be read, none of it is data.
fn read_table(path: &Path) -> Result<(String, Encoding), ReadError> {
    let decoded = read_document(path)?;
    match decoded.damage {
        None => Ok((decoded.text, decoded.encoding)),
        Some(damage) => Err(ReadError::NotUtf8 {
            at: damage.first.start,
            byte: damage.byte,
            shown: decoded.text,
        }),
    }
}

/// The files that a path or a glob of the configuration means, absolute, in path order.
/// Both start from `root`. A path without glob characters is taken as it is, whether or not
/// there is such a file.
///
/// # Errors
///
/// Why it cannot be a glob, or that it matches no file.
pub fn expand(root: &Path, glob: &str) -> Result<Vec<PathBuf>, String> {
    let is_glob = |part: &str| part.contains(['*', '?', '[', '{']);
    if !is_glob(glob) {
        return Ok(vec![root.join(glob)]);
    }
    // A leading slash keeps a glob without slashes inside from matching at any depth.
    let (globs, refused) = Globs::new([format!("/{glob}").as_str()]);
    if let Some((_, reason)) = refused.into_iter().next() {
        return Err(reason);
    }
    let start: PathBuf = glob.split('/').take_while(|part| !is_glob(part)).collect();
    let mut files: Vec<(String, PathBuf)> = WalkDir::new(root.join(start))
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| (relative(entry.path(), root), entry.into_path()))
        .filter(|(key, _)| globs.matches_itself(key))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err("no file matches".to_owned());
    }
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "desk = 1").unwrap();
        }
        (folder, root)
    }

    #[test]
    fn a_glob_finds_rule_files_in_path_order() {
        let files = ["rules/b.toml", "rules/a.toml", "rules/sub/c.toml", "a.toml"];
        let (_folder, root) = folder(&files);
        let names = |glob| -> Vec<String> {
            let found = expand(&root, glob).unwrap();
            found.iter().map(|path| relative(path, &root)).collect()
        };
        assert_eq!(names("rules/*.toml"), ["rules/a.toml", "rules/b.toml"]);
        assert_eq!(
            names("rules/**/*.toml"),
            ["rules/a.toml", "rules/b.toml", "rules/sub/c.toml"]
        );
        assert_eq!(names("*.toml"), ["a.toml"]);
        assert_eq!(names("rules/{a,b}.toml"), ["rules/a.toml", "rules/b.toml"]);
    }

    #[test]
    fn rule_files_are_found_where_documents_are_not_looked_for() {
        let (_folder, root) = folder(&[".desk/a.toml"]);
        fs::write(root.join(".gitignore"), "*.toml").unwrap();
        assert_eq!(expand(&root, ".desk/*.toml").unwrap().len(), 1);
    }

    #[test]
    fn a_glob_without_a_match_is_an_error_and_a_path_is_taken_as_it_is() {
        let (_folder, root) = folder(&[]);
        assert_eq!(
            expand(&root, "rules/*.toml").unwrap_err(),
            "no file matches"
        );
        assert!(expand(&root, "rules/[z-a].toml").is_err());
        assert_eq!(
            expand(&root, "rules/a.toml").unwrap(),
            [root.join("rules/a.toml")]
        );
    }

    #[test]
    fn a_table_is_read_in_its_encoding_and_other_data_as_utf_8() {
        let (_folder, root) = folder(&["a.toml"]);
        fs::write(root.join("t.csv"), b"city,note\nM\xFCnchen,\x93a\x94\n").unwrap();
        fs::write(root.join("t.json"), b"[\"M\xFCnchen\"]").unwrap();
        let bad = ["Zürich, Köln, ".as_bytes(), b"\xFC"].concat();
        fs::write(root.join("bad.csv"), bad).unwrap();
        let mut sources = Sources::new();
        let mut files = RuleFiles::new(root.clone(), root);
        let rules = files.open(&mut sources, Path::new("a.toml")).unwrap();
        let mut open = |path| DataFiles::open(&mut files, &mut sources, rules, path);
        let table = open("t.csv").unwrap();
        let not_from = |byte: u32| {
            Err(OpenError::Unreadable(format!(
                "it is not UTF-8 text from byte {byte} on"
            )))
        };
        assert_eq!(open("t.json"), not_from(3));
        assert_eq!(open("bad.csv"), not_from(16));
        assert_eq!(sources.get(table).text(), "city,note\nMünchen,“a”\n");
    }

    #[test]
    fn data_files_are_looked_for_beside_their_rule_file_and_read_once() {
        let (_folder, root) = folder(&["rules/a.toml", "rules/data.csv"]);
        let mut sources = Sources::new();
        let mut files = RuleFiles::new(root.clone(), root.clone());
        let rules = files.open(&mut sources, Path::new("rules/a.toml")).unwrap();
        let data = DataFiles::open(&mut files, &mut sources, rules, "data.csv").unwrap();
        let again = DataFiles::open(&mut files, &mut sources, rules, "../rules/data.csv").unwrap();
        assert_eq!(data, again);
        assert_eq!(sources.get(data).name(), "rules/data.csv");
        assert_eq!(files.get(Path::new("./rules/data.csv")), Some(data));
        assert_eq!(
            DataFiles::open(&mut files, &mut sources, rules, "gone.csv"),
            Err(OpenError::Absent)
        );
        assert!(matches!(
            DataFiles::open(&mut files, &mut sources, rules, "../rules"),
            Err(OpenError::Unreadable(_))
        ));
    }

    #[test]
    fn the_data_files_of_a_pack_are_those_of_the_corpus() {
        let (_folder, root) = folder(&["Cargo.toml", "docs/Cargo.toml"]);
        let mut sources = Sources::new();
        let pack = sources.add(Source::new("<built-in>/pack.toml", ""));
        for (corpus, name) in [
            (root.clone(), "../Cargo.toml"),
            (root.join("docs"), "Cargo.toml"),
        ] {
            let mut files = RuleFiles::new(root.join("docs"), corpus);
            let data = DataFiles::open(&mut files, &mut sources, pack, "Cargo.toml").unwrap();
            assert_eq!(sources.get(data).name(), name);
        }
    }
}
