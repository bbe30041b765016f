//! Drawing a wire: where it can end, and what a finished one has to say about itself.

use super::board::Board;
use crate::base::{NodeId, SimDuration, WireId};
use crate::geometry::{Curve, Point, Side};
use crate::scenario::{Scenario, WireDoc};
use crate::sim::{FieldSpec, FieldType, Settings, Speaks, Value, decimal};

/// A wire that is being drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Wiring {
    /// The port where it began.
    pub from: (NodeId, u8),
    /// The wire whose other end is moved; None when a new one is drawn.
    pub moves: Option<WireId>,
    /// Its loose end on the board.
    pub loose: Point,
    /// The port that the loose end is over, if any.
    pub over: Option<(NodeId, u8)>,
    /// Where it may end, in the order of the cards.
    pub targets: Vec<(NodeId, u8)>,
    /// Why it can't end at `over`, or "".
    pub refusal: String,
}

impl Wiring {
    /// Begins at a port.
    pub fn begin(doc: &Scenario, board: &Board, from: (NodeId, u8)) -> Wiring {
        let loose = board.port(from).map(|port| port.at).unwrap_or_default();
        Wiring {
            from,
            moves: None,
            loose,
            over: None,
            targets: targets(doc, from),
            refusal: String::new(),
        }
    }

    /// Takes a wire off the port at one of its ends; the other one is `kept`.
    pub fn take_off(doc: &Scenario, board: &Board, wire: WireId, kept: (NodeId, u8)) -> Wiring {
        let known = doc.wires.get(&wire);
        let free = known.map(|known| if known.from == kept { known.to } else { known.from });
        Wiring {
            from: kept,
            moves: Some(wire),
            loose: free
                .and_then(|end| board.port(end))
                .map(|port| port.at)
                .unwrap_or_default(),
            over: free,
            targets: doc.ends_for(wire, kept),
            refusal: String::new(),
        }
    }

    /// Moves the loose end; over a card or a port it says whether it may end there.
    pub fn reach(&mut self, doc: &Scenario, board: &Board, loose: Point, within: f64) {
        self.loose = loose;
        let over = board.port_at(loose, within).filter(|end| *end != self.from);
        let over = over.or_else(|| self.port_of_card(doc, board, loose));
        self.aim(doc, over);
    }

    /// Puts the loose end on a port, or on none.
    pub fn aim(&mut self, doc: &Scenario, over: Option<(NodeId, u8)>) {
        self.over = over;
        self.refusal = over.and_then(|to| self.reason(doc, to)).unwrap_or_default();
    }

    /// Why it can't end there, if it can't.
    fn reason(&self, doc: &Scenario, to: (NodeId, u8)) -> Option<String> {
        match self.moves {
            Some(wire) => doc.rewired(wire, self.from, to).err(),
            None => doc.connect(self.from, to).err(),
        }
    }

    /// The legal target after (or before) the present one, for the keyboard.
    pub fn next_target(&self, backwards: bool) -> Option<(NodeId, u8)> {
        let count = self.targets.len();
        let present = self
            .over
            .and_then(|over| self.targets.iter().position(|target| *target == over));
        let index = match (present, backwards) {
            (_, _) if count == 0 => return None,
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(index), false) => (index + 1) % count,
            (Some(index), true) => (index + count - 1) % count,
        };
        self.targets.get(index).copied()
    }

    /// Whether its loose end is where messages leave: it was begun where they arrive.
    pub fn ends_at_start(&self, board: &Board) -> bool {
        board.port(self.from).is_some_and(|port| port.side == Side::Left)
    }

    /// Its course for the moment.
    pub fn curve(&self, board: &Board) -> Option<Curve> {
        let start = board.port(self.from)?;
        let (end, side) = match self.over.and_then(|over| board.port(over)) {
            Some(port) => (port.at, port.side),
            None => (self.loose, facing(start.side)),
        };
        Some(match start.side {
            // Messages flow from right to left ends, whichever end was taken first.
            Side::Left => Curve::between(end, side, start.at, start.side),
            _ => Curve::between(start.at, start.side, end, side),
        })
    }

    /// A card as a whole stands for its first port that may be the end, else for its first port, so that one gets a reason.
    fn port_of_card(&self, doc: &Scenario, board: &Board, point: Point) -> Option<(NodeId, u8)> {
        let node = board.node_at(point).filter(|node| *node != self.from.0)?;
        let legal = self.targets.iter().find(|target| target.0 == node).copied();
        let facing_port = || {
            let flow = doc
                .nodes
                .get(&self.from.0)?
                .settings
                .spec()
                .ports
                .get(usize::from(self.from.1))?
                .flow;
            let ports = doc.nodes.get(&node)?.settings.spec().ports;
            (0u8..)
                .zip(ports)
                .find(|(_, port)| port.flow != flow)
                .map(|(index, _)| (node, index))
        };
        legal.or_else(facing_port).or(Some((node, 0)))
    }
}

