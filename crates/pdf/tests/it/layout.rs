//! What the layout tells from where text stands and what is drawn around it.

use fundscan_model::BlockKind;

use crate::support::{pdf, texts};

#[test]
fn bullets_that_are_drawn_as_discs_and_squares_begin_list_items() {
    assert_eq!(
        texts(&pdf("layout-drawn-bullets"), BlockKind::ListItem),
        [
            "vergoeding van de kosten van een cursus en van de reis naar de plaats waar die wordt gegeven",
            "Advies",
            "Begeleiding op de werkplek"
        ]
    );
}
