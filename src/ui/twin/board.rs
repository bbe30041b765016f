//! The twin's board: a picture to look at, with the viewport of the run's.

use super::{use_twin, use_twins};
use crate::ui::canvas::Canvas;
use crate::ui::{Store, use_store};
use yew::prelude::*;

/// The twin's canvas, if there is a twin. Nothing in it takes clicks or the focus: the table says the same in words.
#[component]
pub fn TwinBoard() -> Html {
    let (run, twins) = (use_store(), use_twins());
    let shown = use_twin(|beside| (beside.store.clone(), beside.text.clone()));
    use_effect_with((run, twins, shown.is_some()), |(run, twins, shown)| {
        let frames = shown.then(|| {
            let (driven, twins) = (run.clone(), twins.clone());
            run.paint(move |wall| twins.frame(&driven, wall))
        });
        move || drop(frames)
    });
    let Some((store, text)) = shown else {
        return Html::default();
    };
    html! {
        <div class="board-area twin">
            <div inert={true} class="twin-canvas" key={text.clone()}>
                <ContextProvider<Store> context={store}><Canvas /></ContextProvider<Store>>
            </div>
            <p class="board-name"><b>{ "Twin" }</b>{ text }</p>
        </div>
    }
}
