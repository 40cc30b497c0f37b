//! The command-line program: one file for each command. Only here is anything printed,
//! written, or asked of the environment and the clock.

mod args;
mod check;
mod documents;
mod exit;
mod explain;
mod facts;
mod init;
mod named;
mod progress;
mod project;
mod read;
mod rule_set;
mod rules;
mod terminal;
mod test;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use args::{Cli, Command, TerminalArgs};
use exit::Status;
use terminal::Terminal;

use crate::suggest;

/// Runs the program with these arguments, the first of which is its name, and answers with
/// its exit status: 0, 1 or 2, as `crossfact --help` says.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors. Where they cannot be printed, nothing can.
            let status = if error.use_stderr() {
                Status::Incomplete
            } else {
                Status::Clean
            };
            let _ = error.print();
            return status.into();
        }
    };
    let mut terminal = Terminal::new(terminal_args(&cli));
    let done = run_command(&cli, &mut terminal).and_then(|status| {
        terminal.flush()?;
        Ok(status)
    });
    match done {
        Ok(status) => status.into(),
        Err(error) => {
            terminal.complain(&error);
            Status::Incomplete.into()
        }
    }
}

fn run_command(cli: &Cli, terminal: &mut Terminal) -> io::Result<Status> {
    match &cli.command {
        None => {
            let status = check::run(&cli.check, terminal)?;
            if let Some(hint) = misspelled_command(&cli.check.corpus.named.paths) {
                writeln!(terminal.err()?, " = help: {hint}")?;
            }
            Ok(status)
        }
        Some(Command::Check(args)) => check::run(args, terminal),
        Some(Command::Facts(args)) => facts::run(args, terminal),
        Some(Command::Read(args)) => read::run(args, terminal),
        Some(Command::Explain(args)) => explain::run(args, terminal),
        Some(Command::Test(args)) => test::run(args, terminal),
        Some(Command::Rules(args)) => rules::run(args, terminal),
        Some(Command::Init(args)) => init::run(args, terminal),
    }
}

/// A misspelled command is taken for a path that does not exist.
fn misspelled_command(paths: &[PathBuf]) -> Option<String> {
    let first = paths.first().filter(|path| !path.exists())?.to_str()?;
    let commands = Cli::command();
    let names: Vec<&str> = commands
        .get_subcommands()
        .map(|command| command.get_name())
        .collect();
    let near = suggest::nearest(first, names);
    near.first()
        .map(|command| format!("did you mean the command `{command}`?"))
}

fn terminal_args(cli: &Cli) -> &TerminalArgs {
    match &cli.command {
        None => &cli.check.output.terminal,
        Some(Command::Check(args)) => &args.output.terminal,
        Some(Command::Facts(args)) => &args.terminal,
        Some(Command::Read(args)) => &args.terminal,
        Some(Command::Explain(args)) => &args.terminal,
        Some(Command::Test(args)) => &args.terminal,
        Some(Command::Rules(args)) => &args.terminal,
        Some(Command::Init(args)) => &args.terminal,
    }
}
