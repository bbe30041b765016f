//! Links of earlier versions, brought up to date one named step at a time.

use super::write::flag;

/// A step from one version of the format to the next.
pub struct Migration {
    /// The version it starts from; it leads to the next one.
    pub from: u8,
    /// What it changes, in a few words.
    pub name: &'static str,
    /// Changes the flags of what a link says.
    change: fn(u32) -> u32,
}

/// All steps in order. A step is never changed or removed once links of its version exist.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        from: 1,
        name: "there are neither notes nor looks of wires",
        change: |flags| flags & !(flag::NOTES | flag::LOOKS),
    },
    Migration {
        from: 2,
        name: "wires have no settings",
        change: |flags| flags & !flag::TERMS,
    },
];

/// Brings the flags of a link up to date.
pub fn migrate(version: u8, flags: u32) -> u32 {
    let steps = MIGRATIONS.iter().filter(|migration| migration.from >= version);
    steps.fold(flags, |flags, migration| (migration.change)(flags))
}
