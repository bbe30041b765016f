//! Tokens by the hundred: each look is painted once, on a sheet beside the page, and stamped wherever a message is.

use super::paint::{Colours, paint_tokens};
use crate::geometry::Point;
use crate::platform::canvas2d::Pen;
use crate::scene::{Look, TokenMark, Traffic};

/// More tokens than this are stamped. Fewer are painted one by one: that is sharper between two pixels, and slower.
const MOST_PAINTED: usize = 300;
/// So much wider than its radius is a token at most, rim and smooth edge included, in pixels.
const AROUND: f64 = 4.0;

/// The sheet, and what is on it.
#[derive(Default)]
pub struct Stamps {
    sheet: Option<Pen>,
    looks: Vec<Look>,
    radius: f64,
    ratio: f64,
    dark: bool,
}

impl Stamps {
    /// Paints the looks that the next frame needs, where they are not on the sheet yet.
    pub fn prepare(&mut self, traffic: &Traffic, colours: &Colours) {
        if traffic.tokens.len() <= MOST_PAINTED {
            return;
        }
        let mut looks: Vec<Look> = traffic.tokens.iter().map(|token| token.look).collect();
        looks.dedup();
        let ratio = Pen::screen_ratio();
        let same = (self.radius, self.ratio, self.dark) == (traffic.radius, ratio, colours.dark);
        if same && looks.iter().all(|look| self.looks.contains(look)) {
            return;
        }
        (self.radius, self.ratio, self.dark) = (traffic.radius, ratio, colours.dark);
        if self.sheet.is_none() {
            self.sheet = Pen::beside_the_page();
        }
        let cell = self.cell();
        let Some(sheet) = &mut self.sheet else { return };
        sheet.clear(Point::new(cell * looks.len() as f64, cell));
        let middle = |index: usize| Point::new((index as f64 + 0.5) * cell, cell / 2.0);
        let marks = looks.iter().enumerate().map(|(index, look)| TokenMark {
            at: middle(index),
            look: *look,
        });
        paint_tokens(sheet, &marks.collect::<Vec<_>>(), traffic.radius, colours);
        self.looks = looks;
    }

    /// Stamps the tokens; false where they are few, or there is no sheet.
    pub fn stamp(&self, pen: &Pen, tokens: &[TokenMark]) -> bool {
        let Some(sheet) = self.sheet.as_ref().filter(|_| tokens.len() > MOST_PAINTED) else {
            return false;
        };
        let cell = self.cell();
        for run in tokens.chunk_by(|a, b| a.look == b.look) {
            let Some(index) = self.looks.iter().position(|look| *look == run[0].look) else {
                continue;
            };
            let from = Point::new(index as f64 * cell, 0.0);
            run.iter().for_each(|token| pen.stamp(sheet, from, cell, token.at));
        }
        true
    }

    /// The side of a look's square on the sheet, in whole pixels.
    fn cell(&self) -> f64 {
        2.0 * (self.radius * 1.25 + AROUND).ceil()
    }
}
