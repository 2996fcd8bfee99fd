//! Whole flakes of the generator: checked, rewritten, and looked at again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nixinst_fuzz::properties::{changed, violations};
use nixinst_fuzz::{analyze, folder, on_large_stack, write};

fuzz_target!(|data: &[u8]| {
    let files = nixinst_generator::flake(data);
    on_large_stack(move || {
        for (name, text) in &files {
            let parsed = rnix::Root::parse(text);
            assert!(parsed.errors().is_empty(), "the generator makes no Nix: {name}: {:?}\n{text}", parsed.errors());
        }
        let dir = folder();
        write(dir.path(), &files);
        let outcome = analyze(dir.path()).expect("it is a flake");
        let found = violations(&files, &outcome.changes);
        assert!(found.is_empty(), "{found:#?}");
        if outcome.changes.is_empty() {
            return;
        }
        write(dir.path(), &changed(&files, &outcome.changes));
        let again = analyze(dir.path()).expect("it is a flake still");
        let titles: Vec<&str> = again.groups.iter().map(|g| g.title.as_str()).collect();
        assert!(again.changes.is_empty(), "a second run changes it again: {titles:?}");
    });
});
