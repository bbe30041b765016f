//! The document as a TOML file: pleasant to write by hand, strict when read, and the same after writing and reading.
//!
//! Nodes, wires and boxes are numbered from 1 in the order of the file; `id` says so where numbers are left out.

mod drawing;
mod migrate;
mod nodes;
mod plan;
mod section;
mod settings;
mod wires;
mod write;

pub use crate::base::{parse_duration, parse_rate, write_duration, write_rate};
pub use migrate::{MIGRATIONS, Migration, VERSION};
pub use section::Problem;

use super::document::Scenario;
use section::{Problems, Section};
use toml::de::{DeTable, DeValue};

/// Nothing stands further from the origin than this, in pixels.
const FAR: i32 = Scenario::FAR;

impl Scenario {
    /// Longer files are not read, in bytes.
    pub const MAX_FILE: usize = 1 << 20;

    /// Reads a file. On errors all of them, in the order of the lines, each with how to mend it.
    pub fn from_toml(text: &str) -> Result<Scenario, Vec<Problem>> {
        let mut problems = Problems::new(text);
        if text.len() > Scenario::MAX_FILE {
            problems.add(
                &(0..0),
                format!("The file is longer than {} bytes.", Scenario::MAX_FILE),
            );
            return Err(problems.found);
        }
        let (file, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            problems.add(
                &error.span().unwrap_or(0..0),
                format!("This is no valid TOML: {}.", error.message()),
            );
        }
        let span = file.span();
        let mut file = file.into_inner();
        let mut doc = Scenario::default();
        if migrate::migrate(&mut file, &mut problems) {
            read(Section::new("The file", span, file, false), &mut doc, &mut problems);
        }
        if problems.found.is_empty() {
            return Ok(doc);
        }
        problems.found.sort();
        problems.found.dedup();
        Err(problems.found)
    }

    /// Writes a file that reads back as an equal document: in a stable order, and only what differs from the defaults.
    pub fn to_toml(&self) -> String {
        write::write(self)
    }
}

fn read(mut file: Section<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    let texts = [("title", Scenario::MAX_TITLE), ("about", Scenario::MAX_ABOUT)];
    for (key, most) in texts {
        let Some((text, span)) = file.text(key, problems) else {
            continue;
        };
        if text.chars().count() > most {
            problems.add(&span, format!("{key} has at most {most} characters."));
        }
        let place = if key == "title" { &mut doc.title } else { &mut doc.about };
        *place = text;
    }
    let seed = file.whole("seed", 0..=i128::from(u64::MAX), problems);
    doc.seed = seed.and_then(|seed| u64::try_from(seed).ok()).unwrap_or(Scenario::SEED);
    read_rate(&mut file, doc, problems);
    doc.until = file.instant("until", problems);
    doc.cross_region = file
        .span_of_time("cross-region", problems)
        .unwrap_or(Scenario::CROSS_REGION);
    doc.cross_zone = file
        .span_of_time("cross-zone", problems)
        .unwrap_or(Scenario::CROSS_ZONE);
    let areas = file.take("areas");
    let notes = file.take("notes");
    let nodes = file.take("nodes");
    let wires = file.take("wires");
    let steps = file.take("steps");
    let checks = file.take("checks");
    file.finish(problems);
    if let Some(cell) = areas {
        wires::read_areas(cell, doc, problems);
    }
    if let Some(cell) = notes {
        drawing::read_notes(cell, doc, problems);
    }
    if let Some(cell) = nodes {
        nodes::read(cell, doc, problems);
    }
    if let Some(cell) = wires {
        wires::read(cell, doc, problems);
    }
    if let Some(cell) = steps {
        plan::read_steps(cell, doc, problems);
    }
    if let Some(cell) = checks {
        plan::read_checks(cell, doc, problems);
    }
}

fn read_rate(file: &mut Section<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    let Some(cell) = file.take("rate") else {
        return;
    };
    let rate = match &cell.value {
        DeValue::String(text) => parse_rate(text),
        DeValue::Integer(number) => parse_rate(number.as_str()),
        DeValue::Float(number) => parse_rate(number.as_str()),
        _ => None,
    };
    match rate.filter(|rate| Scenario::RATES.contains(rate)) {
        Some(rate) => doc.rate = rate,
        None => problems.add(&cell.span, "rate is a speed from 0.01x to 10000x: rate = \"10x\"."),
    }
}
