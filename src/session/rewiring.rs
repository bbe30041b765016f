//! Where the ends of a wire may stand, for lists to choose from.

use super::run::Session;
use crate::base::WireId;
use crate::scenario::End;

impl Session {
    /// The ports to which the end of a wire that is not `kept` may be moved, the present one among them, with their names.
    pub fn wire_ends(&self, wire: WireId, kept: End) -> Vec<(End, String)> {
        let ends = self.scenario.ends_for(wire, kept);
        let named = |end: &End| {
            let name = self.scenario.name(end.0);
            let several = ends.iter().filter(|other| other.0 == end.0).count() > 1;
            let node = self.scenario.nodes.get(&end.0).filter(|_| several);
            let port = node.and_then(|node| node.settings.spec().ports.get(usize::from(end.1)));
            let words = port.map_or_else(|| name.to_string(), |port| format!("{name}: {}", port.label));
            (*end, words)
        };
        ends.iter().map(named).collect()
    }
}
