//! The simple line icons of buttons: 20×20, drawn with the colour of the text.

use crate::session::FaultKind;
use yew::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each name says what it shows")]
pub enum Glyph {
    Undo,
    Redo,
    Play,
    Pause,
    ToStart,
    StepBack,
    StepForward,
    SkipToNext,
    Dice,
    Theme,
    Help,
    Close,
    Add,
    Sliders,
    Chevron,
    More,
    Reset,
    Warning,
    Copy,
    Download,
    Open,
    List,
    Share,
    Note,
    Frame,
    Globe,
    Zone,
    AlignLeft,
    AlignCentre,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    SpreadAcross,
    SpreadDown,
    Tidy,
    Map,
    Leave,
    Clock,
    Check,
    Info,
    Bookmark,
    Stop,
    Fit,
    Skull,
    Snail,
    Gate,
    Cut,
    Region,
    Poison,
    Drop,
    Twice,
    Late,
    Twin,
}

impl Glyph {
    /// The sign of a fault.
    pub const fn of_fault(kind: FaultKind) -> Glyph {
        match kind {
            FaultKind::Kill => Glyph::Skull,
            FaultKind::Slow => Glyph::Snail,
            FaultKind::Throttle => Glyph::Gate,
            FaultKind::Cut => Glyph::Cut,
            FaultKind::RegionDown => Glyph::Region,
            FaultKind::Poison => Glyph::Poison,
            FaultKind::Drop => Glyph::Drop,
            FaultKind::Duplicate => Glyph::Twice,
            FaultKind::Delay => Glyph::Late,
        }
    }

