//! Putting things in line and at even distances.

use super::Rect;

/// Which edge or middle comes into one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// Left edges.
    Left,
    /// Middles, one above the other.
    Centre,
    /// Right edges.
    Right,
    /// Top edges.
    Top,
    /// Middles, side by side.
    Middle,
    /// Bottom edges.
    Bottom,
}

/// How far each of these has to move, right and down, to stand in line with the others.
pub fn align(rects: &[Rect], how: Align) -> Vec<(f64, f64)> {
    let Some(all) = Rect::around(rects.iter().copied()) else {
        return Vec::new();
    };
    let way = |rect: &Rect| match how {
        Align::Left => (all.x - rect.x, 0.0),
        Align::Centre => (all.centre().x - rect.centre().x, 0.0),
        Align::Right => (all.right() - rect.right(), 0.0),
        Align::Top => (0.0, all.y - rect.y),
        Align::Middle => (0.0, all.centre().y - rect.centre().y),
        Align::Bottom => (0.0, all.bottom() - rect.bottom()),
    };
    rects.iter().map(way).collect()
}

/// How far each has to move so that the gaps between neighbours are equal. The outermost two stay.
pub fn distribute(rects: &[Rect], across: bool) -> Vec<(f64, f64)> {
    let start = |rect: &Rect| if across { rect.x } else { rect.y };
    let size = |rect: &Rect| if across { rect.w } else { rect.h };
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|a, b| start(&rects[*a]).total_cmp(&start(&rects[*b])).then(a.cmp(b)));
    let mut moves = vec![(0.0, 0.0); rects.len()];
    let [first, .., last] = order.as_slice() else {
        return moves;
    };
    let from = start(&rects[*first]);
    let room = start(&rects[*last]) + size(&rects[*last]) - from;
    let filled: f64 = rects.iter().map(size).sum();
    let gap = (room - filled) / (rects.len() as f64 - 1.0);
    let mut at = from;
    for index in &order {
        let by = at - start(&rects[*index]);
        moves[*index] = if across { (by, 0.0) } else { (0.0, by) };
        at += size(&rects[*index]) + gap;
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> [Rect; 3] {
        [
            Rect::new(0.0, 0.0, 100.0, 40.0),
            Rect::new(300.0, 16.0, 100.0, 80.0),
            Rect::new(160.0, 200.0, 50.0, 40.0),
        ]
    }

    #[test]
    fn edges_and_middles_come_into_line() {
        let after = |how: Align| {
            let rects = three();
            let moves = align(&rects, how);
            let put = |(rect, (dx, dy)): (&Rect, &(f64, f64))| Rect::new(rect.x + dx, rect.y + dy, rect.w, rect.h);
            rects.iter().zip(&moves).map(put).collect::<Vec<_>>()
        };
        assert!(after(Align::Left).iter().all(|rect| rect.x == 0.0));
        assert!(after(Align::Right).iter().all(|rect| rect.right() == 400.0));
        assert!(after(Align::Centre).iter().all(|rect| rect.centre().x == 200.0));
        assert!(after(Align::Top).iter().all(|rect| rect.y == 0.0));
        assert!(after(Align::Middle).iter().all(|rect| rect.centre().y == 120.0));
        assert!(after(Align::Bottom).iter().all(|rect| rect.bottom() == 240.0));
    }

    #[test]
    fn gaps_become_equal_and_the_outermost_stay() {
        // 400 wide, 250 filled: two gaps of 75.
        assert_eq!(distribute(&three(), true), vec![(0.0, 0.0), (0.0, 0.0), (15.0, 0.0)]);
        assert_eq!(distribute(&three()[..1], true), vec![(0.0, 0.0)]);
    }
}
