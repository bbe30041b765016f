//! Automatic layout: layers from left to right, members of a box together, nothing on top of anything. The same input
//! gives the same layout.

use super::{Point, Rect};
use std::collections::BTreeMap;

/// Between two layers, in board pixels.
const ACROSS: f64 = 84.0;
/// Between two things of a layer.
const DOWN: f64 = 40.0;
/// Within a box, around what stands in it; on top more, for the caption.
const PADDING: f64 = 32.0;
/// Sweeps over the layers to bring joined things near each other.
const SWEEPS: usize = 8;

/// Something to be placed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Item {
    /// Its size; a box finds its own.
    pub size: Point,
    /// The box in which it stands, as an index of the items.
    pub inside: Option<usize>,
    /// Whether it is a box.
    pub is_box: bool,
}

/// A line between two items, by their indexes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Join {
    /// Where it leaves.
    pub from: usize,
    /// Where it arrives.
    pub to: usize,
    /// Whether the end belongs below the beginning (a dead-letter queue) and not to the right of it.
    pub below: bool,
}

/// A place for every item, with the top left corner of all at the origin.
pub fn layout(items: &[Item], joins: &[Join]) -> Vec<Rect> {
    let mut rects: Vec<Rect> = items
        .iter()
        .map(|item| Rect::new(0.0, 0.0, item.size.x, item.size.y))
        .collect();
    place_members(None, items, joins, &mut rects);
    rects
}

/// Places the members of a box, or of the board, around the origin; their own members go with them. Its size.
fn place_members(of: Option<usize>, items: &[Item], joins: &[Join], rects: &mut [Rect]) -> Point {
    let members: Vec<usize> = (0..items.len()).filter(|index| items[*index].inside == of).collect();
    for member in members.iter().copied().filter(|member| items[*member].is_box) {
        let size = place_members(Some(member), items, joins, rects);
        let (wide, high) = (size.x + 2.0 * PADDING, size.y + 2.0 * PADDING + 8.0);
        let empty = size == Point::default();
        rects[member].w = if empty { items[member].size.x } else { wide };
        rects[member].h = if empty { items[member].size.y } else { high };
        shift(member, items, rects, Point::new(PADDING, PADDING + 8.0), false);
    }
    let graph = Graph::of(&members, items, joins);
    let sizes: Vec<Point> = members
        .iter()
        .map(|member| Point::new(rects[*member].w, rects[*member].h))
        .collect();
    let places = graph.places(&sizes);
    let mut far = Point::default();
    for ((member, place), size) in members.iter().zip(&places).zip(&sizes) {
        shift(*member, items, rects, *place, true);
        far = Point::new(far.x.max(place.x + size.x), far.y.max(place.y + size.y));
    }
    far
}

/// Moves all that stands in an item, and the item itself if so wanted.
fn shift(item: usize, items: &[Item], rects: &mut [Rect], by: Point, itself: bool) {
    if itself {
        rects[item].x += by.x;
        rects[item].y += by.y;
    }
    for inner in (0..items.len()).filter(|index| items[*index].inside == Some(item)) {
        shift(inner, items, rects, by, true);
    }
}

/// The members of one box with the lines between them.
struct Graph {
    /// For each member the members to its right.
    next: Vec<Vec<usize>>,
    /// For each member the one above it.
    above: Vec<Option<usize>>,
}

impl Graph {
    fn of(members: &[usize], items: &[Item], joins: &[Join]) -> Graph {
        let local: BTreeMap<usize, usize> = members.iter().copied().zip(0..).collect();
        // A line from or to what stands deep in a box counts for the box.
        let member = |mut item: usize| loop {
            if let Some(found) = local.get(&item) {
                return Some(*found);
            }
            item = items[item].inside?;
        };
        let mut graph = Graph {
            next: vec![Vec::new(); members.len()],
            above: vec![None; members.len()],
        };
        for join in joins {
            let (Some(from), Some(to)) = (member(join.from), member(join.to)) else {
                continue;
            };
            if from == to {
                continue;
            }
            if join.below {
                graph.above[to].get_or_insert(from);
            } else if !graph.next[from].contains(&to) {
                graph.next[from].push(to);
            }
        }
        graph.hang_only_what_nothing_flows_into();
        graph.break_circles();
        graph
    }

    /// What messages flow into, or what hangs in a circle, stands where the flow puts it.
    fn hang_only_what_nothing_flows_into(&mut self) {
        for index in 0..self.above.len() {
            let fed = self.next.iter().any(|next| next.contains(&index));
            let mut up = self.above[index];
            let mut steps = 0;
            while let Some(over) = up {
                (up, steps) = (self.above[over], steps + 1);
                if over == index || steps > self.above.len() {
                    break;
                }
            }
            if fed || up.is_some() {
                self.above[index] = None;
            }
        }
    }

