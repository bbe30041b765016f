//! Decouple: a browser playground for messaging. Faithful engines of messaging services run inside the page; a person
//! draws a system, plays it, stops it, goes back in time, breaks it, and shares it as a link.
//!
//! # Map
//!
//! The tree reads as a sentence: base words, a kernel, the nodes, an API over them, the document, ways to say it, a
//! session, a screen.
//!
//! | Room | Role | May use |
//! |---|---|---|
//! | [`base`] | time, chance, identity | nothing |
//! | [`sim`] | the discrete-event kernel; names no service | `base` |
//! | [`nodes`] | the kinds of nodes, a folder each with its AWS actions, what they share, and their registry | `sim` |
//! | [`api`] | the AWS front: `aws …` command lines, own verbs | `nodes` |
//! | [`scenario`] | the document: types, text form, validation, edits, undo, steps, checks | `api` |
//! | [`share`] | the document as a link | `scenario` |
//! | [`session`] | the running app without a screen | `scenario` |
//! | [`geometry`], [`scene`] | pure: viewport and curves; what to draw | `session`'s views |
//! | [`export`] | pure: a design at a moment as SVG and on paper | `scene` |
//! | `platform`, `ui` | the browser; only with the feature `web` | everything |
//!
//! One kind of node never imports another: what nodes say to each other is in [`sim`] ([`sim::Request`],
//! [`sim::Response`]). `ui` reads views from [`session`] and descriptions from [`nodes`], never engine state.
//!
//! # Five ideas
//!
//! 1. **The simulation is a value.** [`sim::World`] has no IO, no clock, no global, no thread, no hash order. The same
//!    scenario and seed give the same trace, byte for byte, natively and in WebAssembly.
//! 2. **A kind is one folder and one registry line.** Everything else reads its [`sim::NodeSpec`].
//! 3. **Every surprising behaviour has a rule id**: at the enforcing line, in the trace, in a test, and on screen.
//! 4. **One document for everything**: a drawing, a lesson, a regression test, a bug report and a link are all a
//!    [`scenario::Scenario`].
//! 5. **Time travel is checkpoint and replay**: [`sim::Timeline`] seeks to the nearest checkpoint and replays from there.
//!
//! # Invariants, each with the test that holds it
//!
//! | Invariant | Test |
//! |---|---|
//! | Same scenario and seed, same trace; on every platform | `tests/traces.rs`, `tests/wasm.rs` |
//! | Playing shows what seeking and playing shows | `tests/time_travel.rs`, `sim::tests` |
//! | Every message is in exactly one place or has met its fate | [`sim::violations`], after each event in `tests/soak` |
//! | Nothing arrives before it departs | `sim::tests::nothing_arrives_before_it_departs_and_distance_costs_time` |
//! | FIFO groups stay in order, metrics equal holdings, limits hold | each kind's `audit`, after each event in `tests/soak` |
//! | A link gives back the document it was made from; a damaged one gives what can be read | `tests/share_links.rs` |
//! | Every example is valid and shows its numbers | `tests/scenarios.rs` |
//! | Rooms use only what the map allows; pure rooms have no floats in time, no clocks, no hash maps | `tests/tidy.rs` |
//! | A page needs nobody but its own folder, and a panic keeps the design | `tests/browser` |
//!
//! # Vocabulary
//!
//! Service nouns are AWS's (*visibility timeout*, *message group*, *redrive*). Ours are few: a **node** has **ports**;
//! a **wire** joins two; a **message** is a **draft** with an identity; a **stimulus** reaches a node and its **effects**
//! go out through [`sim::Ctx`]; what happened is an **event** of the **trace**, with its cause and its **rule**; a
//! **scenario** is the document; a **timeline** is a run one can travel in; a **moment** is a point of it.
//!
//! # Three histories, never mixed
//!
//! Document undo ([`scenario::History`]), the timeline's journal ([`sim::Timeline`]), and links ([`share`]).

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod api;
pub mod base;
pub mod export;
pub mod geometry;
pub mod nodes;
pub mod scenario;
pub mod scene;
pub mod session;
pub mod share;
pub mod sim;

#[cfg(feature = "web")]
pub mod platform;
#[cfg(feature = "web")]
pub mod ui;
