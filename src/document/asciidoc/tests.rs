use crate::document::shown::{metadata, paragraphs, place, zone};
use crate::document::{Format, Zone, invariants};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::shown::check(Format::AsciiDoc, source, expected);
}

#[test]
fn the_header_is_a_title_and_metadata() {
    let source = "// draft\n:port: Odesa\n= Fire in {port}\nJane Doe <jd@x.org>; John Q. Roe\n\
                  v1.2, 2014-02-14: first\n:description: A fire \\\nand 14 boats.\n:toc:\n\nText.";
    check(
        source,
        &[
            "headings+title: Fire in Odesa",
            "metadata: A fire/and 14 boats.",
            ": Text.",
        ],
    );
    assert_eq!(
        metadata(Format::AsciiDoc, source),
        [
            "port: Odesa",
            "author: Jane Doe, John Q. Roe",
            "version: 1.2",
            "date: 2014-02-14",
            "description: A fire and 14 boats.",
        ]
    );
}

#[test]
fn a_sentence_below_the_title_is_no_author() {
    let source = "= Fire\nNobody was hurt in the fire.\n";
    check(
        source,
        &["headings+title: Fire", ": Nobody was hurt in the fire."],
    );
    assert!(metadata(Format::AsciiDoc, source).is_empty());
}

#[test]
fn sections_are_marked_by_signs_before_or_below() {
    let source = "= Fire\n\n== At noon\n\nText.\n\nAt night\n--------\n\n=== Later\n";
    check(
        source,
        &[
            "headings+title: Fire",
            "headings: At noon",
            ": Text.",
            "headings: At night",
            "headings: Later",
        ],
    );
    let layout = Format::AsciiDoc.read(source).layout;
    let levels: Vec<u8> = layout
        .sections
        .iter()
        .map(|section| section.level)
        .collect();
    assert_eq!(levels, [1, 2, 2, 3]);
}

#[test]
fn a_word_in_a_formatting_mark_or_a_reference_is_pointed_at_in_the_source() {
    let source = ":n: 14\n\n*{n}* b**oat**s at sea\non _Monday_.";
    let place = |words| place(Format::AsciiDoc, source, words);
    assert_eq!(place("14"), "{n}");
    assert_eq!(place("boats"), "b**oat**s");
    assert_eq!(place("14 boats"), "{n}* b**oat**s");
    assert_eq!(place("sea\non Monday"), "sea\non _Monday");
}

#[test]
fn paragraphs_end_at_blank_lines_and_where_blocks_begin() {
    check(
        "One *two*\n// not this\nthree.\n\nNOTE: Four.\n----\n5\n----\n\n 6 literal\n",
        &[": One two/three.", ": Four.", "code: 5", "code: 6 literal"],
    );
}

#[test]
fn what_is_no_prose_is_left_out() {
    check(
        "////\n1\n////\n\n++++\n2\n++++\n\n[stem]\n++++\n3\n++++\n\n[comment]\n4\n\n[[id]]\n\
         include::5.adoc[]\n\ntoc::[]\n\n'''\n\n[stem]\n--\n6\n--\nseven",
        &[": seven"],
    );
}

#[test]
fn code_is_code() {
    check(
        "[source,rust]\n----\nlet n = 14;\n\nlet *m* = 15;\n----\n\n....\n16\n....\n\n\
         [listing]\n17\n\n```sh\n18\n```\n\n[source]\n--\n19\n--\n",
        &[
            "code: let n = 14;//let *m* = 15;",
            "code: 16",
            "code: 17",
            "code: 18",
            "code: 19",
        ],
    );
    assert_eq!(
        zone(Format::AsciiDoc, "a `14` b `+15+` 16", Zone::Code),
        ["14", "15"]
    );
}

#[test]
fn a_quote_holds_its_blocks_and_is_followed_by_who_said_it() {
    check(
        "[quote, Jane Doe, \"Speech, 2014\"]\n____\nWe go.\n\n* Now.\n____\n\n[quote]\nIt is.\n\nx",
        &[
            "quotes: We go.",
            "quotes+lists: Now.",
            ": Jane Doe, Speech, 2014",
            "quotes: It is.",
            ": x",
        ],
    );
    let source = "a\n\n____\nWe go.\n\nNow.\n____\nb";
    assert_eq!(
        zone(Format::AsciiDoc, source, Zone::Quotes),
        ["We go.\nNow."]
    );
}

#[test]
fn boxes_hold_blocks() {
    check(
        "[WARNING]\n====\nOne.\n\n****\nTwo.\n****\n====\n\n--\nThree.\n--\n",
        &[": One.", ": Two.", ": Three."],
    );
}

#[test]
fn items_that_follow_one_another_are_a_list() {
    let source = "* one\non\n** two\n\n. three\n+\nfour\n+\n----\n5\n----\n\nSix:: six\nSeven::\n  seven\n\n\
                  eight\n\n- nine";
    check(
        source,
        &[
            "lists: one/on",
            "lists: two",
            "lists: three",
            "lists: four",
            "code+lists: 5",
            "lists: Six: six",
            "lists: Seven: seven",
            ": eight",
            "lists: nine",
        ],
    );
    assert_eq!(zone(Format::AsciiDoc, source, Zone::Lists).len(), 2);
}

