use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use fundscan_model::{OcrEngine, OcrModel};
use fundscan_pdf::{PagePicture, RecognizeError, RecognizedLine, Recognizer};
use sha2::{Digest, Sha256};

use crate::error::Unavailable;
use crate::hocr;
use crate::run::{Bounds, RunError, run};

/// The languages that are read, as tesseract calls them and in English. What is most in the documents comes first.
const LANGUAGES: [(&str, &str); 2] = [("nld", "Dutch"), ("eng", "English")];
/// A full page takes some five seconds; one that takes this long is no text.
const PAGE: Bounds = Bounds { time: Duration::from_secs(120), output: 16 << 20 };
/// A page of which it is less sure than this, on the mean of the words, may lie on its side or be upside down. Read the
/// right way up, even a poor copy is well above.
const LYING: usize = 60;
/// For questions about itself.
const QUESTION: Bounds = Bounds { time: Duration::from_secs(20), output: 1 << 20 };
/// Where the files of languages lie where tesseract does not say, as version 4 does not.
const FOLDERS: [&str; 4] = [
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
];

/// Tesseract as it is installed on this machine.
#[derive(Debug)]
pub struct Tesseract {
    program: PathBuf,
    engine: OcrEngine,
    page: Bounds,
    stop: Arc<AtomicBool>,
    running: AtomicUsize,
}

impl Tesseract {
    /// Looks for the program `tesseract` on the search path and asks what it is. When `stop` is raised, pages that are
    /// being read are left unread.
    ///
    /// # Errors
    ///
    /// [`Unavailable`] where it is not installed, lacks Dutch or English, or does not work.
    pub fn find(stop: Arc<AtomicBool>) -> Result<Self, Unavailable> {
        Self::at(PathBuf::from("tesseract"), stop)
    }

    fn at(program: PathBuf, stop: Arc<AtomicBool>) -> Result<Self, Unavailable> {
        // The answers come before anybody can want to stop.
        let ask = |question: &str| {
            let answer = run(Command::new(&program).arg(question), &[], QUESTION, &AtomicBool::new(false));
            match answer {
                Ok(answer) => Ok(String::from_utf8_lossy(&answer).into_owned()),
                Err(RunError::Start(e)) if e.kind() == io::ErrorKind::NotFound => Err(Unavailable::NotInstalled),
                Err(error) => Err(Unavailable::Broken { reason: reason(&error) }),
            }
        };
        let version = version(&ask("--version")?);
        let languages = ask("--list-langs")?;
        let known = |language: &str| languages.lines().any(|line| line.trim() == language);
        let missing = LANGUAGES.iter().filter(|(code, _)| !known(code));
        let missing: Vec<&str> = missing.map(|(_, name)| *name).collect();
        if !missing.is_empty() {
            return Err(Unavailable::NoLanguage { missing });
        }
        let folder = folder(&languages);
        let models = LANGUAGES.iter().map(|(code, _)| model(folder.as_deref(), code));
        let models = models.collect::<Result<Vec<_>, _>>()?;
        let engine = OcrEngine { name: "tesseract".to_owned(), version, models };
        Ok(Self { program, engine, page: PAGE, stop, running: AtomicUsize::new(0) })
    }

    /// Waits until no page is being read any more, at most for `time`. For the end of a program: what it started must
    /// not outlive it.
    pub fn wait(&self, time: Duration) {
        let start = Instant::now();
        while self.running.load(Ordering::SeqCst) > 0 && start.elapsed() < time {
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn read(&self, picture: &PagePicture, layout: &str) -> Result<Vec<RecognizedLine>, RecognizeError> {
        let head = format!("P5\n{} {}\n255\n", picture.width, picture.height);
        let mut command = self.command(picture, layout);
        self.running.fetch_add(1, Ordering::SeqCst);
        let output = run(&mut command, &[head.as_bytes(), &picture.pixels], self.page, &self.stop);
        self.running.fetch_sub(1, Ordering::SeqCst);
        let output = output.map_err(|error| match error {
            RunError::Stopped => RecognizeError::Stopped,
            error => RecognizeError::Failed(reason(&error)),
        })?;
        hocr::lines(&String::from_utf8_lossy(&output))
            .ok_or_else(|| RecognizeError::Failed("tesseract gave something else than lines of text".to_owned()))
    }

    fn command(&self, picture: &PagePicture, layout: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["stdin", "stdout", "-l", &LANGUAGES.map(|(code, _)| code).join("+")]);
        // The engine of version 4 and later.
        command.args(["--oem", "1", "--psm", layout, "--dpi", &picture.resolution.to_string()]);
        // How black is told from white. On painted pages by the shades around each place, so that white letters on a
        // coloured box are read (adaptive Otsu). On scans that makes letters of the grain; there by mean and spread
        // (Sauvola), which stands grain and shadows, unlike one threshold for the whole page. Version 4 knows only the
        // last, and says that it does not know this setting.
        let threshold = if picture.scanned { "thresholding_method=2" } else { "thresholding_method=1" };
        command.args(["-c", "tessedit_create_hocr=1", "-c", threshold]);
        // More threads make a page slower, and others are busy with other pages.
        command.env("OMP_THREAD_LIMIT", "1").env("LC_ALL", "C");
        command
    }
}

impl Recognizer for Tesseract {
    fn engine(&self) -> &OcrEngine {
        &self.engine
    }

