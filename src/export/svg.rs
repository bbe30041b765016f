//! The board as SVG: boxes, wires, what is under way, and the cards.

use super::cards;
use crate::geometry::{Curve, Point, Rect, Viewport};
use crate::scenario::AreaKind;
use crate::scene::{Board, HUES, Traffic, card_shape};
use crate::session::Session;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Room around the board, in pixels.
const MARGIN: f64 = 40.0;
/// A course is drawn with so many straight pieces.
const PIECES: usize = 48;
/// More travellers than this are counted, not drawn.
const FLOW_MOST: usize = 12_000;
/// The letters of the picture: whatever the reader's system has.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/// The colours of a theme, by the names of the style variables.
#[derive(Clone, PartialEq, Debug)]
pub struct Palette(BTreeMap<String, String>);

impl Palette {
    /// Reads each colour by the name of its style variable, without the dashes: `bg`, `ink`, `t1`, `c-queue`. What is no
    /// plain colour is shown as grey.
    pub fn read(read: impl Fn(&str) -> String) -> Palette {
        let plain = |name: &str| {
            let colour = read(name);
            let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"#(),.% ".contains(&byte);
            let good = !colour.is_empty() && colour.len() < 40 && colour.bytes().all(safe);
            (name.to_string(), if good { colour } else { "#808080".to_string() })
        };
        let own = [
            "bg",
            "raised",
            "ink",
            "ink-2",
            "ink-3",
            "line",
            "line-2",
            "line-strong",
            "accent",
            "good",
            "warn",
            "bad",
            "c-ink",
        ];
        let mut colours: BTreeMap<String, String> = own.iter().map(|name| plain(name)).collect();
        colours.extend((1..=HUES).map(|hue| plain(&format!("t{hue}"))));
        let categories = crate::sim::Category::ALL.iter();
        colours.extend(categories.map(|category| plain(&format!("c-{}", category.style()))));
        Palette(colours)
    }

    /// A colour by its name.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("#808080", String::as_str)
    }

    /// The colour of a message's hue, from 0.
    pub(super) fn hue(&self, hue: u8) -> &str {
        self.get(&format!("t{}", hue % HUES + 1))
    }
}

/// A picture with its size in pixels.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// The SVG text.
    pub svg: String,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// The whole design as it is at the playhead.
pub fn picture(session: &Session, palette: &Palette) -> Picture {
    let doc = session.scenario();
    let views: Vec<_> = doc.nodes.keys().filter_map(|id| session.node_view(*id)).collect();
    let shapes: BTreeMap<_, _> = views
        .iter()
        .map(|view| (view.id, card_shape(view.card.as_ref())))
        .collect();
    let board = Board::new(doc, |id| shapes.get(&id).copied().unwrap_or_default());
    let bounds = board
        .bounds()
        .unwrap_or(Rect::new(0.0, 0.0, 320.0, 120.0))
        .grown(MARGIN);
    let (width, height) = (bounds.w.ceil() as u32, bounds.h.ceil() as u32);
    let mut out = String::new();
    // Writing to a text never fails.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{} {} {width} {height}\" font-family=\"{FONT}\" role=\"img\"><title>{}</title>",
        bounds.x,
        bounds.y,
        escaped(&doc.title)
    );
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        bounds.x,
        bounds.y,
        palette.get("bg")
    );
    areas(session, palette, &mut out);
    wires(&board, palette, &mut out);
    traffic(session, &board, palette, &mut out);
    for view in &views {
        if let Some(placed) = board.node(view.id) {
            cards::card(view, placed, palette, &mut out);
        }
    }
    out.push_str("</svg>");
    Picture {
        svg: out,
        width,
        height,
    }
}

fn areas(session: &Session, palette: &Palette, out: &mut String) {
    for area in session.scenario().areas.values() {
        let text = match area.kind {
            AreaKind::Region => format!("{} · region", area.name),
            AreaKind::Zone => format!("zone {}", area.name),
            _ => area.name.to_string(),
        };
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"14\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\" stroke-dasharray=\"5 5\"/>",
            area.x,
            area.y,
            area.w,
            area.h,
            palette.get("line-strong")
        );
        let at = Point::new(f64::from(area.x) + 16.0, f64::from(area.y) + 18.0);
        label(at, "start", &text, palette.get("ink-2"), out);
    }
}

fn wires(board: &Board, palette: &Palette, out: &mut String) {
    for wire in board.wires() {
        let reference = wire.what.is_reference();
        let colour = palette.get(if wire.on { "line-strong" } else { "bad" });
        let dash = match (reference, wire.on) {
            (true, _) => " stroke-dasharray=\"5 6\"",
            (_, false) => " stroke-dasharray=\"2 7\"",
            _ => "",
        };
        let _ = write!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linecap=\"round\"{dash}/>",
            course(&wire.curve)
        );
        let way = wire.curve.direction(1.0);
        let tip = wire.curve.at(1.0) - way * 7.0;
        let side = Point::new(-way.y, way.x) * 4.8;
        let (a, b) = (tip - way * 10.0 + side, tip - way * 10.0 - side);
        let _ = write!(
            out,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" fill=\"{colour}\"/>",
            tip.x, tip.y, a.x, a.y, b.x, b.y
        );
    }
}

/// A course as the `d` attribute of a path.
fn course(curve: &Curve) -> String {
    let mut path = String::new();
    for piece in 0..=PIECES {
        let at = curve.at(piece as f64 / PIECES as f64);
        let letter = if piece == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", at.x, at.y);
    }
    path
}

fn traffic(session: &Session, board: &Board, palette: &Palette, out: &mut String) {
    let flow = session.flow(FLOW_MOST);
    let traffic = Traffic::of(board, &flow, Viewport::default(), |_| true, false);
    for band in &traffic.bands {
        let hue = band.weave.first().map_or(0, |(hue, _)| *hue);
        let _ = write!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{:.1}\" stroke-linecap=\"round\" opacity=\".75\"/>",
            course(&board.wires()[band.wire].curve),
            palette.hue(hue),
            band.thickness
        );
    }
    for token in &traffic.tokens {
        let _ = write!(
            out,
            "<path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.2\"/>",
            token.look.shape.path(token.at, traffic.radius),
            palette.hue(token.look.hue),
            palette.get("bg")
        );
    }
    for (wire, words) in &traffic.words {
        let wire = &board.wires()[*wire];
        let share = if wire.caption.is_empty() { 0.5 } else { 0.28 };
        pill(wire.curve.at(share), words, palette.get("ink"), palette, out);
    }
    for wire in board.wires().iter().filter(|wire| !wire.caption.is_empty()) {
        let colour = palette.get(if wire.on { "ink-2" } else { "bad" });
        pill(wire.curve.at(0.5), &wire.caption, colour, palette, out);
    }
}

/// A text on a wire, with the background behind it.
fn pill(at: Point, text: &str, colour: &str, palette: &Palette, out: &mut String) {
    // Letters are not measured here; an average serves.
    let width = text.chars().count() as f64 * 6.4 + 14.0;
    let _ = write!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"18\" rx=\"9\" fill=\"{}\" opacity=\".92\"/>",
        at.x - width / 2.0,
        at.y - 9.0,
        palette.get("bg")
    );
    label(Point::new(at.x, at.y + 4.0), "middle", text, colour, out);
}

fn label(at: Point, anchor: &str, text: &str, colour: &str, out: &mut String) {
    let _ = write!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-size=\"11.5\" font-weight=\"500\" fill=\"{colour}\">{}</text>",
        at.x,
        at.y,
        escaped(text)
    );
}

/// A text as it stands in XML, without what XML can't hold.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}
