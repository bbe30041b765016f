//! The card of one node.

use super::desk::{Desk, Plan, use_desk, use_the_desk};
use super::lane::{LaneModel, lane_row};
use super::port::{PortModel, port_button};
use super::spark::spark;
use crate::base::NodeId;
use crate::geometry::CardShape;
use crate::platform::element;
use crate::scene::{FAR, Face, card_shape};
use crate::session::{Aim, Changed, NodeView, Note, Session, Trouble};
use crate::sim::{Bar, Figure, NodeSpec, Tone};
use crate::ui::faults::node_troubles;
use crate::ui::flags::use_access;
use crate::ui::kit::Tile;
use crate::ui::use_slice;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// Which node.
    pub id: NodeId,
}

/// Everything that a card shows.
#[derive(Clone, PartialEq)]
struct CardModel {
    view: NodeView,
    lanes: Vec<LaneModel>,
    shape: CardShape,
    troubles: Vec<Trouble>,
    selected: bool,
}

fn model(session: &Session, id: NodeId, far: bool) -> Option<CardModel> {
    let mut view = if far {
        session.node_glance(id)?
    } else {
        session.node_view(id)?
    };
    let shape = card_shape(view.card.as_ref());
    if far && let Some(card) = &mut view.card {
        card.lanes.clear();
        card.figures.clear();
        card.bar = None;
    }
    let now = session.now();
    let card_lanes = view
        .card
        .as_mut()
        .map(|card| std::mem::take(&mut card.lanes))
        .unwrap_or_default();
    let lanes = card_lanes
        .iter()
        .take(usize::from(shape.lanes))
        .map(|lane| LaneModel::of(lane, now))
        .collect();
    Some(CardModel {
        selected: session.selection().nodes.contains(&id),
        view,
        lanes,
        shape,
        troubles: session.node_troubles(id),
    })
}

/// What a card out of sight keeps for readers and the keyboard: its name, its place, and the size it had.
fn outline(session: &Session, id: NodeId, known: Option<CardShape>) -> Option<CardModel> {
    let shape = || session.node_glance(id).map(|view| card_shape(view.card.as_ref()));
    Some(CardModel {
        view: session.node_outline(id)?,
        lanes: Vec::new(),
        shape: known.or_else(shape)?,
        troubles: Vec::new(),
        selected: session.selection().nodes.contains(&id),
    })
}

/// How a card is seen.
#[derive(Clone, PartialEq)]
struct Sight {
    /// Whether it is in view, or soon may be.
    near: bool,
    /// Whether it is too small to be read.
    far: bool,
    /// Whether a canvas shows it.
    painted: bool,
    /// Its ports; none while it is out of sight.
    ports: Vec<PortModel>,
}

impl Sight {
    fn of(plan: &Plan, id: NodeId) -> Sight {
        let (near, far) = (plan.is_near(id), plan.view.zoom < FAR);
        Sight {
            near,
            far,
            // While a wire is drawn the ports show where it may end, so the cards are elements of the page again.
            painted: far && plan.wiring.is_none(),
            ports: if near { PortModel::all(plan, id) } else { Vec::new() },
        }
    }
}

/// A node: who it is, what is inside, how it fares. Out of sight it is only who it is and where, so that one can still
/// walk to it by keyboard, or find it by its name.
#[component]
pub fn NodeCard(props: &CardProps) -> Html {
    let id = props.id;
    let desk = use_the_desk();
    let may_edit = use_access().is_full();
    let Sight {
        near,
        far,
        painted,
        ports,
    } = use_desk(move |plan| Sight::of(plan, id));
    let shown = {
        let desk = desk.clone();
        use_slice(Changed::DOCUMENT | Changed::RUN | Changed::SELECTION, move |session| {
            if near {
                model(session, id, far)
            } else {
                outline(session, id, desk.read(|plan| plan.shapes.get(&id).copied()))
            }
        })
    };
    use_reports(&desk, id, shown.as_ref(), near && far);
    let Some(CardModel {
        view,
        lanes,
        shape,
        troubles,
        selected,
    }) = shown
    else {
        return Html::default();
    };
    let spec = view.spec.0;
    let (status, tone) = view.card.as_ref().map_or(("not in this run", Tone::Plain), |card| {
        (card.status.as_str(), card.tone)
    });
    let label = format!(
        "{}, {}{}{status}",
        view.name,
        spec.subtitle,
        if status.is_empty() { "" } else { ", " }
    );
    let label = if selected { format!("{label}, selected") } else { label };
    let beside = fits_beside(&view.name, status);
    let card = view.card.as_ref();
    // A transform moves more smoothly, but the browser keeps a coordinate system for each, at every frame.
    let place = if near && !far {
        format!("transform:translate({}px,{}px)", view.x, view.y)
    } else {
        format!("left:{}px;top:{}px", view.x, view.y)
    };
    let port = |(index, model): (u8, &PortModel)| {
        let spec = spec.ports.get(usize::from(index))?;
        Some(port_button(&desk, (id, index), model, spec, &view.name, may_edit))
    };
    html! {
        <div
            id={format!("card-{}", id.0)}
            class={classes!("card", view.differs.then_some("differs"), (!troubles.is_empty()).then_some("troubled"), selected.then_some("selected"), card.is_none().then_some("absent"), far.then_some("far"), painted.then_some("painted"))}
            style={format!("{place};height:{}px;--kind:var(--c-{})", shape.height(), spec.category.style())}
            tabindex="0"
            role="group"
            data-aims={aims(spec)}
            aria-roledescription="node"
            aria-label={label}
        >
            if near {
            <div class="card-head">
                <Tile {spec} />
                <div class="card-title">
                    <div class="card-line">
                        <span class="card-name" title={view.name.clone()}>{ &view.name }</span>
                        if beside { { status_word(status, tone) } }
                    </div>
                    <div class="card-line">
                        <span class="card-kind">{ spec.subtitle }</span>
                        if !beside { { status_word(status, tone) } }
                    </div>
                </div>
            </div>
            { for lanes.iter().map(lane_row) }
            { for card.and_then(|card| card.bar).map(bar_row) }
            if let Some(points) = card.and_then(|card| card.spark.as_ref()).filter(|_| !far) {
                { spark(points) }
            }
            if let Some(card) = card.filter(|card| !card.figures.is_empty()) {
                <div class="card-figures" style={small_letters(&card.figures)}>{ for card.figures.iter().take(3).map(figure) }</div>
            }
            { node_troubles(desk.store(), &troubles) }
            { for (0u8..).zip(&ports).filter_map(port) }
            }
        </div>
    }
}

