//! What is wrong with a sentence that does not parse, in words.

use std::collections::BTreeSet;
use std::ops::Range;

use pest::Parser as _;
use pest::error::{Error as ParserError, ErrorVariant, InputLocation};

use super::{DEEPEST, Desk, Rule};
use crate::lang::error::{Error, Mistake};
use crate::source::Span;
use crate::suggest;
use crate::toml_read::Text;

/// The error for a sentence that begins at `base` in `text`.
pub(super) fn explain(error: &ParserError<Rule>, sentence: &str, text: &Text, base: u32) -> Error {
    let at = location(error);
    let place =
        |from: usize, to: usize| text.place(Span::new(base + from as u32, base + to as u32));
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return Error::TooDeep {
            place: place(at, at),
            most: DEEPEST,
        };
    };
    let expected = Expected::of(positives);
    let rest = &sentence[at..];
    if rest.is_empty() {
        let end = code_end(sentence);
        return Error::Unexpected {
            place: place(end, end),
            found: None,
            hint: None,
            expected: expected.shown(),
        };
    }
    if let Some((mistake, len)) = mistake(rest, &expected) {
        return Error::Mistaken {
            place: place(at, at + len),
            found: rest[..len].into(),
            mistake,
        };
    }
    let meant = |keyword: String, wrong: Range<usize>| Error::Unexpected {
        place: place(wrong.start, wrong.end),
        found: Some(sentence[wrong].into()),
        hint: Some(keyword),
        expected: Vec::new(),
    };
    if let Some((keyword, wrong)) = nearest_keyword(rest, &expected.keywords) {
        return meant(keyword, at + wrong.start..at + wrong.end);
    }
    if let Some((keyword, wrong)) = keyword_read_as_name(sentence, at) {
        return meant(keyword, wrong);
    }
    let len = first_word(rest);
    Error::Unexpected {
        place: place(at, at + len),
        found: Some(rest[..len].into()),
        hint: None,
        expected: expected.shown(),
    }
}

/// The error for a message that does not parse: a brace without its partner.
pub(super) fn explain_template(error: &ParserError<Rule>, text: &Text) -> Error {
    let at = location(error);
    let message = text.text();
    // The parser stops inside the braces; the brace that opens them is what to show.
    let open = message[..at].rfind('{');
    let from = open
        .filter(|open| !message[*open..at].contains('}'))
        .unwrap_or(at);
    let inside = message[from..]
        .char_indices()
        .skip(1)
        .find(|(_, char)| matches!(char, '{' | '}'));
    let stop = match inside {
        Some((end, '}')) if message[from..].starts_with('{') => from + end + 1,
        _ => from + message[from..].chars().next().map_or(0, char::len_utf8),
    };
    let place = text.place(Span::new(from as u32, stop as u32));
    Error::BadBrace {
        place,
        found: message[from..stop].into(),
    }
}

/// Where the first parenthesis that is nested too deep stands. `change from` counts as one,
/// since it may hold another.
pub(super) fn too_deep(sentence: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens(sentence) {
        match token {
            "(" | "<" | "change" => depth += 1,
            ")" | ">" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// The words of a sentence that are not quoted, with their offsets.
pub(super) fn words(sentence: &str) -> Vec<(usize, &str)> {
    tokens(sentence)
        .filter(|(_, token)| token.starts_with(|first: char| first.is_alphabetic()))
        .collect()
}

/// One past the last byte that is neither a blank nor in a comment.
pub(super) fn code_end(sentence: &str) -> usize {
    tokens(sentence)
        .last()
        .map_or(0, |(at, token)| at + token.len())
}

/// Words, quotations, numbers and single signs, without blanks and comments.
fn tokens(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &sentence[at..];
            let first = rest.chars().next()?;
            if first.is_whitespace() {
                at += first.len_utf8();
            } else if first == '#' {
                at += rest.find('\n').unwrap_or(rest.len());
            } else {
                let len = first_word(rest);
                at += len;
                return Some((at - len, &rest[..len]));
            }
        }
    })
}

/// The length of the word, quotation or sign that begins a text.
fn first_word(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else {
        return 0;
    };
    let in_word = |char: char| char.is_alphanumeric() || char == '_';
    if in_word(first) {
        return rest.find(|char| !in_word(char)).unwrap_or(rest.len());
    }
    let closing = match first {
        '"' => '"',
        '\u{201C}' => '\u{201D}',
        _ => return first.len_utf8(),
    };
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        match char {
            '\n' => break,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == closing => return at + char.len_utf8(),
            _ => {}
        }
    }
    first.len_utf8()
}

