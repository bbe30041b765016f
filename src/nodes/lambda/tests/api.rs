//! The actions of the API.

use super::*;

fn code(result: Result<Value, service::ApiError>) -> &'static str {
    result.map(|_| "ok").unwrap_or_else(|error| error.code)
}

const INVALID: &str = "InvalidParameterValueException";

#[test]
fn functions_are_made_changed_listed_and_deleted() {
    // LAM-140, LAM-010, LAM-011
    let mut bench = Bench::function(&[]);
    let made = bench.api(
        "lambda",
        "CreateFunction",
        json!({ "FunctionName": "thumbs", "Timeout": 30, "MemorySize": 512 }),
    );
    let made = made.unwrap();
    assert_eq!(
        made["FunctionArn"],
        "arn:aws:lambda:us-east-1:123456789012:function:thumbs"
    );
    assert_eq!(
        (
            made["Timeout"].as_i64(),
            made["MemorySize"].as_i64(),
            made["State"].as_str()
        ),
        (Some(30), Some(512), Some("Active"))
    );
    let again = bench
        .api("lambda", "CreateFunction", json!({ "FunctionName": "thumbs" }))
        .unwrap_err();
    assert_eq!(
        (again.code, again.http, again.message.as_str()),
        ("ResourceConflictException", 409, "Function already exist: thumbs")
    );
    for (input, expected) in [
        (json!({ "FunctionName": "bad name" }), INVALID),
        (json!({ "FunctionName": "f", "Timeout": 901 }), INVALID),
        (json!({ "FunctionName": "f", "MemorySize": 127 }), INVALID),
        (
            json!({ "FunctionName": "f", "DeadLetterConfig": { "TargetArn": "arn:aws:sqs:us-east-1:123456789012:nowhere" } }),
            INVALID,
        ),
    ] {
        assert_eq!(
            code(bench.api("lambda", "CreateFunction", input.clone())),
            expected,
            "{input}"
        );
    }
    bench
        .api(
            "lambda",
            "UpdateFunctionConfiguration",
            json!({ "FunctionName": "thumbs", "Timeout": 60 }),
        )
        .unwrap();
    let name = "arn:aws:lambda:us-east-1:123456789012:function:thumbs:$LATEST";
    let got = bench
        .api("lambda", "GetFunction", json!({ "FunctionName": name }))
        .unwrap();
    assert_eq!(got["Configuration"]["Timeout"], 60);
    let list = bench.api("lambda", "ListFunctions", json!({})).unwrap();
    assert_eq!(list["Functions"].as_array().unwrap().len(), 2);
    bench
        .api("lambda", "DeleteFunction", json!({ "FunctionName": "thumbs" }))
        .unwrap();
    let gone = bench
        .api(
            "lambda",
            "GetFunctionConfiguration",
            json!({ "FunctionName": "thumbs" }),
        )
        .unwrap_err();
    assert_eq!((gone.code, gone.http), ("ResourceNotFoundException", 404));
    assert_eq!(
        gone.message,
        "Function not found: arn:aws:lambda:us-east-1:123456789012:function:thumbs"
    );
}