    /// Leaves out the lines that lead back.
    fn break_circles(&mut self) {
        let count = self.next.len();
        let (mut begun, mut done) = (vec![false; count], vec![false; count]);
        for root in 0..count {
            let mut stack = vec![(root, 0usize)];
            while let Some((at, edge)) = stack.pop() {
                if done[at] {
                    continue;
                }
                begun[at] = true;
                match self.next[at].get(edge).copied() {
                    None => done[at] = true,
                    Some(to) if begun[to] && !done[to] => {
                        self.next[at].remove(edge);
                        stack.push((at, edge));
                    }
                    Some(to) => {
                        stack.push((at, edge + 1));
                        stack.push((to, 0));
                    }
                }
            }
        }
    }

    /// The layer of each: one further than the furthest that leads to it.
    fn layers(&self) -> Vec<usize> {
        let count = self.next.len();
        let mut layer = vec![0usize; count];
        // Without circles this ends after as many rounds as the longest way has steps.
        for _ in 0..=count {
            let mut changed = false;
            for at in 0..count {
                if let Some(over) = self.above[at].filter(|over| layer[*over] > layer[at]) {
                    (layer[at], changed) = (layer[over], true);
                }
                for to in &self.next[at] {
                    if layer[*to] <= layer[at] {
                        (layer[*to], changed) = (layer[at] + 1, true);
                    }
                }
            }
            if !changed {
                break;
            }
        }
        layer
    }

    /// The places of all, each layer from top to bottom.
    fn places(&self, sizes: &[Point]) -> Vec<Point> {
        let layer = self.layers();
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); layer.iter().max().map_or(0, |most| most + 1)];
        for index in (0..sizes.len()).filter(|index| self.above[*index].is_none()) {
            rows[layer[index]].push(index);
        }
        self.hang(&mut rows, &layer);
        let mut y = vec![0.0; sizes.len()];
        rows.iter().for_each(|row| stack(row, sizes, &mut y));
        for sweep in 0..SWEEPS {
            let forwards = sweep % 2 == 0;
            let order: Vec<usize> = if forwards {
                (0..rows.len()).collect()
            } else {
                (0..rows.len()).rev().collect()
            };
            for column in order {
                self.settle(&mut rows[column], sizes, &mut y, forwards);
            }
        }
        let top = y.iter().copied().fold(f64::INFINITY, f64::min);
        let mut places = vec![Point::default(); sizes.len()];
        let mut x = 0.0;
        for row in &rows {
            let wide = row.iter().map(|index| sizes[*index].x).fold(0.0, f64::max);
            for index in row {
                places[*index] = Point::new(x, y[*index] - top);
            }
            x += wide + ACROSS;
        }
        places
    }

    /// Puts what hangs below another right after it.
    fn hang(&self, rows: &mut [Vec<usize>], layer: &[usize]) {
        let mut rest: Vec<usize> = (0..self.above.len())
            .filter(|index| self.above[*index].is_some())
            .collect();
        while !rest.is_empty() {
            let before = rest.len();
            rest.retain(|index| {
                let row = &mut rows[layer[*index]];
                let over = self.above[*index].and_then(|over| row.iter().position(|known| *known == over));
                match over {
                    Some(over) => row.insert(over + 1, *index),
                    None => return true,
                }
                false
            });
            if rest.len() == before {
                // Its upper one stands in another layer.
                let index = rest.remove(0);
                rows[layer[index]].push(index);
            }
        }
    }

    /// Brings the things of a layer near to what they are joined with, in the order that suits, without overlaps.
    fn settle(&self, row: &mut [usize], sizes: &[Point], y: &mut [f64], forwards: bool) {
        let middle = |index: usize, y: &[f64]| y[index] + sizes[index].y / 2.0;
        let wish = |index: usize, y: &[f64]| {
            if let Some(over) = self.above[index] {
                return middle(over, y) + 0.5;
            }
            let joined: Vec<usize> = if forwards {
                (0..sizes.len())
                    .filter(|from| self.next[*from].contains(&index))
                    .collect()
            } else {
                self.next[index].clone()
            };
            if joined.is_empty() {
                return middle(index, y);
            }
            joined.iter().map(|other| middle(*other, y)).sum::<f64>() / joined.len() as f64
        };
        let wishes: BTreeMap<usize, f64> = row.iter().map(|index| (*index, wish(*index, y))).collect();
        row.sort_by(|a, b| wishes[a].total_cmp(&wishes[b]));
        // Downwards as wished, but below the one before; then the whole layer to the average of its wishes.
        let mut least = f64::NEG_INFINITY;
        for index in row.iter() {
            y[*index] = (wishes[index] - sizes[*index].y / 2.0).max(least);
            least = y[*index] + sizes[*index].y + DOWN;
        }
        let off = row.iter().map(|index| wishes[index] - middle(*index, y)).sum::<f64>() / row.len().max(1) as f64;
        row.iter().for_each(|index| y[*index] += off);
    }
}

