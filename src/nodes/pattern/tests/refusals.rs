//! Patterns that EventBridge refuses, with its words and places.

use crate::nodes::pattern::{Dialect, Pattern, test_event_pattern};

fn refusal(dialect: Dialect, pattern: &str) -> String {
    let rejection = Pattern::read(dialect, pattern).expect_err(pattern);
    // EVB-057.
    assert_eq!(rejection.code, "InvalidEventPatternException");
    let message = rejection.message.strip_prefix("Event pattern is not valid. Reason: ");
    message.expect("the beginning of every refusal").to_owned()
}

/// The reason without the place, and the column.
fn reason_and_column(pattern: &str) -> (String, usize) {
    let message = refusal(Dialect::Rules, pattern);
    let (reason, place) = message.split_once('\n').expect("a place");
    let place = place.strip_prefix(&format!(" at [Source: (String)\"{pattern}\"; line: 1, column: "));
    let column = place
        .and_then(|place| place.strip_suffix(']'))
        .expect("a column of the first line");
    (reason.to_owned(), column.parse().expect("a number"))
}

#[test]
fn every_refusal_names_its_place() {
    // The column is right behind what was read: of a text its opening quote, unless its content mattered.
    let cases = [
        // EVB-150.
        (r#"{"source":[]}"#, "Empty arrays are not allowed", 13),
        (r#"{"source":"a"}"#, r#""source" must be an object or an array"#, 12),
        (r#"{"source":1}"#, r#""source" must be an object or an array"#, 12),
        (r#"[]"#, "Filter is not an object", 2),
        (r#"{}"#, "Empty objects are not allowed", 3),
        (r#"{"a":{}}"#, "Empty objects are not allowed", 8),
        (
            r#"{"a":[["b"]]}"#,
            "Match value must be String, number, true, false, or null",
            8,
        ),
        (r#"{"a":[{}]}"#, "Match expression name not found", 9),
        (r#"{"a":[{"wild":"x"}]}"#, "Unrecognized match type wild", 16),
        (r#"{"a":[{"prefix":1}]}"#, "prefix match pattern must be a string", 18),
        (r#"{"a":[{"prefix":{"x":"y"}}]}"#, "Unsupported prefix pattern: x", 23),
        (r#"{"a":[{"suffix":{"x":"y"}}]}"#, "Unsupported suffix pattern: x", 23),
        (r#"{"a":[{"suffix":{}}]}"#, "Suffix expression name not found", 19),
        (
            r#"{"a":[{"exists":1}]}"#,
            "exists match pattern must be either true or false.",
            18,
        ),
        (
            r#"{"a":[{"exists":true,"b":1}]}"#,
            "Only one key allowed in match expression",
            27,
        ),
        (r#"{"a":[{"cidr":1}]}"#, "prefix match pattern must be a string", 16),
        (
            r#"{"a":[{"wildcard":1}]}"#,
            "wildcard match pattern must be a string",
            20,
        ),
        (
            r#"{"a":[{"wildcard":"a**b"}]}"#,
            "Consecutive wildcard characters at pos 2",
            25,
        ),
        (
            r#"{"a":[{"wildcard":"a\\b"}]}"#,
            "Invalid escape character at pos 2",
            25,
        ),
        (
            r#"{"a":[{"anything-but":{}}]}"#,
            "Anything-But expression name not found",
            25,
        ),
        (
            r#"{"a":[{"anything-but":{"exists":true}}]}"#,
            "Unsupported anything-but pattern: exists",
            37,
        ),
        (
            r#"{"a":[{"anything-but":null}]}"#,
            "Value of anything-but must be an array or single string/number value.",
            27,
        ),
        (
            r#"{"a":[{"anything-but":["x",1]}]}"#,
            "Inside anything but list, either all values are number or string, mixed type is not supported",
            30,
        ),
        // EVB-050.
        (r#"{"a":[{"numeric":1}]}"#, "Value of numeric must be an array.", 19),
        (r#"{"a":[{"numeric":[]}]}"#, "Invalid member in numeric match: ]", 20),
        (
            r#"{"a":[{"numeric":["!",1]}]}"#,
            "Unrecognized numeric range operator: !",
            24,
        ),
        (
            r#"{"a":[{"numeric":["=","1"]}]}"#,
            "Value of equals must be numeric",
            24,
        ),
        (
            r#"{"a":[{"numeric":["<",1,2]}]}"#,
            "Too many elements in numeric expression",
            26,
        ),
        (r#"{"a":[{"numeric":[">",1,2]}]}"#, "Bad value in numeric range: 2", 26),
        (
            r#"{"a":[{"numeric":[">",1,">",2]}]}"#,
            "Bad numeric range operator: >",
            28,
        ),
        (
            r#"{"a":[{"numeric":[">",1,"<",2,3]}]}"#,
            "Too many terms in numeric range expression",
            32,
        ),
        (
            r#"{"a":[{"numeric":[">",2,"<",2]}]}"#,
            "Bottom must be less than top",
            31,
        ),
        (
            r#"{"a":[{"numeric":["<",5000000001]}]}"#,
            "Value must be between -5.0E9 and 5.0E9, inclusive",
            34,
        ),
        // EVB-054.
        (r#"{"$or":1}"#, "It must be an Array followed with $or.", 9),
        (
            r#"{"$or":[1]}"#,
            "Only JSON object is allowed in array of $or relationship.",
            10,
        ),
        (
            r#"{"$or":[{"a":[1]}]}"#,
            "There must have at least 2 Objects in $or relationship.",
            19,
        ),
        (
            r#"{"$or":[{"prefix":[1]}]}"#,
            "prefix is Ruler reserved fieldName which cannot be used inside $or.",
            20,
        ),
    ];
    for (pattern, reason, column) in cases {
        assert_eq!(reason_and_column(pattern), (reason.to_owned(), column), "{pattern}");
    }
}

#[test]
fn inside_of_a_list_the_place_is_named_twice() {
    let pattern = r#"{"a":[{"anything-but":["x",null]}]}"#;
    let place = format!("\n at [Source: (String)\"{pattern}\"; line: 1, column: 32]");
    let reason = "Inside anything but list, start|null|boolean is not supported.";
    assert_eq!(refusal(Dialect::Rules, pattern), format!("{reason}{place}{place}"));
}

#[test]
fn a_wrong_block_and_too_many_wildcards_have_no_place() {
    let cases = [
        (r#"{"a":[{"cidr":"10.0.0.0"}]}"#, "Malformed CIDR, one '/' required"),
        (r#"{"a":[{"cidr":"10.0.0.0/"}]}"#, "Malformed CIDR, one '/' required"),
        (
            r#"{"a":[{"cidr":"10.0.0.0/x"}]}"#,
            "Malformed CIDR, mask bits must be an integer",
        ),
        (
            r#"{"a":[{"cidr":"10.0.0.0/-1"}]}"#,
            "Malformed CIDR, mask bits must not be negative",
        ),
        (r#"{"a":[{"cidr":"10.0.0.0/33"}]}"#, "IPv4 mask bits must be < 33"),
        (r#"{"a":[{"cidr":"::/129"}]}"#, "IPv6 mask bits must be < 129"),
        (r#"{"a":[{"cidr":"host/8"}]}"#, "Nonstandard IP address: host"),
        // EVB-053.
        (
            r#"{"a":[{"wildcard":"*a*a*a*a*a"}]}"#,
            "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after \
             a wildcard character",
        ),
    ];
    for (pattern, message) in cases {
        assert_eq!(refusal(Dialect::Rules, pattern), message, "{pattern}");
    }
}

#[test]
fn few_wildcards_are_not_too_complex() {
    // EVB-053: four of `*.bif` were accepted by AWS and four of `*/datasync/*.bif` were not.
    let wildcards = |texts: &[&str]| {
        let texts: Vec<String> = texts.iter().map(|text| format!(r#"{{"wildcard":"{text}"}}"#)).collect();
        Pattern::read(Dialect::Rules, &format!(r#"{{"key":[{}]}}"#, texts.join(","))).is_ok()
    };
    assert!(wildcards(&["*.bif", "*.tiff", "*.tif", "*.svs"]));
    assert!(wildcards(&["*/datasync/*.bif", "*/datasync/*.tif"]));
    assert!(!wildcards(&[
        "*/datasync/*.bif",
        "*/datasync/*.tif",
        "*/datasync/*.tiff",
        "*/datasync/*.svs"
    ]));
    assert!(wildcards(&["dir/*.png", "dir/*.png"]));
}

#[test]
fn pipes_have_fewer_operators() {
    // EVB-049, EVB-053, LAM-098.
    for (pattern, reason) in [
        (r#"{"a":[{"wildcard":"x*"}]}"#, "Unrecognized match type wildcard"),
        (
            r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#,
            "Unsupported anything-but pattern: prefix",
        ),
        (
            r#"{"a":[{"anything-but":{"suffix":"x"}}]}"#,
            "Unsupported anything-but pattern: suffix",
        ),
    ] {
        assert!(Pattern::read(Dialect::Rules, pattern).is_ok());
        assert!(refusal(Dialect::Pipes, pattern).starts_with(reason), "{pattern}");
    }
    assert!(Pattern::read(Dialect::Pipes, r#"{"a":[{"anything-but":["x"]},{"prefix":"y"}]}"#).is_ok());
    assert!(Pattern::read(Dialect::Pipes, r#"{"a":[{"prefix":{"equals-ignore-case":"y"}}]}"#).is_ok());
}

#[test]
fn what_is_no_json_is_refused_where_it_breaks() {
    let cases = [
        ("", "No content to map due to end-of-input", 1),
        (
            r#"{"a":["b"]"#,
            "Unexpected end-of-input: expected close marker for Object",
            11,
        ),
        (
            r#"{"a":["b"] "c":["d"]}"#,
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
            13,
        ),
        (
            r#"{a:["b"]}"#,
            "Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
            3,
        ),
        (
            r#"{"a":["b"]} x"#,
            "Unexpected character ('x' (code 120)): expected the end",
            14,
        ),
    ];
    for (pattern, reason, column) in cases {
        assert_eq!(reason_and_column(pattern), (reason.to_owned(), column), "{pattern}");
    }
}

#[test]
fn places_count_lines_and_characters() {
    let message = refusal(Dialect::Rules, "{\n \"é\": [\"ü\"],\n \"b\": 1}");
    assert!(message.ends_with("; line: 3, column: 8]"), "{message}");
}

#[test]
fn a_long_pattern_is_shown_in_part() {
    let pattern = format!(r#"{{"{}":1}}"#, "x".repeat(600));
    let message = refusal(Dialect::Rules, &pattern);
    assert!(
        message.contains(&format!("\"{}\"[truncated 106 chars];", &pattern[..500])),
        "{message}"
    );
}

#[test]
fn an_event_has_to_be_an_object() {
    for event in ["[]", "3", "{", ""] {
        let rejection = test_event_pattern(r#"{"a":["b"]}"#, event).expect_err("no event");
        assert_eq!(rejection.code, "ValidationException");
        assert_eq!(rejection.to_string(), "Parameter Event is not valid.");
    }
}
