//! A node's card as SVG, laid out as on the canvas.

use super::svg::{Palette, escaped};
use crate::geometry::{CARD_WIDTH, HEAD_HEIGHT, LANE_HEIGHT, Point};
use crate::scene::{Look, Placed};
use crate::session::NodeView;
use crate::sim::{Lane, TokenStyle, Tone, decimal};
use std::fmt::Write;

/// From one glyph of a lane to the next, in pixels.
const PITCH: f64 = 17.0;
/// So many glyphs of a lane find room.
const MOST: usize = 6;

/// Writes a card in its place.
pub fn card(view: &NodeView, placed: &Placed, palette: &Palette, out: &mut String) {
    let spec = view.spec.0;
    let height = placed.rect.h;
    let kind = palette.get(&format!("c-{}", spec.category.style()));
    // Writing to a text never fails, here and below.
    let _ = write!(
        out,
        "<g transform=\"translate({} {})\"{}><rect width=\"{CARD_WIDTH}\" height=\"{height}\" rx=\"10\" fill=\"{}\" stroke=\"{}\"/>",
        placed.rect.x,
        placed.rect.y,
        if view.card.is_some() { "" } else { " opacity=\".6\"" },
        palette.get("raised"),
        palette.get("line")
    );
    let _ = write!(
        out,
        "<rect x=\"12\" y=\"15\" width=\"22\" height=\"22\" rx=\"6\" fill=\"{kind}\"/><path transform=\"translate(15.5 18.5) scale(.75)\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
        spec.icon,
        palette.get("c-ink")
    );
    let (status, tone) = view.card.as_ref().map_or(("not in this run", Tone::Plain), |card| {
        (card.status.as_str(), card.tone)
    });
    let room = if status.is_empty() {
        26
    } else {
        26usize.saturating_sub(status.chars().count()).max(10)
    };
    text(
        43.0,
        25.0,
        14.0,
        600,
        palette.get("ink"),
        &shortened(&view.name, room),
        out,
    );
    text(43.0, 40.0, 11.5, 400, palette.get("ink-3"), spec.subtitle, out);
    if !status.is_empty() {
        let colour = tone_colour(tone, palette);
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"24\" text-anchor=\"end\" font-size=\"11\" fill=\"{colour}\">{}</text>",
            CARD_WIDTH - 12.0,
            escaped(&format!("● {status}"))
        );
    }
    if let Some(card) = &view.card {
        let mut y = HEAD_HEIGHT;
        for lane in card.lanes.iter().take(3) {
            lane_row(lane, y, palette, out);
            y += LANE_HEIGHT;
        }
        if let Some(bar) = card.bar {
            let share = f64::from(bar.filled.min(bar.whole)) / f64::from(bar.whole.max(1));
            text(12.0, y + 16.0, 11.0, 400, palette.get("ink-3"), bar.label, out);
            for (width, colour) in [(100.0, palette.get("line")), (100.0 * share, kind)] {
                let _ = write!(
                    out,
                    "<rect x=\"72\" y=\"{}\" width=\"{width:.1}\" height=\"6\" rx=\"3\" fill=\"{colour}\"/>",
                    y + 9.0
                );
            }
            let said = format!("{}/{}", bar.filled, bar.whole);
            text(180.0, y + 16.0, 11.5, 400, palette.get("ink-3"), &said, out);
        }
        if let Some(points) = &card.spark {
            let foot = if card.figures.is_empty() { 6.0 } else { 42.0 };
            spark(points, height - foot, kind, out);
        }
        let mut x = 12.0;
        for figure in card.figures.iter().take(3) {
            let colour = match figure.tone {
                Tone::Plain => palette.get("ink-2"),
                tone => tone_colour(tone, palette),
            };
            let said = format!("{} {}", figure.value, figure.label);
            text(x, height - 13.0, 12.0, 500, colour, &said, out);
            x += said.chars().count() as f64 * 6.6 + 12.0;
        }
    }
    out.push_str("</g>");
    for port in &placed.ports {
        let Point { x, y } = port.at;
        let _ = write!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
            palette.get("raised"),
            palette.get("line-strong")
        );
    }
}

/// The course of the main metric, standing on this line.
fn spark(points: &[i64], foot: f64, colour: &str, out: &mut String) {
    let most = points.iter().copied().max().unwrap_or(0).max(1) as f64;
    let last = points.len().saturating_sub(1).max(1) as f64;
    let mut path = String::new();
    for (index, value) in points.iter().enumerate() {
        let x = 12.0 + (CARD_WIDTH - 24.0) * index as f64 / last;
        let y = foot - 18.0 * (*value).max(0) as f64 / most;
        let _ = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
    }
    let _ = write!(
        out,
        "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" opacity=\".8\"/>"
    );
}

fn lane_row(lane: &Lane, y: f64, palette: &Palette, out: &mut String) {
    text(12.0, y + 16.0, 11.0, 400, palette.get("ink-3"), lane.label, out);
    if lane.total == 0 {
        return text(72.0, y + 16.0, 11.5, 400, palette.get("ink-3"), "none", out);
    }
    let shown = lane.tokens.len().min(MOST);
    for (index, token) in lane.tokens.iter().take(shown).enumerate() {
        let look = Look::of(token.tint);
        let path = look.shape.path(Point::new(79.0 + index as f64 * PITCH, y + 12.0), 5.2);
        let colour = palette.hue(look.hue);
        let paint = match token.style {
            TokenStyle::Filled => format!("fill=\"{colour}\""),
            TokenStyle::Outlined => format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\""),
            TokenStyle::Dimmed => format!("fill=\"{colour}\" opacity=\".45\""),
        };
        let _ = write!(out, "<path d=\"{path}\" {paint}/>");
    }
    let more = lane.total.saturating_sub(shown as u64);
    if more > 0 {
        let x = 76.0 + shown as f64 * PITCH;
        let said = format!("+{}", decimal(more as i64, 0));
        text(x, y + 16.0, 11.5, 600, palette.get("ink-2"), &said, out);
    }
}

fn tone_colour(tone: Tone, palette: &Palette) -> &str {
    palette.get(match tone {
        Tone::Plain => "ink-2",
        Tone::Good => "good",
        Tone::Warning => "warn",
        Tone::Bad => "bad",
    })
}

fn text(x: f64, y: f64, size: f64, weight: u32, colour: &str, text: &str, out: &mut String) {
    let _ = write!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{}</text>",
        escaped(text)
    );
}

/// A text of at most so many letters.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}
