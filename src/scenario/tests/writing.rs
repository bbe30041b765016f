use super::small_shop;
use crate::base::{NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::scenario::{
    Area, AreaKind, Check, Condition, EVENTS, Edit, Fact, MIGRATIONS, Scenario, Step, VERSION, WireDoc, apply,
};
use crate::sim::Fate;

const FILE: &str = r#"version = 1
title = "Visibility timeout too short"
about = "Work takes longer than the queue hides a message."
seed = 42
rate = "10x"
until = "200 s"

[[areas]]
name = "us-east-1"
kind = "region"
at = [0, 0]
size = [800, 400]

[nodes.web]
kind = "producer"
at = [16, 168]
Rate = 2.5

[nodes.orders]
kind = "sqs-standard"
at = [304, 136]
VisibilityTimeout = 30
MessageRetentionPeriod = "2 d"
"RedrivePolicy.deadLetterTargetArn" = "orders-dlq"

[nodes.orders-dlq]
kind = "sqs-standard"
at = [304, 304]

[nodes.worker-a]
kind = "worker"
at = [600, 136]
Work = "45 s"

[[wires]]
join = "web -> orders"
latency = "20 ms"
loss = "0.5%"

[[wires]]
join = "orders.out -> worker-a.in"

[[steps]]
at = "20 s"
run = "fail worker-a"

[[checks]]
at = "100 s"
node = ["orders", "orders-dlq"]
metric = "NumberOfMessagesSent"
is = "20..30"
why = "PAT-036"
"#;

fn read(text: &str) -> Scenario {
    Scenario::from_toml(text).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// The line of the file above in which this stands, counted from 1.
fn line_of(part: &str) -> usize {
    let before = FILE.split(part).next().unwrap_or_default();
    before.matches('\n').count() + 1
}

/// The problems of the file above with one line replaced, as text.
fn problems(old: &str, new: &str) -> String {
    assert!(FILE.contains(old), "{old} stands in the file");
    let problems = Scenario::from_toml(&FILE.replacen(old, new, 1)).expect_err("something is wrong");
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_says_what_its_author_means() {
    let doc = read(FILE);
    assert_eq!(
        (doc.title.as_str(), doc.seed, doc.rate),
        ("Visibility timeout too short", 42, 1_000)
    );
    assert_eq!(doc.until, Some(SimTime::from_secs(200)));
    let names: Vec<&str> = doc.nodes.values().map(|node| node.name.as_ref()).collect();
    assert_eq!(
        names,
        ["web", "orders", "orders-dlq", "worker-a"],
        "numbers follow the order of the file"
    );
    let orders = &doc.nodes[&NodeId(2)];
    assert_eq!((orders.x, orders.y), (304, 136));
    assert_eq!(orders.settings.number("MessageRetentionPeriod"), 172_800);
    assert_eq!(
        orders.settings.node("RedrivePolicy.deadLetterTargetArn"),
        Some(NodeId(3))
    );
    assert_eq!(
        doc.nodes[&NodeId(4)].settings.seconds("Work"),
        SimDuration::from_secs(45)
    );
    assert_eq!(doc.location(orders).region.as_ref(), "us-east-1");
    let wire = &doc.wires[&WireId(1)];
    assert_eq!((wire.latency, wire.loss), (SimDuration::from_millis(20), Ratio(5_000)));
    assert_eq!(
        doc.steps,
        [Step {
            at: SimTime::from_secs(20),
            run: "fail worker-a".into()
        }]
    );
    let nodes = vec![NodeId(2), NodeId(3)];
    let metric = "NumberOfMessagesSent".into();
    assert_eq!(
        doc.checks[0].fact,
        Fact::Metric {
            nodes,
            metric,
            is: Condition::Between(20, 30)
        }
    );
    assert_eq!(doc.checks[0].why, "PAT-036");
}

#[test]
fn what_is_written_reads_back_as_the_same() {
    for mut doc in [Scenario::default(), small_shop(), read(FILE), everything()] {
        assert_eq!(read(&doc.to_toml()), doc);
        apply(&mut doc, Edit::Title("\u{0}\u{7f}'''\"\"\"\r\n".into())).expect("any text");
        let text = doc.to_toml();
        assert_eq!(read(&text), doc);
        assert_eq!(read(&text).to_toml(), text, "the order is stable");
    }
}

/// A document with something of everything, and gaps in its numbers.
fn everything() -> Scenario {
    let mut doc = small_shop();
    let is = Condition::AtLeast(-3);
    let nodes = vec![NodeId(2)];
    let facts = [
        Fact::Metric {
            nodes: nodes.clone(),
            metric: "NumberOfMessagesSent".into(),
            is: Condition::Not(0),
        },
        Fact::Fate {
            fate: Fate::Redriven,
            is: Condition::Less(4),
        },
        Fact::Made(Condition::More(1)),
        Fact::Event {
            event: EVENTS[7],
            nodes: Vec::new(),
            message: None,
            is: Condition::AtMost(2),
        },
        Fact::Event {
            event: EVENTS[0],
            nodes,
            message: Some(crate::base::MessageId(4)),
            is,
        },
        Fact::Refused("InvalidParameterValue".into()),
    ];
    doc.steps.push(Step {
        at: SimTime(1),
        run: "fail orders".into(),
    });
    doc.checks = facts
        .map(|fact| Check {
            at: SimTime(1),
            fact,
            why: "because".into(),
        })
        .to_vec();
    let area = Area {
        name: "Büro \"A\"".into(),
        kind: AreaKind::Plain,
        x: -80,
        y: 8,
        w: 16,
        h: 160,
    };
    let old = doc.wires[&WireId(2)].clone();
    let wire = WireDoc {
        jitter: SimDuration(1_234_567),
        loss: Ratio(1),
        on: false,
        ..old
    };
    doc.cross_region = SimDuration(1);
    for edit in [
        Edit::AddArea(7, area),
        Edit::ChangeWire(WireId(2), wire),
        Edit::RemoveNodes(vec![NodeId(1)]),
    ] {
        apply(&mut doc, edit).expect("a possible change");
    }
    doc
}

#[test]
fn mistakes_name_their_line_and_the_way_out() {
    for (old, new, parts) in [
        (
            "kind = \"worker\"",
            "kind = \"workr\"",
            vec!["There is no kind \"workr\"", "worker?"],
        ),
        (
            "VisibilityTimeout = 30",
            "VisibilityTimout = 30",
            vec!["no setting", "Did you mean VisibilityTimeout?"],
        ),
        (
            "VisibilityTimeout = 30",
            "VisibilityTimeout = 43201",
            vec!["43,201", "43,200 s"],
        ),
        (
            "VisibilityTimeout = 30",
            "VisibilityTimeout = true",
            vec!["must be a number"],
        ),
        ("VisibilityTimeout = 30", "VisibilityTimeout = 2.5", vec!["2.5"]),
        (
            "VisibilityTimeout = 30",
            "VisibilityTimeout = \"soon\"",
            vec!["soon", "can't be read"],
        ),
        (
            "\"orders-dlq\"\n",
            "\"orders-dlx\"\n",
            vec!["no node \"orders-dlx\"", "orders-dlq"],
        ),
        ("\"orders-dlq\"\n", "\"worker-a\"\n", vec!["must be", "SQS-110"]),
        (
            "web -> orders",
            "web -> order",
            vec!["no node \"order\"", "Did you mean orders"],
        ),
        ("web -> orders", "web -> worker-a", vec!["Put a queue between"]),
        ("web -> orders", "web to orders", vec!["arrow"]),
        (
            "orders.out -> worker-a.in",
            "orders.exit -> worker-a",
            vec!["no port \"exit\"", "out"],
        ),
        ("orders.out -> worker-a.in", "web -> orders", vec!["wired already"]),
        ("loss = \"0.5%\"", "loss = 0.5", vec!["2.5%"]),
        ("latency = \"20 ms\"", "latency = 20", vec!["unit"]),
        (
            "latency = \"20 ms\"",
            "latncy = \"20 ms\"",
            vec!["no latncy", "Did you mean latency?"],
        ),
        ("rate = \"10x\"", "rate = \"fast\"", vec!["10x"]),
        ("rate = \"10x\"", "rat = \"10x\"", vec!["Did you mean rate?"]),
        ("seed = 42", "seed = -1", vec!["whole number"]),
        ("[nodes.worker-a]", "[nodes.\"worker a\"]", vec!["letters, digits"]),
        ("at = [16, 168]", "at = [16]", vec!["two whole numbers"]),
        ("kind = \"region\"", "kind = \"regio\"", vec!["Did you mean region?"]),
        ("run = \"fail worker-a\"", "run = \"fial worker-a\"", vec!["fail"]),
        (
            "metric = \"NumberOfMessagesSent\"",
            "metric = \"NumberOfMessageSent\"",
            vec!["NumberOfMessagesSent"],
        ),
        ("is = \"20..30\"", "is = \"about 20\"", vec!["20..30"]),
        ("why = \"PAT-036\"", "wy = \"PAT-036\"", vec!["Did you mean why?"]),
        (
            "node = [\"orders\", \"orders-dlq\"]",
            "node = \"order\"",
            vec!["no node \"order\""],
        ),
        ("version = 1", "version = 99", vec!["versions 0 to 1"]),
        ("version = 1", "", vec!["version = 1"]),
        ("seed = 42", "seed = ", vec!["TOML"]),
    ] {
        let line = line_of(old);
        let found = problems(old, new);
        assert!(
            found.contains(&format!("line {line}:")),
            "{new}: line {line} in\n{found}"
        );
        for part in parts {
            assert!(found.contains(part), "{new}: {part:?} in\n{found}");
        }
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = FILE
        .replace("seed = 42", "seed = \"x\"")
        .replace("VisibilityTimeout = 30", "VisibilityTimeout = -1")
        .replace("fail worker-a", "fial worker-a")
        .replace("join = \"web", "join = \"wob");
    let lines: Vec<usize> = Scenario::from_toml(&text)
        .expect_err("four mistakes")
        .iter()
        .map(|p| p.line)
        .collect();
    let olds = ["seed = 42", "VisibilityTimeout = 30", "join = \"web", "fail worker-a"];
    assert_eq!(lines, olds.map(line_of));
}

#[test]
fn a_node_that_cannot_be_read_is_not_missed_by_its_wires_too() {
    assert_eq!(problems("kind = \"worker\"", "kind = \"workr\"").lines().count(), 1);
}

#[test]
fn names_that_are_taken_twice_are_refused() {
    let text = FILE.replace("[nodes.orders-dlq]", "[nodes.orders]");
    assert!(Scenario::from_toml(&text).is_err());
}

#[test]
fn keys_with_dots_need_no_quotes() {
    let bare = FILE.replace(
        "\"RedrivePolicy.deadLetterTargetArn\"",
        "RedrivePolicy.deadLetterTargetArn",
    );
    assert_eq!(read(&bare), read(FILE));
}

#[test]
fn files_of_version_0_are_still_read() {
    let old = FILE
        .replace("version = 1", "version = 0")
        .replace("rate = ", "speed = ");
    assert_eq!(read(&old), read(FILE));
    let froms: Vec<u32> = MIGRATIONS.iter().map(|migration| migration.from).collect();
    assert_eq!(froms, (0..VERSION).collect::<Vec<u32>>(), "one step for each version");
}

#[test]
fn conditions_read_as_they_are_written() {
    for (text, yes, no) in [
        ("= 10", 10, 11),
        ("10", 10, 9),
        ("!= 3", 4, 3),
        ("< 5", 4, 5),
        ("<= 5", 5, 6),
        ("> 5", 6, 5),
        (">= 5", 5, 4),
        ("20..30", 30, 31),
        ("-5..-1", -5, 0),
    ] {
        let condition = Condition::parse(text).expect(text);
        assert!(condition.holds(yes) && !condition.holds(no), "{text}");
        assert_eq!(Condition::parse(&condition.to_string()), Some(condition));
    }
    for text in ["", "ten", "30..20", "= ", "== 4", "1.5"] {
        assert_eq!(Condition::parse(text), None, "{text}");
    }
}
