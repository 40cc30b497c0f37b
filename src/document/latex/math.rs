//! Mathematics that authors use to write figures: `$130{,}000$`, `$n = 42$`, `$5\%$`.

use super::structure::{self, Structure};
use crate::source::Span;

/// A longer formula is no figure.
const LONGEST: usize = 128;

/// A part of a figure: bytes of the source as they are, or what they stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Copied(Span),
    Decoded(Span, &'static str),
    /// A command that the document defines.
    Named(Span, String),
}

/// The parts of a formula that is a figure: of digits, letters, spaces and signs between them,
/// without anything raised, lowered or built up.
pub(super) fn figure(source: &str, formula: Span, structure: &Structure) -> Option<Vec<Part>> {
    if formula.range().len() > LONGEST {
        return None;
    }
    let text = source.get(formula.range())?;
    let start = formula.start as usize;
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let place = start + at;
        let mut length = c.len_utf8();
        match c {
            '\\' => {
                let name = structure::command_name(source, place);
                length = 1 + name.len();
                let span = Span::new(place as u32, (place + length) as u32);
                match sign(name) {
                    Some(words) => parts.push(Part::Decoded(span, words)),
                    None if is_text(name) => {}
                    None => parts.push(Part::Named(span, name.to_owned())),
                }
            }
            '~' => parts.push(Part::Decoded(
                Span::new(place as u32, place as u32 + 1),
                "\u{A0}",
            )),
            '^' => {
                // Only the sign of degrees is raised.
                let rest = &text[at + 1..];
                let degree = ["\\circ", "{\\circ}"]
                    .iter()
                    .find(|sign| rest.starts_with(**sign))?;
                length += degree.len();
                let span = Span::new(place as u32, (place + length) as u32);
                parts.push(Part::Decoded(span, "°"));
            }
            '{' => {
                structure.group(source, place)?;
            }
            '}' => {}
            c if c.is_alphanumeric() || c.is_whitespace() || ".,:;=<>+-/()|!?%'".contains(c) => {
                let end = (place + length) as u32;
                match parts.last_mut() {
                    Some(Part::Copied(span)) if span.end == place as u32 => span.end = end,
                    Some(_) | None => parts.push(Part::Copied(Span::new(place as u32, end))),
                }
            }
            _ => return None,
        }
        at += length;
    }
    Some(parts)
}

/// Commands around words in a formula, which leave no trace.
fn is_text(name: &str) -> bool {
    matches!(
        name,
        "text"
            | "textrm"
            | "mathrm"
            | "textnormal"
            | "mbox"
            | "mathit"
            | "mathbf"
            | "textbf"
            | "!"
            | "left"
            | "right"
            | "displaystyle"
    )
}

/// The signs that stand between figures.
fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        "%" => "%",
        "$" => "$",
        "&" => "&",
        "," | ":" | ";" | "thinspace" => "\u{202F}",
        " " | "quad" | "space" => " ",
        "approx" | "simeq" => "≈",
        "sim" => "~",
        "le" | "leq" | "leqslant" => "≤",
        "ge" | "geq" | "geqslant" => "≥",
        "pm" => "±",
        "times" => "×",
        "cdot" => "·",
        "ldots" | "dots" => "…",
        "euro" | "texteuro" => "€",
        "pounds" => "£",
        "degree" => "°",
        "percent" => "%",
        "mu" => "µ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(formula: &str) -> Option<String> {
        let structure = Structure::of(formula);
        let parts = figure(formula, Span::new(0, formula.len() as u32), &structure)?;
        let words = parts.into_iter().map(|part| match part {
            Part::Copied(span) => formula[span.range()].to_owned(),
            Part::Decoded(_, words) => words.to_owned(),
            Part::Named(_, name) => format!("<{name}>"),
        });
        Some(words.collect())
    }

    #[test]
    fn figures_are_read() {
        for (formula, words) in [
            ("130{,}000", "130,000"),
            (r"130\,000", "130\u{202F}000"),
            ("n = 42", "n = 42"),
            (r"5\%", "5%"),
            (r"\approx 5~\mathrm{km}", "≈ 5\u{A0}km"),
            (r"45^\circ", "45°"),
            (r"p < 0.05", "p < 0.05"),
            (r"\n", "<n>"),
        ] {
            assert_eq!(read(formula).as_deref(), Some(words), "{formula}");
        }
    }

    #[test]
    fn what_is_built_up_is_no_figure() {
        for formula in ["10^6", "x_1", "a & b", "{1", "x^{2}"] {
            assert_eq!(read(formula), None, "{formula}");
        }
    }
}
