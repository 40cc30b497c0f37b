//! What commands do, as far as a reader of words must know.

/// What is done where a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Begins an environment.
    Begin,
    /// Ends one.
    End,
    /// A heading: how deep, from 0 for a part.
    Heading(u8),
    /// The title of the document.
    Title,
    /// What the document says about itself, under this key.
    Metadata(&'static str),
    /// A caption.
    Caption,
    /// A footnote.
    Footnote,
    /// An item of a list.
    Item,
    /// A new name for some words.
    Define,
    /// Text between two signs, taken as it is.
    Verb,
    /// Code in braces, after so many arguments.
    Code(usize),
    /// A quotation in braces.
    Quotation,
    /// A link: so many arguments that are no words, then its text.
    Link(usize),
    /// So many arguments that are no words; what follows is read.
    LeaveOut(usize),
    /// So many figures in braces, and a unit if it has one.
    Quantity(usize, bool),
    /// An angle in braces.
    Angle,
    /// A rule over some columns of a table.
    Rule,
    /// A comma between two names.
    Comma,
    /// Ends a paragraph.
    Paragraph,
    /// Ends a line, or a row of a table.
    LineBreak,
    /// A formula up to this command.
    Formula(&'static str),
    /// A cell over several columns.
    MultiColumn,
    /// A cell over several rows.
    MultiRow,
    /// Nothing up to the next `\fi`.
    IfFalse,
    /// The end of the source.
    EndInput,
}

/// What is known of a command (LaTeX2e, and the packages that authors use most: amsmath,
/// booktabs, hyperref, csquotes, natbib, biblatex, siunitx, listings, minted, multirow, beamer).
pub(super) fn command(name: &str) -> Option<Command> {
    use Command::*;
    Some(match name {
        "begin" => Begin,
        "end" => End,
        "part" => Heading(0),
        "chapter" | "addchap" => Heading(1),
        "section" | "addsec" => Heading(2),
        "subsection" => Heading(3),
        "subsubsection" | "frametitle" => Heading(4),
        "paragraph" => Heading(5),
        "subparagraph" => Heading(6),
        "title" => Title,
        "author" => Metadata("author"),
        "date" => Metadata("date"),
        "publishers" | "publisher" => Metadata("source"),
        "caption" | "captionof" | "subcaption" => Caption,
        "footnote" | "footnotetext" | "sidenote" | "marginpar" | "endnote" => Footnote,
        "item" | "bibitem" => Item,
        "newcommand"
        | "renewcommand"
        | "providecommand"
        | "def"
        | "gdef"
        | "edef"
        | "xdef"
        | "DeclareRobustCommand"
        | "newcommandx"
        | "DeclareMathOperator" => Define,
        "verb" => Verb,
        "texttt" | "code" | "path" | "lstinline" | "nolinkurl" | "file" | "ttfamily" => Code(0),
        "mintinline" => Code(1),
        "enquote" | "textquote" | "blockquote" | "quotes" | "textcquote" => Quotation,
        "href" | "hyperlink" => Link(1),
        "hyperref" => Link(0),
        "num" => Quantity(1, false),
        "numrange" => Quantity(2, false),
        "SI" | "qty" => Quantity(1, true),
        "SIrange" | "qtyrange" => Quantity(2, true),
        "si" | "unit" => Quantity(0, true),
        "ang" => Angle,
        "cmidrule" => Rule,
        "and" => Comma,
        "par" | "newpage" | "clearpage" | "cleardoublepage" | "bigskip" | "medskip"
        | "smallskip" | "maketitle" => Paragraph,
        "\\" | "newline" | "linebreak" | "tabularnewline" | "cr" => LineBreak,
        "(" => Formula("\\)"),
        "[" => Formula("\\]"),
        "multicolumn" => MultiColumn,
        "multirow" => MultiRow,
        "iffalse" => IfFalse,
        "endinput" => EndInput,
        // References, and what is set elsewhere.
        "label" | "ref" | "eqref" | "pageref" | "autoref" | "cref" | "Cref" | "crefrange"
        | "nameref" | "vref" | "fullref" | "prettyref" | "url" | "cite" | "citep" | "citet"
        | "citealp" | "citealt" | "citeauthor" | "citeyear" | "citeyearpar" | "citetitle"
        | "parencite" | "textcite" | "footcite" | "autocite" | "smartcite" | "supercite"
        | "fullcite" | "footfullcite" | "Citet" | "Citep" | "Textcite" | "Autocite"
        | "Parencite" | "nocite" | "thanks" | "footref" | "index" | "sindex" | "glsadd" => {
            LeaveOut(1)
        }
        // Files.
        "input" | "include" | "includeonly" | "subfile" | "includegraphics" | "includepdf"
        | "includesvg" | "lstinputlisting" | "verbatiminput" | "usepackage" | "RequirePackage"
        | "documentclass" | "bibliography" | "bibliographystyle" | "addbibresource"
        | "printbibliography" | "graphicspath" | "usetheme" | "usecolortheme"
        | "usetikzlibrary" | "usepgfplotslibrary" | "import" | "tikz" => LeaveOut(1),
        "inputminted" => LeaveOut(2),
        // Spaces, sizes, counters, colours.
        "vspace" | "hspace" | "vskip" | "hskip" | "phantom" | "hphantom" | "vphantom"
        | "pagestyle" | "thispagestyle" | "pagenumbering" | "selectlanguage" | "hypersetup"
        | "captionsetup" | "lstset" | "sisetup" | "geometry" | "color" | "textcolor"
        | "colorbox" | "columncolor" | "rowcolor" | "cellcolor" | "hypertarget" | "raisebox"
        | "scalebox" | "parbox" | "foreignlanguage" | "linespread" | "enlargethispage"
        | "newcounter" | "stepcounter" | "refstepcounter" | "newlength" | "newsavebox" | "sbox"
        | "usebox" | "arabic" | "roman" | "Roman" | "alph" | "Alph" | "value" | "markright"
        | "pdfbookmark" | "hyphenation" | "cline" | "specialrule" | "addlinespace"
        | "titleformat" | "noalign" | "institute" | "titlegraphic" | "logo" | "bibinfo"
        | "email" | "setbeamertemplate" | "setbeamercolor" | "theoremstyle" | "urlstyle"
        | "setstretch" | "stretch" | "ensuremath" | "extracolsep" | "newtoks" | "rotatebox"
        | "fontencoding" | "fontfamily" | "fontseries" | "fontshape" | "setmainfont"
        | "setsansfont" | "setmonofont" | "todo" | "missingfigure" => LeaveOut(1),
        "setlength" | "addtolength" | "setcounter" | "addtocounter" | "fcolorbox" | "rule"
        | "resizebox" | "fontsize" | "newtheorem" | "markboth" | "settowidth"
        | "AtBeginDocument" | "numberwithin" | "titlespacing" | "newcolumntype" => LeaveOut(2),
        "definecolor" | "addcontentsline" | "newenvironment" | "renewenvironment"
        | "newglossaryentry" | "lstdefinestyle" | "providecolor" => LeaveOut(3),
        "newacronym" => LeaveOut(3),
        _ => return None,
    })
}

/// What an environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Environment {
    /// The document itself.
    Document,
    /// A list.
    List,
    /// A block quotation.
    Quote,
    /// A table.
    Table,
    /// A slide; its title stands in braces.
    Slide,
    /// A box; its title stands in braces.
    Box,
    /// Any other.
    Other,
}

