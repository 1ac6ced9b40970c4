//! What to read and running the stages over many documents in parallel.
