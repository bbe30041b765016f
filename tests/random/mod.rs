//! Documents drawn by chance, with everything in them that a document can have.

use decouple::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, Stream};
use decouple::nodes::KINDS;
use decouple::scenario::{
    Area, AreaKind, Check, Condition, Course, EVENTS, Edit, Fact, NodeDoc, Paper, Scenario, Step, Sticky, WireLook,
    apply, sole_ports,
};
use decouple::sim::{Fate, FieldSpec, FieldType, Settings, Value};

pub fn add(doc: &mut Scenario, edit: Edit) {
    apply(doc, edit).expect("a possible change");
}

pub fn node(doc: &mut Scenario, kind: &str, name: Option<&str>, at: (i32, i32)) -> NodeId {
    let spec = decouple::nodes::kind(kind).expect("a known kind");
    let id = doc.next_node();
    let name = name.map_or_else(|| doc.auto_name(spec), Into::into);
    add(
        doc,
        Edit::AddNode(
            id,
            NodeDoc {
                name,
                x: at.0,
                y: at.1,
                settings: Settings::new(spec),
            },
        ),
    );
    id
}

/// A value of a field's type, drawn from its whole range.
fn value(field: &FieldSpec, doc: &Scenario, luck: &mut Stream) -> Value {
    match field.ty {
        FieldType::Number { min, max, .. } => {
            let span = max.abs_diff(min).saturating_add(1);
            Value::Number(min.saturating_add_unsigned(luck.below(span)))
        }
        FieldType::Bool => Value::Bool(luck.below(2) == 1),
        FieldType::Choice(choices) => Value::Choice(luck.below(choices.len() as u64) as u16),
        FieldType::Text { max, .. } => {
            let length = luck.below(u64::from(max.min(40)) + 1);
            let letters: Vec<char> = "ab{}\"'\\\n\0\u{1}ü→ 漢".chars().collect();
            let text: String = (0..length)
                .map(|_| letters[luck.below(letters.len() as u64) as usize])
                .collect();
            Value::Text(text.into())
        }
        FieldType::Node(kinds) => {
            let fits = |(id, node): (&NodeId, &NodeDoc)| kinds.contains(&node.settings.spec().kind).then_some(*id);
            let fitting: Vec<NodeId> = doc.nodes.iter().filter_map(fits).collect();
            Value::Node(fitting.get(luck.below(fitting.len() as u64 + 1) as usize).copied())
        }
    }
}

/// A document drawn from everything that a document can be.
pub fn random(seed: u64) -> Scenario {
    let mut luck = Stream::new(seed, 0, "document");
    let mut doc = Scenario {
        seed: luck.next_u64() >> (seed % 64),
        ..Scenario::default()
    };
    for index in 0..luck.below(30) {
        let spec = KINDS[luck.below(KINDS.len() as u64) as usize];
        let name = format!(
            "{}-{index}{}",
            ["orders", "x", "Aa_9"][luck.below(3) as usize],
            spec.name_suffix
        );
        let name = (luck.below(3) > 0).then_some(name);
        let place = |luck: &mut Stream| luck.below(4_000) as i32 - 2_000;
        let at = (place(&mut luck), place(&mut luck));
        node(&mut doc, spec.kind, name.as_deref(), at);
    }
    let ids: Vec<NodeId> = doc.nodes.keys().copied().collect();
    for id in &ids {
        for field in doc.nodes[id].settings.spec().fields {
            if luck.below(4) == 0 {
                let value = value(field, &doc, &mut luck);
                let set = Edit::Set {
                    node: *id,
                    field: field.name.into(),
                    value,
                };
                // A node can't refer to itself: that draw is passed over.
                let _ = apply(&mut doc, set);
            }
        }
    }
    wires(&mut doc, &ids, &mut luck);
    plan(&mut doc, &ids, &mut luck);
    // Some numbers are skipped.
    for id in ids.iter().filter(|_| luck.below(8) == 0) {
        add(&mut doc, Edit::RemoveNodes(vec![*id]));
    }
    doc
}

