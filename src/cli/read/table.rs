//! The values of a document as a table for people.

use std::io::{self, Write};

use super::Surveyed;
use super::object::describe;
use crate::render::{line, name};
use crate::source::Source;
use crate::value::range::{Approx, Precision, Range};
use crate::value::{Value, show};

/// One line a value: place, type, what it says, the range it is compared as, and the words.
///
/// # Errors
///
/// Those of `out`.
pub(super) fn write(
    source: &Source,
    surveyed: &Surveyed,
    approx: &Approx,
    out: &mut dyn Write,
) -> io::Result<()> {
    let transcript = &surveyed.document.transcript;
    let text = transcript.text(source.text());
    for found in &surveyed.values {
        let at = source.line_column(transcript.source_span(found.span).start);
        let (ty, _) = describe(found);
        let words = line(&text[found.span.range()]);
        let says = show(&found.value).unwrap_or_default();
        let place = format!("{}:{}:{}", name(source.name()), at.line, at.column);
        write!(out, "{place}\t{ty}\t{words}")?;
        if !says.is_empty() && says != words && !matches!(found.value, Value::Text(_)) {
            write!(out, "\t= {}", line(&says))?;
        }
        if let Some(range) = range(&found.value, approx) {
            write!(out, "\t{range}")?;
        }
        if let Some(speaker) = &found.speaker {
            write!(out, "\tsays {}", line(&text[speaker.written.range()]))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The stretch of the number line that a figure stands for, if that is more than its number.
fn range(value: &Value, approx: &Approx) -> Option<String> {
    let (Value::Number(figure)
    | Value::Percent(figure)
    | Value::Money(figure, _)
    | Value::Measure(figure, _)) = value
    else {
        return None;
    };
    let range = Range::of(figure, approx, Precision::AsWritten);
    let is_point = range.low.map(|end| end.at) == range.high.map(|end| end.at);
    (!is_point).then(|| range.text(&|number| show::number(number)))
}
