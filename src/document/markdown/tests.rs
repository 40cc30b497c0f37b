mod degenerate;
mod mdx;

use super::super::Zone;
use super::*;

/// A page with what was read from it.
struct Page {
    source: String,
    document: Document,
}

fn page(source: &str) -> Page {
    Page {
        source: source.to_owned(),
        document: read(source),
    }
}

impl Page {
    fn text(&self) -> &str {
        self.document.transcript.text(&self.source)
    }

    fn words(&self, spans: &[Span]) -> Vec<&str> {
        spans
            .iter()
            .map(|span| &self.text()[span.range()])
            .collect()
    }

    fn paragraphs(&self) -> Vec<&str> {
        self.words(&self.document.layout.paragraphs)
    }

    fn zone(&self, zone: Zone) -> Vec<&str> {
        self.words(&self.document.layout.zones[zone as usize])
    }

    fn headings(&self) -> Vec<(u8, &str)> {
        let sections = self.document.layout.sections.iter();
        sections
            .map(|section| (section.level, &self.text()[section.heading.range()]))
            .collect()
    }

    fn title(&self) -> Option<&str> {
        let title = self.document.layout.title?;
        Some(&self.text()[title.range()])
    }

    /// The bytes in the source where the first such words of the text stand.
    #[track_caller]
    fn place(&self, words: &str) -> &str {
        let start = self.text().find(words).expect("the words are in the text") as u32;
        let span = Span::new(start, start + words.len() as u32);
        &self.source[self.document.transcript.source_span(span).range()]
    }

    fn metadata(&self) -> Vec<(&str, &str, &str)> {
        let entries = self.document.metadata.entries.iter();
        entries
            .map(|entry| {
                let place = &self.source[entry.span.range()];
                (entry.key.as_str(), entry.value.as_str(), place)
            })
            .collect()
    }
}

#[test]
fn an_empty_page_has_an_empty_layout() {
    for source in [
        "",
        " \n\n",
        "\u{FEFF}",
        "<!-- nothing -->",
        "---\n---\n",
        "[a]: b",
    ] {
        let page = page(source);
        assert!(page.document.layout.paragraphs.is_empty(), "{source:?}");
        assert!(page.document.layout.sections.is_empty(), "{source:?}");
        assert_eq!(page.title(), None);
    }
}

#[test]
fn markup_is_no_word_and_words_know_their_bytes() {
    for (source, text, words, place) in [
        ("The **14** ships", "The 14 ships", "14 ships", "14** ships"),
        ("5**0** ships", "50 ships", "50", "5**0"),
        ("*14* of _20_", "14 of 20", "14", "14"),
        ("ca\\. 14\\*", "ca. 14*", "ca.", "ca\\."),
        ("Smith &amp; Sons", "Smith & Sons", "& Sons", "&amp; Sons"),
        ("14&nbsp;ships", "14\u{A0}ships", "14\u{A0}", "14&nbsp;"),
        ("<b>14</b> ships", "14 ships", "14 ships", "14</b> ships"),
        ("<b title=\"15\">14</b>", "14", "14", "14"),
        (
            "[14 ships](to/15 \"16\")",
            "14 ships",
            "14 ships",
            "14 ships",
        ),
        (
            "[14][a] ships\n\n[a]: /15",
            "14 ships",
            "14 ships",
            "14][a] ships",
        ),
        (
            "14[^note] ships\n\n[^note]: So.",
            "14 ships\nSo.",
            "14 ships",
            "14[^note] ships",
        ),
        ("14 <!-- not 15 --> ships", "14  ships", "14", "14"),
        ("run `ls -5` now", "run ls -5 now", "ls -5", "ls -5"),
        ("`` `5` ``", "`5`", "`5`", "`5`"),
        ("~~15~~ 14 ships", "14 ships", "14 ships", "14 ships"),
        ("<https://a.org/5>", "https://a.org/5", "a.org/5", "a.org/5"),
        ("1 < 2 and a & b", "1 < 2 and a & b", "1 < 2", "1 < 2"),
        (
            "snake_case_5",
            "snake_case_5",
            "snake_case_5",
            "snake_case_5",
        ),
    ] {
        let page = page(source);
        assert_eq!(page.text().trim(), text, "{source}");
        assert_eq!(page.place(words), place, "{source}");
    }
}

#[test]
fn dollars_are_money() {
    for source in [
        "between $5 and $6 million",
        "from $5-$10 to $20",
        "$5, **$6** and $7",
    ] {
        let page = page(source);
        assert_eq!(page.text(), source.replace("**", ""));
    }
}

