//! `aws sqs send-message --queue-url orders --message-body hi`, read as the AWS CLI reads it.

use super::error::CommandError;
use super::names::kebab;
use super::nearest::did_you_mean;
use super::{shorthand, words};
use crate::nodes::service::{self, Misfit, Service, misfits, services};
use crate::sim::{Action, Param, ParamType};
use serde_json::{Map, Number, Value};

/// How an answer is to be printed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Output {
    /// As JSON, indented by four spaces.
    #[default]
    Json,
    /// As lines with tabs.
    Text,
    /// As a table of lines.
    Table,
}

/// A call as a line means it.
#[derive(Clone, Debug)]
pub struct Command {
    /// The service: `sqs`.
    pub service: &'static str,
    /// The action.
    pub action: &'static Action,
    /// Its input, which has the shape that the action takes.
    pub input: Value,
    /// How to print the answer.
    pub output: Output,
}

/// Options of the CLI itself that take a value and change nothing here.
const IGNORED: [&str; 5] = [
    "--region",
    "--profile",
    "--endpoint-url",
    "--color",
    "--cli-read-timeout",
];
/// Options of the CLI itself that take no value and change nothing here.
const IGNORED_FLAGS: [&str; 5] = [
    "--no-cli-pager",
    "--no-paginate",
    "--debug",
    "--no-verify-ssl",
    "--no-sign-request",
];

/// Reads an `aws …` line.
pub fn parse(line: &str) -> Result<Command, CommandError> {
    let words = words::split(line)?;
    let mut texts = words.iter().map(|word| word.text.as_str());
    if texts.next() != Some("aws") {
        return Err(CommandError::new(
            "A call begins with aws, then a service and an action: aws sqs list-queues.",
        ));
    }
    let mut arguments = Arguments::default();
    arguments.gather(texts)?;
    let mut positions = arguments.positions.iter().copied();
    let service = find_service(positions.next())?;
    let action = find_action(service, positions.next())?;
    if let Some(extra) = positions.next() {
        let hint = "A value with spaces belongs in quotes; a value belongs behind its option.";
        return Err(CommandError::new(format!("Unknown options: {extra}. {hint}")));
    }
    let mut input = Map::new();
    for (name, values) in &arguments.options {
        if name == "--cli-input-json" {
            let text = single(name, values)?;
            for (key, value) in read_object(name, text)? {
                input.entry(key).or_insert(value);
            }
            continue;
        }
        let param = find_param(action, name)?;
        input.insert(param.name.to_string(), read_value(name, param, values)?);
    }
    complain(service, action, &arguments, &input)?;
    Ok(Command {
        service: service.name,
        action,
        input: Value::Object(input),
        output: arguments.output,
    })
}

#[derive(Default)]
struct Arguments<'a> {
    positions: Vec<&'a str>,
    options: Vec<(String, Vec<&'a str>)>,
    output: Output,
}

impl<'a> Arguments<'a> {
    fn gather(&mut self, texts: impl Iterator<Item = &'a str>) -> Result<(), CommandError> {
        let mut options: Vec<(String, Vec<&'a str>)> = Vec::new();
        let mut open = false;
        for text in texts {
            if let Some(name) = text.strip_prefix("--").filter(|name| !name.is_empty()) {
                let (name, value) = name
                    .split_once('=')
                    .map_or((name, None), |(name, value)| (name, Some(value)));
                let flag = IGNORED_FLAGS.contains(&text);
                open = value.is_none() && !flag;
                options.push((format!("--{name}"), value.into_iter().collect()));
            } else if let (true, Some((name, values))) = (open, options.last_mut()) {
                values.push(text);
                open = !(IGNORED.contains(&name.as_str()) || name == "--output");
            } else {
                self.positions.push(text);
            }
        }
        // A service and an action may stand behind options of the CLI itself: aws --region x sqs list-queues.
        for (name, values) in options {
            if name == "--output" {
                self.output = read_output(single(&name, &values)?)?;
            } else if IGNORED.contains(&name.as_str()) {
                single(&name, &values)?;
            } else if name == "--query" {
                let hint = "Leave it out and read the whole answer.";
                return Err(CommandError::new(format!("The console has no --query. {hint}")));
            } else if !IGNORED_FLAGS.contains(&name.as_str()) {
                match self.options.iter_mut().find(|(known, _)| *known == name) {
                    Some(known) => *known = (name, values),
                    None => self.options.push((name, values)),
                }
            }
        }
        Ok(())
    }
}

fn read_output(text: &str) -> Result<Output, CommandError> {
    match text {
        "json" => Ok(Output::Json),
        "text" => Ok(Output::Text),
        "table" => Ok(Output::Table),
        _ => Err(CommandError::new(format!(
            "--output {text} is not known. Use json, text or table."
        ))),
    }
}

fn single<'a>(name: &str, values: &[&'a str]) -> Result<&'a str, CommandError> {
    match values {
        [one] => Ok(one),
        [] => Err(CommandError::new(format!("argument {name}: expected one argument"))),
        [_, extra, ..] => Err(CommandError::new(format!(
            "Unknown options: {extra}. {name} takes one value; put a value with spaces in quotes."
        ))),
    }
}

