//! A subscriber that does what a test says: of a kind that need not be in the registry.

use crate::base::{NodeId, SimTime, WireId};
use crate::nodes::AnyNode;
use crate::sim::{
    Asking, Card, Category, Ctx, Draft, Fate, Fault, FieldSpec, Flow, Handle, Happening, Holding, Inquiry, Kinds,
    Measures, Metrics, NodeSpec, PortSpec, Receipt, Refusal, Request, Response, Settings, Speaks, Standing, Stimulus,
    Unit,
};
use std::rc::Rc;

static PORTS: [PortSpec; 1] = [PortSpec::new("in", "in", Flow::In, Speaks::Put)];
static FIELDS: [FieldSpec; 4] = [
    FieldSpec::whole("FailUntil", Unit::Seconds, (0, 10_000_000), 0),
    FieldSpec::whole("RefuseFirst", Unit::None, (0, 1_000), 0),
    FieldSpec::flag("Confirms", false),
    FieldSpec::flag("Silent", false),
];

const fn scripted(kind: &'static str) -> NodeSpec {
    NodeSpec {
        kind,
        code: 255,
        label: kind,
        subtitle: "",
        category: Category::Endpoints,
        icon: "",
        summary: "",
        keywords: "",
        base_name: kind,
        name_suffix: "",
        ports: &PORTS,
        fields: &FIELDS,
        metrics: &[],
        measures: Measures::NONE,
        rules: &[],
        fidelity: &[],
        buttons: &[],
        service: "",
    }
}

static SPECS: [NodeSpec; 5] = [
    scripted("http-endpoint"),
    scripted("email"),
    scripted("lambda"),
    scripted("sms"),
    scripted("mobile-push"),
];

/// The description of a scripted endpoint.
pub fn spec(kind: &str) -> Option<&'static NodeSpec> {
    SPECS.iter().find(|spec| spec.kind == kind)
}

/// It fails until a time, refuses the first calls for good, confirms or not, or never answers.
#[derive(Clone, Debug)]
pub struct Endpoint {
    spec: &'static NodeSpec,
    fails_until: SimTime,
    refuses: i64,
    confirms: bool,
    silent: bool,
    /// Every call, in thousandths of a second.
    pub calls: Vec<(u64, Draft)>,
}

impl Endpoint {
    fn new(settings: &Settings) -> Endpoint {
        Endpoint {
            spec: settings.spec(),
            fails_until: SimTime::from_secs(settings.number("FailUntil") as u64),
            refuses: settings.number("RefuseFirst"),
            confirms: settings.flag("Confirms"),
            silent: settings.flag("Silent"),
            calls: Vec::new(),
        }
    }

    fn react(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        if let Stimulus::Reconfigure(settings) = &stimulus {
            let calls = std::mem::take(&mut self.calls);
            *self = Endpoint {
                calls,
                ..Endpoint::new(settings)
            };
        }
        let Stimulus::Request {
            from,
            request: Request::Put { messages, .. },
        } = stimulus
        else {
            return;
        };
        let mut results = smallvec::SmallVec::new();
        for message in messages {
            self.calls.push((cx.now().as_millis(), message.draft.clone()));
            let fails = cx.now() < self.fails_until;
            let fate = if fails || self.refuses > 0 {
                Fate::Refused
            } else {
                Fate::Done
            };
            cx.end(message.id, fate);
            cx.tell(message.id, Happening::Ended(fate), None);
            results.push(if fails || self.refuses > 0 {
                self.refuses -= i64::from(!fails);
                Err(Refusal {
                    code: if fails { "503" } else { "403" },
                    rule: None,
                    retryable: fails,
                })
            } else {
                let result = self.confirms.then(|| Rc::from("confirm"));
                Ok(Receipt {
                    message: message.id,
                    result,
                })
            });
        }
        if !self.silent {
            cx.reply(from, Response::Put(results));
        }
    }
}

/// The kinds of the registry and scripted endpoints.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "a handful of nodes in tests")]
pub enum Wild {
    /// Of the registry.
    Tame(AnyNode),
    /// Of a test.
    Scripted(Endpoint),
}

impl Kinds for Wild {
    fn make(id: NodeId, seed: u64, settings: &Settings) -> Self {
        if SPECS.iter().any(|known| std::ptr::eq(known, settings.spec())) {
            Wild::Scripted(Endpoint::new(settings))
        } else {
            Wild::Tame(AnyNode::make(id, seed, settings))
        }
    }
    fn spec(&self) -> &'static NodeSpec {
        match self {
            Wild::Tame(node) => node.spec(),
            Wild::Scripted(node) => node.spec,
        }
    }
    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match self {
            Wild::Tame(node) => node.handle(stimulus, cx),
            Wild::Scripted(node) => node.react(stimulus, cx),
        }
    }
    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        if let Wild::Tame(node) = self {
            node.metrics(now, out);
        }
    }
    fn card(&self, now: SimTime, card: &mut Card) {
        if let Wild::Tame(node) = self {
            node.card(now, card);
        }
    }
    fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        if let Wild::Tame(node) = self {
            node.holdings(now, visit);
        }
    }
    fn faults(&self) -> Vec<Fault> {
        match self {
            Wild::Tame(node) => node.faults(),
            Wild::Scripted(_) => Vec::new(),
        }
    }
    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        if let Wild::Tame(node) = self {
            node.audit(now, wrong);
        }
    }
    fn emits_metrics(&self, now: SimTime) -> bool {
        match self {
            Wild::Tame(node) => node.emits_metrics(now),
            Wild::Scripted(_) => false,
        }
    }
    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        match self {
            Wild::Tame(node) => node.explain(inquiry),
            Wild::Scripted(_) => None,
        }
    }
    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        match self {
            Wild::Tame(node) => node.asking(now, wire),
            Wild::Scripted(_) => None,
        }
    }
    fn receipt(&self, handle: Handle) -> Option<String> {
        match self {
            Wild::Tame(node) => node.receipt(handle),
            Wild::Scripted(_) => None,
        }
    }
}
