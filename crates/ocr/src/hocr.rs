//! Reads what tesseract writes as hOCR: lines with their baseline, words with their box and how sure they are.

use fundscan_pdf::{RecognizedLine, RecognizedWord};

/// What tesseract calls its lines: those of running text, of headings, of captions, and floating ones.
const LINES: [&str; 4] = ["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"];

/// The lines of a page in reading order; none where it is no hOCR.
pub(crate) fn lines(hocr: &str) -> Option<Vec<RecognizedLine>> {
    let mut lines: Vec<RecognizedLine> = Vec::new();
    let mut paragraph = 0;
    let mut word: Option<RecognizedWord> = None;
    let mut rest = hocr;
    let mut pages = 0;
    while let Some(start) = rest.find('<') {
        let (text, tag) = (&rest[..start], &rest[start + 1..]);
        if let Some(word) = &mut word {
            unescape(text, &mut word.text);
        }
        let end = tag.find('>')?;
        rest = &tag[end + 1..];
        let tag = &tag[..end];
        match attribute(tag, "class").unwrap_or_default() {
            "ocr_page" => pages += 1,
            "ocr_par" => paragraph += 1,
            "ocrx_word" => {
                let properties = attribute(tag, "title").unwrap_or_default();
                let [left, top, right, bottom] = bbox(properties)?;
                // A number with a fraction in some versions.
                let sure = numbers(properties, "x_wconf").next().unwrap_or(0.0);
                let confidence = sure.clamp(0.0, 100.0).round() as u8;
                word = Some(RecognizedWord { text: String::new(), left, top, right, bottom, confidence });
            }
            class if LINES.contains(&class) => {
                lines.push(line(attribute(tag, "title").unwrap_or_default(), paragraph)?);
            }
            // Within a word only marks of boldness open and close.
            _ if tag == "/span" => {
                let done = word.take().map(|w| RecognizedWord { text: w.text.trim().to_owned(), ..w });
                if let Some((line, word)) = lines.last_mut().zip(done).filter(|(_, word)| !word.text.is_empty()) {
                    line.words.push(word);
                }
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.words.is_empty());
    (pages > 0).then_some(lines)
}

fn line(properties: &str, paragraph: u32) -> Option<RecognizedLine> {
    let [_, top, _, bottom] = bbox(properties)?;
    let mut baseline = numbers(properties, "baseline");
    let slope = baseline.next().unwrap_or(0.0);
    let height = (bottom.saturating_sub(top)) as f32;
    let offset = baseline.next().unwrap_or(-0.2 * height);
    let size = numbers(properties, "x_size").next().filter(|size| *size > 0.0).unwrap_or(height);
    // Counted against the clock there.
    let turned = numbers(properties, "textangle").next().unwrap_or(0.0);
    let angle = (-turned.round() as i16).rem_euclid(360);
    let baseline = bottom as f32 + offset;
    Some(RecognizedLine { words: Vec::new(), paragraph, baseline, slope, height: size, angle })
}

fn bbox(properties: &str) -> Option<[u32; 4]> {
    let mut edges = numbers(properties, "bbox").map(|n| n.max(0.0) as u32);
    Some([edges.next()?, edges.next()?, edges.next()?, edges.next()?])
}

/// The numbers of a property: `bbox 1 2 3 4; x_wconf 95`.
fn numbers<'p>(properties: &'p str, name: &str) -> impl Iterator<Item = f32> + use<'p> {
    let values = properties.split(';').find_map(|property| property.trim().strip_prefix(name)?.strip_prefix(' '));
    let numbers = values.unwrap_or_default().split_whitespace().map_while(|n| n.parse::<f32>().ok());
    numbers.filter(|n| n.is_finite())
}

/// The value of an attribute, quoted one way or the other.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let value = &rest[at + name.len()..];
        let whole = rest[..at].ends_with(' ');
        match value.strip_prefix('=').and_then(|v| Some((v.chars().next()?, v.get(1..)?))) {
            Some((quote @ ('"' | '\''), value)) if whole => return value.split(quote).next(),
            _ => rest = value,
        }
    }
}

fn unescape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&apos;", '\'')];
        match known.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, sign)) => {
                out.push(*sign);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
 <body><div class='ocr_page' id='page_1' title='image "stdin"; bbox 0 0 2480 3508; ppageno 0; scan_res 300 300'>
  <div class='ocr_carea' id='block_1_1' title="bbox 197 100 700 200">
   <p class='ocr_par' id='par_1_1' lang='nld' title="bbox 197 100 700 200">
    <span class='ocr_header' id='line_1_1' title="bbox 197 100 700 150; baseline 0.01 -12; x_size 48.5; x_descenders 12">
     <span class='ocrx_word' id='word_1_1' title='bbox 197 100 394 138; x_wconf 91'>O&amp;O</span>
     <span class='ocrx_word' id='word_1_2' title='bbox 400 100 700 150; x_wconf 96.5'><strong>&lt;fondsen&gt;</strong></span>
    </span>
   </p>
   <p class='ocr_par'>
    <span class='ocr_line' title="bbox 20 300 60 900; textangle 90; x_size 40">
     <span class='ocrx_word' title='bbox 20 300 60 900; x_wconf 70'>omhoog</span>
    </span>
    <span class='ocr_line' title="bbox 0 0 9 9"><span class='ocrx_word' title='bbox 0 0 9 9; x_wconf 95'> </span></span>
   </p>
  </div>
 </div></body>"#;

    #[test]
    fn lines_and_words_are_read_with_their_measures() {
        let lines = lines(PAGE).unwrap();
        assert_eq!(lines.len(), 2);
        let first = &lines[0];
        assert_eq!((first.baseline, first.slope, first.height, first.angle), (138.0, 0.01, 48.5, 0));
        let words: Vec<_> = first.words.iter().map(|w| (w.text.as_str(), w.left, w.bottom, w.confidence)).collect();
        assert_eq!(words, [("O&O", 197, 138, 91), ("<fondsen>", 400, 150, 97)]);
        assert!(lines[1].paragraph > first.paragraph);
        assert_eq!((lines[1].angle, lines[1].words[0].text.as_str()), (270, "omhoog"));
    }

    #[test]
    fn what_breaks_off_or_is_something_else_is_none() {
        for end in 0..PAGE.len() {
            let Some(part) = PAGE.get(..end) else { continue };
            let read = lines(part);
            assert!(read.is_none_or(|lines| lines.len() <= 2));
        }
        assert_eq!(lines("page_num\tconf\ttext"), None);
        assert_eq!(lines("<html><body>tesseract</body></html>"), None);
        assert_eq!(lines("<div class='ocr_page'></div>"), Some(Vec::new()));
    }
}
