//! Paints the cards from far away, on a canvas of their own: they change seldom, so most frames leave it as it is.

use super::desk::Desk;
use crate::geometry::{Point, Rect};
use crate::platform::canvas2d::{Align, Pen, set_style, style_variable};
use crate::scene::{CardMark, far_cards, name_lines};
use crate::sim::{Category, Tone};
use yew::NodeRef;

/// The parts of a card in board pixels, as in the style sheet: its corners, its tile, and where its name begins.
const CORNER: f64 = 10.0;
const TILE: f64 = 46.0;
const EDGE: f64 = 12.0;
const NAME: f64 = EDGE + TILE + 14.0;
/// The radius of the dot that tells how a card fares, and the gap before it.
const DOT: f64 = 9.0;
const GAP: f64 = 8.0;
/// The size of the name's letters.
const LETTERS: f64 = 29.0;

/// The canvas of the far cards, with what it shows.
#[derive(Default)]
pub struct FarLayer {
    pen: Option<Pen>,
    colours: Option<Colours>,
    shown: (Vec<CardMark>, Point),
}

impl FarLayer {
    /// Paints what has changed since the frame before.
    pub fn frame(&mut self, desk: &Desk, canvas: &NodeRef, dark: bool) {
        let (cards, zoom, size) = desk.read(|plan| {
            let mark = |selection: &_| far_cards(&plan.board, &plan.faces, selection, plan.view, plan.size);
            let cards = desk.store().read(|session| mark(session.selection()));
            (cards, plan.view.zoom, plan.size)
        });
        if cards.is_empty() {
            // A layer with nothing on it costs the browser as much as a full one.
            if !std::mem::take(&mut self.shown).0.is_empty() {
                set_style(canvas, "display", "none");
            }
            return;
        }
        let now = (cards, size);
        let recoloured = self.colours.as_ref().is_none_or(|colours| colours.dark != dark);
        if self.shown == now && !recoloured {
            return;
        }
        if self.pen.is_none() {
            self.pen = Pen::of(canvas);
        }
        let Some(pen) = &mut self.pen else { return };
        if self.shown.0.is_empty() {
            set_style(canvas, "display", "block");
        }
        if recoloured {
            self.colours = None;
        }
        let colours = self.colours.get_or_insert_with(|| Colours::read(dark));
        pen.clear(size);
        pen.font(&format!("600 {:.2}px {}", LETTERS * zoom, colours.font));
        now.0.iter().for_each(|card| paint(pen, card, zoom, colours));
        self.shown = now;
    }
}

/// The colours of the present theme.
struct Colours {
    dark: bool,
    raised: String,
    line: String,
    ink: String,
    accent: String,
    halo: String,
    plain: String,
    good: String,
    warning: String,
    bad: String,
    kinds: Vec<(Category, String)>,
    on_kind: String,
    font: String,
}

impl Colours {
    fn read(dark: bool) -> Colours {
        let kind = |category: Category| (category, style_variable(&format!("--c-{}", category.style())));
        Colours {
            dark,
            raised: style_variable("--raised"),
            line: style_variable("--line"),
            ink: style_variable("--ink"),
            accent: style_variable("--accent"),
            halo: style_variable("--accent-soft"),
            plain: style_variable("--line-strong"),
            good: style_variable("--good"),
            warning: style_variable("--warn"),
            bad: style_variable("--bad"),
            kinds: Category::ALL.into_iter().map(kind).collect(),
            on_kind: style_variable("--c-ink"),
            font: style_variable("--sans"),
        }
    }

    fn kind(&self, category: Category) -> &str {
        let known = self.kinds.iter().find(|(known, _)| *known == category);
        known.map_or("", |(_, colour)| colour)
    }

    fn tone(&self, tone: Tone) -> &str {
        match tone {
            Tone::Plain => &self.plain,
            Tone::Good => &self.good,
            Tone::Warning => &self.warning,
            Tone::Bad => &self.bad,
        }
    }
}

fn paint(pen: &mut Pen, card: &CardMark, zoom: f64, colours: &Colours) {
    let (rect, face) = (card.rect, &card.face);
    let outline = |pen: &Pen| {
        pen.begin();
        pen.round_rect(rect.x, rect.y, rect.w, rect.h, CORNER * zoom);
    };
    pen.opacity(if face.absent { 0.6 } else { 1.0 });
    outline(pen);
    if card.selected {
        pen.stroke(&colours.halo, (18.0 * zoom).max(6.0), None, 0.0);
        pen.stroke(&colours.accent, (6.0 * zoom).max(3.0), None, 0.0);
    } else {
        pen.stroke(&colours.line, 1.0, None, 0.0);
    }
    pen.fill(&colours.raised);
    let middle = rect.y + rect.h / 2.0;
    let side = TILE * zoom;
    let tile = Rect::new(rect.x + EDGE * zoom, middle - side / 2.0, side, side);
    pen.begin();
    pen.round_rect(tile.x, tile.y, side, side, 12.0 * zoom);
    pen.fill(colours.kind(face.category));
    // The icon's square of 20 is shown at 32.
    let corner = tile.centre() - Point::new(16.0, 16.0) * zoom;
    pen.icon(face.icon, corner, 1.6 * zoom, &colours.on_kind, 1.7);
    let mut end = rect.right() - EDGE * zoom;
    if let Some(tone) = face.tone {
        end -= DOT * zoom;
        pen.begin();
        pen.circle(Point::new(end, middle), DOT * zoom);
        pen.fill(colours.tone(tone));
        end -= (DOT + GAP) * zoom;
    }
    let start = rect.x + NAME * zoom;
    let line = LETTERS * 1.1 * zoom;
    let lines = name_lines(&face.name, end - start, rect.h >= 2.0 * line, |text| {
        pen.text_width(text)
    });
    let top = middle - line * (lines.len() - 1) as f64 / 2.0;
    for (index, text) in lines.iter().enumerate() {
        pen.text(
            text,
            Point::new(start, top + line * index as f64),
            Align::Left,
            &colours.ink,
        );
    }
    pen.opacity(1.0);
}
