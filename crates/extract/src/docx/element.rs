/// What an open element is to the reader of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Paragraph,
    ParagraphProps,
    /// The properties of the sign that ends a paragraph.
    MarkProps,
    NumberProps,
    Run,
    RunProps,
    /// Text as it is read.
    Text,
    /// The instruction of a field.
    Instruction,
    Field,
    Table,
    TableProps,
    RowProps,
    CellProps,
    SectionProps,
    /// A content control, such as a field of a form.
    Control,
    ControlProps,
    /// A cell or a box: a text of its own.
    Container,
    Alternatives,
    Note,
    /// Anything that only holds other elements.
    Other,
}

/// Elements whose content is no text of the document: what was deleted or moved away, former properties, the
/// instructions of forms, the reading aid above signs.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "delText"
            | "delInstrText"
            | "pPrChange"
            | "rPrChange"
            | "sectPrChange"
            | "tblPrChange"
            | "tblPrExChange"
            | "tblGridChange"
            | "trPrChange"
            | "tcPrChange"
            | "numberingChange"
            | "sdtEndPr"
            | "customXmlPr"
            | "smartTagPr"
            | "ffData"
            | "rt"
            | "rubyPr"
    )
}
