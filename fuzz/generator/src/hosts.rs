//! More ways to build machines: records, folders, helpers with defaults, a library of the flake's own.

use arbitrary::Result;

use crate::Making;
use crate::nix::{B, E, P};
use crate::shapes::{Host, Outputs, from_below};

// What the machine is called.
fn is_name(e: &E) -> bool {
    matches!(e, E::Set(all) if all.iter().any(|b| matches!(b, B::Eq(n, _) if n == "networking.hostName")))
}

fn set(all: Vec<B>) -> E {
    E::Set(all)
}

impl Making<'_, '_> {
    /// One of them.
    pub fn by_more(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        match self.u.int_in_range(0..=4)? {
            0 => self.by_records(o, hosts),
            1 => self.by_read_dir(o, hosts),
            2 => self.by_defaults(o, hosts),
            3 => self.by_library(o, hosts),
            _ => self.by_list_of_records(o, hosts),
        }
    }

    // `mapAttrs (name: host: nixosSystem { inherit (host) system modules; … }) { alpha = { … }; }`
    fn by_records(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let build = self.system_of_record(o)?;
        let record =
            |h: Host| B::eq(h.name, set(vec![B::eq("system", E::str(h.system)), B::eq("modules", E::List(h.modules))]));
        let records = set(hosts.into_iter().map(record).collect());
        let records = if self.one_in(2)? {
            o.bind("hosts", records);
            E::raw("hosts")
        } else {
            records
        };
        let map = self.pick(&["builtins.mapAttrs", "inputs.nixpkgs.lib.mapAttrs"])?;
        let value = E::raw(map).call(vec![build.lambda(P::name("name")), records]);
        Ok(vec![B::eq("nixosConfigurations", value)])
    }

    fn by_list_of_records(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let build = E::raw("build").call(vec![E::raw("host")]);
        let function = self.system_of_record(o)?;
        o.bind("build", function);
        let pair = set(vec![B::inherit_from(E::raw("host"), &["name"]), B::eq("value", build)]);
        let record = |h: Host| {
            set(vec![
                B::eq("name", E::str(h.name)),
                B::eq("system", E::str(h.system)),
                B::eq("modules", E::List(h.modules)),
            ])
        };
        let list = E::List(hosts.into_iter().map(record).collect());
        let pairs = E::raw("map").call(vec![pair.lambda(P::name("host")), list]);
        Ok(vec![B::eq("nixosConfigurations", E::raw("builtins.listToAttrs").call(vec![pairs]))])
    }

    // A function of such a record.
    fn system_of_record(&mut self, o: &mut Outputs) -> Result<E> {
        let special = self.special_binding("specialArgs", o, Some("host.system"))?;
        Ok(if self.one_in(2)? {
            let args = vec![B::inherit_from(E::raw("host"), &["system", "modules"]), special];
            o.nixos_system(args).lambda(P::name("host"))
        } else {
            let special = self.special_binding("specialArgs", o, Some("system"))?;
            let args = vec![B::inherit(&["system", "modules"]), special];
            o.nixos_system(args).lambda(P::open(&["system", "modules"]))
        })
    }

