//! What a command works with: the configuration, the rules and the texts they come from.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::RuleArgs;
use super::documents::group_by;
use super::rule_set::RuleSet;
use crate::config::{self, Config, FILE_NAME};
use crate::corpus::rule_files::RuleFiles;
use crate::diag::Diagnostic;
use crate::engine::Settings;
use crate::source::{SourceId, Sources};

/// A configuration with the rules it asks for.
pub(super) struct Project {
    /// Where the program was started; absolute.
    pub(super) working_directory: PathBuf,
    /// Where the corpus and its globs start: the folder of the configuration, or else the
    /// working directory.
    pub(super) root: PathBuf,
    /// The configuration; the usual one where there is no file.
    pub(super) config: Config,
    /// Whether a file describes the corpus.
    pub(super) is_configured: bool,
    /// That file, if it could be read.
    pub(super) config_file: Option<SourceId>,
    /// The rules in use.
    pub(super) rules: RuleSet,
    /// All texts read so far.
    pub(super) sources: Sources,
    /// The files of rules and data.
    pub(super) files: RuleFiles,
    /// Problems so far.
    pub(super) problems: Vec<Diagnostic>,
}

impl Project {
    /// Finds and reads the configuration, and loads the rules that it and the flags ask for.
    /// What cannot be read is a problem; the rest is there.
    ///
    /// # Errors
    ///
    /// When the working directory is gone.
    pub(super) fn open(args: &RuleArgs) -> io::Result<Self> {
        let mut project = Self::without_rules(args)?;
        project.rules = RuleSet::load(args, &mut project);
        Ok(project)
    }

    /// Finds and reads the configuration, and loads no rules.
    ///
    /// # Errors
    ///
    /// When the working directory is gone.
    pub(super) fn without_rules(args: &RuleArgs) -> io::Result<Self> {
        let working_directory = fs::canonicalize(env::current_dir()?)?;
        let path = match &args.config {
            Some(path) => Some(working_directory.join(path)),
            None if args.no_config => None,
            None => find_upwards(&working_directory),
        };
        let folder = path.as_deref().and_then(Path::parent);
        let root = folder.and_then(|folder| fs::canonicalize(folder).ok());
        let root = root.unwrap_or_else(|| working_directory.clone());
        let mut project = Self {
            files: RuleFiles::new(working_directory.clone(), root.clone()),
            root,
            working_directory,
            config: Config::default(),
            is_configured: false,
            config_file: None,
            rules: RuleSet::default(),
            sources: Sources::new(),
            problems: Vec::new(),
        };
        if let Some(path) = path {
            project.read_config(&path);
        }
        Ok(project)
    }

    /// The settings of the configuration for a run. Rules in `[severity]` that there are none
    /// of become problems.
    pub(super) fn settings(&mut self) -> Settings {
        for line in &self.config.severities {
            if let Some(problem) = self.rules.unknown(&line.rule.value) {
                self.problems.push(problem.at(line.rule.place, ""));
            }
        }
        Settings {
            group_by: group_by(self),
            approx: self.config.approx.clone(),
            severities: self.config.severities(),
            trace: None,
        }
    }

    fn read_config(&mut self, path: &Path) {
        self.is_configured = true;
        match self.files.open(&mut self.sources, path) {
            Ok(file) => {
                let (config, problems) = config::read(&self.sources, file);
                self.config = config;
                self.config_file = Some(file);
                self.problems.extend(problems);
            }
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// The configuration in a folder or the nearest one above it.
fn find_upwards(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_above_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        fs::write(root.join(FILE_NAME), "").unwrap();
        fs::write(root.join("a").join(FILE_NAME), "").unwrap();
        // A folder of that name is no configuration.
        fs::create_dir(root.join("a/b").join(FILE_NAME)).unwrap();
        let found = find_upwards(&root.join("a/b/c"));
        assert_eq!(found, Some(root.join("a").join(FILE_NAME)));
    }
}
