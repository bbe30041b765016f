//! What stands on paper: the picture, the title, the description, the settings that differ from their defaults, the steps.

use super::svg::{Palette, Picture, picture};
use crate::session::Session;

/// A design for paper. All texts are plain.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// The title.
    pub title: String,
    /// The description, or "".
    pub about: String,
    /// The picture.
    pub picture: Picture,
    /// When the picture is of, and the seed.
    pub caption: String,
    /// Node, setting and value, where the value differs from the default.
    pub settings: Vec<[String; 3]>,
    /// When, and what is done then.
    pub steps: Vec<[String; 2]>,
}

/// The sheet of a session as it is now.
pub fn sheet(session: &Session, palette: &Palette) -> Sheet {
    let doc = session.scenario();
    let mut settings = Vec::new();
    for id in doc.nodes.keys() {
        for row in session.fields(*id).into_iter().filter(|row| row.changed) {
            let unit = row.spec.0.unit.sign();
            let value = if unit.is_empty() {
                row.text
            } else {
                format!("{} {unit}", row.text)
            };
            settings.push([doc.name(*id).to_string(), row.spec.0.name.to_string(), value]);
        }
    }
    let steps = doc.steps.iter().map(|step| [step.at.to_string(), step.run.to_string()]);
    Sheet {
        title: if doc.title.is_empty() {
            "Untitled design".to_string()
        } else {
            doc.title.clone()
        },
        about: doc.about.clone(),
        picture: picture(session, palette),
        caption: format!("At {}, seed {}.", session.now(), doc.seed),
        settings,
        steps: steps.collect(),
    }
}
