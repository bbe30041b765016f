//! Random designs and random disturbances, from a stream of chance.

use decouple::base::{MessageId, NodeId, Ratio, SimDuration, Stream};
use decouple::nodes::{KINDS, World};
use decouple::scenario::{Deed, Edit, NodeDoc, Scenario, apply};
use decouple::sim::{Fault, FieldSpec, FieldType, Input, Settings, Tamper, Throttling, Value};

/// Texts that mean something to one field or another, and some that mean nothing.
const TEXTS: &[&str] = &[
    "",
    "customer-{{n mod 3}}",
    "{{n div 2}}",
    "{{n}}",
    "{\"n\": {{n}}, \"to\": \"{{random a|b|c}}\"}",
    "every 3",
    "n = 4",
    "group = customer-1",
    "body contains 7",
    "colour=String:red",
    "{{",
    "=",
    "é🦀",
];

fn pick<'a, T>(chance: &mut Stream, from: &'a [T]) -> &'a T {
    &from[chance.below(from.len() as u64) as usize]
}

/// A design of 2 to 9 nodes with wires wherever they fit, some of them slow or lossy.
pub fn scenario(seed: u64, chance: &mut Stream) -> Scenario {
    let mut doc = Scenario {
        seed,
        ..Scenario::default()
    };
    for index in 0..2 + chance.below(8) {
        let spec = pick(chance, KINDS);
        let (id, name) = (doc.next_node(), doc.auto_name(spec));
        let (x, y) = (
            i32::try_from(index % 4).unwrap_or(0) * 320,
            i32::try_from(index / 4).unwrap_or(0) * 240,
        );
        let _ = apply(
            &mut doc,
            Edit::AddNode(
                id,
                NodeDoc {
                    name,
                    x,
                    y,
                    settings: Settings::new(spec),
                },
            ),
        );
        for field in spec.fields {
            if chance.below(5) == 0
                && let Some(value) = value(field, &doc, chance)
            {
                let _ = apply(
                    &mut doc,
                    Edit::Set {
                        node: id,
                        field: field.name.into(),
                        value,
                    },
                );
            }
        }
    }
    let ids: Vec<NodeId> = doc.nodes.keys().copied().collect();
    for _ in 0..ids.len() * 6 {
        let (from, to) = (*pick(chance, &ids), *pick(chance, &ids));
        let port =
            |id: NodeId, chance: &mut Stream| chance.below(doc.nodes[&id].settings.spec().ports.len() as u64) as u8;
        let (out, into) = (port(from, chance), port(to, chance));
        let Ok(mut edit) = doc.connect((from, out), (to, into)) else {
            continue;
        };
        if let Edit::AddWire(_, wire) = &mut edit
            && chance.below(3) == 0
        {
            wire.latency = SimDuration::from_millis(chance.below(400));
            wire.jitter = SimDuration::from_millis(chance.below(200));
            wire.loss = Ratio(chance.below(200_000) as u32);
        }
        let _ = apply(&mut doc, edit);
    }
    doc
}

/// A value for a field: at an edge of its range, or somewhere near its lower end, where things happen.
fn value(field: &FieldSpec, doc: &Scenario, chance: &mut Stream) -> Option<Value> {
    match field.ty {
        FieldType::Number { min, max, places } => {
            let near = 20 * 10i64.pow(u32::from(places));
            let low = min + chance.below((max - min).min(near) as u64 + 1) as i64;
            Some(Value::Number(if field.name == "Count" || chance.below(6) > 0 {
                low
            } else {
                max.min(low * 10)
            }))
        }
        FieldType::Bool => Some(Value::Bool(chance.below(2) == 0)),
        FieldType::Choice(choices) => Some(Value::Choice(chance.below(choices.len() as u64) as u16)),
        FieldType::Text { .. } => Some(Value::Text((*pick(chance, TEXTS)).into())),
        FieldType::Node(kinds) => {
            let fits = |(id, node): (&NodeId, &NodeDoc)| kinds.contains(&node.settings.spec().kind).then_some(*id);
            let found: Vec<NodeId> = doc.nodes.iter().filter_map(fits).collect();
            if found.is_empty() {
                None
            } else {
                Some(Value::Node(Some(*pick(chance, &found))))
            }
        }
    }
}

