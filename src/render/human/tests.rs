//! The layout of the human report. Every expected text is written from the rules of the layout:
//! the primary place first, true line and column numbers, carets under exactly the label, and
//! never more than a row for a long line.

use super::*;
use crate::render::Format;
use crate::render::sample::Sample;
use crate::source::Span;

#[test]
fn a_finding_shows_every_place_and_where_the_rule_stands() {
    let mut sample = Sample::new();
    let draft = sample.text(
        "draft.md",
        "# Border\n\nThe army has ⟦150,000⟧ troops at the border.\n",
    );
    let agency = sample.text("agency.md", "About ⟦130,000 troops⟧ stand there.\n");
    let finding = sample.finding(
        "draft.md has 150,000 troops; agency.md has 130,000",
        &[(draft[0], "here"), (agency[0], "there")],
    );
    finding.notes = vec!["150,000 is 145,000 to 155,000".to_owned()];
    finding.help = Some("ask the desk\nbefore printing".to_owned());
    finding.url = Some("https://example.org/troop-count".to_owned());
    sample.idle("nato", "“NATO” or “Nato”");
    sample.counts(2, 1234);
    assert_eq!(
        sample.render(Format::Human, Style::default()),
        "\
error[troop-count]: draft.md has 150,000 troops; agency.md has 130,000
  ┌─ draft.md:3:14
  │
3 │ The army has 150,000 troops at the border.
  │              ^^^^^^^ here
  │
  ┌─ agency.md:1:7
  │
1 │ About 130,000 troops stand there.
  │       -------------- there
  │
  = note: 150,000 is 145,000 to 155,000
  = help: ask the desk before printing
  = rule: rules/news.toml:3
  = see: https://example.org/troop-count

idle: nato (rules/news.toml:3) had nothing to look at: “NATO” or “Nato”
found 1 error; 2 documents read, 1,234 facts
"
    );
}

#[test]
fn the_last_line_counts() {
    let mut sample = Sample::new();
    sample.counts(1, 1);
    assert_eq!(
        sample.render(Format::Human, Style::default()),
        "no findings; 1 document read, 1 fact\n"
    );
    sample.report.statistics.binary = 2;
    assert_eq!(
        sample.render(Format::Human, Style::default()),
        "no findings; 1 document read, 1 fact; 2 binary files left out\n"
    );
    sample.report.statistics.binary = 0;
    let place = sample.text("a.md", "⟦x⟧")[0];
    for severity in [
        Severity::Note,
        Severity::Error,
        Severity::Warning,
        Severity::Error,
    ] {
        sample.finding("m", &[(place, "")]).severity = severity;
    }
    sample.report.problems = vec![Diagnostic::warning("w"), Diagnostic::error("e")];
    sample.counts(41, 1_234_567);
    let text = sample.render(Format::Human, Style::default());
    assert_eq!(
        text.lines().last().unwrap(),
        "found 2 errors, 1 warning, 1 note; 41 documents read, 1,234,567 facts; \
         the inputs have 1 error, 1 warning"
    );
}

#[test]
fn a_problem_is_drawn_in_its_rule_file() {
    let mut sample = Sample::new();
    let place = sample.text(
        "house.toml",
        "desk = 1\nrule = '''⟦trops⟧.n must agree'''\n",
    )[0];
    sample.report.problems = vec![
        Diagnostic::error("no fact `trops`")
            .at(place, "not a fact of this rule")
            .note("facts are seen only in their own rule")
            .help("did you mean `troops`?"),
        Diagnostic::error("cannot read `b.md`").note("it is not UTF-8"),
    ];
    assert_eq!(
        sample.render_problems(Format::Human, Style::default()),
        "\
error: no fact `trops`
  ┌─ house.toml:2:11
  │
2 │ rule = '''trops.n must agree'''
  │           ^^^^^ not a fact of this rule
  │
  = note: facts are seen only in their own rule
  = help: did you mean `troops`?

error: cannot read `b.md`
 = note: it is not UTF-8

"
    );
}

