//! What a target gets (EVB-063, EVB-064).

use super::{ALL, Bench};
use crate::nodes::eventbridge::input::{Input, Scope, Template};
use crate::nodes::eventbridge::path::Path;
use crate::nodes::eventbridge::target::{TARGET, accepts};
use crate::nodes::kind;
use crate::sim::{Terms, Value};
use std::rc::Rc;

const EVENT: &str = r#"{"source":"shop","time":"2026-01-01T00:00:00Z","detail":{"id":"a\"1","total":150,"items":[{"n":"x"}],"note":null}}"#;

const SCOPE: Scope<'static> = Scope {
    rule_arn: "arn:rule",
    rule_name: "rule",
};

fn filled(map: &str, template: &str) -> String {
    let template = Template::read(map, template).expect("a template");
    let event = Rc::from(EVENT);
    Input::Template(template)
        .apply(&event, SCOPE)
        .expect("a text")
        .to_string()
}

/// EVB-064: names are filled as JSON, as text in quotation marks, and as plain text.
#[test]
fn a_template_is_filled_from_the_event() {
    let map = r#"{"id":"$.detail.id","total":"$.detail.total","item":"$.detail.items[0].n","none":"$.detail.nothing"}"#;
    for (template, expected) in [
        (
            r#"{"order": <id>, "total": <total>}"#,
            r#"{"order": "a\"1", "total": 150}"#,
        ),
        (r#"{"order": "no <id> of <total>"}"#, r#"{"order": "no a\"1 of 150"}"#),
        (r#"{"gone": <none>, "text": "<none>"}"#, r#"{"gone": null, "text": ""}"#),
        (r#""<item> is <total>""#, r#""x is 150""#),
        ("order <item> costs <total>", "order x costs 150"),
        (
            r#"{"rule": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>}"#,
            r#"{"rule": "arn:rule", "at": "2026-01-01T00:00:00Z"}"#,
        ),
        (r#"{"a": "1 < 2"}"#, r#"{"a": "1 < 2"}"#),
    ] {
        assert_eq!(filled(map, template), expected, "{template}");
    }
    assert!(filled("", "<aws.events.event>").contains(r#""total":150"#));
}

#[test]
fn a_bad_template_is_refused_with_a_sentence() {
    let many: Vec<String> = (0..101).map(|n| format!("\"k{n}\":\"$.a\"")).collect();
    let many = format!("{{{}}}", many.join(","));
    for (map, template) in [
        ("[1]", ""),
        (r#"{"AWSid":"$.a"}"#, ""),
        (r#"{"id":"detail.id"}"#, ""),
        (r#"{"id":"$..x"}"#, ""),
        ("", r#"{"a": <id>}"#),
        ("", r#"{"a": "#),
        (many.as_str(), ""),
    ] {
        let refused = Template::read(map, template).expect_err(template);
        assert!(refused.ends_with('.'), "{refused}");
    }
}

#[test]
fn a_path_finds_a_part_of_the_event() {
    let event = Rc::from(EVENT);
    let part = |path: &str| {
        Input::Path(Path::read(path).expect("a path"))
            .apply(&event, SCOPE)
            .map(|text| text.to_string())
    };
    assert_eq!(part("$.detail.items[0]").as_deref(), Some(r#"{"n":"x"}"#));
    assert_eq!(part("$['source']").as_deref(), Some(r#""shop""#));
    assert_eq!(part("$.detail.items[7]"), None);
    for text in ["", "detail", "$.", "$[x]", "$.a[", "$a"] {
        assert_eq!(Path::read(text), None, "{text}");
    }
}

/// EVB-063: only one of the ways; EVB-090: a schedule has but a constant.
#[test]
fn settings_of_a_target_that_do_not_go_together_are_refused() {
    let check = |from: &str, changes: &[(&str, &str)]| {
        let mut terms = Terms::new(&TARGET);
        for (name, value) in changes {
            terms.set(name, Value::Text(Rc::from(*value))).expect("a text");
        }
        let (from, to) = (kind(from).expect("a kind"), kind("sqs-standard").expect("a kind"));
        (TARGET.check)(&terms, from, to)
    };
    assert!(check("event-rule", &[("InputPath", "$.detail")]).is_ok());
    assert!(check("event-rule", &[("InputPath", "$.detail"), ("Input", "1")]).is_err());
    assert!(check("event-rule", &[("InputPathsMap", r#"{"a":"$.b"}"#)]).is_err());
    assert!(
        check(
            "event-rule",
            &[("InputPathsMap", r#"{"a":"$.b"}"#), ("InputTemplate", "<a>")]
        )
        .is_ok()
    );
    assert!(check("schedule", &[("InputPath", "$.detail")]).is_err());
    assert!(check("schedule", &[("Input", "1")]).is_ok());
}

/// EVB-060.
#[test]
fn only_services_that_take_a_call_are_targets() {
    for name in ["sqs-standard", "sqs-fifo", "event-bus"] {
        assert_eq!(accepts(kind(name).expect("a kind")), Ok(()));
    }
    for name in ["producer", "worker", "event-rule"] {
        assert!(accepts(kind(name).expect("a kind")).is_err_and(|text| text.contains("EVB-0")));
    }
}

#[test]
fn each_target_gets_what_is_set_for_it() {
    let mut bench = Bench::with_rules(&[ALL]);
    for (queue, changes) in [
        ("whole", &[][..]),
        ("constant", &[("Input", r#"{"wake":"up"}"#)]),
        ("part", &[("InputPath", "$.detail.total")]),
        (
            "template",
            &[
                ("InputPathsMap", r#"{"t":"$.detail.total"}"#),
                ("InputTemplate", r#"{"sum": <t>}"#),
            ],
        ),
        ("missing", &[("InputPath", "$.detail.nothing")]),
    ] {
        bench.add("sqs-standard", queue, &[]);
        bench.wire("rule-1", queue, changes);
    }
    bench.put("shop", r#"{"total": 150}"#);
    bench.run(1);
    assert_eq!(bench.bodies("whole")[0]["detail"]["total"], 150);
    assert_eq!(bench.bodies("constant")[0]["wake"], "up");
    assert_eq!(bench.bodies("part")[0], 150);
    assert_eq!(bench.bodies("template")[0]["sum"], 150);
    assert_eq!(bench.bodies("missing").len(), 0);
}
