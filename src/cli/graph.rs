//! `nixinst graph`

use super::target::Target;
use super::{Analyze, DONE, Error, Streams};
use crate::report::{self, graph};

/// Draws what there is: sources, instances and how often each is evaluated, modules, configurations
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: graph::Format,
    /// Only what this configuration uses, with all its modules
    #[arg(long, value_name = "NAME")]
    configuration: Option<String>,
    /// Every module, also those that make no instance
    #[arg(long)]
    modules: bool,
    /// As `nixinst fix` would leave it
    #[arg(long)]
    after: bool,
}

pub(super) fn run(args: &Args, analyze: Analyze, streams: &mut Streams) -> Result<u8, Error> {
    let outcome = args.target.with_facts(analyze)?;
    let known = graph::configurations(&outcome);
    let configuration = args.configuration.as_ref().map(|name| find(name, &known)).transpose()?;
    streams.message(&report::notes(&outcome, streams.err_style));
    let view = graph::View { after: args.after, configuration, modules: args.modules };
    streams.result(&graph::render(args.format, &outcome, view, streams.out_style))?;
    Ok(DONE)
}

/// The configuration of that name, in full or without the output: `laptop` for `nixosConfigurations.laptop`.
fn find<'a>(name: &str, known: &'a [String]) -> Result<&'a str, Error> {
    if let Some(exact) = known.iter().find(|k| *k == name) {
        return Ok(exact);
    }
    let short: Vec<&String> = known.iter().filter(|k| short(k) == name).collect();
    match short[..] {
        [one] => Ok(one),
        [] => Err(Error::NoConfiguration { name: name.to_owned(), hint: suggestion(name, known) }),
        _ => {
            let names: Vec<&str> = short.iter().map(|n| n.as_str()).collect();
            let hint = format!("say which: {}", names.join(", "));
            Err(Error::ManyConfigurations { name: name.to_owned(), hint })
        }
    }
}

fn short(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, short)| short)
}

fn suggestion(name: &str, known: &[String]) -> String {
    if known.is_empty() {
        return "no builder is called in this flake that nixinst knows".to_owned();
    }
    let ratio = |k: &String| {
        let of = |k: &str| similar::TextDiff::from_chars(name, k).ratio();
        of(k).max(of(short(k)))
    };
    let best = known.iter().map(|k| (ratio(k), k)).reduce(|a, b| if b.0 > a.0 { b } else { a });
    let close = best.filter(|(ratio, _)| *ratio > 0.6).map(|(_, k)| format!("did you mean {k}? "));
    format!("{}there are: {}", close.unwrap_or_default(), known.join(", "))
}
