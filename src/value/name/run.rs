//! Runs of name words, and where in them the name begins.

use std::ops::Range;

use super::institution::{Ending, ending};
use super::title::{Title, title};
use crate::document::token::TokenKind;
use crate::value::Words;
use crate::value::language::{Class, Classes};

/// A run of name words: titles, if any, and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The tokens of the titles before the name: "German Chancellor". Empty if there are none.
    pub titles: Range<usize>,
    /// The tokens of the name; empty if the run is nothing but a title.
    pub name: Range<usize>,
    /// Whether its last word says that it is no person: "Ministry", "University".
    pub is_institution: bool,
}

impl Run {
    /// One past the last token.
    pub fn end(&self) -> usize {
        self.name.end
    }
}

/// The run of name words that starts at a token. Of "German Chancellor Olaf Scholz" the first two
/// words are titles; the run read from "Olaf" on has none.
pub fn run_at(words: &Words<'_>, at: usize) -> Option<Run> {
    if !is_name_word(words, at) {
        return None;
    }
    if let Some(end) = defined_as_initials(words, at) {
        return Some(Run {
            titles: at..at,
            name: at..end,
            is_institution: true,
        });
    }
    let end = end_of_run(words, at);
    let mut name = past_titles(words, at, end);
    // "Justice Department" is one name, and "Secretary of State" is none.
    let ends_surely = ending(words, end - 1) == Some(Ending::Sure);
    if name < end && ends_surely {
        name = at;
    }
    let is_institution =
        name < end && (ends_surely || (name..end).any(|index| words.is(index, Class::NameOf)));
    Some(Run {
        titles: at..name,
        name: name..end,
        is_institution,
    })
}

/// Whether a token is a title, or a part of one, of the run that holds it: "State" in "Secretary
/// of State Antony Blinken", "General" in "Attorney General".
pub fn is_in_titles(words: &Words<'_>, at: usize) -> bool {
    let furthest = at.saturating_sub(FURTHEST_BACK);
    let mut start = at;
    while start > furthest
        && (is_name_word(words, start - 1) || words.is(start - 1, Class::OfficeLink))
    {
        start -= 1;
    }
    while start < at {
        match run_at(words, start) {
            Some(run) if run.end() > at => {
                return run.titles.contains(&at) || run.name.is_empty();
            }
            Some(run) => start = run.end(),
            None => start += 1,
        }
    }
    false
}

/// The most particles that follow one another ("of the", "von und zu").
const MOST_PARTICLES: usize = 3;

/// So far back the titles are looked for that a word may be a part of.
const FURTHEST_BACK: usize = 8;

/// A name ends after so many tokens: more is a title in capitals.
const LONGEST: usize = 24;

/// The most words of an office after its title: "of Foreign and European Affairs".
const MOST_OFFICE_WORDS: usize = 5;

/// The most words of a name that initials stand for: "Food and Drug Administration (FDA)".
const MOST_DEFINED: usize = 10;

/// Whether a word has a capital where a name has it and is none of those that always may.
pub(super) fn is_name_word(words: &Words<'_>, at: usize) -> bool {
    is_capitalised(words, at) && !is_excluded(words, at)
}

/// The token after the longest run of names and particles that starts at a name.
fn end_of_run(words: &Words<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end - at < LONGEST {
        end = past_office(words, past_initial_point(words, end));
        let mut next = end;
        // "In Geneva the World Bank" names two: "the" only follows another particle.
        while next - end < MOST_PARTICLES
            && (is_particle(words, next) || (next == end && goes_on(words, next)))
            && (next > end || !words.is(next, Class::NameThe))
        {
            next += 1;
        }
        if is_name_word(words, next) && unbroken(words, end, next) {
            end = next + 1;
        } else if words.word(end) == "&" && is_name_word(words, end + 1) {
            end += 2;
        } else if is_month_name(words, end) {
            end += 1;
        } else {
            break;
        }
    }
    if words.word(end) == "," && words.is(end + 1, Class::NameSuffix) {
        end += 2;
    }
    end
}

/// Whether "of" or "for" at a token goes on with the name of an institution: "University of
/// Oxford", but not "Lavrov of Russia".
fn goes_on(words: &Words<'_>, at: usize) -> bool {
    let before = ending(words, at.wrapping_sub(1));
    (words.is(at, Class::NameOf) && before.is_some())
        || (words.is(at, Class::NameFor) && before == Some(Ending::Sure))
}

