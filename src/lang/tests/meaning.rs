//! What rule texts mean.

use super::{declarations, read, rule};
use crate::document::{Unit, Zone};
use crate::lang::resolve;
use crate::lang::typed::{
    Allowance, BlankKind, Check, Comparator, ConditionKind, ExprKind, ExprType, Fact, FieldType,
    IgnoreKind, Limit, Module, Operator, Order, Pattern, Piece, Quantifier, Scope, SomeOrEvery,
    TableRef, Test, VocabularyId, Winner, Within,
};
use crate::value::{Decimal, Figure, Type, Value};

#[test]
fn rule_texts_that_hold_are_read_without_a_word() {
    for case in include_str!("valid.txt").split("\n=== ").skip(1) {
        let (title, text) = case.split_once('\n').unwrap();
        let (module, problems) = read(text);
        assert_eq!(problems, [], "{title}");
        let rules = text.matches("\nrule").count() + usize::from(text.starts_with("rule"));
        assert_eq!(module.rules.len(), rules, "{title}");
    }
}

fn fact<'m>(module: &'m Module, name: &str) -> &'m Fact {
    let mut facts = module.facts.iter();
    facts
        .find(|fact| fact.name.as_deref() == Some(name))
        .unwrap()
}

fn types(fact: &Fact) -> Vec<(&str, FieldType)> {
    fact.fields
        .iter()
        .map(|field| (field.name.as_ref(), field.ty))
        .collect()
}

#[test]
fn a_field_has_the_type_of_its_blank() {
    let (module, _) = rule(
        "fact a: <n: number> <who: any of people> <v: (\"x\" or \"y\" \"z\")> <q: quote>.
         a.n must agree across documents",
    );
    let expected = [
        ("n", FieldType::Basic(Type::Number)),
        ("who", FieldType::Entry(VocabularyId(0))),
        ("v", FieldType::Text),
        ("q", FieldType::Basic(Type::Quote)),
    ];
    assert_eq!(types(fact(&module, "a")), expected);
}

