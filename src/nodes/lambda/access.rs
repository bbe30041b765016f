//! Who may invoke a function (END-109, END-112, SNS-161).

use super::Function;
use super::error::Denial;
use crate::base::NodeId;
use crate::nodes::access::{Because, Who, who};
use crate::nodes::service::arn::arn;
use crate::sim::Ctx;

/// As whom CloudWatch comes to a function.
const ALARMS: &str = "lambda.alarms.cloudwatch.amazonaws.com";

/// As whom a node of this kind comes to a function.
fn principal(kind: &str) -> Who<'static> {
    match who(kind) {
        Who::Service(_) if kind == "alarm" => Who::Service(ALARMS),
        who => who,
    }
}

impl Function {
    /// Lets a caller pass that its identity and the function's policy let pass.
    pub(super) fn let_in(&self, caller: NodeId, cx: &Ctx<'_>) -> Result<(), Denial> {
        let who = cx.info(caller).map_or(Who::Account, |info| principal(info.spec.kind));
        let resource = || cx.info(self.me).map_or_else(String::new, |info| arn("lambda", info));
        let allowed = self
            .config
            .policy
            .allow(cx, (caller, who), "lambda:InvokeFunction", resource);
        allowed.map_err(|denial| match (denial.because, denial.who) {
            (Because::Deny | Because::Silence, Who::Service(_)) => Denial::NotPermitted,
            _ => Denial::Forbidden,
        })
    }
}
