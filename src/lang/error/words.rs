//! The words for every error of a rule text.

use super::{Error, Kind, Mistake};
use crate::diag::Diagnostic;
use crate::suggest::{self, did_you_mean};

/// The problem in words: what is wrong, where, and what to do.
pub(super) fn diagnostic(error: &Error) -> Diagnostic {
    let place = error.place();
    let wrong = |message: String| Diagnostic::error(message).at(place, "");
    match error {
        Error::TextTooLong { most, .. } => {
            wrong(format!("this text is longer than {} KiB", most / 1024))
                .help("split it into several rules")
        }
        Error::TooDeep { most, .. } => {
            wrong(format!("nested more than {most} deep")).help("give the inner part a name with `let`")
        }
        Error::TooManySigns { most, .. } => {
            wrong(format!("more than {most} arithmetic signs in one expression"))
        }
        Error::Unexpected { found, hint, expected, .. } => unexpected(error, found, hint, expected),
        Error::Mistaken { found, mistake, .. } => {
            wrong(format!("did not expect `{found}` here")).help(correction(*mistake, found))
        }
        Error::EmptySentence { .. } => wrong("this period ends no sentence".into()),
        Error::MissingPeriod { .. } => wrong("a definition ends with a period".into()),
        Error::BadBrace { found, .. } => wrong(format!("did not expect `{found}` in a message"))
            .help("a blank is a name in braces, such as `{n}`; a brace itself is written twice: `{{` or `}}`"),

        Error::NoCheck { .. } => wrong("this rule has no check".into())
            .help("end it with what must hold, such as `troops.n must agree across documents`"),
        Error::SecondCheck { first, .. } => wrong("a rule has one check, and this is a second one".into())
            .at(*first, "the first")
            .help("make it a rule of its own"),
        Error::DefinitionAfterCheck { check, .. } => {
            wrong("definitions stand before the check".into()).at(*check, "the check")
        }
        Error::CheckInDefine { .. } => wrong("a check among the shared definitions".into())
            .help("put it into a `[[rule]]`"),

        Error::Reserved { name, .. } => wrong(format!("`{name}` is a word of the language, not a name"))
            .help("choose another name"),
        Error::MessageWord { name, .. } => {
            wrong(format!("`{{{name}}}` already means something in messages"))
                .help("choose another name for the field")
        }
        Error::NamedLikeType { name, .. } => wrong(format!("`{name}` is the name of a type"))
            .help("choose another name"),
        Error::DefinedTwice { what, name, first, .. } => {
            wrong(format!("{what} `{name}` is defined twice")).at(*first, "first defined here")
        }
        Error::Cycle { names, .. } => match names.as_slice() {
            [name] => wrong(format!("`{name}` is defined by itself")),
            names => wrong(format!("`{}` are defined by one another", names.join("` and `"))),
        },
        Error::NeverUsed { what, name, .. } => {
            Diagnostic::warning(format!("{what} `{name}` is never used")).at(place, "")
        }

        Error::Unknown { kind, name, candidates, .. } => unknown(error, kind, name, candidates),
        Error::NoImplicit { owner, name, needs, .. } => wrong(format!("`{owner}` has no `{name}`"))
            .help(format!("only {needs} has one")),
        Error::WrongKind { name, is, wanted, help, .. } => with_help(
            wrong(format!("`{name}` is {is}, and {wanted} is needed here")),
            help.as_ref(),
        ),
        Error::FactInPattern { name, .. } => wrong(format!("`{name}` is a fact, and a fact cannot be a part of a pattern"))
            .help("define the words you share with `let`; a fact can only stand by itself, as in `mention troops or calls`"),
        Error::FieldMissing { name, fields, .. } => {
            let wrong = wrong(format!("`{name}` is a fact: say which field of it"));
            match fields.as_slice() {
                [] => wrong.help(format!("`{name}` has no fields; give a blank a name, as in `<n: number>`")),
                fields => wrong.help(format!("write {}", one_of(fields.iter().map(|field| format!("`{name}.{field}`"))))),
            }
        }

        Error::FieldTwice { name, first, .. } => wrong(format!("two blanks are called `{name}`"))
            .at(*first, "the first")
            .help("two blanks need two names; one name may come back only in another alternative, after `or`"),
        Error::BranchLacks { name, other, .. } => {
            wrong(format!("this alternative has no blank called `{name}`"))
                .at(*other, "another one has it")
                .help("alternatives of a fact have blanks of the same names")
        }
        Error::FieldTypes { name, ty, first, first_ty, .. } => {
            wrong(format!("`{name}` is {ty} here and {first_ty} elsewhere")).at(*first, first_ty.clone())
        }
        Error::FieldNotKept { name, .. } => wrong(format!("nothing keeps the value of `{name}`"))
            .help("only the blanks of a `fact` have names, and those of its conditions have none: leave out the name and the \
                   colon, or put all the alternatives before the first condition"),
        Error::MatchesNothing { .. } => wrong("this pattern also matches no words at all".into())
            .help("at least one part of it must not be optional"),
        Error::NoWords { .. } => wrong("no words between these quotation marks".into()),
        Error::Star { .. } => wrong("`*` can only end the last word, after at least one letter".into())
            .help("a star that is meant as it stands is written `\\*`"),
        Error::StarInWrite { .. } => wrong("`write` takes whole words, without `*`".into())
            .help("list each form with what to write for it"),
        Error::NotWhole { .. } => wrong("a whole number is needed here".into()),
        Error::OutOfLimits { what, least, most, .. } => {
            wrong(format!("{what} must be from {least} to {most}"))
        }
        Error::NumberTooLong { .. } => wrong("this number has more than 28 digits".into()),
        Error::PatternTooLarge { what, most, .. } => wrong(format!("a pattern can have {most} {what} and no more"))
            .help("put a long list of words into a vocabulary"),
        Error::LimitNotFor { limit, wanted, ty, .. } => {
            wrong(format!("{limit} is a limit on {wanted}, not on {ty}"))
        }
        Error::Backward { .. } => wrong("the first end of this range is not below the second".into()),
        Error::NotAValue { text, wanted, help, .. } => {
            with_help(wrong(format!("`{text}` is not {wanted}")), help.as_ref())
        }
        Error::DateFrom { .. } => wrong("`date_from` must have one blank with a name, and that a date".into())
            .help("for example `\"Published\" <d: date>`"),

        Error::NotListed { .. } => wrong("only entries of a vocabulary are listed".into())
            .help("write `any of NAME must be spelled as listed`, with the name of a vocabulary"),
        Error::SingleForm { .. } => wrong("one form is always consistent".into())
            .help("give the forms that should not be mixed, as in `\"US\" or \"U.S.\"`"),
        Error::SameWords { .. } => wrong("these are the words to write".into()),
        Error::Quantifier { quantifier, verb, .. } => {
            wrong(format!("`{quantifier}` goes with `{verb}`"))
        }
        Error::NoScope { what, .. } => wrong(format!("{what} compares mentions with one another, and does not say where"))
            .help("add `across documents`, `in each document` or another place"),
        Error::QualifierTwice { first, .. } => wrong("this is said twice".into()).at(*first, "here first"),
        Error::Qualifier { words, why, .. } => wrong(format!("`{words}` means nothing here: {why}")),
        Error::KeyIsValue { name, .. } => {
            wrong(format!("`{name}` is what is compared, so it is the same wherever it is the key"))
        }
        Error::NoField { .. } => wrong("there is no field of a fact in this value".into())
            .help("the left side must have a field, so that a mismatch has a place"),
        Error::SeveralFacts { first, second, .. } => {
            wrong(format!("fields of `{first}` and of `{second}` on one side of a comparison"))
                .help("each side can have the fields of one fact, and `sum of …` of others")
        }
        Error::NothingToChoose { word, .. } => {
            wrong(format!("`{word}` needs the field of another fact after it"))
        }
        Error::Mismatch { how, sides, help, .. } => {
            let [left, right] = sides.as_ref();
            with_help(
                Diagnostic::error(format!("{} cannot be {how} {}", left.1, right.1))
                    .at(right.0, right.1.clone())
                    .at(left.0, left.1.clone()),
                help.as_ref(),
            )
        }
        Error::NotFor { what, wanted, ty, help, .. } => with_help(
            Diagnostic::error(format!("{what} is for {wanted}, and this is {ty}")).at(place, ty.clone()),
            help.as_ref(),
        ),
        Error::PlainField { what, .. } => wrong(format!("{what} is for a field by itself, such as `troops.n`")),
        Error::NoStretch { .. } => wrong("a column is not one stretch of the text".into())
            .help("say it of a `row` or a `table`, or of a match: `in the same column as …`"),
        Error::NoFix { .. } => wrong("this check cannot be mended by the program".into())
            .help("`fix` is for `write`, `must be spelled as listed`, `must be consistent`, and `must equal` a value of a table"),
        Error::Unfilled { name, available, .. } => {
            let wrong = wrong(format!("nothing fills `{{{name}}}` in the message of this check"));
            let hint = did_you_mean(name, available.iter().map(String::as_str));
            let list = format!("this check fills {}", list(available.iter().map(|name| format!("`{{{name}}}`")), "and"));
            wrong.help(hint.unwrap_or(list))
        }
    }
}

