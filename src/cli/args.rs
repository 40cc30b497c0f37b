//! The command line: commands, flags and the words for `--help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::Severity;

/// A fact-consistency linter: reads a whole corpus, pulls out the facts, and reports where
/// they disagree.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "crossfact",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    help_template = "{about-with-newline}\n{usage-heading} {usage}\n\nCommands:\n{subcommands}{after-help}\n",
    after_help = COMMANDS_HELP
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) check: CheckArgs,
}

/// The flags are those of `check`, which lists them.
const COMMANDS_HELP: &str = "\
`crossfact PATH...` is `crossfact check PATH...` and takes its flags. `crossfact help COMMAND`
lists those of a command; `crossfact --version` prints the version.";

#[derive(Clone, Debug, Subcommand)]
pub(super) enum Command {
    /// Check the corpus and report where facts disagree
    #[command(after_help = CHECK_HELP)]
    Check(CheckArgs),
    /// Show the facts that the rules read, and where
    #[command(after_help = CORPUS_HELP)]
    Facts(FactsArgs),
    /// Show every value of the documents, whatever rules there are
    Read(ReadArgs),
    /// Say what a rule means; with paths, what it compared there and why
    Explain(ExplainArgs),
    /// Run the examples of rule files: good ones must stay silent, bad ones be reported
    #[command(after_help = TEST_HELP)]
    Test(TestArgs),
    /// List the rules in use
    Rules(RulesArgs),
    /// Write a first crossfact.toml and a first rule file
    Init(InitArgs),
}

const CHECK_HELP: &str = "\
The corpus is what crossfact.toml describes; it is searched for upwards from the working
directory. Paths then choose what is reported: findings with a place in one of them. Without
a crossfact.toml the paths are the corpus. A file that is named is always read.

Exit status: 0 no finding that counts (--fail-on), 1 such findings, 2 part of the work could not
be done.";

const CORPUS_HELP: &str = "\
The corpus is what crossfact.toml describes; paths then choose the facts that are shown. Without
a crossfact.toml the paths are the corpus. A file that is named is always read.";

const TEST_HELP: &str = "\
Exit status: 0 all examples hold, 1 some do not, 2 part of the work could not be done.";

#[derive(Clone, Debug, Default, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) corpus: CorpusArgs,

    #[command(flatten)]
    pub(super) output: OutputArgs,

    /// The least severity that makes the exit status 1 [default: error, or `fail_on` in
    /// crossfact.toml]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(super) fail_on: Option<FailOn>,

    /// Print the findings and nothing else: no summary, no idle rules, no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Also say what was read and what was left out
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// What is read.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct CorpusArgs {
    #[command(flatten)]
    pub(super) named: PathArgs,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
}

/// What is named.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct PathArgs {
    /// Files and folders to look at; `-` is the standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// The file whose text the standard input is: `-` stands in its place, under its name
    #[arg(long, value_name = "FILE")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// A file with further paths, one a line; `-` is the standard input. An empty list names
    /// no file, and not all of them
    #[arg(long, value_name = "LIST")]
    pub(super) files_from: Option<PathBuf>,

    /// The paths of --files-from end with a NUL byte and not with their line
    #[arg(short = '0', long, requires = "files_from")]
    pub(super) null: bool,
}

impl PathArgs {
    /// Whether they leave everything to the configuration or the working directory.
    pub(super) fn name_nothing(&self) -> bool {
        self.paths.is_empty() && self.files_from.is_none() && self.stdin_filename.is_none()
    }
}

/// Which rules are used.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct RuleArgs {
    /// A rule file to use, besides those of crossfact.toml; may be given several times
    #[arg(long = "rules", value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// A built-in pack of rules to use, besides those of crossfact.toml; may be given several
    /// times. Without crossfact.toml, --rules and --pack, it is `general`
    #[arg(long = "pack", value_name = "NAME")]
    pub(super) packs: Vec<String>,

    /// The configuration to use, in place of the crossfact.toml that is found
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,

    /// Use no crossfact.toml, even if there is one
    #[arg(long)]
    pub(super) no_config: bool,
}

impl RuleArgs {
    /// Whether they name rules.
    pub(super) fn ask_for_rules(&self) -> bool {
        !self.files.is_empty() || !self.packs.is_empty()
    }
}

/// How it is shown.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct OutputArgs {
    /// How findings are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: ReportFormat,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,
}

/// How text is drawn.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct TerminalArgs {
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: Color,

    /// How many columns to use [default: the terminal's, or 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub(super) width: Option<u16>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct FactsArgs {
    #[command(flatten)]
    pub(super) corpus: CorpusArgs,

    /// Only facts with this name; may be given several times
    #[arg(long = "fact", value_name = "NAME")]
    pub(super) facts: Vec<String>,

    /// How facts are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: TableFormat,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,
}

#[derive(Clone, Debug, Args)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    pub(super) corpus: CorpusArgs,

    /// Only values of these types, with commas between them: number,money,date
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    pub(super) types: Vec<String>,

    /// How values are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: TableFormat,

    /// Read texts from a file of JSON Lines, or from standard input for -: objects with `id`,
    /// `input` and perhaps `ref`, the day that relative dates count from. For each an object
    /// with `id` and `spans` is printed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "format"])]
    pub(super) jsonl: Option<PathBuf>,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,
}

#[derive(Clone, Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule's id
    #[arg(value_name = "RULE")]
    pub(super) rule: String,

    #[command(flatten)]
    pub(super) corpus: CorpusArgs,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,
}

#[derive(Clone, Debug, Args)]
pub(super) struct TestArgs {
    /// The rule files [default: those of crossfact.toml, or the built-in packs]
    #[arg(value_name = "RULEFILE")]
    pub(super) tested: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,

    /// List every example, not only those that fail
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Clone, Debug, Args)]
pub(super) struct RulesArgs {
    #[command(flatten)]
    pub(super) rules: RuleArgs,

    /// List all built-in packs as well, also those that are not in use
    #[arg(long)]
    pub(super) all: bool,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,
}

#[derive(Clone, Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to write to
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,

    /// Replace files that exist
    #[arg(long)]
    pub(super) force: bool,

    #[command(flatten)]
    pub(super) terminal: TerminalArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Drawn for people, with the lines the findings are about
    #[default]
    Human,
    /// One line a finding: `path:line:column: severity[rule]: message`
    Short,
    /// One JSON object with findings, problems, idle rules and counts
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// A table for people
    #[default]
    Human,
    /// One JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR or TERM=dumb say otherwise; CLICOLOR_FORCE turns it on
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// All findings
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that counts; `None` if nothing does.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn paths_without_a_command_are_checked() {
        let cli = Cli::try_parse_from(["crossfact", "a.txt", "--format", "short"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.check.corpus.named.paths, [PathBuf::from("a.txt")]);
        assert_eq!(cli.check.output.format, ReportFormat::Short);
    }

    #[test]
    fn every_severity_has_a_word_for_fail_on() {
        for severity in Severity::ALL {
            let choice = FailOn::from_str(severity.word(), false).unwrap();
            assert_eq!(choice.severity(), Some(severity));
        }
    }
}
