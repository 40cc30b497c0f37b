//! Facts, patterns and conditions in words.

use super::{counted, series, value};
use crate::document::Unit;
use crate::lang::typed::{
    Blank, BlankKind, Condition, ConditionKind, Fact, FactId, Limit, Module, Pattern, Phrase,
    VocabularyId,
};

/// Longer lists of alternatives are cut to this many.
const MOST_ALTERNATIVES: usize = 8;

/// A fact's pattern with its conditions.
pub(super) fn fact(module: &Module, fact: &Fact) -> String {
    let words = pattern(module, fact, &fact.pattern);
    match conditions(module, fact) {
        Some(conditions) => format!("{words}, {conditions}"),
        None => words,
    }
}

fn conditions(module: &Module, fact: &Fact) -> Option<String> {
    let conditions: Vec<String> = fact
        .conditions
        .iter()
        .map(|of| condition(module, of))
        .collect();
    (!conditions.is_empty()).then(|| conditions.join(", "))
}

/// What one of several facts is called: by name, or by its pattern.
pub(super) fn mention(module: &Module, facts: &[FactId]) -> String {
    let each = facts
        .iter()
        .filter_map(|id| module.facts.get(id.0 as usize))
        .map(|fact| match &fact.name {
            Some(name) => format!("`{name}`"),
            None => {
                let words = pattern(module, fact, &fact.pattern);
                match conditions(module, fact) {
                    Some(conditions) => format!("{words} ({conditions})"),
                    None => words,
                }
            }
        })
        .collect();
    series(each, "or")
}

/// The facts that a condition asks about.
pub(super) fn facts_of(condition: &ConditionKind) -> &[FactId] {
    match condition {
        ConditionKind::InSame(_, facts)
        | ConditionKind::Within(_, facts)
        | ConditionKind::Before(facts)
        | ConditionKind::After(facts) => facts,
        ConditionKind::InSection(_)
        | ConditionKind::InRow(_)
        | ConditionKind::InColumn(_)
        | ConditionKind::InFirst(..)
        | ConditionKind::InLast(..)
        | ConditionKind::InRowOfFigures
        | ConditionKind::InColumnOfFigures
        | ConditionKind::InZone(_) => &[],
    }
}

/// One or several words in quotation marks.
pub(super) fn phrase(phrase: &Phrase) -> String {
    let text = &phrase.text;
    let words = if phrase.prefix {
        format!("“{text}…” with any ending")
    } else {
        format!("“{text}”")
    };
    if phrase.exactly {
        format!("{words} in exactly this case")
    } else {
        words
    }
}

fn pattern(module: &Module, fact: &Fact, of: &Pattern) -> String {
    match of {
        Pattern::Choice(branches) => {
            let mut words: Vec<String> = branches
                .iter()
                .take(MOST_ALTERNATIVES)
                .map(|branch| pattern(module, fact, branch))
                .collect();
            if let more @ 1.. = branches.len() - words.len() {
                words.push(format!("{more} more"));
            }
            series(words, "or")
        }
        Pattern::Sequence(parts) => parts
            .iter()
            .map(|part| part_of_sequence(module, fact, part))
            .collect::<Vec<_>>()
            .join(" + "),
        Pattern::Maybe(inner) => format!("[{}]", pattern(module, fact, inner)),
        Pattern::Gap(words) => format!("up to {}", counted(u32::from(*words), "other word")),
        Pattern::Words(words) => phrase(words),
        Pattern::Blank(inner) => blank(module, fact, inner),
        Pattern::Shared(inner) => pattern(module, fact, inner),
    }
}

/// A choice among the parts of a sequence needs brackets.
fn part_of_sequence(module: &Module, fact: &Fact, part: &Pattern) -> String {
    let words = pattern(module, fact, part);
    if is_choice(part) {
        format!("({words})")
    } else {
        words
    }
}

fn is_choice(of: &Pattern) -> bool {
    match of {
        Pattern::Choice(branches) => branches.len() > 1,
        Pattern::Shared(inner) => is_choice(inner),
        Pattern::Sequence(_)
        | Pattern::Maybe(_)
        | Pattern::Gap(_)
        | Pattern::Words(_)
        | Pattern::Blank(_) => false,
    }
}