/// What an environment is, and how many arguments it takes that are no words.
pub(super) fn environment(name: &str) -> (Environment, usize) {
    match name.trim_end_matches('*') {
        "document" => (Environment::Document, 0),
        "itemize" | "enumerate" | "description" | "compactitem" | "compactenum" | "inparaenum"
        | "compactdesc" | "asparaenum" | "tasks" => (Environment::List, 0),
        "thebibliography" | "labeling" => (Environment::List, 1),
        "list" => (Environment::List, 2),
        "quote" | "quotation" | "verse" | "displayquote" | "quoting" | "blockquote" => {
            (Environment::Quote, 0)
        }
        "displaycquote" => (Environment::Quote, 1),
        "tabular" if name.ends_with('*') => (Environment::Table, 2),
        "tabular" | "longtable" | "supertabular" | "xtabular" | "tabu" | "longtabu" | "tblr"
        | "mpsupertabular" | "longtblr" => (Environment::Table, 1),
        "tabularx" | "tabulary" | "xltabular" | "NiceTabularX" => (Environment::Table, 2),
        "frame" => (Environment::Slide, 0),
        "block" | "alertblock" | "exampleblock" => (Environment::Box, 0),
        "minipage" | "multicols" | "subfigure" | "subtable" | "adjustbox" | "spacing"
        | "otherlanguage" | "hyphenrules" | "column" | "textblock" | "turn" | "sideways"
        | "addmargin" => (Environment::Other, 1),
        "wrapfigure" | "wraptable" | "CJK" | "adjustwidth" => (Environment::Other, 2),
        _ => (Environment::Other, 0),
    }
}