#[test]
fn single_tildes_do_not_strike_out() {
    assert_eq!(page("some ~8~ km").text(), "some 8 km");
    assert_eq!(page("~5 to ~6 km").text(), "~5 to ~6 km");
}

#[test]
fn lines_of_a_paragraph_are_lines_and_one_sentence() {
    let page = page("The ship\nsank at\\\nnoon  \non Monday.\r\nIt was\n  the first.\n");
    assert_eq!(
        page.text(),
        "The ship\nsank at\u{2028}\nnoon\u{2028}\non Monday.\r\nIt was\nthe first."
    );
    let layout = &page.document.layout;
    assert_eq!(
        page.words(&layout.sentences),
        [
            "The ship\nsank at\u{2028}\nnoon\u{2028}\non Monday.",
            "It was\nthe first."
        ]
    );
    assert_eq!(layout.lines.len(), 6);
}

#[test]
fn tags_in_a_line_part_words_or_join_them() {
    for (source, text) in [
        ("Ann<br>Bob", "Ann\u{2028}Bob"),
        ("Ann<wbr>Bob", "AnnBob"),
        ("Ann<p>Bob", "Ann\u{2028}Bob"),
        ("4 m<sup>2</sup>", "4 m²"),
        ("10<sup>6</sup> ships", "10⁶ ships"),
        ("14 ships<sup>2</sup> sank", "14 ships sank"),
        ("the 14<sup>th</sup> ship", "the 14th ship"),
        ("H<sub>2</sub>O", "H2O"),
        ("<del>15</del> 14 ships", "14 ships"),
        ("<del>15 ships\n\n14 ships", "14 ships"),
        (
            "an <img src=5 alt=\"Anna&amp;Bea\"> icon",
            "an Anna&Bea icon",
        ),
    ] {
        assert_eq!(page(source).text().trim(), text, "{source}");
    }
    let page = page("Run <code>ls *-5*</code> as <a href=\"7\">told</a>, <code>ever.\n\nEnd.");
    assert_eq!(page.zone(Zone::Code), ["ls -5", "ever."]);
    assert_eq!(page.zone(Zone::Links), ["told"]);
}

#[test]
fn a_line_ended_on_purpose_ends_a_sentence_before_a_capital() {
    for source in [
        "Killed: 14  \nInjured: 35",
        "Killed: 14\\\nInjured: 35",
        "Killed: 14<br>\nInjured: 35",
    ] {
        let page = page(source);
        assert_eq!(page.text(), "Killed: 14\u{2028}\nInjured: 35");
        assert_eq!(
            page.words(&page.document.layout.sentences),
            ["Killed: 14", "Injured: 35"]
        );
        assert_eq!(page.document.layout.lines.len(), 2);
    }
}

#[test]
fn headings_make_sections() {
    let page = page("Before.\n\n# Guide #\n\nA.\n\nSetup\n-----\n\nB.\n\n### 2.1 *Ports*\n\nC.\n");
    assert_eq!(
        page.headings(),
        [(0, ""), (1, "Guide"), (2, "Setup"), (3, "Ports")]
    );
    assert_eq!(page.zone(Zone::Headings), ["Guide", "Setup", "2.1 Ports"]);
    assert_eq!(page.title(), Some("Guide"));
}

#[test]
fn attributes_of_a_heading_are_no_words() {
    let page = page("# Guide {#the-guide .big}\n\n## GET /users/{id}\n\n## {5} things {\n");
    let headings: Vec<&str> = page.headings().iter().map(|(_, words)| *words).collect();
    assert_eq!(headings, ["Guide", "GET /users/{id}", "{5} things {"]);
}

#[test]
fn a_heading_in_a_quotation_or_an_item_ends_no_section() {
    let page = page("## Guide\n\nA.\n\n> # Note\n>\n> B.\n\n- # Item\n\nC.\n");
    assert_eq!(page.headings(), [(2, "Guide"), (7, "Note"), (7, "Item")]);
    assert_eq!(page.title(), None);
    let end = page.document.layout.sections[0].span.end as usize;
    assert_eq!(end, page.text().len());
}

#[test]
fn items_are_paragraphs_of_one_list() {
    let page = page("- one\n- two\n\n  still two\n\n  1. inner\n- [x] three\n\nProse.\n\n* four\n");
    assert_eq!(
        page.paragraphs(),
        [
            "one",
            "two",
            "still two",
            "inner",
            "three",
            "Prose.",
            "four"
        ]
    );
    assert_eq!(
        page.zone(Zone::Lists),
        ["one\ntwo\nstill two\ninner\nthree", "four"]
    );
    assert_eq!(page.document.layout.lists.len(), 2);
}

