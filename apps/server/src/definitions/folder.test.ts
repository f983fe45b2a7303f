import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFolder } from "./folder.ts";

let root: string;
const write = (path: string, text: string | Buffer) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sextant-folder-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("a workspace folder", () => {
  it("gives its YAML files by path, and skips dot files, node_modules and the rest", () => {
    for (const path of [
      "w/b.yml",
      "w/a/z.yaml",
      "w/.hidden.yaml",
      "w/.sextant/x.yaml",
      "w/node_modules/p/x.yaml",
      "w/notes.md",
    ])
      write(path, path);
    expect(readFolder(join(root, "w"))).toEqual({
      files: [
        { path: "a/z.yaml", text: "w/a/z.yaml" },
        { path: "b.yml", text: "w/b.yml" },
      ],
      findings: [],
    });
  });

  it("follows no link out of itself, and says which one it did not", () => {
    write("secret.yaml", "password: x");
    write("out/more.yaml", "x");
    write("w/inside/real.yaml", "real");
    symlinkSync(join(root, "secret.yaml"), join(root, "w/stolen.yaml"));
    symlinkSync(join(root, "out"), join(root, "w/out"));
    symlinkSync(join(root, "w/inside/real.yaml"), join(root, "w/alias.yaml"));
    symlinkSync(join(root, "nowhere.yaml"), join(root, "w/broken.yaml"));
    const { files, findings } = readFolder(join(root, "w"));
    expect(files.map((file) => file.path)).toEqual(["alias.yaml", "inside/real.yaml"]);
    expect(findings.map((finding) => finding.place?.file)).toEqual(["broken.yaml", "stolen.yaml"]);
  });

  it("ends when links go round in a circle", () => {
    write("w/a/x.yaml", "x");
    symlinkSync(join(root, "w"), join(root, "w/a/up"));
    expect(readFolder(join(root, "w")).files.map((file) => file.path)).toEqual(["a/x.yaml"]);
  });

  it("finds files that are no text or too large, and reads the others", () => {
    write("w/latin.yaml", Buffer.from([0x61, 0xe4, 0xf6]));
    write("w/large.yaml", "x".repeat(2_000_001));
    write("w/good.yaml", "ä");
    const { files, findings } = readFolder(join(root, "w"));
    expect(files).toEqual([{ path: "good.yaml", text: "ä" }]);
    expect(findings.map((finding) => finding.message)).toEqual([
      expect.stringContaining("2 MB"),
      expect.stringContaining("UTF-8"),
    ]);
  });

  it("that is not there is a problem", () => {
    expect(() => readFolder(join(root, "nowhere"))).toThrowError(
      expect.objectContaining({ code: "source_unreadable" }),
    );
  });
});
