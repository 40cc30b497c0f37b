//! Percentages.

use super::amount::{self, Marks};
use super::fold::Folded;
use super::label_unit::{LabelKind, LabelUnit};
use super::numeral::Letters;
use super::part::Cursor;
use super::{Reader, Reading, Type, Value, Words};

/// Reads "25%", "about 40 percent", "5 to 6 per cent".
#[derive(Debug)]
pub struct Percent;

impl Reader for Percent {
    fn reads(&self) -> Type {
        Type::Percent
    }

    fn about(&self) -> &'static str {
        "a percentage with its hedge: “25%”, “about 40 percent”, “5 to 6 per cent”; not \
         percentage points"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let amount = amount::read::<PercentSign>(words, at)?;
        amount.mark?;
        if amount::is_denominator(words, amount.start) {
            return None;
        }
        Some(Reading {
            end: amount.end,
            value: Value::Percent(amount.figure),
            span: words.span(at, amount.end),
        })
    }
}

/// The words a planner looks for: every percentage has one of them or the sign.
pub(super) const ANCHORS: &[&str] = &["pct", "per", "percent", "percents"];

struct PercentSign;

impl Marks for PercentSign {
    type Mark = ();

    const LETTERS: Letters = Letters::Unit;

    fn before(_: &Words<'_>, _: usize) -> Option<(usize, ())> {
        None
    }

    fn after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, ())> {
        let end = sign(words, at)?;
        let next = words.past_hyphen(end);
        let points = matches!(&*Folded::new(words.part(next)), "point" | "points");
        (!points).then_some((end, ()))
    }

    fn labelled(unit: &LabelUnit) -> Option<()> {
        (unit.kind == LabelKind::Percent).then_some(())
    }
}

/// Whether a percent sign or word, or percentage points, follow a figure.
pub(super) fn is_percent_like(words: &Words<'_>, end: usize) -> bool {
    let at = Cursor::at(end);
    let next = words.past_hyphen(at);
    sign(words, at).is_some() || &*Folded::new(words.part(next)) == "percentage"
}

fn sign(words: &Words<'_>, at: Cursor) -> Option<Cursor> {
    let at = words.past_hyphen(at);
    let word = Folded::new(words.part(at));
    match &*word {
        // "%20" in the address of a page stands for a space.
        "%" if words.joined(at.token + 1)
            && words
                .tokens
                .get(at.token + 1)
                .is_some_and(|token| token.is_word()) =>
        {
            None
        }
        "%" | "percent" | "percents" | "pct" | "pct." => Some(words.after_part(at)),
        "per" => {
            let next = words.past_hyphen(words.after_part(at));
            (&*Folded::new(words.part(next)) == "cent").then(|| words.after_part(next))
        }
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::super::{Figure, Hedge};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("It grew 25% last year.", &["25%"]),
        ("It grew about 25 percent.", &["about 25 percent"]),
        ("It grew 25 per cent.", &["25 per cent"]),
        ("Forty percent stayed.", &["Forty percent"]),
        ("5% to 6% of them", &["5% to 6%"]),
        ("5 to 6 percent of them", &["5 to 6 percent"]),
        ("5-6% of them", &["5-6%"]),
        ("between 5% and 6%", &["between 5% and 6%"]),
        ("from 5% to 6%", &["5%", "6%"]),
        ("a 25-percent cut", &["25-percent"]),
        ("a change of -2.5%", &["-2.5%"]),
        ("20% or more", &["20% or more"]),
    ];

    #[test]
    fn percentages_are_read() {
        for (text, percentages) in FOUND {
            assert_eq!(found(Type::Percent, text), *percentages, "{text}");
        }
    }

    #[test]
    fn what_is_no_percentage_is_left_alone() {
        for text in [
            "40 percentage points",
            "2 percent points",
            "25 people",
            "% of people",
            "example.org/a?q=30%25",
            "5 people per centre",
        ] {
            assert_eq!(found(Type::Percent, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_figure_is_in_percent() {
        let values = values(Type::Percent, "between 5 and 6 percent");
        let [
            Value::Percent(Figure {
                value,
                upper,
                hedge,
                ..
            }),
        ] = values.as_slice()
        else {
            panic!("{values:?}");
        };
        assert_eq!(
            (*value, *upper, *hedge),
            (5.into(), 6.into(), Hedge::Between)
        );
    }
}
