//! Input that means harm: it is refused or matched in bounded time, and nothing panics.

use crate::nodes::pattern::{Body, Contents, Dialect, Json, Pattern, Policy, Scope, test_event_pattern};

fn read(pattern: &str) -> Result<Pattern, String> {
    Pattern::read(Dialect::Rules, pattern).map_err(|rejection| rejection.message)
}

#[test]
fn deep_patterns_are_refused() {
    let nested = |depth: usize| format!("{}[1]{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    assert!(read(&nested(200)).is_ok());
    for depth in [201, 5_000, 100_000] {
        let message = read(&nested(depth)).map(|_| ()).expect_err("too deep");
        assert!(message.contains("exceeds the maximum allowed"), "{message}");
    }
    let choices = |depth: usize| format!("{}{}", r#"{"$or":["#.repeat(depth), "]}".repeat(depth));
    assert!(read(&choices(100_000)).is_err());
    assert!(read(&"[".repeat(100_000)).is_err());
    assert!(Policy::read(Scope::MessageBody, &nested(20_000), false).is_err());
}

#[test]
fn deep_events_are_no_events_and_deep_lists_are_looked_through() {
    let list = |depth: usize| format!(r#"{{"a":{}"x"{}}}"#, "[".repeat(depth), "]".repeat(depth));
    assert_eq!(test_event_pattern(r#"{"a":["x"]}"#, &list(999)), Ok(true));
    for depth in [1_000, 100_000] {
        assert!(test_event_pattern(r#"{"a":["x"]}"#, &list(depth)).is_err());
    }
    assert!(Json::read(&r#"{"a":"#.repeat(200_000)).is_err());
}

#[test]
fn names_full_of_dots_stay_flat() {
    let name = "a.".repeat(50_000);
    let pattern = read(&format!(r#"{{"{name}":["x"]}}"#)).expect("valid");
    let event = format!(r#"{{"{name}":"x"}}"#);
    assert!(pattern.matches(&Json::read(&event).expect("JSON")));
    let many: Vec<String> = (0..5_000).map(|index| format!(r#""a.b.c{index}":1"#)).collect();
    let event = format!("{{{}}}", many.join(","));
    assert!(
        read(r#"{"a":{"b":{"c4999":[1]}}}"#)
            .expect("valid")
            .matches(&Json::read(&event).expect("JSON"))
    );
}

#[test]
fn wildcards_are_refused_or_linear() {
    let wildcard = |text: &str| format!(r#"{{"k":[{{"wildcard":"{text}"}}]}}"#);
    assert!(read(&wildcard(&"*a".repeat(2_000))).is_err());
    assert!(read(&wildcard(&format!("*{}", "ab".repeat(50_000)))).is_err());
    let pattern = read(&wildcard("*a*a*a*a*b")).expect("four of one letter are accepted");
    let event = format!(r#"{{"k":"{}"}}"#, "a".repeat(1_000_000));
    assert!(!pattern.matches(&Json::read(&event).expect("JSON")));
    let many: Vec<String> = (0..1_000)
        .map(|index| format!(r#"{{"wildcard":"{index}*{index}"}}"#))
        .collect();
    assert!(read(&format!(r#"{{"k":[{}]}}"#, many.join(","))).is_err());
}

#[test]
fn many_wildcards_and_many_fields_are_read_in_bounded_time() {
    // Every one of them is simple.
    let fields = |count: usize, value: &str| {
        let fields: Vec<String> = (0..count).map(|index| format!(r#""k{index}":[{value}]"#)).collect();
        format!("{{{}}}", fields.join(","))
    };
    let wildcard = format!(r#"{{"wildcard":"{}*.png"}}"#, "0123456789".repeat(6));
    assert!(read(&fields(50, &wildcard)).is_ok());
    assert!(read(&fields(3_000, &wildcard)).is_err());
    assert!(read(&fields(20_000, "1")).is_ok());
    assert!(read(&format!(r#"{{{}"a":["x"]}}"#, r#""a":["y"],"#.repeat(20_000))).is_ok());
    assert!(Policy::read(Scope::MessageBody, &fields(20_000, "1"), false).is_err());
    let values: Vec<String> = (0..20_000).map(|index| format!(r#""v{index}""#)).collect();
    let pattern = read(&format!(r#"{{"k":[{{"anything-but":[{}]}}]}}"#, values.join(","))).expect("valid");
    let event = format!(r#"{{"k":[{}]}}"#, values.join(","));
    assert!(!pattern.matches(&Json::read(&event).expect("JSON")));
}

#[test]
fn choices_are_not_multiplied_out() {
    // Two to the power of sixty branches if they were.
    let choices: Vec<String> = (0..60)
        .map(|index| format!(r#""k{index}":{{"$or":[{{"a":[1]}},{{"b":[1]}}]}}"#))
        .collect();
    let pattern = read(&format!("{{{}}}", choices.join(","))).expect("valid");
    let members: Vec<String> = (0..60).map(|index| format!(r#""k{index}":{{"b":1}}"#)).collect();
    let event = format!("{{{}}}", members.join(","));
    assert!(pattern.matches(&Json::read(&event).expect("JSON")));
    assert!(!pattern.matches(&Json::read(&event.replacen("\"b\"", "\"c\"", 1)).expect("JSON")));
    // SNS-098: refused for a policy, without an overflow.
    let policy = format!(r#"{{"a":{{{}}}}}"#, choices.join(","));
    let error = Policy::read(Scope::MessageBody, &policy, false).expect_err("too complex");
    assert!(error.message().ends_with("Filter policy is too complex"), "{error}");
}

#[test]
fn arrays_of_objects_are_looked_at_once() {
    // Matching that tried all combinations of elements would never end.
    let mut pattern = r#"{"v":["no"]}"#.to_owned();
    let mut event = r#"{"v":"yes"}"#.to_owned();
    for _ in 0..6 {
        pattern = format!(r#"{{"l":{pattern}}}"#);
        event = format!(r#"{{"l":[{event},{event},{event},{event}]}}"#);
    }
    assert_eq!(test_event_pattern(&pattern, &event), Ok(false));
}

#[test]
fn long_policies_are_refused() {
    // SNS-097.
    let policy = format!(r#"{{"a":["{}"]}}"#, "x".repeat(262_144));
    assert!(Policy::read(Scope::MessageBody, &policy, false).is_err());
    let policy = format!(r#"{{"a":["{}"]}}"#, "x".repeat(262_000));
    assert!(Policy::read(Scope::MessageBody, &policy, false).is_ok());
}

#[test]
fn damaged_input_never_panics() {
    let pattern = r#"{"s":["é",1.5e3,null,{"numeric":[">",0,"<=",5]},{"cidr":"10.0.0.0/24"},{"wildcard":"a*\\*b"}],
        "d":{"$or":[{"x.y":[{"anything-but":{"prefix":["a","b"]}}]},{"z":[{"exists":false}]}]},"p":[{"prefix":{"equals-ignore-case":"\ud83d\ude00"}}]}"#;
    let event = r#"{"s":[{"a":[1]},"é"],"d":{"x":{"y":"c"}},"p":"😀"}"#;
    assert_eq!(test_event_pattern(pattern, event), Ok(true));
    let replacements = ["", "\"", "{", "}", "[", "]", ",", ":", "\\", "0", "é", "*", "/", "-"];
    let indices: Vec<usize> = pattern.char_indices().map(|(index, _)| index).collect();
    for index in indices {
        let after = index + pattern[index..].chars().next().map_or(1, char::len_utf8);
        for replacement in replacements {
            let damaged = format!("{}{replacement}{}", &pattern[..index], &pattern[after..]);
            for dialect in [Dialect::Rules, Dialect::Pipes] {
                if let Ok(pattern) = Pattern::read(dialect, &damaged) {
                    pattern.matches(&Json::read(event).expect("JSON"));
                }
            }
            for extended in [false, true] {
                if let Ok(policy) = Policy::read(Scope::MessageBody, &damaged, extended) {
                    policy.judge(&Contents::new(event, &[]));
                    policy.accepts_body(&Body::read(&damaged));
                }
            }
        }
        assert!(read(&pattern[..index]).is_err());
    }
}
