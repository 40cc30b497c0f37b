//! The currencies, by ISO 4217, and how they are written.

use rust_decimal::Decimal;

use super::fold::{Folded, look_up};
use super::part::Cursor;
use super::{Currency, Words};

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
const DOLLARS: &[(&str, Currency)] = &[
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
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ARS", "AUD", "AZN", "BAM", "BDT", "BGN", "BHD", "BRL", "BYN",
    "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "DZD", "EGP", "ETB", "EUR", "GBP", "GEL",
    "GHS", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JOD", "JPY", "KES", "KRW",
    "KWD", "KZT", "LBP", "LKR", "MAD", "MDL", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN",
    "PHP", "PKR", "PLN", "QAR", "RMB", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "SYP", "THB",
    "TND", "TRY", "TWD", "UAH", "USD", "UYU", "UZS", "VND", "ZAR",
];

/// Currencies in words after a figure, sorted; an exact word for each, so that "200 pesos",
/// which may be of eight countries, is none. A hundredth is written with its share.
#[rustfmt::skip]
const NAMES: &[(&str, Currency)] = &[
    ("American dollar", DOLLAR), ("American dollars", DOLLAR),
    ("Australian dollar", iso(b"AUD")), ("Australian dollars", iso(b"AUD")),
    ("British pound", iso(b"GBP")), ("British pounds", iso(b"GBP")),
    ("Canadian dollar", iso(b"CAD")), ("Canadian dollars", iso(b"CAD")),
    ("Chinese yuan", iso(b"CNY")),
    ("Czech crowns", iso(b"CZK")), ("Czech koruna", iso(b"CZK")),
    ("Danish kroner", iso(b"DKK")),
    ("Egyptian pounds", iso(b"EGP")),
    ("Hong Kong dollars", iso(b"HKD")),
    ("Indian rupees", iso(b"INR")),
    ("Japanese yen", iso(b"JPY")),
    ("Korean won", iso(b"KRW")),
    ("Mexican pesos", iso(b"MXN")),
    ("New Zealand dollars", iso(b"NZD")),
    ("Norwegian kroner", iso(b"NOK")),
    ("Pakistani rupees", iso(b"PKR")),
    ("Russian roubles", iso(b"RUB")), ("Russian rubles", iso(b"RUB")),
    ("Singapore dollars", iso(b"SGD")),
    ("South Korean won", iso(b"KRW")),
    ("Swedish kronor", iso(b"SEK")),
    ("Swiss franc", iso(b"CHF")), ("Swiss francs", iso(b"CHF")),
    ("Turkish lira", iso(b"TRY")), ("Turkish liras", iso(b"TRY")),
    ("U.S. dollar", DOLLAR), ("U.S. dollars", DOLLAR),
    ("US dollar", DOLLAR), ("US dollars", DOLLAR),
    ("baht", iso(b"THB")),
    ("cent", DOLLAR), ("cents", DOLLAR),
    ("dirham", iso(b"AED")), ("dirhams", iso(b"AED")),
    ("dollar", DOLLAR), ("dollars", DOLLAR),
    ("euro", iso(b"EUR")), ("euros", iso(b"EUR")),
    ("forint", iso(b"HUF")), ("forints", iso(b"HUF")),
    ("hryvnia", iso(b"UAH")), ("hryvnias", iso(b"UAH")), ("hryvnya", iso(b"UAH")),
    ("naira", iso(b"NGN")),
    ("pence", iso(b"GBP")),
    ("pound sterling", iso(b"GBP")),
    ("pounds", iso(b"GBP")), ("pounds sterling", iso(b"GBP")),
    ("rand", iso(b"ZAR")),
    ("renminbi", iso(b"CNY")),
    ("ringgit", iso(b"MYR")),
    ("rouble", iso(b"RUB")), ("roubles", iso(b"RUB")),
    ("ruble", iso(b"RUB")), ("rubles", iso(b"RUB")),
    ("rupee", iso(b"INR")), ("rupees", iso(b"INR")),
    ("rupiah", iso(b"IDR")),
    ("shekel", iso(b"ILS")), ("shekels", iso(b"ILS")),
    ("yen", iso(b"JPY")),
    ("yuan", iso(b"CNY")),
    ("zloty", iso(b"PLN")), ("zlotys", iso(b"PLN")),
];

