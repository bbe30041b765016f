//! A drawing surface that is sharp on every screen.

use super::{document, window};
use crate::geometry::Point;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement, Path2d, ResizeObserver};
use yew::NodeRef;

/// A `<canvas>` with its pen. All measures are CSS pixels.
pub struct Pen {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    size: Point,
    ratio: f64,
    icons: BTreeMap<&'static str, Path2d>,
    font: String,
}

/// How a text stands around its point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// The point is the text's left end.
    Left,
    /// The point is its middle.
    Middle,
}

impl Pen {
    /// The pen of a canvas in the page. None before it is there.
    pub fn of(canvas: &NodeRef) -> Option<Pen> {
        Pen::on(canvas.cast::<HtmlCanvasElement>()?)
    }

    /// The pen of a canvas that nobody sees, to stamp from.
    pub fn beside_the_page() -> Option<Pen> {
        Pen::on(document().create_element("canvas").ok()?.dyn_into().ok()?)
    }

    /// How many pixels of the screen are as wide as one of CSS.
    pub fn screen_ratio() -> f64 {
        window().device_pixel_ratio()
    }

    fn on(canvas: HtmlCanvasElement) -> Option<Pen> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Pen {
            canvas,
            context,
            size: Point::default(),
            ratio: 0.0,
            icons: BTreeMap::new(),
            font: String::new(),
        })
    }

    /// Begins a frame of this size, with nothing on it.
    pub fn clear(&mut self, size: Point) {
        let ratio = Pen::screen_ratio();
        if size != self.size || ratio != self.ratio {
            (self.size, self.ratio) = (size, ratio);
            self.canvas.set_width((size.x * ratio).round() as u32);
            self.canvas.set_height((size.y * ratio).round() as u32);
            // A canvas of another size begins anew.
            self.font.clear();
        }
        // Refused only for numbers that are none.
        let _ = self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        self.context.clear_rect(0.0, 0.0, size.x, size.y);
        self.context.set_line_cap("round");
        self.context.set_line_join("round");
    }

    /// What comes next is this opaque, from 0 to 1.
    pub fn opacity(&self, opacity: f64) {
        self.context.set_global_alpha(opacity);
    }

    /// Begins a path.
    pub fn begin(&self) {
        self.context.begin_path();
    }

    /// Adds a curve of four points to the path.
    pub fn curve(&self, curve: &[Point; 4]) {
        let [start, a, b, end] = curve;
        self.context.move_to(start.x, start.y);
        self.context.bezier_curve_to(a.x, a.y, b.x, b.y, end.x, end.y);
    }

    /// Adds straight pieces from corner to corner to the path, with rounded corners.
    pub fn steps(&self, corners: &[Point], radius: f64) {
        for (index, corner) in corners.iter().enumerate() {
            match corners.get(index + 1) {
                _ if index == 0 => self.context.move_to(corner.x, corner.y),
                None => self.context.line_to(corner.x, corner.y),
                Some(next) => {
                    let room = corner.distance(corners[index - 1]).min(corner.distance(*next)) / 2.0;
                    // Refused only for a negative radius.
                    let _ = self
                        .context
                        .arc_to(corner.x, corner.y, next.x, next.y, radius.min(room));
                }
            }
        }
    }

    /// Adds a full circle to the path.
    pub fn circle(&self, centre: Point, radius: f64) {
        self.context.move_to(centre.x + radius, centre.y);
        // Refused only for a negative radius.
        let _ = self.context.arc(centre.x, centre.y, radius, 0.0, std::f64::consts::TAU);
    }

    /// Adds a closed polygon to the path: corners around a centre, times a factor.
    pub fn polygon(&self, centre: Point, factor: f64, corners: &[(f64, f64)]) {
        for (index, (dx, dy)) in corners.iter().enumerate() {
            let (x, y) = (centre.x + dx * factor, centre.y + dy * factor);
            if index == 0 {
                self.context.move_to(x, y)
            } else {
                self.context.line_to(x, y)
            }
        }
        self.context.close_path();
    }

    /// Adds a rectangle with round corners to the path.
    pub fn round_rect(&self, x: f64, y: f64, w: f64, h: f64, radius: f64) {
        // Refused only for a negative radius.
        let _ = self.context.round_rect_with_f64(x, y, w, h, radius);
    }

    /// Strokes the path. `dash` is stroke and gap, or nothing for a full line.
    pub fn stroke(&self, colour: &str, width: f64, dash: Option<(f64, f64)>, offset: f64) {
        let dash = dash.map_or_else(js_sys::Array::new, |(stroke, gap)| {
            js_sys::Array::of2(&stroke.into(), &gap.into())
        });
        // Refused only for what is no list of numbers.
        let _ = self.context.set_line_dash(&dash);
        self.context.set_line_dash_offset(offset);
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(width);
        self.context.stroke();
    }

    /// Strokes an icon, whose path is in the words of SVG: its origin comes to `corner`, `width` is in the icon's measure.
    pub fn icon(&mut self, path: &'static str, corner: Point, scale: f64, colour: &str, width: f64) {
        let known = self.icons.get(path).cloned();
        // What is no path at all makes an empty one.
        let Some(icon) = known.or_else(|| Path2d::new_with_path_string(path).ok()) else {
            return;
        };
        self.context.save();
        // Refused only for numbers that are none, here and below.
        let _ = self.context.translate(corner.x, corner.y);
        let _ = self.context.scale(scale, scale);
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(width);
        let _ = self.context.set_line_dash(&js_sys::Array::new());
        self.context.stroke_with_path(&icon);
        self.context.restore();
        self.icons.insert(path, icon);
    }

    /// Copies a square of another canvas, from its corner there, around a point. It comes to whole pixels of the screen, which
    /// is many times faster.
    pub fn stamp(&self, sheet: &Pen, from: Point, side: f64, middle: Point) {
        let whole = |at: f64| ((at - side / 2.0) * self.ratio).round() / self.ratio;
        let (x, y, wide) = (from.x * sheet.ratio, from.y * sheet.ratio, side * sheet.ratio);
        // Refused only for a canvas without any pixel.
        let _ = self
            .context
            .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &sheet.canvas,
                x,
                y,
                wide,
                wide,
                whole(middle.x),
                whole(middle.y),
                side,
                side,
            );
    }

    /// Ends of strokes are cut off from now on.
    pub fn butt(&self) {
        self.context.set_line_cap("butt");
    }

    /// Ends of strokes are round from now on, as at the beginning of a frame.
    pub fn round(&self) {
        self.context.set_line_cap("round");
    }

    /// Fills the path.
    pub fn fill(&self, colour: &str) {
        self.context.set_fill_style_str(colour);
        self.context.fill();
    }

    /// Chooses the font of the texts that follow, in CSS's words. To understand them the browser brings the styles of the
    /// whole page up to date, so it is told only when they differ.
    pub fn font(&mut self, font: &str) {
        if self.font != font {
            self.font = font.to_string();
            self.context.set_font(font);
            self.context.set_text_baseline("middle");
        }
    }

    /// How wide a text is.
    pub fn text_width(&self, text: &str) -> f64 {
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }

    /// Writes a text.
    pub fn text(&self, text: &str, at: Point, align: Align, colour: &str) {
        self.context
            .set_text_align(if align == Align::Middle { "center" } else { "left" });
        self.context.set_fill_style_str(colour);
        // Refused only where there is no font at all.
        let _ = self.context.fill_text(text, at.x, at.y);
    }
}