#[test]
fn a_long_line_is_cut_to_a_window_between_words() {
    let mut sample = Sample::new();
    let filler = "Filler text goes on and on. ".repeat(40);
    let text = format!("{filler}By March the army had ⟦150,000⟧ troops at the border. {filler}");
    let place = sample.text("draft.md", &text)[0];
    sample.finding("too many", &[(place, "here")]);
    // 40 fillers of 28 characters and 22 more stand before the label. Of 60 columns, 4 go to
    // the gutter, 4 to the ends and 7 to the label, which leaves 22 on the left, as many as
    // `By March the army had ` takes, and 23 on the right.
    assert_eq!(
        sample.pictures(60),
        "\
error[troop-count]: too many
  ┌─ draft.md:1:1143
  │
1 │ … By March the army had 150,000 troops at the border. …
  │                         ^^^^^^^ here
  │

"
    );
}

#[test]
fn labels_far_apart_in_one_line_have_a_row_each() {
    let mut sample = Sample::new();
    let filler = "Filler text goes on and on. ".repeat(10);
    let text = format!("We count ⟦130,000 men⟧. {filler}Later ⟦131,000 men⟧ are counted. {filler}");
    let places = sample.text("draft.md", &text);
    sample.finding("two counts", &[(places[1], "later"), (places[0], "first")]);
    assert_eq!(
        sample.pictures(60),
        "\
error[troop-count]: two counts
  ┌─ draft.md:1:309
  │
1 │ We count 130,000 men. Filler text goes on and on. …
  │          ----------- first
  ·
1 │ … on and on. Later 131,000 men are counted. Filler …
  │                    ^^^^^^^^^^^ later
  │

"
    );
}

#[test]
fn labels_near_each_other_share_a_window() {
    let mut sample = Sample::new();
    let filler = "Filler text goes on and on. ".repeat(10);
    let text = format!("{filler}Of ⟦60⟧ ships ⟦40⟧ sailed and ⟦30⟧ stayed. {filler}");
    let places = sample.text("draft.md", &text);
    let labels = [
        (places[0], "the whole"),
        (places[1], "one part"),
        (places[2], "the other"),
    ];
    sample.finding("40 and 30 are not 60", &labels);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: 40 and 30 are not 60
  ┌─ draft.md:1:284
  │
1 │ … goes on and on. Of 60 ships 40 sailed and 30 stayed. Filler text goes on …
  │                      ^^       --            -- the other
  │                      │        │
  │                      │        one part
  │                      the whole
  │

"
    );
}

#[test]
fn a_label_longer_than_a_row_keeps_its_head_and_its_tail() {
    let mut sample = Sample::new();
    let quotation = format!("“We {}never yield”", "shall never, ".repeat(20));
    let text =
        format!("The minister said so on Monday: ⟦{quotation}⟧, and then she left the room.");
    let place = sample.text("draft.md", &text)[0];
    sample.finding("not what she said", &[(place, "differs")]);
    // Of 60 columns, 4 go to the gutter and 4 to the ends; 8 are for each side, of which the
    // right one needs 5; the head and the tail have 18 each.
    assert_eq!(
        sample.pictures(60),
        "\
error[troop-count]: not what she said
  ┌─ draft.md:1:33
  │
1 │ … Monday: “We shall never, … never yield”, and …
  │           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ differs
  │

"
    );
}

#[test]
fn a_label_over_two_lines_is_marked_in_both() {
    let mut sample = Sample::new();
    let text = "The army has ⟦150,000\ntroops⟧ at the border.\n";
    let place = sample.text("draft.md", text)[0];
    sample.finding("too many", &[(place, "here")]);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: too many
  ┌─ draft.md:1:14
  │
1 │ The army has 150,000
  │              ^^^^^^^
2 │ troops at the border.
  │ ^^^^^^ here
  │

"
    );
}

#[test]
fn a_quotation_over_paragraphs_shows_the_blank_line_between() {
    let mut sample = Sample::new();
    let place = sample.text("draft.md", "⟦“We stay.\n\n“And we fight.”⟧\n")[0];
    sample.finding("differs", &[(place, "here")]);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: differs
  ┌─ draft.md:1:1
  │
1 │ “We stay.
  │ ^^^^^^^^^
2 │
3 │ “And we fight.”
  │ ^^^^^^^^^^^^^^^ here
  │

"
    );
}

