//! Renders what evidence holds: terminal tables, Markdown and CSV.