fn wires(doc: &mut Scenario, ids: &[NodeId], luck: &mut Stream) {
    for from in ids {
        for to in ids {
            let Some((out, into)) = sole_ports(doc, *from, *to).filter(|_| luck.below(3) == 0) else {
                continue;
            };
            let Ok(Edit::AddWire(id, mut wire)) = doc.connect((*from, out), (*to, into)) else {
                continue;
            };
            if luck.below(3) == 0 {
                let bits = luck.below(40);
                wire.latency = SimDuration(luck.below(1 << bits));
                wire.jitter = SimDuration::from_millis(luck.below(100));
                wire.loss = Ratio(luck.below(1_000_001) as u32);
                wire.on = luck.below(2) == 0;
            }
            let fields = wire.terms.spec().fields;
            add(doc, Edit::AddWire(id, wire));
            for field in fields {
                if luck.below(3) > 0 {
                    continue;
                }
                let value = value(field, doc, luck);
                let field = field.name.into();
                // What the ends refuse is passed over.
                let _ = apply(doc, Edit::SetTerm { wire: id, field, value });
            }
        }
    }
}

fn plan(doc: &mut Scenario, ids: &[NodeId], luck: &mut Stream) {
    if luck.below(2) == 0 {
        add(doc, Edit::Title("A title: ü\0\u{1}".into()));
        add(doc, Edit::About("Several\nlines.".repeat(luck.below(20) as usize)));
        add(doc, Edit::Rate(1 + luck.below(1_000_000) as u32));
        add(doc, Edit::Until(Some(SimTime(luck.next_u64() >> 20))));
        add(
            doc,
            Edit::Distances(SimDuration(luck.below(1_000_000)), SimDuration::ZERO),
        );
    }
    for id in 1..=luck.below(4) as u32 {
        let side = |luck: &mut Stream| 16 + luck.below(100) as i32 * 8;
        let kind = AreaKind::ALL[luck.below(3) as usize];
        let (x, y, w, h) = (side(luck) - 400, side(luck), side(luck), side(luck));
        add(
            doc,
            Edit::AddArea(
                id * 3,
                Area {
                    name: format!("zone {id}").into(),
                    kind,
                    x,
                    y,
                    w,
                    h,
                },
            ),
        );
    }
    drawing(doc, luck);
    for index in 0..luck.below(5) as usize {
        let at = SimTime(luck.below(10_000_000_000));
        add(
            doc,
            Edit::AddStep(
                index,
                Step {
                    at,
                    run: format!("fail worker-{index}").into(),
                },
            ),
        );
    }
    for index in 0..luck.below(8) as usize {
        let is = Condition::Between(-5, luck.below(1_000) as i64);
        let nodes: Vec<NodeId> = ids.iter().copied().filter(|_| luck.below(4) == 0).collect();
        let fact = match luck.below(4) {
            0 => Fact::Fate {
                fate: Fate::ALL[luck.below(7) as usize],
                is,
            },
            1 => Fact::Made(Condition::Not(-1)),
            2 => {
                let event = EVENTS[luck.below(EVENTS.len() as u64) as usize];
                Fact::Event {
                    event,
                    nodes,
                    message: Some(MessageId(luck.below(9) + 1)),
                    is,
                }
            }
            _ => Fact::Refused("OverLimit".into()),
        };
        add(
            doc,
            Edit::AddCheck(
                index,
                Check {
                    at: SimTime(luck.below(1 << 40)),
                    fact,
                    why: "why".into(),
                },
            ),
        );
    }
}

/// Notes, and looks of wires.
fn drawing(doc: &mut Scenario, luck: &mut Stream) {
    for id in 1..=luck.below(4) as u32 {
        let side = |luck: &mut Stream| 80 + luck.below(100) as i32 * 8;
        let colour = Paper::ALL[luck.below(5) as usize];
        let (x, y, w, h) = (side(luck) - 400, side(luck), side(luck), side(luck));
        let text = "ü\nA line.\0".repeat(luck.below(4) as usize).into();
        let note = Sticky {
            text,
            colour,
            x,
            y,
            w,
            h,
        };
        add(doc, Edit::AddNote(id * 2, note));
    }
    let wires: Vec<_> = doc.wires.keys().copied().filter(|_| luck.below(3) == 0).collect();
    for id in wires {
        let look = WireLook {
            label: ["", "orders ü"][luck.below(2) as usize].into(),
            course: Course::ALL[luck.below(3) as usize],
            dashed: luck.below(2) == 0,
        };
        add(doc, Edit::Look(id, look));
    }
}
