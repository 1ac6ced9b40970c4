//! What may still be spent on content, over all pages of a document.

use lopdf::{Document, Stream};

use crate::filter::Fault;
use crate::object::{Decoded, decode_stream};
use crate::options::Limits;
use crate::work::Work;

/// Counts down over all pages. Bytes are counted as they go through each filter, so that a stream costs what it takes
/// to read it, even where nothing comes out.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
    limit: usize,
    stream_bytes: usize,
    pub(crate) work: Work,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        let limit = limits.content_bytes;
        Self { left: limit, limit, stream_bytes: limits.stream_bytes, work: Work::default() }
    }

    /// The bytes of a content stream, as far as there is room for them.
    pub(crate) fn decode(&mut self, document: &Document, stream: &Stream) -> Decoded {
        if self.left == 0 {
            return Decoded { fault: Some(Fault::TooLarge), ..Decoded::default() };
        }
        let decoded = decode_stream(document, stream, self.stream_bytes.min(self.left));
        self.spend(decoded.work);
        decoded
    }

    /// Takes so many bytes, which are read once more; false where there are fewer left.
    pub(crate) fn spend(&mut self, bytes: usize) -> bool {
        self.work.bytes += bytes as u64;
        let enough = bytes <= self.left;
        self.left = self.left.saturating_sub(bytes);
        enough
    }

    /// What is lost where content is not whole: the code of a notice, and it in words. `what` is what was read.
    pub(crate) fn told(&self, what: &str, fault: &Fault) -> Told {
        match fault {
            Fault::TooLarge if self.left == 0 => self.spent(),
            _ => fault.told(what, self.stream_bytes),
        }
    }

    pub(crate) fn spent(&self) -> Told {
        let megabytes = self.limit >> 20;
        Told::limit(format!("the pages draw more than {megabytes} MiB of content; the rest was left out"))
    }
}

/// Something to be told of a page: the code of the notice and the notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) code: &'static str,
    pub(crate) what: String,
}

impl Told {
    pub(crate) fn limit(what: String) -> Self {
        Self { code: "limit", what }
    }

    pub(crate) fn damaged(what: String) -> Self {
        Self { code: "content-damaged", what }
    }
}

impl Fault {
    /// In words; `limit` is the one that `what` was read with, in bytes.
    pub(crate) fn told(&self, what: &str, limit: usize) -> Told {
        match self {
            Self::TooLarge => {
                let limit = if limit < 1 << 20 { format!("{limit} bytes") } else { format!("{} MiB", limit >> 20) };
                Told::limit(format!("{what} inflates to more than {limit}; the rest was left out"))
            }
            Self::TooMany => Told::limit(format!("{what} is packed many times over and was left out")),
            Self::Damaged => Told::damaged(format!("{what} is damaged; what comes after the damage was left out")),
            Self::Unknown(name) => {
                Told::damaged(format!("{what} is packed in a way that fundscan does not know ({name})"))
            }
        }
    }
}
