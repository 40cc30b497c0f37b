//! What the command line names: paths, a list of paths, the standard input.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::args::PathArgs;
use crate::corpus::read::{LONGEST, describe};
use crate::corpus::walk::Given;
use crate::diag::Diagnostic;

/// What the command line names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Files and folders; `None` if nothing is named, which means everything.
    pub(super) paths: Option<Vec<PathBuf>>,
    /// The text from the standard input.
    pub(super) given: Option<Given>,
}

impl Named {
    /// Reads the standard input and the list of paths that the arguments speak of. What cannot
    /// be read is a problem.
    pub(super) fn read(args: &PathArgs, problems: &mut Vec<Diagnostic>) -> Self {
        if args.name_nothing() {
            return Self::default();
        }
        let is_given = args.paths.iter().any(|path| is_dash(path));
        let mut paths: Vec<PathBuf> = args.paths.clone();
        paths.retain(|path| !is_dash(path));
        if let Some(list) = &args.files_from {
            if is_given && is_dash(list) {
                problems.push(
                    Diagnostic::error("the standard input is asked for twice")
                        .help("name a file after --files-from, or leave out `-` among the paths"),
                );
                return Self {
                    paths: Some(paths),
                    given: None,
                };
            }
            match listed(list, args.null) {
                Ok(listed) => paths.extend(listed),
                Err(error) => {
                    let (name, why) = (shown(list), describe(&error));
                    let problem = format!("cannot read the list of files in {name}: {why}");
                    problems.push(Diagnostic::error(problem));
                }
            }
        }
        let given = if is_given {
            match standard_input() {
                Ok(bytes) => Some(Given {
                    path: args.stdin_filename.clone(),
                    bytes: bytes.into(),
                }),
                Err(error) => {
                    let problem = format!("cannot read the standard input: {}", describe(&error));
                    problems.push(Diagnostic::error(problem));
                    None
                }
            }
        } else {
            if args.stdin_filename.is_some() {
                let problem = "--stdin-filename names the standard input, which is not read";
                problems.push(Diagnostic::error(problem).help("write `-` among the paths"));
            }
            None
        };
        Self {
            paths: Some(paths),
            given,
        }
    }
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn shown(list: &Path) -> String {
    if is_dash(list) {
        "the standard input".to_owned()
    } else {
        format!("`{}`", list.display())
    }
}

fn listed(list: &Path, null: bool) -> io::Result<Vec<PathBuf>> {
    let bytes = if is_dash(list) {
        standard_input()?
    } else {
        fs::read(list)?
    };
    Ok(split(&bytes, null))
}

/// No more than a text may be long, and one byte to tell that it is longer.
fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The paths of a list: one a line, or with a NUL after each. Empty ones are none.
fn split(bytes: &[u8], null: bool) -> Vec<PathBuf> {
    let end = if null { b'\0' } else { b'\n' };
    bytes
        .split(|byte| *byte == end)
        .map(|path| match path {
            [line @ .., b'\r'] if !null => line,
            path => path,
        })
        .filter(|path| !path.is_empty())
        .map(|path| PathBuf::from(os_string(path)))
        .collect()
}

#[cfg(unix)]
fn os_string(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_path_on_each_line() {
        let list = "a.txt\r\n\nwires/b c.txt\nlast.txt";
        let paths = ["a.txt", "wires/b c.txt", "last.txt"].map(PathBuf::from);
        assert_eq!(split(list.as_bytes(), false), paths);
        assert!(split(b"", false).is_empty());
        assert!(split(b"\n", false).is_empty());
    }

    #[test]
    fn with_nul_a_line_end_is_a_part_of_the_path() {
        let paths = ["a\nb.txt", "c.txt\r"].map(PathBuf::from);
        assert_eq!(split(b"a\nb.txt\0c.txt\r\0", true), paths);
    }
}
