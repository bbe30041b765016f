//! What a fault can be done to at this moment, doing it, and the faults in force.

use super::action::Changed;
use super::fault_kind::{Aim, FaultKind, Hit};
use super::run::Session;
use crate::api::{DEFAULT_REGION, Names, quote};
use crate::base::{MessageId, NodeId, SimTime, WireId, parse_duration, write_share};
use crate::scenario::{Edit, Scenario, Step};
use crate::sim::{Fault, Input, Kinds, Place, Throttling};

/// Most messages offered as targets.
const OFFERED: usize = 30;

/// A fault that is in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// Where: a node or a wire.
    pub at: Hit,
    /// What is wrong, in a few words.
    pub text: String,
    /// What the button that ends it says.
    pub mend: &'static str,
    /// The line that ends it.
    pub line: String,
}

impl Session {
    /// The words by which a fault's line names what lies under the pointer; None when the fault does not fit there.
    pub fn fault_target(&self, kind: FaultKind, hit: Hit) -> Option<String> {
        match (kind.aim(), hit) {
            (Aim::Message, Hit::Message(message)) => Some(message.to_string()),
            (Aim::Wire, Hit::Wire(wire)) => Names::of(self.timeline.world()).wire_ends(wire),
            (Aim::Region, Hit::Node(id)) => Some(quote(self.region_of(id)?.as_str())),
            (aim, Hit::Node(id)) => {
                let node = self.scenario.nodes.get(&id)?;
                aim.fits(node.settings.spec()).then(|| quote(&node.name))
            }
            _ => None,
        }
    }

    fn region_of(&self, id: NodeId) -> Option<String> {
        let place = &self.timeline.world().info(id)?.place;
        let region = place.region.as_ref();
        Some(if region.is_empty() { DEFAULT_REGION } else { region }.to_string())
    }

    /// What a fault can be done to now, as a line names it; what is selected or looked at comes first.
    pub fn fault_targets(&self, kind: FaultKind) -> Vec<String> {
        let world = self.timeline.world();
        let mut found: Vec<String> = Vec::new();
        let mut offer = |target: Option<String>| {
            if let Some(target) = target.filter(|target| !found.contains(target)) {
                found.push(target);
            }
        };
        match kind.aim() {
            Aim::Message => {
                let focus = self.focus.message;
                offer((focus != MessageId::NONE).then(|| focus.to_string()));
                let mut offered = 0;
                world.on_the_way(&mut |message| {
                    offered += 1;
                    offer((offered <= OFFERED).then(|| message.to_string()));
                });
                let selected = self.selection.nodes.iter().copied();
                for id in selected.chain(world.nodes().map(|(id, _)| id)) {
                    let Some(node) = world.node(id) else { continue };
                    let mut room = OFFERED;
                    node.holdings(world.now(), &mut |holding| {
                        if room > 0 && !matches!(holding.place, Place::Ghost | Place::Kept) {
                            room -= 1;
                            offer(Some(holding.message.id.to_string()));
                        }
                    });
                }
            }
            Aim::Wire => {
                let selected = self.selection.wires.iter().copied();
                for wire in selected.chain(self.scenario.wires.keys().copied()) {
                    offer(self.fault_target(kind, Hit::Wire(wire)));
                }
            }
            _ => {
                let selected = self.selection.nodes.iter().copied();
                for id in selected.chain(self.scenario.nodes.keys().copied()) {
                    offer(self.fault_target(kind, Hit::Node(id)));
                }
            }
        }
        found
    }

    /// Does a line now, or adds it to the scenario's steps at another time, and says so.
    pub(super) fn strike(&mut self, line: &str, at: Option<SimTime>) -> Changed {
        let Some(at) = at else {
            let newest = self.next_notice;
            self.run_line(line, true);
            let failed = self.notices.iter().any(|notice| notice.id >= newest && notice.refusal);
            if !failed {
                let said = self.answer.clone().unwrap_or_default();
                self.notify(format!("{said} ({line})"), false, false);
            }
            return Changed::ALL;
        };
        let place = self.scenario.steps.iter().take_while(|step| step.at <= at).count();
        let step = Step { at, run: line.into() };
        if self.edit(Edit::AddStep(place, step), "") {
            self.notify(format!("Planned for {at}: {line}"), false, true);
        }
        Changed::ALL
    }

    /// The faults in force at the playhead, those of nodes first.
    pub fn troubles(&self) -> Vec<Trouble> {
        let nodes = self.scenario.nodes.keys().flat_map(|id| self.node_troubles(*id));
        nodes.chain(self.troubles_of_wires()).collect()
    }

    /// The faults of a node in force at the playhead.
    pub fn node_troubles(&self, id: NodeId) -> Vec<Trouble> {
        let world = self.timeline.world();
        let (Some(node), Some(info)) = (world.node(id), world.info(id)) else {
            return Vec::new();
        };
        let name = quote(&info.name);
        let faults = node.faults();
        faults.iter().filter_map(|fault| trouble(id, &name, fault)).collect()
    }