fn blank(module: &Module, fact: &Fact, blank: &Blank) -> String {
    let mut words = match &blank.kind {
        BlankKind::Type(ty) => with_article(ty.word()),
        BlankKind::AnyOf(vocabulary) => any_of(module, *vocabulary),
        BlankKind::Member(vocabulary, entry) => member(module, *vocabulary, *entry),
        BlankKind::Group(inner) => format!("({})", pattern(module, fact, inner)),
    };
    for of in &blank.limits {
        words.push(' ');
        words.push_str(&limit(module, of));
    }
    match blank.field.and_then(|field| fact.fields.get(field)) {
        // The field of a pattern without a name is nobody's word.
        Some(field) if fact.name.is_some() => format!("{words} (the `{}`)", field.name),
        Some(_) | None => words,
    }
}

fn any_of(module: &Module, vocabulary: VocabularyId) -> String {
    match module.vocabularies.get(vocabulary.0 as usize) {
        Some(vocabulary) => format!("any of `{}`", vocabulary.name),
        None => "any of a list".to_owned(),
    }
}

fn member(module: &Module, vocabulary: VocabularyId, entry: u32) -> String {
    let entry = module
        .vocabularies
        .get(vocabulary.0 as usize)
        .and_then(|vocabulary| vocabulary.entries.get(entry as usize));
    match entry {
        Some(entry) if entry.forms.len() > 1 => format!("{} in any of its forms", entry.name()),
        Some(entry) => entry.name().to_string(),
        None => "an entry of a list".to_owned(),
    }
}

fn limit(module: &Module, limit: &Limit) -> String {
    match limit {
        Limit::InFull => "in full".to_owned(),
        Limit::InShort => "in short".to_owned(),
        Limit::In(unit) => format!("in {unit}"),
        Limit::AtLeast(least) => format!("of at least {}", value(least, module)),
        Limit::AtMost(most) => format!("of at most {}", value(most, module)),
        Limit::MoreThan(bound) => format!("of more than {}", value(bound, module)),
        Limit::LessThan(bound) => format!("of less than {}", value(bound, module)),
        Limit::AtLeastWords(words) => format!("of at least {}", counted(*words, "word")),
        Limit::AtMostWords(words) => format!("of at most {}", counted(*words, "word")),
        Limit::MoreThanWords(words) => format!("of more than {}", counted(*words, "word")),
        Limit::FewerWords(words) => format!("of fewer than {}", counted(*words, "word")),
        Limit::Except(phrases) => {
            format!(
                "except {}",
                series(phrases.iter().map(phrase).collect(), "or")
            )
        }
        Limit::ExceptAnyOf(vocabulary) => format!("except {}", any_of(module, *vocabulary)),
    }
}

fn condition(module: &Module, condition: &Condition) -> String {
    let words = match &condition.kind {
        ConditionKind::InSame(unit, facts) => {
            format!("in the same {} as {}", unit.word(), mention(module, facts))
        }
        ConditionKind::Within(words, facts) => format!(
            "within {} of {}",
            counted(*words, "word"),
            mention(module, facts)
        ),
        ConditionKind::Before(facts) => {
            format!("before {} in its sentence", mention(module, facts))
        }
        ConditionKind::After(facts) => format!("after {} in its sentence", mention(module, facts)),
        ConditionKind::InSection(titles) => format!("under the heading {}", any_phrase(titles)),
        ConditionKind::InRow(titles) => {
            format!("in a row of a table called {}", any_phrase(titles))
        }
        ConditionKind::InColumn(titles) => {
            format!("in a column of a table called {}", any_phrase(titles))
        }
        ConditionKind::InFirst(count, unit) => format!("in the first {}", units(*count, *unit)),
        ConditionKind::InLast(count, unit) => format!("in the last {}", units(*count, *unit)),
        ConditionKind::InRowOfFigures => {
            "in a row of a table that has only figures, and dashes, beside its label".to_owned()
        }
        ConditionKind::InColumnOfFigures => {
            "in a column of a table that has only figures, and dashes, below its label".to_owned()
        }
        ConditionKind::InZone(zone) => format!("in {}", zone.word()),
    };
    if condition.negated {
        format!("not {words}")
    } else {
        words
    }
}

fn any_phrase(titles: &[Phrase]) -> String {
    series(titles.iter().map(phrase).collect(), "or")
}

/// "row of its table", "2 paragraphs".
fn units(count: u32, unit: Unit) -> String {
    let of = match unit {
        Unit::Row | Unit::Column => " of its table",
        _ => "",
    };
    match count {
        1 => format!("{}{of}", unit.word()),
        _ => format!("{}{of}", counted(count, unit.word())),
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}
