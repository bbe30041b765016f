//! Filter policies that accept and that don't.

use crate::nodes::pattern::{Attributes, Body, Contents, FilteredOut, Policy, Scope, Verdict};
use crate::sim::{Attribute, AttributeValue, Draft};

fn attribute(name: &str, data_type: &str, text: &str) -> Attribute {
    Attribute {
        name: name.into(),
        data_type: data_type.into(),
        value: match data_type {
            "Binary" => AttributeValue::Binary(text.as_bytes().into()),
            _ => AttributeValue::Text(text.into()),
        },
    }
}

fn by_attributes(policy: &str) -> Policy {
    Policy::read(Scope::MessageAttributes, policy, false).expect("a valid policy")
}

fn by_body(policy: &str) -> Policy {
    Policy::read(Scope::MessageBody, policy, false).expect("a valid policy")
}

fn accepts(policy: &str, attributes: &[(&str, &str, &str)]) -> bool {
    let attributes: Vec<Attribute> = attributes
        .iter()
        .map(|(name, kind, text)| attribute(name, kind, text))
        .collect();
    by_attributes(policy)
        .accepts_attributes(&Attributes::read(&attributes))
        .accepted()
}

fn accepts_body(policy: &str, body: &str) -> bool {
    by_body(policy).accepts_body(&Body::read(body)).accepted()
}

