//! The view that shows a whole design, and the corner in which a small map covers none of it.

use super::{Point, Rect, Viewport};

/// What a whole design is shown in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stage {
    /// The size of the screen.
    pub size: Point,
    /// What stays free at its left and right, in pixels.
    pub sides: f64,
    /// What stays free at its top.
    pub top: f64,
    /// What stays free at its bottom, where the buttons are.
    pub bottom: f64,
}

impl Stage {
    /// Shows all of `bounds` in what is not to stay free, in natural size at most.
    pub fn fit(self, bounds: Rect) -> Viewport {
        let (w, h) = (self.size.x - 2.0 * self.sides, self.size.y - self.top - self.bottom);
        let view = Viewport::fitting(bounds, Point::new(w.max(1.0), h.max(1.0)), 0.0);
        view.panned(Point::new(self.sides, self.top))
    }

    /// Whether all of `bounds` is seen so, and nothing of it below the buttons.
    pub fn shows(self, view: Viewport, bounds: Rect) -> bool {
        let shown = view.rect_to_screen(bounds);
        let free = Rect::new(0.0, 0.0, self.size.x, (self.size.y - self.bottom).max(0.0));
        free.grown(1.0).holds(shown)
    }
}

/// A corner of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Corner {
    /// The usual one.
    #[default]
    BottomRight,
    /// Above the legend.
    BottomLeft,
    /// Where notices appear for a while.
    TopRight,
    /// The last one.
    TopLeft,
}

impl Corner {
    /// All, the best first.
    pub const ALL: [Corner; 4] = [
        Corner::BottomRight,
        Corner::BottomLeft,
        Corner::TopRight,
        Corner::TopLeft,
    ];

    /// The style sheet's word.
    pub const fn style(self) -> &'static str {
        match self {
            Corner::BottomRight => "bottom right",
            Corner::BottomLeft => "bottom left",
            Corner::TopRight => "top right",
            Corner::TopLeft => "top left",
        }
    }
}

/// A small map over the board.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Inset {
    /// Its size.
    pub size: Point,
    /// From the edges at the sides and at the top.
    pub margin: f64,
    /// From the bottom edge: above the buttons.
    pub lift: f64,
    /// Whether it is shown even where that makes all else much smaller.
    pub insists: bool,
}

impl Inset {
    /// The screen is made smaller for it by at most this share; where that is not enough, it is of no use.
    const WORTH: f64 = 0.85;
    /// Between it and the cards.
    const GAP: f64 = 8.0;

    /// Its place in a corner.
    pub fn at(self, corner: Corner, screen: Point) -> Rect {
        let right = screen.x - self.margin - self.size.x;
        let bottom = screen.y - self.lift - self.size.y;
        let (x, y) = match corner {
            Corner::BottomRight => (right, bottom),
            Corner::BottomLeft => (self.margin, bottom),
            Corner::TopRight => (right, self.margin),
            Corner::TopLeft => (self.margin, self.margin),
        };
        Rect::new(x, y, self.size.x, self.size.y)
    }

    /// The view that shows all of `bounds` with none of the cards below the map, and the map's corner; no corner where
    /// the cards leave it no room: everything is seen without it.
    pub fn fit(self, stage: Stage, bounds: Rect, cards: &[Rect]) -> (Viewport, Option<Corner>) {
        let whole = stage.fit(bounds);
        let free = |view: Viewport| {
            let covers = |corner: &Corner| {
                let map = self.at(*corner, stage.size).grown(Inset::GAP);
                cards.iter().any(|card| view.rect_to_screen(*card).touches(map))
            };
            Corner::ALL.into_iter().find(|corner| !covers(corner))
        };
        if let Some(corner) = free(whole) {
            return (whole, Some(corner));
        }
        let beside = Stage {
            size: Point::new(stage.size.x - self.size.x - self.margin, stage.size.y),
            ..stage
        };
        let above = Stage {
            bottom: stage.bottom.max(self.lift + self.size.y + 2.0 * Inset::GAP),
            ..stage
        };
        let smaller = [beside, above].map(|stage| stage.fit(bounds));
        let best = if smaller[0].zoom > smaller[1].zoom {
            smaller[0]
        } else {
            smaller[1]
        };
        if self.insists || best.zoom >= Inset::WORTH * whole.zoom {
            (best, Some(Corner::BottomRight))
        } else {
            (whole, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Stage = Stage {
        size: Point::new(800.0, 600.0),
        sides: 40.0,
        top: 50.0,
        bottom: 60.0,
    };
    const MAP: Inset = Inset {
        size: Point::new(180.0, 120.0),
        margin: 12.0,
        lift: 54.0,
        insists: false,
    };

    fn touches(view: Viewport, corner: Corner, cards: &[Rect]) -> bool {
        let map = MAP.at(corner, STAGE.size);
        cards.iter().any(|card| view.rect_to_screen(*card).touches(map))
    }

    #[test]
    fn a_whole_design_stands_in_the_middle_of_what_is_free() {
        let bounds = Rect::new(100.0, 100.0, 1_440.0, 200.0);
        let view = STAGE.fit(bounds);
        let shown = view.rect_to_screen(bounds);
        assert_eq!((shown.x, shown.right()), (40.0, 760.0));
        assert_eq!(shown.centre().y, (50.0 + 540.0) / 2.0);
        assert!(STAGE.shows(view, bounds));
        assert!(!STAGE.shows(view, Rect::new(100.0, 100.0, 1_440.0, 1_000.0)));
    }

    #[test]
    fn the_map_goes_to_the_first_corner_where_it_covers_nothing() {
        let left = [Rect::new(0.0, 200.0, 200.0, 80.0), Rect::new(520.0, 0.0, 200.0, 480.0)];
        let bounds = Rect::around(left).expect("two");
        let (view, corner) = MAP.fit(STAGE, bounds, &left);
        assert_eq!((view, corner), (STAGE.fit(bounds), Some(Corner::BottomLeft)));
        let alone = [Rect::new(0.0, 0.0, 236.0, 100.0)];
        assert_eq!(MAP.fit(STAGE, alone[0], &alone).1, Some(Corner::BottomRight));
    }

    #[test]
    fn where_no_corner_is_free_the_design_is_a_little_smaller() {
        let low = [Rect::new(0.0, 0.0, 720.0, 400.0)];
        let (view, corner) = MAP.fit(STAGE, low[0], &low);
        assert_eq!(corner, Some(Corner::BottomRight));
        assert!(view.zoom < STAGE.fit(low[0]).zoom && !touches(view, Corner::BottomRight, &low));
    }

    #[test]
    fn where_it_would_cost_much_there_is_no_map_unless_someone_wants_it() {
        let full = [Rect::new(0.0, 0.0, 720.0, 490.0)];
        assert_eq!(MAP.fit(STAGE, full[0], &full), (STAGE.fit(full[0]), None));
        let wanted = Inset { insists: true, ..MAP };
        let (view, corner) = wanted.fit(STAGE, full[0], &full);
        assert_eq!(corner, Some(Corner::BottomRight));
        assert!(!touches(view, Corner::BottomRight, &full));
    }
}
