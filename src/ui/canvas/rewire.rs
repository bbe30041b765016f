//! Moving the end of a wire to another port: the selected wire shows a grip at each end.

use super::desk::{Desk, use_desk};
use super::gesture::{Gesture, Touching};
use crate::base::{NodeId, WireId};
use crate::scenario::Edit;
use crate::scene::{Wiring, wire_grips};
use crate::session::{Action, Changed};
use crate::ui::flags::use_access;
use crate::ui::use_slice;
use yew::prelude::*;

impl Desk {
    /// The end of the selected wire under a pointer: the wire, and the port at its other end.
    pub(super) fn end_at(&self, pointer: Touching) -> Option<(WireId, (NodeId, u8))> {
        let wire = self.selection().only_wire().filter(|_| self.may_edit())?;
        let (from, to) = self.store().read(|session| {
            let known = session.scenario().wires.get(&wire)?;
            Some((known.from, known.to))
        })?;
        let reach = if pointer.finger { 22.0 } else { 10.0 };
        self.read(|plan| {
            let (world, zoom) = (plan.view.to_world(pointer.at), plan.view.zoom);
            let grips = wire_grips(&plan.board, wire, zoom)?;
            let near = |grip: usize, port: (NodeId, u8)| {
                let away = grips[grip].distance(world);
                // Nearer to the port the pointer wants a new wire.
                let port = plan
                    .board
                    .port(port)
                    .map_or(f64::INFINITY, |port| port.at.distance(world));
                away <= reach / zoom && away < port
            };
            if near(0, from) {
                Some((wire, to))
            } else {
                near(1, to).then_some((wire, from))
            }
        })
    }

    /// Takes the end of the selected wire, if the pointer is on one.
    pub(super) fn press_end(&self, pointer: Touching) -> bool {
        let Some((wire, kept)) = self.end_at(pointer) else {
            return false;
        };
        let store = self.store().clone();
        self.change(|plan| {
            plan.wiring = Some(store.read(|session| Wiring::take_off(session.scenario(), &plan.board, wire, kept)));
            plan.gesture = Gesture::Wire(pointer.at);
        });
        true
    }

    /// Puts the end of the wire where it is let go: one step of undo, a refusal with a notice, or back to its port.
    pub(super) fn finish_move(&self) {
        let wiring = self.change(|plan| {
            plan.gesture = Gesture::Idle;
            plan.stale = true;
            plan.wiring.take()
        });
        let Some((wire, wiring)) = wiring.and_then(|wiring| Some((wiring.moves?, wiring))) else {
            return;
        };
        let Some(to) = wiring.over else {
            return self.say("The wire stays where it was.".to_string());
        };
        let changed = self.store().read(|session| {
            let doc = session.scenario();
            let changed = doc.rewired(wire, wiring.from, to)?;
            Ok((doc.wires.get(&wire) != Some(&changed)).then_some(changed))
        });
        match changed {
            Ok(None) => {}
            Ok(Some(changed)) => {
                self.store().dispatch(Action::Edit {
                    edit: Edit::ChangeWire(wire, changed),
                    key: String::new(),
                });
                self.say(self.joined(wiring.from.0, to.0));
            }
            Err(reason) => {
                self.say(format!("Refused. {reason}"));
                self.store().dispatch(Action::Notify {
                    text: reason,
                    refusal: true,
                    undoable: false,
                });
            }
        }
    }
}

/// The grips at the ends of the only selected wire. The keyboard's way is the lists of ports in the inspector.
#[component]
pub fn WireGrips() -> Html {
    let may_edit = use_access().is_full();
    let wire = use_slice(Changed::SELECTION | Changed::DOCUMENT, |session| {
        session.selection().only_wire()
    });
    let grips = use_desk(move |plan| {
        let wire = wire.filter(|_| plan.wiring.is_none())?;
        wire_grips(&plan.board, wire, plan.view.zoom)
    });
    let Some(grips) = grips.filter(|_| may_edit) else {
        return Html::default();
    };
    let grip = |at: &crate::geometry::Point| {
        html! { <i class="wire-grip" aria-hidden="true" style={format!("left:{:.1}px;top:{:.1}px", at.x, at.y)} /> }
    };
    html! { <>{ for grips.iter().map(grip) }</> }
}
