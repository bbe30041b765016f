//! What is open beside the canvas: one dialog, one tab of the dock, one drawer on narrow screens, one tab of the
//! inspector. Any component opens anything with [`use_panels`] and reads a part of it with [`use_open`].

use super::shared::{Shared, use_shared};
use crate::base::{NodeId, SimTime};
use crate::platform::element;
use crate::session::FaultKind;
use yew::prelude::*;

/// A dialog.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// The examples.
    Examples,
    /// Link and file.
    Share,
    /// The keyboard shortcuts.
    Shortcuts,
    /// Bookmarks and what the timeline marks.
    Moments,
    /// When the run is to stop by itself.
    Stops,
    /// A fault's target, amount and time.
    Fault {
        /// Which fault.
        kind: FaultKind,
        /// When, where that was chosen already.
        at: Option<SimTime>,
    },
    /// The run as a scenario.
    SaveRun,
    /// What a twin run does differently.
    Twin,
}

/// What lies over the canvas on screens where not everything fits beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Drawer {
    /// Nothing.
    #[default]
    None,
    /// The palette.
    Palette,
    /// The inspector.
    Inspector,
}

impl Drawer {
    /// The word for the style sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Drawer::None => "none",
            Drawer::Palette => "palette",
            Drawer::Inspector => "inspector",
        }
    }
}

/// A tab of the dock below the canvas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DockTab {
    /// Everything that happened.
    Events,
    /// The journey of a message.
    Journey,
    /// What was measured.
    Charts,
    /// Command lines.
    Console,
}

/// Whether the pane with the causes of an event is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Why {
    /// Where there is room for it beside the list.
    #[default]
    Auto,
    /// Someone asked: on any screen.
    Asked,
    /// Someone closed it.
    Closed,
}

/// A tab of a node's inspector.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NodeTab {
    /// Its settings.
    #[default]
    Settings,
    /// What it holds.
    Messages,
    /// What it measures.
    Metrics,
    /// The rules it follows.
    Rules,
    /// What can be done to it.
    Actions,
}

/// A rule that someone asked about. Each question counts up, so that it is answered once.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Asked {
    /// At which node.
    pub node: NodeId,
    /// Its id.
    pub rule: &'static str,
    /// The number of the question; 0 is none.
    pub times: u32,
}

/// What is open.
#[derive(Debug, Default)]
pub struct Open {
    /// The dialog over everything.
    pub dialog: Option<Dialog>,
    /// The drawer on narrow screens.
    pub drawer: Drawer,
    /// The tab of the dock; None while it is closed.
    pub dock: Option<DockTab>,
    /// Whether causes are shown beside it.
    pub why: Why,
    /// The tab that a node's inspector shows.
    pub node_tab: NodeTab,
    /// The newest question about a rule.
    pub asked: Asked,
    /// How often the list of commands was asked for by a button.
    pub commands: u32,
}

/// A handle to what is open: the same for all components, so it never renders anything by itself.
#[derive(Clone, PartialEq)]
pub struct Panels(Shared<Open>);

impl Panels {
    /// Nothing is open.
    pub fn new() -> Panels {
        Panels(Shared::new(Open::default()))
    }

    /// Opens a dialog in place of the one that is open.
    pub fn open(&self, dialog: Dialog) {
        self.0.change(|open| open.dialog = Some(dialog));
    }

    /// Closes the dialog.
    pub fn close(&self) {
        self.0.change(|open| open.dialog = None);
    }

    /// Opens the list of all commands, over the canvas.
    pub fn show_commands(&self) {
        self.0.change(|open| open.commands += 1);
    }

    /// Opens a drawer, or closes the one that is open.
    pub fn toggle_drawer(&self, drawer: Drawer) {
        self.0.change(|open| {
            open.drawer = if open.drawer == drawer { Drawer::None } else { drawer };
        });
    }

    /// Opens a drawer; [`Drawer::None`] closes.
    pub fn show_drawer(&self, drawer: Drawer) {
        self.0.change(|open| open.drawer = drawer);
    }

    /// Opens a tab of the dock, or closes the dock where that tab is on top.
    pub fn toggle_dock(&self, tab: DockTab) {
        self.0.change(|open| {
            open.dock = if open.dock == Some(tab) { None } else { Some(tab) };
        });
    }

    /// Opens a tab of the dock; None closes it.
    pub fn show_dock(&self, tab: Option<DockTab>) {
        self.0.change(|open| open.dock = tab);
    }

    /// Shows or hides the causes of the event in focus.
    pub fn show_why(&self, why: Why) {
        self.0.change(|open| open.why = why);
    }

    /// Shows the causes of the event in focus, beside the events unless the journey is open.
    pub fn ask_why(&self) {
        self.0.change(|open| {
            open.why = Why::Asked;
            if open.dock != Some(DockTab::Journey) {
                open.dock = Some(DockTab::Events);
            }
        });
    }

    /// Reads what is open now, without watching it.
    pub fn read<R>(&self, read: impl FnOnce(&Open) -> R) -> R {
        self.0.read(read)
    }

    /// Opens a tab of the inspector of whatever node is selected.
    pub fn show_node_tab(&self, tab: NodeTab) {
        self.0.change(|open| {
            open.drawer = Drawer::Inspector;
            open.node_tab = tab;
        });
    }

    /// Shows a rule among those of a node, which is selected already.
    pub fn ask(&self, node: NodeId, rule: &'static str) {
        self.0.change(|open| {
            open.drawer = Drawer::Inspector;
            open.node_tab = NodeTab::Rules;
            open.asked = Asked {
                node,
                rule,
                times: open.asked.times + 1,
            };
        });
    }

    /// Brings the settings of what is selected into view, with the focus on them.
    pub fn inspect(&self) {
        self.show_drawer(Drawer::Inspector);
        element::focus("tab-0");
    }
}

/// The panels of the page.
#[hook]
pub fn use_panels() -> Panels {
    match use_context::<Panels>() {
        Some(panels) => panels,
        None => unreachable!("every component stands below the app, which provides the panels"),
    }
}

/// A part of what is open; the component is rendered again when it differs.
#[hook]
pub fn use_open<T, F>(select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Open) -> T + 'static,
{
    let Panels(shared) = use_panels();
    use_shared(&shared, select)
}
