//! What a client of a database sees.

use super::capacity::{BURST_SECONDS, Capacity};
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::nodes::bench::town::{Town, number};
use crate::nodes::service::call;
use crate::nodes::{World, kind};
use crate::sim::{Fault, Input, Link, Location, Settings, Value, violations};
use serde_json::json;

const DB: NodeId = NodeId(2);

fn settings(name: &str, changes: &[(&str, &str)]) -> Settings {
    let spec = kind(name).expect("a kind");
    let mut settings = Settings::new(spec);
    for (field, text) in changes {
        let (_, known) = spec.field(field).expect("a field");
        settings
            .set(field, known.parse(text).expect("a value"))
            .expect("in range");
    }
    settings
}

/// A producer that writes straight into a database.
fn direct(database: &str, changes: &[(&str, &str)], producer: &[(&str, &str)]) -> World {
    let mut world = World::new(1, SimDuration::ZERO, SimDuration::ZERO);
    let nodes = [
        (NodeId(1), "app", settings("producer", producer)),
        (DB, "db", settings(database, changes)),
    ];
    for (id, name, settings) in nodes {
        let (name, place) = (name.into(), Location::default());
        let add = Input::Add {
            id,
            name,
            settings,
            place,
        };
        world.apply(add).expect("a new node");
    }
    world
        .apply(Input::Wire(WireId(1), Link::between((NodeId(1), 0), (DB, 0))))
        .expect("a wire");
    world.apply(Input::Start(NodeId(1))).expect("a node");
    world.apply(Input::Start(DB)).expect("a node");
    world
}

fn run(world: &mut World, secs: u64) {
    world.advance(SimTime::from_secs(secs), u64::MAX);
    assert_eq!(violations(world), Vec::<String>::new());
}

fn metric(world: &World, name: &str) -> i64 {
    let metrics = world.metrics(DB).expect("the database");
    metrics.get(name).unwrap_or_else(|| panic!("no metric {name}"))
}

/// So many writes a second for so many seconds, each tried once.
fn load(rate: &'static str, count: &'static str) -> [(&'static str, &'static str); 3] {
    [("Rate", rate), ("Count", count), ("Retries", "0")]
}

/// END-041: capacity 100/s, 500/s for 10 s, no burst: 4,000 fail.
#[test]
fn without_a_buffer_what_is_above_the_capacity_is_lost() {
    let mut world = direct("dynamodb-table", &[("WriteCapacityUnits", "100")], &load("500", "5000"));
    run(&mut world, 20);
    assert_eq!(metric(&world, "ItemCount"), 1_000);
    assert_eq!(metric(&world, "WriteThrottleEvents"), 4_000);
}

/// END-134: 50 writes/s, 80/s for 60 s: 1,800 rejected.
#[test]
fn a_steady_overload_is_rejected_second_by_second() {
    let mut world = direct("dynamodb-table", &[("WriteCapacityUnits", "50")], &load("80", "4800"));
    run(&mut world, 70);
    assert_eq!(
        (metric(&world, "ItemCount"), metric(&world, "WriteThrottleEvents")),
        (3_000, 1_800)
    );
}

/// END-045
#[test]
fn an_item_takes_a_unit_for_each_started_kilobyte_and_two_in_a_transaction() {
    let of = |changes: &[(&str, &str)]| {
        let mut producer = load("1", "1").to_vec();
        producer.push(("Body", "{{pad 1025}}"));
        let mut world = direct("dynamodb-table", changes, &producer);
        run(&mut world, 2);
        metric(&world, "ConsumedWriteCapacityUnits")
    };
    assert_eq!(of(&[]), 2);
    assert_eq!(of(&[("Transactional", "on")]), 4);
}

/// END-045: what was not used in 300 seconds helps out, and a partition takes 1,000 a second whatever the table has.
#[test]
fn saved_capacity_helps_out_and_a_partition_has_a_limit_of_its_own() {
    let at = SimTime::from_secs;
    let mut capacity = Capacity::new(0);
    assert!(capacity.take(at(0), 1, 10, 10, true));
    assert!(
        !capacity.take(at(0), 1, 1, 10, true),
        "nothing is saved in the first second"
    );
    for unit in 0..310 {
        assert!(
            capacity.take(at(31), unit, 1, 10, true),
            "30 idle seconds saved 300 units"
        );
    }
    assert!(!capacity.take(at(31), 1, 1, 10, true));
    let mut idle = Capacity::new(0);
    for unit in 0..(BURST_SECONDS + 1) * 2 {
        assert!(idle.take(at(100_000), unit, 1, 2, true));
    }
    assert!(
        !idle.take(at(100_000), 1, 1, 2, true),
        "no more than 300 seconds are saved"
    );
    let mut wide = Capacity::new(0);
    assert!(wide.take(at(0), 7, 1_000, 50_000, false));
    assert!(!wide.take(at(0), 7, 1, 50_000, false));
    assert!(wide.take(at(0), 8, 1, 50_000, false));
}

