//! Words: how a stretch of text is cut into tokens.
//!
//! The same function cuts documents and the literals of rules, and it looks at nothing but
//! the text it is given, so a literal always meets the tokens it was written for.
//!
//! - A **word** begins with a letter and takes letters, digits, inner hyphens and inner
//!   apostrophes: `e-mail`, `COVID-19`, `can't`, `O’Neil`. A point joins between digits
//!   (`v2.0`), before a small letter (`crossfact.toml`) and inside pointed letters (`U.S.`).
//!   The point of an abbreviation belongs to it (`Mr.`, `Feb.`, `J. Smith`), even at the end
//!   of a sentence; the point after any other word is a sign. Scripts without spaces give
//!   one word for each run.
//! - A **number** is digits with `,` `.` `:` between digits: `130,000`, `04:10`, `1.2.3`.
//!   A hyphen, a dash or a slash after a number is a sign, so that the readers of values see
//!   every figure: `2022-02-14` is 2022 - 02 - 14, `10-page` is 10 - page, `47-year-old` is
//!   47 - year-old. Letters that touch a number are a word of their own, without hyphens:
//!   `20k` is 20 k, `5th-century` is 5 th - century.
//! - A **possessive** is `'s`, or the apostrophe of a plural (`troops'`). After a pronoun-like
//!   word `'s` is a contraction and part of the word: `it's`, `there's`, `who's`.
//! - Quotation marks and backticks are no tokens, nor is an apostrophe before a word (`’70s`).
//!   An apostrophe after a plural is a closing mark if a single mark was opened before it.
//!   After a figure, `'` and `"` are signs of feet and inches unless such a quotation is open.
//! - Every other visible character is a **sign**, one token each.

use super::abbreviation::{self, Class};
use super::character::{
    in_word, is_apostrophe, is_elision, is_hyphen, is_invisible, is_quotation_mark, opens_between,
};
use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters and digits with inner hyphens and apostrophes, or an abbreviation with its
    /// points ("U.S.", "Mr.").
    Word,
    /// Digits with their separators ("130,000", "3.5", "04:10"), no sign before them.
    Number,
    /// A possessive `'s` or the apostrophe after a plural. It does not count as a word.
    Possessive,
    /// Any other sign, one character each. Quotation marks are not tokens.
    Sign,
}

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// Whether it counts as a word ("up to 3 words", "at least 2 words").
    pub fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// Cuts `span` of `text` into tokens and appends them to `out`. A span that is not on
/// character boundaries of the text gives nothing.
pub fn tokenize(text: &str, span: Span, out: &mut Vec<Token>) {
    let mut cutter = Cutter {
        text: text.get(span.range()).unwrap_or_default(),
        base: span.start,
        at: 0,
        before: None,
        touching: Touching::Nothing,
        single_open: false,
        double_open: false,
        after_feet: false,
        out,
    };
    cutter.run();
}

/// What the next word touches on its left, as far as it changes where the word ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Touching {
    Nothing,
    /// A number: the word takes no hyphens ("20k-strong").
    Number,
    /// A number and a hyphen: the word takes hyphens before letters only ("14-Feb-2022").
    NumberHyphen,
}

struct Cutter<'a> {
    text: &'a str,
    base: u32,
    at: usize,
    /// The character before `at`.
    before: Option<char>,
    touching: Touching,
    /// Whether a straight or curly single mark was opened and not yet closed.
    single_open: bool,
    /// Whether a straight double mark was opened and not yet closed.
    double_open: bool,
    /// Whether the sign of feet, or the number right after it, has just been cut.
    after_feet: bool,
    out: &'a mut Vec<Token>,
}

