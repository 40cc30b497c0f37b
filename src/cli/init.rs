//! `crossfact init`: a first configuration and a first rule file.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::args::InitArgs;
use super::exit::Status;
use super::terminal::Terminal;
use crate::corpus::read::describe;

/// What is written, by its path below the folder.
const FILES: [(&str, &str); 2] = [
    ("crossfact.toml", include_str!("init/crossfact.toml")),
    ("rules/house.toml", include_str!("init/house.toml")),
];

/// Writes the files, or none of them if one exists and `--force` is not given.
///
/// # Errors
///
/// Those of the terminal.
pub(super) fn run(args: &InitArgs, terminal: &mut Terminal) -> io::Result<Status> {
    if args.folder.exists() && !args.folder.is_dir() {
        let folder = shown(&args.folder);
        writeln!(terminal.err()?, "error: `{folder}` is a file, not a folder")?;
        return Ok(Status::Incomplete);
    }
    let existing: Vec<_> = FILES
        .iter()
        .map(|(path, _)| args.folder.join(path))
        .filter(|path| fs::symlink_metadata(path).is_ok())
        .collect();
    if !existing.is_empty() && !args.force {
        for path in &existing {
            writeln!(terminal.err()?, "error: `{}` exists", shown(path))?;
        }
        writeln!(
            terminal.err()?,
            " = help: nothing was written; `crossfact init --force` replaces it"
        )?;
        return Ok(Status::Incomplete);
    }
    for (path, text) in FILES {
        let path = args.folder.join(path);
        match write_whole(&path, text, args.force) {
            Ok(()) => writeln!(terminal.out(), "wrote {}", shown(&path))?,
            Err(error) => {
                let reason = describe(&error);
                writeln!(
                    terminal.err()?,
                    "error: cannot write `{}`: {reason}",
                    shown(&path)
                )?;
                return Ok(Status::Incomplete);
            }
        }
    }
    writeln!(
        terminal.out(),
        "\nNow: crossfact check, crossfact test, crossfact explain spelling"
    )?;
    Ok(Status::Clean)
}

/// The path as typed, with `/` between its parts and without a `.` before it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string().replace('\\', "/")
}

/// Writes a file so that it is there whole or not at all. Where nothing may be replaced, a
/// file that has come to be there meanwhile is an error.
fn write_whole(path: &Path, text: &str, replace: bool) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new();
    let mut file = readable(&mut file).tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if replace {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    Ok(())
}

/// A temporary file is for its owner alone; this one is to stay, with the usual rights.
#[cfg(unix)]
fn readable<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt as _;
    // The system takes away what the user's mask forbids.
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b tempfile::Builder<'static, 'static> {
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_whole_files_and_replaces_none_unless_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rules/house.toml");
        write_whole(&path, "one", false).unwrap();
        assert!(write_whole(&path, "two", false).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write_whole(&path, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        let left = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1, "no temporary file is left behind");
    }

    #[test]
    #[cfg(unix)]
    fn writes_files_that_others_may_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (kept, plain) = (folder.path().join("kept"), folder.path().join("plain"));
        write_whole(&kept, "text", false).unwrap();
        fs::write(&plain, "text").unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&kept), mode(&plain));
    }
}
