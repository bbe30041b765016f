//! What tests of nodes build on: worlds that are quickly drawn, and kinds that stand in for real ones.

pub mod drafts;
pub mod hub;
pub mod stand_in;
pub mod town;
pub mod yard;
