//! The board on a small map: which place of the map stands for which place of the board.

use super::{Point, Rect, Viewport};

/// The scale and place of a map.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MiniMap {
    view: Viewport,
}

impl MiniMap {
    /// A map of this size that shows all of `board` and all that the screen `seen` shows.
    pub fn new(board: Rect, seen: Rect, size: Point, padding: f64) -> MiniMap {
        let all = board.union(seen);
        let room = Point::new((size.x - 2.0 * padding).max(1.0), (size.y - 2.0 * padding).max(1.0));
        let zoom = (room.x / all.w.max(1.0)).min(room.y / all.h.max(1.0));
        let centre = all.centre();
        let view = Viewport {
            x: size.x / 2.0 - centre.x * zoom,
            y: size.y / 2.0 - centre.y * zoom,
            zoom,
        };
        MiniMap { view }
    }

    /// A board rectangle on the map; never so small that it can't be seen.
    pub fn mark(self, world: Rect) -> Rect {
        let mark = self.view.rect_to_screen(world);
        Rect::new(mark.x, mark.y, mark.w.max(2.0), mark.h.max(2.0))
    }

    /// The place of the board that a place of the map stands for.
    pub fn to_world(self, at: Point) -> Point {
        self.view.to_world(at)
    }
}
