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
        Viewport::closing_in(bounds, size, padding, 1.0)
    }

    /// As [`Viewport::fitting`], at most `most` times as large as natural.
    pub fn closing_in(bounds: Rect, size: Point, padding: f64, most: f64) -> Viewport {
        let room = Point::new((size.x - 2.0 * padding).max(1.0), (size.y - 2.0 * padding).max(1.0));
        let zoom = (room.x / bounds.w.max(1.0))
            .min(room.y / bounds.h.max(1.0))
            .clamp(Self::LEAST_ZOOM, most);
        Viewport {
            zoom,
            ..Viewport::default()
        }
        .centred(bounds.centre(), size)
    }

    /// In the same scale, with this board point in the middle of a screen of this size.
    #[must_use]
    pub fn centred(self, world: Point, size: Point) -> Viewport {
        Viewport {
            x: size.x / 2.0 - world.x * self.zoom,
            y: size.y / 2.0 - world.y * self.zoom,
            zoom: self.zoom,
        }
    }

    /// A share `t` of the way to another viewport. What stands still between the two stands still all the way.
    #[must_use]
    pub fn towards(self, other: Viewport, t: f64) -> Viewport {
        let between = |a: f64, b: f64| a + (b - a) * t;
        Viewport {
            x: between(self.x, other.x),
            y: between(self.y, other.y),
            zoom: between(self.zoom, other.zoom),
        }
    }

    /// Moved by as little as possible so that a board rectangle lies within a screen of this size, `margin` pixels from
    /// its edges; None when it does already.
    pub fn revealing(self, world: Rect, size: Point, margin: f64) -> Option<Viewport> {
        let rect = self.rect_to_screen(world);
        let shift = |low: f64, high: f64, room: f64| {
            if low < margin {
                margin - low
            } else if high > room - margin {
                // What is larger than the screen shows its beginning.
                (room - margin - high).max(margin - low)
            } else {
                0.0
            }
        };
        let by = Point::new(
            shift(rect.x, rect.right(), size.x),
            shift(rect.y, rect.bottom(), size.y),
        );
        (by != Point::default()).then(|| self.panned(by))
    }

    /// The scale in whole hundredths, for display.
    pub fn percent(self) -> u32 {
        (self.zoom * 100.0).round() as u32
    }
}
