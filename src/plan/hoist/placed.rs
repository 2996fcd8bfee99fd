//! Sites that are rewritten where they are: nothing has to be passed to them.

use rnix::TextRange;
use rustc_hash::FxHashMap;

use super::attempt::Group;
use crate::eval::Evaluator;
use crate::eval::value::{FileId, Source};
use crate::flake::sites::Site;
use crate::plan::classify::{Candidate, systems};
use crate::plan::codes::{self, Block};
use crate::plan::pins;
use crate::plan::requests::Requests;
use crate::plan::spot::Spot;
use crate::rewrites::{Rewrite, Written};

/// A site, and what comes in its place.
pub struct Placed {
    /// Its index.
    pub site: usize,
    rewrite: &'static Rewrite,
    source: Source,
    systems: Vec<std::rc::Rc<str>>,
    written: Written,
    // Where it stands.
    spot: Spot,
}

/// The candidates with their new text; those that have none are blocked.
pub fn all(
    ev: &mut Evaluator,
    sites: &[Site],
    candidates: &[&Candidate],
    blocked: &mut FxHashMap<usize, Block>,
) -> Vec<Placed> {
    let mut out = Vec::new();
    for c in candidates {
        let Some(write) = c.rewrite.in_place else { continue };
        let evaluations: Vec<usize> = c.evaluations.iter().map(|e| e.index).collect();
        match write(ev, &sites[c.site], &evaluations) {
            Ok(written) => out.push(Placed {
                site: c.site,
                rewrite: c.rewrite,
                source: c.evaluations[0].key.source.clone(),
                systems: systems(c.evaluations.iter().filter(|e| !e.key.system.is_empty())),
                written,
                spot: spot_of(ev, &sites[c.site], evaluations[0]),
            }),
            Err(block) => _ = blocked.insert(c.site, block),
        }
    }
    out
}

fn spot_of(ev: &Evaluator, site: &Site, evaluation: usize) -> Spot {
    Spot::new(site.loc.file, site.loc.expr, ev.sites[evaluation].at.env.clone())
}

/// Those that stand in the arguments of a site that moves, and these: the text that moves is the one that would change.
pub fn inside(ev: &Evaluator, sites: &[Site], moving: &[Candidate], placed: &[Placed]) -> FxHashMap<usize, Block> {
    let mut out = FxHashMap::default();
    for p in placed {
        let inner = &sites[p.site];
        let around = moving
            .iter()
            .map(|c| c.site)
            .filter(|o| sites[*o].loc.file == inner.loc.file && sites[*o].range(ev).contains_range(inner.range(ev)));
        for outer in around {
            let m =
                format!("it is made in the arguments of the instance at {}, which moves", ev.place(sites[outer].loc));
            out.insert(p.site, Block::new(codes::CONFLICT, m));
            let m = format!("its arguments make the instance at {}, which is rewritten there", ev.place(inner.loc));
            out.insert(outer, Block::new(codes::CONFLICT, m));
        }
    }
    out
}

/// Writes them, and answers what they use, by source. `file` is where the flake's outputs stand.
pub fn put(
    ev: &mut Evaluator,
    sites: &[Site],
    placed: &[Placed],
    file: FileId,
    out: &mut Requests,
    removed: &mut Vec<(FileId, TextRange)>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for p in placed {
        let site = &sites[p.site];
        out.replace.insert(site.loc, p.written.text.clone());
        removed.push((site.loc.file, site.range(ev)));
        pins::declare(ev, &p.source, &p.spot, out);
        match groups.iter_mut().find(|g| g.source == p.source && g.rewrite.name == p.rewrite.name) {
            Some(g) => {
                g.sites.push(p.site);
                g.systems.extend(p.systems.iter().cloned());
                g.systems.sort();
                g.systems.dedup();
            }
            None => groups.push(Group {
                name: p.written.uses.clone(),
                source: p.source.clone(),
                rest: String::new(),
                systems: p.systems.clone(),
                rewrite: p.rewrite,
                sites: vec![p.site],
                file,
                existing: true,
                own: false,
                definition: None,
            }),
        }
    }
    groups
}

/// Leaves those in a file that can't be edited. Whether there were any.
pub fn drop_file(
    ev: &Evaluator,
    sites: &[Site],
    placed: &mut Vec<Placed>,
    block: &Block,
    blocked: &mut FxHashMap<usize, Block>,
) -> bool {
    let before = placed.len();
    placed.retain(|p| {
        let declares = matches!(&p.source, Source::Input(id) if ev.inputs.reference_of_new(*id).is_some());
        let touches = |f: &String| ev.file(sites[p.site].loc.file).path == *f || declares && f == "flake.nix";
        let here = block.file.as_ref().is_none_or(touches);
        if here {
            blocked.insert(p.site, block.clone());
        }
        !here
    });
    placed.len() < before
}
