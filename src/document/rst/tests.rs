use crate::document::shown::{metadata, paragraphs, place, zone};
use crate::document::{Format, Zone, invariants};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::shown::check(Format::ReStructuredText, source, expected);
}

#[test]
fn titles_have_lines_below_or_around_them_and_levels_as_they_are_met() {
    let source = "============\nFire in port\n============\n\nAt noon\n=======\n\nText.\n\nLater\n-----\n\n\
                  Night\n=====\n";
    check(
        source,
        &[
            "headings+title: Fire in port",
            "headings: At noon",
            ": Text.",
            "headings: Later",
            "headings: Night",
        ],
    );
    let layout = Format::ReStructuredText.read(source).layout;
    let levels: Vec<u8> = layout
        .sections
        .iter()
        .map(|section| section.level)
        .collect();
    assert_eq!(levels, [1, 2, 3, 2]);
}

#[test]
fn a_line_that_is_too_short_or_stands_alone_is_no_underline() {
    check(
        "A longer line\n--\n\n* item\n======\n\n------\n\nx",
        &[": A longer line/--", "lists: item", ": x"],
    );
}

#[test]
fn fields_at_the_top_are_metadata() {
    let source = ".. a comment\n\nFire\n====\n\n:Author: Jane Doe\n:Date: $Date: 2014-02-14 $\n\
                  :Organization: The\n   Gazette\n:Abstract: 14 boats.\n\nText.\n\n:Boats: 14\n";
    check(
        source,
        &[
            "headings+title: Fire",
            "metadata: 14 boats.",
            ": Text.",
            "lists: Boats: 14",
        ],
    );
    assert_eq!(
        metadata(Format::ReStructuredText, source),
        [
            "author: Jane Doe",
            "date: 2014-02-14",
            "source: The Gazette",
            "abstract: 14 boats."
        ]
    );
    assert_eq!(
        place(Format::ReStructuredText, source, "Boats: 14"),
        "Boats: 14"
    );
}

#[test]
fn a_word_in_inline_markup_is_pointed_at_in_the_source() {
    let source = "*14* of the ``boats``\n  and |n| men\n\n.. |n| replace:: 15\n";
    let place = |words| place(Format::ReStructuredText, source, words);
    assert_eq!(place("14 of"), "14* of");
    assert_eq!(place("15"), "|n|");
}

#[test]
fn what_is_no_prose_is_left_out() {
    check(
        ".. a comment\n   of two lines\n\n.. _here:\n\n.. math:: x = 1\n\n.. raw:: html\n\n   <b>2</b>\n\n\
         .. include:: 3.rst\n\n.. toctree::\n   :maxdepth: 4\n\n   five\n\n__ six\n\n.. |a| image:: b.png\n\n\
         ..\n\n   seven\n\neight",
        &[": eight"],
    );
}

#[test]
fn code_is_code() {
    check(
        "Run::\n\n  a 1\n\n  b 2\n\nor ::\n\n> c\n> d\n\n::\n\n  e\n\n.. code-block:: rust\n   :linenos:\n\n   let n = 14;\n\n\
         >>> 1 + 1\n2\n\nx",
        &[
            ": Run:",
            "code: a 1//  b 2",
            ": or",
            "code: > c/> d",
            "code: e",
            "code: let n = 14;",
            "code: >>> 1 + 1/2",
            ": x",
        ],
    );
    assert_eq!(
        zone(
            Format::ReStructuredText,
            "a ``14`` *b* :func:`c`",
            Zone::Code
        ),
        ["14", "c"]
    );
}

#[test]
fn an_indented_paragraph_is_a_quotation_and_an_indented_list_is_none() {
    check(
        "He said:\n\n   We go.\n\n   Now.\n\n   -- Jane\n\nThen:\n\n  * 14 boats\n",
        &[
            ": He said:",
            "quotes: We go.",
            "quotes: Now.",
            "quotes: -- Jane",
            ": Then:",
            "lists: 14 boats",
        ],
    );
}