fn unexpected(
    error: &Error,
    found: &Option<String>,
    hint: &Option<String>,
    expected: &[String],
) -> Diagnostic {
    let place = error.place();
    let wrong = match found {
        Some(found) => Diagnostic::error(format!("did not expect `{found}` here")).at(place, ""),
        None => Diagnostic::error("this sentence is not finished").at(place, ""),
    };
    // Behind the pattern of a condition only `and` leads to another condition.
    let condition = found
        .as_deref()
        .is_some_and(|word| matches!(word, "in" | "within" | "before" | "after" | "not"));
    let in_pattern = ["`and`", "`or`"]
        .iter()
        .all(|joint| expected.iter().any(|word| word == joint));
    match (hint, expected) {
        (Some(hint), _) => wrong.help(format!("did you mean `{hint}`?")),
        (None, _) if condition && in_pattern => wrong.help(
            "conditions are joined by `and` and follow all the alternatives; what follows `or` here is a part of the \
             condition before it",
        ),
        (None, []) => wrong,
        (None, expected) => wrong.help(format!("expected {}", one_of(expected.iter().cloned()))),
    }
}

fn unknown(error: &Error, kind: &Kind, name: &str, candidates: &[String]) -> Diagnostic {
    let message = match kind {
        Kind::Pattern => format!("nothing is called `{name}`"),
        Kind::Type => format!("there is no type `{name}`"),
        Kind::Vocabulary => format!("there is no vocabulary `{name}`"),
        Kind::Entry(vocabulary) => format!("`{vocabulary}` has no entry `{name}`"),
        Kind::Table => format!("there is no vocabulary or data file `{name}`"),
        Kind::Column(table) => format!("`{table}` has no column `{name}`"),
        Kind::Path(file) => format!("there is nothing at `{name}` in `{file}`"),
        Kind::Fact => format!("there is no fact `{name}`"),
        Kind::Field(fact) => format!("`{fact}` has no field `{name}`"),
        Kind::Zone => format!("there is no kind of text called `{name}`"),
        Kind::Allowance => format!("`{name}` is no difference that can be allowed"),
    };
    let wrong = Diagnostic::error(message).at(error.place(), "");
    let near = suggest::nearest(name, candidates.iter().map(String::as_str));
    if !near.is_empty() {
        return with_help(wrong, did_you_mean(name, near).as_ref());
    }
    let few = (1..=12).contains(&candidates.len());
    match kind {
        // Words without quotation marks are the likeliest cause.
        Kind::Pattern => wrong.help(format!(
            "words of the text stand in quotation marks: `\"{name}\"`"
        )),
        _ if few => wrong.help(format!(
            "there is {}",
            one_of(candidates.iter().map(|name| format!("`{name}`")))
        )),
        _ => wrong,
    }
}