    // `mapAttrs (name: _: …) (builtins.readDir ./machines)`
    fn by_read_dir(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let folder = |e: &E| from_below(e).map_raw(&|t| t.replacen("../", "../../", 1));
        let is_path = |e: &&E| matches!(e, E::Raw(t) if t.starts_with("./"));
        let is_common = |e: &&E| !is_path(e) && !is_name(e) && !format!("{e:?}").contains("latform\"");
        let common = hosts[0].modules.iter().filter(is_common).cloned().collect();
        for h in &hosts {
            let imports = h.modules.iter().filter(is_path).map(folder);
            let text = set(vec![
                B::eq("imports", E::List(imports.collect())),
                B::eq("nixpkgs.hostPlatform", E::str(h.system)),
            ]);
            let text = if self.one_in(2)? { text.lambda(P::open(&[])) } else { text };
            self.files.insert(format!("machines/{}/default.nix", h.name), text);
        }
        let special = self.special_binding("specialArgs", o, None)?;
        let name = set(vec![B::eq("networking.hostName", E::raw("name"))]);
        let file = E::raw("./machines + \"/${name}\"");
        let modules = B::eq("modules", E::List(vec![file, name]).cat(E::List(common)));
        let call = o.nixos_system(vec![special, modules]);
        let read = E::raw("builtins.readDir").call(vec![E::raw("./machines")]);
        let value = if self.one_in(2)? {
            E::raw("builtins.mapAttrs").call(vec![call.lambda(P::name("_")).lambda(P::name("name")), read])
        } else {
            let names = E::raw("builtins.attrNames").call(vec![read]);
            E::raw("inputs.nixpkgs.lib.genAttrs").call(vec![names, call.lambda(P::name("name"))])
        };
        Ok(vec![B::eq("nixosConfigurations", value)])
    }

    // `mkHost = { hostname, system ? "x86_64-linux", extraModules ? [ ], ... }@args: …`
    fn by_defaults(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let function = self.function_with_defaults(o)?;
        o.bind("mkHost", function);
        self.calls_with_defaults(E::raw("mkHost"), hosts)
    }

    fn function_with_defaults(&mut self, o: &mut Outputs) -> Result<E> {
        let special = self.special(o, Some("system"))?;
        let special = match self.u.int_in_range(0..=2)? {
            0 => special.update(E::raw("extraArgs")),
            1 => special.update(set(vec![B::inherit(&["hostname"])])),
            _ => special,
        };
        let name = set(vec![B::eq("networking.hostName", E::raw("hostname"))]);
        let modules = E::List(vec![name]).cat(E::raw("modules"));
        let args = vec![B::inherit(&["system"]), B::eq("specialArgs", special), B::eq("modules", modules)];
        let call = o.nixos_system(args);
        let head = if self.one_in(2)? { P::whole(&["hostname"], "args") } else { P::open(&["hostname"]) };
        let head = head.or("system", E::str("x86_64-linux")).or("modules", E::List(Vec::new()));
        Ok(call.lambda(head.or("extraArgs", set(Vec::new()))))
    }

    fn calls_with_defaults(&mut self, function: E, hosts: Vec<Host>) -> Result<Vec<B>> {
        let mut all = Vec::new();
        for h in hosts {
            let modules = h.modules.into_iter().filter(|e| !is_name(e)).collect();
            let mut args = vec![B::eq("hostname", E::str(h.name)), B::eq("modules", E::List(modules))];
            if h.system != "x86_64-linux" || self.one_in(3)? {
                args.push(B::eq("system", E::str(h.system)));
            }
            if self.one_in(4)? {
                args.push(B::eq("extraArgs", set(vec![B::eq("more", E::raw("1"))])));
            }
            all.push((h.name, function.clone().call(vec![set(args)])));
        }
        self.named(all)
    }

    // `lib = import ./lib { inherit inputs; };`
    fn by_library(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let mut inner = self.inner();
        let function = self.function_with_defaults(&mut inner)?;
        let (head, arg) = self.file_head()?;
        let text = match self.one_in(2)? {
            true => E::Rec(vec![B::eq("mkHost", function), B::eq("mkAlias", E::raw("mkHost"))]),
            false => set(vec![B::eq("mkHost", function)]),
        };
        self.files.insert("lib/default.nix".to_owned(), text.below(inner.lets).lambda(head));
        let call = E::raw("import").call(vec![E::raw("./lib"), arg]);
        match self.u.int_in_range(0..=2)? {
            0 => {
                o.bind("mylib", call);
                self.calls_with_defaults(E::raw("mylib.mkHost"), hosts)
            }
            1 => {
                o.lets.push(B::inherit_from(call, &["mkHost"]));
                self.calls_with_defaults(E::raw("mkHost"), hosts)
            }
            _ => self.calls_with_defaults(call.sel("mkHost"), hosts),
        }
    }
}