/// Whether nothing but white space stands between the tokens of a run: "Biden “Putin" is two.
fn unbroken(words: &Words<'_>, from: usize, to: usize) -> bool {
    (from..=to).all(|at| {
        let Some((before, token)) = at
            .checked_sub(1)
            .and_then(|before| Some((words.tokens.get(before)?, words.tokens.get(at)?)))
        else {
            return true;
        };
        words
            .text
            .get(before.span.end as usize..token.span.start as usize)
            .is_none_or(|gap| gap.chars().all(char::is_whitespace))
    })
}

/// A name that is also a month, behind another name and before no figure: "Theresa May".
fn is_month_name(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Class::NameOrMonth) && !words.is_number(at + 1)
}

/// The point of an initial may be a token of its own: it belongs to the name if another
/// word of it follows.
fn past_initial_point(words: &Words<'_>, end: usize) -> usize {
    let initial = end
        .checked_sub(1)
        .is_some_and(|last| words.word(last).chars().count() == 1);
    let point = words.word(end) == "." && words.joined(end);
    if initial && point && is_capitalised(words, end + 1) {
        end + 1
    } else {
        end
    }
}

/// The end of a name whose initials stand in brackets behind it: "Food and Drug Administration
/// (FDA)".
fn defined_as_initials(words: &Words<'_>, at: usize) -> Option<usize> {
    let end = (at + 1..at + MOST_DEFINED).find(|index| {
        let word = words.word(*index);
        let part = is_capitalised(words, *index) || word.chars().all(char::is_lowercase);
        word.is_empty() || !part
    })?;
    let short = words.word(end + 1);
    if words.word(end) != "(" || words.word(end + 2) != ")" || !is_all_capitals(short) {
        return None;
    }
    let initials = (at..end)
        .filter(|index| is_capitalised(words, *index))
        .filter_map(|index| words.word(index).chars().next());
    initials.eq(short.chars()).then_some(end)
}

/// The first token of the name in a run; its end if it is nothing but titles.
fn past_titles(words: &Words<'_>, at: usize, end: usize) -> usize {
    let mut name = at;
    let mut index = at;
    while index < end {
        let next = past_office(words, index + 1).min(end);
        let left = end - next;
        let is_title = match title(words, index) {
            Some(Title::Address) => left > 0,
            Some(Title::Role) => true,
            Some(Title::Surname) => left > 0,
            Some(Title::Adjective) => {
                // "Police Chief John Smith", "Attorney General Garland", "Attorney General".
                index > at && (name == index || left >= 2)
            }
            None => false,
        };
        if is_title {
            name = next;
        }
        index = next;
    }
    name
}

/// The token after "of State" or "for Foreign Affairs" at a token, or that token.
fn past_office(words: &Words<'_>, at: usize) -> usize {
    const OPENS: Classes = Classes::of(&[Class::NameOf, Class::NameFor]);
    if at == 0 || !words.lexeme(at).is_any(OPENS) || title(words, at - 1).is_none() {
        return at;
    }
    let is_office = |at: usize| words.is(at, Class::Office);
    let mut end = at + 1;
    while end - at <= MOST_OFFICE_WORDS
        && (is_office(end) || (words.is(end, Class::OfficeLink) && is_office(end + 1)))
    {
        end += 1;
    }
    if end > at + 1 { end } else { at }
}

fn is_particle(words: &Words<'_>, at: usize) -> bool {
    let lexeme = words.lexeme(at);
    lexeme.is(Class::Particle) && !lexeme.is(Class::Capital)
}

/// Whether a word has a capital where a name has it: "Scholz", "al-Assad", "d'Estaing".
fn is_capitalised(words: &Words<'_>, at: usize) -> bool {
    let Some(token) = words.tokens.get(at) else {
        return false;
    };
    token.kind == TokenKind::Word
        && (words.is(at, Class::Capital)
            || words
                .word(at)
                .split_once(['-', '\'', '’'])
                .is_some_and(|(particle, name)| {
                    name.starts_with(char::is_uppercase)
                        && (words.lexicon.look_up(particle).is(Class::Particle)
                            || matches!(particle, "d" | "l" | "ar" | "as"))
                }))
}

