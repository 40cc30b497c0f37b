//! `crossfact facts`: what the rules read, and where.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::args::{FactsArgs, TableFormat};
use super::documents::Documents;
use super::exit::Status;
use super::project::Project;
use super::terminal::Terminal;
use crate::diag::Diagnostic;
use crate::fact::row::{DocumentInfo, Row};
use crate::lang::typed::{Fact, Module};
use crate::paraphrase::value;
use crate::render::{self, Format, line, render_problems};
use crate::source::{LineColumn, Place, Source, Sources, Span};
use crate::suggest;
use crate::value::Value;

/// Prints the rows of every fact with a name, fact by fact, in the order of the documents.
///
/// # Errors
///
/// Those of the terminal and of the working directory.
pub(super) fn run(args: &FactsArgs, terminal: &mut Terminal) -> io::Result<Status> {
    let mut project = Project::open(&args.corpus.rules)?;
    let settings = project.settings();
    let documents = Documents::read(&args.corpus, &mut project, true);
    let run = documents.run(&project, &settings);
    project.problems.extend(run.problems);
    project.problems.extend(unknown_names(args, &project));
    let style = terminal.err_style();
    let (problems, sources) = (&project.problems, &project.sources);
    render_problems(problems, sources, Format::Human, style, terminal.err()?)?;

    for (module, rows) in project.rules.modules.iter().zip(&run.rows) {
        for (fact, rows) in module.facts.iter().zip(&rows.facts) {
            let Some(name) = &fact.name else { continue };
            if !args.facts.is_empty() && !args.facts.iter().any(|asked| **asked == **name) {
                continue;
            }
            let reported: Vec<&Row> = rows
                .iter()
                .filter(|row| documents.reports(run.documents[row.document as usize].source))
                .collect();
            let table = Table {
                name,
                fact,
                module,
                rows: &reported,
                documents: &run.documents,
                sources,
            };
            match args.format {
                TableFormat::Human => table.write_human(terminal.out())?,
                TableFormat::Jsonl => table.write_jsonl(terminal.out())?,
            }
        }
    }
    Ok(Status::of_problems(problems))
}

fn unknown_names(args: &FactsArgs, project: &Project) -> Vec<Diagnostic> {
    let known: Vec<&str> = project
        .rules
        .modules
        .iter()
        .flat_map(|module| &module.facts)
        .filter_map(|fact| fact.name.as_deref())
        .collect();
    args.facts
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .map(|name| {
            let problem = Diagnostic::error(format!("there is no fact `{name}`"));
            match suggest::did_you_mean(name, known.iter().copied()) {
                Some(hint) => problem.help(hint),
                None => problem,
            }
        })
        .collect()
}

/// The rows of one fact.
struct Table<'a> {
    name: &'a str,
    fact: &'a Fact,
    module: &'a Module,
    rows: &'a [&'a Row],
    documents: &'a [DocumentInfo],
    sources: &'a Sources,
}

