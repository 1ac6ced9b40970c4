//! Whose document it is, what it is, and which year it is about.
//!
//! What a person says goes first: the command line, then the manifest. Then the document speaks for itself: its
//! title, its first pages, its file name. When a file was made says nothing: reports are written, set and put on
//! line a year later.

mod clues;
mod fund;
mod kind;
mod names;
mod passages;
mod period;
mod tables;
mod words;
mod years;

use fundscan_model::Notice;
use fundscan_taxonomy::FundRegister;

pub use clues::{Clues, Told};
pub use passages::attribute_passages;

use crate::{DocumentFund, DocumentInfo, Period};

/// What is known about a document besides its text, each with how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// What it is, and what it is called.
    pub document: DocumentInfo,
    /// Whose it is.
    pub fund: DocumentFund,
    /// The year or years it is about.
    pub period: Period,
    /// Where it contradicts itself.
    pub notices: Vec<Notice>,
}

/// Finds out whose document it is, what it is, and which year it is about.
///
/// Rather nothing than something wrong: where several funds or years stand out alike, there is none, and a notice.
#[must_use]
pub fn attribute(clues: &Clues<'_>, told: &Told, register: &FundRegister) -> Attribution {
    let mut notices = Vec::new();
    let document = kind::document_kind(clues, told);
    let fund = match &told.fund {
        Some((id, how)) => fund::document_fund(id, register, *how, None),
        None => {
            let (fund, notice) = fund::fund(clues, document.title.as_deref(), register);
            notices.extend(notice);
            fund
        }
    };
    let period = match &told.period {
        Some(period) => period.clone(),
        None => {
            let (period, notice) = period::period(clues, document.title.as_deref(), document.kind);
            notices.extend(notice);
            period
        }
    };
    notices.extend(unknown(clues, &fund, &period, &notices));
    Attribution { document, fund, period, notices }
}

/// What is not known of a document that was read, where no other notice says so.
fn unknown(clues: &Clues<'_>, fund: &DocumentFund, period: &Period, said: &[Notice]) -> Vec<Notice> {
    const LOOKED: &str = "was found in its title, on its first pages or in its file name; a manifest can say it";
    let mut notices = Vec::new();
    if clues.passages.is_empty() {
        return notices;
    }
    if fund.id.is_none() && said.iter().all(|n| n.code != fund::AMBIGUOUS) {
        notices.push(Notice::new("fund-unknown", format!("no fund of the register {LOOKED}")));
    }
    if period.from.is_none() {
        notices.push(Notice::new("year-unknown", format!("no year that it is about {LOOKED}")));
    }
    notices
}

#[cfg(test)]
mod tests;
