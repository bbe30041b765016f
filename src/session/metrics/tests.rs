//! Figures that were worked out by hand.

use super::*;
use crate::base::{NodeId, SimDuration, SimTime};
use crate::scenario::Scenario;
use crate::scenario::examples::EXAMPLES;
use crate::session::tests::example;
use crate::session::{Action, Measure, Selection, Session};
use crate::sim::Fate;

fn open(toml: &str) -> Session {
    Session::new(Scenario::from_toml(toml).expect("a valid scenario"))
}

fn named(session: &Session, name: &str) -> NodeId {
    session.scenario().find(name).expect("a node of this name")
}

fn at(session: &mut Session, seconds: u64) {
    session.dispatch(Action::Seek(SimTime::from_secs(seconds)));
}

fn row(session: &Session, station: Station, place: &str) -> LatencyRow {
    let rows = session.latencies();
    let found = rows
        .into_iter()
        .find(|row| row.station == station && row.place == place);
    found.expect("a measured time")
}

#[test]
fn a_visibility_timeout_too_short_shows_as_ten_duplicates() {
    let mut session = example("visibility-too-short");
    at(&mut session, 1_000);
    let outcomes = session.outcomes();
    assert_eq!((outcomes.made, outcomes.effects, outcomes.duplicates), (10, 10, 10));
    assert_eq!((outcomes.lost, outcomes.reordered, outcomes.refused), (0, 0, 0));
    // Every message is received at once and worked on for 45 s.
    let whole = row(&session, Station::EndToEnd, "");
    assert_eq!(whole.count, 10);
    assert_eq!(whole.percentiles, [SimDuration::from_secs(45); 3]);
    assert_eq!(row(&session, Station::Queue, "orders").longest, SimDuration::ZERO);
    let orders = session.outcome_rows().into_iter().find(|row| row.name == "orders");
    let counts = orders.expect("the queue").counts;
    assert!(counts.contains(&("received again", 10, true)), "{counts:?}");
    assert!(counts.contains(&("visible again", 10, true)), "{counts:?}");
}

#[test]
fn a_hundred_jobs_for_four_workers_have_the_percentiles_of_a_queue_that_moves_by_four_a_second() {
    let mut session = example("competing-consumers");
    at(&mut session, 30);
    // Job n is received at floor((n - 1) / 4) s: 0 … 24 s, and done a second later.
    let waiting = row(&session, Station::Queue, "jobs");
    let seconds = |list: [u64; 3]| list.map(SimDuration::from_secs);
    assert_eq!(waiting.count, 100);
    assert_eq!(waiting.percentiles, seconds([12, 22, 24]));
    assert_eq!(waiting.longest, SimDuration::from_secs(24));
    let whole = row(&session, Station::EndToEnd, "");
    assert_eq!(whole.percentiles, seconds([13, 23, 25]));
    assert_eq!(row(&session, Station::Work, "worker-1").percentiles, seconds([1, 1, 1]));
}

#[test]
fn the_figures_of_a_moment_are_the_same_however_one_got_there() {
    for slug in ["visibility-too-short", "fifo-poison", "dlq-and-redrive"] {
        let mut played = example(slug);
        at(&mut played, 120);
        let figures = |session: &Session| {
            let meter = session.world().meter();
            format!("{meter:?} {:?} {:?}", session.world().series(), session.cost())
        };
        let before = figures(&played);
        at(&mut played, 600);
        assert_ne!(figures(&played), before, "{slug}: something happened since");
        at(&mut played, 120);
        assert_eq!(figures(&played), before, "{slug}: after a seek back");
        let mut stepped = example(slug);
        for second in 1..=120 {
            at(&mut stepped, second);
        }
        assert_eq!(figures(&stepped), before, "{slug}: in small steps");
    }
}

#[test]
fn the_meter_forgets_messages_with_their_fate() {
    for example in EXAMPLES {
        let mut session = open(example.toml);
        at(&mut session, 300);
        let world = session.world();
        assert_eq!(world.meter().remembered(), world.ledger().alive(), "{}", example.slug);
        let ended: u64 = world
            .meter()
            .nodes()
            .map(|(_, node)| Fate::ALL.iter().map(|fate| node.fate(*fate)).sum::<u64>())
            .sum();
        assert_eq!(ended, world.ledger().made - world.ledger().alive(), "{}", example.slug);
    }
}

