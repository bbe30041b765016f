//! Other values for some settings: what is not named keeps the value that it has in the run, whoever gave it.

use super::network::Link;
use super::settings::{SettingError, Settings, Value};
use super::spec::{NodeSpec, WireSpec};
use super::{Described, Terms};
use crate::base::{Ratio, SimDuration};
use std::collections::BTreeMap;
use std::fmt;

/// Values for some settings of one owner, defaults included.
pub struct Patch<S: 'static = NodeSpec> {
    spec: &'static S,
    values: BTreeMap<&'static str, Value>,
}

impl<S> Clone for Patch<S> {
    fn clone(&self) -> Patch<S> {
        Patch {
            spec: self.spec,
            values: self.values.clone(),
        }
    }
}

impl<S: Described> PartialEq for Patch<S> {
    fn eq(&self, other: &Patch<S>) -> bool {
        self.spec.key() == other.spec.key() && self.values == other.values
    }
}

impl<S: Described> Eq for Patch<S> {}

impl<S: Described> fmt::Debug for Patch<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.spec.key(), self.values)
    }
}

impl<S: Described> Patch<S> {
    /// No values yet.
    pub fn new(spec: &'static S) -> Patch<S> {
        Patch {
            spec,
            values: BTreeMap::new(),
        }
    }

    /// What makes the new settings of the old ones.
    pub fn between(old: &Settings<S>, new: &Settings<S>) -> Patch<S> {
        let mut patch = Patch::new(new.spec());
        for field in new.spec().fields() {
            let value = new
                .get(field.name)
                .filter(|value| old.get(field.name).as_ref() != Some(value));
            patch.values.extend(value.map(|value| (field.name, value)));
        }
        patch
    }

    /// The kind whose settings these are.
    pub fn spec(&self) -> &'static S {
        self.spec
    }

    /// The values by name.
    pub fn values(&self) -> &BTreeMap<&'static str, Value> {
        &self.values
    }

    /// Whether nothing gets another value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Takes a value after checking its type and range.
    ///
    /// # Errors
    /// As [`Settings::set`].
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), SettingError> {
        Settings::new(self.spec).set(name, value.clone())?;
        let fields = self.spec.fields().iter();
        let found = fields.map(|field| field.name).find(|known| *known == name);
        self.values.extend(found.map(|name| (name, value)));
        Ok(())
    }

    /// Leaves a setting as it is.
    pub fn spare(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// These settings with the values. What an owner of another kind has not is left out.
    pub fn onto<T: Described>(&self, settings: &Settings<T>) -> Settings<T> {
        let mut patched = settings.clone();
        for (name, value) in &self.values {
            let _ = patched.set(name, value.clone());
        }
        patched
    }
}

/// Values for some properties and settings of a wire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkPatch {
    /// Time for one way.
    pub latency: Option<SimDuration>,
    /// Extra time at most.
    pub jitter: Option<SimDuration>,
    /// Share of what never arrives.
    pub loss: Option<Ratio>,
    /// What is set for the connection.
    pub terms: Patch<WireSpec>,
}

impl LinkPatch {
    /// What makes the new wire of the old one, which has the same ends. Whether it is cut is another matter.
    pub fn between(old: &Link, new: &Link) -> LinkPatch {
        LinkPatch {
            latency: (old.latency != new.latency).then_some(new.latency),
            jitter: (old.jitter != new.jitter).then_some(new.jitter),
            loss: (old.loss != new.loss).then_some(new.loss),
            terms: Patch::between(&old.terms, &new.terms),
        }
    }

    /// Whether nothing gets another value.
    pub fn is_empty(&self) -> bool {
        (self.latency, self.jitter, self.loss) == (None, None, None) && self.terms.is_empty()
    }

    /// This wire with the values.
    pub fn onto(&self, link: &Link) -> Link {
        let terms: Terms = self.terms.onto(&link.terms);
        Link {
            latency: self.latency.unwrap_or(link.latency),
            jitter: self.jitter.unwrap_or(link.jitter),
            loss: self.loss.unwrap_or(link.loss),
            terms,
            ..link.clone()
        }
    }
}