    /// The path, and whether it is filled instead of stroked.
    const fn path(self) -> (&'static str, bool) {
        match self {
            Glyph::Undo => ("M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8", false),
            Glyph::Redo => ("M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12", false),
            Glyph::Play => (
                "M6.5 3.8v12.4a.8.8 0 0 0 1.2.7l9.6-6.2a.8.8 0 0 0 0-1.4L7.7 3.1a.8.8 0 0 0-1.2.7Z",
                true,
            ),
            Glyph::Pause => (
                "M5.5 3h2.500a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5.500a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM12 3h2.500a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H12a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z",
                true,
            ),
            Glyph::ToStart => ("M4.5 4.500v11M15.5 5 8 10l7.5 5Z", false),
            Glyph::StepBack => ("M12 4.5 6.5 10l5.5 5.5", false),
            Glyph::StepForward => ("M8 4.5 13.5 10 8 15.5", false),
            Glyph::SkipToNext => ("M4 5l5.5 5L4 15M10.5 5 16 10l-5.5 5", false),
            Glyph::Dice => (
                "M5 3.500h10A1.5 1.5 0 0 1 16.5 5v10a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 15V5A1.5 1.5 0 0 1 5 3.500ZM7.2 7.200h.01M12.8 7.200h.01M10 10h.01M7.2 12.800h.01M12.8 12.800h.01",
                false,
            ),
            Glyph::Theme => ("M10 3.500a6.5 6.5 0 1 0 0 13ZM10 3.500a6.5 6.5 0 0 1 0 13", false),
            Glyph::Help => (
                "M7.5 7.500a2.5 2.5 0 1 1 3.7 2.200c-.8.45-1.2.9-1.2 1.800M10 14.300h.01M10 2.800a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.400Z",
                false,
            ),
            Glyph::Close => ("M5 5l10 10M15 5 5 15", false),
            Glyph::More => ("M3.7 10h.6M9.7 10h.6M15.7 10h.6M4 9.7v.6M10 9.7v.6M16 9.7v.6", false),
            Glyph::Add => ("M10 4v12M4 10h12", false),
            Glyph::Sliders => ("M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 4v4M7.5 12v4", false),
            Glyph::Chevron => ("M8 5l5 5-5 5", false),
            Glyph::Reset => ("M4 5v3.500h3.500M4.6 8.200a6 6 0 1 1-.6 3.3", false),
            Glyph::Warning => ("M10 3.5 17.5 16.500h-15ZM10 8.500v3.500M10 14.300h.01", false),
            Glyph::Copy => ("M7.5 7.500V4.500h8v8h-3M4.5 7.500h8v8h-8Z", false),
            Glyph::Download => ("M10 3.500v9M6.5 9.5 10 13l3.5-3.500M4 16.500h12", false),
            Glyph::Open => ("M3.5 15.500v-11h4.500l1.5 2h7v9Z", false),
            Glyph::List => ("M4 5.500h12M4 10h12M4 14.500h8", false),
            Glyph::Note => ("M3.5 4.500h13v8l-4 4h-9ZM12.5 16.500v-4h4M6.5 8h7M6.5 11h3.5", false),
            Glyph::Frame => ("M3.5 5.500h13v10h-13ZM3.5 8.500h6v-3", false),
            Glyph::Globe => (
                "M10 2.800a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.400ZM2.8 10h14.4M10 2.800c5 4.500 5 9.900 0 14.400M10 2.800c-5 4.500-5 9.900 0 14.400",
                false,
            ),
            Glyph::Zone => ("M4 7V4h3M13 4h3v3M16 13v3h-3M7 16H4v-3M10 7.500v5M7.5 10h5", false),
            Glyph::AlignLeft => ("M4 3v14M7 5.500h9v3H7ZM7 11.500h5v3H7Z", false),
            Glyph::AlignCentre => (
                "M10 3v2.500M10 8.500v3M10 14.500V17M5.500 5.500h9v3h-9ZM7.500 11.500h5v3h-5Z",
                false,
            ),
            Glyph::AlignRight => ("M16 3v14M4 5.500h9v3H4ZM8 11.500h5v3H8Z", false),
            Glyph::AlignTop => ("M3 4h14M5.500 7v9h3V7ZM11.500 7v5h3V7Z", false),
            Glyph::AlignMiddle => (
                "M3 10h2.500M8.500 10h3M14.500 10H17M5.500 5.500v9h3v-9ZM11.500 7.500v5h3v-5Z",
                false,
            ),
            Glyph::AlignBottom => ("M3 16h14M5.500 4v9h3V4ZM11.500 8v5h3V8Z", false),
            Glyph::SpreadAcross => ("M3.500 3v14M16.500 3v14M8 6.500h4v7H8Z", false),
            Glyph::SpreadDown => ("M3 3.500h14M3 16.500h14M6.500 8v4h7V8Z", false),
            Glyph::Tidy => (
                "M3 8h4v4H3ZM13 3.500h4v4h-4ZM13 12.500h4v4h-4ZM7 10h3M10 5.500v9M10 5.500h3M10 14.500h3",
                false,
            ),
            Glyph::Map => ("M3.5 4.500h13v11h-13ZM9.5 9.500h5v4h-5ZM5.5 6.500h2.500", false),
            Glyph::Leave => ("M4 10h11.5M11 5.5l4.500 4.500-4.500 4.500", false),
            Glyph::Clock => ("M10 6v4.300l2.800 1.700M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Z", false),
            Glyph::Check => ("M4.5 10.800 8.300 14.500 15.5 6", false),
            Glyph::Info => (
                "M10 9v5M10 6h.01M10 2.800a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.400Z",
                false,
            ),
            Glyph::Bookmark => ("M5.5 3.500h9v13L10 13l-4.5 3.500Z", false),
            Glyph::Stop => ("M7 3.500h6l3.5 3.500v6L13 16.500H7L3.500 13V7ZM8 8v4M12 8v4", false),
            Glyph::Fit => ("M3.500 4v12M16.500 4v12M6 10h8M8 8l-2 2 2 2M12 8l2 2-2 2", false),
            Glyph::Skull => ("M10 3v6M6.2 5.200a6.5 6.5 0 1 0 7.600 0", false),
            Glyph::Snail => (
                "M10 4.500a7 7 0 0 0-7 7c0 1.500.5 2.900 1.300 4h11.400a7 7 0 0 0-5.700-11ZM10 11.500 6.500 8.500",
                false,
            ),
            Glyph::Gate => ("M4 3.500v13M16 3.500v13M4 10h3M16 10h-3M8.500 7.500l3 5", false),
            Glyph::Cut => ("M2.500 10h4.500M13 10h4.500M8.500 6l-1.500 8M13 6l-1.500 8", false),
            Glyph::Region => ("M3.500 6.500h13v7h-13ZM5.500 16.500l9-13", false),
            Glyph::Poison => (
                "M10 3c3 3.500 4.500 6 4.500 8.500a4.500 4.500 0 0 1-9 0C5.500 9 7 6.500 10 3ZM8.300 10.300l3.400 3.400M11.700 10.300l-3.400 3.400",
                false,
            ),
            Glyph::Drop => ("M3 8.500h5M12 8.500h5M10 4.500v8M7.500 13.500 10 16.500l2.500-3", false),
            Glyph::Twice => ("M3.500 3.500h9v9h-9ZM7.500 15v1.500h9v-9H15", false),
            Glyph::Late => (
                "M10 3.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13ZM10 6.500V10l2.500 2",
                false,
            ),
            Glyph::Twin => ("M3.500 5h5.500v10H3.500ZM11 5h5.500v10H11Z", false),
            Glyph::Share => ("M10 12.500V3.500M6.8 6.5 10 3.300l3.2 3.200M4.5 10.500v6h11v-6", false),
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// Which.
    pub glyph: Glyph,
    /// Width and height in pixels.
    #[prop_or(18)]
    pub size: u32,
}

/// An icon beside or instead of a word; the word is the button's, so it is hidden from screen readers.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let (path, filled) = props.glyph.path();
    let size = props.size.to_string();
    html! {
        <svg width={size.clone()} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            if filled {
                <path d={path} fill="currentColor" />
            } else {
                <path d={path} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
            }
        </svg>
    }
}

/// The page's mark: two boxes, and a message that has left the one and not yet reached the other.
#[component]
pub fn Mark() -> Html {
    html! {
        <svg viewBox="0 0 26 26" aria-hidden="true" focusable="false">
            <rect x="1" y="7" width="9" height="12" rx="3" fill="currentColor" />
            <rect x="17" y="8" width="7" height="10" rx="2" fill="none" stroke="currentColor" stroke-width="2" />
            <circle class="dot" cx="13.5" cy="13" r="2" />
        </svg>
    }
}
