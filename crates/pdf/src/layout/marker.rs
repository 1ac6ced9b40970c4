//! Bullets and numbers drawn apart from the item they belong to.

use super::label::label;
use super::line::{Line, word_text};

/// How far, in font sizes, the text of an item may stand from its marker.
const REACH: f32 = 6.0;

/// Puts markers that stand by themselves in front of the line that follows on the same baseline: some programs draw all
/// markers of a list before or after its text. `may` says whether one line may mark another.
pub(crate) fn attach_markers(lines: Vec<Line>, text: &str, may: impl Fn(&Line, &Line) -> bool) -> Vec<Line> {
    let is_marker = |line: &Line| line.words.len() == 1 && label(word_text(text, &line.words[0])).is_some();
    if !lines.iter().any(is_marker) {
        return lines;
    }
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|&a, &b| lines[a].v.total_cmp(&lines[b].v));
    let mut owner: Vec<Option<usize>> = vec![None; lines.len()];
    let mut taken = vec![false; lines.len()];
    for (at, &marker) in by_height.iter().enumerate().filter(|&(_, &i)| is_marker(&lines[i])) {
        let line = &lines[marker];
        let level = |i: &&usize| (lines[**i].v - line.v).abs() < 0.35 * line.size.max(lines[**i].size);
        let around = by_height[..at].iter().rev().take_while(level).chain(by_height[at + 1..].iter().take_while(level));
        let nearest = around
            .filter(|&&i| lines[i].angle == line.angle && lines[i].u0 >= line.u1 && !is_marker(&lines[i]))
            .filter(|&&i| may(line, &lines[i]))
            .min_by(|&&a, &&b| lines[a].u0.total_cmp(&lines[b].u0));
        if let Some(&item) = nearest
            && lines[item].u0 - line.u1 < REACH * line.size.max(lines[item].size)
            && !taken[item]
        {
            taken[item] = true;
            owner[marker] = Some(item);
        }
    }
    let mut markers: Vec<Option<Line>> = vec![None; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        if let Some(item) = owner[index] {
            markers[item] = Some(line.clone());
        }
    }
    let kept = lines.into_iter().zip(owner).zip(markers).filter(|((_, owner), _)| owner.is_none());
    kept.map(|((mut line, _), marker)| {
        if let Some(marker) = marker {
            line.words[0].spaced = true;
            line.words.splice(0..0, marker.words);
            line.u0 = marker.u0;
        }
        line
    })
    .collect()
}