const LOAD: &str = r#"
version = 1
title = "load"
[nodes.web]
kind = "producer"
at = [0, 0]
Pattern = "burst"
BurstSize = 400
BurstPeriod = 3600
Count = 400
MessageGroupId = "g"
MessageDeduplicationId = "{n}"
Retries = 0
[nodes."q.fifo"]
kind = "sqs-fifo"
at = [300, 0]
[[wires]]
join = "web -> q.fifo"
"#;

#[test]
fn a_fifo_queue_with_four_hundred_calls_at_once_refuses_a_hundred_and_its_quota_shows_it() {
    let mut session = open(LOAD);
    at(&mut session, 1);
    let refusals = session.refusals();
    let throttled: Vec<_> = refusals.iter().map(|row| (row.code, row.times)).collect();
    assert_eq!(throttled, [("RequestThrottled", 100)]);
    let quotas = session.quotas();
    let first = quotas.first().expect("a quota");
    assert_eq!((first.quota, first.exceeded), ("Calls of one action", 100));
    assert_eq!(
        (first.used.as_str(), first.limit.as_str()),
        ("301 calls/s", "300 calls/s")
    );
    assert!(first.is_near() && first.event.0 > 0);
    assert!(
        quotas.iter().skip(1).all(|row| !row.is_near()),
        "only that one is near its limit"
    );
}

const IDLE: &str = r#"
version = 1
title = "idle"
[nodes.q]
kind = "sqs-standard"
at = [0, 0]
[nodes.w]
kind = "worker"
at = [300, 0]
WaitTimeSeconds = 20
[[wires]]
join = "q -> w"
"#;

#[test]
fn an_idle_long_poll_of_twenty_seconds_costs_five_cents_a_month() {
    let mut session = open(IDLE);
    at(&mut session, 86_400);
    let cost = session.cost();
    let requests = &cost.rows[0];
    // SQS-203: 86,400 s / 20 s = 4,320 a day; 129,600 in 30 days at $0.40 a million = $0.05184.
    assert_eq!(requests.used, "4,320 requests");
    assert_eq!(requests.cost, "$0.0017280");
    assert_eq!(requests.month, "$0.0518");
    // One server: 24 h at $0.0104.
    let server = cost.rows.iter().find(|row| row.id == "ec2-server").expect("the server");
    assert_eq!(
        (server.used.as_str(), server.cost.as_str()),
        ("24.000 hours", "$0.2496")
    );
    assert_eq!(server.month, "$7.4880");
    assert_eq!(cost.total, "$0.2513");
    let calls: Vec<_> = cost.calls.iter().map(|row| (row.action, row.calls)).collect();
    assert_eq!(calls, [("ReceiveMessage", 4_320)]);
}

#[test]
fn prices_can_be_changed_kept_and_put_back_and_nonsense_is_refused() {
    let mut session = open(IDLE);
    at(&mut session, 20);
    let price = |session: &mut Session, text: &str| {
        session.dispatch(Action::Measure(Measure::SetPrice {
            charge: "sqs-standard-requests",
            text: text.into(),
        }));
    };
    price(&mut session, "$1,000");
    let row = session.cost().rows.remove(0);
    assert_eq!(
        (row.price.as_str(), row.changed, row.cost.as_str()),
        ("1,000", true, "$0.0010000")
    );
    assert_eq!(row.per, "per 1,000,000 requests");
    for nonsense in ["", "-1", "cheap", "0.1234567", "1e3", "1000.000001"] {
        price(&mut session, nonsense);
        let notice = session.notices().last().expect("a notice");
        assert!(notice.refusal && notice.text.contains("is no price"), "{nonsense}");
        assert_eq!(session.cost().rows[0].price, "1,000");
    }
    let kept = session.prices().to_text();
    assert_eq!(kept, "sqs-standard-requests=1000000000\n");
    assert_eq!(
        &Prices::from_text(&format!("{kept}unknown=1\nnonsense\n")),
        session.prices()
    );
    session.dispatch(Action::Measure(Measure::SetPrices(Prices::default())));
    assert_eq!(session.cost().rows[0].price, "0.4");
    assert!(!session.cost().changed);
}