/// The words that are a hundredth of what their entry says.
const HUNDREDTHS: &[&str] = &["cent", "cents", "pence"];

/// The last words of all names and the codes, in lower case and sorted: every sum without a
/// sign has one of them.
#[rustfmt::skip]
pub(super) const ANCHORS: &[&str] = &[
    "aed", "afn", "all", "amd", "ars", "aud", "azn", "baht", "bam", "bdt", "bgn", "bhd", "brl",
    "byn", "cad", "cent", "cents", "chf", "clp", "cny", "cop", "crowns", "czk", "dirham",
    "dirhams", "dkk", "dollar", "dollars", "dzd", "egp", "etb", "eur", "euro", "euros", "forint",
    "forints", "franc", "francs", "gbp", "gel", "ghs", "hkd", "hryvnia", "hryvnias", "hryvnya",
    "huf", "idr", "ils", "inr", "iqd", "irr", "isk", "jod", "jpy", "kes", "koruna", "kroner",
    "kronor", "krw", "kwd", "kzt", "lbp", "lira", "liras", "lkr", "mad", "mdl", "mxn", "myr",
    "naira", "ngn", "nok", "nzd", "omr", "pen", "pence", "pesos", "php", "pkr", "pln", "pound",
    "pounds", "qar", "rand", "renminbi", "ringgit", "rmb", "ron", "rouble", "roubles", "rsd",
    "rub", "ruble", "rubles", "rupee", "rupees", "rupiah", "sar", "sek", "sgd", "shekel",
    "shekels", "sterling", "syp", "thb", "tnd", "try", "twd", "uah", "usd", "uyu", "uzs", "vnd",
    "won", "yen", "yuan", "zar", "zloty", "zlotys",
];

impl Currency {
    /// The currency a rule names: a code ("USD"), a sign ("€") or a word ("euros").
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.to_ascii_uppercase();
        code(&upper)
            .or_else(|| sign(text))
            .or_else(|| named(&[text]).map(|(currency, _)| currency))
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

/// Whose dollar "$" is after these letters.
pub(super) fn dollar_of(prefix: &str) -> Option<Currency> {
    look_up(DOLLARS, prefix)
}

/// The currency in words from a cursor on: the longest name, with the share it is of the
/// currency's unit and the cursor past it.
pub(super) fn name_at(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Currency, Decimal)> {
    const LONGEST: usize = 3;
    let mut parts = [""; LONGEST];
    let mut ends = [at; LONGEST];
    let mut cursor = words.past_hyphen(at);
    for (part, end) in parts.iter_mut().zip(&mut ends) {
        *part = words.part(cursor);
        cursor = words.after_part(cursor);
        *end = cursor;
    }
    (1..=LONGEST).rev().find_map(|count| {
        named(&parts[..count]).map(|(currency, share)| (ends[count - 1], currency, share))
    })
}

fn named(parts: &[&str]) -> Option<(Currency, Decimal)> {
    let name = match parts {
        [one] => Folded::new(one).to_owned(),
        [first, .., last] => {
            // "US Dollars" and "pounds Sterling": only the adjective's capital counts.
            let mut name = if first.starts_with(char::is_uppercase) && first.len() > 1 {
                (*first).to_owned()
            } else {
                Folded::new(first).to_owned()
            };
            for middle in &parts[1..parts.len() - 1] {
                name.push(' ');
                name.push_str(middle);
            }
            name.push(' ');
            name.push_str(&Folded::new(last));
            name
        }
        [] => return None,
    };
    let currency = look_up(NAMES, &name)?;
    let share = if HUNDREDTHS.contains(&name.as_str()) {
        Decimal::from_parts(1, 0, 0, false, 2)
    } else {
        Decimal::ONE
    };
    Some((currency, share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(SIGNS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(DOLLARS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(ANCHORS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn every_name_and_code_has_an_anchor() {
        for (name, _) in NAMES {
            let last = name.rsplit(' ').next().unwrap_or(name);
            assert!(ANCHORS.contains(&last), "{name}");
        }
        for code in CODES {
            assert!(ANCHORS.contains(&code.to_lowercase().as_str()), "{code}");
        }
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
