//! Pages that are no pages: random ones, and long ones of one thing.

use super::super::super::{Format, invariants};
use super::super::read;

/// Pieces of Markdown.
const PIECES: &[&str] = &[
    "> ",
    "- ",
    "  - a\n",
    "*a ",
    "**a",
    "_a_",
    "`a",
    "``a` ",
    "[",
    "![",
    "](",
    "[a](",
    "[^1]",
    "[^1]: a\n",
    "[a]: b\n",
    "<a",
    "<a b=\"",
    "<b>",
    "</b>",
    "<!--",
    "<div>\n",
    "<sup>",
    "<td>",
    "&amp;",
    "\\",
    "|a|\n|-|\n",
    "a\n|-|\n|",
    "~~a",
    "#\n",
    "```\n",
    "    a\n",
    "a\n===\n",
    "\\\n",
    "1. ",
    "> [!NOTE]\n",
    "- [ ] a\n",
    "# a {#b}\n",
    "$",
    "\u{2028}",
    "---\n",
    "---\na: ",
    "+++\na = ",
];

const MDX_PIECES: &[&str] = &[
    "<A ",
    "<A>\n",
    "</A>\n",
    "<A>{",
    "<a b={",
    "{",
    "{a",
    "}",
    "{`",
    "{'",
    "import a\n\n",
    "export {\n\n",
];

const STORY: &str = "---\ntitle: 'Fire in *port*'\ndate: 2014-02-14\nby: [a, {b: c}]\n---\n\
    import a from 'b'\n\n# Fire &amp; **smoke** {#a}\n\nThe <b>14</b> boats[^1], ~~15~~ `16`  \n\
    sank<br>there: [a\nlink](b \"c\") ![a boat](d).\n\n- one\n  1. <div>two</div>\n\n     \
    ```sh\n     x\n     ```\n- [x] three\n\n> “We go.\n>\n> > At noon.”\n\n> [!NOTE]\n> A note.\n\n\
    | a | b |\n|---|:-:|\n| 1 | `c\\|d` |\n\n[^1]: A note.\n\n    Its end.\n\n\
    <Tabs>\n  <Tab a={{b: 1}}>\n    Text {a + \"}\"}.\n  </Tab>\n</Tabs>\n";

#[test]
fn layouts_of_markdown_are_sound() {
    invariants::check_random(0x1B87_3593_CC9E_2D51, PIECES);
    invariants::check_random(0x85EB_CA6B_C2B2_AE35, MDX_PIECES);
    invariants::check_mutated(0xC2B2_AE3D_27D4_EB4F, PIECES, STORY);
    invariants::check_mutated(0x1656_67B1_9E37_79F9, MDX_PIECES, STORY);
}

#[test]
fn a_long_page_of_one_thing_is_read() {
    invariants::check_long(Format::Markdown, PIECES);
    invariants::check_long(Format::Mdx, MDX_PIECES);
}

#[test]
fn long_front_matter_of_one_thing_is_read() {
    for unit in [
        "[",
        "{",
        "- ",
        "? ",
        "a: \n",
        "a: {a: 1, a",
        "&a ",
        "\"",
        "é",
        "|\n",
        "a.",
        "\n",
    ] {
        for sign in ["---", "+++"] {
            let page = format!(
                "{sign}\na: {}\n{sign}\nEnd.\n",
                unit.repeat((1 << 15) / unit.len())
            );
            assert!(read(&page).transcript.text(&page).contains("End."));
        }
    }
}
