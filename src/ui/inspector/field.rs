//! One setting: its name, its value to edit, what it may be and what it does.

use super::choice::Choice;
use crate::base::SimDuration;
use crate::session::{FieldRow, Owner, RuleRef};
use crate::sim::{FieldSpec, FieldType, Unit, Value};
use crate::ui::kit::{CopyButton, Glyph, Icon, RuleChip, RuleText, Typed, use_typed, wrapped};
use crate::ui::use_store;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Whose setting it is.
    pub owner: Owner,
    /// The rule that it belongs to, if the owner has it.
    pub rule: Option<RuleRef>,
    pub row: FieldRow,
}

/// A setting. What can't be read stays in the field, with a word below on how to mend it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let (store, owner, row) = (use_store(), props.owner, &props.row);
    let spec = row.spec.0;
    // What can't be read, and how to mend it.
    let wrong = use_state_eq(|| None::<(String, String)>);
    let (rule_open, command_open) = (use_state_eq(|| false), use_state_eq(|| false));
    let id = format!("field-{}", spec.name);
    let commit = {
        let (store, wrong) = (store.clone(), wrong.clone());
        Callback::from(
            move |text: String| match store.read(|session| session.read_setting(owner, spec.name, &text)) {
                Ok(_) => {
                    wrong.set(None);
                    store.dispatch(owner.set(spec.name, text));
                }
                Err(error) => wrong.set(Some((text, error.hint))),
            },
        )
    };
    let reset = {
        let wrong = wrong.clone();
        move |_| {
            wrong.set(None);
            store.dispatch(owner.reset(spec.name));
        }
    };
    let as_designed = {
        let (commit, row) = (commit.clone(), row.clone());
        move |_| commit.emit(typed_form(&row))
    };
    let text = wrong.as_ref().map_or(&row.text, |(text, _)| text);
    let typed = use_typed(text, commit.clone());
    let editor = Editor {
        row,
        id: &id,
        typed,
        wrong: wrong.is_some(),
        commit,
    };
    let rule = props.rule.map(|rule| rule.0);
    let toggle = |open: &UseStateHandle<bool>| {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {
        <div class="field" data-field={spec.name}>
            <div class="field-top">
                <label class="field-name" for={id.clone()} id={format!("{id}-name")}>
                    <span>{ wrapped(spec.name) }</span>
                    if row.changed {
                        <span class="changed-dot" role="img" aria-label="changed" title="Differs from the default" />
                    }
                </label>
                <div class={classes!("field-value", is_wide(spec).then_some("wide"))}>{ editor.show() }</div>
            </div>
            if let Some((_, error)) = wrong.as_ref() {
                <p class="field-error" id={format!("{id}-error")} role="alert"><Icon glyph={Glyph::Warning} size={15} />{ sentence(error) }</p>
            }
            if let Some(running) = &row.running {
                <div class="field-running">
                    <Icon glyph={Glyph::Info} size={15} />
                    <span>{ format!("In this run: {running}, set by a step or a command.") }</span>
                    if row.editable {
                        <button type="button" class="chip plain" aria-label={format!("Set as designed: {}", spec.name)} onclick={as_designed}>{ "set as designed" }</button>
                    }
                </div>
            }
            <p class="field-help" id={format!("{id}-help")}>{ spec.help }</p>
            <div class="field-facts">
                <span>{ facts(spec) }</span>
                if let Some(span) = span(row) {
                    <span>{ format!("= {span}") }</span>
                }
                if row.is_fixed() {
                    <span>{ fixed(row, owner) }</span>
                }
                if let Some(rule) = rule {
                    <RuleChip {rule} open={*rule_open} on_toggle={toggle(&rule_open)} />
                }
                <button type="button" class="chip plain" aria-expanded={command_open.to_string()} onclick={toggle(&command_open).reform(|_| ())}>{ "command" }</button>
                if row.changed && row.editable {
                    <button type="button" class="chip plain" aria-label={format!("Reset {}", spec.name)} onclick={reset}><Icon glyph={Glyph::Reset} size={13} />{ "reset" }</button>
                }
            </div>
            if let (true, Some(rule)) = (*rule_open, rule) {
                <RuleText {rule} />
            }
            if *command_open {
                <div class="command-row"><code class="command field-command">{ &row.command }</code><CopyButton text={row.command.clone()} class="small ghost" /></div>
            }
        </div>
    }
}

/// The part of a setting in which its value is changed.
struct Editor<'a> {
    row: &'a FieldRow,
    id: &'a str,
    typed: Typed,
    wrong: bool,
    commit: Callback<String>,
}

