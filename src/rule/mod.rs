//! Rule files: reading them with their data files, and the packs built into the program.

pub mod builtin;
pub mod data;
mod declaration;
pub mod file;
pub mod group;
pub mod name_pattern;
pub mod setting;
mod vocabulary;

use crate::diag::Diagnostic;
use crate::lang::{self, typed::Module};
use crate::source::{SourceId, Sources};
use data::DataFiles;

/// Reads a rule file with its data files and resolves its rules: all that holds no error, and
/// all errors and warnings of the file.
pub fn load(
    sources: &mut Sources,
    file: SourceId,
    name: &str,
    files: &mut dyn DataFiles,
) -> (Option<Module>, Vec<Diagnostic>) {
    let (declarations, mut problems) = file::read(sources, file, name, files);
    let module = declarations.map(|declarations| {
        let (module, errors) = lang::resolve(&declarations);
        problems.extend(errors);
        module
    });
    (module, problems)
}
