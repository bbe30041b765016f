//! Small questions and requests to elements of the page.

use super::document;
use crate::geometry::Point;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::NodeRef;
use yew::events::PointerEvent;

/// Gives the focus to the element with this id, if there is one.
pub fn focus(id: &str) {
    if let Some(element) = document()
        .get_element_by_id(id)
        .and_then(|found| found.dyn_into::<HtmlElement>().ok())
    {
        // An element that can't take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Presses the button with this id, or opens the file field with it, as a click does.
pub fn press(id: &str) {
    if let Some(element) = document()
        .get_element_by_id(id)
        .and_then(|found| found.dyn_into::<HtmlElement>().ok())
    {
        element.click();
    }
}

/// Where the element with this id is in the window: its top left corner.
pub fn corner(id: &str) -> Point {
    document().get_element_by_id(id).map_or_else(Point::default, |element| {
        let bounds = element.get_bounding_client_rect();
        Point::new(bounds.left(), bounds.top())
    })
}

/// Takes back any scrolling of an element that a focus inside of it caused.
pub fn unscroll(element: &NodeRef) {
    if let Some(element) = element.cast::<Element>() {
        element.set_scroll_top(0);
        element.set_scroll_left(0);
    }
}

/// Selects the text of the field with this id.
pub fn select_text(id: &str) {
    if let Some(field) = document()
        .get_element_by_id(id)
        .and_then(|found| found.dyn_into::<HtmlInputElement>().ok())
    {
        field.select();
    }
}

/// Opens a dialog as a modal one; the browser keeps the focus inside and gives it back afterwards.
pub fn show_modal(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        // Refused only for a dialog that is not in the page, which is never asked for.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog.
pub fn close_modal(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Whether a click on a dialog was beside its content.
pub fn is_backdrop(event: &yew::MouseEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.tag_name() == "DIALOG")
}

/// What stands in the field that an event comes from: an input, a select or a text area.
pub fn value_of(event: &yew::Event) -> String {
    text_of(event.target())
}

/// What stands in the field that an input event comes from.
pub fn typed(event: &yew::InputEvent) -> String {
    text_of(event.target())
}

/// What stands in the field in which a key was pressed.
pub fn typed_at(event: &yew::KeyboardEvent) -> String {
    text_of(event.target())
}

/// What stands in a field, if it is there.
pub fn text_in(field: &NodeRef) -> Option<String> {
    field.get().map(|field| text_of(Some(field.into())))
}

/// Puts a text into a field, so that what is typed next follows it. The same text leaves the cursor where it is.
pub fn put_text(field: &NodeRef, text: &str) {
    if text_in(field).is_some_and(|present| present != text) {
        if let Some(field) = field.cast::<HtmlInputElement>() {
            field.set_value(text);
        } else if let Some(field) = field.cast::<HtmlTextAreaElement>() {
            field.set_value(text);
        }
    }
}

/// Whether the box or the button of a group that an event comes from is checked.
pub fn is_checked(event: &yew::Event) -> bool {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.is_some_and(|field| field.checked())
}

fn text_of(target: Option<web_sys::EventTarget>) -> String {
    let Some(target) = target else { return String::new() };
    if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
        return field.value();
    }
    if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
        return field.value();
    }
    target
        .dyn_ref::<HtmlSelectElement>()
        .map_or_else(String::new, HtmlSelectElement::value)
}

/// Where a pointer is along an element, in millionths of its width.
pub fn share_across(event: &PointerEvent, element: &NodeRef) -> Option<u64> {
    share_at(event.client_x(), element)
}

/// Where a place of the window, in pixels from the left, is along an element, in millionths of its width.
pub fn share_at(x: i32, element: &NodeRef) -> Option<u64> {
    let bounds = element.cast::<Element>()?.get_bounding_client_rect();
    let share = (f64::from(x) - bounds.left()) / bounds.width().max(1.0);
    Some((share.clamp(0.0, 1.0) * 1_000_000.0) as u64)
}

/// Sends the coming moves of a pointer to an element, until it is let go.
pub fn capture(event: &PointerEvent, element: &NodeRef) {
    if let Some(element) = element.cast::<Element>() {
        // Refused for a pointer that has gone already.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// How far an element is scrolled down, and how high its visible part is, in pixels.
pub fn scrolled(element: &NodeRef) -> Option<(i32, i32)> {
    let element = element.cast::<Element>()?;
    Some((element.scroll_top(), element.client_height()))
}

/// Scrolls an element so far down.
pub fn scroll_to(element: &NodeRef, top: i32) {
    if let Some(element) = element.cast::<Element>() {
        element.set_scroll_top(top);
    }
}

/// Scrolls an element sideways until this place in it can be seen beside `left` pixels that are covered.
pub fn keep_across(element: &NodeRef, at: i32, left: i32) {
    if let Some(element) = element.cast::<Element>() {
        let (scrolled, width) = (element.scroll_left(), element.client_width());
        let (from, to) = (scrolled, scrolled + width - left);
        if at < from + 24 || at > to - 24 {
            element.set_scroll_left((at - (width - left) / 2).max(0));
        }
    }
}

/// An attribute of the innermost element, at a place of the window, that a selector finds.
pub fn attribute_at((x, y): (i32, i32), selector: &str, attribute: &str) -> Option<String> {
    let found = document().element_from_point(x as f32, y as f32)?;
    found.closest(selector).ok()??.get_attribute(attribute)
}

/// Where a place of the window is along the first element that a selector finds there, in millionths of its width.
pub fn share_along((x, y): (i32, i32), selector: &str) -> Option<u64> {
    let found = document().element_from_point(x as f32, y as f32)?;
    let bounds = found.closest(selector).ok()??.get_bounding_client_rect();
    let share = (f64::from(x) - bounds.left()) / bounds.width().max(1.0);
    Some((share.clamp(0.0, 1.0) * 1_000_000.0) as u64)
}

/// Sets an attribute of the page's body for the style sheets; None takes it away.
pub fn mark_page(attribute: &str, value: Option<&str>) {
    let body = gloo_utils::body();
    // Only a name that is no attribute name is refused, and the names are ours.
    let _ = match value {
        Some(value) => body.set_attribute(attribute, value),
        None => body.remove_attribute(attribute),
    };
}

/// Where the cursor stands in a field with this text, in bytes.
pub fn caret(field: &NodeRef, text: &str) -> usize {
    let units = field
        .cast::<HtmlInputElement>()
        .and_then(|field| field.selection_start().ok().flatten());
    let mut left = units.map_or(usize::MAX, |units| units as usize);
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

/// Puts the cursor of a field with this text behind so many bytes.
pub fn set_caret(field: &NodeRef, text: &str, at: usize) {
    let units = text.get(..at).unwrap_or(text).encode_utf16().count();
    if let Some(field) = field.cast::<HtmlInputElement>() {
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        // Refused only by fields that have no cursor.
        let _ = field.set_selection_range(units, units);
    }
}

/// Scrolls the element with this id into view by as little as possible.
pub fn reveal_nearest(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = js_sys::Object::new();
        // An object that was just made takes any member.
        let _ = js_sys::Reflect::set(&options, &"block".into(), &"nearest".into());
        if let Ok(scroll) = js_sys::Reflect::get(&element, &"scrollIntoView".into())
            && let Ok(scroll) = scroll.dyn_into::<js_sys::Function>()
        {
            // Scrolling does not fail.
            let _ = scroll.call1(&element, &options);
        }
    }
}

/// Scrolls the element with this id into view.
pub fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Scrolls the list around the element with this id by as little as shows it.
pub fn reveal_inside(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The id of the element that an event comes from, or "".
pub fn target_id(event: &yew::Event) -> String {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.map_or_else(String::new, |element| element.id())
}

/// An attribute of the very element that an event comes from.
pub fn data(event: &yew::Event, name: &str) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.get_attribute(name)
}

/// Has a list show this value.
pub fn choose(list: &NodeRef, value: &str) {
    if let Some(list) = list.cast::<HtmlSelectElement>() {
        list.set_value(value);
    }
}

/// Where the app goes: the element `#app` of `index.html`, emptied of the loading picture.
pub fn mounting_point() -> Element {
    let document = document();
    match document.get_element_by_id("app") {
        Some(root) => {
            root.set_text_content(None);
            root
        }
        None => gloo_utils::body().into(),
    }
}
