//! The currencies by their signs and ISO 4217 codes, which are the same in every language.

use super::Currency;
use super::language::Language;

const fn iso(code: &[u8; 3]) -> Currency {
    Currency(*code)
}

/// The US dollar: a bare "$" is taken for it.
pub(super) const DOLLAR: Currency = iso(b"USD");

/// Signs. A prefix of letters may adjoin "$".
pub(super) const SIGNS: &[(&str, Currency)] = &[
    ("$", DOLLAR),
    ("£", iso(b"GBP")),
    ("¥", iso(b"JPY")),
    ("฿", iso(b"THB")),
    ("₦", iso(b"NGN")),
    ("₩", iso(b"KRW")),
    ("₪", iso(b"ILS")),
    ("₫", iso(b"VND")),
    ("€", iso(b"EUR")),
    ("₱", iso(b"PHP")),
    ("₴", iso(b"UAH")),
    ("₸", iso(b"KZT")),
    ("₹", iso(b"INR")),
    ("₺", iso(b"TRY")),
    ("₽", iso(b"RUB")),
    ("₾", iso(b"GEL")),
];

/// What stands before "$" to say whose dollar it is; sorted.
pub(super) const DOLLARS: &[(&str, Currency)] = &[
    ("A", iso(b"AUD")),
    ("AU", iso(b"AUD")),
    ("Aus", iso(b"AUD")),
    ("C", iso(b"CAD")),
    ("CA", iso(b"CAD")),
    ("HK", iso(b"HKD")),
    ("NT", iso(b"TWD")),
    ("NZ", iso(b"NZD")),
    ("R", iso(b"BRL")),
    ("S", iso(b"SGD")),
    ("U.S.", DOLLAR),
    ("US", DOLLAR),
];

/// The codes that are read, sorted; as written, in capitals. Codes that are English words
/// (ALL, TOP, TRY) are read only next to a figure, as all are.
#[rustfmt::skip]
pub(super) const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ARS", "AUD", "AZN", "BAM", "BDT", "BGN", "BHD", "BRL", "BYN",
    "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "DZD", "EGP", "ETB", "EUR", "GBP", "GEL",
    "GHS", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JOD", "JPY", "KES", "KRW",
    "KWD", "KZT", "LBP", "LKR", "MAD", "MDL", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN",
    "PHP", "PKR", "PLN", "QAR", "RMB", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "SYP", "THB",
    "TND", "TRY", "TWD", "UAH", "USD", "UYU", "UZS", "VND", "ZAR",
];

impl Currency {
    /// The currency a rule names: a code ("USD"), a sign ("€") or its English name ("euros").
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.to_ascii_uppercase();
        code(&upper)
            .or_else(|| sign(text))
            .or_else(|| Language::English.lexicon().currency(text))
    }
}

/// The currency of a code in capitals.
pub(super) fn code(word: &str) -> Option<Currency> {
    let index = CODES.binary_search(&word).ok()?;
    match CODES[index].as_bytes() {
        b"RMB" => Some(iso(b"CNY")),
        [a, b, c] => Some(Currency([*a, *b, *c])),
        _ => None,
    }
}

/// The currency of a sign.
pub(super) fn sign(word: &str) -> Option<Currency> {
    look_up(SIGNS, word)
}

fn look_up(list: &[(&str, Currency)], word: &str) -> Option<Currency> {
    let index = list
        .binary_search_by_key(&word, |(listed, _)| listed)
        .ok()?;
    Some(list[index].1)
}

/// Whose dollar "$" is after these letters.
pub(super) fn dollar_of(prefix: &str) -> Option<Currency> {
    look_up(DOLLARS, prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(SIGNS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(DOLLARS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(CODES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_rule_names_a_currency_by_code_sign_or_word() {
        for text in ["EUR", "eur", "€", "euros", "euro"] {
            assert_eq!(Currency::parse(text), Some(iso(b"EUR")), "{text}");
        }
        assert_eq!(Currency::parse("pesos"), None);
        assert_eq!(Currency::parse("RMB"), Some(iso(b"CNY")));
    }
}
