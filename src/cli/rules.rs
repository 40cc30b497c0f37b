//! `crossfact rules`: lists the rules.

use std::io;

use super::args::RulesArgs;
use super::exit::Status;
use super::project::Project;
use super::rule_set::RuleSet;
use super::terminal::Terminal;
use crate::lang::typed::{Module, Piece, Rule, Template};
use crate::render::{self, Format, line, render_problems};

/// Prints a line for each rule: id, severity, file, whether it can be mended, message.
///
/// # Errors
///
/// Those of the terminal and of the working directory.
pub(super) fn run(args: &RulesArgs, terminal: &mut Terminal) -> io::Result<Status> {
    let mut project = Project::open(&args.rules)?;
    if args.all {
        let mut rules = std::mem::take(&mut project.rules);
        rules.add_packs(&mut project);
        project.rules = rules;
    }
    let settings = project.settings();
    let style = terminal.err_style();
    let (problems, sources) = (&project.problems, &project.sources);
    render_problems(problems, sources, Format::Human, style, terminal.err()?)?;

    let rows: Vec<[String; 5]> = project
        .rules
        .rules()
        .map(|(module, rule)| {
            let severity = RuleSet::severity_of(rule, &settings);
            [
                rule.id.to_string(),
                severity
                    .map_or("off", |severity| severity.word())
                    .to_owned(),
                sources.get(module.source).name().to_owned(),
                if rule.fix { "fixable" } else { "" }.to_owned(),
                template(&rule.message, module, rule),
            ]
        })
        .collect();
    for row in &rows {
        let [id, severity, file, fixable, message] = row;
        writeln!(
            terminal.out(),
            "{:ids$}  {severity:7}  {:files$}  {fixable:7}  {}",
            line(id),
            render::name(file),
            line(message),
            ids = widest(&rows, 0),
            files = widest(&rows, 2),
        )?;
    }
    Ok(Status::of_problems(problems))
}

fn widest(rows: &[[String; 5]], column: usize) -> usize {
    let widths = rows.iter().map(|row| row[column].chars().count());
    widths.max().unwrap_or(0)
}

/// A message as it stands in the rule file, its blanks in braces.
pub(super) fn template(of: &Template, module: &Module, rule: &Rule) -> String {
    let facts = rule.facts();
    let field = |which: usize, index: usize| {
        facts
            .get(which)
            .or(facts.first())
            .and_then(|fact| module.facts.get(fact.0 as usize))
            .and_then(|fact| fact.fields.get(index))
            .map_or("", |field| &field.name)
    };
    of.pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Field(index) => format!("{{{}}}", field(0, *index)),
            Piece::Other(index) => format!("{{other.{}}}", field(1, *index)),
            Piece::Found => "{found}".to_owned(),
            Piece::Expected => "{expected}".to_owned(),
            Piece::Count => "{count}".to_owned(),
            Piece::Document => "{document}".to_owned(),
            Piece::OtherDocument => "{other.document}".to_owned(),
            Piece::Difference => "{difference}".to_owned(),
        })
        .collect()
}
