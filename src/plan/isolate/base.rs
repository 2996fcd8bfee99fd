//! What the default instance of configurations is made of, but for its overlays.

use std::rc::Rc;

use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::Source;
use crate::eval::value::{ConfigId, FileId, Sym, Value};
use crate::plan::codes::{self, Block};
use crate::plan::express;
use crate::plan::spot::Spot;
use crate::syntax::name::Name;
use crate::syntax::surgery::reindent::reindent;

/// Source, systems and `config` of default instances that agree.
pub struct Base {
    pub source: Source,
    pub systems: Vec<Rc<str>>,
    /// The binding of `config`, written for where the instance will stand; none if nothing sets it.
    pub config: Option<String>,
    /// Its canonical text.
    pub rest: String,
}

// Other ways to say what the default instance is (nixpkgs `nixos/modules/misc/nixpkgs.nix`).
const OTHER_OPTIONS: &[&str] = &["pkgs", "crossSystem", "buildPlatform", "localSystem"];

/// That of all `configs`, if it is one.
pub fn of(ev: &mut Evaluator, configs: &[ConfigId], spot: &Spot, step: &str) -> Result<Base, Block> {
    let mut out: Option<Base> = None;
    for &c in configs {
        let name = ev.config_names(&[c]).join(", ");
        plain(ev, c, &name)?;
        let source = match ev.nixpkgs_of(c) {
            Source::Input(id) => Source::Input(ev.inputs.canonical(id)),
            _ => {
                let m = format!("which nixpkgs {name} has isn't known");
                return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
            }
        };
        let system = ev.system(c).ok_or_else(|| {
            let m = format!(
                "the system of {name} can't be known; give its builder `system`, or set `nixpkgs.hostPlatform`"
            );
            Block::new(codes::UNKNOWN_SYSTEM, m)
        })?;
        let (rest, config) = config_of(ev, c, &name, spot, step)?;
        match &mut out {
            None => out = Some(Base { source, systems: vec![system], config, rest }),
            Some(first) if first.source != source || first.rest != rest => {
                let what = if first.source != source { "another nixpkgs" } else { "another `nixpkgs.config`" };
                let m = format!("{name} has {what} than the others that have the overlay");
                return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
            }
            Some(first) if first.systems.contains(&system) => {}
            Some(first) => first.systems.push(system),
        }
    }
    let mut out = out.ok_or_else(|| Block::new(codes::UNKNOWN_CALLER, "no configuration has it"))?;
    out.systems.sort();
    Ok(out)
}

// Nothing but source, system, config and overlays.
fn plain(ev: &mut Evaluator, c: ConfigId, name: &str) -> Result<(), Block> {
    let depends = |m: String| Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
    for option in OTHER_OPTIONS {
        if !ev.definitions(c, &[Name::new("nixpkgs"), Name::new(option)]).is_empty() {
            return depends(format!("{name} sets `nixpkgs.{option}`"));
        }
    }
    for d in ev.definitions(c, &["nixpkgs", "hostPlatform"].map(Name::new)) {
        if !ev.platform(&d.value).more.is_empty() {
            return depends(format!("the `nixpkgs.hostPlatform` of {name} is more than a system"));
        }
    }
    let config = ev.config(c);
    if config.unreadable {
        return depends(format!("some modules of {name} can't be read"));
    }
    if let Some((at, why)) = config.unknowns.first().cloned() {
        let at = at.map(|l| format!(" at {}", ev.place(l))).unwrap_or_default();
        return depends(format!("not all modules of {name} are known{at}: {why}"));
    }
    let given = config.args.get("pkgs").cloned().or_else(|| config.pkgs.clone());
    let Some(given) = given else { return Ok(()) };
    let (home, v) = (config.kind == Kind::Home, ev.force(&given));
    match &v {
        // home-manager takes the source of it, and makes another with what modules say (`modules/misc/nixpkgs.nix`).
        Value::Sym(s) if home => match &**s {
            Sym::Instance(i) if !i.derived => {
                let args = ev.force(&i.args);
                let args = ev.as_attrs(&args);
                let only_system = |a: &crate::eval::value::Attrs| {
                    a.open.is_empty() && a.map.keys().all(|n| n.is("system") || n.is("localSystem"))
                };
                if args.is_some_and(|a| only_system(&a)) {
                    return Ok(());
                }
                depends(format!("{name} gets a `pkgs` with arguments of its own"))
            }
            _ => depends(format!("what the `pkgs` of {name} is isn't known")),
        },
        Value::Null => Ok(()),
        _ => depends(format!("{name} gets its `pkgs` from its builder's caller")),
    }
}

// `nixpkgs.config` of a configuration: canonical, and as a binding.
fn config_of(
    ev: &mut Evaluator,
    c: ConfigId,
    name: &str,
    spot: &Spot,
    step: &str,
) -> Result<(String, Option<String>), Block> {
    let path = ["nixpkgs", "config"].map(Name::new);
    let mut keys: Vec<Name> = Vec::new();
    let unknown = |what: &str| {
        Block::new(
            codes::DEPENDS_ON_CONFIG,
            format!("the `nixpkgs.config` of {name} can't be written in flake.nix: {what}"),
        )
    };
    for d in ev.definitions(c, &path) {
        match &d.value {
            Value::Attrs(a) if a.open.is_empty() => {
                keys.extend(a.map.keys().filter(|k| !keys.contains(k)).copied().collect::<Vec<_>>());
            }
            v => {
                let what = ev.describe(v);
                return Err(unknown(&format!("some of it comes from {what}")));
            }
        }
    }
    keys.sort_by_key(|k| k.to_string());
    let mut rest = String::new();
    let mut bindings: Vec<String> = Vec::new();
    for key in keys {
        let all = ev.definitions(c, &[path[0], path[1], key]);
        let usual = all.iter().map(|d| d.priority).min().unwrap_or_default();
        if all.iter().any(|d| d.maybe) {
            return Err(unknown(&format!("`{key}` is set under a condition")));
        }
        let mut values = all.into_iter().filter(|d| d.priority == usual).map(|d| d.value);
        let Some(first) = values.next() else { continue };
        let canon = ev.canon(&first);
        if crate::eval::canon::dependence(&canon).is_some() {
            return Err(unknown(&format!("`{key}` depends on the configuration")));
        }
        for other in values {
            if ev.canon(&other) != canon {
                return Err(unknown(&format!("`{key}` is set in several places")));
            }
        }
        let text = express::value_text(ev, &first, own_file(&first, spot), spot, 0);
        let text = text.ok_or_else(|| unknown(&format!("`{key}` names what can't be named there")))?;
        rest.push_str(&format!("{key}={canon};"));
        let key = crate::eval::explore::attribute(&key.text());
        bindings.push(format!("{key} = {};", reindent(&text, "", "")));
    }
    let text = match &bindings[..] {
        [] => return Ok((rest, None)),
        [one] => format!("config.{one}"),
        many => {
            let lines: Vec<String> = many.iter().map(|b| format!("{step}{}", reindent(b, "", step))).collect();
            format!("config = {{\n{}\n}};", lines.join("\n"))
        }
    };
    Ok((rest, Some(text)))
}

fn own_file(v: &Value, spot: &Spot) -> FileId {
    let at = match v {
        Value::Attrs(a) => a.origin.as_ref().map(|o| o.loc.file),
        Value::List(l) => l.origin.as_ref().map(|o| o.loc.file),
        Value::Lambda(c) => Some(c.loc.file),
        _ => None,
    };
    at.unwrap_or(spot.file)
}
