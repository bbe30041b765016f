//! What can be drawn beside nodes: notes and boxes.

use super::Store;
use super::kit::Glyph;
use crate::scenario::{Area, AreaKind, Paper, Scenario, Sticky};
use crate::session::Action;

/// Something that is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drawn {
    /// A sticky note.
    Note,
    /// A box that only groups.
    Plain,
    /// A region.
    Region,
    /// A zone.
    Zone,
}

/// The size of a new box, in pixels.
const BOX: (i32, i32) = (400, 240);

impl Drawn {
    /// All, in the order of the palette.
    pub const ALL: [Drawn; 4] = [Drawn::Note, Drawn::Plain, Drawn::Region, Drawn::Zone];

    /// The name under which it is dragged.
    pub const fn name(self) -> &'static str {
        match self {
            Drawn::Note => "draw-note",
            Drawn::Plain => "draw-box",
            Drawn::Region => "draw-region",
            Drawn::Zone => "draw-zone",
        }
    }

    /// What was dragged under a name.
    pub fn named(name: &str) -> Option<Drawn> {
        Drawn::ALL.into_iter().find(|drawn| drawn.name() == name)
    }

    /// What the palette calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Drawn::Note => "Note",
            Drawn::Plain => "Box",
            Drawn::Region => "Region",
            Drawn::Zone => "Availability Zone",
        }
    }

    /// What it is for.
    pub const fn summary(self) -> &'static str {
        match self {
            Drawn::Note => "A sticky note on the board: plain text, with line breaks.",
            Drawn::Plain => "A box around what belongs together. It moves with what stands in it.",
            Drawn::Region => "What stands in it is in this Region. Messages between Regions take longer.",
            Drawn::Zone => "What stands in it is in this Availability Zone of the Region around it.",
        }
    }

    /// Its icon.
    pub const fn glyph(self) -> Glyph {
        match self {
            Drawn::Note => Glyph::Note,
            Drawn::Plain => Glyph::Frame,
            Drawn::Region => Glyph::Globe,
            Drawn::Zone => Glyph::Zone,
        }
    }

    /// Adds one near a place of the board, where it is not hidden behind a card, and selects it.
    pub fn add_near(self, store: &Store, x: i32, y: i32) {
        let (w, h) = match self {
            Drawn::Note => Sticky::SIZE,
            _ => return self.add(store, x, y),
        };
        let (x, y) = store.read(|session| {
            let doc = session.scenario();
            let cards = doc.nodes.values().map(|node| (node.x, node.y, CARD.0, CARD.1));
            let notes = doc.notes.values().map(|note| (note.x, note.y, note.w, note.h));
            let taken: Vec<(i32, i32, i32, i32)> = cards.chain(notes).collect();
            let free = |(x, y): &(i32, i32)| {
                let (left, top) = (x - w / 2, y - h / 2);
                let apart = |(ox, oy, ow, oh): &(i32, i32, i32, i32)| {
                    left >= ox + ow || ox >= &(left + w) || top >= oy + oh || oy >= &(top + h)
                };
                taken.iter().all(apart)
            };
            rings(x, y).find(free).unwrap_or((x, y))
        });
        self.add(store, x, y);
    }

    /// Adds one with its middle at a place of the board, and selects it.
    pub fn add(self, store: &Store, x: i32, y: i32) {
        let kind = match self {
            Drawn::Note => {
                let (w, h) = Sticky::SIZE;
                let (x, y) = aside(store, x - w / 2, y - h / 2);
                return store.dispatch(Action::AddNote(Sticky {
                    text: "".into(),
                    colour: Paper::default(),
                    x,
                    y,
                    w,
                    h,
                }));
            }
            Drawn::Plain => AreaKind::Plain,
            Drawn::Region => AreaKind::Region,
            Drawn::Zone => AreaKind::Zone,
        };
        let (w, h) = BOX;
        let (x, y) = aside(store, x - w / 2, y - h / 2);
        let name = store.read(|session| session.scenario().area_name(kind));
        store.dispatch(Action::AddArea(Area { name, kind, x, y, w, h }));
    }
}

/// About the largest card, in pixels.
const CARD: (i32, i32) = (252, 200);

/// A place, then those around it, further and further away.
fn rings(x: i32, y: i32) -> impl Iterator<Item = (i32, i32)> {
    const STEP: i32 = 64;
    let ring = move |far: i32| {
        let along = move |at: i32| [(at, -far), (at, far), (-far, at), (far, at)];
        (0..=far).flat_map(move |at| along(at).into_iter().chain(along(-at)))
    };
    let around = (1..=12).flat_map(ring);
    std::iter::once((0, 0))
        .chain(around)
        .map(move |(dx, dy)| (x + dx * STEP, y + dy * STEP))
}

/// The place, or one beside it where a box or a note begins already.
fn aside(store: &Store, x: i32, y: i32) -> (i32, i32) {
    store.read(|session| {
        let doc = session.scenario();
        let (mut x, mut y) = (Scenario::snap(x), Scenario::snap(y));
        let taken = |x: i32, y: i32| {
            let notes = doc.notes.values().any(|note| (note.x, note.y) == (x, y));
            notes || doc.areas.values().any(|area| (area.x, area.y) == (x, y))
        };
        while taken(x, y) {
            (x, y) = (x + 32, y + 32);
        }
        (x, y)
    })
}
