//! A moment of a run in a link: `#s=…&m=…`. The design stands before it as in any link, so whoever can't read the moment
//! still has the design.
//!
//! Numbers: flags; speed, selection and viewport where they are said; the steps and the time of the moment; what was done
//! from outside, each at its steps and time, counted from the one before. The design as it was when the run began stands
//! in front of them where it differs from the present one. All of it is squeezed with the present design as a dictionary,
//! so what repeats it costs next to nothing, and the checksum is over both.

use super::bytes::{Reader, Writer};
use super::{MAX_BODY, MAX_TEXT, body, read, squeeze, unbase, write};
use crate::base::{NodeId, SimTime, WireId};
use crate::scenario::{Deed, Scenario};
use crate::sim::Moment;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::fmt;

/// The version of this part of the format. Since version 2 wires have settings; else it reads as version 1.
const VERSION: u8 = 2;
/// What announces this part in a link.
const MARK: &str = "&m=";
/// No moment lies later than this, in microseconds: some thirty years.
const LATEST: u64 = 1_000_000_000_000_000;

mod flag {
    pub const BEGAN: u32 = 1;
    pub const RATE: u32 = 1 << 1;
    pub const SELECTION: u32 = 1 << 2;
    pub const VIEW: u32 = 1 << 3;
}

/// Where somebody looked: the middle of the canvas in board pixels, and the scale in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gaze {
    /// The middle, from the left.
    pub x: i32,
    /// The middle, from the top.
    pub y: i32,
    /// The scale in thousandths.
    pub zoom: u32,
}

/// A run as it came about, up to a moment.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The design when the run began.
    pub began: Scenario,
    /// What was done from outside, in order.
    pub deeds: Vec<(Moment, Deed)>,
    /// Where the playhead stood.
    pub moment: Moment,
    /// The speed in hundredths.
    pub rate: u32,
    /// Which nodes and wires were selected.
    pub selection: (Vec<NodeId>, Vec<WireId>),
    /// Where somebody looked; None shows the whole design.
    pub gaze: Option<Gaze>,
}

/// The moment in a link can't be read, though its design may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MomentLost;

impl fmt::Display for MomentLost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "The moment in the link is damaged or made by a later version, so the run begins at its start. Copy the \
             whole link again.",
        )
    }
}

/// The fragment of an address that holds this design and a moment of a run of it.
pub fn encode_moment(scenario: &Scenario, recording: &Recording) -> String {
    let design = write::write(scenario);
    let mut out = Writer::default();
    fill(scenario, recording, &mut out);
    let numbers = out.finish();
    let began = if recording.began == *scenario {
        Vec::new()
    } else {
        write::write(&recording.began)
    };
    let mut length = Writer::default();
    length.number(began.len() as u64);
    let moment = [length.finish(), began, numbers].concat();
    let mut bytes = vec![VERSION];
    bytes.extend(checksum(&design, &moment).to_be_bytes());
    bytes.extend(squeeze::deflate_after(&design, &moment));
    format!("{}{MARK}{}", super::encode(scenario), URL_SAFE_NO_PAD.encode(bytes))
}

/// The moment in a link, if it speaks of one.
pub fn decode_moment(text: &str) -> Option<Result<Recording, MomentLost>> {
    let (design, code) = text.split_once(MARK)?;
    let code = code.split('&').next().unwrap_or_default();
    Some(
        decode(design, code)
            .filter(|_| text.len() <= MAX_TEXT)
            .ok_or(MomentLost),
    )
}