#[test]
fn invoke_answers_with_status_payload_and_function_error() {
    // LAM-030, LAM-031, LAM-040, LAM-140
    let mut bench = Bench::function(&[
        ("Duration", "1"),
        ("Output", "{\"ok\": true}"),
        ("Poison", "body contains bad"),
    ]);
    let invoke = |bench: &mut Bench, extra: Value| {
        let mut input = json!({ "FunctionName": "resize" });
        input
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().cloned().unwrap());
        bench.api("lambda", "Invoke", input)
    };
    let good = invoke(&mut bench, json!({ "Payload": "{}" })).unwrap();
    assert_eq!(
        good,
        json!({ "StatusCode": 200, "Payload": "{\"ok\": true}", "ExecutedVersion": "$LATEST" })
    );
    let bad = invoke(&mut bench, json!({ "Payload": "\"bad\"" })).unwrap();
    assert_eq!(
        (bad["StatusCode"].as_i64(), bad["FunctionError"].as_str()),
        (Some(200), Some("Unhandled"))
    );
    assert!(bad["Payload"].as_str().unwrap().contains("errorMessage"));
    bench.set(F, "Duration", "10");
    let late = invoke(&mut bench, json!({})).unwrap();
    assert!(
        late["Payload"]
            .as_str()
            .unwrap()
            .contains("Task timed out after 3.00 seconds")
    );
    assert_eq!(
        invoke(&mut bench, json!({ "InvocationType": "Event" })).unwrap(),
        json!({ "StatusCode": 202 })
    );
    assert_eq!(
        invoke(&mut bench, json!({ "InvocationType": "DryRun" })).unwrap(),
        json!({ "StatusCode": 204 })
    );
    assert_eq!(
        code(invoke(&mut bench, json!({ "InvocationType": "Perhaps" }))),
        INVALID
    );
    assert_eq!(
        code(invoke(&mut bench, json!({ "Payload": "{" }))),
        "InvalidRequestContentException"
    );
    let long = format!("\"{}\"", "x".repeat(6 << 20));
    let long = invoke(&mut bench, json!({ "Payload": long })).unwrap_err();
    assert_eq!((long.code, long.http), ("RequestTooLargeException", 413));
    bench.set(F, "ReservedConcurrentExecutions", "0");
    let refused = invoke(&mut bench, json!({})).unwrap_err();
    assert_eq!((refused.code, refused.http), ("TooManyRequestsException", 429));
    assert!(
        refused
            .message
            .contains("ReservedFunctionConcurrentInvocationLimitExceeded"),
        "{}",
        refused.message
    );
    bench.set(F, "ReservedConcurrentExecutions", "-1");
    bench.add(OTHER, "lambda", "greedy", &[("ReservedConcurrentExecutions", "1000")]);
    let now = bench.world.now().as_millis();
    bench.run(now + 1);
    let refused = invoke(&mut bench, json!({})).unwrap_err();
    assert!(
        refused.message.contains("(Reason: ConcurrentInvocationLimitExceeded)"),
        "{}",
        refused.message
    );
    bench.fault(Fault::Crash);
    let down = invoke(&mut bench, json!({})).unwrap_err();
    assert_eq!((down.code, down.http), ("ServiceException", 500));
}

#[test]
fn at_least_a_hundred_must_stay_unreserved() {
    // LAM-012, LAM-013, LAM-022
    let mut bench = Bench::function(&[]);
    bench.add(OTHER, "lambda", "other", &[("ReservedConcurrentExecutions", "400")]);
    let reserve = |bench: &mut Bench, count: i64| {
        bench.api(
            "lambda",
            "PutFunctionConcurrency",
            json!({ "FunctionName": "resize", "ReservedConcurrentExecutions": count }),
        )
    };
    let refused = reserve(&mut bench, 501).unwrap_err();
    assert_eq!((refused.code, refused.rule.unwrap().id), (INVALID, "LAM-022"));
    assert!(refused.message.contains("below its minimum value of [100]"));
    assert_eq!(code(reserve(&mut bench, -1)), INVALID);
    assert_eq!(
        reserve(&mut bench, 500).unwrap(),
        json!({ "ReservedConcurrentExecutions": 500 })
    );
    let account = bench.api("lambda", "GetAccountSettings", json!({})).unwrap();
    assert_eq!(
        account["AccountLimit"],
        json!({ "ConcurrentExecutions": 1_000, "UnreservedConcurrentExecutions": 100 })
    );
    bench
        .api(
            "lambda",
            "DeleteFunctionConcurrency",
            json!({ "FunctionName": "resize" }),
        )
        .unwrap();
    let got = bench
        .api("lambda", "GetFunctionConcurrency", json!({ "FunctionName": "resize" }))
        .unwrap();
    assert_eq!(got, json!({}));
}

