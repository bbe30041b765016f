//! What nodes may be called.

use super::document::Scenario;
use crate::base::NodeId;
use crate::sim::{MAX_NAME, NodeSpec};
use std::collections::BTreeSet;
use std::rc::Rc;

impl Scenario {
    /// Whether a node of this kind may be called so; `own` is the node itself when it has a name already.
    /// Otherwise a sentence that says what to change.
    pub fn check_name(&self, spec: &NodeSpec, name: &str, own: Option<NodeId>) -> Result<(), String> {
        spec.check_name(name)?;
        match self.find(name) {
            Some(other) if Some(other) != own => Err(format!(
                "The name \"{name}\" is taken. Try \"{}\".",
                self.free_name(spec, stem(spec, name))
            )),
            _ => Ok(()),
        }
    }

    /// Gives a node that has become another kind a name that its kind may have, as close to its own as possible.
    pub fn mend_name(&mut self, id: NodeId) {
        let Some(node) = self.nodes.get(&id) else { return };
        let (spec, name) = (node.settings.spec(), Rc::clone(&node.name));
        if self.check_name(spec, &name, Some(id)).is_ok() {
            return;
        }
        let mended = self.free_name(spec, name.split('.').next().unwrap_or(&name));
        if let Some(node) = self.nodes.get_mut(&id) {
            node.name = mended;
        }
    }

    /// A free name for a new node of this kind: `queue`, then `queue-2`; with the kind's suffix.
    pub fn auto_name(&self, spec: &NodeSpec) -> Rc<str> {
        self.free_name(spec, spec.base_name)
    }

    /// A free name as close as possible to this stem.
    pub fn free_name(&self, spec: &NodeSpec, stem: &str) -> Rc<str> {
        let taken = self.nodes.values().map(|node| Rc::clone(&node.name)).collect();
        free(&taken, spec, stem)
    }
}

/// The name that a new node of this kind gets where these are taken.
pub fn default_name(taken: &BTreeSet<Rc<str>>, spec: &NodeSpec) -> Rc<str> {
    free(taken, spec, spec.base_name)
}

fn free(taken: &BTreeSet<Rc<str>>, spec: &NodeSpec, stem: &str) -> Rc<str> {
    let plain = format!("{stem}{}", spec.name_suffix);
    if !taken.contains(plain.as_str()) {
        return plain.into();
    }
    let base = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = base.strip_suffix('-').filter(|base| !base.is_empty()).unwrap_or(stem);
    let mut number = 2u32;
    loop {
        let tail = format!("-{number}{}", spec.name_suffix);
        let base: String = base.chars().take(MAX_NAME - tail.len()).collect();
        let name = format!("{base}{tail}");
        if !taken.contains(name.as_str()) {
            return name.into();
        }
        number += 1;
    }
}

/// A name without its kind's suffix.
fn stem<'a>(spec: &NodeSpec, name: &'a str) -> &'a str {
    name.strip_suffix(spec.name_suffix).unwrap_or(name)
}
