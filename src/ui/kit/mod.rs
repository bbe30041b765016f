//! Small pieces of which the panels are made.

mod copy;
mod icon;
mod modal;
mod rule_chip;
mod tabs;
mod tile;
mod token;
mod wrapped;

pub use copy::CopyButton;
pub use icon::{Glyph, Icon, Mark};
pub use modal::Modal;
pub use rule_chip::{RuleChip, RuleText};
pub use tabs::Tabs;
pub use tile::Tile;
pub use token::Token;
pub use wrapped::wrapped;
