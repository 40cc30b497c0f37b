//! Checks, their expressions and their qualifiers in words.

use rust_decimal::Decimal;

use super::pattern::mention;
use super::{counted, series, value};
use crate::document::Unit;
use crate::fact::path::Path;
use crate::lang::typed::{
    Aggregate, Allowance, Check, Choices, Comparator, DataId, DatePart, DocumentPart, Expr,
    ExprKind, ExprType, FactId, FieldIndex, FieldType, Module, Operator, Order, Qualifiers,
    Quantifier, Scope, SomeOrEvery, TableRef, Test, Winner, Within,
};
use crate::value::Type;
use crate::value::figure::{Figure, Hedge};
use crate::value::range::{Approx, Precision, Range};
use crate::value::show::number;

/// What must hold, as a sentence with a full stop.
pub(super) fn check(module: &Module, check: &Check) -> String {
    let (sentence, qualifiers) = match check {
        Check::Write { mentions, instead } => (write(module, *mentions, instead), None),
        Check::SpelledAsListed { mentions } => (
            format!(
                "Each mention of {} must be in one of its listed forms, none of those to avoid",
                mention(module, mentions)
            ),
            None,
        ),
        Check::Consistent {
            mentions,
            qualifiers,
        } => (
            format!(
                "All mentions of {} must have one form",
                mention(module, mentions)
            ),
            Some(qualifiers),
        ),
        Check::Mention {
            quantifier,
            unit,
            among,
            mentions,
            qualifiers,
        } => {
            let among = among.as_deref();
            let sentence = mentions_in_words(module, *quantifier, *unit, among, mentions);
            (sentence, Some(qualifiers))
        }
        Check::One {
            fact,
            keys,
            value,
            qualifiers,
        } => {
            let keys = keys.iter().map(|key| field(module, *fact, *key)).collect();
            let sentence = format!(
                "Matches with the same {} must have one {}",
                series(keys, "and"),
                field(module, *fact, *value)
            );
            (sentence, Some(qualifiers))
        }
        Check::Needs {
            fact,
            field: of,
            order,
            other,
            other_field,
            qualifiers,
        } => {
            let place = match order {
                Order::Earlier => " before it",
                Order::Later => " after it",
                Order::Matching => "",
            };
            let sentence = format!(
                "Each {} needs an equal {}{place}",
                field(module, *fact, *of),
                field(module, *other, *other_field)
            );
            (sentence, Some(qualifiers))
        }
        Check::Value {
            subject,
            test,
            qualifiers,
        } => (value_test(module, subject, test), Some(qualifiers)),
    };
    let qualifiers = qualifiers.map_or_else(String::new, |qualifiers| clauses(check, qualifiers));
    format!("{sentence}{qualifiers}.")
}