#[test]
fn asynchronous_calls_have_a_configuration() {
    // LAM-016, LAM-017, LAM-018, LAM-047
    let mut bench = Bench::function(&[]);
    bench.add(DLQ, "sqs-standard", "told", &[]);
    bench.add(Q, "sqs-fifo", "told.fifo", &[]);
    let put = |bench: &mut Bench, action: &str, extra: Value| {
        let mut input = json!({ "FunctionName": "resize" });
        input
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().cloned().unwrap());
        bench.api("lambda", action, input)
    };
    let name = "PutFunctionEventInvokeConfig";
    for (input, expected) in [
        (json!({ "MaximumRetryAttempts": 0 }), "ok"),
        (json!({ "MaximumRetryAttempts": 3 }), INVALID),
        (json!({ "MaximumEventAgeInSeconds": 60 }), "ok"),
        (json!({ "MaximumEventAgeInSeconds": 59 }), INVALID),
        (json!({ "MaximumEventAgeInSeconds": 21_601 }), INVALID),
        (
            json!({ "DestinationConfig": { "OnFailure": { "Destination": "arn:aws:sqs:us-east-1:123456789012:told.fifo" } } }),
            INVALID,
        ),
    ] {
        assert_eq!(code(put(&mut bench, name, input.clone())), expected, "{input}");
    }
    let arn = "arn:aws:sqs:us-east-1:123456789012:told";
    put(
        &mut bench,
        name,
        json!({ "DestinationConfig": { "OnFailure": { "Destination": arn } }, "MaximumRetryAttempts": 1 }),
    )
    .unwrap();
    let got = put(
        &mut bench,
        "UpdateFunctionEventInvokeConfig",
        json!({ "MaximumEventAgeInSeconds": 100 }),
    )
    .unwrap();
    assert_eq!(
        (
            got["MaximumRetryAttempts"].as_i64(),
            got["MaximumEventAgeInSeconds"].as_i64()
        ),
        (Some(1), Some(100))
    );
    assert_eq!(got["DestinationConfig"]["OnFailure"]["Destination"], arn);
    // Put sets what is left out back.
    let got = put(&mut bench, name, json!({})).unwrap();
    assert_eq!(
        (
            got["MaximumRetryAttempts"].as_i64(),
            got["MaximumEventAgeInSeconds"].as_i64()
        ),
        (Some(2), Some(21_600))
    );
    assert_eq!(got["DestinationConfig"]["OnFailure"], json!({}));
    put(&mut bench, "DeleteFunctionEventInvokeConfig", json!({})).unwrap();
}

const ARN: &str = "arn:aws:sqs:us-east-1:123456789012:orders";

fn create(bench: &mut Bench, extra: Value) -> Result<Value, service::ApiError> {
    let mut input = json!({ "FunctionName": "resize", "EventSourceArn": ARN });
    input
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().cloned().unwrap());
    bench.api("lambda", "CreateEventSourceMapping", input)
}