#[test]
fn block_titles_and_pictures_are_captions() {
    check(
        ".The boats\nimage::boat.png[A boat,300,title=\"Seen, 2014\"]\n\nAnd an \
         image:b.png[boat]",
        &[
            "captions: The boats",
            "captions: A boat",
            "captions: Seen, 2014",
            ": And an boat",
        ],
    );
}

#[test]
fn footnotes_stand_after_their_block() {
    check(
        "14 boats.footnote:[Or 15.] They sank.\n\n|===\n|a footnote:[b] |c\n|===\n",
        &[
            ": 14 boats. They sank.",
            "footnotes: Or 15.",
            "tables: [a][c]",
            "footnotes: b",
        ],
    );
}

#[test]
fn tables_are_rows_of_cells() {
    for (source, rows) in [
        (
            "|===\n|Name |Boats\n\n|Odesa\n|*14*\n|===",
            vec!["[!Name][!Boats]", "[Odesa][14]"],
        ),
        ("|===\n|a |b\n|c |d\n|===", vec!["[a][b]", "[c][d]"]),
        (
            "[cols=\"1h,2\"]\n|===\n|a |b |c\n// no\n|d e\nf\n|===",
            vec!["[!a][b]", "[!c][d e\nf]"],
        ),
        (
            "[%header,cols=3*]\n|===\n2+|a |b\n.2+|c |d |e\n|f |g\n|===",
            vec!["[!a][!b]", "[c][d][e]", "[f][g]"],
        ),
        (
            "|===\n2*|a\n^.>s|b h|c \\| d\n|===",
            vec!["[a][a]", "[b][!c \\| d]"],
        ),
        (
            "[cols=2]\n|===\na|* b\n\n----\n1\n----\n|c\n|===",
            vec!["[b\n1][c]"],
        ),
        (",===\na,\"1,000\"\nb,2\n,===", vec!["[a][1,000]", "[b][2]"]),
        (
            "[format=csv,options=header]\n|===\na,b\n1,2\n|===",
            vec!["[!a][!b]", "[1][2]"],
        ),
        (":===\na:b\n1:2\n:===", vec!["[a][b]", "[1][2]"]),
    ] {
        let rows: Vec<String> = rows.iter().map(|row| format!("tables: {row}")).collect();
        assert_eq!(paragraphs(Format::AsciiDoc, source), rows, "{source}");
    }
}

#[test]
fn conditions_choose_lines() {
    check(
        ":a:\n\nifdef::a[]\nOne.\nendif::[]\nifdef::b[]\nTwo.\nendif::[]\nifndef::b[Three.]\n",
        &[": One./Three."],
    );
}

const PIECES: &[&str] = &[
    "= ",
    "== ",
    ":a: 14\n",
    ":a: {a}{a}\n",
    "{a}",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    "[quote]\n",
    "[cols=\"1h,2*\"]\n",
    "[%header]\n",
    "|===\n",
    "|",
    "2+|",
    "3*|",
    ".2+|",
    "a|",
    ",===\n",
    ",",
    "----\n",
    "....\n",
    "====\n",
    "____\n",
    "--\n",
    "++++\n",
    "////\n",
    "// x\n",
    "*",
    "**",
    "_",
    "`",
    "`+",
    "+`",
    "+",
    " +\n",
    "\n+\n",
    "#",
    "^",
    "~",
    "\"`",
    "`\"",
    "footnote:[",
    "link:x[",
    "https://x.y/",
    "image::x[",
    "<<",
    ">>",
    "((",
    ")))",
    "ifdef::a[]\n",
    "endif::[]\n",
    "* ",
    "x:: ",
    ".Title\n",
    "\\",
];

const STORY: &str = ":n: 14\n= Fire in *port*\nJane Doe <j@x.org>\nv1, 2014-02-14\n\n\
    The {n} boats.footnote:[Or https://x.org[15].] \"`Gone,`\" he said.\n\n== At sea\n\n\
    * one +\n** two\n+\n----\nlet x = 1;\n----\n\nTerm:: words\n\n.Boats\n[cols=\"1h,2\"]\n\
    |===\n|a |b\n\n2+|c `d`\n|===\n\n[quote, Jane]\n____\nWe go.\n____\n\nifdef::n[]\nimage::b.png[A \
    boat]\nendif::[]\n,===\na,\"b\"\n,===\n";

#[test]
fn layouts_are_sound() {
    invariants::check_random(0x1234_5678_9ABC_DEF1, PIECES);
    invariants::check_mutated(0x0F1E_2D3C_4B5A_6978, PIECES, STORY);
}

#[test]
fn a_long_text_of_one_thing_is_read() {
    invariants::check_long(Format::AsciiDoc, PIECES);
}
