//! Reads pictures of pages with [tesseract], which is run as a program of its own.
//!
//! [`Tesseract::find`] looks whether it is installed with Dutch and English, and notes its version and the files that
//! its results depend on. Handed to the text layer as a [`Recognizer`](fundscan_pdf::Recognizer), it is started once
//! for each page, with the picture on its standard input: no file is written. It works on one thread, by fixed settings,
//! so that the same picture gives the same words. A page that takes more than two minutes, or gives more than 16 MiB, is
//! left unread, and raising the flag that [`Tesseract::find`] was given ends what is running.
//!
//! The crate leaves out which pages are read, how they become pictures and what is made of the words.
//!
//! ```no_run
//! use std::sync::Arc;
//! use std::sync::atomic::AtomicBool;
//!
//! use fundscan_model::OcrMode;
//! use fundscan_ocr::Tesseract;
//! use fundscan_pdf::{Ocr, ReadOptions, read};
//!
//! let tesseract = Tesseract::find(Arc::new(AtomicBool::new(false)))?;
//! let ocr = Ocr { mode: OcrMode::Auto, recognizer: Some(Arc::new(tesseract)), at_once: 2 };
//! let text = read(&std::fs::read("scan.pdf")?, &ReadOptions { ocr, ..ReadOptions::default() })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [tesseract]: https://github.com/tesseract-ocr/tesseract

mod error;
mod hocr;
mod run;
mod tesseract;

pub use error::{INSTALL, Unavailable};
pub use tesseract::Tesseract;