fn decode(design: &str, code: &str) -> Option<Recording> {
    let (design, version, _) = body(design).ok()?;
    let (bytes, intact) = unbase(code);
    let [own, high, low, rest @ ..] = bytes.as_slice() else {
        return None;
    };
    let (moment, whole) = squeeze::inflate_after(&design, rest, MAX_BODY);
    let sum = u16::from_be_bytes([*high, *low]);
    if !(1..=VERSION).contains(own) || !intact || !whole || checksum(&design, &moment) != sum {
        return None;
    }
    // The length in front is a column of its own: its own length, itself, and no texts.
    let head = usize::from(*moment.first()?) + 1;
    let length = Reader::new(moment.get(..head)?).small::<usize>()?;
    let rest = moment.get(head..)?;
    let (began, numbers) = (rest.get(..length)?, rest.get(length..)?);
    let began = if length == 0 { design.as_slice() } else { began };
    let began = read::read(began, version)
        .filter(|began| began.dropped.is_empty())?
        .scenario;
    take(began, &mut Reader::new(numbers))
}

fn checksum(design: &[u8], moment: &[u8]) -> u16 {
    squeeze::checksum(&[design, moment].concat())
}

fn fill(scenario: &Scenario, recording: &Recording, out: &mut Writer) {
    let (nodes, wires) = &recording.selection;
    let said = [
        (flag::BEGAN, recording.began != *scenario),
        (flag::RATE, recording.rate != Scenario::RATE),
        (flag::SELECTION, !nodes.is_empty() || !wires.is_empty()),
        (flag::VIEW, recording.gaze.is_some()),
    ];
    let flags: u32 = said.iter().filter(|(_, said)| *said).map(|(flag, _)| flag).sum();
    out.number(flags);
    if flags & flag::RATE != 0 {
        out.number(recording.rate);
    }
    if flags & flag::SELECTION != 0 {
        out.number(nodes.len() as u64);
        nodes.iter().for_each(|id| out.number(id.0));
        out.number(wires.len() as u64);
        wires.iter().for_each(|id| out.number(id.0));
    }
    if let Some(gaze) = recording.gaze {
        out.signed(i64::from(gaze.x));
        out.signed(i64::from(gaze.y));
        out.number(gaze.zoom);
    }
    out.number(recording.moment.steps);
    out.number(recording.moment.at.0);
    out.number(recording.deeds.len() as u64);
    let mut before = Moment::default();
    for (moment, deed) in &recording.deeds {
        out.number(moment.steps.saturating_sub(before.steps));
        out.number(moment.at.0.saturating_sub(before.at.0));
        before = *moment;
        super::deeds::write(deed, out);
    }
}

fn take(began: Scenario, reader: &mut Reader<'_>) -> Option<Recording> {
    let flags: u32 = reader.small()?;
    let rate = if flags & flag::RATE != 0 {
        reader.small()?
    } else {
        Scenario::RATE
    };
    let mut selection = (Vec::new(), Vec::new());
    if flags & flag::SELECTION != 0 {
        for _ in 0..reader.number()? {
            selection.0.push(NodeId(reader.small()?));
        }
        for _ in 0..reader.number()? {
            selection.1.push(WireId(reader.small()?));
        }
    }
    let gaze = if flags & flag::VIEW != 0 {
        let side = |number: i64| {
            i32::try_from(number)
                .ok()
                .filter(|side| side.abs() <= 4 * Scenario::FAR)
        };
        let (x, y) = (side(reader.signed()?)?, side(reader.signed()?)?);
        let zoom = reader.small::<u32>()?.clamp(1, 100_000);
        Some(Gaze { x, y, zoom })
    } else {
        None
    };
    let moment = Moment {
        steps: reader.small()?,
        at: SimTime(reader.small()?),
    };
    let mut deeds = Vec::new();
    let mut at = Moment::default();
    let mut ends = super::deeds::Ends::of(&began);
    for _ in 0..reader.number()? {
        at.steps = at.steps.checked_add(reader.small()?)?;
        at.at = SimTime(at.at.0.checked_add(reader.small()?)?);
        deeds.push((at, super::deeds::read(reader, &mut ends)?));
    }
    let latest = moment.at.0.max(at.at.0) <= LATEST;
    latest.then_some(Recording {
        began,
        deeds,
        moment,
        rate,
        selection,
        gaze,
    })
}
