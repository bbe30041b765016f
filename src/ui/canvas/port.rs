//! A port of a card: where wires begin and end.

use super::desk::{Desk, Plan};
use crate::base::NodeId;
use crate::geometry::Side;
use crate::sim::{Flow, PortSpec, Speaks};
use yew::prelude::*;

/// How a port stands to the wire that is being drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    None,
    Start,
    Target,
    Hit,
    Refused,
}

fn part(plan: &Plan, end: (NodeId, u8)) -> Part {
    match &plan.wiring {
        None => Part::None,
        Some(wiring) if wiring.from == end => Part::Start,
        Some(wiring) if wiring.over == Some(end) => {
            if wiring.refusal.is_empty() {
                Part::Hit
            } else {
                Part::Refused
            }
        }
        Some(wiring) if wiring.targets.contains(&end) => Part::Target,
        Some(_) => Part::None,
    }
}

/// A port as its card shows it: its place on the card, and its part in the wire that is being drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PortModel {
    x: f64,
    y: f64,
    side: Side,
    part: Part,
}

impl PortModel {
    /// The ports of a card, in the order of its description; none before the board is laid out.
    pub fn all(plan: &Plan, id: NodeId) -> Vec<PortModel> {
        let Some(card) = plan.board.node(id) else {
            return Vec::new();
        };
        let model = |(index, port): (u8, &crate::scene::PortPlace)| PortModel {
            x: port.at.x - card.rect.x,
            y: port.at.y - card.rect.y,
            side: port.side,
            part: part(plan, (id, index)),
        };
        (0u8..).zip(&card.ports).map(model).collect()
    }
}

/// A round button on the edge of a card. The pointer's part is played by the stage; this is for keyboards and readers.
pub fn port_button(
    desk: &Desk,
    end: (NodeId, u8),
    port: &PortModel,
    spec: &PortSpec,
    name: &str,
    may_edit: bool,
) -> Html {
    let way = match (spec.speaks, spec.flow) {
        (Speaks::Reference(_), _) => "press Enter to choose a node",
        (_, Flow::In | Flow::Out) => "press Enter to start a wire",
    };
    let class = match port.part {
        Part::None => "",
        Part::Start => "start",
        Part::Target => "target",
        Part::Hit => "target hit",
        Part::Refused => "refused",
    };
    let desk = desk.clone();
    let onclick = move |event: MouseEvent| {
        // The keyboard's and a screen reader's click; the mouse's is the stage's.
        if event.detail() == 0 {
            desk.begin_wire_by_key(end);
        }
    };
    html! {
        <button
            key={end.1}
            type="button"
            disabled={!may_edit}
            id={format!("port-{}-{}", end.0.0, end.1)}
            class={classes!("port", (port.side == Side::Bottom).then_some("refers"), class)}
            style={format!("left:{}px;top:{}px", port.x, port.y)}
            aria-label={format!("{name}: {}; {way}", spec.label)}
            title={spec.label}
            {onclick}
        />
    }
}
