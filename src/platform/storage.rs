//! What stays in this browser from visit to visit. A browser may refuse it, which is never a reason to fail.

/// The design, as TOML.
pub const DESIGN: &str = "decouple.design";
/// The design that was put aside when the program had stopped and its user chose to start afresh, as TOML.
pub const ASIDE: &str = "decouple.aside";
/// `light` or `dark` when chosen.
pub const THEME: &str = "decouple.theme";
/// The height of the dock in pixels, when dragged.
pub const DOCK: &str = "decouple.dock";
/// `open` or `closed` when the minimap was shown or hidden by hand.
pub const MINIMAP: &str = "decouple.minimap";

/// The prices that differ from the stated ones, a line each.
pub const PRICES: &str = "decouple.prices";

/// The lines typed into the console, oldest first.
pub const CONSOLE: &str = "decouple.console";

/// Reads a text. None when there is none, or when the browser does not tell.
pub fn read(key: &str) -> Option<String> {
    area()?.get_item(key).ok().flatten()
}

/// Keeps a text; false when the storage is full or blocked.
pub fn write(key: &str, text: &str) -> bool {
    area().is_some_and(|area| area.set_item(key, text).is_ok())
}

fn area() -> Option<web_sys::Storage> {
    super::window().local_storage().ok().flatten()
}
