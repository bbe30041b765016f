//! Mounts the app, nothing else.

fn main() {
    decouple::platform::rescue::install();
    let root = decouple::platform::element::mounting_point();
    yew::Renderer::<decouple::ui::App>::with_root(root).render();
}
