//! Mounts the app, nothing else.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Decouple" }</h1></main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
