//! `VALUE must agree`: every row of a group says the same.

use super::Form;
use super::cell::Tables;
use super::consensus::Agreement;
use super::scene::{Grouping, row_facts};
use super::sink::Sink;
use crate::lang::typed::{Expr, Qualifiers};

pub(super) const FORM: Form = Form {
    name: "must agree",
    about: "All rows of a group say the same. Figures are ranges: the winner is the stretch of \
            the number line that lies in the ranges of most documents, and every row that \
            misses it is reported with the first rows that meet it. Other values are counted: \
            most documents, then most mentions, then the first.",
};

/// Runs the check.
pub(super) fn run<'a>(subject: &Expr, qualifiers: &Qualifiers, sink: &mut Sink<'a>) {
    let Some(fact) = row_facts(subject).first().copied() else {
        return;
    };
    let agreement = Agreement {
        fact,
        says: subject,
        qualifiers,
        grouping: Grouping::new(sink, [fact], qualifiers, |_, _| true),
        tables: Tables::of(sink.context.module),
    };
    agreement.run(sink);
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::super::fixture::{Desk, across, date, figure, in_each, number, text, weekday};
    use super::*;
    use crate::document::Unit;
    use crate::lang::typed::{Check, FactId, FieldType, Key, Piece, Scope, Test, Winner, Within};
    use crate::value::{Currency, Decimal, Figure, Hedge, Type, Value, Weekday};

    fn agree(desk: &Desk, fact: FactId, field: usize, qualifiers: Qualifiers) -> Check {
        Check::Value {
            subject: desk.field(fact, field),
            test: Test::Agree,
            qualifiers,
        }
    }

    /// One document for each figure, all with one fact.
    fn figures(list: &[(&str, &str, Hedge)]) -> (Desk, FactId) {
        let mut desk = Desk::new();
        let fact = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
        for (words, digits, hedge) in list {
            let document = desk.document(&format!("Some say {words} troops."));
            let value = Value::Number(figure(digits, *hedge));
            desk.row(
                fact,
                document,
                &format!("{words} troops"),
                &[(words, value)],
            );
        }
        (desk, fact)
    }

    const FOUR: [(&str, &str, Hedge); 4] = [
        ("well over 130,000", "130,000", Hedge::FarAbove),
        ("roughly 130,000", "130,000", Hedge::Around),
        ("more than 130,000", "130,000", Hedge::Above),
        ("about 130,000", "130,000", Hedge::Around),
    ];

    fn found(list: &[(&str, &str, Hedge)]) -> Vec<String> {
        let (desk, fact) = figures(list);
        desk.findings(agree(&desk, fact, 0, across()))
    }

    #[test]
    fn four_hedges_agree() {
        assert!(found(&FOUR).is_empty());
    }

    #[test]
    fn one_more_that_agrees_or_not() {
        for (words, digits, hedge, agrees) in [
            ("150,000", "150,000", Hedge::Bare, false),
            ("about 100,000", "100,000", Hedge::Around, false),
            ("fewer than 130,000", "130,000", Hedge::Below, false),
            ("130,000", "130,000", Hedge::Bare, true),
            ("131,200", "131,200", Hedge::Bare, true),
            ("at least 100,000", "100,000", Hedge::AtLeast, true),
        ] {
            let mut list = FOUR.to_vec();
            list.push((words, digits, hedge));
            let findings = found(&list);
            if agrees {
                assert!(findings.is_empty(), "{words}: {findings:?}");
            } else {
                // "Well over 130,000" may be 150,000; the next one may not.
                let first = match words {
                    "150,000" => "roughly 130,000",
                    _ => "well over 130,000",
                };
                let expected = format!("e:1 «{words}» {words} | {first} | 4");
                assert_eq!(findings, [expected]);
            }
        }
    }

    #[test]
    fn the_row_that_clashes_is_named() {
        let findings = found(&[
            ("at least 5", "5", Hedge::AtLeast),
            ("5", "5", Hedge::Bare),
            ("at least 900", "900", Hedge::AtLeast),
            ("950", "950", Hedge::Bare),
        ]);
        assert_eq!(findings, ["b:1 «5» 5 | at least 900 | 3"]);
    }

    #[test]
    fn an_exact_count_is_exact() {
        let findings = found(&[("20", "20", Hedge::Bare), ("18", "18", Hedge::Bare)]);
        assert_eq!(findings, ["b:1 «18» 18 | 20 | 1"]);
        let round = [
            ("130,000", "130,000", Hedge::Bare),
            ("140,000", "140,000", Hedge::Bare),
        ];
        assert_eq!(found(&round).len(), 1);
    }

    #[test]
    fn one_document_that_repeats_itself_does_not_outvote_two() {
        let mut desk = Desk::with(["20 dead, 20 dead, 20 dead", "18 dead", "18 dead"]);
        let fact = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
        for (document, digits) in [(0, "20"), (0, "20"), (0, "20"), (1, "18"), (2, "18")] {
            desk.row(
                fact,
                document,
                &format!("{digits} dead"),
                &[(digits, number(digits))],
            );
        }
        let findings = desk.findings(agree(&desk, fact, 0, across()));
        assert_eq!(findings, ["a:1 «20» 20 | 18 | 2"; 3]);
        let first = Qualifiers {
            choice: Some(Winner::FirstUse),
            ..across()
        };
        let findings = desk.findings(agree(&desk, fact, 0, first));
        assert_eq!(findings, ["b:1 «18» 18 | 20 | 1", "c:1 «18» 18 | 20 | 1"]);
    }

    #[test]
    fn a_finding_names_what_the_others_say_and_counts_the_rest() {
        let mut list = vec![("about 130,000", "130,000", Hedge::Around); 5];
        list.push(("150,000", "150,000", Hedge::Bare));
        let (desk, fact) = figures(&list);
        let outcome = desk.run(agree(&desk, fact, 0, across()));
        let [finding] = outcome.findings.as_slice() else {
            panic!("{:?}", outcome.findings)
        };
        let related: Vec<String> = finding
            .related
            .iter()
            .map(|label| format!("{} {}", desk.at(label.place), label.text))
            .collect();
        assert_eq!(
            related,
            [
                "a:1 «about 130,000» taken as 123,500 to 136,500",
                "b:1 «about 130,000» taken as 123,500 to 136,500",
                "c:1 «about 130,000» taken as 123,500 to 136,500",
            ]
        );
        assert_eq!(finding.primary.text, "taken as 145,000 to under 155,000");
        assert_eq!(finding.notes, ["2 more documents agree with these"]);
        assert_eq!(outcome.considered, 6);
    }

    #[test]
    fn a_finding_that_rests_on_the_cut_off_says_so() {
        let list = [
            ("more than 130,000", "130,000", Hedge::Above),
            ("150,000", "150,000", Hedge::Bare),
        ];
        let (mut desk, fact) = figures(&list);
        let outcome = desk.run(agree(&desk, fact, 0, across()));
        let notes = outcome.findings[0].notes.join("\n");
        assert!(notes.contains("without `implicature`"), "{notes}");
        desk.approx.implicature = false;
        assert!(
            desk.run(agree(&desk, fact, 0, across()))
                .findings
                .is_empty()
        );

        let (desk, fact) = figures(&[("20", "20", Hedge::Bare), ("18", "18", Hedge::Bare)]);
        let outcome = desk.run(agree(&desk, fact, 0, across()));
        assert!(outcome.findings[0].notes.is_empty());
    }

    #[test]
    fn a_tolerance_lets_near_figures_agree() {
        let list = [
            ("1,001", "1,001", Hedge::Bare),
            ("1,021", "1,021", Hedge::Bare),
        ];
        let (desk, fact) = figures(&list);
        let within = |share| Qualifiers {
            tolerance: Some(Within::Share(Decimal::new(share, 2))),
            ..across()
        };
        assert!(desk.findings(agree(&desk, fact, 0, within(2))).is_empty());
        assert_eq!(desk.findings(agree(&desk, fact, 0, within(1))).len(), 1);
    }

    #[test]
    fn stories_and_documents_are_kept_apart() {
        let list = [("20", "20", Hedge::Bare), ("18", "18", Hedge::Bare)];
        let (mut desk, fact) = figures(&list);
        assert!(
            desk.findings(agree(&desk, fact, 0, in_each(Unit::Document)))
                .is_empty()
        );
        desk.documents[1].story = 1;
        assert!(desk.findings(agree(&desk, fact, 0, across())).is_empty());
    }

    #[test]
    fn other_money_neither_agrees_nor_clashes() {
        let mut desk = Desk::with(["$20", "20 euros", "$20"]);
        let fact = desk.fact(&[("x", FieldType::Basic(Type::Money))]);
        let money = |code| Value::Money(Figure::exact(20.into()), Currency(code));
        desk.row(fact, 0, "$20", &[("$20", money(*b"USD"))]);
        desk.row(fact, 1, "20 euros", &[("20 euros", money(*b"EUR"))]);
        desk.row(fact, 2, "$20", &[("$20", money(*b"USD"))]);
        let outcome = desk.run(agree(&desk, fact, 0, across()));
        assert!(outcome.findings.is_empty());
        let [skip] = outcome.skips.as_slice() else {
            panic!("{:?}", outcome.skips)
        };
        assert_eq!(desk.at(skip.label.place), "b:1 «20 euros»");
    }

    #[test]
    fn a_month_agrees_with_its_days() {
        let mut desk = Desk::with(["14 March 2019", "March 2019", "14 April 2019"]);
        let fact = desk.fact(&[("d", FieldType::Basic(Type::Date))]);
        for (document, words, value) in [
            (0, "14 March 2019", date(Some(2019), 3, Some(14))),
            (1, "March 2019", date(Some(2019), 3, None)),
            (2, "14 April 2019", date(Some(2019), 4, Some(14))),
        ] {
            desk.row(fact, document, words, &[(words, value)]);
        }
        let check = agree(&desk, fact, 0, across());
        let outcome = desk.run_with(check, vec![Piece::Difference]);
        let messages: Vec<_> = outcome.findings.iter().map(|f| desk.short(f)).collect();
        assert_eq!(messages, ["c:1 «14 April 2019» 31 days"]);
    }

    #[test]
    fn dates_without_any_year_agree_by_month_and_day() {
        let mut desk = Desk::with(["on 14 March", "on 14 March", "on 15 March"]);
        let fact = desk.fact(&[("d", FieldType::Basic(Type::Date))]);
        for (document, day) in [(0, 14), (1, 14), (2, 15)] {
            let words = format!("{day} March");
            desk.row(
                fact,
                document,
                &words,
                &[(&words, date(None, 3, Some(day)))],
            );
        }
        let findings = desk.findings(agree(&desk, fact, 0, across()));
        assert_eq!(findings, ["c:1 «15 March» 15 March | 14 March | 2"]);
    }

    #[test]
    fn weekdays_are_compared_as_days_where_all_documents_have_dates() {
        let mut desk = Desk::with(["on Saturday", "on Saturday"]);
        let fact = desk.fact(&[("day", FieldType::Basic(Type::Weekday))]);
        for document in [0, 1] {
            let saturday = weekday(Weekday::Saturday);
            desk.row(fact, document, "Saturday", &[("Saturday", saturday)]);
        }
        let check = || agree(&desk, fact, 0, across());
        assert!(desk.findings(check()).is_empty());
        let check = check();
        // A week later it is another Saturday.
        desk.dated(0, civil::date(2022, 2, 14));
        assert!(desk.findings(check.clone()).is_empty());
        desk.dated(1, civil::date(2022, 2, 21));
        assert_eq!(desk.findings(check).len(), 1);
    }

    #[test]
    fn a_key_keeps_other_calls_apart() {
        let mut desk = Desk::with([
            "Biden spoke with Putin on Saturday",
            "Putin and Biden, Sunday",
            "Biden and Zelensky, Sunday",
        ]);
        let people = desk.vocabulary(
            &[],
            &[
                ("Biden", &[], &[], &[]),
                ("Putin", &[], &[], &[]),
                ("Zelensky", &[], &[], &[]),
            ],
        );
        let who = FieldType::Entry(people);
        let fact = desk.fact(&[
            ("a", who),
            ("b", who),
            ("day", FieldType::Basic(Type::Weekday)),
        ]);
        for (document, words, a, b, day) in [
            (
                0,
                "Biden spoke with Putin on Saturday",
                "Biden",
                "Putin",
                "Saturday",
            ),
            (1, "Putin and Biden, Sunday", "Putin", "Biden", "Sunday"),
            (
                2,
                "Biden and Zelensky, Sunday",
                "Biden",
                "Zelensky",
                "Sunday",
            ),
        ] {
            let value = if day == "Sunday" {
                Weekday::Sunday
            } else {
                Weekday::Saturday
            };
            let (one, two) = (desk.entry(people, a), desk.entry(people, b));
            desk.row(
                fact,
                document,
                words,
                &[(a, one), (b, two), (day, weekday(value))],
            );
        }
        let key = |name: &str, field| Key {
            name: name.into(),
            fields: vec![(fact, field)],
        };
        let qualifiers = Qualifiers {
            keys: vec![key("a", 0), key("b", 1)],
            any_order: true,
            ..across()
        };
        let findings = desk.findings(agree(&desk, fact, 2, qualifiers.clone()));
        assert_eq!(findings, ["b:1 «Sunday» Sunday | Saturday | 1"]);
        let in_this_order = Qualifiers {
            any_order: false,
            ..qualifiers
        };
        assert!(
            desk.findings(agree(&desk, fact, 2, in_this_order))
                .is_empty()
        );
    }

    #[test]
    fn sources_are_believed_and_never_flagged() {
        let list = [
            ("20", "20", Hedge::Bare),
            ("18", "18", Hedge::Bare),
            ("19", "19", Hedge::Bare),
            ("18", "18", Hedge::Bare),
        ];
        let (mut desk, fact) = figures(&list);
        desk.trusted(2);
        let against = || Qualifiers {
            scope: Some(Scope::AgainstSources),
            ..Qualifiers::default()
        };
        let findings = desk.findings(agree(&desk, fact, 0, against()));
        assert_eq!(
            findings,
            [
                "a:1 «20» 20 | 19 | 1",
                "b:1 «18» 18 | 19 | 1",
                "d:1 «18» 18 | 19 | 1"
            ]
        );
        // One of several sources is enough.
        desk.trusted(1);
        let findings = desk.findings(agree(&desk, fact, 0, against()));
        assert_eq!(findings, ["a:1 «20» 20 | 19 | 2"]);
    }

    #[test]
    fn the_nearest_source_is_named_first_and_sources_that_differ_are_told() {
        let list = [
            ("100", "100", Hedge::Bare),
            ("about 300", "300", Hedge::Around),
            ("at least 900", "900", Hedge::AtLeast),
            ("150", "150", Hedge::Bare),
            ("600", "600", Hedge::Bare),
            ("310", "310", Hedge::Bare),
            ("1,234", "1,234", Hedge::Bare),
        ];
        let (mut desk, fact) = figures(&list);
        for source in [0, 1, 2] {
            desk.trusted(source);
        }
        let qualifiers = Qualifiers {
            scope: Some(Scope::AgainstSources),
            ..Qualifiers::default()
        };
        let outcome = desk.run(agree(&desk, fact, 0, qualifiers));
        let found: Vec<_> = outcome.findings.iter().map(|f| desk.short(f)).collect();
        assert_eq!(
            found,
            ["d:1 «150» 150 | 100 | 3", "e:1 «600» 600 | about 300 | 3"]
        );
        for finding in &outcome.findings {
            assert_eq!(finding.related.len(), 3);
            let told = "the sources do not agree with one another".to_owned();
            assert!(finding.notes.contains(&told), "{:?}", finding.notes);
        }
    }

    #[test]
    fn without_a_source_nothing_can_be_said() {
        let (desk, fact) = figures(&[("20", "20", Hedge::Bare), ("18", "18", Hedge::Bare)]);
        let qualifiers = Qualifiers {
            scope: Some(Scope::AgainstSources),
            ..Qualifiers::default()
        };
        let outcome = desk.run(agree(&desk, fact, 0, qualifiers));
        assert!(outcome.findings.is_empty());
        assert_eq!(outcome.skips.len(), 2);
    }

    #[test]
    fn words_agree_as_words() {
        let mut desk = Desk::with(["in Kyiv", "in Kyiv", "in Lviv"]);
        let fact = desk.fact(&[("place", FieldType::Basic(Type::Name))]);
        for (document, place) in [(0, "Kyiv"), (1, "Kyiv"), (2, "Lviv")] {
            desk.row(fact, document, place, &[(place, text(place))]);
        }
        let findings = desk.findings(agree(&desk, fact, 0, across()));
        assert_eq!(findings, ["c:1 «Lviv» Lviv | Kyiv | 2"]);
    }

    #[test]
    fn comparisons_are_kept_only_for_a_trace() {
        let (mut desk, fact) = figures(&FOUR);
        let outcome = desk.run(agree(&desk, fact, 0, across()));
        assert!(outcome.comparisons.is_empty());
        desk.trace = true;
        let outcome = desk.run(agree(&desk, fact, 0, across()));
        assert_eq!(outcome.comparisons.len(), 4);
        assert!(
            outcome
                .comparisons
                .iter()
                .all(|comparison| comparison.passes)
        );
    }

    #[test]
    fn findings_have_fingerprints_of_their_own_that_do_not_move() {
        let text = "20 dead. 18 dead. 18 dead. 20 dead. 20 dead";
        let print = |text: &str| {
            let mut desk = Desk::with([text]);
            let fact = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
            for digits in ["20", "18", "18", "20", "20"] {
                desk.row(
                    fact,
                    0,
                    &format!("{digits} dead"),
                    &[(digits, number(digits))],
                );
            }
            let outcome = desk.run(agree(&desk, fact, 0, across()));
            let prints: Vec<_> = outcome
                .findings
                .into_iter()
                .map(|f| f.fingerprint)
                .collect();
            prints
        };
        let prints = print(text);
        assert_eq!(prints.len(), 2);
        assert_ne!(prints[0], prints[1]);
        assert_eq!(print(&format!("\n\nMoved. {text}")), prints);
    }
}