/// How figures are taken, one sentence each, with the settings of the configuration.
pub(super) fn figures(module: &Module, check: &Check, approx: &Approx) -> Vec<String> {
    let Check::Value {
        subject,
        test,
        qualifiers,
    } = check
    else {
        return Vec::new();
    };
    if !compares_figures(subject, test) {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    if is_integer(module, subject) {
        sentences.push("Figures are whole numbers and taken exactly.".to_owned());
    } else if qualifiers.exactly {
        sentences.push(
            "Figures are taken exactly as written; words such as “about” do not count.".to_owned(),
        );
    } else {
        let precision = if qualifiers.as_rounded {
            sentences.push("A bare figure is whatever rounds to it.".to_owned());
            Precision::AsRounded
        } else {
            Precision::AsWritten
        };
        sentences.push(format!(
            "A written figure is a range, and figures agree where their ranges meet: {}.",
            samples(approx, precision)
        ));
        if approx.implicature {
            sentences.push(
                "“More than” ends at the next step: who knows of 150,000 does not write “more than 130,000”."
                    .to_owned(),
            );
        }
    }
    sentences
}

fn compares_figures(subject: &Expr, test: &Test) -> bool {
    let is_figure = match subject.ty {
        ExprType::Number | ExprType::Percent | ExprType::Money | ExprType::Measure => true,
        ExprType::Date
        | ExprType::Weekday
        | ExprType::Time
        | ExprType::Version
        | ExprType::Text
        | ExprType::Entry(_)
        | ExprType::Cell => false,
    };
    let is_comparison = match test {
        Test::Agree | Test::Between(..) | Test::Compare { .. } => true,
        Test::Verbatim | Test::OneOf(_) => false,
    };
    is_figure && is_comparison
}

/// Whether it is a field that an `integer` blank reads.
fn is_integer(module: &Module, subject: &Expr) -> bool {
    let ExprKind::Field(fact, index) = subject.kind else {
        return false;
    };
    module
        .facts
        .get(fact.0 as usize)
        .and_then(|fact| fact.fields.get(index))
        .is_some_and(|field| field.ty == FieldType::Basic(Type::Integer))
}

/// The ranges of some ways to write one figure.
fn samples(approx: &Approx, precision: Precision) -> String {
    let written = [
        ("130,000", Hedge::Bare),
        ("“about 130,000”", Hedge::Around),
        ("“nearly 130,000”", Hedge::Nearly),
        ("“more than 130,000”", Hedge::Above),
    ];
    let ranges = written
        .iter()
        .map(|(words, hedge)| {
            let figure = Figure {
                grain: Decimal::from(10_000),
                hedge: *hedge,
                exact: false,
                ..Figure::exact(Decimal::from(130_000))
            };
            let range = Range::of(&figure, approx, precision);
            format!("{words} is {}", range.text(&number))
        })
        .collect();
    series(ranges, "and")
}

fn write(module: &Module, mentions: FactId, instead: &[std::sync::Arc<str>]) -> String {
    let bad = mention(module, &[mentions]);
    let mut good: Vec<String> = Vec::new();
    for words in instead {
        let words = format!("“{words}”");
        if !good.contains(&words) {
            good.push(words);
        }
    }
    format!("Write {}, not {bad}", series(good, "or"))
}

fn mentions_in_words(
    module: &Module,
    quantifier: Quantifier,
    unit: Unit,
    among: Option<&[FactId]>,
    mentions: &[FactId],
) -> String {
    let unit = unit.word();
    let (count, verb) = match quantifier {
        Quantifier::Every => (format!("Every {unit}"), "must mention"),
        Quantifier::No => (format!("No {unit}"), "may mention"),
        Quantifier::AtLeast(least) => {
            (format!("At least {}", counted(least, unit)), "must mention")
        }
        Quantifier::AtMost(most) => (format!("At most {}", counted(most, unit)), "may mention"),
        Quantifier::Exactly(count) => (format!("Exactly {}", counted(count, unit)), "must mention"),
    };
    let among = among.map_or_else(String::new, |among| {
        format!(" with {}", mention(module, among))
    });
    format!("{count}{among} {verb} {}", mention(module, mentions))
}

fn value_test(module: &Module, subject: &Expr, test: &Test) -> String {
    let subject = expression(module, subject);
    // "Each" is for rows; a sum or another part of a group is one thing already.
    let each = match subject.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => format!("Each {subject}"),
    };
    match test {
        Test::Agree => format!("All {subject} must agree"),
        Test::Verbatim => format!(
            "All {subject} that are versions of one quotation must be word for word the same"
        ),
        Test::Between(low, high) => format!(
            "{each} must be between {} and {}",
            expression(module, low),
            expression(module, high)
        ),
        Test::OneOf(choices) => format!("{each} must be {}", one_of(module, choices)),
        Test::Compare {
            comparator,
            every,
            with,
        } => {
            let every = match every {
                Some(SomeOrEvery::Some) => "some ",
                Some(SomeOrEvery::Every) => "every ",
                None => "",
            };
            let comparison = match comparator {
                Comparator::Equal => "equal",
                Comparator::NotEqual => "differ from",
                Comparator::AtLeast => "be at least",
                Comparator::AtMost => "be at most",
                Comparator::MoreThan => "be more than",
                Comparator::LessThan => "be less than",
                Comparator::Before => "come before",
                Comparator::After => "come after",
                Comparator::Compatible => "be compatible with",
            };
            let with = expression(module, with);
            format!("{each} must {comparison} {every}{with}")
        }
    }
}

