//! The sticky notes of a file, and how its wires look.

use super::super::document::Scenario;
use super::super::drawing::{Course, Paper, Sticky, WireLook};
use super::section::{Cell, Problems, Section};
use super::wires::tables;
use crate::api::did_you_mean;

/// Reads `[[notes]]` into the document.
pub fn read_notes(cell: Cell<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    for mut section in tables("notes", "A note", cell, problems) {
        let id = section.whole("id", 1..=i128::from(u32::MAX - 1), problems);
        let text = section.need_text("text", "Try a longer visibility timeout.", problems);
        let colour = word(
            &mut section,
            "colour",
            &Paper::ALL.map(|paper| (paper.name(), paper)),
            problems,
        );
        let at = section.pair("at", -super::FAR, problems);
        let size = section.pair("size", Scenario::GRID, problems);
        let place = section.span.clone();
        section.finish(problems);
        let (Some((text, span)), Some((x, y)), Some((w, h))) = (text, at, size) else {
            continue;
        };
        let next = doc.next_note();
        let id = id.and_then(|id| u32::try_from(id).ok()).unwrap_or(next);
        if id < next || doc.notes.len() >= Scenario::MAX_NOTES {
            let most = Scenario::MAX_NOTES;
            problems.add(
                &place,
                format!("Numbers of notes must grow from {next} on, and there are at most {most} notes."),
            );
            continue;
        }
        let note = Sticky {
            text: text.into(),
            colour,
            x,
            y,
            w,
            h,
        };
        match note.tidy() {
            Ok(note) => drop(doc.notes.insert(id, note)),
            Err(sentence) => problems.add(&span, sentence),
        }
    }
}

/// Reads how a wire looks.
pub fn look(section: &mut Section<'_>, problems: &mut Problems<'_>) -> WireLook {
    let label = section.text("label", problems);
    let span = label.as_ref().map(|(_, span)| span.clone());
    let course = word(
        section,
        "course",
        &Course::ALL.map(|course| (course.name(), course)),
        problems,
    );
    let dashed = word(section, "line", &[("solid", false), ("dashed", true)], problems);
    let look = WireLook {
        label: label.map(|(text, _)| text.into()).unwrap_or_default(),
        course,
        dashed,
    };
    look.tidy().unwrap_or_else(|sentence| {
        problems.add(&span.unwrap_or_else(|| section.span.clone()), sentence);
        WireLook::default()
    })
}

/// Reads one of a few words; the default where there is none.
fn word<T: Copy + Default>(
    section: &mut Section<'_>,
    key: &'static str,
    words: &[(&str, T)],
    problems: &mut Problems<'_>,
) -> T {
    let Some((text, span)) = section.text(key, problems) else {
        return T::default();
    };
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return *value;
    }
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let hint = did_you_mean(&text, known.iter().copied());
    problems.add(
        &span,
        format!("There is no {key} \"{text}\".{hint} Use one of: {}.", known.join(", ")),
    );
    T::default()
}
