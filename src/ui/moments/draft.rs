//! A condition that is being put together from lists and fields.

use crate::platform::element;
use crate::session::{Changed, Session};
use crate::ui::kit::use_typed;
use crate::ui::use_slice;
use yew::prelude::*;

/// The kinds of conditions, as the list names them.
const KINDS: [(&str, &str); 7] = [
    ("receives", "A message is received"),
    ("metric", "A metric reaches a value"),
    ("duplicate", "An effect happens twice"),
    ("rule", "A rule shows"),
    ("reaches", "A message reaches a node"),
    ("refused", "A call is refused"),
    ("down", "A node goes down"),
];
const SIGNS: [(&str, &str); 6] = [
    (">=", "at least"),
    ("=", "exactly"),
    (">", "more than"),
    ("<", "less than"),
    ("<=", "at most"),
    ("!=", "not"),
];

/// What was chosen and typed so far.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    kind: String,
    message: String,
    node: String,
    metric: String,
    sign: String,
    number: String,
    rule: String,
    code: String,
}

impl Default for Draft {
    fn default() -> Draft {
        let text = |text: &str| text.to_string();
        Draft {
            kind: text("receives"),
            message: String::new(),
            node: String::new(),
            metric: String::new(),
            sign: text(">="),
            number: text("3"),
            rule: String::new(),
            code: String::new(),
        }
    }
}

impl Draft {
    /// The condition in the form that can be typed.
    pub fn text(&self) -> String {
        let Draft {
            message,
            node,
            metric,
            sign,
            number,
            rule,
            code,
            ..
        } = self;
        match self.kind.as_str() {
            "metric" => format!("{metric} of {node} {sign} {number}"),
            "duplicate" => "duplicate effect".to_string(),
            "rule" => format!("rule {rule}"),
            "reaches" => format!("{message} reaches {node}"),
            "refused" => format!("refused {code}").trim_end().to_string(),
            "down" if node.is_empty() => "any node goes down".to_string(),
            "down" => format!("{node} goes down"),
            _ if message.is_empty() => format!("receives {sign} {number}"),
            _ => format!("receives of {message} {sign} {number}"),
        }
    }
}

