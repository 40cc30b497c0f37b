//! The command-line program.

use std::process::ExitCode;

fn main() -> ExitCode {
    crossfact::cli::run(std::env::args_os())
}
