//! The design as a picture and on paper, in the colours of the page.

use super::Store;
use crate::export::{Palette, Picture, Sheet, picture, sheet};
use crate::platform::canvas2d::style_variable;
use crate::platform::paper::{self, Paper};
use gloo_events::EventListener;

/// The whole design as it is now, in the present theme.
pub fn present(store: &Store) -> Picture {
    store.read(|session| picture(session, &palette()))
}

/// Composes a sheet whenever the browser prints, until dropped.
pub fn on_paper(store: &Store) -> [EventListener; 2] {
    let store = store.clone();
    paper::on_print(move || composed(store.read(|session| sheet(session, &palette()))))
}

fn palette() -> Palette {
    Palette::read(|name| style_variable(&format!("--{name}")))
}

fn composed(sheet: Sheet) -> Paper {
    let mut paper = Paper::default();
    paper.text("h1", sheet.title);
    paper.picture(sheet.picture.svg);
    paper.text("small", sheet.caption);
    if !sheet.about.is_empty() {
        paper.text("p", sheet.about);
    }
    if !sheet.settings.is_empty() {
        paper.text("h2", "Settings that differ from their defaults");
        paper.table(sheet.settings.into_iter().map(|row| row.to_vec()).collect());
    }
    if !sheet.steps.is_empty() {
        paper.text("h2", "Steps");
        paper.table(sheet.steps.into_iter().map(|row| row.to_vec()).collect());
    }
    paper
}
