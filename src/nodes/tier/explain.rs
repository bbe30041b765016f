//! What a service does with a request.

use super::rules::rule;
use super::serving::{Service, Stage};
use crate::sim::{Inquiry, Place, Standing};

impl Service {
    /// What it does with a request; None when it does not have it.
    pub(super) fn standing(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let (number, job) = self.jobs.iter().find(|(_, job)| job.message.id == inquiry.message)?;
        let standing = match &job.stage {
            Stage::Waiting => {
                let ahead = self.queue.iter().position(|waiting| waiting == number).unwrap_or(0);
                let text = match ahead {
                    0 => "All threads are busy; it is the next one.".to_string(),
                    ahead => format!("All threads are busy, and {ahead} more wait before it."),
                };
                Standing::new(Place::Waiting, text).by(const { rule("END-085") })
            }
            Stage::Working { until, .. } => {
                Standing::new(Place::InFlight, format!("It is worked on until {until}.")).until(*until)
            }
            Stage::Calling { left, .. } => {
                let text = match left {
                    1 => "It keeps its thread until the service behind has answered.".to_string(),
                    left => format!("It keeps its thread until {left} services behind have answered."),
                };
                Standing::new(Place::InFlight, text).by(const { rule("END-080") })
            }
        };
        Some(standing.of(&job.message))
    }
}