    fn recognize(&self, picture: &PagePicture) -> Result<Vec<RecognizedLine>, RecognizeError> {
        // The page as a whole, its columns found.
        let upright = self.read(picture, "3")?;
        if upright.is_empty() || sure(&upright) >= LYING {
            return Ok(upright);
        }
        // The same, and which way up it is, which takes longer and needs a file that may not be there.
        match self.read(picture, "1") {
            Ok(turned) if sure(&turned) > sure(&upright) => Ok(turned),
            Err(RecognizeError::Stopped) => Err(RecognizeError::Stopped),
            Ok(_) | Err(RecognizeError::Failed(_)) => Ok(upright),
        }
    }
}

/// How sure it is of a word, on the mean.
fn sure(lines: &[RecognizedLine]) -> usize {
    let words = || lines.iter().flat_map(|line| &line.words);
    words().map(|word| usize::from(word.confidence)).sum::<usize>() / words().count().max(1)
}

fn reason(error: &RunError) -> String {
    match error {
        RunError::Start(error) => format!("tesseract could not be run: {error}"),
        RunError::Stopped => "it was stopped".to_owned(),
        RunError::TooLong => format!("it took more than {} s", PAGE.time.as_secs()),
        RunError::TooMuch => "it gave more text than a page can hold".to_owned(),
        RunError::Failed(why) => format!("tesseract says: {why}"),
    }
}

/// `tesseract 5.3.0`, and in the next line the library it sees pictures with, on which results depend too.
fn version(answer: &str) -> String {
    let mut lines = answer.lines().map(str::trim);
    let version = lines.next().unwrap_or_default().trim_start_matches("tesseract").trim_start().to_owned();
    match lines.find(|line| line.starts_with("leptonica")) {
        Some(library) => format!("{version} ({library})"),
        None => version,
    }
}

/// The folder that it says it has its languages in: `List of available languages in "/usr/share/…" (3):`.
fn folder(languages: &str) -> Option<PathBuf> {
    let quoted = languages.lines().next()?.split('"').nth(1)?;
    Some(PathBuf::from(quoted))
}

fn model(folder: Option<&Path>, language: &str) -> Result<OcrModel, Unavailable> {
    let told = env::var_os("TESSDATA_PREFIX").map(PathBuf::from);
    let folders = folder.map(Path::to_owned).into_iter().chain(told).chain(FOLDERS.map(PathBuf::from));
    let file = format!("{language}.traineddata");
    let bytes = folders.map(|folder| folder.join(&file)).find_map(|path| fs::read(path).ok());
    let bytes = bytes.ok_or_else(|| Unavailable::Broken { reason: format!("its file {file} cannot be found") })?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(OcrModel { language: language.to_owned(), bytes: bytes.len() as u64, sha256 })
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program that answers like tesseract and does `reads` with a page.
    struct Stand(tempfile::TempDir);

    impl Stand {
        fn new(languages: &str, reads: &str) -> Self {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().display().to_string();
            let script = format!(
                "#!/bin/sh\ncase \"$1\" in\n\
                 --version) printf 'tesseract 5.9.9\\n leptonica-1.99.0\\n' ;;\n\
                 --list-langs) printf 'List of available languages in \"{folder}\" (9):\\n{languages}' ;;\n\
                 *) {reads} ;;\nesac\n"
            );
            // Copied by a program of its own: a file that this one has open for writing when another test starts a
            // program could not be run.
            let (written, copied) = (dir.path().join("script"), dir.path().join("tesseract"));
            fs::write(&written, script).unwrap();
            assert!(Command::new("cp").args([&written, &copied]).status().unwrap().success());
            fs::set_permissions(&copied, fs::Permissions::from_mode(0o755)).unwrap();
            for language in ["nld", "eng"] {
                fs::write(dir.path().join(format!("{language}.traineddata")), language).unwrap();
            }
            Self(dir)
        }

        fn find(&self) -> Result<Tesseract, Unavailable> {
            Tesseract::at(self.0.path().join("tesseract"), Arc::default())
        }
    }

    const BOTH: &str = "eng\\nnld\\nosd\\n";

    fn picture() -> PagePicture {
        PagePicture { page: 1, width: 400, height: 300, resolution: 300, scanned: true, pixels: vec![255; 400 * 300] }
    }

    #[test]
    fn it_tells_what_its_results_depend_on() {
        let stand = Stand::new(BOTH, "true");
        let engine = stand.find().unwrap().engine().clone();
        assert_eq!((engine.name.as_str(), engine.version.as_str()), ("tesseract", "5.9.9 (leptonica-1.99.0)"));
        let languages: Vec<_> = engine.models.iter().map(|m| (m.language.as_str(), m.bytes)).collect();
        assert_eq!(languages, [("nld", 3), ("eng", 3)]);
        assert_eq!(engine.models[0].sha256.len(), 64);
        assert_ne!(engine.models[0].sha256, engine.models[1].sha256);
    }

    #[test]
    fn what_is_missing_is_named() {
        let stand = Stand::new("eng\\n", "true");
        let error = stand.find().unwrap_err();
        assert_eq!(error.to_string(), "tesseract does not know Dutch");
        assert!(error.hint().contains("tesseract-ocr-nld"));
        let nowhere = Tesseract::at(stand.0.path().join("nergens"), Arc::default());
        assert_eq!(nowhere.unwrap_err(), Unavailable::NotInstalled);
        let broken = Stand::new(BOTH, "true");
        fs::remove_file(broken.0.path().join("nld.traineddata")).unwrap();
        // Unless the machine has the real one where it is usually found.
        if let Err(error) = broken.find() {
            assert!(error.to_string().contains("nld.traineddata"), "{error}");
        }
    }

    #[test]
    fn the_page_is_handed_over_as_a_picture_and_its_words_come_back() {
        let hocr = "<div class='ocr_page'><p class='ocr_par'><span class='ocr_line' title='bbox 0 0 9 9'>\
                    <span class='ocrx_word' title='bbox 0 0 9 9; x_wconf 80'>%s</span></span></p></div>";
        let reads = format!("size=$(wc -c); printf \"{hocr}\" \"$size-$OMP_THREAD_LIMIT\"");
        let stand = Stand::new(BOTH, &reads);
        let lines = stand.find().unwrap().recognize(&picture()).unwrap();
        let head = "P5\n400 300\n255\n".len();
        assert_eq!(lines[0].words[0].text, format!("{}-1", head + 400 * 300));
    }

    #[test]
    fn a_page_that_seems_unreadable_is_tried_the_other_way_up() {
        let word = |word: &str, sure: u8| {
            format!(
                "printf \"<div class='ocr_page'><p class='ocr_par'><span class='ocr_line' title='bbox 0 0 9 9'>\
                 <span class='ocrx_word' title='bbox 0 0 9 9; x_wconf {sure}'>{word}</span></span></p></div>\""
            )
        };
        // The eighth argument is the one behind --psm.
        let reads = |upright, turned: &str| {
            let stand = Stand::new(BOTH, &format!("cat >/dev/null; if [ $8 = 3 ]; then {upright}; else {turned}; fi"));
            stand.find().unwrap().recognize(&picture()).unwrap()[0].words[0].text.clone()
        };
        assert_eq!(reads(word("uaddo", 40), &word("oppau", 95)), "oppau");
        assert_eq!(reads(word("goed", 90), &word("anders", 95)), "goed");
        assert_eq!(reads(word("vaag", 40), &word("erger", 30)), "vaag");
        assert_eq!(reads(word("vaag", 40), "exit 1"), "vaag");
    }

    #[test]
    fn a_page_that_cannot_be_read_is_told_with_the_reason() {
        let failed = |reads: &str| {
            let stand = Stand::new(BOTH, reads);
            let mut tesseract = stand.find().unwrap();
            tesseract.page = Bounds { time: Duration::from_secs(1), output: 1000 };
            match tesseract.recognize(&picture()) {
                Err(RecognizeError::Failed(reason)) => reason,
                other => panic!("{other:?}"),
            }
        };
        assert!(failed("echo 'Error in pixRead' >&2; exit 1").contains("Error in pixRead"));
        assert!(failed("echo wat anders").contains("something else"));
        assert!(failed("exec sleep 600").contains("took more than"));
        assert!(failed("exec yes").contains("more text than a page"));
    }

    #[test]
    fn raising_the_flag_ends_what_is_running() {
        let stand = Stand::new(BOTH, "exec sleep 600");
        let stop = Arc::new(AtomicBool::new(false));
        let tesseract = Tesseract::at(stand.0.path().join("tesseract"), Arc::clone(&stop)).unwrap();
        thread::scope(|scope| {
            let reading = scope.spawn(|| tesseract.recognize(&picture()));
            stop.store(true, Ordering::SeqCst);
            assert_eq!(reading.join().unwrap(), Err(RecognizeError::Stopped));
        });
        tesseract.wait(Duration::from_secs(600));
    }
}
