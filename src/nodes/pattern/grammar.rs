//! Which operators who offers.

/// What may stand in a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grammar {
    /// EVB-053, SNS-094: `{"wildcard": …}`.
    pub wildcard: bool,
    /// What may stand inside of `{"anything-but": {…}}` (EVB-049, SNS-090).
    pub anything_but: &'static [&'static str],
    /// Whether what stands inside of it may be a list.
    pub anything_but_lists: bool,
    /// EVB-046: `{"prefix": {"equals-ignore-case": …}}`.
    pub affixes_ignore_case: bool,
    /// EVB-041: whether plain numbers are compared as they are written.
    pub numbers_as_text: bool,
    /// Whether `$or` is an ordinary name where what follows can't be branches.
    pub lenient_or: bool,
}

/// EventBridge rules.
pub const RULES: Grammar = Grammar {
    wildcard: true,
    anything_but: &["equals-ignore-case", "prefix", "suffix", "wildcard"],
    anything_but_lists: true,
    affixes_ignore_case: true,
    numbers_as_text: true,
    lenient_or: false,
};

/// EventBridge Pipes and Lambda's event source mappings (LAM-098).
pub const PIPES: Grammar = Grammar {
    wildcard: false,
    anything_but: &[],
    ..RULES
};

/// SNS filter policies.
pub const POLICY: Grammar = Grammar {
    wildcard: false,
    anything_but: &["prefix"],
    anything_but_lists: false,
    affixes_ignore_case: false,
    numbers_as_text: false,
    lenient_or: true,
};

/// SNS filter policies that may use the operators of EventBridge too.
pub const EXTENDED_POLICY: Grammar = Grammar {
    numbers_as_text: false,
    lenient_or: true,
    ..RULES
};
