//! Texts on wires: each stands where it covers no card and no other text; where there is no room it is shortened or left
//! out, and the inspector and the names of the wires still say it.

use super::board::BoardWire;
use crate::geometry::{Curve, Point, Rect, Viewport};

/// What a text is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LabelRole {
    /// What is special about a wire.
    Caption,
    /// That a wire is cut.
    Cut,
    /// How much is under way.
    Traffic,
}

/// A text on a wire, around a point.
#[derive(Clone, PartialEq, Debug)]
pub struct LabelMark {
    /// Its middle.
    pub at: Point,
    /// What it says.
    pub text: String,
    /// What it is about.
    pub role: LabelRole,
    /// Whether the sign of a filter stands before it.
    pub filtered: bool,
}

/// A text is not shortened to fewer letters: they would say nothing.
const LEAST_LETTERS: usize = 4;
/// How wide a letter of a text is about, in pixels of the screen, and what lies around the text.
const LETTER: f64 = 6.2;
const AROUND: f64 = 12.0;
const HEIGHT: f64 = 18.0;
/// The sign of a filter is as wide as so many letters.
const SIGN_LETTERS: usize = 2;
/// Counts are given this much room, so that they keep their place while they grow.
const LEAST_COUNT: usize = 8;
/// More counts than this are noise.
const MOST_COUNTS: usize = 60;
/// Where on a wire a text may stand, the best first.
const CAPTION_PLACES: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
const COUNT_PLACES: [f64; 5] = [0.28, 0.36, 0.5, 0.64, 0.72];

/// The texts of a frame, as they find their places.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Labels {
    view: Viewport,
    screen: Rect,
    /// The cards in view, in pixels of the screen.
    cards: Vec<Rect>,
    taken: Vec<Rect>,
    counts: usize,
    /// What has found a place.
    pub marks: Vec<LabelMark>,
}

impl Labels {
    /// No texts yet, among these cards of the board.
    pub fn among(cards: impl Iterator<Item = Rect>, view: Viewport, size: Point) -> Labels {
        Labels {
            view,
            screen: Rect::new(0.0, 0.0, size.x, size.y),
            cards: cards.map(|card| view.rect_to_screen(card)).collect(),
            taken: Vec::new(),
            counts: 0,
            marks: Vec::new(),
        }
    }

    /// Says what is special about a wire. That it is cut is said at any price.
    pub fn caption(&mut self, wire: &BoardWire) {
        let (role, sign) = match wire.on {
            true => (LabelRole::Caption, wire.filtered),
            false => (LabelRole::Cut, false),
        };
        let signs = if sign { SIGN_LETTERS } else { 0 };
        let mut texts = versions(&wire.caption, wire.labelled);
        if sign {
            texts.push(String::new());
        }
        let places = |text: &String| self.place(&wire.curve, &CAPTION_PLACES, text.chars().count() + signs);
        let found = texts.iter().find_map(|text| Some((places(text)?, text.clone())));
        let cut = || (role == LabelRole::Cut).then(|| (self.around(&wire.curve, 0.5, 3), wire.caption.clone()));
        if let Some((rect, text)) = found.or_else(cut) {
            self.put(rect, text, role, sign);
        }
    }

    /// Says how much is under way on a wire, in words or else as a number; false where there is no room for it.
    pub fn count(&mut self, curve: &Curve, alone: bool, words: &str) -> bool {
        self.counts += 1;
        if self.counts > MOST_COUNTS {
            return false;
        }
        let shares: &[f64] = if alone { &CAPTION_PLACES } else { &COUNT_PLACES };
        let number = words.split(' ').next().unwrap_or_default();
        let room = [(words, words.chars().count().max(LEAST_COUNT)), (number, number.len())];
        let found = room
            .into_iter()
            .find_map(|(words, letters)| Some((self.place(curve, shares, letters)?, words.to_string())));
        let Some((rect, words)) = found else {
            return false;
        };
        self.put(rect, words, LabelRole::Traffic, false);
        true
    }

    fn put(&mut self, rect: Rect, text: String, role: LabelRole, filtered: bool) {
        self.taken.push(rect);
        self.marks.push(LabelMark {
            at: rect.centre(),
            text,
            role,
            filtered,
        });
    }

    /// The first of these places of a course with room for so many letters.
    fn place(&self, curve: &Curve, shares: &[f64], letters: usize) -> Option<Rect> {
        let free = |rect: &Rect| {
            let taken = |other: &Rect| other.touches(*rect);
            self.screen.touches(*rect) && !self.cards.iter().any(taken) && !self.taken.iter().any(taken)
        };
        let rects = shares.iter().map(|share| self.around(curve, *share, letters));
        rects.into_iter().find(free)
    }

    /// How wide a text is about, in pixels of the screen.
    pub fn width(text: &str) -> f64 {
        text.chars().count() as f64 * LETTER + AROUND
    }

