use crate::document::shown::{metadata, paragraphs, place, zone};
use crate::document::{Format, Zone, invariants};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::shown::check(Format::Latex, source, expected);
}

/// The words of one paragraph.
#[track_caller]
fn words(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        let found = paragraphs(Format::Latex, source);
        assert_eq!(found, [format!(": {expected}")], "{source}");
    }
}

#[test]
fn the_preamble_is_a_title_and_metadata() {
    let source = "\\documentclass[12pt]{article}\n\\usepackage{x}\n% \\title{No}\n\\newcommand{\\n}{14}\n\
                  \\title{Fire in \\emph{port}\\thanks{To all}}\n\\author{Jane Doe \\and J\\\"org Ro\\ss}\n\
                  \\date{14 February 2014}\n\\begin{document}\n\\maketitle\nThe \\n{} boats.\n\\end{document}\nNo.";
    check(source, &["headings+title: Fire in port", ": The 14 boats."]);
    assert_eq!(
        metadata(Format::Latex, source),
        ["author: Jane Doe, Jörg Roß", "date: 14 February 2014"]
    );
    assert_eq!(place(Format::Latex, source, "14 boats"), "\\n{} boats");
}

#[test]
fn a_source_without_preamble_is_all_text() {
    check(
        "Text.\n\n\\section{At noon}\nMore.",
        &[": Text.", "headings: At noon", ": More."],
    );
}

#[test]
fn headings_are_as_deep_as_their_commands() {
    let source = "\\title{T}\\chapter{A}\\section*{B}\\subsection[b]{C \\textbf{c}}\\label{x}Text\\paragraph{D} d";
    check(
        source,
        &[
            "headings+title: T",
            "headings: A",
            "headings: B",
            "headings: C c",
            ": Text",
            "headings: D",
            ": d",
        ],
    );
    let layout = Format::Latex.read(source).layout;
    let levels: Vec<u8> = layout
        .sections
        .iter()
        .map(|section| section.level)
        .collect();
    assert_eq!(levels, [1, 2, 3, 4, 6]);
}

#[test]
fn commands_are_left_out_and_the_text_in_braces_is_read() {
    words(&[
        (
            "about \\emph{130,000}~troops~\\cite{x}.",
            "about 130,000\u{A0}troops.",
        ),
        ("14 \\foo[a=1]{boats} \\noindent sank", "14 boats sank"),
        (
            "see \\href{https://x.org/2014}{the list} \\url{https://y.org}",
            "see the list",
        ),
        (
            "\\textcolor{red}{14} \\hspace*{2cm} \\only<2>{boats}",
            "14 boats",
        ),
        (
            "in Table~\\ref{x}, \\index{boats} 14 boats",
            "in Table, 14 boats",
        ),
        ("one % two\n  three%\nfour", "one threefour"),
        (
            "5\\% of \\$3 \\& \\#1 a\\_b \\{c\\} d\\textbackslash",
            "5% of $3 & #1 a_b {c} d\\",
        ),
        ("hyphen\\-ation and/\\,or", "hyphenation and/\u{202F}or"),
        ("\\iffalse 15 \\fi 16", "16"),
        ("one \\\\ Two\\\\[2pt]", "one\u{2028}Two"),
    ]);
}

#[test]
fn footnotes_stand_after_their_paragraph() {
    check(
        "14\\footnote{Or \\emph{15}.\\footnote{Or 16.}} boats.\n\nx",
        &[
            ": 14 boats.",
            "footnotes: Or 15.",
            "footnotes: Or 16.",
            ": x",
        ],
    );
}

#[test]
fn characters_are_decoded() {
    words(&[
        (
            "caf\\'e na\\\"{\\i}ve Stra\\ss e \\c{c}a \\v Z \\'{\\i} \\o re",
            "café naïve Straße ça Ž í øre",
        ),
        (
            "So: ``We go,'' he said. `Now.'",
            "So: “We go,” he said. ‘Now.'",
        ),
        (
            "So \\enquote{We \\enquote{go}} \"`so\"'",
            "So “We ‘go’” „so“",
        ),
        (
            "1914--1918 --- a war \\ldots{} \\LaTeX",
            "1914–1918 — a war … LaTeX",
        ),
    ]);
}

