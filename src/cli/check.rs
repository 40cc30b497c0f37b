//! `crossfact check`: runs the rules and prints the report.

use std::io;

use super::args::{CheckArgs, FailOn, ReportFormat};
use super::documents::Documents;
use super::exit::Status;
use super::project::Project;
use super::terminal::Terminal;
use crate::finding::Finding;
use crate::render::{Format, Style, render, render_problems};
use crate::report::{Report, Statistics};
use crate::source::Sources;

/// Checks the corpus and prints what was found.
///
/// # Errors
///
/// Those of the terminal and of the working directory.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> io::Result<Status> {
    let mut project = Project::open(&args.corpus.rules)?;
    let settings = project.settings();
    let documents = Documents::read(&args.corpus, &mut project, !args.quiet);
    let run = documents.run(&project, &settings);
    project.problems.extend(run.problems);

    let is_reported = |finding: &Finding| {
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        let mut places = labels.map(|label| label.place).chain([finding.rule_place]);
        places.any(|place| documents.reports(place.source))
    };
    let findings: Vec<Finding> = run.findings.into_iter().filter(is_reported).collect();
    let mut idle = run.idle;
    idle.retain(|idle| {
        let is_built_in = project.rules.is_built_in(idle.place.source);
        is_news(is_built_in, args, &documents)
    });
    let fail_on = args
        .fail_on
        .map_or(project.config.fail_on, FailOn::severity);
    let status = Status::of(&findings, &project.problems, fail_on);
    let report = Report {
        findings,
        problems: project.problems,
        idle,
        statistics: Statistics {
            binary: documents.binary(),
            ..run.statistics
        },
    };
    print(&report, &project.sources, args, terminal)?;
    if args.verbose {
        documents.write_account(&project.sources, terminal.err()?)?;
    }
    Ok(status)
}

/// Whether people are told that a rule is idle. It is so in the corpus as a whole, which is no
/// news to who asks about one file; and a pack has rules for more kinds of text than one.
fn is_news(is_built_in: bool, args: &CheckArgs, documents: &Documents) -> bool {
    match args.output.format {
        ReportFormat::Json => true,
        ReportFormat::Human | ReportFormat::Short => {
            args.verbose || (!args.quiet && !is_built_in && documents.reports_all())
        }
    }
}

fn print(
    report: &Report,
    sources: &Sources,
    args: &CheckArgs,
    terminal: &mut Terminal,
) -> io::Result<()> {
    let format = format(args.output.format);
    match args.output.format {
        // The object holds the problems as well.
        ReportFormat::Json => {}
        ReportFormat::Human | ReportFormat::Short => {
            let style = terminal.err_style();
            render_problems(&report.problems, sources, format, style, terminal.err()?)?;
        }
    }
    let style = Style {
        summary: !args.quiet,
        ..terminal.out_style()
    };
    render(report, sources, format, style, terminal.out())
}

fn format(format: ReportFormat) -> Format {
    match format {
        ReportFormat::Human => Format::Human,
        ReportFormat::Short => Format::Short,
        ReportFormat::Json => Format::Json,
    }
}