/// The nodes with the metrics of each, and the rules of their kinds.
#[derive(Clone, PartialEq)]
struct Known {
    nodes: Vec<(String, Vec<&'static str>)>,
    rules: Vec<&'static str>,
}

fn known(session: &Session) -> Known {
    let nodes = session.scenario().nodes.values();
    let mut rules: Vec<&'static str> = nodes
        .clone()
        .flat_map(|node| node.settings.spec().rules)
        .map(|rule| rule.id)
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let metrics = |node: &crate::scenario::NodeDoc| {
        let names = node.settings.spec().metrics.iter().map(|metric| metric.name);
        (node.name.to_string(), names.collect())
    };
    Known {
        nodes: nodes.map(metrics).collect(),
        rules,
    }
}

/// What of a draft is to be what: put into the newest draft, which may be newer than what is shown.
pub type Change = (fn(&mut Draft, String), String);

#[derive(Properties, PartialEq)]
pub struct DraftFormProps {
    pub draft: Draft,
    pub on_draft: Callback<Change>,
}

/// The fields that a condition of this kind needs.
#[component]
pub fn DraftForm(props: &DraftFormProps) -> Html {
    let known = use_slice(Changed::DOCUMENT, known);
    let draft = &props.draft;
    let change = |set: fn(&mut Draft, String)| props.on_draft.reform(move |value: String| (set, value));
    let names: Vec<String> = known.nodes.iter().map(|(name, _)| name.clone()).collect();
    let node = |any: Option<&'static str>, names: &[String]| {
        let first = (String::new(), any.unwrap_or("choose a node").to_string());
        let names = names.iter().map(|name| (name.clone(), name.clone()));
        let options = std::iter::once(first).chain(names).collect::<Vec<_>>();
        html! { <Pick label="Node" value={draft.node.clone()} {options} on_pick={change(|draft, value| draft.node = value)} /> }
    };
    let metrics = known
        .nodes
        .iter()
        .find(|(name, _)| *name == draft.node)
        .map(|(_, metrics)| metrics.clone());
    let measured: Vec<String> = known
        .nodes
        .iter()
        .filter(|(_, metrics)| !metrics.is_empty())
        .map(|(name, _)| name.clone())
        .collect();
    let pairs = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(value, label)| ((*value).to_string(), (*label).to_string()))
            .collect::<Vec<_>>()
    };
    let kind = html! { <Pick label="Condition" value={draft.kind.clone()} options={pairs(&KINDS)} on_pick={change(|draft, value| draft.kind = value)} /> };
    let comparison = html! {
        <>
            <Pick label="Comparison" value={draft.sign.clone()} options={pairs(&SIGNS)} on_pick={change(|draft, value| draft.sign = value)} />
            <Write label="Number" value={draft.number.clone()} hint="3" on_write={change(|draft, value| draft.number = value)} />
        </>
    };
    let message = |hint: &'static str| html! { <Write label="Message" value={draft.message.clone()} {hint} on_write={change(|draft, value| draft.message = value)} /> };
    let fields = match draft.kind.as_str() {
        "metric" => {
            let first = (String::new(), "choose a metric".to_string());
            let names = metrics
                .into_iter()
                .flatten()
                .map(|name| (name.to_string(), name.to_string()));
            let options = std::iter::once(first).chain(names).collect::<Vec<_>>();
            html! { <>{ node(None, &measured) }<Pick label="Metric" value={draft.metric.clone()} {options} on_pick={change(|draft, value| draft.metric = value)} />{ comparison }</> }
        }
        "duplicate" => Html::default(),
        "rule" => html! {
            <>
                <Write label="Rule" value={draft.rule.clone()} hint="SQS-084" list="stop-rules" on_write={change(|draft, value| draft.rule = value)} />
                <datalist id="stop-rules">{ for known.rules.iter().map(|id| html! { <option key={*id} value={*id} /> }) }</datalist>
            </>
        },
        "reaches" => html! { <>{ message("m-12") }{ node(None, &names) }</> },
        "refused" => {
            html! { <Write label="Error code" value={draft.code.clone()} hint="any code" on_write={change(|draft, value| draft.code = value)} /> }
        }
        "down" => node(Some("any node"), &names),
        _ => html! { <>{ message("any message") }{ comparison }</> },
    };
    html! { <div class="draft">{ kind }{ fields }</div> }
}

#[derive(Properties, PartialEq)]
struct PickProps {
    label: &'static str,
    value: String,
    options: Vec<(String, String)>,
    on_pick: Callback<String>,
}

#[component]
fn Pick(props: &PickProps) -> Html {
    let onchange = props.on_pick.reform(|event: Event| element::value_of(&event));
    let option = |(value, label): &(String, String)| {
        html! { <option key={value.clone()} value={value.clone()} selected={*value == props.value}>{ label }</option> }
    };
    html! {
        <label class="part"><span>{ props.label }</span><select class="input" {onchange}>{ for props.options.iter().map(option) }</select></label>
    }
}

#[derive(Properties, PartialEq)]
struct WriteProps {
    label: &'static str,
    value: String,
    hint: &'static str,
    #[prop_or_default]
    list: Option<&'static str>,
    on_write: Callback<String>,
}

#[component]
fn Write(props: &WriteProps) -> Html {
    let typed = use_typed(&props.value, props.on_write.clone());
    html! {
        <label class="part"><span>{ props.label }</span><input ref={typed.field.clone()} class="input" ~defaultValue={typed.first.clone()} placeholder={props.hint} list={props.list} autocomplete="off" oninput={typed.oninput()} /></label>
    }
}