#[test]
fn a_label_over_many_lines_is_shown_by_its_ends() {
    let mut sample = Sample::new();
    let place = sample.text("draft.md", "one ⟦two\n3\n4\n5\n6\nseven⟧ eight\n")[0];
    sample.finding("too long", &[(place, "all this")]);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: too long
  ┌─ draft.md:1:5
  │
1 │ one two
  │     ^^^
  ·
6 │ seven eight
  │ ^^^^^ all this
  │

"
    );
}

#[test]
fn a_single_line_between_two_labels_is_shown_and_more_are_not() {
    let mut sample = Sample::new();
    let places = sample.text("draft.md", "⟦60⟧\nbetween\n⟦40⟧\nthere\nare\n⟦30⟧\n");
    let labels = [(places[0], "a"), (places[1], "b"), (places[2], "c")];
    sample.finding("sum", &labels);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: sum
  ┌─ draft.md:1:1
  │
1 │ 60
  │ ^^ a
2 │ between
3 │ 40
  │ -- b
  ·
6 │ 30
  │ -- c
  │

"
    );
}

#[test]
fn carets_stand_under_their_text_after_tabs_and_wide_characters() {
    let mut sample = Sample::new();
    for (name, text) in [
        ("tab.md", "\ta\t⟦7⟧ men"),
        ("cjk.md", "军队有⟦十五万⟧人"),
        ("mark.md", "cafe\u{301}s: ⟦7⟧"),
        ("flag.md", "🇺🇦 ⟦7⟧"),
        ("family.md", "👩\u{200d}👩\u{200d}👧 ⟦7⟧"),
        ("heart.md", "❤\u{fe0f} ⟦7⟧"),
    ] {
        let place = sample.text(name, text)[0];
        sample.finding("m", &[(place, "x")]);
    }
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: m
  ┌─ tab.md:1:4
  │
1 │     a   7 men
  │         ^ x
  │

error[troop-count]: m
  ┌─ cjk.md:1:4
  │
1 │ 军队有十五万人
  │       ^^^^^^ x
  │

error[troop-count]: m
  ┌─ mark.md:1:9
  │
1 │ cafe\u{301}s: 7
  │        ^ x
  │

error[troop-count]: m
  ┌─ flag.md:1:4
  │
1 │ 🇺🇦 7
  │    ^ x
  │

error[troop-count]: m
  ┌─ family.md:1:7
  │
1 │ 👩👩👧 7
  │        ^ x
  │

error[troop-count]: m
  ┌─ heart.md:1:4
  │
1 │ ❤ 7
  │   ^ x
  │

"
    );
}

#[test]
fn a_label_on_a_combining_mark_points_at_its_letter() {
    let mut sample = Sample::new();
    let place = sample.text("a.md", "caf e⟦\u{301}⟧s")[0];
    sample.finding("m", &[(place, "accent")]);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: m
  ┌─ a.md:1:5
  │
1 │ caf e\u{301}s
  │     ^ accent
  │

"
    );
}

#[test]
fn a_paragraph_without_spaces_is_cut_between_characters() {
    let mut sample = Sample::new();
    let text = format!("{}有⟦十五万⟧人{}", "字".repeat(300), "文".repeat(300));
    let place = sample.text("cjk.md", &text)[0];
    sample.finding("m", &[(place, "x")]);
    // 40 columns less 4, 4 and the label's 6 leave 26: six characters on each side are 24,
    // and the two columns that are left hold one more on the right.
    assert_eq!(
        sample.pictures(40),
        "\
error[troop-count]: m
  ┌─ cjk.md:1:302
  │
1 │ … 字字字字字有十五万人文文文文文文 …
  │               ^^^^^^ x
  │

"
    );
}

