//! Filter policies that SNS refuses, with its words.

use crate::nodes::pattern::{Policy, PolicyError, Scope};

fn refusal(scope: Scope, policy: &str) -> String {
    let error = Policy::read(scope, policy, false).expect_err(policy);
    let rest = error.message();
    rest.strip_prefix("Invalid parameter: ")
        .expect("the beginning of every refusal")
        .to_owned()
}

#[test]
fn every_refusal_is_in_the_words_of_aws() {
    let cases = [
        // SNS-099.
        (r#"{"k":[]}"#, "Empty arrays are not allowed", 8),
        (r#"{"k":"v"}"#, r#""k" must be an object or an array"#, 7),
        (
            r#"{"k":[["v"]]}"#,
            "Match value must be String, number, true, false, or null",
            8,
        ),
        (
            r#"{"k":[{"suffix":"v","prefix":"v"}]}"#,
            "Only one key allowed in match expression",
            31,
        ),
        (r#"{"k":[{"operator":true}]}"#, "Unrecognized match type operator", 23),
        (r#"{"k":[{"suffix":100}]}"#, "suffix match pattern must be a string", 20),
        (
            r#"{"k":[{"prefix":{"equals-ignore-case":"v"}}]}"#,
            "prefix match pattern must be a string",
            18,
        ),
        (
            r#"{"k":[{"equals-ignore-case":null}]}"#,
            "equals-ignore-case match pattern must be a string",
            33,
        ),
        (
            r#"{"k":[{"exists":"no"}]}"#,
            "exists match pattern must be either true or false.",
            18,
        ),
        (r#"{"k":[{"numeric":["<"]}]}"#, "Value of < must be numeric", 23),
        (
            r#"{"k":[{"numeric":[">",3,"<",1]}]}"#,
            "Bottom must be less than top",
            31,
        ),
        (
            r#"{"k":[{"numeric":["<",100,">",10]}]}"#,
            "Too many elements in numeric expression",
            28,
        ),
        (
            r#"{"k":[{"numeric":[">=",1,">",2]}]}"#,
            "Bad numeric range operator: >",
            29,
        ),
        // SNS-090.
        (
            r#"{"k":[{"anything-but":{"suffix":"v"}}]}"#,
            "Unsupported anything-but pattern: suffix",
            34,
        ),
        (
            r#"{"k":[{"anything-but":{"exists":true}}]}"#,
            "Unsupported anything-but pattern: exists",
            37,
        ),
        (
            r#"{"k":[{"anything-but":{"prefix":["v"]}}]}"#,
            "prefix/suffix match pattern must be a string",
            34,
        ),
        // SNS-094.
        (r#"{"k":[{"wildcard":"v*"}]}"#, "Unrecognized match type wildcard", 20),
    ];
    for (policy, reason, column) in cases {
        let expected = format!("FilterPolicy: {reason}\n at [Source: (String)\"{policy}\"; line: 1, column: {column}]");
        assert_eq!(refusal(Scope::MessageBody, policy), expected, "{policy}");
        // The policy is shown without spaces, whatever was sent.
        let spaced = policy.replace(':', " :\n ");
        assert_eq!(refusal(Scope::MessageBody, &spaced), expected, "{spaced}");
    }
}

#[test]
fn a_wrong_block_has_no_place() {
    let policy = r#"{"k":[{"cidr":"10.0.0.0"}]}"#;
    assert_eq!(
        refusal(Scope::MessageBody, policy),
        "FilterPolicy: Malformed CIDR, one '/' required"
    );
}

#[test]
fn what_is_no_json_is_refused() {
    for policy in ["{invalidjson}", "{", r#"{"a":[1]}x"#] {
        assert_eq!(
            refusal(Scope::MessageBody, policy),
            "FilterPolicy: failed to parse JSON."
        );
    }
}

#[test]
fn only_policies_over_bodies_are_nested() {
    // SNS-083, SNS-226.
    let policy = r#"{"a":{"b":["c"]}}"#;
    assert_eq!(
        refusal(Scope::MessageAttributes, policy),
        "Filter policy scope MessageAttributes does not support nested filter policy"
    );
    assert!(Policy::read(Scope::MessageBody, policy, false).is_ok());
}

#[test]
fn there_are_at_most_five_keys() {
    // SNS-097, SNS-227.
    let keys = |count: usize| {
        let keys: Vec<String> = (0..count).map(|key| format!(r#""{key}":[1]"#)).collect();
        format!("{{{}}}", keys.join(","))
    };
    assert!(Policy::read(Scope::MessageAttributes, &keys(5), false).is_ok());
    assert_eq!(
        refusal(Scope::MessageAttributes, &keys(6)),
        "FilterPolicy: Filter policy can not have more than 5 keys"
    );
    // Of a nested policy only the keys at the top count.
    assert!(Policy::read(Scope::MessageBody, &format!(r#"{{"a":{}}}"#, keys(6)), false).is_ok());
}

/// A key with so many values.
fn values(key: &str, count: usize) -> String {
    let values: Vec<String> = (0..count).map(|value| value.to_string()).collect();
    format!(r#""{key}":[{}]"#, values.join(","))
}

#[test]
fn combinations_are_limited() {
    let complex = |policy: &str| match Policy::read(Scope::MessageBody, policy, false) {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(
                error.message(),
                "Invalid parameter: FilterPolicy: Filter policy is too complex"
            );
            true
        }
    };
    // SNS-097, SNS-228.
    assert!(!complex(&format!("{{{}}}", values("a", 150))));
    assert!(complex(&format!("{{{}}}", values("a", 151))));
    // SNS-098: 4 values at depth 3 and 3 at depth 2 are 4·3·3·2 = 72 combinations; a third key doubles them at most.
    let nested = format!(r#"{{"a":{{"b":{{{}}}}},"d":{{{}}}"#, values("c", 4), values("e", 3));
    assert!(!complex(&format!("{nested}}}")));
    assert!(!complex(&format!("{nested},{}}}", values("f", 2))));
    assert!(complex(&format!("{nested},{}}}", values("f", 3))));
    // 3·1·2 = 6 of attributes; times 25 is the limit.
    let flat = format!("{},{},{}", values("a", 3), values("b", 1), values("c", 2));
    assert!(!complex(&format!("{{{flat},{}}}", values("d", 25))));
    assert!(complex(&format!("{{{flat},{}}}", values("d", 26))));
    // Branches add up: (10 + 5)·10 = 150.
    let choice = |more| {
        format!(
            r#"{{{},"$or":[{{{}}},{{{}}}]}}"#,
            values("a", 10),
            values("b", 10),
            values("c", more)
        )
    };
    assert!(!complex(&choice(5)));
    assert!(complex(&choice(6)));
}

#[test]
fn a_scope_is_one_of_two() {
    // SNS-080.
    assert_eq!(Scope::read("MessageBody").map(Scope::name), Ok("MessageBody"));
    assert_eq!(
        Scope::read("MessageAttributes").map(Scope::name),
        Ok("MessageAttributes")
    );
    let error = Scope::read("Headers").expect_err("no scope");
    assert_eq!(
        error.to_string(),
        "Invalid parameter: FilterPolicyScope: Invalid value [Headers]. Please use either MessageBody or \
         MessageAttributes"
    );
    assert_eq!(PolicyError::CODE, "InvalidParameter");
}

#[test]
fn subscribe_says_that_it_was_among_the_attributes() {
    let error = Policy::read(Scope::MessageBody, "{", false).expect_err("no JSON");
    assert_eq!(
        error.message_of_subscribe(),
        "Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON."
    );
}
