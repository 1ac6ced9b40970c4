//! Columns of cells whose empty neighbours the tags leave out, as browsers do.

use std::collections::BTreeMap;

use super::sound::Body;
use crate::structure::{TableCell, TableId, Tree};

/// The columns of cells, by table, row and the column that the tags give, where what is drawn tells another.
pub(super) type Columns = BTreeMap<(TableId, u32, u32), u32>;

/// Left and right edge of what is drawn.
type Edges = (f32, f32);

/// Where the cells of short rows stand: rows that reach the last column show where the columns are, and a cell that lies
/// outside of its own and below another one is in that. A row of which that cannot be said of every cell stays as it is.
pub(super) fn columns(tree: &Tree, pages: &[Body<'_>]) -> Columns {
    let mut edges: BTreeMap<(TableId, u32, u32), Edges> = BTreeMap::new();
    for body in pages {
        for line in body.lines.iter().filter(|line| !line.mark.artifact && line.angle == 0) {
            let Some(cell) = line.tag.owner.and_then(|owner| tree.cell(tree.element(owner))) else { continue };
            let found = edges.entry((cell.table, cell.row, cell.column)).or_insert((line.u0, line.u1));
            *found = (found.0.min(line.u0), found.1.max(line.u1));
        }
    }
    let mut rows: BTreeMap<(TableId, u32), Vec<&TableCell>> = BTreeMap::new();
    let mut widths: BTreeMap<TableId, u32> = BTreeMap::new();
    for cell in tree.cells() {
        rows.entry((cell.table, cell.row)).or_default().push(cell);
        let width = widths.entry(cell.table).or_default();
        *width = (*width).max(cell.last_column());
    }
    let reaches = |cells: &[&TableCell]| cells.iter().any(|cell| cell.last_column() == widths[&cell.table]);

    let mut bands: BTreeMap<(TableId, u32), Edges> = BTreeMap::new();
    for cell in rows.values().filter(|cells| reaches(cells)).flatten().filter(|cell| cell.columns == 1) {
        let Some((left, right)) = edges.get(&(cell.table, cell.row, cell.column)) else { continue };
        let band = bands.entry((cell.table, cell.column)).or_insert((*left, *right));
        *band = (band.0.min(*left), band.1.max(*right));
    }
    let mut columns = Columns::new();
    for ((table, row), cells) in rows.iter().filter(|(_, cells)| !reaches(cells)) {
        let mut placed = Vec::new();
        let mut next = 1;
        for cell in cells {
            let Some(drawn) = edges.get(&(*table, *row, cell.column)) else { continue };
            let from = next.max(cell.column);
            let bands = bands.range((*table, from)..=(*table, u32::MAX));
            let Some(column) =
                bands.clone().find(|(_, band)| shared(**band, *drawn) > 0.0).map(|((_, column), _)| *column)
            else {
                placed.clear();
                break;
            };
            placed.push((cell.column, column));
            next = column + cell.columns;
        }
        let moved = placed.into_iter().filter(|(tagged, column)| tagged != column);
        columns.extend(moved.map(|(tagged, column)| ((*table, *row, tagged), column)));
    }
    columns
}

/// How far two stretches lie over each other, in points; negative where they stand apart.
fn shared(a: Edges, b: Edges) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}
