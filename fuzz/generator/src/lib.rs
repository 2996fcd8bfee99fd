//! Flakes that nobody wrote: valid Nix, in many shapes and styles, which the test world in `tests/world` evaluates.
//!
//! Every choice comes from a stream of bytes, so that a fuzzer can vary one of them, and a test can name a flake by a
//! number. Where the bytes end, the first choice is taken: every stream is a flake.

mod extras;
mod further;
mod hosts;
mod modules;
mod nested;
mod nix;
mod outputs;
mod print;
mod shapes;
mod spell;
mod spots;
mod ways;

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};

use extras::{EXTRAS, Extra};
use further::Library;
use nix::{B, E};
use print::{Printer, Style};

/// How many bytes a number stands for.
const LENGTH: usize = 6_000;

/// A flake: texts by path.
pub type Files = BTreeMap<String, String>;

/// The flake that bytes stand for.
pub fn flake(bytes: &[u8]) -> Files {
    let mut u = Unstructured::new(bytes);
    // No choice fails, only the end of the bytes might.
    written(&mut u, false).unwrap_or_default()
}

/// The flake of a number.
pub fn numbered(seed: u64) -> Files {
    flake(&stream(seed, LENGTH))
}

/// The same flake without comments, as most people format: to look at.
pub fn plain(seed: u64) -> Files {
    written(&mut Unstructured::new(&stream(seed, LENGTH)), true).unwrap_or_default()
}

/// Bytes without a pattern, the same for the same number.
pub fn stream(seed: u64, length: usize) -> Vec<u8> {
    let mut x = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        (x >> 33) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn written(u: &mut Unstructured, plain: bool) -> Result<Files> {
    let style = Style::any(u)?;
    let style = if plain { Style::plain() } else { style };
    let mut making = Making::new(u)?;
    making.flake()?;
    let files = making.files;
    let mut count = 0;
    let mut out = Files::new();
    for (path, e) in files {
        out.insert(path, Printer::file(&e, &style, &mut count, u)?);
    }
    Ok(out)
}

/// How modules get the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// As `inputs`.
    Inputs,
    /// Each by its name.
    Direct,
}

/// A flake while it is made up.
struct Making<'p, 'u> {
    u: &'p mut Unstructured<'u>,
    access: Access,
    files: BTreeMap<String, E>,
    /// Modules of machines, as a list in `flake.nix` has them.
    modules: Vec<E>,
    /// Those of homes.
    homes: Vec<E>,
    /// Modules that outputs offer.
    exported: Vec<B>,
    /// What all modules are given beside inputs.
    extra: Extra,
    /// Whether an input follows another nixpkgs.
    alias: bool,
    /// What a module of a function is called with.
    parameter: Option<u8>,
    /// Whether a module sets up home-manager by itself.
    nested_home: bool,
    /// Whether flake-parts makes the outputs.
    parts: bool,
    /// Whether modules name packages of the flake.
    packages: bool,
    /// Whether the flake has an output `overlays`.
    overlays: bool,
    one_system: bool,
    darwin: bool,
    library: Library,
    /// Whether a module imports a folder by the flake's library.
    core: bool,
    /// Whether a module sets `packageOverrides`.
    overrides: bool,
    /// Names of options that are set, so that no two modules set the same.
    options: usize,
}

impl<'p, 'u> Making<'p, 'u> {
    fn new(u: &'p mut Unstructured<'u>) -> Result<Self> {
        let access = if u.ratio(1, 6)? { Access::Direct } else { Access::Inputs };
        let (one_system, darwin, extra) = (u.ratio(3, 5)?, u.ratio(1, 8)?, *u.choose(&EXTRAS)?);
        let (alias, parts) = (u.ratio(1, 8)?, u.ratio(1, 8)?);
        let library = match u.int_in_range(0..=9)? {
            0 => Library::Builds,
            1 => Library::Given,
            _ => Library::Plain,
        };
        // A mac has the library of its own nixpkgs.
        let darwin = darwin && library == Library::Plain;
        Ok(Making {
            library,
            core: false,
            overrides: false,
            options: 0,
            u,
            access,
            files: BTreeMap::new(),
            modules: Vec::new(),
            homes: Vec::new(),
            exported: Vec::new(),
            extra,
            alias,
            parts,
            packages: false,
            parameter: None,
            nested_home: false,
            overlays: false,
            one_system,
            darwin,
        })
    }

    fn option(&mut self, prefix: &str) -> String {
        self.options += 1;
        format!("{prefix}{}", self.options)
    }

    fn pick<'t>(&mut self, choices: &[&'t str]) -> Result<&'t str> {
        self.u.choose(choices).copied()
    }

    /// True once in `n` times.
    fn one_in(&mut self, n: u8) -> Result<bool> {
        self.u.ratio(1, n)
    }
}
