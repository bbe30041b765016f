//! The recursion guard (LAM-049): how often a piece of work has been through a function stands in its trace header, which
//! queues and topics pass on, as on AWS.

use super::limits;
use crate::base::NodeId;
use crate::sim::Message;
use std::rc::Rc;

const KEY: &str = "Lineage=";

/// The rounds in a header, by function.
fn rounds(header: &str) -> Vec<(NodeId, u32)> {
    let found = header.split(';').find_map(|part| part.strip_prefix(KEY));
    let entry = |text: &str| {
        let (node, count) = text.split_once(':')?;
        Some((NodeId(node.parse().ok()?), count.parse().ok()?))
    };
    found
        .into_iter()
        .flat_map(|all| all.split('|'))
        .filter_map(entry)
        .collect()
}

/// Whether a message has been through this function as often as it may.
pub fn is_stopped(message: &Message, me: NodeId) -> bool {
    let header = message.draft.trace_header.as_deref().unwrap_or_default();
    // Most messages have no header, and of those that have one most were never here.
    header.contains(KEY)
        && rounds(header)
            .iter()
            .any(|(node, count)| *node == me && *count >= limits::ROUNDS)
}

/// The trace header of what this function sends because of a message.
pub fn passed_on(message: &Message, me: NodeId) -> Rc<str> {
    let header = message.draft.trace_header.as_deref().unwrap_or_default();
    let mut rounds = rounds(header);
    match rounds.iter_mut().find(|(node, _)| *node == me) {
        Some((_, count)) => *count += 1,
        None => rounds.push((me, 1)),
    }
    let rounds: Vec<String> = rounds
        .iter()
        .map(|(node, count)| format!("{}:{count}", node.0))
        .collect();
    let others = header
        .split(';')
        .filter(|part| !part.is_empty() && !part.starts_with(KEY));
    let lineage = format!("{KEY}{}", rounds.join("|"));
    let parts: Vec<&str> = others.chain([lineage.as_str()]).collect();
    Rc::from(parts.join(";"))
}
