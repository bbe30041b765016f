//! Which part of the board is on screen.

use super::{Point, Rect};

/// The board's place and scale on screen: a board point `p` is shown at `p * zoom + (x, y)`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Viewport {
    /// Where the board's origin is on screen.
    pub x: f64,
    /// Where the board's origin is on screen.
    pub y: f64,
    /// Screen pixels per board pixel.
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Viewport {
        Viewport {
            x: 0.0,
            y: 0.0,
            zoom: 1.0,
        }
    }
}

impl Viewport {
    /// The smallest scale.
    pub const LEAST_ZOOM: f64 = 0.1;
    /// The largest scale.
    pub const MOST_ZOOM: f64 = 3.0;

    /// A screen point as a board point.
    pub fn to_world(self, screen: Point) -> Point {
        Point::new((screen.x - self.x) / self.zoom, (screen.y - self.y) / self.zoom)
    }

    /// A board point as a screen point.
    pub fn to_screen(self, world: Point) -> Point {
        Point::new(world.x * self.zoom + self.x, world.y * self.zoom + self.y)
    }

    /// A board rectangle as a screen rectangle.
    pub fn rect_to_screen(self, world: Rect) -> Rect {
        let corner = self.to_screen(Point::new(world.x, world.y));
        Rect::new(corner.x, corner.y, world.w * self.zoom, world.h * self.zoom)
    }

    /// The part of the board that a screen of this size shows.
    pub fn seen(self, size: Point) -> Rect {
        let corner = self.to_world(Point::default());
        Rect::new(corner.x, corner.y, size.x / self.zoom, size.y / self.zoom)
    }

    /// Moved by a displacement on screen.
    #[must_use]
    pub fn panned(self, by: Point) -> Viewport {
        Viewport {
            x: self.x + by.x,
            y: self.y + by.y,
            ..self
        }
    }

    /// Scaled by a factor, within bounds, so that what is at `screen` stays there.
    #[must_use]
    pub fn zoomed_at(self, screen: Point, factor: f64) -> Viewport {
        let zoom = (self.zoom * factor).clamp(Self::LEAST_ZOOM, Self::MOST_ZOOM);
        let fixed = self.to_world(screen);
        Viewport {
            x: screen.x - fixed.x * zoom,
            y: screen.y - fixed.y * zoom,
            zoom,
        }
    }

    /// Shows all of `bounds` in a screen of this size with `padding` pixels around it, in natural size at most.
    pub fn fitting(bounds: Rect, size: Point, padding: f64) -> Viewport {
        let room = Point::new((size.x - 2.0 * padding).max(1.0), (size.y - 2.0 * padding).max(1.0));
        let zoom = (room.x / bounds.w.max(1.0))
            .min(room.y / bounds.h.max(1.0))
            .clamp(Self::LEAST_ZOOM, 1.0);
        let centre = bounds.centre();
        Viewport {
            x: size.x / 2.0 - centre.x * zoom,
            y: size.y / 2.0 - centre.y * zoom,
            zoom,
        }
    }

    /// The scale in whole hundredths, for display.
    pub fn percent(self) -> u32 {
        (self.zoom * 100.0).round() as u32
    }
}
