//! `--ocr`: looking for tesseract, and what is said of pages that wait for it.

use std::sync::Arc;
use std::time::Duration;

use fundscan_extract::Ocr;
use fundscan_model::{OcrMode, Page, PageStatus};
use fundscan_ocr::{INSTALL, Tesseract};

use crate::args::OcrArgs;
use crate::messages::{Messages, Stop};
use crate::signals::Noted;

/// What was asked for, ready to be used.
pub(crate) struct Asked {
    pub(crate) ocr: Ocr,
    tesseract: Option<Arc<Tesseract>>,
}

/// Looks for what `--ocr` needs. Without it `auto` goes on and `always` is refused.
pub(crate) fn asked(args: &OcrArgs, signals: &Noted, messages: Messages) -> Result<Asked, Stop> {
    let mode = args.ocr.mode();
    if mode == OcrMode::Never {
        return Ok(Asked { ocr: Ocr::default(), tesseract: None });
    }
    let tesseract = match Tesseract::find(signals.flag()) {
        Ok(tesseract) => Some(Arc::new(tesseract)),
        Err(error) if mode == OcrMode::Always => {
            return Err(Stop::new(format!("--ocr always: {error}")).with_hint(error.hint()));
        }
        Err(error) => {
            messages.note(format!("--ocr auto: {error}, so pages without text are left unread; {}", error.hint()));
            None
        }
    };
    let recognizer = tesseract.clone().map(|tesseract| tesseract as _);
    Ok(Asked { ocr: Ocr { mode, recognizer, at_once: 1 }, tesseract })
}

impl Asked {
    /// After a stop: gives what was started a moment to end, so that nothing outlives this program.
    pub(crate) fn settle(&self) {
        const MOMENT: Duration = Duration::from_secs(2);
        if let Some(tesseract) = &self.tesseract {
            tesseract.wait(MOMENT);
        }
    }
}

/// What to say of the pages of a document that nobody has read; nothing where there are none.
pub(crate) fn waiting(pages: &[Page], mode: OcrMode) -> Option<String> {
    let waiting = pages.iter().filter(|p| p.status == PageStatus::ImageOnly).count();
    let what = match (waiting, pages.len()) {
        (0, _) => return None,
        (1, 1) => "its page is a picture or drawing of text".to_owned(),
        (1, all) => format!("1 of {all} pages is a picture or drawing of text"),
        (n, all) if n == all => format!("its {n} pages are pictures or drawings of text"),
        (n, all) => format!("{n} of {all} pages are pictures or drawings of text"),
    };
    Some(format!("{what} and {} not read{}", if waiting == 1 { "was" } else { "were" }, advice(mode)))
}

/// What to do about pages that wait, where it is not said elsewhere.
pub(crate) fn advice(mode: OcrMode) -> String {
    match mode {
        OcrMode::Never => format!("; --ocr auto reads such pages with tesseract ({INSTALL})"),
        OcrMode::Auto | OcrMode::Always => String::new(),
    }
}
