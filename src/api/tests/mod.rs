//! The AWS front as a caller sees it.

mod command_line;