/// The mistake that begins a text, if it is one where this was expected, and its length.
fn mistake(rest: &str, expected: &Expected) -> Option<(Mistake, usize)> {
    if expected.end && begins_sentence(rest) {
        return Some((Mistake::Period, first_word(rest)));
    }
    let pair = Desk::parse(Rule::mistake, rest).ok()?.next()?;
    let len = pair.as_str().len();
    let words = pair.as_str();
    let tests = expected.any(&["must", "must be consistent", "equal", "be between"]);
    let compares = tests || expected.any(&["more than"]);
    let mistake = match pair.into_inner().next()?.as_rule() {
        Rule::mistake_equal if tests => Mistake::Equal,
        Rule::mistake_order if tests => Mistake::Order,
        Rule::mistake_should
            if expected.any(&["must", "must mention", "must have one", "needs"]) =>
        {
            Mistake::Should
        }
        Rule::mistake_be_equal if tests => Mistake::BeEqual,
        Rule::mistake_must_not if tests || expected.any(&["must mention"]) => Mistake::MustNot,
        Rule::mistake_negation => Mistake::Negation,
        Rule::mistake_greater if compares && words != "over" => Mistake::Greater,
        Rule::mistake_fewer if compares => Mistake::Fewer,
        Rule::mistake_logic => Mistake::Logic,
        Rule::mistake_regex if expected.pattern || !rest.starts_with('/') => Mistake::Regex,
        Rule::mistake_single_quotes => Mistake::SingleQuotes,
        Rule::mistake_lone_quote => Mistake::LoneQuote,
        Rule::mistake_semicolon => Mistake::Semicolon,
        _ => return None,
    };
    Some((mistake, len))
}

/// Whether a new sentence begins here.
fn begins_sentence(rest: &str) -> bool {
    let first = &rest[..first_word(rest)];
    matches!(
        first,
        "let" | "fact" | "ignore" | "write" | "each" | "every" | "no"
    ) || Desk::parse(Rule::next_sentence, rest).is_ok()
}

/// A misspelled keyword that was read as a name: the first word, or the one before the
/// error. With the right word in its place, the sentence is right, or right for longer.
fn keyword_read_as_name(sentence: &str, at: usize) -> Option<(String, Range<usize>)> {
    const OPENINGS: [&str; 6] = ["let", "fact", "ignore", "write", "each", "every"];
    const IN_PATTERNS: [&str; 4] = ["any of", "maybe", "up to", "exactly"];
    let words = words(sentence);
    let first = words.first().map(|word| (word, OPENINGS.as_slice()));
    let before = words.iter().rfind(|(start, word)| start + word.len() <= at);
    let before = before.map(|word| (word, IN_PATTERNS.as_slice()));
    for ((start, word), keywords) in first.into_iter().chain(before) {
        for keyword in keywords {
            let same = word.to_lowercase() == *keyword;
            if is_keyword(word) || !(same || suggest::nearest(word, [*keyword]).len() == 1) {
                continue;
            }
            let wrong = *start..start + word.len();
            let mended = format!(
                "{}{keyword}{}",
                &sentence[..wrong.start],
                &sentence[wrong.end..]
            );
            let longer = keyword.len() as isize - word.len() as isize;
            let further = match Desk::parse(Rule::whole_sentence, &mended) {
                Ok(_) => true,
                Err(error) => location(&error) as isize > at as isize + longer,
            };
            if further {
                return Some(((*keyword).to_owned(), wrong));
            }
        }
    }
    None
}

