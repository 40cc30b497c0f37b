//! `crossfact read`: every value of a text, whatever rules there are.

mod lines;
mod object;
mod table;

use std::io;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::args::{ReadArgs, TableFormat};
use super::documents::Documents;
use super::exit::Status;
use super::project::Project;
use super::terminal::Terminal;
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::render::{Format, render_problems};
use crate::suggest;
use crate::survey::{Found, Survey};
use crate::value::{Origin, Type, Types};

/// What is read where nobody says otherwise: everything that compares. A whole number is a
/// number, and a word is no value by itself.
const USUAL: Types = Types::of(&[
    Type::Number,
    Type::Percent,
    Type::Money,
    Type::Measure,
    Type::Date,
    Type::Weekday,
    Type::Time,
    Type::Version,
    Type::Quote,
    Type::Name,
    Type::Email,
]);

/// A document with its values.
struct Surveyed {
    document: Document,
    values: Vec<Found>,
}

/// Prints the values of the documents, or of each text of a file of JSON Lines.
///
/// # Errors
///
/// Those of the terminal, of the file of texts and of the working directory.
pub(super) fn run(args: &ReadArgs, terminal: &mut Terminal) -> io::Result<Status> {
    let mut project = Project::open(&args.corpus.rules)?;
    let wanted = wanted(&args.types, &mut project.problems);
    if let Some(path) = &args.jsonl {
        let style = terminal.err_style();
        let (problems, sources) = (&project.problems, &project.sources);
        render_problems(problems, sources, Format::Human, style, terminal.err()?)?;
        lines::read(path, wanted, terminal.out())?;
        return Ok(Status::of_problems(problems));
    }
    let documents = Documents::read(&args.corpus, &mut project, true);
    let style = terminal.err_style();
    let (problems, sources) = (&project.problems, &project.sources);
    render_problems(problems, sources, Format::Human, style, terminal.err()?)?;
    let inputs: Vec<_> = documents.reported().collect();
    // Written in the order of the documents, a handful at a time, however many there are.
    const AT_ONCE: usize = 256;
    for inputs in inputs.chunks(AT_ONCE) {
        let surveyed: Vec<Surveyed> = documents.pool().install(|| {
            inputs
                .par_iter()
                .map_init(Survey::default, |survey, input| {
                    let source = sources.get(input.source).text();
                    let document = input.content.read(source);
                    let text = document.transcript.text(source);
                    let origin = Origin {
                        date: input.date,
                        ..Origin::default()
                    };
                    let values = survey.read(text, &document.layout, origin, wanted);
                    Surveyed { document, values }
                })
                .collect()
        });
        for (input, surveyed) in inputs.iter().zip(&surveyed) {
            let source = sources.get(input.source);
            match args.format {
                TableFormat::Human => {
                    let approx = &project.config.approx;
                    table::write(source, surveyed, approx, terminal.out())?;
                }
                TableFormat::Jsonl => lines::write(source, surveyed, terminal.out())?,
            }
        }
    }
    Ok(Status::of_problems(problems))
}

fn wanted(words: &[String], problems: &mut Vec<Diagnostic>) -> Types {
    if words.is_empty() || words == ["all"] {
        return USUAL;
    }
    let mut types = Vec::new();
    for word in words {
        match Type::ALL.into_iter().find(|(_, known)| known == word) {
            Some((ty, _)) => types.push(ty),
            None => {
                let known = Type::ALL.map(|(_, word)| word);
                let problem = Diagnostic::error(format!("there is no type `{word}`"));
                problems.push(
                    problem.help(
                        suggest::did_you_mean(word, known)
                            .unwrap_or_else(|| format!("the types are `{}`", known.join("`, `"))),
                    ),
                );
            }
        }
    }
    Types::of(&types)
}
