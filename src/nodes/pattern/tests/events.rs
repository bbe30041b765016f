//! Event patterns that match and that don't.

use crate::nodes::pattern::{Dialect, Json, Pattern, Record, test_event_pattern};

fn matches(pattern: &str, event: &str) -> bool {
    test_event_pattern(pattern, event).expect("a valid pattern and event")
}

#[track_caller]
fn check(cases: &[(&str, &str, bool)]) {
    for (pattern, event, expected) in cases {
        assert_eq!(matches(pattern, event), *expected, "{pattern} and {event}");
    }
}

#[test]
fn fields_that_are_named_have_to_match_and_others_do_not_matter() {
    check(&[
        // EVB-040, EVB-140.
        (r#"{"source":["a","b"]}"#, r#"{"source":"b","other":1}"#, true),
        (r#"{"source":["a","b"]}"#, r#"{"source":"c"}"#, false),
        (r#"{"a":["1"],"b":["2"]}"#, r#"{"a":"1","b":"3"}"#, false),
        (r#"{"a":["1"],"b":["2"]}"#, r#"{"a":"1"}"#, false),
        // EVB-058.
        (
            r#"{"source":["shop"],"detail":{"total":[{"numeric":[">=",100]}],"state":[{"anything-but":["test"]}]}}"#,
            r#"{"source":"shop","detail":{"total":150,"state":"paid"}}"#,
            true,
        ),
        (
            r#"{"source":["shop"],"detail":{"total":[{"numeric":[">=",100]}],"state":[{"anything-but":["test"]}]}}"#,
            r#"{"source":"shop","detail":{"total":"150","state":"paid"}}"#,
            false,
        ),
    ]);
}

#[test]
fn plain_values_are_compared_as_they_are_written() {
    check(&[
        // EVB-041, EVB-043.
        (r#"{"a":["x"]}"#, r#"{"a":"X"}"#, false),
        (r#"{"a":["x"]}"#, r#"{"a":" x"}"#, false),
        (r#"{"a":[300]}"#, r#"{"a":300}"#, true),
        (r#"{"a":[300]}"#, r#"{"a":300.0}"#, false),
        (r#"{"a":[300]}"#, r#"{"a":3.0e2}"#, false),
        (r#"{"a":[300]}"#, r#"{"a":"300"}"#, false),
        (r#"{"a":[true]}"#, r#"{"a":true}"#, true),
        (r#"{"a":[true]}"#, r#"{"a":"true"}"#, false),
        // EVB-044, EVB-142, EVB-143.
        (r#"{"detail":{"x":[null]}}"#, r#"{"detail":{"x":null}}"#, true),
        (r#"{"detail":{"x":[null]}}"#, r#"{"detail":{}}"#, false),
        (r#"{"detail":{"x":[""]}}"#, r#"{"detail":{"x":""}}"#, true),
        (r#"{"detail":{"x":[""]}}"#, r#"{"detail":{"x":null}}"#, false),
        (r#"{"a":["\u00e9"]}"#, r#"{"a":"é"}"#, true),
    ]);
}

#[test]
fn texts_match_by_their_ends_and_without_case() {
    check(&[
        // EVB-045, EVB-147.
        (r#"{"f":[{"prefix":"ab"}]}"#, r#"{"f":"abc"}"#, true),
        (r#"{"f":[{"prefix":"1"}]}"#, r#"{"f":12}"#, false),
        (
            r#"{"detail":{"f":[{"suffix":".png"},{"suffix":".jpg"}]}}"#,
            r#"{"detail":{"f":"x.jpg"}}"#,
            true,
        ),
        // EVB-046.
        (
            r#"{"f":[{"prefix":{"equals-ignore-case":"EventB"}}]}"#,
            r#"{"f":"EVENTBRIDGE"}"#,
            true,
        ),
        (
            r#"{"f":[{"prefix":{"equals-ignore-case":"EventB"}}]}"#,
            r#"{"f":"EVENT"}"#,
            false,
        ),
        (
            r#"{"f":[{"suffix":{"equals-ignore-case":".Png"}}]}"#,
            r#"{"f":"a.PNG"}"#,
            true,
        ),
        // EVB-047.
        (r#"{"f":[{"equals-ignore-case":"Straße"}]}"#, r#"{"f":"STRAßE"}"#, true),
        (r#"{"f":[{"equals-ignore-case":"ab"}]}"#, r#"{"f":"abc"}"#, false),
        // EVB-053, EVB-146.
        (
            r#"{"detail":{"f":[{"wildcard":"dir/*.png"}]}}"#,
            r#"{"detail":{"f":"dir/a/b.png"}}"#,
            true,
        ),
        (
            r#"{"detail":{"f":[{"wildcard":"dir/*.png"}]}}"#,
            r#"{"detail":{"f":"dir.png"}}"#,
            false,
        ),
        (r#"{"f":[{"wildcard":"a*a"}]}"#, r#"{"f":"a"}"#, false),
        (r#"{"f":[{"wildcard":"a*b*c"}]}"#, r#"{"f":"abc"}"#, true),
        (r#"{"f":[{"wildcard":"a*b*c"}]}"#, r#"{"f":"acb"}"#, false),
        (r#"{"f":[{"wildcard":"a\\*b"}]}"#, r#"{"f":"a*b"}"#, true),
        (r#"{"f":[{"wildcard":"a\\*b"}]}"#, r#"{"f":"axb"}"#, false),
        (r#"{"f":[{"wildcard":"*"}]}"#, r#"{"f":""}"#, true),
    ]);
}

#[test]
fn anything_but_wants_another_value_that_is_there() {
    check(&[
        // EVB-048, EVB-055.
        (r#"{"s":[{"anything-but":"x"}]}"#, r#"{"s":"y"}"#, true),
        (r#"{"s":[{"anything-but":"x"}]}"#, r#"{"s":"x"}"#, false),
        (r#"{"s":[{"anything-but":"x"}]}"#, r#"{}"#, false),
        (r#"{"s":[{"anything-but":"x"}]}"#, r#"{"s":null}"#, true),
        (r#"{"s":[{"anything-but":[1,2]}]}"#, r#"{"s":2.0}"#, false),
        (r#"{"s":[{"anything-but":[1,2]}]}"#, r#"{"s":"2"}"#, true),
        (r#"{"s":[{"anything-but":["a","b"]}]}"#, r#"{"s":["a","c"]}"#, true),
        // EVB-049, EVB-145.
        (
            r#"{"detail":{"s":[{"anything-but":{"prefix":"in"}}]}}"#,
            r#"{"detail":{"s":"init"}}"#,
            false,
        ),
        (
            r#"{"detail":{"s":[{"anything-but":{"prefix":"in"}}]}}"#,
            r#"{"detail":{"s":"run"}}"#,
            true,
        ),
        (
            r#"{"detail":{"s":[{"anything-but":{"prefix":"in"}}]}}"#,
            r#"{"detail":{}}"#,
            false,
        ),
        (
            r#"{"s":[{"anything-but":{"suffix":[".a",".b"]}}]}"#,
            r#"{"s":"x.b"}"#,
            false,
        ),
        (
            r#"{"s":[{"anything-but":{"equals-ignore-case":"On"}}]}"#,
            r#"{"s":"ON"}"#,
            false,
        ),
        (
            r#"{"s":[{"anything-but":{"wildcard":"*/tmp/*"}}]}"#,
            r#"{"s":"/a/tmp/b"}"#,
            false,
        ),
        (
            r#"{"s":[{"anything-but":{"wildcard":"*/tmp/*"}}]}"#,
            r#"{"s":"/a/b"}"#,
            true,
        ),
    ]);
}

#[test]
fn numbers_are_compared_by_value_and_texts_are_no_numbers() {
    check(&[
        // EVB-050, EVB-144.
        (
            r#"{"detail":{"n":[{"numeric":["<",5]}]}}"#,
            r#"{"detail":{"n":"4"}}"#,
            false,
        ),
        (r#"{"n":[{"numeric":["=",301.8]}]}"#, r#"{"n":3.018e2}"#, true),
        (r#"{"n":[{"numeric":[">",0,"<=",5]}]}"#, r#"{"n":5.0}"#, true),
        (r#"{"n":[{"numeric":[">",0,"<=",5]}]}"#, r#"{"n":0}"#, false),
        (r#"{"n":[{"numeric":[">",0,"<=",5]}]}"#, r#"{"n":5.000001}"#, false),
        (r#"{"n":[{"numeric":["<",-1]}]}"#, r#"{"n":-1.5}"#, true),
        (r#"{"n":[{"numeric":[">",0]}]}"#, r#"{"n":5000000001}"#, false),
        (r#"{"n":[{"numeric":[">=",-5e9]}]}"#, r#"{"n":-5000000000}"#, true),
    ]);
}

#[test]
fn addresses_are_in_blocks_or_not() {
    check(&[
        // EVB-051, EVB-149.
        (
            r#"{"detail":{"ip":[{"cidr":"10.0.0.0/24"}]}}"#,
            r#"{"detail":{"ip":"10.0.0.255"}}"#,
            true,
        ),
        (
            r#"{"detail":{"ip":[{"cidr":"10.0.0.0/24"}]}}"#,
            r#"{"detail":{"ip":"10.0.1.1"}}"#,
            false,
        ),
        (r#"{"ip":[{"cidr":"0.0.0.0/0"}]}"#, r#"{"ip":"255.255.255.255"}"#, true),
        (r#"{"ip":[{"cidr":"0.0.0.0/0"}]}"#, r#"{"ip":"::1"}"#, false),
        (
            r#"{"ip":[{"cidr":"2001:db8::/32"}]}"#,
            r#"{"ip":"2001:db8:ffff::1"}"#,
            true,
        ),
        (r#"{"ip":[{"cidr":"2001:db8::/32"}]}"#, r#"{"ip":"2001:db9::"}"#, false),
        (r#"{"ip":[{"cidr":"::/0"}]}"#, r#"{"ip":"ffff::"}"#, true),
        (r#"{"ip":[{"cidr":"10.0.0.7/32"}]}"#, r#"{"ip":"10.0.0.7"}"#, true),
    ]);
}

#[test]
fn only_leaves_exist() {
    check(&[
        // EVB-052, EVB-141.
        (r#"{"detail":{"x":[{"exists":false}]}}"#, r#"{"detail":{}}"#, true),
        (
            r#"{"detail":{"x":[{"exists":false}]}}"#,
            r#"{"detail":{"x":null}}"#,
            false,
        ),
        (
            r#"{"detail":{"x":[{"exists":true}]}}"#,
            r#"{"detail":{"x":null}}"#,
            true,
        ),
        (
            r#"{"detail":{"x":[{"exists":false}, "a"]}}"#,
            r#"{"detail":{"x":"a"}}"#,
            true,
        ),
        (r#"{"detail":{"x":[{"exists":false}, "a"]}}"#, r#"{}"#, true),
        // EVB-056: an object and an empty list are no leaves.
        (r#"{"x":[{"exists":false}]}"#, r#"{"x":{"y":1}}"#, true),
        (r#"{"x":[{"exists":true}]}"#, r#"{"x":{"y":1}}"#, false),
        (r#"{"x":[{"exists":true}]}"#, r#"{"x":[]}"#, false),
        (r#"{"x":[{"exists":true}]}"#, r#"{"x":[[1]]}"#, true),
        // A field that one element of an array has is there.
        (r#"{"l":{"x":[{"exists":false}]}}"#, r#"{"l":[{"x":1},{"y":2}]}"#, false),
        (r#"{"l":{"x":[{"exists":false}]}}"#, r#"{"l":[{"y":1},{"y":2}]}"#, true),
        (r#"{"l":{"x":[{"exists":false}]}}"#, r#"{"l":["x"]}"#, true),
    ]);
}

#[test]
fn one_element_of_an_array_is_enough_and_has_to_match_as_a_whole() {
    let siblings = r#"{"detail":{"l":{"a":["1"],"b":["2"]}}}"#;
    check(&[
        // EVB-042, EVB-148.
        (r#"{"resources":["r2"]}"#, r#"{"resources":["r1","r2"]}"#, true),
        (r#"{"resources":["r2"]}"#, r#"{"resources":[]}"#, false),
        (r#"{"resources":["r2"]}"#, r#"{"resources":["r1",["r2"]]}"#, true),
        // EVB-151.
        (
            siblings,
            r#"{"detail":{"l":[{"a":"1","b":"9"},{"a":"8","b":"2"}]}}"#,
            false,
        ),
        (
            siblings,
            r#"{"detail":{"l":[{"a":"1","b":"9"},{"a":"1","b":"2"}]}}"#,
            true,
        ),
        (siblings, r#"{"detail":{"l":[[{"a":"1","b":"2"}]]}}"#, true),
        (
            r#"{"l":{"a":["1"],"m":{"b":["2"]}}}"#,
            r#"{"l":[{"a":"1","m":[{"b":"1"}]},{"a":"2","m":[{"b":"2"}]}]}"#,
            false,
        ),
    ]);
}

#[test]
fn one_branch_of_a_choice_is_enough() {
    check(&[
        // EVB-054, EVB-059.
        (
            r#"{"detail":{"$or":[{"a":["1"]},{"b":[{"exists":true}]}]}}"#,
            r#"{"detail":{"a":"2","b":"x"}}"#,
            true,
        ),
        (
            r#"{"detail":{"$or":[{"a":["1"]},{"b":[{"exists":true}]}]}}"#,
            r#"{"detail":{"a":"2"}}"#,
            false,
        ),
        (
            r#"{"k":["1"],"$or":[{"a":["1"]},{"b":["2"]}]}"#,
            r#"{"k":"2","a":"1"}"#,
            false,
        ),
        (
            r#"{"$or":[{"a":["1"],"b":["2"]},{"c":["3"]}]}"#,
            r#"{"a":"1","b":"x"}"#,
            false,
        ),
        (
            r#"{"$or":[{"a":["1"]},{"$or":[{"b":["2"]},{"c":["3"]}]}]}"#,
            r#"{"c":"3"}"#,
            true,
        ),
    ]);
}

#[test]
fn a_name_with_dots_is_a_path() {
    check(&[
        (r#"{"a.b":["x"]}"#, r#"{"a":{"b":"x"}}"#, true),
        (r#"{"a":{"b":["x"]}}"#, r#"{"a.b":"x"}"#, true),
        (r#"{"a.b":["x"],"a.c":["y"]}"#, r#"{"a":[{"b":"x"},{"c":"y"}]}"#, false),
        (r#"{"a":{"b":["x"],"c":["y"]}}"#, r#"{"a.b":"x","a":{"c":"y"}}"#, true),
    ]);
}

#[test]
fn a_mismatch_names_the_field_that_decided() {
    let pattern = Pattern::read(Dialect::Rules, r#"{"source":["shop"],"detail":{"state":["paid"]}}"#).expect("valid");
    let mismatch = |event| pattern.mismatch(&Json::read(event).expect("JSON")).map(str::to_owned);
    assert_eq!(mismatch(r#"{"source":"shop","detail":{"state":"paid"}}"#), None);
    assert_eq!(
        mismatch(r#"{"source":"shop","detail":{"state":"new"}}"#).as_deref(),
        Some("detail.state")
    );
    assert_eq!(mismatch(r#"{"source":"shop"}"#).as_deref(), Some("detail.state"));
    assert_eq!(mismatch(r#"{}"#).as_deref(), Some("source"));
}

#[test]
fn records_are_filtered_by_their_body() {
    let accepts = |pattern: &str, body: &str| {
        let pattern = Pattern::read(Dialect::Pipes, pattern).expect("valid");
        pattern.accepts(&Record::of_body(body))
    };
    // LAM-095.
    assert!(accepts(r#"{"body":{"city":["Oslo"]}}"#, r#"{"city":"Oslo"}"#));
    assert!(!accepts(r#"{"body":{"city":["Oslo"]}}"#, r#"{"city":"Rome"}"#));
    assert!(accepts(r#"{"body":["hello"]}"#, "hello"));
    // LAM-096: the formats have to fit, even where absence is wanted.
    assert!(!accepts(r#"{"body":{"city":[{"exists":false}]}}"#, "hello"));
    assert!(accepts(r#"{"body":{"city":[{"exists":false}]}}"#, r#"{"x":1}"#));
    assert!(!accepts(r#"{"body":[{"exists":false}]}"#, r#"{"x":1}"#));
    assert!(accepts(r#"{"other":[{"exists":false}]}"#, "hello"));
}

#[test]
fn of_two_leaves_with_one_name_the_later_counts() {
    check(&[
        (r#"{"a":["x"],"a":["y"]}"#, r#"{"a":"y"}"#, true),
        (r#"{"a":["x"],"a":["y"]}"#, r#"{"a":"x"}"#, false),
        (r#"{"a":{"b":["x"]},"a":{"c":["y"]}}"#, r#"{"a":{"b":"x"}}"#, false),
        (
            r#"{"a":{"b":["x"]},"a":{"c":["y"]}}"#,
            r#"{"a":{"b":"x","c":"y"}}"#,
            true,
        ),
        (r#"{"a":["x"],"a.b":["y"]}"#, r#"{"a":["x",{"b":"y"}]}"#, true),
    ]);
}
