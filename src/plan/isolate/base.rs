//! What the default instance of configurations is made of, but for its overlays.

use std::rc::Rc;

use super::instances;
use super::overlays::Overlay;
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, FileId, Source, Thunk, Value};
use crate::plan::codes::{self, Block};
use crate::plan::express;
use crate::plan::keys::SYSTEM_ARGUMENTS;
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

// The priority of a definition that says none (nixpkgs `lib/modules.nix`).
const USUAL: i64 = 100;

// Other ways to say what the default instance is (nixpkgs `nixos/modules/misc/nixpkgs.nix`).
const OTHER_OPTIONS: &[&str] = &["pkgs", "crossSystem", "buildPlatform", "localSystem"];

/// What an instance is made of.
struct Part {
    source: Source,
    system: Rc<str>,
    rest: String,
    config: Option<String>,
}

/// That of all that have an overlay, if it is one.
pub fn of(ev: &mut Evaluator, overlay: &Overlay, spot: &Spot, step: &str) -> Result<Base, Block> {
    let mut out: Option<Base> = None;
    for i in &overlay.sites {
        let (at, args) = (ev.sites[*i].at.loc, ev.sites[*i].args.clone());
        let (source, name) = (ev.sites[*i].source.clone(), format!("the instance at {}", ev.place(at)));
        let part = made_part(ev, &source, &args, &name, spot, step)?;
        join(&mut out, part, &name)?;
    }
    for &c in &overlay.configs {
        let name = ev.config_names(&[c]).join(", ");
        let part = default_part(ev, c, &name, spot, step)?;
        join(&mut out, part, &name)?;
    }
    let mut out = out.ok_or_else(|| Block::new(codes::UNKNOWN_CALLER, "no configuration has it"))?;
    out.systems.sort();
    Ok(out)
}

fn join(out: &mut Option<Base>, part: Part, name: &str) -> Result<(), Block> {
    let Part { source, system, rest, config } = part;
    match out {
        None => *out = Some(Base { source, systems: vec![system], config, rest }),
        Some(first) if first.source != source || first.rest != rest => {
            let what = if first.source != source { "another nixpkgs" } else { "another `nixpkgs.config`" };
            let m = format!("{name} has {what} than the others that have the overlay");
            return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
        }
        Some(first) if first.systems.contains(&system) => {}
        Some(first) => first.systems.push(system),
    }
    Ok(())
}

// Of the default instance of a configuration: one that it is given, or one that its modules say.
fn default_part(ev: &mut Evaluator, c: ConfigId, name: &str, spot: &Spot, step: &str) -> Result<Part, Block> {
    all_known(ev, c, name)?;
    let given = instances::given_to(ev, c);
    let home = ev.config(c).kind == Kind::Home;
    if let Some(i) = given.as_ref().and_then(instances::as_instance) {
        let mut part = made_part(ev, &i.source, &i.args, name, spot, step)?;
        if home && ev.definitions(c, &["nixpkgs", "overlays"].map(Name::new)).iter().any(|d| d.priority < USUAL) {
            let m = format!("modules of {name} replace the overlays of its `pkgs`");
            return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
        }
        // What modules say counts in place of that (home-manager `lib/default.nix`, `modules/misc/nixpkgs.nix`).
        if home && !ev.definitions(c, &["nixpkgs", "config"].map(Name::new)).is_empty() {
            (part.rest, part.config) = config_of(ev, c, name, spot, step)?;
        }
        return Ok(part);
    }
    plain(ev, c, name, given.is_some())?;
    let source = match ev.nixpkgs_of(c) {
        Source::Input(id) => Source::Input(ev.inputs.canonical(id)),
        _ => {
            let m = format!("which nixpkgs {name} has isn't known");
            return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
        }
    };
    let system = ev.system(c).ok_or_else(|| {
        let m =
            format!("the system of {name} can't be known; give its builder `system`, or set `nixpkgs.hostPlatform`");
        Block::new(codes::UNKNOWN_SYSTEM, m)
    })?;
    let (rest, config) = config_of(ev, c, name, spot, step)?;
    Ok(Part { source, system, rest, config })
}