#[test]
fn an_item_may_begin_with_code() {
    let page = page("- one\n\n---\n\n- ```\n  x = 5\n  ```\n  two\n- three\n");
    assert_eq!(page.zone(Zone::Lists), ["one", "two\nthree"]);
    assert_eq!(page.zone(Zone::Code), ["x = 5"]);
}

#[test]
fn quotations_are_in_their_zone_and_alerts_are_not() {
    let page = page("> We go.\n> > At noon.\n>\n> Soon.\n\n> [!NOTE]\n> Not quoted.\n");
    assert_eq!(page.zone(Zone::Quotes), ["We go.\nAt noon.\nSoon."]);
    assert_eq!(
        page.paragraphs(),
        ["We go.", "At noon.", "Soon.", "Not quoted."]
    );
    assert_eq!(page.place("We go.\nAt noon."), "We go.\n> > At noon.");
}

#[test]
fn code_is_in_its_zone_without_its_fence() {
    let page =
        page("Run `ls` or:\n\n```sh 5\nls -l\n\nls -a\n```\n\n    a = 5\n    b = 6\n\nDone.\n");
    assert_eq!(
        page.zone(Zone::Code),
        ["ls", "ls -l\n\nls -a", "a = 5\nb = 6"]
    );
    assert_eq!(page.place("a = 5\nb = 6"), "a = 5\n    b = 6");
    assert_eq!(page.text().matches("5").count(), 1);
}

#[test]
fn links_and_pictures_are_their_words() {
    let page = page("See [the *5* rules](a.md), <b@c.org> and ![A map of 6 ports](7.png \"8\").");
    assert_eq!(page.zone(Zone::Links), ["the 5 rules", "b@c.org"]);
    assert_eq!(page.zone(Zone::Captions), ["A map of 6 ports"]);
    assert!(!page.text().contains(['7', '8']));
}

#[test]
fn notes_are_in_their_zone() {
    let page = page("Text.[^1]\n\n[^1]: First *note*.\n\n    Its end.\n[^b]: Unused.\n");
    assert_eq!(
        page.zone(Zone::Footnotes),
        ["First note.", "Its end.", "Unused."]
    );
}

#[test]
fn tables_have_rows_columns_and_a_header() {
    let page = page(
        "Before.\n\n| Port | Ships |\n|---|--:|\n| A \\| B | **14** |\n| E |\n| C<br>D | `1\\|2` |\n\nAfter.",
    );
    let cells: Vec<_> = page
        .document
        .layout
        .cells_of(0)
        .iter()
        .map(|cell| {
            let words = &page.text()[cell.span.range()];
            (words, cell.row, cell.column, cell.is_header)
        })
        .collect();
    assert_eq!(
        cells,
        [
            ("Port", 0, 0, true),
            ("Ships", 0, 1, true),
            ("A | B", 1, 0, false),
            ("14", 1, 1, false),
            ("E", 2, 0, false),
            ("", 2, 1, false),
            ("C\u{2028}D", 3, 0, false),
            ("1|2", 3, 1, false),
        ]
    );
    assert_eq!(page.document.layout.tables.len(), 1);
    assert_eq!(page.place("14"), "14");
    assert_eq!(page.place("1|2"), "`1\\|2`");
}

#[test]
fn the_words_of_a_block_of_html_are_read() {
    let source =
        "<div class=\"a5\">\n<p>The <b>14</b> ships</p>\n<!-- 6 -->\nsank.\n</div>\n\nAfter.";
    let page = page(source);
    assert_eq!(page.paragraphs(), ["The 14 ships", "sank.", "After."]);
    assert_eq!(page.place("14 ships"), "14</b> ships");
    assert!(!page.text().contains(['5', '6']));
}

#[test]
fn a_table_and_a_heading_of_html_are_a_table_and_a_heading() {
    let page = page(
        "<h1 align=center>Ports</h1>\n\n<table>\n<tr><th>Port</th><th>Ships</th></tr>\n\
         <tr><td>Anna&amp;Bea</td><td>14</td></tr>\n</table>\n",
    );
    assert_eq!(page.title(), Some("Ports"));
    assert_eq!(page.headings(), [(1, "Ports")]);
    assert_eq!(page.zone(Zone::Tables), ["Port | Ships\nAnna&Bea | 14"]);
    let cells: Vec<bool> = page
        .document
        .layout
        .cells
        .iter()
        .map(|cell| cell.is_header)
        .collect();
    assert_eq!(cells, [true, true, false, false]);
    assert_eq!(page.place("Anna&Bea"), "Anna&amp;Bea");
}

