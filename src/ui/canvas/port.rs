//! A port of a card: where wires begin and end.

use super::desk::{Plan, use_desk, use_the_desk};
use crate::base::NodeId;
use crate::geometry::{CardShape, Side};
use crate::sim::{Flow, PortSpec, Speaks};
use crate::ui::flags::use_access;
use yew::prelude::*;

#[derive(Properties)]
pub struct PortProps {
    /// Of which node.
    pub node: NodeId,
    /// Its name.
    pub name: AttrValue,
    /// Which of its ports.
    pub index: u8,
    /// The port's description.
    pub spec: &'static PortSpec,
    /// The size of the card, on which its place depends.
    pub shape: CardShape,
}

impl PartialEq for PortProps {
    fn eq(&self, other: &PortProps) -> bool {
        let same = (self.node, self.index, self.shape) == (other.node, other.index, other.shape);
        same && self.name == other.name && std::ptr::eq(self.spec, other.spec)
    }
}

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

/// A round button on the edge of a card. The pointer's part is played by the stage; this is for keyboards and readers.
#[component]
pub fn Port(props: &PortProps) -> Html {
    let desk = use_the_desk();
    let end = (props.node, props.index);
    let part = use_desk(move |plan| part(plan, end));
    let may_edit = use_access().is_full();
    let place = use_desk(move |plan| {
        let card = plan.board.node(end.0)?;
        card.ports
            .get(usize::from(end.1))
            .map(|port| (port.at.x - card.rect.x, port.at.y - card.rect.y, port.side))
    });
    let Some((x, y, side)) = place else {
        return Html::default();
    };
    let way = match (props.spec.speaks, props.spec.flow) {
        (Speaks::Reference(_), _) => "press Enter to choose a node",
        (_, Flow::In | Flow::Out) => "press Enter to start a wire",
    };
    let class = match part {
        Part::None => "",
        Part::Start => "start",
        Part::Target => "target",
        Part::Hit => "target hit",
        Part::Refused => "refused",
    };
    let onclick = move |event: MouseEvent| {
        // The keyboard's and a screen reader's click; the mouse's is the stage's.
        if event.detail() == 0 {
            desk.begin_wire_by_key(end);
        }
    };
    html! {
        <button
            type="button"
            disabled={!may_edit}
            id={format!("port-{}-{}", end.0.0, end.1)}
            class={classes!("port", (side == Side::Bottom).then_some("refers"), class)}
            style={format!("left:{x}px;top:{y}px")}
            aria-label={format!("{}: {}; {way}", props.name, props.spec.label)}
            title={props.spec.label}
            {onclick}
        />
    }
}
