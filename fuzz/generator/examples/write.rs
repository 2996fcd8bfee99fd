//! Writes a flake by its number, or by the bytes of an input that a fuzz target failed on:
//! `cargo run --example write -- NUMBER|FILE FOLDER`. With `PLAIN` in the environment, that of a number is written without
//! comments, as most people format.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [of, folder] = &args[..] else {
        eprintln!("usage: write NUMBER|FILE FOLDER");
        std::process::exit(2);
    };
    let files = match of.parse() {
        Ok(number) => {
            if std::env::var_os("PLAIN").is_some() {
                nixinst_generator::plain(number)
            } else {
                nixinst_generator::numbered(number)
            }
        }
        Err(_) => nixinst_generator::flake(&std::fs::read(of)?),
    };
    for (name, text) in files {
        let path = Path::new(folder).join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(folder)))?;
        std::fs::write(path, text)?;
    }
    Ok(())
}