#[test]
fn policies_over_attributes() {
    let text = |value| [("a", "String", value)];
    // SNS-086, SNS-213.
    assert!(!accepts(r#"{"a":["x"]}"#, &text("X")));
    assert!(accepts(r#"{"a":["x"]}"#, &text("x")));
    assert!(!accepts(r#"{"a":["x"]}"#, &text(" x")));
    // SNS-081, SNS-087, SNS-214.
    assert!(accepts(r#"{"a":["x",{"prefix":"y"}]}"#, &text("yes")));
    assert!(accepts(r#"{"a":[{"suffix":"s"}]}"#, &text("yes")));
    // SNS-082, SNS-089, SNS-215: what is named has to be there.
    assert!(!accepts(r#"{"a":[{"anything-but":["x"]}]}"#, &[]));
    assert!(accepts(r#"{"a":[{"anything-but":["x"]}]}"#, &text("y")));
    // SNS-090.
    assert!(!accepts(r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#, &text("xy")));
    assert!(accepts(r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#, &text("yx")));
    // SNS-092, SNS-216.
    assert!(accepts(r#"{"a":[{"exists":false}]}"#, &[]));
    assert!(!accepts(r#"{"a":[{"exists":false}]}"#, &text("")));
    // SNS-088, SNS-225.
    assert!(accepts(r#"{"a":[{"equals-ignore-case":"Ok"}]}"#, &text("OK")));
    // SNS-093, SNS-224.
    assert!(!accepts(r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, &text("11.0.0.1")));
    assert!(accepts(r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, &text("10.9.0.1")));
    // SNS-083, SNS-220.
    assert!(!accepts(r#"{"a":["x"]}"#, &[("a", "Binary", "x")]));
    assert!(accepts(r#"{"a":["x"]}"#, &[("a", "String.colour", "x")]));
}

#[test]
fn numbers_of_attributes_are_compared_by_value() {
    let number = |value| [("n", "Number", value)];
    // SNS-091, SNS-217, SNS-218.
    assert!(!accepts(r#"{"n":[{"numeric":[">=",10,"<",20]}]}"#, &number("20")));
    assert!(accepts(r#"{"n":[{"numeric":[">=",10,"<",20]}]}"#, &number("19.99999")));
    assert!(accepts(r#"{"n":[{"numeric":["=",3]}]}"#, &number("3.0")));
    // SNS-096.
    assert!(accepts(r#"{"n":[3]}"#, &number("3.0")));
    assert!(accepts(r#"{"n":[{"numeric":["=",-1000000000]}]}"#, &number("-1e9")));
    assert!(!accepts(r#"{"n":[{"numeric":["=",3]}]}"#, &[("n", "String", "3")]));
    assert!(!accepts(r#"{"n":["3"]}"#, &number("3")));
    assert!(accepts(
        r#"{"n":[{"numeric":[">",0]}]}"#,
        &[("n", "Number.float", "0.5")]
    ));
}

#[test]
fn any_element_of_an_array_is_enough() {
    let list = |value| [("l", "String.Array", value)];
    // SNS-219.
    assert!(accepts(r#"{"l":["b"]}"#, &list(r#"["a","b"]"#)));
    // SNS-095.
    let policy = r#"{"l":[{"anything-but":["rugby","tennis"]}]}"#;
    assert!(accepts(policy, &list(r#"["rugby","baseball"]"#)));
    assert!(!accepts(policy, &list(r#"["rugby","tennis"]"#)));
    assert!(accepts(r#"{"l":[true]}"#, &list("[1, true, null]")));
    assert!(accepts(r#"{"l":[{"numeric":["<",2]}]}"#, &list("[1, true, null]")));
}

#[test]
fn all_keys_and_one_branch() {
    let bought =
        |attributes: &[(&str, &str, &str)]| accepts(r#"{"store":["a"],"price":[{"numeric":[">",100]}]}"#, attributes);
    // SNS-102.
    assert!(bought(&[("store", "String", "a"), ("price", "Number", "150")]));
    assert!(!bought(&[("store", "String", "a")]));
    // SNS-081, SNS-103.
    let policy = r#"{"$or":[{"t":["x"]},{"u":[{"exists":true}]}],"k":["1"]}"#;
    assert!(accepts(policy, &[("k", "String", "1"), ("u", "String", "9")]));
    assert!(!accepts(policy, &[("k", "String", "2"), ("t", "String", "x")]));
    // What can't be branches is a name like another.
    assert!(accepts(r#"{"$or":["x"]}"#, &[("$or", "String", "x")]));
    assert!(accepts(
        r#"{"$or":[{"prefix":"x"},{"prefix":"y"}]}"#,
        &[("$or", "String", "yes")]
    ));
}

#[test]
fn policies_over_bodies() {
    // SNS-084, SNS-221 to SNS-223.
    assert!(accepts_body(r#"{"o":{"k":["v"]}}"#, r#"{"o":{"k":"v","z":1}}"#));
    assert!(accepts_body(r#"{"o":{"k":["v"]}}"#, r#"{"o":[{"k":"u"},{"k":"v"}]}"#));
    assert!(!accepts_body(r#"{"o":[{"exists":false}]}"#, "plain text"));
    assert!(!accepts_body(r#"{"o":[{"exists":false}]}"#, r#"["o"]"#));
    assert!(accepts_body(r#"{"a.b":["v"]}"#, r#"{"a.b":"v"}"#));
    assert!(accepts_body(r#"{"a.b":["v"]}"#, r#"{"a":{"b":"v"}}"#));
    assert!(accepts_body(r#"{"a":{"b":["v"]}}"#, r#"{"a.b":"v"}"#));
    assert!(accepts_body(r#"{"n":[3, null, false]}"#, r#"{"n":[3.0]}"#));
}

#[test]
fn an_empty_policy_accepts_everything() {
    // SNS-080.
    for policy in ["", "{}", " { } "] {
        assert!(accepts(policy, &[]));
        assert!(accepts_body(policy, "plain text"));
    }
}

#[test]
fn a_verdict_says_why_and_which_key_decided() {
    let verdict = |policy: &Policy, attributes: &[Attribute], body: &str| {
        let draft = Draft {
            body: body.into(),
            attributes: attributes.into(),
            ..Draft::default()
        };
        match policy.judge(&Contents::of(&draft)) {
            Verdict::Accepted => None,
            Verdict::FilteredOut { because, key } => Some((because, key.to_owned())),
        }
    };
    let out = |because, key: &str| Some((because, key.to_owned()));
    let attributes = [attribute("a", "String", "x"), attribute("n", "Number", "many")];
    // SNS-101.
    let policy = by_attributes(r#"{"a":["x"],"b":["y"]}"#);
    assert_eq!(verdict(&policy, &[], "{}"), out(FilteredOut::NoMessageAttributes, "a"));
    assert_eq!(
        verdict(&policy, &attributes, "{}"),
        out(FilteredOut::MessageAttributes, "b")
    );
    assert_eq!(verdict(&by_attributes(r#"{"a":["x"]}"#), &attributes, "{}"), None);
    let numeric = by_attributes(r#"{"n":[{"numeric":[">",1]}]}"#);
    assert_eq!(
        verdict(&numeric, &attributes, "{}"),
        out(FilteredOut::InvalidAttributes, "n")
    );
    let array = [attribute("n", "String.Array", "[1,")];
    assert_eq!(
        verdict(&numeric, &array, "{}"),
        out(FilteredOut::InvalidAttributes, "n")
    );
    let nested = by_body(r#"{"order":{"total":[{"numeric":[">",1]}]}}"#);
    assert_eq!(
        verdict(&nested, &[], r#"{"order":{"total":1}}"#),
        out(FilteredOut::MessageBody, "order.total")
    );
    assert_eq!(verdict(&nested, &[], "hello"), out(FilteredOut::InvalidMessageBody, ""));
    let choice = by_body(r#"{"$or":[{"a":[1]},{"b":[1]}]}"#);
    assert_eq!(verdict(&choice, &[], "{}"), out(FilteredOut::MessageBody, "$or"));
    assert_eq!(
        FilteredOut::InvalidMessageBody.metric(),
        "NumberOfNotificationsFilteredOut-InvalidMessageBody"
    );
}

#[test]
fn more_operators_on_request() {
    // SNS-094.
    let verdict = |policy: &str, text: &str| {
        let policy = Policy::read(Scope::MessageAttributes, policy, true).expect("a valid policy");
        let attributes = [attribute("a", "String", text)];
        policy.accepts_attributes(&Attributes::read(&attributes)).accepted()
    };
    assert!(verdict(r#"{"a":[{"wildcard":"a*c"}]}"#, "abc"));
    assert!(!verdict(r#"{"a":[{"anything-but":{"suffix":["c","d"]}}]}"#, "abc"));
}
