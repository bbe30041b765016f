//! Paints a list of marks.

use super::stamps::Stamps;
use crate::geometry::Point;
use crate::platform::canvas2d::{Align, Pen, style_variable};
use crate::scenario::AreaKind;
use crate::scene::{
    AreaMark, Backdrop, Band, DrawList, HUES, LabelMark, LabelRole, ScreenCurve, Shape, TokenMark, WireMark,
};

/// The colours of the present theme, read from the style sheets once for each theme.
#[derive(Clone, PartialEq, Debug)]
pub struct Colours {
    /// Whether they are those of the dark theme.
    pub dark: bool,
    hues: Vec<String>,
    background: String,
    ink: String,
    quiet: String,
    line: String,
    region: String,
    zone: String,
    wire: String,
    accent: String,
    bad: String,
    font: String,
}

impl Colours {
    /// Reads them.
    pub fn read(dark: bool) -> Colours {
        Colours {
            dark,
            hues: (1..=HUES).map(|hue| style_variable(&format!("--t{hue}"))).collect(),
            background: style_variable("--bg"),
            ink: style_variable("--ink"),
            quiet: style_variable("--ink-2"),
            line: style_variable("--line-strong"),
            region: style_variable("--area-region"),
            zone: style_variable("--area-zone"),
            wire: style_variable("--line-strong"),
            accent: style_variable("--accent"),
            bad: style_variable("--bad"),
            font: style_variable("--sans"),
        }
    }

    fn hue(&self, hue: u8) -> &str {
        &self.hues[usize::from(hue % HUES)]
    }
}

/// How many lines, arrowheads or tokens are one path: a browser paints longer paths more slowly, piece by piece.
const BATCH: usize = 32;

/// Paints what stands still, on a layer of its own.
pub fn paint_backdrop(pen: &mut Pen, backdrop: &Backdrop, size: Point, zoom: f64, colours: &Colours) {
    pen.clear(size);
    backdrop.areas.iter().for_each(|area| paint_area(pen, area, colours));
    let width = wire_width(zoom);
    // The lines that look the same are many, and lie below those that stand out.
    let (plain, other): (Vec<&WireMark>, Vec<&WireMark>) = backdrop.wires.iter().partition(|wire| wire.is_plain());
    for wires in plain.chunks(BATCH) {
        paint_wires(pen, wires, &colours.wire, width, None, width);
    }
    other.iter().for_each(|wire| paint_wire(pen, wire, width, colours));
}

fn wire_width(zoom: f64) -> f64 {
    (2.0 * zoom.sqrt()).clamp(1.0, 3.0)
}

/// Paints what moves. `phase` moves the weave of bands, in pixels.
pub fn paint(
    pen: &mut Pen,
    list: &DrawList,
    size: Point,
    zoom: f64,
    phase: f64,
    (colours, stamps): (&Colours, &Stamps),
) {
    pen.clear(size);
    let width = wire_width(zoom);
    for (band, curve) in &list.bands {
        paint_band(pen, band, curve, phase, colours);
    }
    if !stamps.stamp(pen, &list.traffic.tokens) {
        paint_tokens(pen, &list.traffic.tokens, list.traffic.radius, colours);
    }
    pen.font(&format!("500 11.5px {}", colours.font));
    list.labels.iter().for_each(|label| paint_label(pen, label, colours));
    if let Some(loose) = &list.loose {
        let colour = if loose.refused { &colours.bad } else { &colours.accent };
        let dash = (!loose.legal).then_some((6.0, 6.0));
        pen.begin();
        path(pen, &loose.curve);
        pen.stroke(colour, width + 0.5, dash, 0.0);
        pen.begin();
        pen.circle(loose.end, 4.5);
        pen.fill(colour);
    }
}

/// A box: a breath of colour, so that what stands in it stands together, and an edge.
fn paint_area(pen: &Pen, area: &AreaMark, colours: &Colours) {
    let colour = match area.kind {
        AreaKind::Region => &colours.region,
        AreaKind::Zone => &colours.zone,
        AreaKind::Plain => &colours.line,
    };
    let radius = 12.0_f64.min(area.rect.w / 2.0).min(area.rect.h / 2.0);
    pen.begin();
    pen.round_rect(area.rect.x, area.rect.y, area.rect.w, area.rect.h, radius);
    pen.opacity(0.07);
    pen.fill(colour);
    let (colour, opacity, width) = if area.selected {
        (&colours.accent, 1.0, 2.0)
    } else {
        (colour, 0.65, 1.3)
    };
    let dash = (area.kind == AreaKind::Zone).then_some((6.0, 5.0));
    pen.opacity(opacity);
    pen.stroke(colour, width, dash, 0.0);
    pen.opacity(1.0);
}

/// Adds a course to the path.
fn path(pen: &Pen, curve: &ScreenCurve) {
    match curve {
        ScreenCurve::Smooth(points) => pen.curve(points),
        ScreenCurve::Steps(corners) => pen.steps(corners, 8.0),
    }
}

