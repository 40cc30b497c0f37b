//! Commands that stand for characters: letters, accents, signs, spaces, units.

use unicode_normalization::UnicodeNormalization as _;

/// What a command stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// A letter; white space after the command is none of the text.
    Letter(&'static str),
    /// A sign or a name.
    Sign(&'static str),
    /// A combining character over the letter that follows.
    Accent(char),
}

/// The symbol of a command (LaTeX2e: the text encodings, and the packages textcomp and eurosym).
pub(super) fn symbol(name: &str) -> Option<Symbol> {
    use Symbol::{Accent, Letter, Sign};
    Some(match name {
        "ss" => Letter("ß"),
        "ae" => Letter("æ"),
        "AE" => Letter("Æ"),
        "oe" => Letter("œ"),
        "OE" => Letter("Œ"),
        "o" => Letter("ø"),
        "O" => Letter("Ø"),
        "aa" => Letter("å"),
        "AA" => Letter("Å"),
        "l" => Letter("ł"),
        "L" => Letter("Ł"),
        "i" => Letter("i"),
        "j" => Letter("j"),
        "dh" => Letter("ð"),
        "DH" => Letter("Ð"),
        "th" => Letter("þ"),
        "TH" => Letter("Þ"),
        "dj" => Letter("đ"),
        "DJ" => Letter("Đ"),
        "`" => Accent('\u{300}'),
        "'" => Accent('\u{301}'),
        "^" => Accent('\u{302}'),
        "~" => Accent('\u{303}'),
        "=" => Accent('\u{304}'),
        "u" => Accent('\u{306}'),
        "." => Accent('\u{307}'),
        "\"" => Accent('\u{308}'),
        "r" => Accent('\u{30A}'),
        "H" => Accent('\u{30B}'),
        "v" => Accent('\u{30C}'),
        "d" => Accent('\u{323}'),
        "c" => Accent('\u{327}'),
        "k" => Accent('\u{328}'),
        "b" => Accent('\u{331}'),
        "%" | "textpercent" | "percent" => Sign("%"),
        "$" | "textdollar" => Sign("$"),
        "&" => Sign("&"),
        "#" => Sign("#"),
        "_" | "textunderscore" => Sign("_"),
        "{" | "textbraceleft" | "lbrace" => Sign("{"),
        "}" | "textbraceright" | "rbrace" => Sign("}"),
        "textbackslash" => Sign("\\"),
        "textasciitilde" => Sign("~"),
        "textasciicircum" => Sign("^"),
        "textbar" => Sign("|"),
        "textless" => Sign("<"),
        "textgreater" => Sign(">"),
        "texteuro" | "euro" | "EUR" => Sign("€"),
        "pounds" | "textsterling" => Sign("£"),
        "textyen" => Sign("¥"),
        "textcent" => Sign("¢"),
        "textdegree" | "degree" => Sign("°"),
        "textcelsius" => Sign("°C"),
        "S" | "textsection" => Sign("§"),
        "P" => Sign("¶"),
        "copyright" | "textcopyright" => Sign("©"),
        "textregistered" => Sign("®"),
        "texttrademark" => Sign("™"),
        "dots" | "ldots" | "textellipsis" => Sign("…"),
        "textendash" => Sign("–"),
        "textemdash" => Sign("—"),
        "textquoteleft" | "lq" => Sign("‘"),
        "textquoteright" | "rq" => Sign("’"),
        "textquotedblleft" => Sign("“"),
        "textquotedblright" => Sign("”"),
        "guillemotleft" | "og" => Sign("«"),
        "guillemotright" | "fg" => Sign("»"),
        "quotedblbase" | "glqq" => Sign("„"),
        "grqq" => Sign("“"),
        "quotesinglbase" => Sign("‚"),
        "textquotedbl" => Sign("\""),
        "textmu" => Sign("µ"),
        "textperiodcentered" => Sign("·"),
        "texttimes" => Sign("×"),
        "textpm" => Sign("±"),
        "textonehalf" => Sign("½"),
        "LaTeX" => Sign("LaTeX"),
        "TeX" => Sign("TeX"),
        "LaTeXe" => Sign("LaTeX2e"),
        " " | "\n" | "\t" | "space" | "quad" | "qquad" | "enspace" | "enskip" => Sign(" "),
        "," | "thinspace" | ";" | ":" | ">" => Sign("\u{202F}"),
        "nobreakspace" => Sign("\u{A0}"),
        _ => return None,
    })
}

/// A letter with an accent over it.
pub(super) fn accented(letter: &str, accent: char) -> String {
    let mut chars = letter.chars();
    let first = chars.next().into_iter();
    first.chain([accent]).chain(chars).nfc().collect()
}

/// The sign of a unit or a prefix of the package siunitx.
pub(super) fn unit(name: &str) -> Option<&'static str> {
    Some(match name {
        "metre" | "meter" | "m" | "milli" => "m",
        "kilo" => "k",
        "mega" => "M",
        "giga" => "G",
        "tera" => "T",
        "micro" => "µ",
        "nano" => "n",
        "centi" => "c",
        "deci" | "day" => "d",
        "hecto" | "hour" => "h",
        "gram" => "g",
        "kilogram" => "kg",
        "tonne" => "t",
        "second" => "s",
        "minute" => "min",
        "litre" | "liter" => "L",
        "celsius" | "degreeCelsius" => "°C",
        "degree" => "°",
        "kelvin" => "K",
        "hertz" => "Hz",
        "watt" => "W",
        "volt" => "V",
        "ampere" => "A",
        "joule" => "J",
        "newton" => "N",
        "pascal" => "Pa",
        "ohm" => "Ω",
        "mole" => "mol",
        "electronvolt" => "eV",
        "byte" => "B",
        "bit" => "bit",
        "hectare" => "ha",
        "percent" => "%",
        "per" => "/",
        "squared" => "²",
        "cubed" => "³",
        "kWh" => "kWh",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_stand_over_their_letters() {
        assert_eq!(accented("e", '\u{301}'), "é");
        assert_eq!(accented("o", '\u{308}'), "ö");
        assert_eq!(accented("on", '\u{308}'), "ön");
        assert_eq!(accented("", '\u{308}').chars().count(), 1);
    }
}
