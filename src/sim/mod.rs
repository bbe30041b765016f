//! The discrete-event kernel. It knows nodes, wires, messages and time; it names no service.
//!
//! A [`World`] is a value: clone it and you have a snapshot. Inputs go in through [`World::apply`], time passes in
//! [`World::advance`], and what happened comes out as a [`Trace`].

mod advance;
mod agenda;
mod card;
mod ctx;
mod effects;
mod gate;
mod input;
mod invariants;
mod message;
mod meter;
mod metrics;
mod name;
mod network;
mod node;
mod patch;
mod pool;
mod recent;
pub mod rule;
mod series;
mod settings;
mod spec;
mod standing;
mod tamper;
mod timeline;
mod trace;
mod world;

pub use advance::{Advance, Outcome};
pub use agenda::Phase;
pub use card::{Bar, Card, Figure, Lane, LaneToken, TokenStyle, Tone};
pub use ctx::Ctx;
pub use gate::{Gate, Throttling};
pub use input::{Input, InputError};
pub use invariants::violations;
pub use message::{
    Attribute, AttributeValue, Awaits, Delivery, Draft, Handle, Message, ObjectUse, Parcel, Receipt, Refusal, Request,
    Response, Settlement,
};
pub use meter::{
    Called, Charged, Histogram, Identities, Identity, Meter, NodeMeter, Refused, Tally, Touched, WireMeter,
};
pub use metrics::{Ledger, Metrics, Point, Samples};
pub use name::MAX_NAME;
pub use network::{CALL_TIMEOUT, Link, Network, Place as Location};
pub use node::{Caller, Fault, Holding, Kinds, Node, Place, Stimulus, Timer};
pub use patch::{LinkPatch, Patch};
pub use rule::Rule;
pub use series::Series;
pub use settings::{Described, SettingError, Settings, Terms, Value, decimal};
pub use spec::{
    Action, Basis, Button, Category, Change, ChargeSpec, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial,
    Measures, MetricKind, MetricSpec, NodeSpec, Param, ParamType, PortSpec, QuotaSpec, Speaks, Unit, WireSpec, joined,
};
pub use standing::{Asking, Inquiry, Standing, Verdict};
pub use tamper::Tamper;
pub use timeline::{Cursor, Entry, Moment, Timeline};
pub use trace::{Event, EventId, Fate, Happening, Trace};
pub use world::{NodeInfo, World};

#[cfg(test)]
mod tests;
