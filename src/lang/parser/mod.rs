//! Rule texts read into trees. The only part that knows the parser library.
//!
//! A text is first cut into sentences; each sentence is then read by itself, so that a
//! broken one hides nothing in the others.

mod check;
mod definition;
mod expression;
mod syntax;

use std::iter::{Filter, Peekable};

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use pest_derive::Parser;

use super::ast::{
    Broken, Condition, FieldName, Literal, LiteralKind, Name, Number, NumberUnit, Pattern, Piece,
    Quoted, Sentence, Template,
};
use super::error::Error;
use crate::document::Unit;
use crate::source::{Place, Span};
use crate::toml_read::Text;

pub(super) use syntax::single_keywords;

/// The parser made from the grammar.
#[derive(Parser)]
#[grammar = "grammar/desk.pest"]
struct Desk;

/// A rule text may be this many bytes long.
const LONGEST_TEXT: usize = 64 * 1024;
/// Parentheses and blanks may be nested this deep.
const DEEPEST: usize = 32;

/// The sentences of a text, with at most one syntax error for each.
///
/// A check that comes last may lack its period.
pub(super) fn sentences(text: &Text) -> (Vec<Sentence>, Vec<Error>) {
    let mut errors = Vec::new();
    if let Some(error) = too_long(text) {
        return (Vec::new(), vec![error]);
    }
    let pairs = match Desk::parse(Rule::text, text.text()) {
        Ok(pairs) => pairs,
        Err(error) => {
            return (
                Vec::new(),
                vec![syntax::explain(&error, text.text(), text, 0)],
            );
        }
    };
    let mut sentences = Vec::new();
    let mut open: Option<Place> = None;
    for pair in whole(pairs) {
        if pair.as_rule() == Rule::sentence {
            let base = pair.as_span().start();
            let end = (base + syntax::code_end(pair.as_str())) as u32;
            open = Some(text.place(Span::new(end, end)));
            let mut tree = Tree {
                text,
                base: base as u32,
                errors: &mut errors,
            };
            sentences.push(tree.sentence(pair.as_str()));
        } else if open.take().is_none() {
            let place = place_of(text, 0, &pair);
            errors.push(Error::EmptySentence { place });
        }
    }
    if let (Some(place), Some(Sentence::Definition(_))) = (open, sentences.last()) {
        errors.push(Error::MissingPeriod { place });
    }
    (sentences, errors)
}

/// A pattern with conditions, by itself.
pub(super) fn pattern(text: &Text) -> Result<(Pattern, Vec<Condition>), Vec<Error>> {
    if let Some(error) = too_long(text) {
        return Err(vec![error]);
    }
    if let Some(at) = syntax::too_deep(text.text()) {
        let place = text.place(Span::new(at as u32, at as u32 + 1));
        return Err(vec![Error::TooDeep {
            place,
            most: DEEPEST,
        }]);
    }
    match Desk::parse(Rule::whole_pattern, text.text()) {
        Ok(pairs) => {
            let mut errors = Vec::new();
            let mut tree = Tree {
                text,
                base: 0,
                errors: &mut errors,
            };
            let mut parts = whole(pairs);
            let pattern = tree.pattern(one(&mut parts));
            let conditions = tree.conditions(&mut parts);
            if errors.is_empty() {
                Ok((pattern, conditions))
            } else {
                Err(errors)
            }
        }
        Err(error) => Err(vec![syntax::explain(&error, text.text(), text, 0)]),
    }
}

/// A message.
pub(super) fn template(text: &Text) -> Result<Template, Error> {
    let pairs = match Desk::parse(Rule::template, text.text()) {
        Ok(pairs) => pairs,
        Err(error) => return Err(syntax::explain_template(&error, text)),
    };
    let mut pieces = Vec::new();
    for pair in whole(pairs) {
        match pair.as_rule() {
            Rule::literal_text => push_text(&mut pieces, pair.as_str()),
            Rule::brace => push_text(&mut pieces, &pair.as_str()[..1]),
            _ => {
                let path = one(&mut parts(pair));
                let place = place_of(text, 0, &path);
                let (owner, part) = match path.as_str().split_once('.') {
                    Some((owner, part)) => (Some(owner.into()), part.into()),
                    None => (None, path.as_str().into()),
                };
                pieces.push(Piece::Path { owner, part, place });
            }
        }
    }
    Ok(Template { pieces })
}