#[test]
fn items_that_follow_one_another_are_a_list() {
    let source = "* one\n  on\n\n  more\n\n  * two\n\n    ::\n\n      3\n\n* four\n\n1. five\n#. six\n\nText.\n\n\
                  A. Einstein was\nhere.\n\n- seven";
    check(
        source,
        &[
            "lists: one/on",
            "lists: more",
            "lists: two",
            "code+lists: 3",
            "lists: four",
            "lists: five",
            "lists: six",
            ": Text.",
            ": A. Einstein was/here.",
            "lists: seven",
        ],
    );
    assert_eq!(zone(Format::ReStructuredText, source, Zone::Lists).len(), 2);
}

#[test]
fn definitions_fields_and_options_are_items() {
    check(
        "Text.\n\nBoat : noun\n   It floats.\n\n   It sinks.\n\n:Boats: 14\n   of *them*\n\n-a, --all  Show all.\n--file=<f>\n   Read it.\n",
        &[
            ": Text.",
            "lists: Boat : noun",
            "lists: It floats.",
            "lists: It sinks.",
            "lists: Boats: 14/of them",
            "code+lists: -a, --all",
            "lists: Show all.",
            "code+lists: --file=<f>",
            "lists: Read it.",
        ],
    );
}

#[test]
fn directives_hold_words() {
    check(
        ".. note:: Mind *this*\n   please.\n\n   And this.\n\n.. warning::\n   :class: x\n\n   Hot.\n\n.. tip::\n   Cold.\n\n\
         .. versionadded:: 3.5\n   It is new.\n\n.. admonition:: A title\n\n   Words.\n\n.. py:function:: f(n=14)\n\n   It runs.\n",
        &[
            ": Mind this/please.",
            ": And this.",
            ": Hot.",
            ": Cold.",
            ": 3.5/It is new.",
            ": A title",
            ": Words.",
            ": It runs.",
        ],
    );
}

#[test]
fn pictures_and_tables_have_captions() {
    check(
        ".. figure:: b14.png\n   :alt: A boat\n   :width: 300\n\n   The *boat*, seen.\n\n   A legend.\n\n\
         .. image:: c.png\n   :alt: A ship\n",
        &[
            "captions: A boat",
            "captions: The boat, seen.",
            ": A legend.",
            "captions: A ship",
        ],
    );
}

#[test]
fn footnotes_are_footnotes() {
    check(
        "14 boats [1]_ and [2]_.\n\n.. [1] Or *15*.\n.. [#x]\n   Or 16.\n\n   Or 17.\n.. [CIT] A book.\n",
        &[
            ": 14 boats and.",
            "footnotes: Or 15.",
            "footnotes: Or 16.",
            "footnotes: Or 17.",
            "footnotes: A book.",
        ],
    );
}

#[test]
fn tables_are_rows_of_cells() {
    for (source, rows) in [
        (
            "+------+-------+\n| Name | Boats |\n+======+=======+\n| *a*  | 14    |\n|      | or 15 |\n+------+-------+\n| b    | - 16  |\n+------+-------+",
            vec!["[!Name][!Boats]", "[a][14\nor 15]", "[b][16]"],
        ),
        (
            "+---+---+---+\n| a | b     |\n|   +---+---+\n|   | c | d |\n+---+---+---+",
            vec!["[a][b]", "[c][d]"],
        ),
        (
            "====  =====\nName  Boats\n====  =====\na     14\n      or 15\nb     16 and more\n====  =====\n",
            vec!["[!Name][!Boats]", "[a][14\nor 15]", "[b][16 and more]"],
        ),
        (
            "==  ==  ==\na wide  b\n------  --\nc   d   e\n==  ==  ==",
            vec!["[a wide][b]", "[c][d][e]"],
        ),
        (
            ".. csv-table:: Title\n   :header: \"Name\", Boats\n\n   a, \"1,000\"\n   b, 15",
            vec!["[!Name][!Boats]", "[a][1,000]", "[b][15]"],
        ),
        (
            ".. list-table:: Title\n   :header-rows: 1\n   :stub-columns: 1\n\n   * - Name\n     - Boats\n   * - a\n     - 14\n       or 15\n   * - b\n     - * 16",
            vec!["[!Name][!Boats]", "[!a][14\nor 15]", "[!b][16]"],
        ),
    ] {
        let all = paragraphs(Format::ReStructuredText, source);
        let found: Vec<&str> = all
            .iter()
            .filter_map(|line| line.strip_prefix("tables: "))
            .collect();
        assert_eq!(found, rows, "{source}");
    }
    check(
        ".. table:: *Boats*\n\n   == ==\n   a  b\n   == ==\n",
        &["captions: Boats", "tables: [a][b]"],
    );
}

