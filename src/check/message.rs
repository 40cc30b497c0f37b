//! Messages: a template with its blanks filled in.

use crate::fact::row::{DocumentInfo, Row};
use crate::lang::typed::{Piece, Template};

/// What stands where a template asks for something that this finding does not have.
const NOTHING: &str = "(none)";

/// What the blanks of a template stand for.
pub(super) struct Blanks<'a> {
    /// The row at fault.
    pub row: Option<&'a Row>,
    /// The row it is compared with.
    pub other: Option<&'a Row>,
    /// The document at fault.
    pub document: u32,
    /// The documents of the run.
    pub documents: &'a [DocumentInfo],
    /// What is wrong.
    pub found: &'a str,
    /// What should stand there.
    pub expected: &'a str,
    /// How many documents or mentions say what is expected.
    pub count: usize,
    /// How far apart the two values are.
    pub difference: Option<&'a str>,
}

/// The text of a template.
pub(super) fn render(template: &Template, blanks: &Blanks<'_>) -> String {
    let mut text = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Field(field) => text.push_str(field_text(blanks.row, *field)),
            Piece::Other(field) => text.push_str(field_text(blanks.other, *field)),
            Piece::Found => text.push_str(blanks.found),
            Piece::Expected => text.push_str(blanks.expected),
            Piece::Count => text.push_str(&blanks.count.to_string()),
            Piece::Document => text.push_str(document_name(blanks, Some(blanks.document))),
            Piece::OtherDocument => {
                text.push_str(document_name(blanks, blanks.other.map(|row| row.document)));
            }
            Piece::Difference => text.push_str(blanks.difference.unwrap_or(NOTHING)),
        }
    }
    text
}

fn field_text(row: Option<&Row>, field: usize) -> &str {
    row.and_then(|row| row.fields.get(field)?.as_ref())
        .map_or(NOTHING, |field| &field.text)
}

fn document_name<'a>(blanks: &Blanks<'a>, document: Option<u32>) -> &'a str {
    document
        .and_then(|document| blanks.documents.get(document as usize))
        .map_or(NOTHING, |document| &document.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::row::{Field, Location};
    use crate::source::Span;
    use crate::value::Value;

    #[test]
    fn fills_every_blank() {
        let field = Field {
            value: Value::Text("Sunday".into()),
            span: Span::default(),
            text: "Sunday".into(),
        };
        let row = Row {
            document: 0,
            span: Span::default(),
            branch: 0,
            fields: Box::new([Some(field), None]),
            location: Location::default(),
        };
        let blanks = Blanks {
            row: Some(&row),
            other: None,
            document: 0,
            documents: &[],
            found: "a",
            expected: "b",
            count: 3,
            difference: None,
        };
        let template = Template {
            pieces: vec![
                Piece::Field(0),
                Piece::Text(": ".to_owned()),
                Piece::Found,
                Piece::Expected,
                Piece::Count,
                Piece::Field(1),
                Piece::Field(9),
                Piece::Difference,
            ],
        };
        assert_eq!(render(&template, &blanks), "Sunday: ab3(none)(none)(none)");
    }
}
