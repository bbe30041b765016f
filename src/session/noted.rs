//! What is said of an event that a rule alone explains: more than that a rule shows.

use crate::base::MessageId;
use crate::sim::Event;

/// What such an event means, as a sentence without the place.
pub fn sentence(event: &Event) -> String {
    let m = event.message;
    match (event.rule.and_then(|rule| words(rule.id)), m) {
        (Some(words), MessageId::NONE) => words.to_string(),
        (Some(words), _) if names_its_subject(words) => words.to_string(),
        (Some(words), _) => format!("{m} {words}"),
        (None, MessageId::NONE) => "a rule shows".to_string(),
        (None, _) => format!("a rule shows on {m}"),
    }
}

/// Whether the sentence says who it is about: a message, or something of the place.
pub fn has_subject(event: &Event) -> bool {
    let words = event.rule.and_then(|rule| words(rule.id));
    event.message != MessageId::NONE || words.is_none_or(names_its_subject)
}

fn names_its_subject(words: &str) -> bool {
    ["the ", "a ", "an "].iter().any(|article| words.starts_with(article))
}

/// Whether it is the ordinary course of things, which nobody has to be warned of.
pub fn is_ordinary(event: &Event) -> bool {
    let ordinary = ["SNS-052", "SNS-053", "SNS-101", "LAM-044", "END-030", "END-031"];
    event.rule.is_some_and(|rule| ordinary.contains(&rule.id))
}

/// Of the rules that nodes name so: what goes on, said of a message if it happens to one.
fn words(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "SQS-067" | "SNS-039" | "LAM-031" => "the limit on calls changes",
        "SQS-096" | "SQS-097" => "keeps its visibility timeout: the receipt handle is old",
        "SQS-122" => "stays here: the dead-letter queue is gone",
        "SNS-052" => "asks an endpoint to confirm its subscription",
        "SNS-053" => "a subscription is confirmed or over",
        "SNS-061" => "is not delivered: too many e-mails in one second",
        "SNS-072" => "is not delivered: it has more than 10 attributes",
        "SNS-082" => "is filtered out: it has no attributes",
        "SNS-084" => "is filtered out: its body is no JSON",
        "SNS-101" => "is filtered out for a subscription",
        "SNS-118" => "gets no answer from the endpoint in time",
        "SNS-119" => "is refused by the subscriber, for good",
        "SNS-120" => "is given up after the last retry",
        "SNS-122" => "is delivered a second time",
        "SNS-130" => "is not taken by the dead-letter queue",
        "EVB-013" => "matches no rule and is gone",
        "EVB-025" => "waits: the bus takes no more calls now",
        "EVB-063" => "is not sent: the target's input can't be made from it",
        "EVB-073" => "is not taken by the dead-letter queue",
        "EVB-074" => "failed and will be tried again",
        "LAM-002" => "the queue's visibility timeout is below six function timeouts",
        "LAM-041" => "failed and will be tried again",
        "LAM-044" => "goes to the dead-letter queue or a destination",
        "LAM-046" => "is delivered a second time",
        "LAM-070" => "is back in the queue: its batch was throttled too long",
        "LAM-080" => "was in a batch of which a part failed",
        "LAM-082" => "fails with its whole batch: the response can't be read",
        "LAM-095" => "is deleted without an invocation: no filter matches",
        "END-030" => "goes to S3: it is too large for the queue",
        "END-031" => "is fetched from S3",
        "END-040" => "waits for a connection to the database",
        "END-072" => "is not deleted after its work: the delete got lost",
        "END-081" => "the health of a target changes",
        "END-131" => "a notification fails, and nobody is told",
        "CWA-040" => "a composite alarm can't act on a group",
        "CWA-042" => "an action fails, and nobody hears of it",
        "CWA-072" => "the alarm is ignored during the cooldown",
        "CWA-075" => "scales no further: instances are warming up",
        "CWA-076" => "scales nothing in: an instance is warming up",
        "CWA-093" => "scales nothing in: the instances are protected",
        "CWA-094" => "a Spot instance will be taken away in two minutes",
        "CWA-126" => "the capacity stays between minimum and maximum",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::explain;
    use super::*;
    use crate::base::SimTime;
    use crate::scenario::examples::EXAMPLES;
    use crate::scenario::{Deed, Scenario};
    use crate::sim::{Happening, Outcome, Timeline};

    #[test]
    fn no_example_shows_a_rule_without_saying_what_it_did_and_to_whom() {
        let (mut seen, mut titles) = (0, 0);
        for example in EXAMPLES {
            let scenario = Scenario::from_toml(example.toml).expect("a valid example");
            let mut run: Timeline<_, Deed> = Timeline::new(scenario.world(), scenario.program());
            while run.advance(SimTime::from_secs(60), 100_000).outcome == Outcome::Budget {}
            for event in run.world().trace().window() {
                if event.what == Happening::Noted {
                    let sentence = sentence(event);
                    assert!(!sentence.contains("a rule shows"), "{}: {:?}", example.slug, event.rule);
                    seen += 1;
                }
                if explain::is_noteworthy(event) {
                    let title = explain::headline(event, "here", &|_| "there".to_string());
                    let subjects = [
                        "here ",
                        "m-",
                        "the ",
                        "a ",
                        "an ",
                        "instance ",
                        "capacity ",
                        "delete of ",
                    ];
                    let complete = subjects.iter().any(|subject| title.starts_with(subject));
                    assert!(complete, "{}: {title}", example.slug);
                    titles += 1;
                }
            }
        }
        assert!(seen > 100 && titles > 100, "{seen} {titles}");
    }
}
