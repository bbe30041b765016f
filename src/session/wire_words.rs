//! A wire in words: what it is, between which nodes, and what is set for it.

use super::run::Session;
use crate::base::WireId;
use crate::scenario::WireDoc;
use crate::sim::{FieldSpec, Value};

/// A value is not told with more letters.
const MOST_LETTERS: usize = 48;

impl Session {
    /// What a wire is, and between which nodes: `Subscription from orders to billing`. "" when it is gone.
    pub fn wire_title(&self, id: WireId) -> String {
        let Some(wire) = self.scenario.wires.get(&id) else {
            return String::new();
        };
        let (from, to) = (self.scenario.name(wire.from.0), self.scenario.name(wire.to.0));
        format!("{} from {from} to {to}", wire_kind(wire))
    }

    /// What differs from the defaults on a wire: `RawMessageDelivery on`, in the order of the description.
    pub fn wire_settings(&self, id: WireId) -> Vec<String> {
        let Some(wire) = self.scenario.wires.get(&id) else {
            return Vec::new();
        };
        let told = |field: &FieldSpec| {
            let value = wire.terms.changed().get(field.name)?;
            let text = match value {
                Value::Node(Some(to)) => self.scenario.name(*to).to_string(),
                other => field.show(other),
            };
            let sign = field.unit.sign();
            Some(
                format!("{} {} {sign}", field.name, shortened(&text))
                    .trim_end()
                    .to_string(),
            )
        };
        wire.terms.spec().fields.iter().filter_map(told).collect()
    }
}

/// What kind of connection a wire is; a wire where nothing can be set.
pub fn wire_kind(wire: &WireDoc) -> &'static str {
    match wire.terms.spec().label {
        "" => "Wire",
        label => label,
    }
}

/// A text in one line, with its end left out where it is long.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST_LETTERS {
        return line;
    }
    let kept: String = line.chars().take(MOST_LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}