fn location(error: &ParserError<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// The keyword nearest to the words that begin a text, and which of the words are wrong.
fn nearest_keyword(rest: &str, keywords: &BTreeSet<String>) -> Option<(String, Range<usize>)> {
    let words: Vec<(usize, &str)> = tokens(rest).take(5).collect();
    let mut best: Option<(usize, String, Range<usize>)> = None;
    for keyword in keywords {
        let right: Vec<&str> = keyword.split(' ').collect();
        let Some(found) = words.get(..right.len()) else {
            continue;
        };
        let differs = |index: &usize| found[*index].1 != right[*index];
        let Some(from) = (0..right.len()).find(differs) else {
            continue;
        };
        let to = (0..right.len()).rfind(differs).unwrap_or(from);
        // A word that is a keyword somewhere is not a misspelling of another one.
        if found[from..=to].iter().any(|(_, word)| is_keyword(word)) {
            continue;
        }
        let joined = found
            .iter()
            .map(|(_, word)| *word)
            .collect::<Vec<_>>()
            .join(" ");
        let distance = strsim::damerau_levenshtein(&joined.to_lowercase(), keyword);
        let near = suggest::nearest(&joined, [keyword.as_str()]);
        if !near.is_empty() && best.as_ref().is_none_or(|(least, ..)| distance < *least) {
            let end = found[to].0 + found[to].1.len();
            best = Some((distance, keyword.clone(), found[from].0..end));
        }
    }
    best.map(|(_, keyword, wrong)| (keyword, wrong))
}

fn is_keyword(word: &str) -> bool {
    keywords().any(|keyword| keyword.split('_').any(|part| part == word))
}

/// Every keyword, its words joined by `_`.
fn keywords() -> impl Iterator<Item = String> {
    Rule::all_rules().iter().filter_map(|rule| {
        let name = format!("{rule:?}");
        name.strip_prefix("kw_").map(str::to_owned)
    })
}

/// The keywords of a single word: what a name may be a misspelling of.
pub(in crate::lang) fn single_keywords() -> Vec<String> {
    keywords()
        .filter(|keyword| !keyword.contains('_'))
        .collect()
}

/// What could have stood at the place of an error.
#[derive(Default)]
struct Expected {
    /// Keywords, also those that open what could have stood there.
    keywords: BTreeSet<String>,
    /// What else, in words.
    things: BTreeSet<&'static str>,
    /// The keywords to list: not those that open a pattern, a condition or a qualifier.
    listed: BTreeSet<String>,
    /// Whether a pattern could have stood there.
    pattern: bool,
    /// Whether the sentence could have ended there.
    end: bool,
}

impl Expected {
    fn of(rules: &[Rule]) -> Self {
        let mut expected = Self::default();
        for rule in rules {
            expected.add(*rule, true);
        }
        expected
    }

    fn any(&self, keywords: &[&str]) -> bool {
        keywords
            .iter()
            .any(|keyword| self.keywords.contains(*keyword))
    }

    fn add(&mut self, rule: Rule, list: bool) {
        let name = format!("{rule:?}");
        if let Some(keyword) = name.strip_prefix("kw_") {
            let keyword = keyword.replace('_', " ");
            if list {
                self.listed.insert(keyword.clone());
            }
            self.keywords.insert(keyword);
            return;
        }
        if rule == Rule::unit {
            self.keywords
                .extend(crate::document::Unit::ALL.map(|(_, word)| word.to_owned()));
        }
        self.end |= rule == Rule::EOI;
        let thing = thing(rule);
        self.things.extend(thing);
        self.pattern |= matches!(
            rule,
            Rule::pattern | Rule::sequence | Rule::item | Rule::string | Rule::words
        );
        for opening in openings(rule) {
            self.add(*opening, list && thing.is_none());
        }
    }

    /// What to list, things first.
    fn shown(&self) -> Vec<String> {
        let things = self.things.iter().map(|thing| (*thing).to_owned());
        things
            .chain(self.listed.iter().map(|keyword| format!("`{keyword}`")))
            .collect()
    }
}

/// What a rule of the grammar stands for, in words, where its keywords would not say it.
fn thing(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::pattern | Rule::sequence | Rule::item => "a pattern",
        Rule::words | Rule::string | Rule::strings | Rule::write_pair => "words in quotation marks",
        Rule::blank => "a blank such as `<n: number>`",
        Rule::blank_type => "a type",
        Rule::limit => "a limit such as `more than 5`",
        Rule::title => "words in quotation marks",
        Rule::member | Rule::name | Rule::new_name | Rule::field_name | Rule::bare_name => "a name",
        Rule::owner | Rule::field | Rule::part => "a field such as `fact.name`",
        Rule::group | Rule::open_paren => "`(`",
        Rule::conditions | Rule::condition => "a condition such as `not in quotes`",
        Rule::scope
        | Rule::same_key
        | Rule::tolerance
        | Rule::rounded
        | Rule::choice
        | Rule::alike
        | Rule::allowing => "a qualifier such as `across documents`",
        Rule::expression
        | Rule::term
        | Rule::negative
        | Rule::aggregate
        | Rule::change
        | Rule::part_of_date
        | Rule::lookup
        | Rule::data_value
        | Rule::document_value
        | Rule::literal
        | Rule::date => "a value",
        Rule::plus | Rule::minus | Rule::times | Rule::over => "an arithmetic sign",
        Rule::number => "a number",
        Rule::scale => "`million`",
        Rule::percent_sign => "`%`",
        Rule::unit => "a unit such as `document`",
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::close_paren => "`)`",
        Rule::open_angle => "`<`",
        Rule::close_angle => "`>`",
        Rule::EOI | Rule::stop => "a period",
        _ => return None,
    })
}

