//! Messages on wires: single tokens while one can tell them apart, bands when they would cover each other, rates when
//! even a band says too little. What is not drawn singly is always counted in words.

use super::board::{Board, BoardWire};
use super::look::{HUES, Look};
use crate::base::{MessageId, mix};
use crate::geometry::{Point, Viewport};
use crate::session::{Flow, Route, Traveller};
use crate::sim::decimal;

/// More single tokens than this on screen tell nobody anything.
pub const MOST_DOTS: usize = 2_000;
/// More single tokens than this where there is no line to bundle them on would hide the board.
const MOST_WITHOUT_LINE: usize = 200;
/// A band stands for at least so many messages.
const LEAST_IN_BAND: usize = 8;
/// A token's radius on the board.
const RADIUS: f64 = 6.0;

/// A single message, in screen pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TokenMark {
    /// Its middle.
    pub at: Point,
    /// How it looks.
    pub look: Look,
}

/// Many messages on one wire.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// Which wire, as an index into the board's wires.
    pub wire: usize,
    /// Thickness in screen pixels.
    pub thickness: f64,
    /// The colours it is woven of, with their shares of one, most frequent first.
    pub weave: Vec<(u8, f64)>,
    /// Whether they run against the wire's direction.
    pub backwards: bool,
}

/// All that moves.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Traffic {
    /// Single messages, sorted by look so that a painter can fill them in batches.
    pub tokens: Vec<TokenMark>,
    /// Bundles of messages.
    pub bands: Vec<Band>,
    /// Words on wires, by index into the board's wires: `12 under way`, `1,240/s`.
    pub words: Vec<(usize, String)>,
    /// A token's radius in screen pixels.
    pub radius: f64,
    /// Messages under way in all, drawn or not.
    pub total: usize,
    /// Where there are too many on too many wires, one in so many is drawn; else 1.
    pub one_in: u64,
}

struct Lane {
    wire: usize,
    count: usize,
    rate: u32,
    /// Tokens side by side over the wire's length: above 1 they cover each other.
    density: f64,
    hues: [u32; HUES as usize],
    against: usize,
    in_band: bool,
}

impl Traffic {
    /// What moves over the wires in view. `still` is for people who want no motion: words alone.
    pub fn of(board: &Board, flow: &Flow, view: Viewport, seen: impl Fn(usize) -> bool, still: bool) -> Traffic {
        let radius = (RADIUS * view.zoom).clamp(2.5, 9.0);
        let mut lanes = lanes(board, flow, view, radius, &seen);
        let mut traffic = Traffic {
            radius,
            total: flow.total,
            ..Traffic::default()
        };
        let truncated = flow.total > flow.travellers.len();
        let single = choose_bands(&mut lanes, truncated, still);
        traffic.one_in = single.div_ceil(MOST_DOTS).max(1) as u64;
        if !still {
            traffic.tokens = tokens(board, flow, view, &lanes, traffic.one_in);
        }
        for lane in lanes
            .iter()
            .flatten()
            .filter(|lane| lane.in_band && (truncated || lane.count > 0))
        {
            if !still {
                traffic.bands.push(lane.band(view.zoom));
            }
            traffic.words.push((lane.wire, lane.words(truncated)));
        }
        traffic
    }
}

fn lanes(board: &Board, flow: &Flow, view: Viewport, radius: f64, seen: &impl Fn(usize) -> bool) -> Vec<Option<Lane>> {
    let mut lanes: Vec<Option<Lane>> = Vec::new();
    lanes.resize_with(board.wires().len(), || None);
    let fresh = |wire: usize| Lane {
        wire,
        count: 0,
        rate: 0,
        density: 0.0,
        hues: [0; HUES as usize],
        against: 0,
        in_band: false,
    };
    for (id, rate) in &flow.rates {
        if let Some(wire) = board.line_of(*id).filter(|wire| seen(*wire)) {
            lanes[wire].get_or_insert_with(|| fresh(wire)).rate = *rate;
        }
    }
    for traveller in &flow.travellers {
        let Some(wire) = board.line_of(traveller.route).filter(|wire| seen(*wire)) else {
            continue;
        };
        let lane = lanes[wire].get_or_insert_with(|| fresh(wire));
        lane.count += 1;
        lane.hues[usize::from(Look::of(traveller.tint).hue)] += 1;
        lane.against += usize::from(board.wires()[wire].from != traveller.from);
    }
    for lane in lanes.iter_mut().flatten() {
        let length = board.wires()[lane.wire].curve.length() * view.zoom;
        lane.density = lane.count as f64 * 2.0 * radius / length.max(1.0);
    }
    lanes
}

