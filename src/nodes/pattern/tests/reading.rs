//! JSON and numbers as patterns read them.

use crate::nodes::pattern::decimal::{Decimal, NoNumber};
use crate::nodes::pattern::{Json, NoJson};

fn number(text: &str) -> Decimal {
    Decimal::read(text).expect("a number").expect("a comparable number")
}

#[test]
fn numbers_are_equal_however_they_are_written() {
    for text in ["300", "300.0", "3e2", "3.0E+2", "0.3e3", "+300", "00300", "30000e-2"] {
        assert_eq!(number(text), number("300"), "{text}");
    }
    assert_eq!(number("-0"), number("0"));
    assert_eq!(number("0e999999999999999999999"), number("0"));
    assert_eq!(number("1e-999999999999999999999"), number("0"));
}

#[test]
fn numbers_are_in_order() {
    let ordered = [
        "-5e9",
        "-1",
        "-0.00001",
        "0",
        "1e-20",
        "0.00001",
        "1",
        "1.000001",
        "4999999999.99999",
        "5e9",
    ];
    for pair in ordered.windows(2) {
        assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
    }
}

#[test]
fn too_large_numbers_are_numbers_still() {
    for text in [
        "5000000000.000001",
        "-5e10",
        "1e400",
        "9e99999999999999999999",
        &"9".repeat(5_000),
    ] {
        assert_eq!(Decimal::read(text), Ok(None), "{text}");
    }
    for text in [
        "", "-", ".", "e5", "1e", "1e+", "x", "1.2.3", "1 ", "0x10", "NaN", "--1", "1e1e1", "１",
    ] {
        assert_eq!(Decimal::read(text), Err(NoNumber), "{text}");
    }
}

#[test]
fn texts_are_read_with_their_escapes() {
    let read = |text| match Json::read(text) {
        Ok(Json::Text(text)) => text.into_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(read(r#""plain ü""#), "plain ü");
    assert_eq!(read(r#""\"\\\/\b\f\n\r\t\u00e9""#), "\"\\/\u{8}\u{c}\n\r\té");
    assert_eq!(read(r#""\ud83d\ude00""#), "😀");
    assert_eq!(read(r#""\ud83dx\ude00""#), "\u{fffd}x\u{fffd}");
    assert_eq!(read(r#""\ud83d\u0041""#), "\u{fffd}A");
}

#[test]
fn what_is_no_json_is_an_error() {
    for text in [
        "",
        " ",
        "{",
        "[",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{1:2}",
        "[1 2]",
        "01",
        "1.",
        "-",
        "1e",
        "tru",
        "nulll",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "[}",
        "{]",
        "]",
        "}",
        ",",
        "1 2",
        "{}{}",
        "'a'",
        "\u{feff}1",
    ] {
        assert!(Json::read(text).is_err(), "{text}");
    }
    assert_eq!(
        Json::read("[1;2]"),
        Err(NoJson(
            "Unexpected character (';' (code 59)): was expecting comma to separate Array entries".into()
        ))
    );
}

#[test]
fn of_two_members_with_one_name_the_later_counts() {
    let read = |text| Json::read(text).expect("JSON");
    assert_eq!(
        read(r#"{"b":1,"a":{"x":1},"a":{"y":2}}"#),
        read(r#"{"a":{"y":2},"b":1}"#)
    );
    assert_eq!(
        read(r#"{"a.b.c":1,"a.b.d":2,"a":{"e":3}}"#),
        read(r#"{"a":{"b":{"c":1,"d":2},"e":3}}"#)
    );
}

#[test]
fn members_are_found_whatever_their_names_are_like() {
    let names = [
        "",
        "a",
        "b",
        "aa",
        "detail",
        "detail-",
        "detail-a",
        "detail-b",
        "detail-aa",
        "é",
        "日本語",
        "\u{0}",
        "a\u{0}",
    ];
    let long = [
        "x".repeat(254),
        "x".repeat(255),
        "x".repeat(256),
        format!("{}y", "x".repeat(255)),
        "x".repeat(600),
    ];
    let names: Vec<&str> = names.into_iter().chain(long.iter().map(String::as_str)).collect();
    let members: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(index, name)| format!("\"{}\":{index}", name.replace('\u{0}', "\\u0000")))
        .collect();
    let text = format!("{{{}}}", members.join(","));
    let Ok(Json::Object(object)) = Json::read(&text) else {
        panic!("no object: {text}");
    };
    for (index, name) in names.iter().enumerate() {
        let Some(Json::Number(number)) = object.get(name) else {
            panic!("no member {name}");
        };
        assert_eq!(number.text, index.to_string(), "{name}");
    }
    for name in ["c", "ab", "detail-c", "detail-ab", "xx"] {
        assert_eq!(object.get(name), None, "{name}");
    }
}