/// END-045: on demand twice the former peak is taken.
#[test]
fn a_table_on_demand_takes_twice_its_peak() {
    let mut capacity = Capacity::new(100);
    assert_eq!(capacity.on_demand(), 200);
    for unit in 0..150 {
        assert!(capacity.take(SimTime::ZERO, unit, 1, 200, false));
    }
    assert!(capacity.take(SimTime::from_secs(1), 0, 1, 200, false));
    assert_eq!(capacity.on_demand(), 300);
}

/// END-046: as many writes at once as there are connections; the others get errors at once.
#[test]
fn more_writers_than_connections_get_errors() {
    let changes = [("MaxConnections", "2"), ("WriteTime", "100")];
    // 40 writes/s against 20: each second 20 find a connection.
    let mut world = direct("rds-database", &changes, &load("40", "400"));
    run(&mut world, 20);
    assert_eq!(
        (metric(&world, "ItemCount"), metric(&world, "ConnectionErrors")),
        (200, 200)
    );
}

/// END-040: a proxy lets writes wait; only who waits too long fails.
#[test]
fn with_a_proxy_writes_wait_for_a_connection() {
    let changes = [
        ("MaxConnections", "1"),
        ("WriteTime", "100"),
        ("OnOverload", "queue"),
        ("WaitTimeout", "1000"),
    ];
    let mut world = direct("rds-database", &changes, &load("1000", "15"));
    run(&mut world, 1);
    assert!(metric(&world, "Waiting") > 0);
    run(&mut world, 10);
    // The first is done at 0.1 s, one more each 0.1 s; whoever came at n ms waits until 1 s + n ms.
    assert_eq!(metric(&world, "ItemCount"), 11);
    assert_eq!(metric(&world, "Timeouts"), 4);
}

/// END-044: the same work twice. The producer's duplicates share a root.
#[test]
fn a_second_write_is_harmless_refused_or_wrong_by_one() {
    let of = |write: &str| {
        let mut world = direct("dynamodb-table", &[("Write", write)], &load("1", "1"));
        let slow = Link {
            latency: SimDuration::from_millis(500),
            ..Link::between((NodeId(1), 0), (DB, 0))
        };
        world.apply(Input::Wire(WireId(1), slow)).expect("the wire");
        run(&mut world, 0);
        let id = crate::base::MessageId(1);
        let again = Input::Tamper(id, crate::sim::Tamper::Duplicate);
        world.apply(again).expect("a message");
        run(&mut world, 2);
        [
            "ItemCount",
            "Writes",
            "RepeatedWrites",
            "ConditionalCheckFailedRequests",
            "Overcount",
        ]
        .map(|name| metric(&world, name))
    };
    assert_eq!(of("put"), [1, 2, 1, 0, 0]);
    assert_eq!(of("conditional"), [1, 1, 0, 1, 0]);
    assert_eq!(of("increment"), [1, 2, 1, 0, 1]);
}

#[test]
fn a_database_that_goes_down_fails_what_it_has_in_hand_and_comes_back() {
    for database in ["dynamodb-table", "rds-database"] {
        let time = if database == "rds-database" {
            ("WriteTime", "500")
        } else {
            ("Latency", "500")
        };
        let mut world = direct(database, &[time], &load("10", "20"));
        run(&mut world, 1);
        world.apply(Input::Fault(DB, Fault::Crash)).expect("a node");
        run(&mut world, 2);
        let stored = metric(&world, "ItemCount");
        assert!(stored < 20, "{database}");
        world.apply(Input::Fault(DB, Fault::Restart)).expect("a node");
        run(&mut world, 9);
        assert_eq!(metric(&world, "ItemCount"), stored, "{database}: nobody tries again");
    }
}