impl Table<'_> {
    fn write_human(&self, out: &mut dyn Write) -> io::Result<()> {
        let file = self.sources.get(self.fact.place.source);
        let at = file.line_column(self.fact.place.span.start);
        let count = match self.rows.len() {
            0 => "nothing read".to_owned(),
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        let (name, file) = (self.name, render::name(file.name()));
        writeln!(out, "{name} ({file}:{}): {count}", at.line)?;
        let cells: Vec<[String; 3]> = self.rows.iter().map(|row| self.cells(row)).collect();
        let width = |column: usize| {
            let widths = cells.iter().map(|row| row[column].chars().count());
            widths.max().unwrap_or(0).min(WIDEST_COLUMN)
        };
        let (places, fields) = (width(0), width(1));
        for [place, values, words] in &cells {
            if words.is_empty() {
                writeln!(out, "  {place:places$}  {values}")?;
            } else {
                writeln!(out, "  {place:places$}  {values:fields$}  {words}")?;
            }
        }
        Ok(())
    }

    /// The place, the fields, and the words unless a quotation says them already.
    fn cells(&self, row: &Row) -> [String; 3] {
        let fields: Vec<String> = self
            .fact
            .fields
            .iter()
            .zip(&row.fields)
            .filter_map(|(field, read)| {
                let read = read.as_ref()?;
                let words = line(&value(&read.value, self.module));
                Some(format!("{} = {}", field.name, shortened(&words)))
            })
            .collect();
        let is_quotation = row
            .fields
            .iter()
            .flatten()
            .any(|read| read.span == row.span && matches!(read.value, Value::Text(_)));
        let words = if is_quotation {
            String::new()
        } else {
            format!("“{}”", shortened(&line(self.words(row))))
        };
        [
            render::position(self.sources, self.document(row).place(row.span)),
            fields.join(", "),
            words,
        ]
    }

    fn write_jsonl(&self, out: &mut dyn Write) -> io::Result<()> {
        for row in self.rows {
            serde_json::to_writer(&mut *out, &self.object(row))?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn object<'a>(&'a self, row: &'a Row) -> RowObject<'a> {
        let (file, record) = self
            .sources
            .get(self.document(row).source)
            .file_and_record();
        let fields = self.fact.fields.iter().zip(&row.fields);
        RowObject {
            fact: self.name,
            rule_file: self.sources.get(self.fact.place.source).name(),
            file,
            record,
            place: self.place(row, row.span),
            text: self.words(row),
            fields: fields
                .filter_map(|(field, read)| {
                    let read = read.as_ref()?;
                    let object = FieldObject {
                        value: value(&read.value, self.module),
                        text: &read.text,
                        place: self.place(row, read.span),
                    };
                    Some((field.name.as_ref(), object))
                })
                .collect(),
        }
    }

    /// The words of a row.
    fn words(&self, row: &Row) -> &str {
        &self.document(row).text(self.sources)[row.span.range()]
    }

    /// Where a span of a row's document stands.
    fn place(&self, row: &Row, span: Span) -> PlaceObject {
        let Place { source, span } = self.document(row).place(span);
        PlaceObject::new(self.sources.get(source), span)
    }

    fn document(&self, row: &Row) -> &DocumentInfo {
        &self.documents[row.document as usize]
    }
}

/// No column is aligned to more characters than this.
const WIDEST_COLUMN: usize = 72;

/// Words longer than this keep their beginning and their end.
const LONGEST_WORDS: usize = 60;

fn shortened(words: &str) -> String {
    let count = words.chars().count();
    if count <= LONGEST_WORDS {
        return words.to_owned();
    }
    let kept = LONGEST_WORDS / 2 - 1;
    let head: String = words.chars().take(kept).collect();
    let tail: String = words.chars().skip(count - kept).collect();
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

/// A row as JSON.
#[derive(Serialize)]
struct RowObject<'a> {
    /// The fact's name.
    fact: &'a str,
    /// The rule file that defines it.
    rule_file: &'a str,
    /// The document.
    file: &'a str,
    /// Which record of the file, if it is an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    #[serde(flatten)]
    place: PlaceObject,
    /// The whole match as written.
    text: &'a str,
    /// The fields that were read, by name.
    fields: BTreeMap<&'a str, FieldObject<'a>>,
}

/// A field as JSON.
#[derive(Serialize)]
struct FieldObject<'a> {
    /// The value in one form whatever way it was written.
    value: String,
    /// The words as written, spaces folded to one.
    text: &'a str,
    #[serde(flatten)]
    place: PlaceObject,
}

/// A place as JSON: line and column from 1, the column in characters; the
/// bytes are the file's, from 0.
#[derive(Serialize)]
struct PlaceObject {
    line: u32,
    column: u32,
    byte_start: u32,
    byte_end: u32,
}

impl PlaceObject {
    fn new(source: &Source, span: Span) -> Self {
        let LineColumn { line, column } = source.line_column(span.start);
        let bytes = source.file_span(span);
        Self {
            line,
            column,
            byte_start: bytes.start,
            byte_end: bytes.end,
        }
    }
}