    /// The wires that a fault has cut, at the playhead.
    pub fn troubles_of_wires(&self) -> Vec<Trouble> {
        let cut = self.cut_wires();
        if cut.is_empty() {
            return Vec::new();
        }
        let names = Names::of(self.timeline.world());
        let mut troubles = Vec::new();
        for wire in cut {
            if let Some(ends) = names.wire_ends(wire) {
                troubles.push(Trouble {
                    at: Hit::Wire(wire),
                    text: "cut".to_string(),
                    mend: "Heal",
                    line: format!("heal {ends}"),
                });
            }
        }
        troubles
    }

    /// The wires that a fault has cut: those of the design that let nothing through, though they should.
    pub fn cut_wires(&self) -> Vec<WireId> {
        let network = self.timeline.world().network();
        let is_cut = |id: &WireId| network.get(*id).is_some_and(|link| !link.on);
        let wires = self.scenario.wires.iter().filter(|(id, wire)| wire.on && is_cut(id));
        wires.map(|(id, _)| *id).collect()
    }

    /// A cut is a fault of the run: an edit of a wire that is to be joined before and after leaves it cut.
    pub(super) fn keep_cuts(&self, before: &Scenario, inputs: &mut [Input]) {
        let network = self.timeline.world().network();
        for input in inputs {
            let Input::Wire(id, link) = input else { continue };
            let was_joined = before.wires.get(id).is_some_and(|wire| wire.on);
            if was_joined && network.get(*id).is_some_and(|known| !known.on) {
                link.on = false;
            }
        }
    }

    /// The design as the playhead's instant shows it: with the wires cut that a fault has cut. None when it is as drawn.
    pub fn design_with_cuts(&self) -> Option<Scenario> {
        let cut = self.cut_wires();
        if cut.is_empty() {
            return None;
        }
        let mut doc = self.scenario.clone();
        for id in cut {
            doc.wires.entry(id).and_modify(|wire| wire.on = false);
        }
        Some(doc)
    }
}

fn trouble(id: NodeId, name: &str, fault: &Fault) -> Option<Trouble> {
    let (text, mend, line) = match fault {
        Fault::Crash => ("down".to_string(), "Restart", format!("restart {name}")),
        Fault::Slow(hundredths) => (
            format!("work takes {hundredths}%"),
            "Full speed",
            format!("slow {name} 100%"),
        ),
        Fault::Throttle(Some(limit)) => {
            let text = match limit {
                Throttling::Share(share) => format!("refuses {}", write_share(*share)),
                Throttling::Rate(calls) => format!("takes {calls} calls/s"),
            };
            (text, "Stop throttling", format!("throttle {name} off"))
        }
        Fault::ZoneDown(zone) => {
            let zone = char::from(b'a' + zone.min(&25));
            (
                format!("zone {zone} is lost"),
                "Bring it back",
                format!("zone-up {name} {zone}"),
            )
        }
        _ => return None,
    };
    Some(Trouble {
        at: Hit::Node(id),
        text,
        mend,
        line,
    })
}

/// Reads a time of the run: `90 s`, `1 min 30 s`, or on the clock `1:30` and `0:01:30.250`.
pub fn parse_clock(text: &str) -> Option<SimTime> {
    if !text.contains(':') {
        return parse_duration(text).map(|span| SimTime::ZERO + span);
    }
    let parts: Vec<&str> = text.trim().split(':').collect();
    let (last, whole) = parts.split_last()?;
    let mut minutes = 0u64;
    for part in whole {
        let number: u64 = part.trim().parse().ok()?;
        minutes = minutes.checked_mul(60)?.checked_add(number)?;
    }
    let seconds = parse_duration(&format!("{} s", last.trim()))?;
    (whole.len() <= 2).then_some(SimTime(minutes.checked_mul(60_000_000)?.checked_add(seconds.0)?))
}