impl Cutter<'_> {
    fn run(&mut self) {
        while let Some(c) = self.peek() {
            if c == ' ' {
                self.step(c);
            } else if c.is_ascii_digit() {
                self.number();
            } else if c.is_alphanumeric() {
                self.word();
            } else if is_quotation_mark(c) {
                self.mark(c);
            } else if is_invisible(c) {
                self.step(c);
            } else {
                let start = self.at;
                let after_number = self.touching == Touching::Number && is_hyphen(c);
                self.step(c);
                self.push(start, TokenKind::Sign);
                if after_number {
                    self.touching = Touching::NumberHyphen;
                }
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The character after the one at `at`, which is `c`.
    fn after(&self, c: char) -> Option<char> {
        self.text[self.at + c.len_utf8()..].chars().next()
    }

    fn step(&mut self, c: char) {
        self.at += c.len_utf8();
        self.before = Some(c);
        self.touching = Touching::Nothing;
        self.after_feet = false;
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        self.out.push(Token {
            span: Span::new(self.base + start as u32, self.base + self.at as u32),
            kind,
        });
    }

    fn number(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start;
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        while digit(end) || (matches!(bytes.get(end), Some(b',' | b'.' | b':')) && digit(end + 1)) {
            end += 1;
        }
        self.at = end;
        self.before = Some('0');
        self.push(start, TokenKind::Number);
        self.touching = Touching::Number;
    }

    fn word(&mut self) {
        let start = self.at;
        let touching = self.touching;
        // Where the part after the last point, hyphen or apostrophe begins.
        let mut part = start;
        loop {
            self.letters();
            // Most words end at a space, which joins nothing.
            let Some(c) = self.peek().filter(|c| *c != ' ') else {
                break;
            };
            let after = self.after(c);
            let joins = if is_hyphen(c) {
                match touching {
                    Touching::Nothing => after.is_some_and(char::is_alphanumeric),
                    Touching::NumberHyphen => after.is_some_and(char::is_alphabetic),
                    Touching::Number => false,
                }
            } else if is_apostrophe(c) || c == '‘' {
                after.is_some_and(char::is_alphabetic) && !self.possessive_at(c, start)
            } else if c == '.' {
                if self.inner_point(part, after) {
                    true
                } else {
                    if self.takes_point(start, after) {
                        self.step(c);
                        // "U.S.-led": the abbreviation is a part of a longer word.
                        let hyphen = self.peek().filter(|c| is_hyphen(*c));
                        if hyphen.is_some_and(|c| self.after(c).is_some_and(char::is_alphabetic))
                            && touching == Touching::Nothing
                        {
                            continue;
                        }
                    }
                    break;
                }
            } else {
                false
            };
            if !joins {
                break;
            }
            self.step(c);
            part = self.at;
        }
        self.touching = Touching::Nothing;
        self.after_feet = false;
        self.push(start, TokenKind::Word);
    }

    /// Steps over letters, digits and the marks that belong to them.
    fn letters(&mut self) {
        loop {
            // Most letters are ASCII and need no decoding.
            let bytes = &self.text.as_bytes()[self.at..];
            let run = bytes
                .iter()
                .take_while(|b| b.is_ascii_alphanumeric())
                .count();
            if run > 0 {
                self.at += run;
                self.before = Some(char::from(bytes[run - 1]));
            }
            match self.peek() {
                Some(c) if in_word(c) => self.step(c),
                Some(_) | None => return,
            }
        }
    }

    /// Whether a point joins what is around it: `v2.0`, `crossfact.toml`, the first of `U.S.`
    /// But not the point of a sentence that has lost its space, as in `notice.Then`.
    fn inner_point(&self, part: usize, after: Option<char>) -> bool {
        let Some(after) = after else { return false };
        if after.is_ascii_digit() {
            return self.before.is_some_and(|c| c.is_ascii_digit());
        }
        if after.is_uppercase() {
            let letters = &self.text[part..self.at];
            return letters.len() <= 2 && letters.chars().all(char::is_alphabetic);
        }
        after.is_lowercase()
    }

    /// Whether the point after the word that began at `start` belongs to it.
    fn takes_point(&self, start: usize, after: Option<char>) -> bool {
        if after.is_some_and(in_word) {
            return false;
        }
        let word = &self.text[start..self.at];
        if abbreviation::is_initial(word) {
            return self.text[self.at + 1..]
                .trim_start()
                .starts_with(char::is_uppercase)
                && after.is_some_and(char::is_whitespace);
        }
        // Of "Lt.-Gen" and "Asst.-Prof" the last part decides.
        let last = word
            .rfind(is_hyphen)
            .map_or(word, |at| word[at..].trim_start_matches(is_hyphen));
        match abbreviation::class(last) {
            // No full stop stands before a comma.
            Some(Class::BeforeFigure) => {
                after == Some(',')
                    || self.text[self.at + 1..]
                        .trim_start_matches([' ', '\u{A0}', '\u{202F}', '#'])
                        .starts_with(|c: char| c.is_ascii_digit())
            }
            Some(Class::Leading | Class::Name | Class::Clock | Class::Closing) => true,
            None => false,
        }
    }

    /// Whether the apostrophe `c` at `at` begins a possessive `'s`, not a contraction. The word
    /// before it began at `start`.
    fn possessive_at(&self, c: char, start: usize) -> bool {
        let mut rest = self.text[self.at + c.len_utf8()..].chars();
        let ends = matches!(rest.next(), Some('s' | 'S')) && !rest.next().is_some_and(in_word);
        ends && is_apostrophe(c) && !contracts(&self.text[start..self.at])
    }

    /// Any quotation mark or apostrophe that is not inside a word.
    fn mark(&mut self, c: char) {
        let start = self.at;
        let before = self.before;
        let after = self.after(c);
        let rest = &self.text[start + c.len_utf8()..];
        let opens = opens_between(before, after);
        let after_figure = before.is_some_and(|c| c.is_ascii_digit());
        let touches_word = before.is_some_and(in_word);
        let ends_word = !after.is_some_and(in_word);
        let after_feet = self.after_feet;
        self.step(c);
        match c {
            '"' => {
                let inches = after_figure && ends_word && (!self.double_open || after_feet);
                if inches {
                    self.push(start, TokenKind::Sign);
                } else {
                    self.double_open = opens;
                }
            }
            '‘' => self.single_open = !is_elision(rest),
            '\'' | '’' => {
                if !touches_word {
                    let possessive =
                        before.is_some_and(|c| !c.is_whitespace()) && !opens && self.take_s();
                    if possessive {
                        self.push(start, TokenKind::Possessive);
                    } else if c == '\'' && opens && !is_elision(rest) {
                        self.single_open = true;
                    } else if !opens {
                        self.single_open = false;
                    }
                } else if self.take_s() {
                    self.push(start, TokenKind::Possessive);
                } else if after_figure && c == '\'' && (!ends_word || !self.single_open) {
                    self.push(start, TokenKind::Sign);
                    self.after_feet = true;
                } else if matches!(before, Some('s' | 'S')) && ends_word {
                    // Inside a quotation the mark may close it; a small letter after it shows
                    // that the phrase goes on.
                    let goes_on =
                        rest.starts_with(' ') && rest.trim_start().starts_with(char::is_lowercase);
                    if !self.single_open || goes_on {
                        self.push(start, TokenKind::Possessive);
                    } else {
                        self.single_open = false;
                    }
                } else if ends_word {
                    self.single_open = false;
                }
            }
            _ => {}
        }
    }

    /// Steps over the `s` of a possessive, if it is one.
    fn take_s(&mut self) -> bool {
        let mut rest = self.text[self.at..].chars();
        match rest.next() {
            Some(s @ ('s' | 'S')) if !rest.next().is_some_and(in_word) => {
                self.step(s);
                true
            }
            _ => false,
        }
    }
}

/// Whether `'s` after this word is "is" or "has" (or "us"), never a possessive.
fn contracts(host: &str) -> bool {
    const HOSTS: [&str; 13] = [
        "he", "here", "how", "it", "let", "she", "that", "there", "what", "when", "where", "who",
        "why",
    ];
    HOSTS.iter().any(|word| host.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a text, each with the first letter of its kind where it is no word.
    fn cut(text: &str) -> String {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        let shown: Vec<String> = tokens
            .iter()
            .map(|token| {
                let kind = match token.kind {
                    TokenKind::Word => "",
                    TokenKind::Number => "n:",
                    TokenKind::Possessive => "p:",
                    TokenKind::Sign => "s:",
                };
                format!("{kind}{}", &text[token.span.range()])
            })
            .collect();
        shown.join(" ")
    }

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (text, tokens) in cases {
            assert_eq!(cut(text), *tokens, "{text:?}");
        }
    }

    #[test]
    fn words_keep_inner_hyphens_and_apostrophes() {
        check(&[
            ("can't stop", "can't stop"),
            ("state-of-the-art e-mail", "state-of-the-art e-mail"),
            ("O’Neil’s", "O’Neil p:’s"),
            ("COVID-19 AK-47s", "COVID-19 AK-47s"),
            ("de\u{2011}escalate", "de\u{2011}escalate"),
            ("24- to 30-foot", "n:24 s:- to n:30 s:- foot"),
            ("dhow--later", "dhow s:- s:- later"),
            ("Biden–Putin", "Biden s:– Putin"),
        ]);
    }

    #[test]
    fn numbers_keep_their_separators_and_give_up_everything_else() {
        check(&[
            ("130,000 3.5 04:10 1.2.3", "n:130,000 n:3.5 n:04:10 n:1.2.3"),
            ("2022-02-14", "n:2022 s:- n:02 s:- n:14"),
            ("14-Feb-2022", "n:14 s:- Feb s:- n:2022"),
            ("8-10, 10-page", "n:8 s:- n:10 s:, n:10 s:- page"),
            ("a 47-year-old", "a n:47 s:- year-old"),
            ("20k 4.5bn 1960s", "n:20 k n:4.5 bn n:1960 s"),
            ("5th-century", "n:5 th s:- century"),
            ("$5m, 7% of €3.", "s:$ n:5 m s:, n:7 s:% of s:€ n:3 s:."),
            ("in 2014. Then", "in n:2014 s:. Then"),
            ("v2.0 PM2.5 Q3", "v2.0 PM2.5 Q3"),
            ("1/2 n=5", "n:1 s:/ n:2 n s:= n:5"),
        ]);
    }

    #[test]
    fn abbreviations_take_their_point_and_words_do_not() {
        check(&[
            ("Mr. Lavrov, the U.S.", "Mr. Lavrov s:, the U.S."),
            ("Feb. 14, e.g. at 5 p.m.", "Feb. n:14 s:, e.g. at n:5 p.m."),
            ("J. R. Smith", "J. R. Smith"),
            ("the U.S.-led Lt.-Gov. Ann", "the U.S.-led Lt.-Gov. Ann"),
            ("No. 5", "No. n:5"),
            ("He said no. No.", "He said no s:. No s:."),
            (
                "Sun., Mar. 13, in No. 9",
                "Sun. s:, Mar. n:13 s:, in No. n:9",
            ),
            ("on Sun. 13, in the Sun.", "on Sun. n:13 s:, in the Sun s:."),
            ("plan B.", "plan B s:."),
            ("crossfact.toml. Then", "crossfact.toml s:. Then"),
            ("on short notice.Russian", "on short notice s:. Russian"),
        ]);
    }

    #[test]
    fn possessives_are_apart_and_contractions_are_whole() {
        check(&[
            ("Russia’s border", "Russia p:’s border"),
            ("RUSSIA'S", "RUSSIA p:'S"),
            ("the troops' morale", "the troops p:' morale"),
            (
                "it's that’s there's Who's let's",
                "it's that’s there's Who's let's",
            ),
            ("1990's", "n:1990 p:'s"),
            ("it'll", "it'll"),
        ]);
    }

    #[test]
    fn quotation_marks_and_elisions_are_no_tokens() {
        check(&[
            ("“far from settled.”", "far from settled s:."),
            ("a 'way forward' now", "a way forward now"),
            ("‘the troops’ he said", "the troops p:’ he said"),
            ("‘the troops’, he said", "the troops s:, he said"),
            ("«oui» „ja“ `x`", "oui ja x"),
            ("’70s rock ’n’ roll", "n:70 s rock n roll"),
            ("\"Ekawat Nava 5\", which", "Ekawat Nava n:5 s:, which"),
        ]);
    }

    #[test]
    fn feet_and_inches_are_signs() {
        check(&[
            ("6'2\" tall", "n:6 s:' n:2 s:\" tall"),
            ("a 5\" pipe", "a n:5 s:\" pipe"),
            ("\"he is 6'2\" tall\"", "he is n:6 s:' n:2 s:\" tall"),
        ]);
    }

    #[test]
    fn a_flag_is_its_signs_and_a_word() {
        check(&[("use `--legacy`", "use s:- s:- legacy"), ("-v", "s:- v")]);
    }

    #[test]
    fn other_scripts_make_words_too() {
        check(&[
            ("naïve Києв", "naïve Києв"),
            ("cafe\u{301} km²", "cafe\u{301} km²"),
            ("हिन्दी", "हिन्दी"),
            ("東京に行く。", "東京に行く s:。"),
            ("\u{FEFF}a\u{200B}b", "a b"),
            ("❤\u{FE0F}", "s:❤"),
        ]);
    }

    #[test]
    fn a_part_of_a_text_is_cut_where_it_stands() {
        let mut tokens = Vec::new();
        tokenize("not this: U.S. troops", Span::new(10, 14), &mut tokens);
        assert_eq!(
            tokens,
            [Token {
                span: Span::new(10, 14),
                kind: TokenKind::Word
            }]
        );
        tokens.clear();
        tokenize("é", Span::new(1, 2), &mut tokens);
        tokenize("é", Span::new(5, 9), &mut tokens);
        assert!(tokens.is_empty());
    }
}
