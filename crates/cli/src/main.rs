//! The `fundscan` command.
fn main() {}
