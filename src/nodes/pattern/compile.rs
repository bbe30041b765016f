//! Reads a pattern's fields and branches into a tree, and refuses what AWS refuses in its words and order.

use super::cursor::{Cursor, Reason};
use super::expression;
use super::grammar::Grammar;
use super::operator::{Alternatives, Test};
use super::tokens::{Placed, Token};
use super::tree::Node;
use super::wildcard::{MOST_SITUATIONS, Wildcard, too_complex};

/// How deep a pattern may be nested. Reading and matching it are recursive; this is far below what a stack holds.
const DEPTH: usize = 200;
/// Names that can't be fields of a branch.
const RESERVED: &[&str] = &[
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

/// A pattern that was read.
pub struct Plan {
    pub root: Node,
    /// Fields at the top, `$or` among them.
    pub keys: usize,
    /// Whether a field holds an object.
    pub nested: bool,
    /// SNS-098: how many combinations of values it stands for.
    pub combinations: u64,
}

/// Reads a pattern.
pub fn compile(text: &str, grammar: Grammar) -> Result<Plan, Reason> {
    let mut compiler = Compiler {
        cursor: Cursor::over(text),
        grammar,
        keys: 0,
        nested: false,
        situations: MOST_SITUATIONS,
    };
    if *compiler.cursor.advance()? != Token::BeginObject {
        return Err(compiler.cursor.refuse("Filter is not an object"));
    }
    let mut root = Node::default();
    let combinations = compiler.object(&mut root, &Where::default())?;
    compiler.cursor.end()?;
    root.finish();
    Ok(Plan {
        root,
        keys: compiler.keys,
        nested: compiler.nested,
        combinations,
    })
}

struct Compiler<'a> {
    cursor: Cursor<'a>,
    grammar: Grammar,
    keys: usize,
    nested: bool,
    /// Of wildcards, that may still be looked at.
    situations: usize,
}

/// Where in the pattern an object stands.
#[derive(Clone, Default)]
struct Where {
    /// How many objects are around it.
    depth: u64,
    /// How many of these and of the branches around it.
    levels: usize,
    /// `order.` inside of `order`.
    prefix: String,
    /// Whether a branch of `$or` is around it.
    in_choice: bool,
}

impl Compiler<'_> {
    /// Reads the fields of an object whose beginning was read. Returns its combinations.
    fn object(&mut self, node: &mut Node, place: &Where) -> Result<u64, Reason> {
        if place.levels >= DEPTH {
            let reason = format!(
                "Document nesting depth ({}) exceeds the maximum allowed ({DEPTH})",
                place.levels + 1
            );
            return Err(self.cursor.refuse(&reason));
        }
        let mut combinations = 1u64;
        let mut fields = 0;
        while let Token::Name(name) = self.cursor.advance()?.clone() {
            fields += 1;
            let more = if name == "$or" && (!self.grammar.lenient_or || is_choice(self.cursor.rest())) {
                self.choice(node, place)?
            } else if place.in_choice && RESERVED.contains(&&*name) {
                let reason = format!("{name} is Ruler reserved fieldName which cannot be used inside $or.");
                return Err(self.cursor.refuse(&reason));
            } else {
                self.field(node, &name, place)?
            };
            combinations = combinations.saturating_mul(more);
        }
        if place.levels == 0 {
            self.keys = fields;
        }
        if fields == 0 {
            return Err(self.cursor.refuse("Empty objects are not allowed"));
        }
        Ok(combinations)
    }

    fn field(&mut self, node: &mut Node, name: &str, place: &Where) -> Result<u64, Reason> {
        let path = format!("{}{name}", place.prefix);
        match self.cursor.advance()? {
            Token::BeginObject => {
                self.nested = true;
                let inner = Where {
                    depth: place.depth + 1,
                    levels: place.levels + 1,
                    prefix: format!("{path}."),
                    in_choice: place.in_choice,
                };
                let mut inside = Node::default();
                let combinations = self.object(&mut inside, &inner)?;
                node.inside(name, &path, inside);
                Ok(combinations)
            }
            Token::BeginArray => {
                let tests = self.leaf()?;
                let combinations = (tests.len() as u64).saturating_mul(place.depth + 1);
                node.leaf(name, &path, Alternatives::of(tests));
                Ok(combinations)
            }
            _ => Err(self.cursor.refuse(&format!("\"{name}\" must be an object or an array"))),
        }
    }

    /// EVB-054, SNS-081: branches side by side. Their combinations add up.
    fn choice(&mut self, node: &mut Node, place: &Where) -> Result<u64, Reason> {
        if *self.cursor.advance()? != Token::BeginArray {
            return Err(self.cursor.refuse("It must be an Array followed with $or."));
        }
        let inner = Where {
            levels: place.levels + 1,
            in_choice: true,
            ..place.clone()
        };
        let mut branches = Vec::new();
        let mut combinations = 0u64;
        while *self.cursor.advance()? != Token::EndArray {
            if *self.cursor.token() != Token::BeginObject {
                return Err(self
                    .cursor
                    .refuse("Only JSON object is allowed in array of $or relationship."));
            }
            let mut branch = Node::default();
            combinations = combinations.saturating_add(self.object(&mut branch, &inner)?);
            branches.push(branch);
        }
        if branches.len() < 2 {
            return Err(self
                .cursor
                .refuse("There must have at least 2 Objects in $or relationship."));
        }
        node.choice(branches);
        Ok(combinations)
    }

    /// Reads the alternatives of a field, whose opening bracket was read.
    fn leaf(&mut self) -> Result<Vec<Test>, Reason> {
        let mut tests = Vec::new();
        while *self.cursor.advance()? != Token::EndArray {
            tests.push(expression::alternative(&mut self.cursor, self.grammar)?);
        }
        if tests.is_empty() {
            return Err(self.cursor.refuse("Empty arrays are not allowed"));
        }
        let wildcards: Vec<&Wildcard> = tests.iter().flat_map(Test::wildcards).collect();
        if too_complex(&wildcards, &mut self.situations) {
            return Err(Reason(
                "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences \
                 after a wildcard character"
                    .to_owned(),
            ));
        }
        Ok(tests)
    }
}

/// Whether what follows `$or` are at least two objects, whose own names are no operators.
fn is_choice(rest: &[Placed<'_>]) -> bool {
    if rest.first().map(|placed| &placed.token) != Some(&Token::BeginArray) {
        return false;
    }
    let (mut open, mut branches) = (0u32, 0);
    for placed in rest {
        match &placed.token {
            Token::EndArray if open == 1 => return branches >= 2,
            Token::EndArray | Token::EndObject => open -= 1,
            token @ (Token::BeginArray | Token::BeginObject) => {
                if open == 1 {
                    if *token == Token::BeginArray {
                        return false;
                    }
                    branches += 1;
                }
                open += 1;
            }
            Token::Name(name) if open == 2 && RESERVED.contains(&&**name) => return false,
            Token::Name(_) => {}
            _ if open == 1 => return false,
            _ => {}
        }
    }
    false
}