#[test]
fn charts_follow_the_selection_until_someone_chooses_and_show_the_whole_run_from_the_past() {
    let mut session = example("competing-consumers");
    at(&mut session, 20);
    let jobs = named(&session, "jobs");
    let names = |session: &Session| -> Vec<ChartId> { session.charts().charts.iter().map(|chart| chart.id).collect() };
    assert!(names(&session).iter().all(|(node, _)| *node == jobs));
    let worker = named(&session, "worker-2");
    session.dispatch(Action::Select(Selection::node(worker)));
    assert!(names(&session).iter().all(|(node, _)| *node == worker));
    let chosen = (jobs, "NumberOfMessagesSent");
    session.dispatch(Action::Measure(Measure::ToggleChart(chosen)));
    session.dispatch(Action::Select(Selection::default()));
    assert_eq!(names(&session).last(), Some(&chosen));
    session.dispatch(Action::Measure(Measure::ToggleChart(chosen)));
    assert!(!names(&session).contains(&chosen) && session.charts().chosen);
    session.dispatch(Action::Measure(Measure::SuggestCharts));
    // 4 of 100 are taken at 0 s and 4 more each second: 100 - 4 * 6 = 76 after the sixth, at 5 s.
    at(&mut session, 5);
    let charts = session.charts();
    let visible = &charts.charts[0];
    assert_eq!(visible.id.1, "ApproximateNumberOfMessagesVisible");
    assert_eq!(visible.now, "76 msgs");
    assert_eq!(visible.value_at(SimTime(5_500_000)), "76 msgs");
    assert_eq!(
        visible.value_at(SimTime(15_500_000)),
        "36 msgs",
        "the future that was seen"
    );
    assert_eq!(
        (charts.frontier, charts.end, visible.top),
        (SimTime::from_secs(20), SimTime::from_secs(30), 100_000)
    );
}

#[test]
fn a_counter_is_charted_as_its_growth_a_second() {
    let mut session = example("competing-consumers");
    at(&mut session, 10);
    let jobs = named(&session, "jobs");
    let received = session.chart((jobs, "NumberOfMessagesReceived")).expect("a chart");
    assert_eq!(received.value_at(SimTime::from_secs(3)), "4 msgs/s");
}

#[test]
fn a_run_of_a_month_keeps_at_most_512_points_of_a_metric() {
    let mut session = open(IDLE);
    for seconds in [10, 60, 3_600, 2_592_000] {
        at(&mut session, seconds);
        let series = session.world().series();
        let points = series.points(named(&session, "q"), 0).collect::<Vec<_>>();
        assert!((80..=512).contains(&points.len()), "{} after {seconds} s", points.len());
        let even = |pair: &[(SimTime, i64)]| pair[1].0.since(pair[0].0) == series.interval();
        assert!(points[0].0 == SimTime::ZERO && points.windows(2).all(even));
    }
}

const PIPELINE: &str = r#"
version = 1
title = "two stations"
[nodes.web]
kind = "producer"
at = [0, 0]
Pattern = "burst"
BurstSize = 1
BurstPeriod = 3600
Count = 1
[nodes.first]
kind = "sqs-standard"
at = [300, 0]
[nodes.resize]
kind = "worker"
at = [600, 0]
Work = 2
[nodes.second]
kind = "sqs-standard"
at = [900, 0]
[nodes.publish]
kind = "worker"
at = [1200, 0]
Work = 3
[[wires]]
join = "web -> first"
[[wires]]
join = "first -> resize"
[[wires]]
join = "resize -> second"
[[wires]]
join = "second -> publish"
"#;

#[test]
fn from_end_to_end_is_to_the_last_station_and_each_station_has_its_own_time() {
    let mut session = open(PIPELINE);
    at(&mut session, 60);
    let whole = row(&session, Station::EndToEnd, "");
    assert_eq!((whole.count, whole.longest), (1, SimDuration::from_secs(5)));
    assert_eq!(row(&session, Station::Age, "resize").longest, SimDuration::from_secs(2));
    assert_eq!(
        row(&session, Station::Age, "publish").longest,
        SimDuration::from_secs(5)
    );
    assert_eq!(
        row(&session, Station::Work, "publish").longest,
        SimDuration::from_secs(3)
    );
    assert_eq!(
        session
            .cost()
            .rows
            .iter()
            .filter(|row| row.id == "data-transfer-region")
            .count(),
        0
    );
}

#[test]
fn what_crosses_between_regions_is_billed_to_its_sender() {
    let mut session = open(PIPELINE);
    session.dispatch(Action::Run("place web region=eu-west-1".into()));
    at(&mut session, 60);
    let crossed = |name: &str| {
        session
            .world()
            .meter()
            .node(named(&session, name))
            .expect("a node")
            .crossed
    };
    let sent = session
        .world()
        .metrics(named(&session, "first"))
        .expect("metrics")
        .get("SentMessageSize");
    assert!(crossed("web") > 0);
    assert_eq!(i64::try_from(crossed("web")).ok(), sent);
    assert_eq!((crossed("first"), crossed("resize")), (0, 0));
    assert!(session.cost().rows.iter().any(|row| row.id == "data-transfer-region"));
}