#[test]
fn a_let_as_a_type_gives_the_value_of_what_it_matched() {
    let (module, _) = rule(
        "let leader be any of people or people:\"Joe Biden\".
         let sum be <money> or <money at least \"$5\">.
         let thing be \"car\" or \"bus\".
         let amount be <money> or <number>.
         let chief be leader.
         fact a: <b: leader> <c: sum> <d: thing> <e: amount> <f: chief> <g: (maybe \"the\" leader)>.
         a.d must agree across documents",
    );
    let people = FieldType::Entry(VocabularyId(0));
    let expected = [
        ("b", people),
        ("c", FieldType::Basic(Type::Money)),
        ("d", FieldType::Text),
        ("e", FieldType::Text),
        ("f", people),
        ("g", FieldType::Text),
    ];
    assert_eq!(types(fact(&module, "a")), expected);
}

#[test]
fn a_figure_with_a_unit_in_one_alternative_only_has_the_first_type() {
    let (module, _) = rule(
        "fact a: \"x\" <n: measure> or \"y\" <n: number>.
         a.n must agree across documents",
    );
    assert_eq!(
        types(fact(&module, "a")),
        [("n", FieldType::Basic(Type::Measure))]
    );
}

#[test]
fn alternatives_keep_their_order_at_the_top_of_a_pattern() {
    let (module, rule) = rule("write \"a\" not \"b\" or \"c\", \"d\" not \"e\"");
    let Check::Write { mentions, instead } = &rule.check else {
        panic!("{:?}", rule.check);
    };
    let Pattern::Choice(branches) = &module.facts[mentions.0 as usize].pattern else {
        panic!("no choice");
    };
    let words: Vec<&str> = branches
        .iter()
        .map(|branch| match branch {
            Pattern::Words(phrase) => phrase.text.as_ref(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(words, ["b", "c", "e"]);
    assert_eq!(
        instead.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        ["a", "a", "d"]
    );
}

#[test]
fn the_right_words_are_not_found_as_wrong_ones() {
    let exactly = |text: &str| {
        let (module, _) = rule(text);
        match &module.facts[0].pattern {
            Pattern::Words(phrase) => phrase.exactly,
            other => panic!("{other:?}"),
        }
    };
    // In lower case, "github" would find "GitHub" too.
    assert!(exactly("write \"GitHub\" not \"github\""));
    assert!(!exactly("write \"adviser\" not \"advisor\""));
}

#[test]
fn a_star_ends_the_last_word_and_a_backslash_keeps_it() {
    let (module, _) = rule(r#"no document may mention "advis*" or "5 \* 5" or exactly "a \"b\"""#);
    let Pattern::Choice(branches) = &module.facts[0].pattern else {
        panic!("no choice");
    };
    let phrases: Vec<(&str, bool, bool)> = branches
        .iter()
        .map(|branch| match branch {
            Pattern::Words(phrase) => (phrase.text.as_ref(), phrase.prefix, phrase.exactly),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        ("advis", true, false),
        ("5 * 5", false, false),
        ("a \"b\"", false, true),
    ];
    assert_eq!(phrases, expected);
}

#[test]
fn entries_without_a_name_are_kept_in_it() {
    let (module, rule) =
        rule("any of people or places:\"Kyiv\" or people:\"Joe Biden\" must be spelled as listed");
    let Check::SpelledAsListed { mentions } = &rule.check else {
        panic!("{:?}", rule.check);
    };
    // One fact for each vocabulary, in the order of their first alternatives.
    let fields: Vec<_> = mentions
        .iter()
        .map(|fact| types(&module.facts[fact.0 as usize]))
        .collect();
    let it = |vocabulary| vec![("it", FieldType::Entry(VocabularyId(vocabulary)))];
    assert_eq!(fields, [it(0), it(2)]);
}

#[test]
fn an_entry_behind_a_let_is_kept_too() {
    let (module, _) = rule(
        "let leader be any of people.
         leader must be spelled as listed",
    );
    let Pattern::Blank(blank) = &module.facts[0].pattern else {
        panic!("{:?}", module.facts[0].pattern);
    };
    assert_eq!(blank.field, Some(0));
    assert!(matches!(blank.kind, BlankKind::Group(_)));
}

#[test]
fn a_facts_name_stands_for_the_fact_and_other_words_are_a_fact_beside_it() {
    let (module, rule) = rule(
        "fact calls: \"call\" <day: weekday>.
         no document may mention \"chat\" or calls or \"talk\"",
    );
    let Check::Mention { mentions, .. } = &rule.check else {
        panic!("{:?}", rule.check);
    };
    let names: Vec<_> = mentions
        .iter()
        .map(|fact| module.facts[fact.0 as usize].name.as_deref())
        .collect();
    assert_eq!(names, [None, Some("calls")]);
    let Pattern::Choice(words) = &module.facts[mentions[0].0 as usize].pattern else {
        panic!("no choice");
    };
    assert_eq!(words.len(), 2);
}

#[test]
fn a_fact_with_more_conditions_is_another_fact_with_the_same_fields() {
    let (module, rule) = rule(
        "fact calls: \"call\" <day: weekday> not in quotes.
         no document may mention calls in headings",
    );
    let Check::Mention { mentions, .. } = &rule.check else {
        panic!("{:?}", rule.check);
    };
    let [mention] = mentions.as_slice() else {
        panic!("{mentions:?}");
    };
    let copy = &module.facts[mention.0 as usize];
    assert_eq!(copy.name, None);
    assert_eq!(types(copy), types(fact(&module, "calls")));
    let zones: Vec<_> = copy
        .conditions
        .iter()
        .map(|condition| match condition.kind {
            ConditionKind::InZone(zone) => (condition.negated, zone),
            _ => panic!("{:?}", condition.kind),
        })
        .collect();
    assert_eq!(zones, [(true, Zone::Quotes), (false, Zone::Headings)]);
}

#[test]
fn facts_come_after_those_their_conditions_name() {
    let (module, _) = rule(
        "fact a: \"x\" before b.
         fact b: \"y\" after c.
         fact c: \"z\".
         every document that mentions a must mention \"w\"",
    );
    for (index, fact) in module.facts.iter().enumerate() {
        for condition in &fact.conditions {
            let (ConditionKind::Before(needed) | ConditionKind::After(needed)) = &condition.kind
            else {
                panic!("{:?}", condition.kind);
            };
            assert!(needed.iter().all(|needed| (needed.0 as usize) < index));
        }
    }
}

#[test]
fn limits_are_kept_with_their_values() {
    let (module, _) = rule(
        "fact a: <n: number between 10 and 1.5 million except \"2022\"> <q: name at least 2 words> <w: any of people in short>.
         a.n must agree across documents",
    );
    let Pattern::Sequence(parts) = &fact(&module, "a").pattern else {
        panic!("no sequence");
    };
    let limits: Vec<_> = parts
        .iter()
        .map(|part| match part {
            Pattern::Blank(blank) => blank.limits.as_slice(),
            other => panic!("{other:?}"),
        })
        .collect();
    let number = |number: u32| Value::Number(Figure::exact(Decimal::from(number)));
    assert!(matches!(
        limits[0],
        [Limit::AtLeast(low), Limit::AtMost(high), Limit::Except(words)]
            if *low == number(10) && *high == number(1_500_000) && words[0].text.as_ref() == "2022"
    ));
    assert_eq!(limits[1], [Limit::AtLeastWords(2)]);
    assert_eq!(limits[2], [Limit::InShort]);
}

#[test]
fn qualifiers_stand_in_any_order_with_or_without_commas() {
    for text in [
        "a.n must agree across documents for the same x and y in any order within 10% by first use",
        "a.n must agree by first use, within 10%, for the same x, y in any order, across documents",
    ] {
        let (module, rule) = rule(&format!("fact a: <n: number> <x: word> <y: word>. {text}"));
        let Check::Value {
            test: Test::Agree,
            qualifiers,
            ..
        } = &rule.check
        else {
            panic!("{:?}", rule.check);
        };
        assert_eq!(qualifiers.scope, Some(Scope::Across));
        assert_eq!(
            qualifiers.tolerance,
            Some(Within::Share(Decimal::new(10, 2)))
        );
        assert_eq!(qualifiers.choice, Some(Winner::FirstUse));
        assert!(qualifiers.any_order);
        let keys: Vec<_> = qualifiers
            .keys
            .iter()
            .map(|key| (key.name.as_ref(), key.fields.as_slice()))
            .collect();
        let id = rule.facts()[0];
        assert_eq!(module.facts[id.0 as usize].name.as_deref(), Some("a"));
        assert_eq!(
            keys,
            [("x", [(id, 1)].as_slice()), ("y", [(id, 2)].as_slice())]
        );
    }
}

#[test]
fn tolerances_are_gaps_shares_points_or_days() {
    let tolerance = |text: &str| {
        let (_, rule) = rule(&format!(
            "fact a: <n: number> <p: percent> <d: date>. {text}"
        ));
        rule.check.qualifiers().unwrap().tolerance
    };
    let five_thousand = Within::Gap(Decimal::from(5_000));
    assert_eq!(
        tolerance("a.n must agree across documents within 5,000"),
        Some(five_thousand)
    );
    let half = Decimal::new(5, 1);
    assert_eq!(
        tolerance("a.p must agree across documents within 0.5 points"),
        Some(Within::Points(half))
    );
    let two = Within::Days(Decimal::from(2));
    assert_eq!(
        tolerance("a.d must agree across documents within 2 days"),
        Some(two)
    );
    assert_eq!(tolerance("a.d must agree across documents"), None);
}

#[test]
fn quotations_say_how_alike_and_what_may_differ() {
    let (_, rule) = rule(
        "fact said: <q: quote>.
         said.q must be verbatim across documents when 75% alike allowing case, ellipsis and brackets",
    );
    let qualifiers = rule.check.qualifiers().unwrap();
    assert_eq!(qualifiers.alike, Some(Decimal::new(75, 2)));
    let expected = [Allowance::Case, Allowance::Ellipsis, Allowance::Brackets];
    assert_eq!(qualifiers.allowing, expected);
}

#[test]
fn arithmetic_goes_from_left_to_right_with_signs_by_rank() {
    let (_, rule) = rule("fact a: <n: number> <m: number>. a.n must equal a.n - a.m - a.m * 2");
    let Check::Value {
        test: Test::Compare { with, .. },
        ..
    } = &rule.check
    else {
        panic!("{:?}", rule.check);
    };
    let ExprKind::Binary(Operator::Minus, left, right) = &with.kind else {
        panic!("{with:?}");
    };
    assert!(matches!(left.kind, ExprKind::Binary(Operator::Minus, ..)));
    assert!(matches!(right.kind, ExprKind::Binary(Operator::Times, ..)));
}

#[test]
fn a_value_in_quotation_marks_is_read_as_what_it_is_compared_with() {
    let (_, rule) = rule(
        "fact a: <who: any of people>.
         a.who must not equal \"Zelensky\"",
    );
    let Check::Value {
        test: Test::Compare {
            comparator, with, ..
        },
        ..
    } = &rule.check
    else {
        panic!("{:?}", rule.check);
    };
    assert_eq!(*comparator, Comparator::NotEqual);
    assert_eq!(with.ty, ExprType::Entry(VocabularyId(0)));
    // The first entry of `people`, in its second form.
    assert!(
        matches!(&with.kind, ExprKind::Literal(Value::Entry(entry)) if (entry.entry, entry.form) == (0, 1))
    );
}

#[test]
fn a_lookup_names_its_column_and_its_table() {
    let (_, rule) = rule(
        "fact a: <who: any of people> <title: any of roles>.
         a.title must equal role of a.who in people",
    );
    let Check::Value {
        test: Test::Compare { with, .. },
        ..
    } = &rule.check
    else {
        panic!("{:?}", rule.check);
    };
    assert_eq!(with.ty, ExprType::Cell);
    let ExprKind::Lookup {
        column,
        field,
        table,
        ..
    } = &with.kind
    else {
        panic!("{with:?}");
    };
    let people = TableRef::Vocabulary(VocabularyId(0));
    assert_eq!((*column, *field, *table), (Some(0), 0, people));
}

#[test]
fn the_forms_of_mention_and_order() {
    let (_, at_most) = rule("at most 3 paragraphs may mention \"x\" in each section");
    assert!(matches!(
        at_most.check,
        Check::Mention {
            quantifier: Quantifier::AtMost(3),
            unit: Unit::Paragraph,
            among: None,
            ..
        }
    ));
    let scope = at_most.check.qualifiers().unwrap().scope;
    assert_eq!(scope, Some(Scope::InEach(Unit::Section)));
    let (_, needs) = rule(
        "fact a: <x: word> \"y\".
         each a.x needs a matching a.x in the same document",
    );
    assert!(matches!(
        needs.check,
        Check::Needs {
            order: Order::Matching,
            ..
        }
    ));
    let (_, some) = rule(
        "fact a: <x: number> \"y\". fact b: <x: number> \"z\".
         a.x must come before every b.x in each document"
            .replace("come before", "be at most")
            .as_str(),
    );
    assert!(matches!(
        some.check,
        Check::Value {
            test: Test::Compare {
                every: Some(SomeOrEvery::Every),
                ..
            },
            ..
        }
    ));
}

#[test]
fn messages_are_words_and_blanks() {
    let (module, problems) = read(
        "rule:\nfact a: <n: number> \"x\". a.n must agree across documents\nmessage: {n} {{not {other.n}}}, {found}{ expected }",
    );
    assert_eq!(problems, []);
    let expected = [
        Piece::Field(0),
        Piece::Text(" {not ".into()),
        Piece::Other(0),
        Piece::Text("}, ".into()),
        Piece::Found,
        Piece::Expected,
    ];
    assert_eq!(module.rules[0].message.pieces, expected);
}

#[test]
fn what_is_ignored_is_ignored_for_the_file() {
    let (module, problems) = read(
        "define:\nignore everything after \"x\". ignore repeated lines. ignore lines with \"y\".\nrule:\nno document may mention \"z\"\nmessage: x",
    );
    assert_eq!(problems, []);
    assert!(matches!(
        module
            .ignores
            .iter()
            .map(|ignore| &ignore.kind)
            .collect::<Vec<_>>()
            .as_slice(),
        [
            IgnoreKind::After(_),
            IgnoreKind::Repeated(Unit::Line),
            IgnoreKind::With(Unit::Line, _)
        ]
    ));
}

#[test]
fn a_rule_with_an_error_is_left_out_and_the_others_stay() {
    let (module, problems) = read(
        "define:\nfact good: \"x\" <n: number>. fact bad: \"x\" <n: numbr>.\nrule:\nbad.n must agree across documents\nmessage: x\nrule:\ngood.n must agree across documents\nmessage: {n}\nrule:\nfact y: \"y\". y.z must agree across documents\nmessage: x",
    );
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["there is no type `numbr`", "`y` has no field `z`"]
    );
    let ids: Vec<&str> = module.rules.iter().map(|rule| rule.id.as_ref()).collect();
    assert_eq!(ids, ["rule-2"]);
    // The facts of a rule that is left out are left out with it.
    assert_eq!(module.facts.len(), 1);
}

#[test]
fn a_rule_that_needs_an_unreadable_table_is_left_out_without_a_second_error() {
    let (module, problems) = read("rule:\nany of unreadable must be spelled as listed\nmessage: x");
    assert_eq!(problems, []);
    assert_eq!(module.rules.len(), 0);
}

#[test]
fn rules_of_one_id_and_tables_of_one_name_are_reported_at_the_second() {
    let text = "rule:\nno document may mention \"x\"\nmessage: x\nrule:\nno document may mention \"y\"\nmessage: x";
    let mut file = declarations(text);
    file.rules[1].id.value = "rule-1".into();
    let mut twin = file.data[0].as_ref().clone();
    twin.name = "people".into();
    file.data.push(twin.into());
    let (module, problems) = resolve(&file);
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "the table `people` is defined twice",
            "the rule `rule-1` is defined twice"
        ]
    );
    assert_eq!(problems[1].labels[0].place, file.rules[1].id.place);
    assert_eq!(module.rules.len(), 1);
}

#[test]
fn the_date_of_documents_is_a_fact_with_one_date() {
    let (module, problems) = read(
        "date_from: \"Published\" <d: date>\nrule:\nno document may mention \"x\"\nmessage: x",
    );
    assert_eq!(problems, []);
    let date = &module.facts[module.documents.date_from.unwrap().0 as usize];
    assert_eq!(types(date), [("d", FieldType::Basic(Type::Date))]);
}
