//! What can be written, and how: for whoever types `help`, and for the line that is being written.

use super::names::kebab;
use super::verbs::VERBS;
use super::words::scan;
use crate::nodes::service::{Service, service, services};
use crate::sim::{Action, Param, ParamType};
use std::fmt::Write;

/// How a command is written and what it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Usage {
    /// `send-message --queue-url TEXT --message-body TEXT [--delay-seconds NUMBER] …`.
    pub usage: String,
    /// One sentence.
    pub help: String,
    /// The option that is being written, with what it takes: `--delay-seconds NUMBER, a whole number`; or "".
    pub option: String,
}

/// The answer to a line that asks for help: `help`, `help send`, `aws sqs help`, `aws sqs send-message help`. None when
/// the line asks for something else.
pub fn help(line: &str) -> Option<String> {
    let (words, ..) = scan(line);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        ["help"] | ["aws", "help"] => Some(overview()),
        ["help", subject @ ..] | [subject @ .., "help"] => Some(about(subject)),
        _ => None,
    }
}

/// How the line that is being written goes on. None before its command is known.
pub fn usage(line: &str) -> Option<Usage> {
    let (words, ..) = scan(line);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        ["aws", name, action, rest @ ..] => {
            let action = action_of(service(name)?, action)?;
            let option = rest.iter().rev().find(|word| word.starts_with("--"));
            let param = option.and_then(|option| {
                let mut params = action.params.iter();
                params.find(|param| *option == format!("--{}", kebab(param.name)))
            });
            Some(Usage {
                usage: written(action),
                help: action.help.to_string(),
                option: param.map_or_else(String::new, |param| {
                    format!("{}: {}", option_of(param), meaning(param.ty))
                }),
            })
        }
        [name, ..] => {
            let verb = VERBS.iter().find(|verb| verb.name == *name)?;
            Some(Usage {
                usage: verb.usage.to_string(),
                help: verb.help.to_string(),
                option: String::new(),
            })
        }
        [] => None,
    }
}

fn overview() -> String {
    let mut out = String::from("Calls, as with the AWS CLI:\n");
    for service in services() {
        let _ = writeln!(
            out,
            "  aws {} …  (help {} lists its actions)",
            service.name, service.name
        );
    }
    out += "\nFor what AWS has no command for:\n";
    let width = VERBS.iter().map(|verb| verb.name.len()).max().unwrap_or(0);
    for verb in VERBS {
        let _ = writeln!(out, "  {:width$}  {}", verb.name, verb.help);
    }
    out += "\nOf this console: help, help COMMAND, clear. Tab completes, arrow keys bring back earlier lines.";
    out
}

fn about(subject: &[&str]) -> String {
    let subject = subject.strip_prefix(&["aws"]).unwrap_or(subject);
    let unknown = || format!("There is no command {}. Write help for all of them.", subject.join(" "));
    match subject {
        [name] => match (service(name), VERBS.iter().find(|verb| verb.name == *name)) {
            (Some(service), _) => actions(service),
            (None, Some(verb)) => format!("{}\n{}", verb.usage, verb.help),
            (None, None) => services()
                .find_map(|service| action_of(service, name).map(|action| explained(service, action)))
                .unwrap_or_else(unknown),
        },
        [name, action] => service(name)
            .and_then(|service| action_of(service, action).map(|action| explained(service, action)))
            .unwrap_or_else(unknown),
        _ => unknown(),
    }
}

fn actions(service: &Service) -> String {
    let names: Vec<String> = service.actions.iter().map(|action| kebab(action.name)).collect();
    let width = names.iter().map(String::len).max().unwrap_or(0);
    let lines = names.iter().zip(service.actions);
    let lines: Vec<String> = lines
        .map(|(name, action)| format!("  {name:width$}  {}", action.help))
        .collect();
    format!("aws {} …\n{}", service.name, lines.join("\n"))
}

fn explained(service: &Service, action: &Action) -> String {
    let mut out = format!("aws {} {}\n{}", service.name, kebab(action.name), action.help);
    for param in action.params {
        let need = if param.required { "needed" } else { "optional" };
        let _ = write!(out, "\n  {}  {need}, {}", option_of(param), meaning(param.ty));
    }
    out
}

fn action_of(service: &Service, name: &str) -> Option<&'static Action> {
    service.actions.iter().find(|action| kebab(action.name) == name)
}

fn written(action: &Action) -> String {
    let mut out = kebab(action.name);
    for param in action.params {
        let option = option_of(param);
        let _ = if param.required {
            write!(out, " {option}")
        } else {
            write!(out, " [{option}]")
        };
    }
    out
}

fn option_of(param: &Param) -> String {
    let value = match param.ty {
        ParamType::Text => " TEXT",
        ParamType::Number | ParamType::Decimal => " NUMBER",
        ParamType::Flag => "",
        ParamType::Texts => " TEXT …",
        ParamType::Map | ParamType::MapOf(_) => " KEY=VALUE,…",
        ParamType::Structure(_) => " MEMBER=VALUE,…",
        ParamType::Structures(_) => " MEMBER=VALUE,… …",
    };
    format!("--{}{value}", kebab(param.name))
}

fn meaning(ty: ParamType) -> String {
    let members = |params: &[Param]| params.iter().map(|param| param.name).collect::<Vec<_>>().join(", ");
    match ty {
        ParamType::Text => "a text, in quotes when it has spaces".to_string(),
        ParamType::Number => "a whole number".to_string(),
        ParamType::Decimal => "a number, perhaps with a fraction".to_string(),
        ParamType::Flag => "on; with --no- in front, off".to_string(),
        ParamType::Texts => "texts with spaces between them".to_string(),
        ParamType::Map => "Key=Value,Key2=Value2, or JSON".to_string(),
        ParamType::MapOf(params) => format!("Key={{Member=Value}}, or JSON; members: {}", members(params)),
        ParamType::Structure(params) => format!("Member=Value,…, or JSON; members: {}", members(params)),
        ParamType::Structures(params) => format!("one Member=Value,… for each, or JSON; members: {}", members(params)),
    }
}

#[cfg(test)]
mod tests {
    use super::{help, usage};

    #[test]
    fn help_lists_everything_and_tells_of_each() {
        let all = help("help").expect("help");
        assert!(
            all.contains("aws sqs") && all.contains("partition") && all.contains("clear"),
            "{all}"
        );
        for (line, parts) in [
            ("help send", ["send NODE", "A producer sends"]),
            ("help sqs", ["send-message", "receive-message"]),
            ("aws sqs help", ["send-message", "receive-message"]),
            ("aws sqs send-message help", ["--message-body TEXT", "needed"]),
            ("help send-message", ["--delay-seconds NUMBER", "optional"]),
            ("help nonsense", ["There is no command nonsense", "help"]),
        ] {
            let text = help(line).expect("help");
            for part in parts {
                assert!(text.contains(part), "{line}: {text}");
            }
        }
        assert_eq!(help("send web"), None);
        assert_eq!(help(""), None);
    }

    #[test]
    fn the_line_being_written_knows_how_it_goes_on() {
        let sending = usage("aws sqs send-message --queue-url orders --delay-seconds ").expect("usage");
        assert!(
            sending
                .usage
                .starts_with("send-message --queue-url TEXT --message-body TEXT [--delay-seconds NUMBER]")
        );
        assert_eq!(sending.option, "--delay-seconds NUMBER: a whole number");
        assert_eq!(usage("slow work").expect("usage").usage, "slow NODE 300%");
        assert_eq!(usage("aws sqs"), None);
        assert_eq!(usage(""), None);
    }
}
