//! Files of earlier versions, brought up to date one named step at a time.

use super::section::Problems;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The version that is written.
pub const VERSION: u32 = 1;

/// A step from one version to the next.
pub struct Migration {
    /// The version it starts from; it leads to the next one.
    pub from: u32,
    /// What it changes, in a few words.
    pub name: &'static str,
    change: fn(&mut DeTable<'_>),
}

/// All steps in order. A step is never changed or removed once files of its version exist.
pub const MIGRATIONS: &[Migration] = &[Migration {
    from: 0,
    name: "the suggested speed is called rate, no longer speed",
    change: |file| rename(file, "speed", "rate"),
}];

/// Brings a file up to date. False, with a problem noted, when its version is unknown.
pub fn migrate(file: &mut DeTable<'_>, problems: &mut Problems<'_>) -> bool {
    let Some((_, cell)) = file.remove_entry("version") else {
        let text = format!("The file needs its version. Begin it with version = {VERSION}.");
        problems.add(&(0..0), text);
        return true;
    };
    let version = super::section::whole_of(cell.get_ref()).and_then(|number| u32::try_from(number).ok());
    match version.filter(|version| *version <= VERSION) {
        Some(version) => {
            for migration in MIGRATIONS.iter().filter(|migration| migration.from >= version) {
                (migration.change)(file);
            }
            true
        }
        None => {
            let text = format!("This version is unknown. This program reads versions 0 to {VERSION}.");
            problems.add(&cell.span(), text);
            false
        }
    }
}

fn rename(file: &mut DeTable<'_>, old: &str, new: &'static str) {
    if let Some((key, cell)) = file.remove_entry(old) {
        let cell: Spanned<DeValue<'_>> = cell;
        file.insert(Spanned::new(key.span(), new.into()), cell);
    }
}