fn one_of(module: &Module, choices: &Choices) -> String {
    match choices {
        Choices::Words(words) => series(
            words
                .iter()
                .map(|word| format!("“{}”", word.value))
                .collect(),
            "or",
        ),
        Choices::Vocabulary(vocabulary) => format!(
            "an entry of {}",
            table(module, TableRef::Vocabulary(*vocabulary))
        ),
        Choices::Data(data) => format!("a key of {}", table(module, TableRef::Data(*data))),
    }
}

fn expression(module: &Module, of: &Expr) -> String {
    match &of.kind {
        ExprKind::Field(fact, index) => field(module, *fact, *index),
        ExprKind::Literal(literal) => value(literal, module),
        ExprKind::Text(text) => format!("“{text}”"),
        ExprKind::Negative(inner) => format!("minus {}", expression(module, inner)),
        ExprKind::Binary(operator, left, right) => {
            let sign = match operator {
                Operator::Plus => "+",
                Operator::Minus => "-",
                Operator::Times => "×",
                Operator::Over => "÷",
            };
            let (left, right) = (expression(module, left), expression(module, right));
            format!("({left} {sign} {right})")
        }
        ExprKind::Aggregate(aggregate, fact, index) => {
            let what = match index {
                Some(index) => field(module, *fact, *index),
                None => mention(module, &[*fact]),
            };
            let how = match aggregate {
                Aggregate::Sum => "the sum of all",
                Aggregate::Count => "the count of",
                Aggregate::Smallest => "the smallest",
                Aggregate::Largest => "the largest",
                Aggregate::Average => "the average of all",
            };
            format!("{how} {what}")
        }
        ExprKind::Change(from, to) => format!(
            "the change from {} to {}, in percent of the first",
            expression(module, from),
            expression(module, to)
        ),
        ExprKind::PartOfDate(part, date) => {
            let part = match part {
                DatePart::Weekday => "weekday",
                DatePart::Month => "month",
                DatePart::Year => "year",
            };
            format!("the {part} of {}", expression(module, date))
        }
        ExprKind::Lookup {
            column,
            fact,
            field: of,
            table: from,
        } => format!(
            "the {} of {} in {}",
            column_name(module, *from, *column),
            field(module, *fact, *of),
            table(module, *from)
        ),
        ExprKind::Data(data, paths) => data_value(module, *data, paths),
        ExprKind::DataCount(data, paths) => {
            format!("the count of {}", data_value(module, *data, paths))
        }
        ExprKind::Document(part) => match part {
            DocumentPart::Date => "the date of its document".to_owned(),
            DocumentPart::Title => "the title of its document".to_owned(),
            DocumentPart::Source => "the source of its document".to_owned(),
        },
    }
}

fn data_value(module: &Module, data: DataId, paths: &[Path]) -> String {
    let paths: Vec<String> = paths
        .iter()
        .map(|path| format!("“{}”", path.written()))
        .collect();
    format!(
        "{} in {}",
        paths.join(" or else "),
        table(module, TableRef::Data(data))
    )
}

fn field(module: &Module, fact: FactId, index: FieldIndex) -> String {
    let Some(fact) = module.facts.get(fact.0 as usize) else {
        return String::new();
    };
    let field = fact.fields.get(index).map_or("", |field| &field.name);
    match &fact.name {
        Some(name) => format!("`{name}.{field}`"),
        None => format!("`{field}`"),
    }
}

fn table(module: &Module, of: TableRef) -> String {
    match of {
        TableRef::Vocabulary(id) => module
            .vocabularies
            .get(id.0 as usize)
            .map_or_else(String::new, |vocabulary| format!("`{}`", vocabulary.name)),
        TableRef::Data(id) => module
            .data
            .get(id.0 as usize)
            .map_or_else(String::new, |data| data.file.to_string()),
    }
}