/// Whether a word cannot be a name.
pub(super) fn is_reserved(word: &str) -> bool {
    Desk::parse(Rule::reserved_word, word).is_ok()
}

fn too_long(text: &Text) -> Option<Error> {
    (text.text().len() > LONGEST_TEXT).then(|| Error::TextTooLong {
        place: text.whole(),
        most: LONGEST_TEXT,
    })
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if let Some(Piece::Text(last)) = pieces.last_mut() {
        last.push_str(text);
    } else {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Builds the tree of one sentence.
struct Tree<'t> {
    text: &'t Text,
    /// Where the sentence begins in the text.
    base: u32,
    errors: &'t mut Vec<Error>,
}

impl Tree<'_> {
    fn sentence(&mut self, sentence: &str) -> Sentence {
        if let Some(at) = syntax::too_deep(sentence) {
            let at = self.base + at as u32;
            let place = self.text.place(Span::new(at, at + 1));
            self.errors.push(Error::TooDeep {
                place,
                most: DEEPEST,
            });
            return self.broken(sentence);
        }
        let pairs = match Desk::parse(Rule::whole_sentence, sentence) {
            Ok(pairs) => pairs,
            Err(error) => {
                let error = syntax::explain(&error, sentence, self.text, self.base);
                self.errors.push(error);
                return self.broken(sentence);
            }
        };
        let before = self.errors.len();
        let pair = one(&mut whole(pairs));
        let read = match pair.as_rule() {
            Rule::let_definition
            | Rule::fact_definition
            | Rule::ignore_rest
            | Rule::ignore_repeated
            | Rule::ignore_units => Sentence::Definition(self.definition(pair)),
            _ => Sentence::Check(Box::new(self.check(pair))),
        };
        if self.errors.len() > before {
            self.broken(sentence)
        } else {
            read
        }
    }

    /// What is known of a sentence that does not parse.
    fn broken(&self, sentence: &str) -> Sentence {
        let words = syntax::words(sentence);
        let defines = words.windows(2).filter_map(|pair| match pair {
            [(_, "let" | "fact"), (at, word)] => {
                let start = self.base + *at as u32;
                let span = Span::new(start, start + word.len() as u32);
                Some(Name {
                    text: (*word).into(),
                    place: self.text.place(span),
                })
            }
            _ => None,
        });
        let first = words.first().map(|(_, word)| *word);
        Sentence::Broken(Broken {
            defines: defines.collect(),
            is_definition: matches!(first, Some("let" | "fact" | "ignore")),
        })
    }

    fn place(&self, pair: &Pair<'_, Rule>) -> Place {
        place_of(self.text, self.base, pair)
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name {
            text: pair.as_str().into(),
            place: self.place(pair),
        }
    }

    fn number(&self, pair: &Pair<'_, Rule>) -> Number {
        Number {
            text: pair.as_str().into(),
            place: self.place(pair),
        }
    }

    fn quoted(&self, pair: &Pair<'_, Rule>) -> Quoted {
        let mut marked = pair.as_str().chars();
        marked.next();
        marked.next_back();
        Quoted {
            raw: marked.as_str().into(),
            place: self.place(pair),
        }
    }

    fn all_quoted(&self, strings: Pair<'_, Rule>) -> Vec<Quoted> {
        parts(strings).map(|string| self.quoted(&string)).collect()
    }

    fn field(&self, pair: Pair<'_, Rule>) -> FieldName {
        let place = self.place(&pair);
        let mut parts = parts(pair);
        FieldName {
            owner: self.name(&one(&mut parts)),
            part: self.name(&one(&mut parts)),
            place,
        }
    }

    fn literal(&self, pair: Pair<'_, Rule>) -> Literal {
        let place = self.place(&pair);
        let mut parts = parts(pair);
        let first = one(&mut parts);
        let kind = match first.as_rule() {
            Rule::date => LiteralKind::Date(first.as_str().into()),
            Rule::string => LiteralKind::Quoted(self.quoted(&first)),
            _ => {
                let unit = parts.next();
                let unit = match unit.as_ref().map(|unit| (unit.as_rule(), unit.as_str())) {
                    Some((Rule::percent_sign, _)) => NumberUnit::Percent,
                    Some((Rule::kw_days, _)) => NumberUnit::Days,
                    Some((_, "thousand")) => NumberUnit::Scale(3),
                    Some((_, "million")) => NumberUnit::Scale(6),
                    Some((_, "billion")) => NumberUnit::Scale(9),
                    Some((_, "trillion")) => NumberUnit::Scale(12),
                    _ => NumberUnit::Plain,
                };
                LiteralKind::Number(self.number(&first), unit)
            }
        };
        Literal { kind, place }
    }
}

