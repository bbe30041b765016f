//! Small pieces of which the panels are made.

mod copy;
mod icon;
mod modal;
mod rule_chip;
mod tabs;
mod tile;
mod token;
mod typed;
mod wrapped;

pub use copy::CopyButton;
pub use icon::{Glyph, Icon, Mark};
pub use modal::Modal;
pub use rule_chip::{RuleChip, RuleText};
pub use tabs::Tabs;
pub use tile::Tile;
pub use token::Token;
pub use typed::{Typed, use_typed};
pub use wrapped::wrapped;
