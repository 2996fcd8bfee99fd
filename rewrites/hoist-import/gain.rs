//! Whether a move is worth its lines.

use super::attempt::Group;
use crate::eval::value::FileId;
use crate::flake::sites::Site;
use crate::plan::classify::Evaluation;

/// Sites in the file that would hold the definition, each of which is evaluated once and shares with nobody: to move
/// them makes no instance fewer.
pub fn alone(groups: &[Group], sites: &[Site], live: &[(usize, Vec<Evaluation>)], file: FileId) -> Vec<usize> {
    let lone = groups.iter().filter(|g| !g.existing && g.sites.len() == 1).map(|g| g.sites[0]);
    let once = |i: &usize| live.iter().any(|(l, evaluations)| l == i && evaluations.len() == 1);
    lone.filter(|i| sites[*i].loc.file == file).filter(once).collect()
}