/// A time of the run on the clock, to the millisecond, as [`parse_clock`] reads it back.
pub fn write_clock(at: SimTime) -> String {
    SimTime(at.0 - at.0 % 1_000).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Session};
    use super::*;
    use crate::scenario::examples::EXAMPLES;

    fn decoupling() -> Session {
        let example = EXAMPLES.iter().find(|example| example.slug == "decoupling");
        let mut session =
            Session::new(Scenario::from_toml(example.expect("an example").toml).expect("a valid example"));
        session.dispatch(Action::Seek(SimTime(5_200_000)));
        session
    }

    fn strike(session: &mut Session, line: &str, at: Option<SimTime>) {
        session.dispatch(Action::Strike { line: line.into(), at });
    }

    #[test]
    fn other_settings_of_a_cut_wire_leave_it_cut_until_it_is_healed() {
        let mut session = decoupling();
        strike(&mut session, "partition web orders", None);
        let cut = session.cut_wires();
        let wire = cut[0];
        let slower = crate::scenario::WireDoc {
            latency: crate::base::SimDuration::from_millis(40),
            ..session.scenario().wires[&wire].clone()
        };
        session.dispatch(Action::Edit {
            edit: Edit::ChangeWire(wire, slower.clone()),
            key: String::new(),
        });
        assert_eq!(session.cut_wires(), cut);
        assert_eq!(session.scenario().wires[&wire], slower, "the design has no cut");
        strike(&mut session, "heal web orders", None);
        assert_eq!(session.cut_wires(), []);
        let link = session.timeline.world().network().get(wire).cloned();
        assert_eq!(link, Some(slower));
    }

    #[test]
    fn a_lost_zone_of_a_queue_shows_how_it_is_brought_back() {
        let mut session = decoupling();
        let queue = session.scenario().find("orders").expect("a queue");
        strike(&mut session, "zone-down orders b", None);
        let troubles = session.node_troubles(queue);
        assert_eq!(troubles.len(), 1);
        assert_eq!(
            (troubles[0].text.as_str(), troubles[0].line.as_str()),
            ("zone b is lost", "zone-up orders b")
        );
        strike(&mut session, "zone-up orders b", None);
        assert_eq!(session.node_troubles(queue), []);
    }

    #[test]
    fn a_fault_fits_what_it_can_harm_and_its_line_can_be_run() {
        let mut session = decoupling();
        let worker = Hit::Node(session.scenario().find("worker").expect("a worker"));
        let queue = Hit::Node(session.scenario().find("orders").expect("a queue"));
        for (kind, on_worker, on_queue) in [
            (FaultKind::Kill, true, false),
            (FaultKind::Slow, true, false),
            (FaultKind::Throttle, false, true),
            (FaultKind::RegionDown, true, true),
            (FaultKind::Cut, false, false),
            (FaultKind::Drop, false, false),
        ] {
            assert_eq!(session.fault_target(kind, worker).is_some(), on_worker, "{kind:?}");
            assert_eq!(session.fault_target(kind, queue).is_some(), on_queue, "{kind:?}");
        }
        for kind in FaultKind::ALL {
            let target = session
                .fault_targets(kind)
                .first()
                .cloned()
                .unwrap_or_else(|| panic!("{kind:?}"));
            let amount = kind.amount().map_or("", |(_, amount)| amount);
            strike(&mut session, &kind.line(&target, amount), None);
            let refused = session.notices().iter().find(|notice| notice.refusal);
            assert_eq!(refused, None, "{kind:?}");
        }
    }

    #[test]
    fn a_fault_in_force_can_be_seen_and_ended_and_time_travel_knows_it() {
        let mut session = decoupling();
        for line in [
            "fail worker",
            "slow worker 300%",
            "throttle orders 20%",
            "partition web orders",
        ] {
            strike(&mut session, line, None);
        }
        let lines: Vec<String> = session.troubles().into_iter().map(|trouble| trouble.line).collect();
        assert_eq!(
            lines,
            [
                "throttle orders off",
                "restart worker",
                "slow worker 100%",
                "heal web orders"
            ]
        );
        session.dispatch(Action::Seek(SimTime(5_000_000)));
        assert_eq!(session.troubles(), []);
        session.dispatch(Action::Seek(SimTime(6_000_000)));
        for line in lines {
            strike(&mut session, &line, None);
        }
        assert_eq!(session.troubles(), []);
    }

    #[test]
    fn a_fault_for_later_is_a_step_and_the_run_so_far_stays() {
        let mut session = decoupling();
        strike(&mut session, "slow worker 200%", None);
        let hash = session.trace_hash();
        strike(&mut session, "fail worker", Some(SimTime(8_000_000)));
        assert_eq!((session.now(), session.trace_hash()), (SimTime(5_200_000), hash));
        let planned: Vec<&str> = session.scenario().steps.iter().map(|step| step.run.as_ref()).collect();
        assert_eq!(planned, ["fail worker", "fail worker", "restart worker"]);
        session.dispatch(Action::Seek(SimTime(8_000_001)));
        assert!(session.troubles().iter().any(|trouble| trouble.text == "down"));
        session.dispatch(Action::Undo);
        assert_eq!(session.scenario().steps.len(), 2);
    }

    #[test]
    fn times_are_read_from_the_clock_and_in_words() {
        for (text, micros) in [
            ("90 s", 90_000_000),
            ("1:30", 90_000_000),
            ("0:01:30.250", 90_250_000),
            ("2 min", 120_000_000),
        ] {
            assert_eq!(parse_clock(text), Some(SimTime(micros)), "{text}");
        }
        for text in ["", "soon", "1:2:3:4", "1:x"] {
            assert_eq!(parse_clock(text), None, "{text}");
        }
        assert_eq!(
            parse_clock(&write_clock(SimTime(90_250_001))),
            Some(SimTime(90_250_000))
        );
    }
}
