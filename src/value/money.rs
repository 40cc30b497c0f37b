//! Sums of money.

use rust_decimal::Decimal;

use super::amount::{self, Marks};
use super::currency;
use super::label_unit::{LabelKind, LabelUnit};
use super::part::Cursor;
use super::{Currency, Reader, Reading, Type, Value, Words};

/// Reads "$5.0 million", "EUR 20", "five million dollars", "50 cents".
#[derive(Debug)]
pub struct Money;

impl Reader for Money {
    fn reads(&self) -> Type {
        Type::Money
    }

    fn about(&self) -> &'static str {
        "a sum of money with its hedge: “$5.0 million”, “EUR 20”, “more than 20 euros”; “$” \
         alone is the US dollar and “pounds” is sterling"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let amount = amount::read::<CurrencyMark>(words, at)?;
        let mark = amount.mark?;
        if ends_with_mark(words, amount.start) {
            // From the figure of "$5 million" on nothing starts: its sign comes first.
            return None;
        }
        Some(Reading {
            end: amount.end,
            value: Value::Money(amount.figure, mark.currency),
            span: words.span(at, amount.end),
        })
    }
}

/// Whether a currency's sign or code stands just before a token.
pub(super) fn ends_with_mark(words: &Words<'_>, at: usize) -> bool {
    (1..=2).any(|back| {
        at.checked_sub(back)
            .and_then(|start| CurrencyMark::before(words, start))
            .is_some_and(|(end, _)| end == at)
    })
}

/// The currency after a figure: "€", "EUR", "euros".
pub(super) fn mark_after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Currency)> {
    CurrencyMark::after(words, at).map(|(end, mark)| (end, mark.currency))
}

/// A currency, and whether hundredths of it are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    currency: Currency,
    share: Decimal,
}

impl Mark {
    fn whole(currency: Currency) -> Self {
        Self {
            currency,
            share: Decimal::ONE,
        }
    }
}

struct CurrencyMark;

impl Marks for CurrencyMark {
    type Mark = Mark;

    fn before(words: &Words<'_>, at: usize) -> Option<(usize, Mark)> {
        let word = words.word(at);
        if let Some(currency) = currency::sign(word) {
            return Some((at + 1, Mark::whole(currency)));
        }
        if !words.is_word(at) || word.len() > 4 {
            return None;
        }
        if words.word(at + 1) == "$" && words.joined(at + 1) {
            let currency = currency::dollar_of(word)?;
            return Some((at + 2, Mark::whole(currency)));
        }
        let currency = currency::code(word)?;
        Some((at + 1, Mark::whole(currency)))
    }

    fn after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Mark)> {
        if !at.is_inside() {
            let word = words.word(at.token);
            // "5 $6" are two sums; "5$" and "5 €" are one.
            let begins = words.is_number(at.token + 1) && words.joined(at.token + 1);
            if let Some(currency) = currency::sign(word).filter(|_| !begins) {
                return Some((Cursor::at(at.token + 1), Mark::whole(currency)));
            }
            if let Some(currency) = currency::code(word)
                && !(words.is_number(at.token + 1))
            {
                return Some((Cursor::at(at.token + 1), Mark::whole(currency)));
            }
        }
        let (end, currency, share) = currency::name_at(words, at)?;
        Some((end, Mark { currency, share }))
    }

    fn labelled(unit: &LabelUnit) -> Option<Mark> {
        match unit.kind {
            LabelKind::Money(currency) => Some(Mark::whole(currency)),
            LabelKind::Plain | LabelKind::Percent | LabelKind::Measure(_) => None,
        }
    }

    fn factor(mark: Mark) -> (Mark, Decimal) {
        (Mark::whole(mark.currency), mark.share)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, shown};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("It paid $5 million for it.", &["$5 million"]),
        (
            "It paid about $5.0 million for it.",
            &["about $5.0 million"],
        ),
        ("It paid €20 and £30.", &["€20", "£30"]),
        ("It paid US$5bn.", &["US$5bn"]),
        ("It paid EUR 20 to them.", &["EUR 20"]),
        ("It paid 20 EUR to them.", &["20 EUR"]),
        ("It paid 20 € to them.", &["20 €"]),
        ("It paid five million dollars.", &["five million dollars"]),
        (
            "It paid 5 million U.S. dollars.",
            &["5 million U.S. dollars"],
        ),
        (
            "It paid between $5 million and $6 million.",
            &["between $5 million and $6 million"],
        ),
        (
            "It paid $5 million to $6 million.",
            &["$5 million to $6 million"],
        ),
        ("It paid $5-6 million.", &["$5-6 million"]),
        ("It rose from $4m to $5m.", &["$4m", "$5m"]),
        ("It cost 50 cents.", &["50 cents"]),
        ("It lost -$5 million.", &["-$5 million"]),
        ("a $5-million house", &["$5-million"]),
        (
            "more than 20 pounds sterling",
            &["more than 20 pounds sterling"],
        ),
        ("$10 or more", &["$10 or more"]),
        (
            "rose 5% to $5.0 million from $4.0 million",
            &["$5.0 million", "$4.0 million"],
        ),
    ];

    #[test]
    fn sums_are_read() {
        for (text, sums) in FOUND {
            assert_eq!(found(Type::Money, text), *sums, "{text}");
        }
    }

    #[test]
    fn what_is_no_sum_is_left_alone() {
        for text in [
            "20 people",
            "25%",
            "won 20 games",
            "200 pesos",
            "Only 5 won",
            "dollars",
            "$",
        ] {
            assert_eq!(found(Type::Money, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_currency_and_the_figure_are_kept() {
        let cases = [
            ("$5 million", "$5,000,000"),
            ("50 cents", "$0.50"),
            ("C$20", "CAD 20"),
            ("20 pounds", "GBP 20"),
            ("€1.5bn", "EUR 1,500,000,000"),
            ("5 Swiss francs", "CHF 5"),
            ("$5 to $6", "$5 to $6"),
        ];
        for (text, words) in cases {
            assert_eq!(shown(Type::Money, text), [words], "{text}");
        }
    }
}
