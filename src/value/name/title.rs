//! Titles, ranks and roles: words before a name that are no part of it.

use crate::value::Words;
use crate::value::language::{Class, Lexeme};

/// What a word is before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// A form of address or the abbreviation of a rank: "Mr.", "Gen.", "Sir".
    Address,
    /// An office or a trade, which by itself names nobody: "Chancellor", "Spokesman".
    Role,
    /// A rank or office that is also a surname: "Judge", "Bishop", "Marshal".
    Surname,
    /// A rank only behind another word: "Attorney General", "Police Chief", but "General Motors".
    Adjective,
}

/// What the token at an index is before a name; of "Vice-President", "President-elect" and
/// "Lt.-Gen." the part that says it.
pub fn title(words: &Words<'_>, at: usize) -> Option<Title> {
    let lexeme = words.lexeme(at);
    if !lexeme.is(Class::Hyphenated) {
        return title_of(lexeme);
    }
    title_of(lexeme).or_else(|| {
        let (first, last) = words.word(at).rsplit_once('-')?;
        let last = words.lexicon.look_up(last);
        if last.is(Class::AfterTitle) {
            title_of(words.lexicon.look_up(first))
        } else {
            title_of(last)
        }
    })
}

fn title_of(lexeme: Lexeme) -> Option<Title> {
    let kinds = [
        (Class::Address, Title::Address),
        (Class::Role, Title::Role),
        (Class::TitleOrSurname, Title::Surname),
        (Class::TitleBehindAnother, Title::Adjective),
    ];
    kinds
        .into_iter()
        .find(|(class, _)| lexeme.is(*class))
        .map(|(_, title)| title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::sample::Sample;

    #[test]
    fn a_title_is_known_in_any_case_with_and_without_its_point() {
        for (word, expected) in [
            ("Mr. Scholz", Some(Title::Address)),
            ("Mr", Some(Title::Address)),
            ("CHANCELLOR", Some(Title::Role)),
            ("Vice-President", Some(Title::Role)),
            ("President-elect", Some(Title::Role)),
            ("Presidency", None),
        ] {
            assert_eq!(title(&Sample::new(word).words(), 0), expected, "{word}");
        }
    }
}