#[test]
fn a_broken_table_is_prose() {
    check(
        "+---+\n| a\n\n== ==\na b\n\nx",
        &[": +---+/| a", ": == ==/a b", ": x"],
    );
}

#[test]
fn bodies_nested_without_end_are_read() {
    let source: String = (0..100)
        .map(|depth| format!("{}* a\n\n", " ".repeat(depth)))
        .collect();
    assert_eq!(paragraphs(Format::ReStructuredText, &source).len(), 100);
}

const PIECES: &[&str] = &[
    "====\n",
    "----\n",
    "\n====\n",
    "    ",
    "  ",
    "   ",
    "::\n\n",
    "::\n",
    ".. ",
    ".. note:: ",
    ".. [1] ",
    ".. |n| replace:: 14\n",
    "|n|",
    "|",
    "| ",
    ".. code-block:: x\n\n",
    ".. list-table:: x\n   ",
    ":header-rows: 1\n\n",
    ".. csv-table:: x\n\n",
    ".. figure:: x\n   :alt: y\n\n",
    ":a: ",
    ":a:",
    "* ",
    "* - ",
    "  - ",
    "#. ",
    "(a) ",
    "-a  ",
    "--b\n",
    ">>> ",
    "+---+---+\n",
    "+===+===+\n",
    "|   |   |\n",
    "| a | b |\n",
    "|   +---+\n",
    "+",
    "== ==\n",
    "=== ===\n",
    "a   b\n",
    "--- ---\n",
    "*",
    "**",
    "`",
    "``",
    "`_",
    "`__",
    "_`",
    "_",
    "__",
    ":math:`",
    "<x>`_",
    "[1]_",
    "[",
    "]_",
    "\\",
    "\\ ",
    "\"a\",",
    "\n\n  ",
    "__ x\n",
    ".. _a: b\n",
];

const STORY: &str = "====\nFire\n====\n\n:Date: 2014\n\nAt *noon*\n---------\n\nThe |n| boats [1]_ of \
    `the port <x>`_ ::\n\n   let x = 1;\n\n.. |n| replace:: 14\n.. [1] Or\n   15.\n\n* one\n\n  #. two\n\n    \
    He said.\n\n:Boats: 14\n\nTerm\n  Words ``a``.\n\n+---+---+\n| a | b |\n+===+===+\n| c     |\n+---+---+\n\n\
    == ==\na  b\n== ==\n1  2\n== ==\n\n.. list-table:: T\n   :header-rows: 1\n\n   * - a\n     - b\n   * - 1\n     \
    - 2\n\n.. csv-table:: T\n   :header: a, b\n\n   1, \"2\"\n\n.. note:: x\n   y\n\n   z\n";

#[test]
fn layouts_are_sound() {
    invariants::check_random(0x3C6E_F372_FE94_F82B, PIECES);
    invariants::check_mutated(0xA54F_F53A_5F1D_36F1, PIECES, STORY);
}

#[test]
fn a_long_text_of_one_thing_is_read() {
    invariants::check_long(Format::ReStructuredText, PIECES);
}
