//! What each element of HTML is to a reader of words (HTML Standard, 4 and 15.3).

/// What an element is. Elements that are not known are inline, as in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Element {
    /// Marks words in a line and says nothing that matters here.
    Inline,
    /// Stands apart from what is before and after it.
    Block,
    /// The root.
    Html,
    /// The body.
    Body,
    /// What the document is about.
    Main,
    /// A composition that stands for itself.
    Article,
    /// `p`
    Paragraph,
    /// `h1` to `h6`, with its level.
    Heading(u8),
    /// `ul`, `ol`, `menu`, `dl`
    List,
    /// `li`
    Item,
    /// `dt`
    Term,
    /// `dd`
    Description,
    /// `blockquote`
    BlockQuote,
    /// `q`
    Quotation,
    /// `figure`
    Figure,
    /// `figcaption`
    FigureCaption,
    /// `pre`
    Preformatted,
    /// Inline code and what a computer says.
    Code,
    /// `a`
    Anchor,
    /// `sup`
    Superscript,
    /// `time`
    Time,
    /// `img`
    Image,
    /// `br`
    LineBreak,
    /// `hr`
    Rule,
    /// `table`
    Table,
    /// `caption`
    TableCaption,
    /// `thead`, `tbody`, `tfoot`
    RowGroup { is_head: bool },
    /// `tr`
    Row,
    /// `td`, `th`
    Cell { is_header: bool },
    /// `title`
    Title,
    /// `meta`
    Meta,
    /// `script`
    Script,
    /// Struck out: no longer accurate or no longer part of the document.
    Struck,
    /// Controls, pictures and what is shown only where something else is not: no words.
    Wordless,
    /// Words of the site around the document: `nav`, `aside`.
    Surrounding,
    /// `footer`, which under a quotation says whose it is.
    Footer,
    /// `dialog`, shown only when open.
    Dialog,
    /// Has neither content nor meaning here.
    Void,
}

impl Element {
    /// The element of a name in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"html" => Self::Html,
            b"body" => Self::Body,
            b"main" => Self::Main,
            b"article" => Self::Article,
            b"p" => Self::Paragraph,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"ul" | b"ol" | b"menu" | b"dir" | b"dl" => Self::List,
            b"li" => Self::Item,
            b"dt" => Self::Term,
            b"dd" => Self::Description,
            b"blockquote" => Self::BlockQuote,
            b"q" => Self::Quotation,
            b"figure" => Self::Figure,
            b"figcaption" => Self::FigureCaption,
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Self::Preformatted,
            b"code" | b"kbd" | b"samp" | b"tt" => Self::Code,
            b"a" => Self::Anchor,
            b"sup" => Self::Superscript,
            b"time" => Self::Time,
            b"img" => Self::Image,
            b"br" => Self::LineBreak,
            b"hr" => Self::Rule,
            b"table" => Self::Table,
            b"caption" => Self::TableCaption,
            b"thead" => Self::RowGroup { is_head: true },
            b"tbody" | b"tfoot" => Self::RowGroup { is_head: false },
            b"tr" => Self::Row,
            b"td" => Self::Cell { is_header: false },
            b"th" => Self::Cell { is_header: true },
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            b"script" => Self::Script,
            b"del" | b"s" | b"strike" => Self::Struck,
            b"style" | b"template" | b"noscript" | b"noframes" | b"noembed" | b"iframe"
            | b"object" | b"svg" | b"math" | b"canvas" | b"audio" | b"video" | b"map"
            | b"select" | b"datalist" | b"button" | b"textarea" | b"progress" | b"meter"
            | b"rt" | b"rp" => Self::Wordless,
            b"nav" | b"aside" => Self::Surrounding,
            b"footer" => Self::Footer,
            b"dialog" => Self::Dialog,
            b"input" | b"link" | b"base" | b"area" | b"col" | b"embed" | b"param" | b"source"
            | b"track" | b"wbr" => Self::Void,
            b"address" | b"center" | b"details" | b"div" | b"fieldset" | b"form" | b"head"
            | b"header" | b"hgroup" | b"legend" | b"optgroup" | b"option" | b"search"
            | b"section" | b"summary" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether it stands apart from the words before and after it.
    pub(in crate::document) fn is_block(self) -> bool {
        match self {
            Self::Block
            | Self::Html
            | Self::Body
            | Self::Main
            | Self::Article
            | Self::Paragraph
            | Self::Heading(_)
            | Self::List
            | Self::Item
            | Self::Term
            | Self::Description
            | Self::BlockQuote
            | Self::Figure
            | Self::FigureCaption
            | Self::Preformatted
            | Self::Rule
            | Self::Table
            | Self::TableCaption
            | Self::RowGroup { .. }
            | Self::Row
            | Self::Cell { .. }
            | Self::Title
            | Self::Surrounding
            | Self::Footer
            | Self::Dialog => true,
            Self::Inline
            | Self::Quotation
            | Self::Code
            | Self::Anchor
            | Self::Superscript
            | Self::Time
            | Self::Image
            | Self::LineBreak
            | Self::Meta
            | Self::Script
            | Self::Struck
            | Self::Wordless
            | Self::Void => false,
        }
    }

    /// Whether it holds nothing and has no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Image | Self::LineBreak | Self::Rule | Self::Meta | Self::Void
        )
    }

    /// Whether an end tag outside it does not reach into it.
    pub(super) fn is_scope(self) -> bool {
        matches!(self, Self::Table | Self::Cell { .. } | Self::TableCaption)
    }
}
