//! The rules of AWS KMS that a key follows, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::r;

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

const DOC: &str = "AWS documentation";
const MODEL: &str = "AWS service model";
const KNOWN: &str = "AWS as commonly described";

/// All of them.
pub const RULES: &[Rule] = &[
    r(
        "END-090",
        MODEL,
        "A queue is encrypted with SQS's own key, with the AWS managed key alias/aws/sqs, or with a customer managed key.",
    ),
    r(
        "END-091",
        DOC,
        "Who sends needs kms:GenerateDataKey and kms:Decrypt, who receives kms:Decrypt; an AWS service needs a statement in the key's policy.",
    ),
    r(
        "END-092",
        MODEL,
        "A key that is disabled, pending deletion or gone makes sends and receives fail with KmsDisabled, KmsInvalidState or KmsNotFound; stored messages wait and grow older.",
    ),
    r(
        "END-093",
        MODEL,
        "A data key is kept for the reuse period, so a change of the key takes effect within that time.",
    ),
    r(
        "END-094",
        KNOWN,
        "Only the body is encrypted: names, ids, times, attributes and metrics stay readable.",
    ),
    r(
        "END-095",
        KNOWN,
        "Encryption that is switched on concerns new messages only.",
    ),
    r(
        "END-096",
        KNOWN,
        "On the way messages are protected by HTTPS, which a policy can demand with aws:SecureTransport.",
    ),
    r(
        "END-097",
        DOC,
        "A topic can't deliver to a queue under alias/aws/sqs; it can under a customer managed key whose policy names SNS, and under SQS's own key.",
    ),
];
