use super::*;

#[test]
fn a_message_sent_is_received_hidden_and_deleted() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    let got = bench.short::<S>(Q, 1).expect("a poll");
    assert_eq!(bodies(&got), ["a"]);
    assert_eq!(bench.counts(Q), [0, 1, 0]);
    bench.delete::<S>(got[0].handle).expect("a delete");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
}
