//! Values as JSON Lines, of documents and of texts that come as JSON Lines themselves.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::str::FromStr as _;

use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::{Deserialize, Serialize};

use super::Surveyed;
use super::object::{ValueObject, describe};
use crate::document::plain;
use crate::source::{Source, Span};
use crate::survey::{Found, Survey};
use crate::value::{Origin, Types};

/// A text to read.
#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    input: String,
    /// The day that relative dates count from, perhaps with a time.
    #[serde(rename = "ref")]
    reference: Option<String>,
}

/// What was read in it.
#[derive(Debug, Serialize)]
struct Answer<'c> {
    id: &'c str,
    spans: Vec<ValueObject<'c>>,
}

/// How many texts are read side by side before their answers are written.
const AT_ONCE: usize = 4096;

/// Reads texts from a file, or from standard input for `-`, and writes an answer for each.
/// Offsets are characters.
///
/// # Errors
///
/// Those of the file and of `out`; a line that is no text to read is one.
pub(super) fn read(path: &Path, wanted: Types, out: &mut dyn Write) -> io::Result<()> {
    let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path)?))
    };
    let mut lines = input.lines();
    let mut number = 0;
    loop {
        let mut cases: Vec<Case> = Vec::new();
        for line in lines.by_ref().take(AT_ONCE) {
            let line = line?;
            number += 1;
            if line.trim().is_empty() {
                continue;
            }
            cases.push(serde_json::from_str(&line).map_err(|error| {
                io::Error::other(format!("line {number} of `{}`: {error}", path.display()))
            })?);
        }
        if cases.is_empty() {
            return Ok(());
        }
        let answers: Vec<Answer<'_>> = cases
            .par_iter()
            .map_init(Survey::default, |survey, case| answer(survey, case, wanted))
            .collect();
        for answer in answers {
            serde_json::to_writer(&mut *out, &answer)?;
            writeln!(out)?;
        }
    }
}

fn answer<'c>(survey: &mut Survey, case: &'c Case, wanted: Types) -> Answer<'c> {
    let reference = case.reference.as_deref();
    let origin = Origin {
        date: reference.and_then(|text| Date::from_str(text.get(..10)?).ok()),
        ..Origin::default()
    };
    let text = case.input.as_str();
    let found = survey.read(text, &plain::read(text), origin, wanted);
    // Characters are counted once, from one value to the next.
    let mut counted = (0, 0);
    let mut characters = |byte: u32| {
        let byte = byte as usize;
        counted = if byte >= counted.0 {
            (byte, counted.1 + text[counted.0..byte].chars().count())
        } else {
            (byte, text[..byte].chars().count())
        };
        counted.1
    };
    let mut spans = Vec::with_capacity(found.len());
    for found in &found {
        let start = characters(found.span.start);
        let end = characters(found.span.end);
        let object = object(found, text, start, end);
        spans.extend(object.bounds());
        spans.push(object);
    }
    Answer {
        id: &case.id,
        spans,
    }
}

fn object<'t>(found: &Found, text: &'t str, start: usize, end: usize) -> ValueObject<'t> {
    let (ty, fields) = describe(found);
    ValueObject {
        start,
        end,
        text: &text[found.span.range()],
        ty,
        fields,
        speaker: found
            .speaker
            .as_ref()
            .map(|speaker| &text[speaker.written.range()]),
    }
}

/// A value of a document.
#[derive(Debug, Serialize)]
struct Line<'t> {
    file: &'t str,
    line: u32,
    column: u32,
    #[serde(flatten)]
    value: ValueObject<'t>,
}

/// Writes the values of a document, one object a line. Offsets are bytes of its file.
///
/// # Errors
///
/// Those of `out`.
pub(super) fn write(source: &Source, surveyed: &Surveyed, out: &mut dyn Write) -> io::Result<()> {
    let transcript = &surveyed.document.transcript;
    let text = transcript.text(source.text());
    for found in &surveyed.values {
        let span = transcript.source_span(found.span);
        let at = source.line_column(span.start);
        let Span { start, end } = source.file_span(span);
        let line = Line {
            file: source.name(),
            line: at.line,
            column: at.column,
            value: object(found, text, start as usize, end as usize),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
