//! Sticky notes and the looks of wires in a link; both since version 2.

use super::bytes::{Reader, Writer};
use super::read::Opening;
use crate::scenario::{Course, Edit, Paper, Scenario, Sticky, WireLook};

/// Colour, four sides and the text of each note.
pub fn notes(doc: &Scenario, out: &mut Writer) {
    out.number(doc.notes.len() as u64);
    for note in doc.notes.values() {
        out.number(note.colour as u8);
        for pixels in [note.x, note.y, note.w, note.h] {
            out.signed(i64::from(pixels.div_euclid(Scenario::GRID)));
        }
        out.text(&note.text);
    }
}

/// Each look with the place of its wire, counted from the one before; the label only where there is one.
pub fn looks(doc: &Scenario, out: &mut Writer) {
    let mut next = 0u32;
    out.number(doc.looks.len() as u64);
    for (place, id) in (0u32..).zip(doc.wires.keys()) {
        if let Some(look) = doc.looks.get(id) {
            out.number(place - next);
            next = place + 1;
            let named = !look.label.is_empty();
            out.number((look.course as u32) << 2 | u32::from(look.dashed) << 1 | u32::from(named));
            if named {
                out.text(&look.label);
            }
        }
    }
}

impl Opening {
    pub(super) fn notes(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.number()? {
            let colour = reader.small::<usize>()?;
            let mut sides = [0i32; 4];
            for side in &mut sides {
                let far = i64::from(Scenario::FAR);
                let pixels = reader.signed()?.saturating_mul(i64::from(Scenario::GRID));
                *side = i32::try_from(pixels.clamp(-far, far)).unwrap_or_default();
            }
            let [x, y, w, h] = sides;
            let note = Sticky {
                text: reader.text()?.into(),
                colour: Paper::ALL.get(colour).copied().unwrap_or_default(),
                x,
                y,
                w,
                h,
            };
            self.apply("A note", Edit::AddNote(self.doc.next_note(), note));
        }
        Some(())
    }

    pub(super) fn looks(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let mut next = 0usize;
        for _ in 0..reader.number()? {
            let place = next.checked_add(reader.small()?)?;
            next = place.checked_add(1)?;
            let head: usize = reader.small()?;
            let look = WireLook {
                label: if head & 1 != 0 {
                    reader.text()?.into()
                } else {
                    "".into()
                },
                course: Course::ALL.get(head >> 2).copied().unwrap_or_default(),
                dashed: head & 2 != 0,
            };
            match self.wires.get(place).copied().flatten() {
                Some(id) => drop(self.apply("The look of a wire", Edit::Look(id, look))),
                None => self.drop_it("The look of a wire was dropped: the wire is missing."),
            }
        }
        Some(())
    }
}