#[test]
fn characters_that_act_on_a_terminal_are_pictured() {
    let mut sample = Sample::new();
    let text = "\u{1b}[31mred \u{202e}⟦150,000⟧\u{202c} zero\u{200b}width \u{7}\0";
    let place = sample.text("a\u{1b}]0;b\u{202e}.md", text)[0];
    let finding = sample.finding(
        "\u{1b}[2J \u{2066}x",
        &[(place, "\u{1b}[0m\u{202e}here\nnow")],
    );
    finding.rule = "r\u{1b}".into();
    finding.notes = vec!["a\u{9b}b".to_owned()];
    finding.help = Some("a\r::error::b".to_owned());
    assert_eq!(
        sample.pictures(80),
        "\
error[r␛]: ␛[2J \u{fffd}x
  ┌─ a␛]0;b\u{fffd}.md:1:11
  │
1 │ ␛[31mred \u{fffd}150,000\u{fffd} zero·width ␇␀
  │           ^^^^^^^ ␛[0m\u{fffd}here now
  │
  = note: a\u{fffd}b
  = help: a ::error::b

"
    );
}

#[test]
fn lines_end_as_they_end_in_the_text() {
    let mut sample = Sample::new();
    let places = sample.text("a.md", "one\r\n⟦two⟧\r\n\rthree ⟦four\r\n⟧five");
    sample.finding("m", &[(places[0], "x"), (places[1], "y")]);
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: m
  ┌─ a.md:2:1
  │
2 │ two
  │ ^^^ x
3 │
4 │ three four
  │       ---- y
  │

"
    );
}

#[test]
fn a_label_at_the_end_or_past_it_still_has_a_caret() {
    let mut sample = Sample::new();
    let file = sample.plain("a.md", "one\ntwo");
    let lined = sample.plain("b.md", "one\n");
    let empty = sample.plain("c.md", "");
    for place in [
        Place::new(file, Span::new(7, 7)),
        Place::new(file, Span::new(6, 900)),
        Place::new(lined, Span::new(4, 4)),
        Place::new(lined, Span::new(3, 4)),
        Place::new(empty, Span::new(0, 0)),
    ] {
        sample.finding("m", &[(place, "x")]);
    }
    assert_eq!(
        sample.pictures(80),
        "\
error[troop-count]: m
  ┌─ a.md:2:4
  │
2 │ two
  │    ^ x
  │

error[troop-count]: m
  ┌─ a.md:2:3
  │
2 │ two
  │   ^ x
  │

error[troop-count]: m
  ┌─ b.md:2:1
  │
2 │
  │ ^ x
  │

error[troop-count]: m
  ┌─ b.md:1:4
  │
1 │ one
  │    ^ x
  │

error[troop-count]: m
  ┌─ c.md:1:1
  │
1 │
  │ ^ x
  │

"
    );
}

#[test]
fn a_label_inside_a_long_one_has_its_own_row() {
    let mut sample = Sample::new();
    let words = "word ".repeat(40);
    let places = sample.text("a.md", &format!("⟦{words}the ⟦number⟧ is {words}end⟧"));
    let (number, whole) = (places[0], places[1]);
    sample.finding("m", &[(number, "this"), (whole, "in this")]);
    assert_eq!(
        sample.pictures(60),
        "\
error[troop-count]: m
  ┌─ a.md:1:205
  │
1 │ word word word word word … word word word word end
  │ -------------------------------------------------- in this
  ·
1 │ … word word word the number is word word word word …
  │   -------------------^^^^^^-----------------------
  │                      │
  │                      this
  │

"
    );
}

#[test]
fn places_beyond_the_ninth_are_named() {
    let mut sample = Sample::new();
    let marked: String = (0..20).map(|_| "⟦7⟧\n").collect();
    let places = sample.text("a.md", &marked);
    let labels: Vec<(Place, &str)> = places.iter().map(|place| (*place, "")).collect();
    sample.finding("m", &labels);
    let text = sample.pictures(80);
    assert_eq!(text.lines().filter(|line| line.ends_with("│ 7")).count(), 9);
    let also = "= also: a.md:10:1, a.md:11:1, a.md:12:1, a.md:13:1, a.md:14:1, a.md:15:1, \
                a.md:16:1, a.md:17:1 and 3 more places\n";
    assert!(text.contains(also), "{text}");
}

#[test]
fn color_adds_nothing_but_escape_sequences() {
    let mut sample = Sample::new();
    let place = sample.text("a.md", "the ⟦150,000⟧")[0];
    sample.finding("m", &[(place, "x")]);
    sample.idle("nato", "NATO");
    let style = Style {
        width: 80,
        color: true,
        summary: true,
    };
    let colored = sample.render(Format::Human, style);
    let plain = sample.render(
        Format::Human,
        Style {
            color: false,
            ..style
        },
    );
    assert!(colored.starts_with("\u{1b}[1m\u{1b}[91merror[troop-count]\u{1b}[0m\u{1b}[1m: m"));
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}
