//! Whose evidence it is, counts and coverage, and the versioned JSON formats.
