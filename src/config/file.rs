//! The file as serde reads it. What a key means is in `README.md` beside this file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::eval::models::taught::BuilderKind;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct File {
    pub exclude: Vec<Spanned<String>>,
    pub exported: Exported,
    #[serde(rename = "unsafe")]
    pub moving: bool,
    pub rewrites: BTreeMap<Spanned<String>, bool>,
    pub names: BTreeMap<Spanned<String>, Spanned<String>>,
    pub builder: Vec<Builder>,
}

/// Modules that outputs offer to other flakes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Exported {
    /// They stay.
    #[default]
    Blocked,
    /// Nobody else uses them.
    Own,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Builder {
    pub function: Spanned<String>,
    pub kind: BuilderKind,
    #[serde(default)]
    pub modules: Option<Spanned<Paths>>,
    #[serde(default)]
    pub special_args: Option<Spanned<String>>,
    #[serde(default)]
    pub system: Option<Spanned<String>>,
}

/// One or several.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts was expected")]
pub(super) enum Paths {
    One(String),
    Several(Vec<String>),
}