fn paint_wire(pen: &Pen, wire: &WireMark, width: f64, colours: &Colours) {
    let colour = match (wire.selected, wire.on) {
        (true, _) => &colours.accent,
        (_, false) => &colours.bad,
        _ if wire.hovered => &colours.ink,
        _ => &colours.wire,
    };
    let dash = match (wire.reference, wire.on) {
        (true, _) => Some((5.0, 6.0)),
        (_, false) => Some((2.0, 7.0)),
        _ if wire.dashed => Some((9.0, 7.0)),
        _ => None,
    };
    if wire.selected || wire.hovered {
        pen.begin();
        path(pen, &wire.curve);
        pen.opacity(0.18);
        pen.stroke(&colours.accent, width + 7.0, None, 0.0);
        pen.opacity(1.0);
    }
    let line = if wire.selected { width + 0.5 } else { width };
    paint_wires(pen, &[wire], colour, line, dash, width);
}

/// Wires of one colour, with their arrowheads.
fn paint_wires(pen: &Pen, wires: &[&WireMark], colour: &str, line: f64, dash: Option<(f64, f64)>, width: f64) {
    pen.begin();
    wires.iter().for_each(|wire| path(pen, &wire.curve));
    pen.stroke(colour, line, dash, 0.0);
    pen.begin();
    wires.iter().for_each(|wire| arrowhead(pen, wire.arrow, width));
    pen.fill(colour);
}

fn arrowhead(pen: &Pen, (tip, way): (Point, Point), width: f64) {
    let (reach, half) = (5.0 * width, 2.4 * width);
    // The head ends where the port's ring begins.
    let tip = tip - way * (3.2 * width);
    let side = Point::new(-way.y, way.x);
    let (a, b) = (tip - way * reach + side * half, tip - way * reach - side * half);
    pen.polygon(Point::default(), 1.0, &[(tip.x, tip.y), (a.x, a.y), (b.x, b.y)]);
}

/// A band is woven of the colours of its messages, in proportion.
fn paint_band(pen: &Pen, band: &Band, curve: &ScreenCurve, phase: f64, colours: &Colours) {
    const REPEAT: f64 = 44.0;
    pen.begin();
    path(pen, curve);
    pen.opacity(0.28);
    let first = band
        .weave
        .first()
        .map_or(&colours.wire[..], |(hue, _)| colours.hue(*hue));
    pen.stroke(first, band.thickness + 4.0, None, 0.0);
    pen.opacity(1.0);
    let phase = if band.backwards { phase } else { -phase };
    let mut done = 0.0;
    for (hue, share) in &band.weave {
        let length = (share * REPEAT - 3.0).max(1.0);
        pen.begin();
        path(pen, curve);
        pen.butt();
        pen.stroke(
            colours.hue(*hue),
            band.thickness,
            Some((length, REPEAT - length)),
            phase - done,
        );
        done += share * REPEAT;
    }
    pen.round();
}

/// Tokens come sorted by look, so those of one look share paths.
pub fn paint_tokens(pen: &Pen, tokens: &[TokenMark], radius: f64, colours: &Colours) {
    let looks = tokens.chunk_by(|a, b| a.look == b.look);
    for run in looks.flat_map(|run| run.chunks(BATCH)) {
        let look = run[0].look;
        pen.begin();
        for token in run {
            if look.shape == Shape::Circle {
                pen.circle(token.at, radius);
            } else {
                pen.polygon(token.at, radius, look.shape.corners());
            }
        }
        // A rim in the background's colour keeps neighbours apart.
        pen.stroke(&colours.background, 2.5, None, 0.0);
        pen.fill(colours.hue(look.hue));
    }
}

/// How wide the sign of a filter is, in pixels of the screen.
const SIGN: f64 = 10.0;
/// Its corners around its middle, as wide as a circle of radius 1: a funnel.
const FUNNEL: [(f64, f64); 6] = [
    (-1.0, -0.9),
    (1.0, -0.9),
    (0.25, 0.1),
    (0.25, 1.0),
    (-0.25, 0.7),
    (-0.25, 0.1),
];

fn paint_label(pen: &Pen, label: &LabelMark, colours: &Colours) {
    let sign = match (label.filtered, label.text.is_empty()) {
        (false, _) => 0.0,
        (true, true) => SIGN,
        (true, false) => SIGN + 5.0,
    };
    let width = pen.text_width(&label.text) + 12.0 + sign;
    let colour = match label.role {
        LabelRole::Caption => &colours.quiet,
        LabelRole::Cut => &colours.bad,
        LabelRole::Traffic => &colours.ink,
    };
    pen.begin();
    pen.round_rect(label.at.x - width / 2.0, label.at.y - 9.0, width, 18.0, 9.0);
    pen.opacity(0.92);
    pen.fill(&colours.background);
    pen.opacity(1.0);
    pen.text(
        &label.text,
        Point::new(label.at.x + sign / 2.0, label.at.y + 0.5),
        Align::Middle,
        colour,
    );
    if label.filtered {
        let middle = Point::new(label.at.x - width / 2.0 + 6.0 + SIGN / 2.0, label.at.y);
        pen.begin();
        pen.polygon(middle, SIGN / 2.0, &FUNNEL);
        pen.fill(colour);
    }
}