/// Wires whose tokens would cover each other get a band; then the fullest ones, until few enough are left to draw or what
/// is left is spread so thin that bands would hide more than they tell. Returns how many messages are left to draw.
fn choose_bands(lanes: &mut [Option<Lane>], truncated: bool, still: bool) -> usize {
    let mut dots = 0;
    for lane in lanes.iter_mut().flatten() {
        lane.in_band = still || truncated || lane.density > 1.5;
        dots += if lane.in_band { 0 } else { lane.count };
    }
    let full = |lane: &&mut Lane| !lane.in_band && lane.count >= LEAST_IN_BAND;
    let mut single: Vec<&mut Lane> = lanes.iter_mut().flatten().filter(full).collect();
    single.sort_by_key(|lane| std::cmp::Reverse(lane.count));
    for lane in single {
        if dots <= MOST_DOTS {
            break;
        }
        lane.in_band = true;
        dots -= lane.count;
    }
    dots
}

fn tokens(board: &Board, flow: &Flow, view: Viewport, lanes: &[Option<Lane>], one_in: u64) -> Vec<TokenMark> {
    let single = |wire: usize| lanes[wire].as_ref().is_some_and(|lane| !lane.in_band);
    // By chance, else copies that were made together would all be drawn or none of them.
    let drawn = |traveller: &Traveller| one_in == 1 || mix(traveller.message.0).is_multiple_of(one_in);
    let mut left = MOST_DOTS;
    let mut without_line = 0;
    let mark = |traveller: &Traveller| {
        let at = match board.line_of(traveller.route) {
            Some(wire) if left > 0 && single(wire) && drawn(traveller) => {
                left -= 1;
                place(&board.wires()[wire], traveller)
            }
            Some(_) => return None,
            None if without_line < MOST_WITHOUT_LINE => {
                without_line += 1;
                beside_lines(board, traveller)?
            }
            None => return None,
        };
        Some(TokenMark {
            at: view.to_screen(at),
            look: Look::of(traveller.tint),
        })
    };
    let mut tokens: Vec<TokenMark> = flow.travellers.iter().filter_map(mark).collect();
    tokens.sort_by_key(|token| token.look);
    tokens
}

/// The message nearest to a point of the board, within a distance.
pub fn traveller_at(board: &Board, flow: &Flow, point: Point, within: f64) -> Option<MessageId> {
    let mut best: Option<(f64, MessageId)> = None;
    for traveller in &flow.travellers {
        let at = match board.line_of(traveller.route).map(|index| &board.wires()[index]) {
            Some(wire) if !wire.curve.bounds().grown(within).contains(point) => continue,
            Some(wire) => place(wire, traveller),
            None => match beside_lines(board, traveller) {
                Some(at) => at,
                None => continue,
            },
        };
        let distance = at.distance(point);
        if distance <= within && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, traveller.message));
        }
    }
    best.map(|(_, message)| message)
}

/// Where a message is for whose way there is no line: straight between the two cards.
fn beside_lines(board: &Board, traveller: &Traveller) -> Option<Point> {
    let Route::Inside(from, to) = traveller.route else {
        return None;
    };
    let (start, end) = board.straight(from, to)?;
    Some(start.towards(end, f64::from(traveller.progress) / 65_535.0))
}

/// Where a message is on its wire.
fn place(wire: &BoardWire, traveller: &Traveller) -> Point {
    let share = f64::from(traveller.progress) / 65_535.0;
    wire.curve.at(if wire.from == traveller.from {
        share
    } else {
        1.0 - share
    })
}

impl Lane {
    fn band(&self, zoom: f64) -> Band {
        let known = self.count.max(1) as f64;
        let mut weave: Vec<(u8, f64)> = (0u8..)
            .zip(self.hues)
            .filter(|(_, n)| *n > 0)
            .map(|(hue, n)| (hue, f64::from(n) / known))
            .collect();
        weave.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let thickness = (3.0 + 1.6 * (known + f64::from(self.rate) / 10.0).ln_1p()).min(18.0) * zoom.clamp(0.25, 1.0);
        Band {
            wire: self.wire,
            thickness,
            weave,
            backwards: self.against * 2 > self.count,
        }
    }

    /// A count while the list of travellers is whole and one can count along, else the rate.
    fn words(&self, truncated: bool) -> String {
        if truncated || self.density > 3.0 {
            format!("{}/s", decimal(i64::from(self.rate), 0))
        } else {
            format!("{} under way", decimal(self.count as i64, 0))
        }
    }
}
