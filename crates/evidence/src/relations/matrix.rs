use super::RelationMatrix;
use super::count::{RelationsBuilder, rounded};

/// The most rows and columns: a page with more is read by nobody.
const MOST_ROWS: usize = 200;

/// The table of all with all; where there are too many, of those that occur in the most units.
pub(super) fn matrix(relations: &RelationsBuilder<'_>) -> RelationMatrix {
    let mut of: Vec<usize> = (0..relations.items().len()).filter(|item| relations.holding[*item] > 0).collect();
    of.sort_by_key(|item| (std::cmp::Reverse(relations.holding[*item]), *item));
    of.truncate(MOST_ROWS);
    of.sort_unstable();
    let counted = |row: usize, column: usize| {
        let pair = (row.min(column), row.max(column));
        let count = relations.pairs.get(&pair).map_or(0, |together| together.count);
        (row != column && relations.is_pair(row, column)).then_some((pair, count))
    };
    let count = |row, column| match row == column {
        true => Some(relations.holding[row]),
        false => counted(row, column).map(|(_, count)| count),
    };
    let cells = |row, column| counted(row, column).and_then(|(pair, count)| relations.measurable(pair, count));
    RelationMatrix {
        counts: table(&of, count),
        g2: table(&of, |row, column| cells(row, column).map(|c| rounded(c.signed_g2(), 2))),
        phi: table(&of, |row, column| cells(row, column).and_then(|c| c.phi()).map(|phi| rounded(phi, 4))),
        of: of.iter().map(|item| relations.items().name(*item)[0].clone()).collect(),
    }
}

fn table<T>(of: &[usize], cell: impl Fn(usize, usize) -> Option<T>) -> Vec<Vec<Option<T>>> {
    of.iter().map(|row| of.iter().map(|column| cell(*row, *column)).collect()).collect()
}
