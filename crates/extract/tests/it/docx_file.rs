//! Word documents made for a test: as few parts as Word itself would open.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A Word document. Parts are given as the elements within their root.
pub(crate) struct Docx {
    body: String,
    /// Kind of relation, root element, content.
    parts: Vec<(&'static str, &'static str, String)>,
    pub(crate) word: &'static str,
    pub(crate) main_type: &'static str,
    pub(crate) title: &'static str,
}

impl Docx {
    pub(crate) fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), parts: Vec::new(), word: WORD, main_type: MAIN, title: "" }
    }

    pub(crate) fn part(mut self, kind: &'static str, root: &'static str, inside: impl Into<String>) -> Self {
        self.parts.push((kind, root, inside.into()));
        self
    }

    pub(crate) fn styles(self, styles: &str) -> Self {
        self.part("styles", "styles", styles)
    }

    /// The same body with one list of each kind: 1 is bullets, 2 is numbers like 1.2.
    pub(crate) fn with_lists(self) -> Self {
        let levels = |format: &str, shown: &dyn Fn(usize) -> String| -> String {
            (0..4)
                .map(|l| {
                    format!("<w:lvl w:ilvl='{l}'><w:numFmt w:val='{format}'/><w:lvlText w:val='{}'/></w:lvl>", shown(l))
                })
                .collect()
        };
        let bullets = levels("bullet", &|_| "•".to_owned());
        let numbers = levels("decimal", &|l| (1..=l + 1).map(|n| format!("%{n}")).collect::<Vec<_>>().join("."));
        self.part(
            "numbering",
            "numbering",
            format!(
                "<w:abstractNum w:abstractNumId='1'>{bullets}</w:abstractNum><w:abstractNum w:abstractNumId='2'>{numbers}</w:abstractNum>
                 <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='2'/></w:num>"
            ),
        )
    }

    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let root = |name: &str, inside: &str| {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{name} xmlns:w='{}' xmlns:r='{OFFICE}' \
                 xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
                 xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:v='urn:schemas-microsoft-com:vml' \
                 xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
                 xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram' \
                 xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>{inside}</w:{name}>",
                self.word
            )
        };
        let relations = |inside: &str| {
            format!(
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{inside}</Relationships>"
            )
        };
        let types = format!(
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='xml' ContentType='application/xml'/>\
             <Override PartName='/word/document.xml' ContentType='{}'/></Types>",
            self.main_type
        );
        let mut own = String::new();
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), types),
            (
                "_rels/.rels".to_owned(),
                relations(&format!(
                    "<Relationship Id='a' Type='{OFFICE}/officeDocument' Target='word/document.xml'/>\
                     <Relationship Id='b' Type='http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties' Target='docProps/core.xml'/>"
                )),
            ),
            (
                "docProps/core.xml".to_owned(),
                format!(
                    "<c:coreProperties xmlns:c='x' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{}</dc:title></c:coreProperties>",
                    self.title
                ),
            ),
            ("word/document.xml".to_owned(), root("document", &format!("<w:body>{}</w:body>", self.body))),
        ];
        for (at, (kind, name, inside)) in self.parts.iter().enumerate() {
            own.push_str(&format!("<Relationship Id='r{at}' Type='{OFFICE}/{kind}' Target='part{at}.xml'/>"));
            files.push((format!("word/part{at}.xml"), root(name, inside)));
        }
        files.push(("word/_rels/document.xml.rels".to_owned(), relations(&own)));
        files
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        zipped(&self.files(), CompressionMethod::Deflated)
    }
}

pub(crate) fn zipped(files: &[(String, String)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in files {
        zip.start_file(name.as_str(), options).expect("a file is begun");
        zip.write_all(content.as_bytes()).expect("memory takes all");
    }
    zip.finish().expect("a zip is ended").into_inner()
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

/// A paragraph in a style.
pub(crate) fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// An item of a list.
pub(crate) fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}