/// Tells the desk what the board, the notes and the painter need to know of the card.
#[hook]
fn use_reports(desk: &Desk, id: NodeId, shown: Option<&CardModel>, painted: bool) {
    let shape = shown.map(|shown| shown.shape);
    use_effect_with((desk.clone(), shape), move |(desk, shape)| {
        desk.report_shape(id, *shape)
    });
    let note: Option<Note> = shown.and_then(|shown| shown.view.note.clone());
    use_effect_with((desk.clone(), note), move |(desk, note)| {
        desk.report_note(id, note.clone())
    });
    let face = shown.filter(|_| painted).map(|shown| Face::of(&shown.view));
    use_effect_with((desk.clone(), face), move |(desk, face)| {
        desk.report_face(id, face.clone())
    });
    use_effect_with(desk.clone(), move |desk| {
        let desk = desk.clone();
        if desk.adjust(|plan| plan.added.take_if(|added| *added == id)).is_some() {
            element::focus(&format!("card-{}", id.0));
        }
        move || {
            desk.report_shape(id, None);
            desk.report_note(id, None);
            desk.report_face(id, None);
        }
    });
}

/// The size of the letters of a line of figures, where they would not fit in the usual size.
fn small_letters(figures: &[Figure]) -> Option<String> {
    // So many letters fit in the usual size, in pixels; smaller than the least one they could not be read.
    const LETTERS: f64 = 35.0;
    const USUAL: f64 = 11.5;
    const LEAST: f64 = 9.0;
    let figures = figures.iter().take(3);
    let letters: usize = figures
        .map(|figure| figure.value.chars().count() + figure.label.len() + 1)
        .sum();
    let size = USUAL * LETTERS / letters as f64;
    (size < USUAL).then(|| format!("font-size:{:.1}px", size.max(LEAST)))
}

/// Whether a status fits into the line of the name without cutting the name short; else it stands in the next line.
fn fits_beside(name: &str, status: &str) -> bool {
    // What the icon and the edges leave; then about how wide a letter of a name is, and one of a status, with its dot.
    const ROOM: f64 = 169.0;
    const NAME_LETTER: f64 = 7.6;
    const STATUS_LETTER: f64 = 5.8;
    const STATUS_DOT: f64 = 21.0;
    let letters = |text: &str| text.chars().count() as f64;
    letters(name) * NAME_LETTER + letters(status) * STATUS_LETTER + STATUS_DOT <= ROOM
}

/// What faults can be dropped here, for the style sheet.
fn aims(spec: &NodeSpec) -> String {
    let fitting = [Aim::Machine, Aim::Compute, Aim::Service, Aim::Region].into_iter();
    let names: Vec<&str> = fitting.filter(|aim| aim.fits(spec)).map(Aim::name).collect();
    names.join(" ")
}

/// The style of a tone.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "tone-plain",
        Tone::Good => "tone-good",
        Tone::Warning => "tone-warning",
        Tone::Bad => "tone-bad",
    }
}

fn status_word(status: &str, tone: Tone) -> Html {
    if status.is_empty() {
        return Html::default();
    }
    html! {
        <span class={classes!("card-status", tone_class(tone))}>
            <i aria-hidden="true" />
            { status }
        </span>
    }
}

fn bar_row(bar: Bar) -> Html {
    let share = f64::from(bar.filled.min(bar.whole)) * 100.0 / f64::from(bar.whole.max(1));
    html! {
        <div class="lane">
            <span class="lane-label">{ bar.label }</span>
            <span class="bar" aria-hidden="true"><i style={format!("width:{share:.1}%")} /></span>
            <span class="lane-left">{ format!("{}/{}", bar.filled, bar.whole) }</span>
        </div>
    }
}

fn figure(figure: &Figure) -> Html {
    html! {
        <span class={tone_class(figure.tone)}><b>{ &figure.value }</b>{ format!(" {}", figure.label) }</span>
    }
}