fn find_service(name: Option<&str>) -> Result<&'static Service, CommandError> {
    let known = || services().map(|service| service.name);
    let Some(name) = name else {
        let known: Vec<&str> = known().collect();
        return Err(CommandError::new(format!(
            "Say which service: aws {} …",
            known.join(" | ")
        )));
    };
    service::service(name).ok_or_else(|| {
        let meant = did_you_mean(name, known());
        let known: Vec<&str> = known().collect();
        CommandError::new(format!(
            "There is no service {name} here.{meant} There is: {}.",
            known.join(", ")
        ))
    })
}

fn find_action(service: &'static Service, name: Option<&str>) -> Result<&'static Action, CommandError> {
    let names: Vec<String> = service.actions.iter().map(|action| kebab(action.name)).collect();
    let known = || names.iter().map(String::as_str);
    let Some(name) = name else {
        let hint = format!("Say which action of {}: {}.", service.name, names.join(", "));
        return Err(CommandError::new(hint));
    };
    let found = service.actions.iter().zip(&names).find(|(_, spelled)| *spelled == name);
    found.map(|(action, _)| action).ok_or_else(|| {
        let meant = did_you_mean(name, known());
        let all = format!(" The actions are: {}.", names.join(", "));
        let help = if meant.is_empty() { all } else { meant };
        CommandError::new(format!("{} has no action {name}.{help}", service.name))
    })
}

fn find_param(action: &'static Action, name: &str) -> Result<&'static Param, CommandError> {
    let spelled = |param: &Param| format!("--{}", kebab(param.name));
    if let Some(param) = action.params.iter().find(|param| spelled(param) == name) {
        return Ok(param);
    }
    let flag = action
        .params
        .iter()
        .find(|param| param.ty == ParamType::Flag && spelled(param).replacen("--", "--no-", 1) == name);
    flag.ok_or_else(|| {
        let names: Vec<String> = action.params.iter().map(spelled).collect();
        let meant = did_you_mean(name, names.iter().map(String::as_str));
        let all = format!(" The options are: {}.", names.join(", "));
        let help = if meant.is_empty() { all } else { meant };
        CommandError::new(format!("Unknown options: {name}.{help}"))
    })
}

/// The value of an option, in the type of its member.
fn read_value(name: &str, param: &'static Param, values: &[&str]) -> Result<Value, CommandError> {
    if values
        .iter()
        .any(|value| value.starts_with("file://") || value.starts_with("fileb://"))
    {
        let hint = "The console can't read files of your machine. Write the contents themselves, in single quotes.";
        return Err(CommandError::new(format!("{name}: {hint}")));
    }
    match param.ty {
        ParamType::Flag if values.is_empty() => Ok(Value::Bool(!name.starts_with("--no-"))),
        ParamType::Flag => Err(CommandError::new(format!("{name} takes no value."))),
        ParamType::Text => Ok(Value::from(single(name, values)?)),
        ParamType::Number => single(name, values)?
            .trim()
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| {
                let value = values.first().copied().unwrap_or_default();
                CommandError::new(format!(
                    "Error parsing parameter '{name}': expected a whole number, received: '{value}'"
                ))
            }),
        ParamType::Decimal => {
            let value = single(name, values)?;
            value.trim().parse::<Number>().map(Value::Number).map_err(|_| {
                CommandError::new(format!(
                    "Error parsing parameter '{name}': expected a number, received: '{value}'"
                ))
            })
        }
        ParamType::Map | ParamType::MapOf(_) | ParamType::Structure(_) => {
            let text = single(name, values)?;
            if text.trim_start().starts_with('{') {
                return read_object(name, text).map(Value::Object);
            }
            let map = shorthand::read(text).map_err(|error| shorthand_error(name, &error, param.ty, text))?;
            Ok(shorthand::typed(param.ty, Value::Object(map)))
        }
        ParamType::Texts | ParamType::Structures(_) => read_list(name, param.ty, values),
    }
}

fn read_list(name: &str, ty: ParamType, values: &[&str]) -> Result<Value, CommandError> {
    if let [one] = values
        && one.trim_start().starts_with('[')
    {
        return read_json(name, one);
    }
    if values.is_empty() {
        return Err(CommandError::new(format!(
            "argument {name}: expected at least one argument"
        )));
    }
    let ParamType::Structures(params) = ty else {
        return Ok(Value::Array(values.iter().map(|value| Value::from(*value)).collect()));
    };
    let item = |text: &&str| {
        if text.trim_start().starts_with('{') {
            return read_object(name, text).map(Value::Object);
        }
        let map = shorthand::read(text).map_err(|error| shorthand_error(name, &error, ty, text))?;
        Ok(shorthand::members(params, Value::Object(map)))
    };
    values
        .iter()
        .map(item)
        .collect::<Result<Vec<Value>, _>>()
        .map(Value::Array)
}

fn shorthand_error(name: &str, error: &str, ty: ParamType, text: &str) -> CommandError {
    let example = match ty {
        ParamType::Structures(_) => r#"'[{"Id":"1"}]'"#,
        _ if text.contains("={\"") => r#"'{"RedrivePolicy":"{\"maxReceiveCount\":\"3\"}"}'"#,
        _ => r#"'{"Key":"Value"}'"#,
    };
    CommandError::new(format!(
        "Error parsing parameter '{name}': {error}. Write it as Key=Value,Key2=Value2, or as JSON in single quotes: \
         {example}."
    ))
}

fn read_json(name: &str, text: &str) -> Result<Value, CommandError> {
    serde_json::from_str(text).map_err(|error| {
        let hint = "Put the JSON in single quotes and its names and texts in double quotes.";
        CommandError::new(format!(
            "Error parsing parameter '{name}': Invalid JSON: {error}. {hint}"
        ))
    })
}

fn read_object(name: &str, text: &str) -> Result<Map<String, Value>, CommandError> {
    match read_json(name, text)? {
        Value::Object(map) => Ok(map),
        _ => Err(CommandError::new(format!(
            "Error parsing parameter '{name}': expected an object in braces."
        ))),
    }
}

/// What the CLI says about an input that does not have the shape that its action takes.
fn complain(
    service: &Service,
    action: &'static Action,
    arguments: &Arguments<'_>,
    input: &Map<String, Value>,
) -> Result<(), CommandError> {
    let found = misfits(action.params, input);
    let from_json = arguments.options.iter().any(|(name, _)| name == "--cli-input-json");
    let absent = |misfit: &Misfit| match misfit {
        Misfit::Missing { inside, name } if inside == "input" && !from_json => Some(format!("--{}", kebab(name))),
        _ => None,
    };
    let missing: Vec<String> = found.iter().filter_map(absent).collect();
    if !missing.is_empty() {
        let (service, action, missing) = (service.name, kebab(action.name), missing.join(", "));
        return Err(CommandError::new(format!(
            "aws {service} {action}: error: the following arguments are required: {missing}"
        )));
    }
    let lines: Vec<String> = found.iter().map(sentence).collect();
    match lines.is_empty() {
        true => Ok(()),
        false => Err(CommandError::new(format!(
            "Parameter validation failed:\n{}",
            lines.join("\n")
        ))),
    }
}

fn sentence(misfit: &Misfit) -> String {
    match misfit {
        Misfit::Missing { inside, name } => format!("Missing required parameter in {inside}: \"{name}\""),
        Misfit::Unknown { inside, name, known } => {
            let known = known.join(", ");
            format!("Unknown parameter in {inside}: \"{name}\", must be one of: {known}")
        }
        Misfit::Type { path, expected } => format!("Invalid type for parameter {path}, it must be {expected}"),
    }
}