/// The value of a style variable of the page, for example of `--ink`.
pub fn style_variable(name: &str) -> String {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    style
        .and_then(|style| style.get_property_value(name).ok())
        .unwrap_or_default()
        .trim()
        .to_string()
}

/// Gives an element a style property or variable.
pub fn set_style(element: &NodeRef, name: &str, value: &str) {
    if let Some(element) = element.cast::<HtmlElement>() {
        // Refused only for names that are none.
        let _ = element.style().set_property(name, value);
    }
}

/// Where a point of the window is in an element.
pub fn point_in(element: &NodeRef, client_x: i32, client_y: i32) -> Point {
    let Some(element) = element.cast::<Element>() else {
        return Point::default();
    };
    let bounds = element.get_bounding_client_rect();
    Point::new(f64::from(client_x) - bounds.left(), f64::from(client_y) - bounds.top())
}

/// Tells an element's size now and after each change, until dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Begins. None where the element is not in the page.
    pub fn start(element: &NodeRef, changed: impl Fn(Point) + 'static) -> Option<SizeWatch> {
        let element = element.cast::<Element>()?;
        let watched = element.clone();
        let changed = Closure::new(move || {
            changed(Point::new(
                f64::from(watched.client_width()),
                f64::from(watched.client_height()),
            ));
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(SizeWatch {
            observer,
            _changed: changed,
        })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