#[test]
fn html_in_an_item_is_a_part_of_it() {
    let page = page("- <div>one</div>\n\n  two\n- three\n");
    assert_eq!(page.zone(Zone::Lists), ["one\ntwo\nthree"]);
    let notes = self::page("A.[^1]\n\n[^1]: <div>one</div>\n");
    assert_eq!(notes.zone(Zone::Footnotes), ["one"]);
}

#[test]
fn html_in_a_quotation_is_read_without_the_marks_before_its_lines() {
    let page = page("> <div>\n> 14 ships\n> sank\n> </div>\n");
    assert_eq!(page.zone(Zone::Quotes), ["14 ships\nsank"]);
    assert_eq!(page.place("14 ships\nsank"), "14 ships\n> sank");
}

#[test]
fn front_matter_says_what_the_page_is() {
    let page = page(
        "---\ntitle: \"The *Ann*: é\"\ndate: 2024-02-14  # noon\nAuthors: [Ann Lee, 'Bob Roe']\n\
         description: >-\n  Two lines\n  of it\ndraft: ~\nsite:\n  name: Desk\nlang: en\n---\n\nText.\n",
    );
    assert_eq!(
        page.metadata(),
        [
            ("title", "The *Ann*: é", "The *Ann*: é"),
            ("date", "2024-02-14", "2024-02-14"),
            ("author", "Ann Lee", "Ann Lee"),
            ("author", "Bob Roe", "Bob Roe"),
            ("description", "Two lines of it", "Two lines\n  of it"),
            ("site.name", "Desk", "Desk"),
            ("language", "en", "en"),
        ]
    );
    assert_eq!(
        page.paragraphs(),
        ["The *Ann*: é", "Two lines of it", "Text."]
    );
    assert_eq!(
        page.zone(Zone::Metadata),
        ["The *Ann*: é", "Two lines of it"]
    );
    assert_eq!(page.title(), Some("The *Ann*: é"));
    assert_eq!(page.place("Two lines"), "Two lines\n  of it");
}

#[test]
fn front_matter_may_be_toml() {
    let page = page(
        "+++\ntitle = 'The Ann'\ndate = 2024-02-14\nweight = 5\n[extra]\nlead = \"So\\u0021\"\n+++\n# The Bea\n",
    );
    assert_eq!(
        page.metadata(),
        [
            ("title", "The Ann", "The Ann"),
            ("date", "2024-02-14", "2024-02-14"),
            ("weight", "5", "5"),
            ("extra.lead", "So!", "So\\u0021"),
        ]
    );
    assert_eq!(page.title(), Some("The Bea"));
    assert_eq!(page.zone(Zone::Title), ["The Bea"]);
}

#[test]
fn a_line_of_dashes_is_no_front_matter_by_itself() {
    for source in [
        "---\n\nThe 14 ships.\n\n---\n\nAfter.",
        "---\ntitle: The 14 ships.\n",
        "Before.\n\n---\ntitle: The 14 ships.\n---\n",
        "----\ntitle: The 14 ships.\n----\n",
    ] {
        let page = page(source);
        assert!(page.text().contains("The 14 ships."), "{source:?}");
        assert!(page.metadata().is_empty(), "{source:?}");
    }
}

#[test]
fn front_matter_with_an_error_is_read_up_to_it() {
    let page = page("---\ntitle: The Ann\nbad: [1\nnote: x: y\n---\nText.\n");
    assert_eq!(page.metadata()[0], ("title", "The Ann", "The Ann"));
    assert_eq!(page.paragraphs(), ["The Ann", "Text."]);
}

#[test]
fn a_byte_order_mark_hides_no_front_matter_and_no_heading() {
    let page = page("\u{FEFF}---\ntitle: The Ann\n---\n# The Bea\n");
    assert_eq!(page.metadata()[0].2, "The Ann");
    assert_eq!(page.place("The Bea"), "The Bea");
    assert_eq!(super::read("\u{FEFF}# The Bea").layout.sections[0].level, 1);
}

#[test]
fn braces_and_imports_are_words_of_markdown() {
    let source = "import {a} from b";
    assert_eq!(page(source).text(), source);
}
