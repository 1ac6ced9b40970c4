//! Finds the concepts of a taxonomy in passages, with their status.
