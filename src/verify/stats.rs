//! What an evaluation took, as Nix counts it (`NIX_SHOW_STATS`, `NIX_COUNT_CALLS`: the Nix source, `EvalState::printStatistics`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Numbers of one evaluation; what Nix did not count is not there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// Package sets: calls of the outer function of a `pkgs/top-level/default.nix`.
    pub instances: Option<u64>,
    pub thunks: Option<u64>,
    /// Bytes that were allocated.
    pub allocated: Option<u64>,
    /// Bytes of the heap at the end.
    pub heap: Option<u64>,
    /// Seconds of the processor.
    pub cpu: Option<f64>,
}

impl Stats {
    /// What Nix wrote.
    pub fn of(json: &Value) -> Stats {
        Stats {
            instances: instances(json),
            thunks: json["nrThunks"].as_u64(),
            allocated: json["gc"]["totalBytes"].as_u64(),
            heap: json["gc"]["heapSize"].as_u64(),
            cpu: json["cpuTime"].as_f64().or(json["time"]["cpu"].as_f64()),
        }
    }
}

// The first function of each such file is the one that makes an instance.
fn instances(json: &Value) -> Option<u64> {
    let calls = json["functions"].as_array()?;
    let mut tops: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for call in calls {
        let (Some(file), Some(line), Some(count)) =
            (call["file"].as_str(), call["line"].as_u64(), call["count"].as_u64())
        else {
            continue;
        };
        if file.ends_with("/pkgs/top-level/default.nix") {
            let top = tops.entry(file).or_insert((line, count));
            *top = (*top).min((line, count));
        }
    }
    (!tops.is_empty()).then(|| tops.values().map(|(_, count)| count).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outer_function_of_each_tree_counts() {
        let call =
            |file: &str, line: u64, count: u64| serde_json::json!({ "file": file, "line": line, "count": count });
        let json = serde_json::json!({
            "cpuTime": 0.5, "nrThunks": 7, "gc": { "heapSize": 20, "totalBytes": 10 },
            "functions": [
                call("/a/pkgs/top-level/default.nix", 56, 90), call("/a/pkgs/top-level/default.nix", 19, 3),
                call("/b/pkgs/top-level/default.nix", 20, 2), call("/a/lib/default.nix", 1, 8),
            ]
        });
        let stats = Stats::of(&json);
        assert_eq!((stats.instances, stats.thunks, stats.heap, stats.cpu), (Some(5), Some(7), Some(20), Some(0.5)));
        assert_eq!(Stats::of(&serde_json::json!({})), Stats::default());
    }
}