/// The unit a word names, in the singular or the plural.
fn unit(pair: &Pair<'_, Rule>) -> Unit {
    let word = pair.as_str();
    let word = word.strip_suffix('s').unwrap_or(word);
    let known = Unit::ALL.into_iter().find(|(_, known)| *known == word);
    known.expect("the grammar knows the same units").0
}

/// The parts of a construct that carry meaning: no signs, no keywords that only join.
type Parts<'i> = Peekable<Filter<Pairs<'i, Rule>, fn(&Pair<'i, Rule>) -> bool>>;

fn parts<'i>(pair: Pair<'i, Rule>) -> Parts<'i> {
    let carries_meaning: fn(&Pair<'i, Rule>) -> bool = |pair| !only_joins(pair.as_rule());
    pair.into_inner().filter(carries_meaning).peekable()
}

/// The parts of an entry point.
fn whole(mut pairs: Pairs<'_, Rule>) -> Parts<'_> {
    parts(pairs.next().expect("a parse has one entry point"))
}

/// The next part, which the grammar requires.
fn one<'i>(parts: &mut Parts<'i>) -> Pair<'i, Rule> {
    parts.next().expect("the grammar requires this part")
}

/// The next part, if it is of this kind.
fn take<'i>(parts: &mut Parts<'i>, rule: Rule) -> Option<Pair<'i, Rule>> {
    parts.next_if(|pair| pair.as_rule() == rule)
}

fn place_of(text: &Text, base: u32, pair: &Pair<'_, Rule>) -> Place {
    let span = pair.as_span();
    text.place(Span::new(
        base + span.start() as u32,
        base + span.end() as u32,
    ))
}

/// Signs, and keywords whose construct says all that they say.
fn only_joins(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::EOI
            | Rule::colon
            | Rule::comma
            | Rule::open_paren
            | Rule::close_paren
            | Rule::open_angle
            | Rule::close_angle
            | Rule::open_brace
            | Rule::close_brace
            | Rule::kw_alike
            | Rule::kw_allowing
            | Rule::kw_and
            | Rule::kw_any_of
            | Rule::kw_as
            | Rule::kw_be
            | Rule::kw_be_between
            | Rule::kw_be_one_of
            | Rule::kw_change_from
            | Rule::kw_each
            | Rule::kw_everything
            | Rule::kw_except
            | Rule::kw_fact
            | Rule::kw_for_the_same
            | Rule::kw_ignore
            | Rule::kw_in
            | Rule::kw_in_section
            | Rule::kw_in_the_column
            | Rule::kw_in_the_first
            | Rule::kw_in_the_last
            | Rule::kw_in_the_row
            | Rule::kw_let
            | Rule::kw_must
            | Rule::kw_must_have_one
            | Rule::kw_needs
            | Rule::kw_of
            | Rule::kw_or
            | Rule::kw_repeated
            | Rule::kw_that_mentions
            | Rule::kw_to
            | Rule::kw_up_to
            | Rule::kw_when
            | Rule::kw_with
            | Rule::kw_words_of
            | Rule::kw_write
    )
}
