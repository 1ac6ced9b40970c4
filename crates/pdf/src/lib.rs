//! A text layer on lopdf: page content to positioned glyphs, lines, and blocks in reading order.