/// END-045
#[test]
fn tables_are_made_and_deleted_by_their_api() {
    let mut world = World::new(1, SimDuration::ZERO, SimDuration::ZERO);
    let mut ask = |action: &str, more: serde_json::Value| {
        let mut input = json!({ "TableName": "orders" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        call(&mut world, "dynamodb", action, input).map_err(|error| error.code)
    };
    assert_eq!(ask("CreateTable", json!({})), Err("ValidationException"), "no capacity");
    let capacity = json!({ "ProvisionedThroughput": { "ReadCapacityUnits": 1, "WriteCapacityUnits": 7 } });
    let made = ask("CreateTable", capacity.clone()).expect("a new name");
    assert_eq!(
        made["TableDescription"]["ProvisionedThroughput"]["WriteCapacityUnits"],
        7
    );
    assert_eq!(ask("CreateTable", capacity), Err("ResourceInUseException"));
    let gone = ask("DeleteTable", json!({})).expect("the table");
    assert_eq!(gone["TableDescription"]["TableStatus"], "DELETING");
    assert_eq!(ask("DescribeTable", json!({})), Err("ResourceNotFoundException"));
    let on_demand = ask("CreateTable", json!({ "BillingMode": "PAY_PER_REQUEST" })).expect("the name is free again");
    assert_eq!(
        on_demand["TableDescription"]["BillingModeSummary"]["BillingMode"],
        "PAY_PER_REQUEST"
    );
}

/// END-045
#[test]
fn the_console_changes_the_capacity_of_a_table() {
    let mut world = direct("dynamodb-table", &[], &load("1", "1"));
    run(&mut world, 1);
    let input =
        json!({ "TableName": "db", "ProvisionedThroughput": { "ReadCapacityUnits": 5, "WriteCapacityUnits": 7 } });
    call(&mut world, "dynamodb", "UpdateTable", input).expect("a table");
    let told = call(&mut world, "dynamodb", "DescribeTable", json!({ "TableName": "db" })).expect("a table");
    assert_eq!(told["Table"]["ProvisionedThroughput"]["WriteCapacityUnits"], 7);
    assert_eq!(told["Table"]["ItemCount"], 1);
    let wrong = call(
        &mut world,
        "dynamodb",
        "UpdateTable",
        json!({ "TableName": "db", "BillingMode": "FREE" }),
    );
    assert_eq!(wrong.map_err(|error| error.code), Err("ValidationException"));
    let none = call(&mut world, "dynamodb", "DescribeTable", json!({ "TableName": "none" }));
    assert_eq!(none.map_err(|error| error.code), Err("ResourceNotFoundException"));
    let all = call(&mut world, "dynamodb", "ListTables", json!({})).expect("a list");
    assert_eq!(all["TableNames"], json!(["db"]));
}

/// END-044, END-075: the work is done, its delete gets lost, and after five minutes the message comes again.
#[test]
fn a_table_that_forgets_after_a_minute_lets_a_late_duplicate_pass() {
    let of = |write: &str, memory: i64| {
        let (_, field) = kind("dynamodb-table")
            .and_then(|spec| spec.field("Write"))
            .expect("a field");
        let write = field.parse(write).expect("a choice");
        let mut town = Town::new()
            .add("app", "producer", &[("Count", number(10))])
            .add("jobs", "sqs-standard", &[("VisibilityTimeout", number(300))])
            .add(
                "worker",
                "worker",
                &[
                    ("Work", number(0)),
                    ("LostDeletes", Value::Text("n = 4 and receives <= 1".into())),
                ],
            )
            .add(
                "table",
                "dynamodb-table",
                &[("Write", write), ("TimeToLive", number(memory))],
            )
            .wire(&[("app", "jobs"), ("jobs", "worker"), ("worker", "table")])
            .start();
        town.run(400_000);
        let table = ["ItemCount", "Writes", "ConditionalCheckFailedRequests"].map(|name| town.metric("table", name));
        let worker = ["Received", "Done", "EffectsTwice", "Skipped"].map(|name| town.metric("worker", name));
        (table, worker)
    };
    assert_eq!(of("increment", 0), ([10, 11, 0], [11, 11, 1, 0]), "naive");
    assert_eq!(of("conditional", 0), ([10, 10, 1], [11, 10, 0, 1]), "idempotent");
    assert_eq!(of("conditional", 60), ([10, 11, 0], [11, 11, 1, 0]), "forgetful");
    assert_eq!(of("conditional", 3_600), ([10, 10, 1], [11, 10, 0, 1]));
}