/// Months, weekdays and function words.
fn is_excluded(words: &Words<'_>, at: usize) -> bool {
    const NEVER: Classes = Classes::of(&[Class::WeekdayName, Class::MonthName, Class::Number]);
    let word = words.word(at);
    let lexeme = words.lexeme(at);
    lexeme.is_any(NEVER)
        || (word.ends_with('.') && lexeme.is(Class::Month))
        || (lexeme.is(Class::Function) && !is_all_capitals(word))
        || word == "I"
        || word == "A"
}

pub(super) fn is_all_capitals(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::sample::Sample;

    /// The titles and the name of the first run of a text.
    #[track_caller]
    fn check(text: &str, titles: &str, name: &str) {
        let sample = Sample::new(text);
        let words = sample.words();
        let run = (0..sample.tokens.len())
            .find_map(|at| run_at(&words, at))
            .expect("a run");
        let slice = |range: Range<usize>| &text[words.span(range.start, range.end).range()];
        assert_eq!(
            (slice(run.titles), slice(run.name)),
            (titles, name),
            "{text}"
        );
    }

    #[test]
    fn titles_and_roles_stand_before_the_name() {
        check("when Mr. Scholz spoke", "Mr.", "Scholz");
        check(
            "when German Chancellor Olaf Scholz spoke",
            "German Chancellor",
            "Olaf Scholz",
        );
        check("then Lt. Gen. Mark Naird spoke", "Lt. Gen.", "Mark Naird");
        check(
            "then Harbour County District Attorney Paula Reyes spoke",
            "Harbour County District Attorney",
            "Paula Reyes",
        );
        check(
            "then Vice-President Ada Okoye spoke",
            "Vice-President",
            "Ada Okoye",
        );
        check(
            "the Superior Court Judge Nora Quill said",
            "Superior Court Judge",
            "Nora Quill",
        );
        check(
            "the Port Police Chief Jan Berg said",
            "Port Police Chief",
            "Jan Berg",
        );
        check(
            "as Attorney General Reyes said",
            "Attorney General",
            "Reyes",
        );
        check("as Sir Alan Moss said", "Sir", "Alan Moss");
    }

    #[test]
    fn an_office_belongs_to_its_title() {
        check(
            "as Secretary of State Ada Okoye said",
            "Secretary of State",
            "Ada Okoye",
        );
        check(
            "as Minister for Foreign Affairs Ada Okoye said",
            "Minister for Foreign Affairs",
            "Ada Okoye",
        );
        check(
            "as Speaker of the House Ada Okoye said",
            "Speaker of the House",
            "Ada Okoye",
        );
    }

    #[test]
    fn a_title_alone_names_nobody() {
        check("the Foreign Minister said", "Foreign Minister", "");
        check("the Attorney General said", "Attorney General", "");
        check("the Secretary of State said", "Secretary of State", "");
    }

    #[test]
    fn names_of_institutions_keep_their_words() {
        for name in [
            "Justice Department",
            "General Motors",
            "Major League",
            "President Hotel",
            "University of Oxford",
            "Bank of England",
            "House of Commons",
            "International Committee of the Red Cross",
            "Institute for Policy Studies",
            "Marks & Spencer",
        ] {
            check(&format!("when the {name} opened"), "", name);
        }
        check(
            "the Chief Executive Officer (CEO) said",
            "",
            "Chief Executive Officer",
        );
        check(
            "the Food and Drug Administration (FDA) said",
            "",
            "Food and Drug Administration",
        );
    }

    #[test]
    fn a_surname_may_be_a_rank_or_a_month() {
        check("when Mike Judge spoke", "", "Mike Judge");
        check("when Theresa May spoke", "", "Theresa May");
        check("when Judge Judge spoke", "Judge", "Judge");
    }

    #[test]
    fn a_person_of_a_place_is_named_without_it() {
        check("said Gregg Moss of the Port Police", "", "Gregg Moss");
        check("when Lindqvist of Sweden spoke", "", "Lindqvist");
    }

    #[test]
    fn particles_initials_and_suffixes_belong_to_the_name() {
        for name in [
            "Ursula von der Leyen",
            "Rafael dos Santos",
            "Osama bin Laden",
            "George W. Bush",
            "J. R. R. Tolkien",
            "Martin Luther King Jr.",
            "Martin Luther King, Jr.",
            "Bashar al-Assad",
        ] {
            check(&format!("when {name} spoke"), "", name);
        }
    }

    #[test]
    fn a_quotation_mark_ends_a_name() {
        check("He told Lindqvist “Okoye agreed.”", "", "Lindqvist");
    }
}