/// The rules that can begin a rule of the grammar, as far as they hold keywords.
fn openings(rule: Rule) -> &'static [Rule] {
    use Rule as R;
    match rule {
        R::let_definition => &[R::kw_let],
        R::fact_definition => &[R::kw_fact],
        R::ignore_rest | R::ignore_repeated | R::ignore_units => &[R::kw_ignore],
        R::pattern | R::sequence | R::item => {
            &[R::kw_any_of, R::kw_maybe, R::kw_up_to, R::kw_exactly]
        }
        R::words => &[R::kw_exactly],
        R::blank_type => &[R::kw_any_of],
        R::gap => &[R::kw_up_to],
        R::any_of => &[R::kw_any_of],
        R::title => &[R::kw_any_of, R::kw_exactly],
        R::limit => &[
            R::kw_in_full,
            R::kw_in_short,
            R::kw_in,
            R::kw_between,
            R::kw_at_least,
            R::kw_at_most,
            R::kw_more_than,
            R::kw_less_than,
            R::kw_except,
        ],
        R::conditions | R::condition => &[
            R::kw_not,
            R::kw_in_the_same,
            R::kw_within,
            R::kw_before,
            R::kw_after,
            R::kw_in_section,
            R::kw_in_the_row,
            R::kw_in_the_column,
            R::kw_in_a_row_of_figures,
            R::kw_in_a_column_of_figures,
            R::kw_in_the_first,
            R::kw_in_the_last,
            R::kw_in,
        ],
        R::in_same => &[R::kw_in_the_same],
        R::near => &[R::kw_within],
        R::before => &[R::kw_before],
        R::after => &[R::kw_after],
        R::in_section => &[R::kw_in_section],
        R::in_row => &[R::kw_in_the_row],
        R::in_column => &[R::kw_in_the_column],
        R::in_figures => &[R::kw_in_a_row_of_figures, R::kw_in_a_column_of_figures],
        R::in_first => &[R::kw_in_the_first],
        R::in_last => &[R::kw_in_the_last],
        R::in_zone => &[R::kw_in],
        R::write_check => &[R::kw_write],
        R::needs_check | R::one_check => &[R::kw_each],
        R::mention_check | R::quantifier => &[
            R::kw_every,
            R::kw_no,
            R::kw_at_least,
            R::kw_at_most,
            R::kw_exactly,
        ],
        R::style_check => &[R::pattern],
        R::value_check => &[R::expression],
        R::among => &[R::kw_that_mentions],
        R::agree => &[R::kw_agree],
        R::verbatim => &[R::kw_be_verbatim],
        R::between => &[R::kw_be_between],
        R::one_of => &[R::kw_be_one_of],
        R::compare | R::comparator => &[
            R::kw_equal,
            R::kw_not_equal,
            R::kw_be_at_least,
            R::kw_be_at_most,
            R::kw_be_more_than,
            R::kw_be_less_than,
            R::kw_come_before,
            R::kw_come_after,
            R::kw_be_compatible_with,
        ],
        R::scope => &[
            R::kw_in_each,
            R::kw_in_the_same,
            R::kw_across_documents,
            R::kw_against_sources,
        ],
        R::same_key => &[R::kw_for_the_same],
        R::tolerance => &[R::kw_exactly, R::kw_within],
        R::rounded => &[R::kw_as_rounded],
        R::choice => &[R::kw_by_majority, R::kw_by_first_use],
        R::alike => &[R::kw_when],
        R::allowing => &[R::kw_allowing],
        R::expression | R::term => &[R::aggregate, R::change, R::part_of_date, R::document_value],
        R::aggregate => &[
            R::kw_sum_of,
            R::kw_count_of,
            R::kw_smallest_of,
            R::kw_largest_of,
            R::kw_average_of,
        ],
        R::change => &[R::kw_change_from],
        R::part_of_date => &[R::kw_weekday_of, R::kw_year_of, R::kw_month_of],
        R::document_value => &[
            R::kw_document_date,
            R::kw_document_title,
            R::kw_document_source,
        ],
        _ => &[],
    }
}
