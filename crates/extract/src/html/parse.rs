//! From text to tree, with bounds that html5ever does not have: on depth, tags and attributes.

use std::cell::{Cell, RefCell};

use ego_tree::NodeId;
use fundscan_model::Notice;
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use scraper::{Html, HtmlTreeSink};

use super::{names, oversize};

/// Elements nested deeper are flattened; browsers do so at 512. The tree builder looks at all open elements at each tag.
const DEEPEST: usize = 200;

/// Tags after which reading stops: each costs memory.
const MOST_TAGS: usize = 600_000;

/// How much is given to the parser at a time.
const STEP: usize = 4096;

/// The tree of a web page.
pub(super) fn parse(text: &str, notices: &mut Vec<Notice>) -> Html {
    let sink = Guard {
        builder: TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), Default::default()),
        open: RefCell::default(),
        dropped: RefCell::default(),
        tags: Cell::new(0),
        tokens: Cell::new(0),
        flattened: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let read = feed(&tokenizer, text);
    tokenizer.end();
    let guard = &tokenizer.sink;
    if read < text.len() {
        let message = format!("only the first {MOST_TAGS} tags were read; {} bytes were left out", text.len() - read);
        notices.push(Notice::new("cut-off", message));
    }
    if guard.flattened.get() {
        let message = format!("elements nested deeper than {DEEPEST} were read as if they stood side by side");
        notices.push(Notice::new("deep-nesting", message));
    }
    tokenizer.sink.builder.sink.finish()
}

/// Gives `text` to the tokenizer step by step; how much was read before a limit ended it.
fn feed(tokenizer: &Tokenizer<Guard>, text: &str) -> usize {
    let queue = BufferQueue::default();
    let give = |piece: &str| {
        queue.push_back(StrTendril::from_slice(piece));
        // The guard stops for no script and no change of encoding, so all is read at once.
        let _ = tokenizer.feed(&queue);
    };
    let guard = &tokenizer.sink;
    let mut at = 0;
    while at < text.len() {
        if guard.tags.get() > MOST_TAGS {
            return at;
        }
        let end = text.floor_char_boundary((at + STEP).min(text.len()));
        let before = guard.tokens.get();
        give(&text[at..end]);
        at = end;
        if guard.tokens.get() == before {
            // A step without a token is the inside of one huge tag or comment. The tokenizer compares each attribute
            // with all before it, so the rest is left out.
            let (close, next) = oversize::skip(text, end.saturating_sub(2 * STEP), end);
            give(close);
            at = next;
        }
    }
    text.len()
}

/// Stands between the tokenizer and the tree builder.
struct Guard {
    builder: TreeBuilder<NodeId, HtmlTreeSink>,
    /// The elements that are open, as far as their end tags matter. May hold more than are truly open, never many
    /// fewer.
    open: RefCell<Vec<LocalName>>,
    /// Elements left out for their depth and not yet closed.
    dropped: RefCell<Vec<LocalName>>,
    tags: Cell<usize>,
    tokens: Cell<usize>,
    flattened: Cell<bool>,
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let token = match token {
            Token::ParseError(_) | Token::CommentToken(_) => {
                self.tokens.set(self.tokens.get() + usize::from(matches!(token, Token::CommentToken(_))));
                return TokenSinkResult::Continue;
            }
            Token::TagToken(mut tag) => {
                self.tokens.set(self.tokens.get() + 1);
                let admitted = match tag.kind {
                    TagKind::StartTag => self.admit_start(&mut tag),
                    TagKind::EndTag => self.admit_end(&tag),
                };
                if !admitted {
                    return TokenSinkResult::Continue;
                }
                Token::TagToken(tag)
            }
            other => {
                self.tokens.set(self.tokens.get() + 1);
                other
            }
        };
        match self.builder.process_token(token, line) {
            result @ (TokenSinkResult::Plaintext | TokenSinkResult::RawData(_)) => result,
            // There are no scripts to run, and the text is decoded.
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Guard {
    fn admit_start(&self, tag: &mut Tag) -> bool {
        let name: &str = &tag.name;
        if names::is_formatting(name) {
            return false;
        }
        self.tags.set(self.tags.get() + 1);
        tag.attrs.retain(|a| names::is_telling(&a.name.local));
        if names::is_void(name) || names::is_raw(name) || names::closes_itself(name) {
            return true;
        }
        let mut open = self.open.borrow_mut();
        if open.len() >= DEEPEST {
            self.flattened.set(true);
            let mut dropped = self.dropped.borrow_mut();
            if dropped.len() < DEEPEST {
                dropped.push(tag.name.clone());
            }
            return false;
        }
        open.push(tag.name.clone());
        true
    }

    fn admit_end(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        if names::is_formatting(name) {
            return false;
        }
        let mut dropped = self.dropped.borrow_mut();
        if let Some(at) = dropped.iter().rposition(|open| *open == tag.name) {
            dropped.remove(at);
            return false;
        }
        let mut open = self.open.borrow_mut();
        let Some(at) = open.iter().rposition(|open| *open == tag.name) else { return true };
        // Where the parser would not close what stands inside, neither does this count: better one too many.
        let inside = &open[at + 1..];
        let closes_all = if is_barrier(name) {
            true
        } else if names::part(name) == names::Part::Block || names::part(name) == names::Part::List {
            !inside.iter().any(|open| is_barrier(open))
        } else {
            inside.iter().all(|open| names::part(open) == names::Part::Inline)
        };
        if closes_all {
            open.truncate(at);
        } else if name == "form" {
            open.remove(at);
        }
        true
    }
}

/// Elements that an end tag inside them does not reach beyond.
fn is_barrier(name: &str) -> bool {
    matches!(name, "table" | "object" | "marquee" | "applet" | "template" | "svg" | "math" | "select")
}
