//! Paths as they are shown and compared: relative, with `/` between their parts.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The absolute path of something that exists, without `.`, `..` or symbolic links in the
/// folders above it. The last part stays as it is: a link to a file is a file of its own.
///
/// # Errors
///
/// When the folder above does not exist or may not be looked into.
pub fn absolute(path: &Path, working_directory: &Path) -> io::Result<PathBuf> {
    let joined = working_directory.join(path);
    match (joined.parent(), joined.file_name()) {
        // `file_name` is missing for paths that end in `..` and for the root.
        (Some(parent), Some(name)) if !is_directory(&joined) => {
            Ok(fs::canonicalize(parent)?.join(name))
        }
        _ => fs::canonicalize(joined),
    }
}

fn is_directory(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// The way from one absolute directory to a path, with `/` between its parts; `.` for the
/// directory itself. Characters that are not Unicode are replaced. A path that shares only
/// the root, or nothing, with the directory stays absolute.
pub fn relative(path: &Path, from: &Path) -> String {
    let shared = path
        .components()
        .zip(from.components())
        .take_while(|(left, right)| left == right)
        .count();
    let ups = from.components().skip(shared);
    let unrelated = !path
        .components()
        .take(shared)
        .any(|part| matches!(part, Component::Normal(_)));
    if unrelated && !path.starts_with(from) {
        return join(path.components().map(Component::as_os_str));
    }
    let up = ups.map(|_| OsStr::new(".."));
    let down = path.components().skip(shared).map(Component::as_os_str);
    let way = join(up.chain(down));
    if way.is_empty() { ".".to_owned() } else { way }
}

fn join<'a>(parts: impl Iterator<Item = &'a OsStr>) -> String {
    let mut joined = String::new();
    for part in parts {
        let part = part.to_string_lossy();
        if !joined.is_empty() && !joined.ends_with(['/', '\\']) {
            joined.push('/');
        }
        joined.push_str(&part);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn shows_the_way_from_the_working_directory() {
        for (path, from, way) in [
            ("/desk/wires/a.txt", "/desk", "wires/a.txt"),
            ("/desk/wires/a.txt", "/desk/drafts", "../wires/a.txt"),
            ("/desk/a.txt", "/desk/x/y", "../../a.txt"),
            ("/desk", "/desk", "."),
            ("/desk/deskless/a.txt", "/desk/desk", "../deskless/a.txt"),
            ("/var/a.txt", "/desk/drafts", "/var/a.txt"),
            ("/var/a.txt", "/", "var/a.txt"),
        ] {
            assert_eq!(relative(Path::new(path), Path::new(from)), way);
        }
    }

    #[test]
    fn one_file_has_one_absolute_path() {
        let folder = tempfile::tempdir().unwrap();
        let here = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(here.join("wires")).unwrap();
        fs::write(here.join("wires/a.txt"), "").unwrap();
        for way in [
            "wires/a.txt",
            "./wires/a.txt",
            "wires/../wires/a.txt",
            "wires/./a.txt",
        ] {
            assert_eq!(
                absolute(Path::new(way), &here).unwrap(),
                here.join("wires/a.txt")
            );
        }
        assert_eq!(absolute(Path::new("wires/.."), &here).unwrap(), here);
    }
}
