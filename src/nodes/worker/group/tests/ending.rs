//! What becomes of the messages of an instance that ends.

use super::{STUCK, fleet};
use crate::nodes::bench::yard::Yard;
use crate::sim::{Fault, Input};

const VISIBLE: &str = "ApproximateNumberOfMessagesVisible";
const IN_FLIGHT: &str = "ApproximateNumberOfMessagesNotVisible";

fn kill(yard: &mut Yard) {
    let id = yard.id("fleet");
    yard.world.apply(Input::Fault(id, Fault::Crash)).unwrap();
}

/// CWA-091, CWA-127.
#[test]
fn cwa_091_cwa_127_the_messages_of_a_killed_instance_come_back_after_their_timeout() {
    let mut yard = fleet(&[("BootTime", "3600"), ("MaxNumberOfMessages", "10"), STUCK]);
    yard.set("orders", "VisibilityTimeout", "300");
    yard.send("orders", 10);
    yard.run(20);
    kill(&mut yard);
    yard.run(299);
    assert_eq!(
        (yard.metric("orders", VISIBLE), yard.metric("orders", IN_FLIGHT)),
        (0, 10)
    );
    assert_eq!(
        yard.metric("orders", "ApproximateAgeOfOldestMessage"),
        299,
        "their age grows"
    );
    yard.run(300);
    assert_eq!(
        (yard.metric("orders", VISIBLE), yard.metric("orders", IN_FLIGHT)),
        (10, 0)
    );
    assert_eq!(yard.metric("fleet", "Abandoned"), 10);
}

/// CWA-095.
#[test]
fn cwa_095_a_busy_instance_is_scaled_in_like_any_other() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), ("Work", "20")]);
    yard.send("orders", 2);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(30);
    assert_eq!(
        (yard.metric("fleet", "Done"), yard.metric("fleet", "Abandoned")),
        (1, 1)
    );
}

/// CWA-092.
#[test]
fn cwa_092_a_hook_lets_it_finish_what_it_has_in_hand() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), ("Work", "20"), ("TerminatingHook", "true")]);
    yard.send("orders", 2);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(6);
    assert_eq!(yard.metric("fleet", "GroupTerminatingInstances"), 1);
    yard.run(20);
    assert_eq!(
        (yard.metric("fleet", "Done"), yard.metric("fleet", "Abandoned")),
        (2, 0)
    );
    assert_eq!(yard.metric("fleet", "GroupTotalInstances"), 1, "and then it is gone");
}

/// CWA-056.
#[test]
fn cwa_056_the_hook_waits_for_its_timeout_at_most() {
    let changes = [
        ("TerminatingHook", "true"),
        ("HeartbeatTimeout", "60"),
        ("DesiredCapacity", "2"),
        STUCK,
    ];
    let mut yard = fleet(&changes);
    yard.send("orders", 2);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(64);
    assert_eq!(yard.metric("fleet", "GroupTerminatingInstances"), 1);
    yard.run(65);
    assert_eq!(
        (
            yard.metric("fleet", "GroupTotalInstances"),
            yard.metric("fleet", "Abandoned")
        ),
        (1, 1)
    );
}

/// CWA-093.
#[test]
fn cwa_093_a_busy_worker_protects_its_instance() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), ("Work", "100"), ("ProtectWhileBusy", "true")]);
    yard.set("orders", "VisibilityTimeout", "300");
    yard.send("orders", 2);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(60);
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 2);
    assert_eq!(yard.card("fleet").status, "protected");
    let told = yard.rules("fleet");
    assert_eq!(
        told.iter().filter(|(_, rule)| *rule == "CWA-093").count(),
        1,
        "{told:?}"
    );
    yard.run(120);
    assert_eq!(
        yard.metric("fleet", "GroupInServiceInstances"),
        1,
        "idle from 100 on, looked at each minute"
    );
    assert_eq!(
        (yard.metric("fleet", "Done"), yard.metric("fleet", "Abandoned")),
        (2, 0)
    );
}

/// CWA-055.
#[test]
fn cwa_055_new_instances_can_be_protected() {
    let mut yard = fleet(&[
        ("DesiredCapacity", "2"),
        ("NewInstancesProtectedFromScaleIn", "true"),
        STUCK,
    ]);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(70);
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 2);
    kill(&mut yard);
    yard.run(140);
    assert_eq!(
        yard.metric("fleet", "GroupInServiceInstances"),
        1,
        "death does not ask for protection"
    );
}