/// Something that is done to a running world: a fault, a cut wire, another setting, a removed node, a command.
pub fn disturbance(doc: &Scenario, world: &World, chance: &mut Stream) -> Deed {
    let ids: Vec<NodeId> = world.nodes().map(|(id, _)| id).collect();
    if ids.is_empty() {
        return Deed::Edit(Vec::new());
    }
    let id = *pick(chance, &ids);
    let wires: Vec<_> = world.network().iter().map(|(wire, _)| wire).collect();
    let fault = |fault: Fault| Deed::Edit(vec![Input::Fault(id, fault)]);
    match chance.below(15) {
        0 => fault(Fault::Crash),
        1 | 2 => fault(Fault::Restart),
        3 => fault(Fault::ZoneDown(chance.below(3) as u8)),
        4 => fault(Fault::ZoneUp(chance.below(3) as u8)),
        5 => fault(Fault::Trigger(1 + chance.below(4) as u32)),
        6 if !wires.is_empty() => Deed::Edit(vec![Input::Switch(*pick(chance, &wires), chance.below(2) == 0)]),
        7 => Deed::Edit(vec![Input::Remove(id)]),
        8 => command(doc.name(id), chance),
        9 => tampering(world, chance),
        10 => fault(Fault::Throttle(match chance.below(3) {
            0 => None,
            1 => Some(Throttling::Share(Ratio(chance.below(1_000_001) as u32))),
            _ => Some(Throttling::Rate(chance.below(20) as u32)),
        })),
        11 => structure(doc, id, &ids, chance),
        _ => {
            let mut settings = world
                .info(id)
                .map_or_else(|| Settings::new(KINDS[0]), |info| info.settings.clone());
            let field = pick(chance, settings.spec().fields);
            if let Some(value) = value(field, doc, chance) {
                let _ = settings.set(field.name, value);
            }
            Deed::Edit(vec![Input::Configure(id, settings)])
        }
    }
}

/// Something happens to one of the newest messages.
fn tampering(world: &World, chance: &mut Stream) -> Deed {
    let made = world.ledger().made;
    if made == 0 {
        return Deed::Edit(Vec::new());
    }
    let message = MessageId(made - chance.below(made.min(20)));
    let tamper = match chance.below(3) {
        0 => Tamper::Drop,
        1 => Tamper::Duplicate,
        _ => Tamper::Delay(SimDuration::from_millis(chance.below(5_000))),
    };
    Deed::Edit(vec![Input::Tamper(message, tamper)])
}

/// A line that changes the design, or a whole region; some of them are refused.
fn structure(doc: &Scenario, id: NodeId, ids: &[NodeId], chance: &mut Stream) -> Deed {
    let (one, other) = (doc.name(id), doc.name(*pick(chance, ids)));
    let line = match chance.below(7) {
        0 => format!("connect {one} {other} latency=20ms"),
        1 => format!("disconnect {one} {other}"),
        2 => format!("add worker extra-{}", chance.below(1_000)),
        3 => format!("wire {one} {other} latency=5ms jitter=5ms loss=10%"),
        4 => format!("place {one} region=eu-west-1 zone=a"),
        5 => "region-down us-east-1".to_string(),
        _ => "region-up us-east-1".to_string(),
    };
    Deed::Run(line.into())
}

fn command(name: &str, chance: &mut Stream) -> Deed {
    let line = match chance.below(6) {
        0 => format!("aws sqs purge-queue --queue-url {name}"),
        1 => format!("aws sqs receive-message --queue-url {name} --max-number-of-messages 10"),
        2 => format!("aws sqs send-message --queue-url {name} --message-body hello"),
        3 => format!("aws sqs start-message-move-task --source-arn arn:aws:sqs:us-east-1:123456789012:{name}"),
        4 => format!("aws sqs set-queue-attributes --queue-url {name} --attributes VisibilityTimeout=1"),
        _ => format!(
            "aws sqs send-message --queue-url {name} --message-body hi --message-group-id g --message-deduplication-id d"
        ),
    };
    Deed::Run(line.into())
}
