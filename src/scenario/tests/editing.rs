use super::{join, node, set, small_shop};
use crate::base::{NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::scenario::{
    Area, AreaKind, Check, Condition, Edit, EditError, Fact, History, Scenario, Step, WireDoc, apply,
};
use crate::sim::{Fate, Input, Value};

/// Every kind of change, each possible on the small shop.
fn all_edits(doc: &Scenario) -> Vec<Edit> {
    let wire = doc.wires[&WireId(1)].clone();
    let slow = WireDoc {
        latency: SimDuration::from_millis(20),
        loss: Ratio(10),
        ..wire
    };
    let area = Area {
        name: "us-east-1".into(),
        kind: AreaKind::Region,
        x: 0,
        y: 0,
        w: 400,
        h: 400,
    };
    let step = Step {
        at: SimTime::from_secs(1),
        run: "fail worker-a".into(),
    };
    let check = Check {
        at: SimTime::from_secs(1),
        fact: Fact::Fate {
            fate: Fate::Done,
            is: Condition::Equal(1),
        },
        why: String::new(),
    };
    let metric = Check {
        fact: Fact::Metric {
            nodes: vec![NodeId(2), NodeId(4)],
            metric: "NumberOfMessagesSent".into(),
            is: Condition::Equal(1),
        },
        ..check.clone()
    };
    vec![
        Edit::Move(vec![(NodeId(1), 13, 11), (NodeId(2), 800, 16)]),
        Edit::Rename(NodeId(2), "jobs".into()),
        Edit::Set {
            node: NodeId(2),
            field: "VisibilityTimeout".into(),
            value: Value::Number(30),
        },
        Edit::ChangeWire(WireId(1), slow),
        Edit::Title("Other".into()),
        Edit::About(String::new()),
        Edit::Seed(7),
        Edit::Rate(1_000),
        Edit::Until(Some(SimTime::from_secs(100))),
        Edit::Distances(SimDuration::ZERO, SimDuration::from_secs(1)),
        Edit::AddArea(1, area.clone()),
        Edit::ChangeArea(1, Area { w: 800, ..area }),
        Edit::AddStep(0, step),
        Edit::AddCheck(0, check.clone()),
        Edit::AddCheck(1, metric),
        Edit::AddCheck(2, check),
        Edit::RemoveNodes(vec![NodeId(3), NodeId(2)]),
        Edit::RemoveCheck(0),
        Edit::RemoveStep(0),
        Edit::RemoveArea(1),
        Edit::Batch(vec![
            Edit::Title("a".into()),
            Edit::Title("b".into()),
            Edit::RemoveNodes(vec![NodeId(1)]),
        ]),
        Edit::Replace(Box::default()),
    ]
}

#[test]
fn every_change_can_be_taken_back_and_made_again() {
    let mut doc = small_shop();
    let mut history = History::default();
    let mut versions = vec![doc.clone()];
    for edit in all_edits(&doc.clone()) {
        history
            .apply(&mut doc, edit.clone(), None)
            .unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        assert_ne!(doc, versions[versions.len() - 1], "{edit:?} changes something");
        versions.push(doc.clone());
    }
    for version in versions.iter().rev().skip(1) {
        assert!(history.undo(&mut doc));
        assert_eq!(&doc, version);
    }
    assert!(!history.undo(&mut doc));
    for version in versions.iter().skip(1) {
        assert!(history.redo(&mut doc));
        assert_eq!(&doc, version);
    }
    assert!(!history.redo(&mut doc));
}

#[test]
fn a_drag_is_one_step_of_undo() {
    let mut doc = small_shop();
    let before = doc.clone();
    let mut history = History::default();
    for x in (0..50).map(|x| x * 8) {
        let edit = Edit::Move(vec![(NodeId(1), x, 0)]);
        history.apply(&mut doc, edit, Some("drag")).expect("a known node");
    }
    assert!(history.undo(&mut doc));
    assert_eq!(doc, before);
    assert!(!history.can_undo());
}

#[test]
fn another_node_or_a_new_gesture_begins_a_new_step_of_undo() {
    let mut doc = small_shop();
    let mut history = History::default();
    let mut go = |history: &mut History, id, x| {
        history
            .apply(&mut doc, Edit::Move(vec![(id, x, 0)]), Some("drag"))
            .expect("a known node");
    };
    go(&mut history, NodeId(1), 8);
    go(&mut history, NodeId(2), 8);
    history.seal();
    go(&mut history, NodeId(2), 16);
    let mut steps = 0;
    while history.undo(&mut doc) {
        steps += 1;
    }
    assert_eq!(steps, 3);
}

#[test]
fn undo_goes_back_two_hundred_steps() {
    let mut doc = Scenario::default();
    let mut history = History::default();
    for seed in 0..300 {
        history.apply(&mut doc, Edit::Seed(seed), None).expect("any seed");
    }
    while history.undo(&mut doc) {}
    assert_eq!(doc.seed, 99, "the change to 100 is the oldest that can be taken back");
}

#[test]
fn a_batch_is_all_or_nothing() {
    let mut doc = small_shop();
    let before = doc.clone();
    let batch = Edit::Batch(vec![
        Edit::Title("new".into()),
        Edit::RemoveNodes(vec![NodeId(1)]),
        Edit::RemoveWire(WireId(99)),
    ]);
    assert_eq!(apply(&mut doc, batch), Err(EditError::NoWire(WireId(99))));
    assert_eq!(doc, before);
}

#[test]
fn positions_snap_to_the_grid() {
    let mut doc = small_shop();
    apply(&mut doc, Edit::Move(vec![(NodeId(1), 13, -13)])).expect("a known node");
    assert_eq!((doc.nodes[&NodeId(1)].x, doc.nodes[&NodeId(1)].y), (16, -16));
    apply(&mut doc, Edit::Move(vec![(NodeId(1), i32::MAX, i32::MIN)])).expect("a known node");
    assert_eq!(
        (doc.nodes[&NodeId(1)].x, doc.nodes[&NodeId(1)].y),
        (Scenario::FAR, -Scenario::FAR)
    );
}

#[test]
fn a_node_belongs_to_the_smallest_box_around_its_middle() {
    let mut doc = Scenario::default();
    let id = node(&mut doc, "producer");
    let add = |doc: &mut Scenario, id, name: &str, kind, w| {
        let area = Area {
            name: name.into(),
            kind,
            x: -8,
            y: -8,
            w,
            h: w,
        };
        apply(doc, Edit::AddArea(id, area)).expect("a possible box");
    };
    add(&mut doc, 1, "us-east-1", AreaKind::Region, 2_000);
    add(&mut doc, 2, "eu-west-1", AreaKind::Region, 1_000);
    add(&mut doc, 3, "a", AreaKind::Zone, 400);
    let place = doc.location(&doc.nodes[&id]);
    assert_eq!((place.region.as_ref(), place.zone.as_ref()), ("eu-west-1", "a"));
    apply(&mut doc, Edit::Move(vec![(id, 1_200, 0)])).expect("a known node");
    let place = doc.location(&doc.nodes[&id]);
    assert_eq!((place.region.as_ref(), place.zone.as_ref()), ("us-east-1", ""));
}

/// The world that a running world becomes is the world of the changed document: same nodes, wires and settings.
#[test]
fn a_running_world_follows_every_edit() {
    let mut doc = small_shop();
    let mut world = doc.world();
    for edit in all_edits(&doc.clone()) {
        let before = doc.clone();
        apply(&mut doc, edit.clone()).expect("a possible change");
        for input in edit.inputs(&before, &doc) {
            world
                .apply(input.clone())
                .unwrap_or_else(|error| panic!("{edit:?} gave {input:?}: {error}"));
        }
        let fresh = doc.world();
        let names = |world: &crate::nodes::World| -> Vec<_> {
            let ids = world.nodes().map(|(id, _)| id);
            ids.map(|id| world.info(id).map(|info| (id, info.name.clone(), info.place.clone())))
                .collect()
        };
        assert_eq!(names(&world), names(&fresh), "{edit:?}");
        let wires = |world: &crate::nodes::World| -> Vec<_> {
            world.network().iter().map(|(id, link)| (id, link.clone())).collect()
        };
        assert_eq!(wires(&world), wires(&fresh), "{edit:?}");
    }
}

#[test]
fn a_world_hears_only_of_what_matters_to_it() {
    let mut doc = small_shop();
    let told = |doc: &mut Scenario, edit: Edit| {
        let before = doc.clone();
        apply(doc, edit.clone()).expect("a possible change");
        edit.inputs(&before, doc)
    };
    assert!(told(&mut doc, Edit::Title("x".into())).is_empty());
    assert!(
        told(&mut doc, Edit::Move(vec![(NodeId(1), 80, 80)])).is_empty(),
        "no box was entered or left"
    );
    let set = Edit::Set {
        node: NodeId(2),
        field: "VisibilityTimeout".into(),
        value: Value::Number(60),
    };
    let told_of_setting = told(&mut doc, set);
    let [Input::Set(NodeId(2), patch)] = told_of_setting.as_slice() else {
        panic!("{told_of_setting:?}");
    };
    assert_eq!(patch.values().len(), 1, "only what was changed is said");
    let off = WireDoc {
        on: false,
        ..doc.wires[&WireId(1)].clone()
    };
    assert!(matches!(
        told(&mut doc, Edit::ChangeWire(WireId(1), off)).as_slice(),
        [Input::Switch(WireId(1), false)]
    ));
}

#[test]
fn removing_a_dead_letter_queue_clears_the_setting_that_names_it() {
    let mut doc = small_shop();
    let before = doc.clone();
    let back = apply(&mut doc, Edit::RemoveNodes(vec![NodeId(3)])).expect("a known node");
    assert!(
        !doc.nodes[&NodeId(2)]
            .settings
            .is_changed("RedrivePolicy.deadLetterTargetArn")
    );
    apply(&mut doc, back).expect("an inverse");
    assert_eq!(doc, before);
}

#[test]
fn values_out_of_range_are_refused_with_their_range() {
    let mut doc = small_shop();
    let edit = Edit::Set {
        node: NodeId(2),
        field: "DelaySeconds".into(),
        value: Value::Number(901),
    };
    let error = apply(&mut doc, edit).expect_err("901 s is too long").to_string();
    assert!(error.contains("DelaySeconds") && error.contains("900"), "{error}");
    let worker = node(&mut doc, "worker");
    join(&mut doc, NodeId(2), worker);
    set(&mut doc, worker, "Concurrency", 4);
}
