//! Target tracking: two alarms that the group keeps itself (CWA-077), and the capacity that follows from them (CWA-078).

use super::Group;
use super::config::Target;
use crate::base::SimTime;
use crate::nodes::alarm_state::{EXTRA_POINTS, Missing, Quotient, State, judge};
use crate::sim::Ctx;
use std::collections::VecDeque;

const DEPTH: &str = "ApproximateNumberOfMessagesVisible";
/// CWA-077: minutes above the target, and minutes below 90 % of it.
pub const HIGH: usize = 3;
/// See [`HIGH`].
pub const LOW: usize = 15;

/// What is known of the metric.
#[derive(Clone, Debug, Default)]
pub struct Tracking {
    /// One value for each minute, newest last.
    values: VecDeque<Option<Quotient>>,
    pub high: State,
    pub low: State,
}

impl Tracking {
    /// The newest value, if the newest minute has one.
    pub fn latest(&self) -> Option<Quotient> {
        self.values.back().copied().flatten()
    }

    /// How many of so many newest minutes are like this.
    pub fn newest(&self, minutes: usize, fits: impl Fn(&Quotient) -> bool) -> usize {
        let newest = self.values.iter().rev().take(minutes).flatten();
        newest.filter(|value| fits(value)).count()
    }

    fn judge(&self, periods: usize, now: State, breaches: impl Fn(&Quotient) -> bool) -> State {
        let newest = self.values.iter().rev().take(periods + EXTRA_POINTS).rev();
        let points: Vec<Option<bool>> = newest.map(|value| value.as_ref().map(&breaches)).collect();
        judge(&points, (periods, periods), Missing::Missing, now)
    }
}

impl Group {
    /// Once a minute: takes the metric's point, sets both alarms, and decides.
    pub(super) fn track(&mut self, cx: &mut Ctx<'_>) {
        if self.config.target == Target::Off {
            self.tracking = Tracking::default();
            return;
        }
        let warm = self.warm(cx.now());
        let value = self.measured(warm, cx);
        let tracking = &mut self.tracking;
        if tracking.values.len() == LOW + EXTRA_POINTS {
            tracking.values.pop_front();
        }
        tracking.values.push_back(value);
        let target = self.config.target_value;
        let low_target = target.times(Quotient::thousandths(900));
        tracking.high = tracking.judge(HIGH, tracking.high, |value| *value > target);
        tracking.low = tracking.judge(LOW, tracking.low, |value| *value < low_target);
        let Some(value) = value else { return };
        // CWA-078: the present capacity times metric by target. CWA-084: without those that are warming up.
        let ratio = value.over(target).unwrap_or(Quotient::whole(0));
        let wanted = Quotient::whole(warm).times(ratio).ceil();
        let desired = i64::from(self.desired);
        if self.tracking.high == State::Alarm && wanted > desired {
            self.propose_capacity(wanted, cx);
        } else if self.tracking.low == State::Alarm
            && wanted < desired
            // CWA-076, CWA-079.
            && self.warming(cx.now()) == 0
            && !self.config.disable_scale_in
        {
            self.propose_capacity(wanted.max(desired - self.config.scale_in_step), cx);
        }
    }

    /// CWA-084: instances in service that are warm.
    fn warm(&self, now: SimTime) -> i64 {
        let warm = |one: &&super::Instance| one.is_in_service() && one.counts() && !one.is_warming(now);
        self.instances.iter().filter(warm).count() as i64
    }

    /// The share of busy threads of instances that are warm, in percent; None without such an instance (CWA-084).
    fn utilization(&self, now: SimTime) -> Option<Quotient> {
        let warm = self
            .instances
            .iter()
            .filter(|one| one.is_in_service() && one.counts() && !one.is_warming(now));
        let (busy, all) = warm.fold((0, 0), |(busy, all), one| {
            (busy + one.worker.busy(), all + one.worker.size())
        });
        Quotient::whole(busy as i64 * 100).over(Quotient::whole(all as i64))
    }

    /// The metric at this minute; None without data, and for a backlog that nobody shares (CWA-082).
    fn measured(&self, warm: i64, cx: &Ctx<'_>) -> Option<Quotient> {
        if self.config.target == Target::Utilization {
            return self.utilization(cx.now());
        }
        let queue = self.config.queue?;
        let metrics = cx.info(queue)?.spec.metrics;
        let index = metrics.iter().position(|metric| metric.name == DEPTH)?;
        let point = cx
            .samples(queue)?
            .points()
            .back()
            .filter(|point| point.at == cx.now())?;
        let depth = Quotient::whole(*point.values.get(index)?);
        match self.config.target {
            Target::Backlog => depth.over(Quotient::whole(warm)),
            _ => Some(depth),
        }
    }
}
