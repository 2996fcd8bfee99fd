//! Draws what a run saw: sources, instances, sites and modules, configurations.

mod dot;
mod json;
mod layout;
mod mermaid;
mod model;
mod picture;
mod svg;
mod text;
mod words;

use super::Style;
use crate::plan::outcome::Outcome;

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A tree, for people
    Text,
    /// For Markdown: GitHub, GitLab and others draw it
    Mermaid,
    /// For Graphviz
    Dot,
    /// A drawing
    Svg,
    /// For programs: versioned, see `src/report/graph/schema.json`
    Json,
}

/// Which part of it, and when.
#[derive(Debug, Clone, Copy, Default)]
pub struct View<'a> {
    /// As the changes leave it.
    pub after: bool,
    /// The name of a configuration: only what it uses.
    pub configuration: Option<&'a str>,
    /// Also modules that make no instance, one by one.
    pub modules: bool,
}

/// The graph of an outcome that has facts, with a newline at the end.
pub fn render(format: Format, outcome: &Outcome, view: View, style: Style) -> String {
    let graph = model::graph(outcome, view.after, view.configuration);
    let modules = view.modules || view.configuration.is_some();
    match format {
        Format::Text => text::render(&graph, modules, style),
        Format::Json => json::render(&graph),
        Format::Mermaid => mermaid::render(&picture::picture(&graph, modules)),
        Format::Dot => dot::render(&picture::picture(&graph, modules)),
        Format::Svg => svg::render(&picture::picture(&graph, modules), view.after),
    }
}

/// The whole in one line, of an outcome that has facts.
pub(super) fn headline(outcome: &Outcome) -> String {
    words::headline(&model::graph(outcome, false, None))
}

/// The names that [`View::configuration`] knows, sorted.
pub fn configurations(outcome: &Outcome) -> Vec<String> {
    let graph = model::graph(outcome, false, None);
    let mut names: Vec<String> = graph.configurations.iter().map(|c| c.name.to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests;
