//! What a node may be called, whatever else is called so.

use super::spec::NodeSpec;

/// Most characters of a name, its suffix included (SQS-010).
pub const MAX_NAME: usize = 80;

impl NodeSpec {
    /// Whether a name has the right form for this kind; otherwise a sentence that says what to change. Every node keeps
    /// to the rule for queues, so that a name can stand in any command line.
    pub fn check_name(&self, name: &str) -> Result<(), String> {
        let Some(stem) = name.strip_suffix(self.name_suffix) else {
            // SQS-011: a FIFO queue's name ends in `.fifo`.
            return Err(format!(
                "The name of a {} must end in \"{}\". Try \"{name}{}\".",
                self.label, self.name_suffix, self.name_suffix
            ));
        };
        // SQS-010: 1 to 80 characters, the suffix included.
        let valid = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if stem.is_empty() || name.len() > MAX_NAME || !stem.chars().all(valid) {
            return Err(format!(
                "The name \"{name}\" can't be used. Take 1 to {MAX_NAME} letters, digits, hyphens and underscores."
            ));
        }
        Ok(())
    }
}
