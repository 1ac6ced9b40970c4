//! The compressed forms of pictures, each read by a library of its own.

mod fax;
mod jbig2;
mod jpeg;
mod jpeg2000;

pub(super) use fax::fax;
pub(super) use jbig2::jbig2;
pub(super) use jpeg::jpeg;
pub(super) use jpeg2000::jpeg2000;