fn column_name(module: &Module, of: TableRef, column: Option<usize>) -> &str {
    let columns = match of {
        TableRef::Vocabulary(id) => module
            .vocabularies
            .get(id.0 as usize)
            .map(|vocabulary| &vocabulary.columns),
        TableRef::Data(id) => module.data.get(id.0 as usize).map(|data| &data.columns),
    };
    columns
        .and_then(|columns| columns.get(column?))
        .map_or("value", AsRef::as_ref)
}

/// The qualifiers, each after a comma.
fn clauses(check: &Check, of: &Qualifiers) -> String {
    let mut clauses = Vec::new();
    if !of.keys.is_empty() {
        let keys = of
            .keys
            .iter()
            .map(|key| format!("`{}`", key.name))
            .collect();
        let order = if of.any_order { " in any order" } else { "" };
        let verb = if of.keys.len() == 1 { "is" } else { "are" };
        let keys = series(keys, "and");
        clauses.push(format!("where {keys} {verb} the same{order}"));
    }
    clauses.extend(of.scope.map(scope));
    clauses.extend(of.tolerance.map(tolerance));
    if of.exactly {
        clauses.push("exactly".to_owned());
    }
    if has_a_winner(check, of) {
        clauses.push(match of.choice.unwrap_or(Winner::Majority) {
            Winner::Majority => "and the one that most documents have is right".to_owned(),
            Winner::FirstUse => "and the one that comes first is right".to_owned(),
        });
    }
    if let Some(alike) = of.alike {
        let percent = number(alike * Decimal::ONE_HUNDRED);
        clauses.push(match check {
            Check::Value {
                test: Test::Compare { .. },
                ..
            } => format!("where the smaller is at least {percent}% of the larger"),
            _ => format!("where at least {percent}% of the words are alike"),
        });
    }
    if !of.allowing.is_empty() {
        let allowed = of.allowing.iter().map(|of| allowance(*of).to_owned());
        clauses.push(format!("apart from {}", series(allowed.collect(), "and")));
    }
    clauses
        .into_iter()
        .map(|clause| format!(", {clause}"))
        .collect()
}

/// Whether rows are compared with one another, so that one of them is right.
fn has_a_winner(check: &Check, of: &Qualifiers) -> bool {
    let compared = match check {
        Check::Consistent { .. } | Check::One { .. } => true,
        Check::Value { test, .. } => match test {
            Test::Agree | Test::Verbatim => true,
            Test::Between(..) | Test::OneOf(_) | Test::Compare { .. } => false,
        },
        Check::Write { .. }
        | Check::SpelledAsListed { .. }
        | Check::Mention { .. }
        | Check::Needs { .. } => false,
    };
    compared && of.scope != Some(Scope::AgainstSources)
}

fn scope(of: Scope) -> String {
    match of {
        Scope::InEach(unit) => format!("within each {}", unit.word()),
        Scope::Across => "across the documents of a story".to_owned(),
        Scope::AgainstSources => "compared with the documents that are sources".to_owned(),
    }
}

fn tolerance(of: Within) -> String {
    match of {
        Within::Gap(gap) => format!("give or take {}", number(gap)),
        Within::Share(share) => {
            let percent = number(share * Decimal::ONE_HUNDRED);
            format!("give or take {percent}%")
        }
        Within::Points(points) => format!("give or take {} percentage points", number(points)),
        Within::Days(days) => format!("give or take {} days", number(days)),
    }
}

fn allowance(of: Allowance) -> &'static str {
    match of {
        Allowance::Case => "the case of first letters",
        Allowance::Punctuation => "punctuation",
        Allowance::Fragments => "one being a part of the other",
        Allowance::Ellipsis => "what “…” leaves out",
        Allowance::Brackets => "what stands in [brackets]",
        Allowance::Inflection => "endings of words",
    }
}