#[test]
fn formulas_that_write_figures_are_read_and_others_are_left_out() {
    words(&[
        (
            "$130{,}000$ troops, $n = 42$, $5\\%$, \\(7\\) and \\[8\\]",
            "130,000 troops, n = 42, 5%, 7 and 8",
        ),
        (
            "the sum $x^2 + 1$ of $$\\frac{1}{2}$$ all",
            "the sum of all",
        ),
        (
            "\\num{12345} men, \\SI{5}{km}, \\qty{7}{\\kilo\\metre}, \\SIrange{1}{2}{\\%}",
            "12345 men, 5\u{A0}km, 7\u{A0}km, 1–2\u{A0}%",
        ),
        ("a \\begin{equation}x = 42\\end{equation} b", "a b"),
        ("costs $5", "costs $5"),
        ("\\newcommand{\\n}{14}$\\n$ of $\\n\\%$", "14 of 14%"),
    ]);
}

#[test]
fn code_is_code() {
    check(
        "Run:\n\\begin{verbatim}\na % 14\n\\b{c}\n\\end{verbatim}\n\\begin{minted}[x]{rust}\nlet n = 15;\n\\end{minted}\n\
         \\begin{comment}\n16\n\\end{comment}\nx",
        &[": Run:", "code: a % 14/\\b{c}", "code: let n = 15;", ": x"],
    );
    let source = "a \\texttt{14} b \\verb|1{5| c \\lstinline[x]!16! d";
    assert_eq!(zone(Format::Latex, source, Zone::Code), ["14", "1{5", "16"]);
    words(&[(source, "a 14 b 1{5 c 16 d")]);
}

#[test]
fn environments_are_zones() {
    check(
        "He said:\n\\begin{quote}\nWe go.\n\nNow.\n\\end{quote}\n\\begin{itemize}\n\\item one\n\nmore\n\\item[Two] two\n\
         \\begin{enumerate}\\item three\\end{enumerate}\n\\end{itemize}\nx\n\\begin{itemize}\\item y\\end{itemize}",
        &[
            ": He said:",
            "quotes: We go.",
            "quotes: Now.",
            "lists: one",
            "lists: more",
            "lists: Two: two",
            "lists: three",
            ": x",
            "lists: y",
        ],
    );
}

#[test]
fn a_float_has_a_caption() {
    check(
        "\\begin{figure}[ht]\n\\centering\n\\includegraphics[width=3cm]{b14.png}\n\\caption[short]{The \\emph{boat}.\\footnote{Seen.}}\n\
         \\label{fig:boat}\n\\end{figure}\nText.",
        &["captions: The boat.", "footnotes: Seen.", ": Text."],
    );
}

#[test]
fn tables_are_rows_of_cells() {
    for (source, rows) in [
        (
            "\\begin{tabular}{@{}lr@{}}\n\\toprule\nName & Boats \\\\\n\\midrule\na & 14 \\\\ % no\nb & $15$ \\\\[2pt]\n\\bottomrule\n\\end{tabular}",
            vec!["[!Name][!Boats]", "[a][14]", "[b][15]"],
        ),
        (
            "\\begin{tabularx}{5cm}{|l|X|}\\hline Name & Boats \\\\ \\hline a & 14 \\\\ \\hline\\end{tabularx}",
            vec!["[!Name][!Boats]", "[a][14]"],
        ),
        (
            "\\begin{tabular}{ll}\\hline a & 14 \\\\ b & \\\\ & 15 \\& 16 \\\\ \\hline\\end{tabular}",
            vec!["[a][14]", "[b]", "[15 & 16]"],
        ),
        (
            "\\begin{tabular}{lll}\\multicolumn{2}{c}{\\textbf{a}} & b \\\\ \\cmidrule(lr){1-2} \\multirow{2}{*}{c} & d & e \\\\ & f & g\\end{tabular}",
            vec!["[a][b]", "[c][d][e]", "[f][g]"],
        ),
        (
            "\\begin{longtable}{ll}\nName & Boats \\\\ \\endfirsthead\nAgain & No \\\\ \\endhead\na & 14 \\\\\n\\end{longtable}",
            vec!["[!Name][!Boats]", "[a][14]"],
        ),
        (
            "\\begin{tabular}{l}a \\begin{tabular}{l}b \\\\ c & d\\end{tabular} \\\\ e\\end{tabular}",
            vec!["[a b c d]", "[e]"],
        ),
    ] {
        let rows: Vec<String> = rows.iter().map(|row| format!("tables: {row}")).collect();
        assert_eq!(paragraphs(Format::Latex, source), rows, "{source}");
    }
}