// Of an instance that the flake makes.
fn made_part(
    ev: &mut Evaluator,
    source: &Source,
    args: &Thunk,
    name: &str,
    spot: &Spot,
    step: &str,
) -> Result<Part, Block> {
    let depends = |m: String| Block::new(codes::DEPENDS_ON_CONFIG, m);
    let id = ev
        .input_of(source)
        .ok_or_else(|| Block::new(codes::IMPURE_SOURCE, format!("the nixpkgs of {name} is no input of the flake")))?;
    let source = Source::Input(ev.inputs.canonical(id));
    let args = ev.force(args);
    let args = ev.as_attrs(&args).filter(|a| a.open.is_empty());
    let args = args.ok_or_else(|| depends(format!("which arguments {name} gets isn't known")))?;
    const KNOWN: &[&str] = &["system", "localSystem", "config", "overlays"];
    if let Some(other) = args.map.keys().find(|n| !KNOWN.iter().any(|k| n.is(k))) {
        return Err(depends(format!("{name} gets `{other}` too")));
    }
    let system = SYSTEM_ARGUMENTS.iter().find_map(|n| args.get(n).cloned()).map(|t| ev.force(&t));
    let system = system.and_then(|v| ev.platform_of(&v).filter(|_| ev.platform(&v).more.is_empty()));
    let system = system.ok_or_else(|| {
        let m = format!("the system of {name} can't be known; give it `system`");
        Block::new(codes::UNKNOWN_SYSTEM, m)
    })?;
    let config = match args.get("config").cloned() {
        Some(t) => ev.force(&t),
        None => Value::attrs::<Name>([]),
    };
    let unknown = |what: &str| depends(format!("the `config` of {name} can't be written in flake.nix: {what}"));
    let all = ev.as_attrs(&config).filter(|a| a.open.is_empty() && matches!(config, Value::Attrs(_)));
    let all = all.ok_or_else(|| {
        let what = ev.describe(&config);
        unknown(&format!("it is {what}"))
    })?;
    let mut pairs: Vec<(Name, Value)> = Vec::new();
    for (key, t) in all.map.clone() {
        pairs.push((key, ev.force(&t)));
    }
    pairs.sort_by_key(|(k, _)| k.to_string());
    let (rest, config) = written(ev, pairs, (spot, step), &unknown)?;
    Ok(Part { source, system, rest, config })
}

// Whether all is known that a configuration's modules do.
fn all_known(ev: &mut Evaluator, c: ConfigId, name: &str) -> Result<(), Block> {
    let depends = |m: String| Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
    let config = ev.config(c);
    if config.unreadable {
        return depends(format!("some modules of {name} can't be read"));
    }
    if let Some((at, why)) = config.unknowns.first().cloned() {
        let at = at.map(|l| format!(" at {}", ev.place(l))).unwrap_or_default();
        return depends(format!("not all modules of {name} are known{at}: {why}"));
    }
    Ok(())
}

// Nothing but source, system, config and overlays.
fn plain(ev: &mut Evaluator, c: ConfigId, name: &str, given: bool) -> Result<(), Block> {
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
    if given {
        return depends(format!("what the `pkgs` of {name} is isn't known"));
    }
    Ok(())
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
    let mut pairs: Vec<(Name, Value)> = Vec::new();
    for key in keys {
        let all = ev.definitions(c, &[path[0], path[1], key]);
        let usual = all.iter().map(|d| d.priority).min().unwrap_or_default();
        if all.iter().any(|d| d.maybe) {
            return Err(unknown(&format!("`{key}` is set under a condition")));
        }
        let mut values = all.into_iter().filter(|d| d.priority == usual).map(|d| d.value);
        let Some(first) = values.next() else { continue };
        let canon = ev.canon(&first);
        for other in values {
            if ev.canon(&other) != canon {
                return Err(unknown(&format!("`{key}` is set in several places")));
            }
        }
        pairs.push((key, first));
    }
    written(ev, pairs, (spot, step), &unknown)
}

// The keys of a `config` and their values: canonical, and as a binding.
fn written(
    ev: &mut Evaluator,
    pairs: Vec<(Name, Value)>,
    (spot, step): (&Spot, &str),
    unknown: &dyn Fn(&str) -> Block,
) -> Result<(String, Option<String>), Block> {
    let mut rest = String::new();
    let mut bindings: Vec<String> = Vec::new();
    for (key, v) in pairs {
        let canon = ev.canon(&v);
        if crate::eval::canon::dependence(&canon).is_some() {
            return Err(unknown(&format!("`{key}` depends on the configuration")));
        }
        let text = express::value_text(ev, &v, own_file(&v, spot), spot, 0);
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