/// One below the other, around the line of 0.
fn stack(row: &[usize], sizes: &[Point], y: &mut [f64]) {
    let high: f64 = row.iter().map(|index| sizes[*index].y + DOWN).sum::<f64>() - DOWN;
    let mut at = -high / 2.0;
    for index in row {
        y[*index] = at;
        at += sizes[*index].y + DOWN;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Stream;

    fn card(inside: Option<usize>) -> Item {
        Item {
            size: Point::new(236.0, 120.0),
            inside,
            is_box: false,
        }
    }

    fn flow(from: usize, to: usize) -> Join {
        Join { from, to, below: false }
    }

    fn overlaps(items: &[Item], rects: &[Rect]) -> usize {
        let related = |a: usize, b: usize| {
            let mut up = items[a].inside;
            while let Some(outer) = up {
                if outer == b {
                    return true;
                }
                up = items[outer].inside;
            }
            false
        };
        let mut count = 0;
        for a in 0..rects.len() {
            for b in 0..a {
                if related(a, b) || related(b, a) {
                    continue;
                }
                count += usize::from(rects[a].touches(rects[b]));
            }
        }
        count
    }

    #[test]
    fn sources_stand_left_of_queues_and_those_left_of_workers() {
        let items = [card(None), card(None), card(None), card(None)];
        let dead = Join {
            from: 1,
            to: 3,
            below: true,
        };
        let rects = layout(&items, &[flow(0, 1), flow(1, 2), dead]);
        assert!(rects[0].right() < rects[1].x && rects[1].right() < rects[2].x);
        assert_eq!(rects[3].x, rects[1].x, "a dead-letter queue stands below its queue");
        assert!(rects[3].y > rects[1].bottom());
        assert_eq!(overlaps(&items, &rects), 0);
    }

    #[test]
    fn wires_that_need_not_cross_do_not() {
        // Two chains whose members were made in crossed order.
        let items = [card(None); 6];
        let rects = layout(&items, &[flow(0, 3), flow(1, 2), flow(3, 4), flow(2, 5)]);
        assert!((rects[0].y < rects[1].y) == (rects[3].y < rects[2].y));
        assert!((rects[3].y < rects[2].y) == (rects[4].y < rects[5].y));
    }

    #[test]
    fn members_of_a_box_stay_together_inside_of_it() {
        let frame = |inside| Item {
            size: Point::new(400.0, 240.0),
            inside,
            is_box: true,
        };
        let items = [
            frame(None),
            frame(Some(0)),
            card(Some(1)),
            card(Some(0)),
            card(None),
            card(None),
        ];
        let rects = layout(&items, &[flow(4, 2), flow(2, 3), flow(3, 5)]);
        assert!(rects[0].holds(rects[1]) && rects[1].holds(rects[2]) && rects[0].holds(rects[3]));
        assert!(rects[4].right() < rects[0].x && rects[0].right() < rects[5].x);
        assert_eq!(overlaps(&items, &rects), 0);
    }

    #[test]
    fn no_design_makes_anything_overlap_and_the_same_one_looks_the_same() {
        for seed in 0..200 {
            let mut luck = Stream::new(seed, 0, "layout");
            let count = 2 + luck.below(30) as usize;
            let item = |index: usize, luck: &mut Stream| Item {
                size: Point::new(236.0, 60.0 + luck.below(10) as f64 * 12.0),
                inside: (index > 2 && luck.below(3) == 0).then(|| luck.below(2) as usize),
                is_box: index < 2,
            };
            let items: Vec<Item> = (0..count).map(|index| item(index, &mut luck)).collect();
            let joins: Vec<Join> = (0..luck.below(60))
                .map(|_| Join {
                    from: luck.below(count as u64) as usize,
                    to: luck.below(count as u64) as usize,
                    below: luck.below(5) == 0,
                })
                .collect();
            let rects = layout(&items, &joins);
            assert_eq!(overlaps(&items, &rects), 0, "seed {seed}");
            assert_eq!(rects, layout(&items, &joins), "seed {seed}");
        }
    }
}