/// How far from its port the end of a wire is taken, in pixels of the screen.
const GRIP_DISTANCE: f64 = 24.0;

/// Where the two ends of a wire can be taken: near its start and near its end.
pub fn wire_grips(board: &Board, wire: WireId, zoom: f64) -> Option<[Point; 2]> {
    let curve = &board.wires()[board.wire_index(wire)?].curve;
    let share = (GRIP_DISTANCE / zoom / curve.length().max(1.0)).min(0.35);
    Some([curve.at(share), curve.at(1.0 - share)])
}

fn facing(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
        Side::Bottom => Side::Top,
        Side::Top => Side::Bottom,
    }
}

/// Every port at which a wire from here may end. A reference ends at a card, so its first port stands for all.
fn targets(doc: &Scenario, from: (NodeId, u8)) -> Vec<(NodeId, u8)> {
    let speaks = doc
        .nodes
        .get(&from.0)
        .and_then(|node| node.settings.spec().ports.get(usize::from(from.1)));
    let refers = speaks.is_some_and(|port| matches!(port.speaks, Speaks::Reference(_)));
    let mut targets = Vec::new();
    for (id, node) in doc.nodes.iter().filter(|(id, _)| **id != from.0) {
        let ports = if refers { 1 } else { node.settings.spec().ports.len() };
        let plain = |index: &u8| {
            refers
                || !matches!(
                    node.settings.spec().ports[usize::from(*index)].speaks,
                    Speaks::Reference(_)
                )
        };
        let legal = (0u8..).take(ports).filter(plain).map(|index| (*id, index));
        targets.extend(legal.filter(|to| doc.connect(from, *to).is_ok()));
    }
    targets
}

/// A wire's label, and what is special about it.
pub(super) fn words(label: &str, link: &WireDoc) -> String {
    let special = caption(link);
    match (label.is_empty(), special.is_empty()) {
        (true, _) => special,
        (false, true) => label.to_string(),
        (false, false) => format!("{label} · {special}"),
    }
}

/// What is special about a wire, in few words.
fn caption(link: &WireDoc) -> String {
    if !link.on {
        return "cut".to_string();
    }
    let mut words = Vec::new();
    if link.jitter > SimDuration::ZERO {
        words.push(format!("{} + up to {}", link.latency, link.jitter));
    } else if link.latency > SimDuration::ZERO {
        words.push(link.latency.to_string());
    }
    if link.loss.0 > 0 {
        words.push(format!("{}% lost", decimal(i64::from(link.loss.0), 4)));
    }
    let settings = settings_shown(link);
    match settings.len() {
        0 => {}
        1 => words.push(settings.concat()),
        many => words.push(format!("{many} settings")),
    }
    words.join(" · ")
}

/// Whether a longer text, such as a filter policy, is set for a wire: then it has a sign of its own.
pub(super) fn is_filtered(link: &WireDoc) -> bool {
    let fields = link.terms.spec().fields.iter();
    let mut longer = fields.filter(|field| matches!(field.ty, FieldType::Text { lines: true, .. }));
    longer.any(|field| link.terms.is_changed(field.name))
}

/// A setting with its value is told on its wire when it has no more letters.
const MOST_TOLD: usize = 24;

/// The settings that differ from their defaults and have no sign or line of their own, in words.
fn settings_shown(link: &WireDoc) -> Vec<String> {
    let plain = |field: &&FieldSpec| !matches!(field.ty, FieldType::Text { lines: true, .. } | FieldType::Node(_));
    let told = |field: &FieldSpec| {
        let value = link.terms.changed().get(field.name)?;
        let words = format!("{} {} {}", field.name, field.show(value), field.unit.sign());
        let words = words.trim_end().to_string();
        Some(if words.chars().count() > MOST_TOLD {
            "1 setting".to_string()
        } else {
            words
        })
    };
    link.terms.spec().fields.iter().filter(plain).filter_map(told).collect()
}

/// What a reference says: after how many receives it takes effect where the kind counts them, else its port's name.
pub(super) fn reference_caption(settings: &Settings, label: &str) -> String {
    let counts = settings
        .spec()
        .fields
        .iter()
        .find(|field| field.name.ends_with("maxReceiveCount"));
    match counts.and_then(|field| settings.get(field.name)) {
        Some(Value::Number(1)) => "after 1 receive".to_string(),
        Some(Value::Number(receives)) => format!("after {} receives", decimal(receives, 0)),
        _ => label.to_string(),
    }
}