#[test]
fn slides_have_titles() {
    check(
        "\\begin{frame}<1->[t]{A title}\n\\begin{block}{A box}Words.\\end{block}\n\\end{frame}\n\\begin{frame}\\frametitle{B} c\\end{frame}",
        &[
            "headings: A title",
            ": A box",
            ": Words.",
            "headings: B",
            ": c",
        ],
    );
}

#[test]
fn signs_without_partners_do_no_harm() {
    for source in [
        "{",
        "}",
        "\\",
        "\\begin{",
        "\\end{x}",
        "\\footnote{",
        "$",
        "&",
        "\\\\",
        "\\item",
        "\\verb",
        "\\'",
    ] {
        let _ = paragraphs(Format::Latex, source);
    }
}

const PIECES: &[&str] = &[
    "\\",
    "\\\\",
    "{",
    "}",
    "[",
    "]",
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "&",
    "~",
    "%",
    "% x\n",
    "``",
    "''",
    "--",
    "---",
    "\\emph{",
    "\\textbf{14}",
    "\\section{",
    "\\title{",
    "\\caption{",
    "\\footnote{",
    "\\footnote{x}",
    "\\enquote{",
    "\\href{x}{",
    "\\cite[",
    "\\ref{x}",
    "\\item ",
    "\\item[",
    "\\texttt{",
    "\\verb|",
    "\\'",
    "\\\"{",
    "\\ss ",
    "\\num{",
    "\\SI{5}{",
    "\\n",
    "\\newcommand{\\n}{14}",
    "\\def\\n{",
    "\\author{",
    "\\multicolumn{2}{c}{",
    "\\multirow{2}{*}{",
    "\\hline ",
    "\\midrule ",
    "\\begin{tabular}{ll}",
    "\\end{tabular}",
    "\\begin{longtable}{l}",
    "\\endhead ",
    "\\begin{itemize}",
    "\\end{itemize}",
    "\\begin{quote}",
    "\\end{quote}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\begin{equation}",
    "\\begin{a}",
    "\\end{a}",
    "\\begin{document}",
    "\\end{document}",
    "\\documentclass{x}\n",
    "\\iffalse ",
    "\\fi ",
    "\\par ",
    "<1->",
];

const STORY: &str = "\\documentclass{article}\n\\newcommand{\\n}{14}\n\\title{Fire in \\emph{port}}\n\\author{Jane Doe}\n\
    \\begin{document}\n\\section{At noon}\nThe \\n{} boats\\footnote{Or $15{,}000$.} of J\\\"org: ``Gone,'' he said.\n\n\
    \\begin{itemize}\n\\item one \\verb|x| % y\n\\item[Two] $n = 3$\n\\end{itemize}\n\\begin{table}\\caption{Boats}\n\
    \\begin{tabular}{ll}\na & b \\\\ \\midrule\n\\multicolumn{2}{c}{\\textbf{d}} \\\\ & \\SI{5}{\\km}\n\\end{tabular}\n\\end{table}\n\
    \\begin{quote}\\enquote{We go.}\\end{quote}\n\\begin{verbatim}\nlet x = 1;\n\\end{verbatim}\n\\end{document}\n";

#[test]
fn layouts_are_sound() {
    invariants::check_random(0x510E_527F_ADE6_82D1, PIECES);
    invariants::check_mutated(0x9B05_688C_2B3E_6C1F, PIECES, STORY);
}

#[test]
fn a_long_text_of_one_thing_is_read() {
    invariants::check_long(Format::Latex, PIECES);
}