#[test]
fn a_mapping_is_made_works_and_is_deleted() {
    // LAM-060, LAM-061, LAM-055
    let mut bench = Bench::function(&[("Duration", "0")]);
    bench.add(Q, "sqs-standard", "orders", &[]);
    let made = create(
        &mut bench,
        json!({ "BatchSize": 5, "FunctionResponseTypes": ["ReportBatchItemFailures"] }),
    )
    .unwrap();
    assert_eq!(
        (made["State"].as_str(), made["BatchSize"].as_i64()),
        (Some("Creating"), Some(5))
    );
    assert_eq!(
        (
            made["EventSourceArn"].as_str(),
            made["FunctionResponseTypes"][0].as_str()
        ),
        (Some(ARN), Some("ReportBatchItemFailures"))
    );
    bench.send("orders", "x");
    bench.run(100);
    assert_eq!(bench.metric(F, "Done"), 1);
    let again = create(&mut bench, json!({})).unwrap_err();
    assert_eq!((again.code, again.http), ("ResourceConflictException", 409));
    let uuid = json!({ "UUID": made["UUID"] });
    let got = bench.api("lambda", "GetEventSourceMapping", uuid.clone()).unwrap();
    assert_eq!(got["State"], "Enabled");
    bench
        .api(
            "lambda",
            "UpdateEventSourceMapping",
            json!({ "UUID": made["UUID"], "Enabled": false }),
        )
        .unwrap();
    bench.run(200);
    bench.send("orders", "y");
    bench.run(10_000);
    assert_eq!((bench.metric(F, "Done"), bench.visible(Q)), (1, 1));
    let list = bench
        .api("lambda", "ListEventSourceMappings", json!({ "FunctionName": "resize" }))
        .unwrap();
    assert_eq!(list["EventSourceMappings"][0]["State"], "Disabled");
    let deleted = bench.api("lambda", "DeleteEventSourceMapping", uuid.clone()).unwrap();
    assert_eq!(deleted["State"], "Deleting");
    let gone = bench.api("lambda", "GetEventSourceMapping", uuid).unwrap_err();
    assert_eq!((gone.code, gone.http), ("ResourceNotFoundException", 404));
}

#[test]
fn a_mapping_that_can_not_be_is_refused() {
    // LAM-050, LAM-051, LAM-052, LAM-053, LAM-054, LAM-056, LAM-057, LAM-060, LAM-097, LAM-150, LAM-162, LAM-163
    let mut bench = Bench::function(&[("Timeout", "60")]);
    bench.add(Q, "sqs-standard", "orders", &[("VisibilityTimeout", "30")]);
    let refused = create(&mut bench, json!({})).unwrap_err();
    assert_eq!((refused.code, refused.rule.unwrap().id), (INVALID, "LAM-060"));
    assert!(
        refused
            .message
            .ends_with("Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds")
    );
    bench.set(Q, "VisibilityTimeout", "360");
    for input in [
        json!({ "BatchSize": 11 }),
        json!({ "BatchSize": 10_001, "MaximumBatchingWindowInSeconds": 1 }),
        json!({ "MaximumBatchingWindowInSeconds": 301 }),
        json!({ "ScalingConfig": { "MaximumConcurrency": 1 } }),
        json!({ "ScalingConfig": { "MaximumConcurrency": 1_001 } }),
        json!({ "ScalingConfig": { "MaximumConcurrency": 5 }, "ProvisionedPollerConfig": {} }),
        json!({ "ProvisionedPollerConfig": { "MinimumPollers": 201 } }),
        json!({ "FilterCriteria": { "Filters": [{ "Pattern": "{\"body\": 1}" }] } }),
        json!({ "EventSourceArn": "arn:aws:sqs:us-east-1:123456789012:nowhere" }),
        json!({ "StartingPosition": "LATEST" }),
        json!({ "BisectBatchOnFunctionError": true }),
        json!({ "MaximumRetryAttempts": 1 }),
        json!({ "MaximumRecordAgeInSeconds": 60 }),
        json!({ "DestinationConfig": { "OnFailure": { "Destination": ARN } } }),
        json!({ "ParallelizationFactor": 2 }),
        json!({ "TumblingWindowInSeconds": 10 }),
    ] {
        assert_eq!(code(create(&mut bench, input.clone())), INVALID, "{input}");
    }
    let made = create(
        &mut bench,
        json!({ "ProvisionedPollerConfig": {}, "FilterCriteria": { "Filters": [{ "Pattern": "{\"body\": [\"a\"]}" }] } }),
    );
    let made = made.unwrap();
    assert_eq!(
        made["ProvisionedPollerConfig"],
        json!({ "MinimumPollers": 2, "MaximumPollers": 200 })
    );
    assert_eq!(made["FilterCriteria"]["Filters"][0]["Pattern"], "{\"body\": [\"a\"]}");
}