impl Editor<'_> {
    fn show(self) -> Html {
        let (id, spec) = (self.id.to_string(), self.row.spec.0);
        let described = Some(AttrValue::from(format!("{id}-help")));
        let disabled = !self.row.editable;
        let pair = |value: &str, label: &str| (AttrValue::from(value.to_string()), AttrValue::from(label.to_string()));
        match spec.ty {
            FieldType::Bool => {
                let on = self.row.value == Value::Bool(true);
                let onclick = self
                    .commit
                    .reform(move |_| if on { "false" } else { "true" }.to_string());
                html! {
                    <button type="button" {id} class="switch" role="switch" aria-checked={on.to_string()} aria-labelledby={format!("{}-name", self.id)} aria-describedby={described} {disabled} {onclick} />
                }
            }
            FieldType::Choice(choices) => {
                let options = choices
                    .iter()
                    .map(|choice| pair(choice.name, choice.label))
                    .collect::<Vec<_>>();
                let value = match self.row.value {
                    Value::Choice(index) => choices.get(usize::from(index)).map_or("", |choice| choice.name),
                    _ => "",
                };
                html! { <Choice {id} {value} {options} {disabled} {described} on_choose={self.commit} /> }
            }
            FieldType::Node(_) => {
                let label = |name: &String| pair(name, if name.is_empty() { "none" } else { name });
                let options = self.row.options.iter().map(label).collect::<Vec<_>>();
                html! { <Choice {id} value={self.row.text.clone()} {options} {disabled} {described} on_choose={self.commit} /> }
            }
            FieldType::Text { lines: true, .. } => {
                let rows = (self.row.text.lines().count() + 1).clamp(4, 14).to_string();
                html! {
                    <textarea ref={self.typed.field.clone()} {id} class="input" {rows} spellcheck="false" defaultvalue={self.typed.first.clone()} aria-invalid={self.wrong.to_string()} aria-describedby={described} {disabled} onchange={self.typed.onchange()} />
                }
            }
            FieldType::Number { .. } | FieldType::Text { .. } => self.line(id, described, disabled),
        }
    }

    fn line(self, id: String, described: Option<AttrValue>, disabled: bool) -> Html {
        let spec = self.row.spec.0;
        let number = matches!(spec.ty, FieldType::Number { .. });
        let sign = spec.unit.sign();
        let unit = sign.chars().count();
        html! {
            <span class={classes!(number.then_some("number"), (number && unit > 0).then_some("has-unit"))} style={format!("--unit:{unit};{}", if number { "" } else { "width:100%" })}>
                <input ref={self.typed.field.clone()} type="text" {id} class="input" inputmode={if number { "decimal" } else { "text" }} autocomplete="off" spellcheck="false" ~defaultValue={self.typed.first.clone()}
                    aria-invalid={self.wrong.to_string()} aria-describedby={described} {disabled} onchange={self.typed.onchange()} />
                if number && unit > 0 {
                    <span class="unit" aria-hidden="true">{ sign }</span>
                }
            </span>
        }
    }
}

/// The value as one would type it.
fn typed_form(row: &FieldRow) -> String {
    match row.value {
        Value::Bool(on) => on.to_string(),
        _ => row.text.clone(),
    }
}

fn is_wide(spec: &FieldSpec) -> bool {
    matches!(spec.ty, FieldType::Text { .. })
}

/// `0 – 43,200 s, default 30`.
fn facts(spec: &FieldSpec) -> String {
    let default = spec.show(&spec.default_value());
    match spec.ty {
        FieldType::Number { .. } => format!("{}, default {default}", spec.range()),
        FieldType::Text { max, .. } if default.is_empty() => {
            format!("at most {} characters", crate::sim::decimal(i64::from(max), 0))
        }
        FieldType::Text { max, .. } => format!(
            "at most {} characters, default “{default}”",
            crate::sim::decimal(i64::from(max), 0)
        ),
        FieldType::Bool | FieldType::Choice(_) => format!("default {default}"),
        FieldType::Node(_) => "default none".to_string(),
    }
}

/// A long number of seconds in the unit that a person would choose: 345,600 s is 4 d.
fn span(row: &FieldRow) -> Option<SimDuration> {
    let spec = row.spec.0;
    match (spec.unit, spec.ty, &row.value) {
        (Unit::Seconds, FieldType::Number { places: 0, .. }, Value::Number(seconds)) if *seconds >= 120 => {
            Some(SimDuration::from_secs(seconds.unsigned_abs()))
        }
        _ => None,
    }
}

/// When a setting that is fixed at creation can be changed.
fn fixed(row: &FieldRow, owner: Owner) -> &'static str {
    match (row.editable, owner) {
        (true, _) => "fixed once the run has begun",
        (false, Owner::Node(_)) => "fixed since it was created; restart with a new node to change it",
        (false, Owner::Wire(_)) => "fixed since it was created; draw the wire anew to change it",
    }
}

/// The hint with a capital letter.
fn sentence(hint: &str) -> String {
    let mut chars = hint.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