/// What to write in place of a likely mistake.
fn correction(mistake: Mistake, found: &str) -> String {
    match mistake {
        Mistake::Equal if found == "!=" => "write `must not equal`".into(),
        Mistake::Equal => "write `must equal`".into(),
        Mistake::Order => format!(
            "write `must be {}`",
            match found {
                "<=" => "at most",
                ">=" => "at least",
                "<" => "less than",
                _ => "more than",
            }
        ),
        Mistake::Should => "write `must`; how much it matters is said by `severity`".into(),
        Mistake::BeEqual => "write `equal`, without `be`".into(),
        Mistake::MustNot => {
            "say what must hold: `not equal`, `be at most`, or `no document may mention …`".into()
        }
        Mistake::Negation => "`not` stands before a condition, as in `not in quotes`; a check says what must hold".into(),
        Mistake::Greater => "write `more than`, or `at least`".into(),
        Mistake::Fewer => "write `less than`, or `at most`".into(),
        Mistake::Logic if found.starts_with('|') => "write `or`".into(),
        Mistake::Logic => "write `and`".into(),
        Mistake::Regex => {
            "there are no regular expressions: list the words with `or`, leave a gap with `up to 3 words`, \
             or end a word with a star, as in `\"advis*\"`"
                .into()
        }
        Mistake::SingleQuotes => "put words between double quotation marks: `\"…\"`".into(),
        Mistake::LoneQuote => "this quotation mark has no partner on its line".into(),
        Mistake::Semicolon => "a sentence ends with a period".into(),
        Mistake::Period => "end the sentence before it with a period".into(),
    }
}

fn with_help(diagnostic: Diagnostic, help: Option<&String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help.clone()),
        None => diagnostic,
    }
}

fn one_of(things: impl Iterator<Item = String>) -> String {
    list(things, "or")
}

/// "a, b or c"
fn list(things: impl Iterator<Item = String>, joint: &str) -> String {
    let mut things: Vec<String> = things.collect();
    match (things.pop(), things.as_slice()) {
        (None, _) => "nothing".into(),
        (Some(last), []) => last,
        (Some(last), rest) => format!("{} {joint} {last}", rest.join(", ")),
    }
}
