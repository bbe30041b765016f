//! How many messages pass a hundred filters in a second: read once, judged a hundred times.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use decouple::nodes::pattern::{Contents, Dialect, Json, Pattern, Policy, Scope};
use decouple::sim::{Attribute, AttributeValue};
use std::hint::black_box;

const FILTERS: usize = 100;
const BODY: &str = r#"{"order":{"id":"o-1029","total":129.5,"items":[{"sku":"a-17","count":2},{"sku":"b-3","count":1}]},
    "customer":{"country":"NO","tier":"gold"},"state":"paid"}"#;
const EVENT: &str = r#"{"version":"0","id":"6a7e8feb","detail-type":"order","source":"shop","account":"123456789012",
    "time":"2026-11-20T10:07:00Z","region":"eu-west-1","resources":["arn:aws:sqs:eu-west-1:123456789012:orders"],
    "detail":{"order":{"total":129.5},"state":"paid","file":"in/2026/11/a.png","ip":"10.0.0.7"}}"#;

fn attributes() -> Vec<Attribute> {
    let attribute = |name: &str, data_type: &str, text: &str| Attribute {
        name: name.into(),
        data_type: data_type.into(),
        value: AttributeValue::Text(text.into()),
    };
    vec![
        attribute("store", "String", "oslo"),
        attribute("price", "Number", "129.5"),
        attribute("tags", "String.Array", r#"["new","gold"]"#),
    ]
}

/// Every tenth accepts.
fn over_attributes(index: usize) -> String {
    match index % 10 {
        0 => r#"{"store":["oslo"],"price":[{"numeric":[">",100]}]}"#.to_owned(),
        1..=4 => format!(r#"{{"store":["oslo"],"price":[{{"numeric":[">",{}]}}]}}"#, 130 + index),
        5..=7 => format!(r#"{{"store":["rome-{index}",{{"prefix":"par"}}],"tags":["gold"]}}"#),
        _ => r#"{"tags":["old"],"$or":[{"store":["oslo"]},{"price":[1]}]}"#.to_owned(),
    }
}

fn over_bodies(index: usize) -> String {
    match index % 10 {
        0 => r#"{"state":["paid"],"order":{"items":{"sku":["b-3"]}}}"#.to_owned(),
        1..=4 => format!(r#"{{"state":["paid"],"order":{{"total":[{{"numeric":["<",{index}]}}]}}}}"#),
        5..=7 => r#"{"order":{"items":{"sku":["a-17"],"count":[1]}}}"#.to_owned(),
        _ => r#"{"customer":{"country":["NO"],"tier":[{"anything-but":"gold"}]}}"#.to_owned(),
    }
}

fn patterns(index: usize) -> String {
    match index % 10 {
        0 => r#"{"source":["shop"],"detail":{"state":["paid"],"ip":[{"cidr":"10.0.0.0/24"}]}}"#.to_owned(),
        1..=4 => format!(r#"{{"source":["shop"],"detail":{{"order":{{"total":[{{"numeric":["<",{index}]}}]}}}}}}"#),
        5..=7 => r#"{"detail":{"file":[{"wildcard":"in/*/12/*.png"}]}}"#.to_owned(),
        _ => r#"{"detail":{"state":[{"anything-but":{"prefix":"pa"}}]}}"#.to_owned(),
    }
}

fn measure(criterion: &mut Criterion, name: &str, mut one: impl FnMut() -> usize) {
    assert_eq!(one(), FILTERS / 10);
    let mut group = criterion.benchmark_group("filters");
    group.throughput(Throughput::Elements(1));
    group.bench_function(name, |bench| bench.iter(&mut one));
    group.finish();
}

fn filters(criterion: &mut Criterion) {
    let policies = |scope, text: fn(usize) -> String| -> Vec<Policy> {
        let read = |index| Policy::read(scope, &text(index), false).expect("a valid policy");
        (0..FILTERS).map(read).collect()
    };
    let attributes = attributes();
    let accepted = |policies: &[Policy]| {
        let contents = Contents::new(black_box(BODY), black_box(&attributes));
        policies
            .iter()
            .filter(|policy| policy.judge(&contents).accepted())
            .count()
    };
    let by_attributes = policies(Scope::MessageAttributes, over_attributes);
    measure(criterion, "a message through 100 policies over attributes", || {
        accepted(&by_attributes)
    });
    let by_body = policies(Scope::MessageBody, over_bodies);
    measure(criterion, "a message through 100 policies over its body", || {
        accepted(&by_body)
    });
    let rules: Vec<Pattern> = (0..FILTERS)
        .map(|index| Pattern::read(Dialect::Rules, &patterns(index)).expect("a valid pattern"))
        .collect();
    measure(criterion, "an event through 100 rules", || {
        let event = Json::read(black_box(EVENT)).expect("JSON");
        rules.iter().filter(|rule| rule.matches(&event)).count()
    });
    let pattern = patterns(0);
    criterion.bench_function("read a pattern", |bench| {
        bench.iter(|| Pattern::read(Dialect::Rules, black_box(&pattern)))
    });
}

criterion_group!(benches, filters);
criterion_main!(benches);
