//! `crossfact test`: runs the examples of rule files.

use std::io;

use super::args::TestArgs;
use super::exit::Status;
use super::project::Project;
use super::rule_set::RuleSet;
use super::terminal::Terminal;
use crate::example::{self, Outcome};
use crate::render::{self, Format, render_problems};

/// Runs the examples and prints those that do not pass.
///
/// # Errors
///
/// Those of the terminal and of the working directory.
pub(super) fn run(args: &TestArgs, terminal: &mut Terminal) -> io::Result<Status> {
    let mut project = Project::without_rules(&args.rules)?;
    project.files.take_samples();
    let asked = !args.tested.is_empty() || args.rules.ask_for_rules();
    project.rules = if asked || project.is_configured {
        RuleSet::own(&args.tested, &args.rules, &mut project)
    } else {
        RuleSet::packs(&mut project)
    };
    let style = terminal.err_style();
    let human = Format::Human;
    render_problems(
        &project.problems,
        &project.sources,
        human,
        style,
        terminal.err()?,
    )?;

    let approx = &project.config.approx;
    let mut counts = [0_usize; 4];
    let mut problems = Vec::new();
    for module in &project.rules.modules {
        for result in example::run(module, &project.sources, approx) {
            counts[result.outcome as usize] += 1;
            if args.verbose {
                let source = project.sources.get(result.place.source);
                let at = source.line_column(result.place.span.start);
                let (name, line, rule) = (render::name(source.name()), at.line, &result.rule);
                writeln!(terminal.out(), "{:9} {rule} {name}:{line}", result.outcome)?;
            }
            problems.extend(result.problem);
        }
    }
    let style = terminal.out_style();
    render_problems(&problems, &project.sources, human, style, terminal.out())?;
    let [reported, validated, noisy, missing] = counts;
    let all: usize = counts.iter().sum();
    let noun = if all == 1 { "example" } else { "examples" };
    writeln!(
        terminal.out(),
        "{all} {noun}: {reported} reported, {validated} validated, {noisy} noisy, {missing} missing"
    )?;
    let failed = [Outcome::Noisy, Outcome::Missing]
        .into_iter()
        .any(|outcome| counts[outcome as usize] > 0);
    let found = if failed { Status::Found } else { Status::Clean };
    Ok(found.max(Status::of_problems(&project.problems)))
}