/// CWA-054, CWA-060.
#[test]
fn cwa_054_cwa_060_the_termination_policy_chooses_who_goes() {
    // Instances 1 to 4 stand in the zones 0, 1, 2 and 0.
    for (policy, gone) in [
        ("Default", 1),
        ("OldestInstance", 1),
        ("NewestInstance", 4),
        ("ClosestToNextInstanceHour", 1),
    ] {
        let mut yard = fleet(&[("DesiredCapacity", "4"), ("TerminationPolicies", policy), STUCK]);
        yard.run(5);
        yard.set("fleet", "DesiredCapacity", "3");
        assert_eq!(terminated(&yard), [gone], "{policy}");
    }
    // Without the first one zone 1 is as full as the others, and the next oldest is there.
    let mut yard = fleet(&[("DesiredCapacity", "4"), STUCK]);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "2");
    assert_eq!(terminated(&yard), [1, 2]);
}

fn terminated(yard: &Yard) -> Vec<u32> {
    let events = yard.events("fleet").into_iter();
    let ended = events.filter_map(|event| match event.what {
        crate::sim::Happening::StateChanged {
            part,
            state: "Terminated",
        } => Some(part),
        _ => None,
    });
    ended.collect()
}

/// CWA-094.
#[test]
fn cwa_094_a_spot_instance_has_two_minutes_from_its_notice_to_its_end() {
    let mut yard = fleet(&[("SpotInterruptionEvery", "100"), STUCK]);
    yard.send("orders", 1);
    yard.run(100);
    assert!(yard.rules("fleet").contains(&(100, "CWA-094")));
    assert_eq!(
        yard.metric("fleet", "GroupPendingInstances"),
        1,
        "another one is launched at once"
    );
    yard.run(199);
    assert_eq!(yard.metric("fleet", "Abandoned"), 0);
    yard.run(220);
    assert_eq!(terminated(&yard), [1]);
    assert_eq!(yard.metric("fleet", "Abandoned"), 1);
}

/// CWA-094.
#[test]
fn cwa_094_with_a_hook_the_two_minutes_are_used_to_finish() {
    let mut yard = fleet(&[
        ("SpotInterruptionEvery", "100"),
        ("TerminatingHook", "true"),
        ("Work", "110"),
    ]);
    yard.set("orders", "VisibilityTimeout", "300");
    yard.send("orders", 1);
    yard.run(110);
    assert_eq!(
        (yard.metric("fleet", "Done"), yard.metric("fleet", "Abandoned")),
        (1, 0)
    );
    assert_eq!(terminated(&yard), [1]);
}

/// CWA-098.
#[test]
fn cwa_098_repeated_kills_bring_a_good_message_to_the_dead_letter_queue() {
    let mut yard = fleet(&[("BootTime", "0"), ("Work", "20")]);
    yard.add("sqs-standard", "dead", &[]);
    yard.set("orders", "RedrivePolicy.deadLetterTargetArn", "dead");
    yard.set("orders", "RedrivePolicy.maxReceiveCount", "2");
    yard.send("orders", 1);
    for seconds in [5, 35] {
        yard.run(seconds);
        kill(&mut yard);
    }
    yard.run(60);
    assert_eq!((yard.metric("dead", VISIBLE), yard.metric("fleet", "Failed")), (1, 0));
}

/// CWA-096.
#[test]
fn cwa_096_on_a_fifo_queue_instances_beyond_the_groups_add_nothing() {
    for (instances, seconds) in [("2", 10), ("8", 10)] {
        let mut yard = Yard::new();
        yard.add("sqs-fifo", "orders.fifo", &[("ContentBasedDeduplication", "true")]);
        yard.add(
            "auto-scaling-group",
            "fleet",
            &[("DesiredCapacity", instances), ("Work", "1")],
        );
        let queue = yard.id("orders.fifo");
        let fleet = yard.id("fleet");
        let link = crate::sim::Link::between((queue, 1), (fleet, 0));
        yard.world.apply(Input::Wire(crate::base::WireId(1), link)).unwrap();
        for n in 0..20 {
            let input = serde_json::json!({
                "QueueUrl": "orders.fifo", "MessageBody": format!("{n}"), "MessageGroupId": format!("{}", n % 2),
            });
            yard.call("sqs", "SendMessage", input).unwrap();
        }
        yard.run(seconds - 1);
        assert!(yard.metric("fleet", "Done") < 20);
        yard.run(seconds);
        assert_eq!(yard.metric("fleet", "Done"), 20, "{instances} instances, two groups");
    }
}
