//! Sums of money.

use super::amount::{self, Amount, Mark, Share};
use super::currency;
use super::language::Class;
use super::numeral::Sense;
use super::part::Cursor;
use super::{Reader, Reading, Type, Value, Words};

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
        of_amount(words, at, &amount::read(words, at, Sense::Count)?)
    }

    fn claims(&self, words: &Words<'_>, start: usize, end: usize) -> bool {
        ends_with_mark(words, start) || mark_after(words, Cursor::at(end)).is_some()
    }
}

/// The sum that the amount at a token is.
pub(super) fn of_amount(words: &Words<'_>, at: usize, amount: &Amount) -> Option<Reading> {
    let Some(Mark::Money(currency)) = amount.mark else {
        return None;
    };
    // From the figure of "$5 million" on nothing starts: its sign comes first.
    (!ends_with_mark(words, amount.start)).then(|| Reading {
        end: amount.end,
        value: Value::Money(amount.figure, currency),
        span: words.span(at, amount.end),
    })
}

/// Whether a currency's sign or code stands just before a token.
fn ends_with_mark(words: &Words<'_>, at: usize) -> bool {
    (1..=2).any(|back| {
        at.checked_sub(back)
            .and_then(|start| mark_before(words, start))
            .is_some_and(|(end, _)| end == at)
    })
}

/// The currency before a figure, "€", "EUR" or "US$", and the token after it.
pub(super) fn mark_before(words: &Words<'_>, at: usize) -> Option<(usize, Share)> {
    let lexeme = words.lexeme(at);
    let word = words.word(at);
    let (end, currency) = if lexeme.is(Class::CurrencySign) {
        (at + 1, currency::sign(word)?)
    } else if lexeme.is(Class::DollarPrefix) && words.word(at + 1) == "$" && words.joined(at + 1) {
        (at + 2, currency::dollar_of(word)?)
    } else if lexeme.is(Class::CurrencyCode) {
        (at + 1, currency::code(word)?)
    } else {
        return None;
    };
    Some((end, Share::whole(Mark::Money(currency))))
}

/// The currency after a figure, "€", "EUR" or "euros", and the cursor past it.
pub(super) fn mark_after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Share)> {
    if !at.is_inside() {
        let lexeme = words.lexeme(at.token);
        let word = words.word(at.token);
        let figure_follows = words.is_number(at.token + 1);
        // "5 $6" are two sums; "5$" and "5 €" are one.
        let begins = figure_follows && words.joined(at.token + 1);
        let currency = if lexeme.is(Class::CurrencySign) && !begins {
            currency::sign(word)
        } else if lexeme.is(Class::CurrencyCode) && !figure_follows {
            currency::code(word)
        } else {
            None
        };
        if let Some(currency) = currency {
            let mark = Share::whole(Mark::Money(currency));
            return Some((Cursor::at(at.token + 1), mark));
        }
    }
    let start = words.past_hyphen(at);
    if !words.part_lexeme(start).is(Class::CurrencyName) {
        return None;
    }
    let (end, (currency, of_it)) = words.lexicon.currencies.in_parts(words, start)?;
    let mark = Mark::Money(currency);
    Some((end, Share { mark, of_it }))
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
