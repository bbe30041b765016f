//! Paper: what the browser prints instead of the page. Everything a person wrote is a text node; the picture is parsed as
//! an SVG document of its own.

use super::{document, window};
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// The id of what is printed.
const ID: &str = "paper";

/// What is to be printed: texts, tables and a picture, in order.
#[derive(Default)]
pub struct Paper(Vec<Piece>);

enum Piece {
    Text(&'static str, String),
    Picture(String),
    Table(Vec<Vec<String>>),
}

impl Paper {
    /// Adds a text in an element such as `h1` or `p`.
    pub fn text(&mut self, element: &'static str, text: impl Into<String>) {
        self.0.push(Piece::Text(element, text.into()));
    }

    /// Adds a picture, as SVG text.
    pub fn picture(&mut self, svg: String) {
        self.0.push(Piece::Picture(svg));
    }

    /// Adds rows of texts.
    pub fn table(&mut self, rows: Vec<Vec<String>>) {
        self.0.push(Piece::Table(rows));
    }
}

/// Asks `compose` for a sheet whenever the browser prints, until dropped.
pub fn on_print(compose: impl Fn() -> Paper + 'static) -> [EventListener; 2] {
    [
        EventListener::new(&window(), "beforeprint", move |_| {
            remove();
            // Without a sheet an empty page is printed, which nothing here can mend.
            let _ = put(&compose());
        }),
        EventListener::new(&window(), "afterprint", |_| remove()),
    ]
}

/// Asks the browser to print.
pub fn print() {
    // Refused in frames that may not open dialogs.
    let _ = window().print();
}

fn remove() {
    if let Some(sheet) = document().get_element_by_id(ID) {
        sheet.remove();
    }
}

fn put(paper: &Paper) -> Result<(), JsValue> {
    let sheet = document().create_element("div")?;
    sheet.set_id(ID);
    for piece in &paper.0 {
        match piece {
            Piece::Text(name, text) => add(&sheet, name, text)?,
            Piece::Picture(svg) => {
                let frame = document().create_element("figure")?;
                let picture: Element = parsed(svg)?;
                frame.append_child(&picture)?;
                sheet.append_child(&frame)?;
            }
            Piece::Table(rows) => {
                let table = document().create_element("table")?;
                for row in rows {
                    let line = document().create_element("tr")?;
                    for cell in row {
                        add(&line, "td", cell)?;
                    }
                    table.append_child(&line)?;
                }
                sheet.append_child(&table)?;
            }
        }
    }
    if let Some(body) = document().body() {
        body.append_child(&sheet)?;
    }
    Ok(())
}

fn add(to: &Element, name: &str, text: &str) -> Result<(), JsValue> {
    let made = document().create_element(name)?;
    made.set_text_content(Some(text));
    to.append_child(&made)?;
    Ok(())
}

/// The root of an SVG text. As a document of its own it runs no scripts.
fn parsed(svg: &str) -> Result<Element, JsValue> {
    let make: js_sys::Function = js_sys::Reflect::get(&js_sys::global(), &"DOMParser".into())?.dyn_into()?;
    let parser = js_sys::Reflect::construct(&make, &js_sys::Array::new())?;
    let parse: js_sys::Function = js_sys::Reflect::get(&parser, &"parseFromString".into())?.dyn_into()?;
    let parsed = parse.call2(&parser, &svg.into(), &"image/svg+xml".into())?;
    js_sys::Reflect::get(&parsed, &"documentElement".into())?.dyn_into()
}