    fn around(&self, curve: &Curve, share: f64, letters: usize) -> Rect {
        let at = self.view.to_screen(curve.at(share));
        let width = letters as f64 * LETTER + AROUND;
        Rect::new(at.x - width / 2.0, at.y - HEIGHT / 2.0, width, HEIGHT)
    }
}

/// A text and shorter ones of it: without its last pieces, and a label of someone's own also with fewer letters.
fn versions(text: &str, labelled: bool) -> Vec<String> {
    let mut versions = Vec::new();
    if text.is_empty() {
        return versions;
    }
    versions.push(text.to_string());
    let pieces: Vec<&str> = text.split(" · ").collect();
    versions.extend(
        (1..pieces.len())
            .rev()
            .map(|count| format!("{}…", pieces[..count].join(" · "))),
    );
    if labelled {
        let letters: Vec<char> = text.chars().collect();
        let shorter = |count: usize| format!("{}…", letters[..count - 1].iter().collect::<String>().trim_end());
        versions.extend((LEAST_LETTERS..letters.len()).rev().map(shorter));
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Side;

    const LEFT: Rect = Rect::new(0.0, 0.0, 236.0, 100.0);

    /// A wire between two cards with this many pixels between them.
    fn wire(gap: f64, caption: &str) -> (BoardWire, [Rect; 2]) {
        let right = Rect::new(236.0 + gap, 0.0, 236.0, 100.0);
        let (start, end) = (Point::new(236.0, 50.0), Point::new(right.x, 50.0));
        let wire = BoardWire {
            what: super::super::WireRef::Wire(crate::base::WireId(1)),
            from: crate::base::NodeId(1),
            to: crate::base::NodeId(2),
            curve: Curve::between(start, Side::Right, end, Side::Left),
            on: true,
            dashed: false,
            labelled: false,
            filtered: false,
            caption: caption.to_string(),
        };
        (wire, [LEFT, right])
    }

    fn said(wire: &BoardWire, cards: [Rect; 2]) -> Vec<(String, bool)> {
        let mut labels = Labels::among(cards.into_iter(), Viewport::default(), Point::new(1_000.0, 500.0));
        labels.caption(wire);
        let marks = labels.marks.into_iter();
        marks.map(|mark| (mark.text, mark.filtered)).collect()
    }

    #[test]
    fn where_there_is_no_room_a_text_is_shorter_or_left_out() {
        // A letter takes 6.2 pixels and a text 12 more: "40 ms · 2% lost" 105, "40 ms…" 49.2.
        for (gap, text) in [(120.0, Some("40 ms · 2% lost")), (100.0, Some("40 ms…")), (40.0, None)] {
            let (wire, cards) = wire(gap, "40 ms · 2% lost");
            let texts: Vec<String> = said(&wire, cards).into_iter().map(|(text, _)| text).collect();
            assert_eq!(texts.first().map(String::as_str), text, "{gap}");
        }
    }

    #[test]
    fn the_sign_of_a_filter_outlives_the_words_beside_it_and_a_cut_is_always_said() {
        let (mut short, cards) = wire(40.0, "2 settings");
        short.filtered = true;
        assert_eq!(said(&short, cards), [(String::new(), true)]);
        let (mut cut, cards) = wire(20.0, "cut");
        cut.on = false;
        assert_eq!(said(&cut, cards), [("cut".to_string(), false)]);
    }

    #[test]
    fn a_count_without_room_for_its_words_is_a_number() {
        for (gap, text) in [(90.0, "18 under way"), (70.0, "18")] {
            let (wire, cards) = wire(gap, "");
            let mut labels = Labels::among(cards.into_iter(), Viewport::default(), Point::new(1_000.0, 500.0));
            assert!(labels.count(&wire.curve, true, "18 under way"));
            assert_eq!(labels.marks[0].text, text);
        }
    }

    #[test]
    fn two_texts_on_the_same_way_stand_beside_each_other_or_one_is_left_out() {
        let (wire, cards) = wire(400.0, "40 ms");
        let mut labels = Labels::among(cards.into_iter(), Viewport::default(), Point::new(1_000.0, 500.0));
        labels.caption(&wire);
        assert!(labels.count(&wire.curve, false, "12 under way"));
        let [caption, count] = &labels.marks[..] else {
            panic!("{:?}", labels.marks)
        };
        assert!((caption.at.x - count.at.x).abs() > 66.0, "{:?}", labels.marks);
        for _ in 0..9 {
            labels.count(&wire.curve, false, "12 under way");
        }
        let taken = &labels.taken;
        let apart = |(index, rect): (usize, &Rect)| taken[..index].iter().all(|other| !other.touches(*rect));
        assert!(taken.iter().enumerate().all(apart));
    }
}
