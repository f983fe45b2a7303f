import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { takeDataDirectory } from "./data-directory.ts";

const root = mkdtempSync(join(tmpdir(), "sextant-data-"));
afterAll(() => rmSync(root, { recursive: true }));

const presence = { url: "http://127.0.0.1:1", pid: 1, token: "sxt_x", startedAt: 1 };
const modulePath = new URL("./data-directory.ts", import.meta.url).href;

/** Another process that takes the directory, says so, and holds it until it is ended. */
const holder = async (path: string) => {
  const code = `const { takeDataDirectory } = await import(${JSON.stringify(modulePath)});
    const held = takeDataDirectory(${JSON.stringify(path)}, process.pid);
    held.announce({ ...${JSON.stringify(presence)}, pid: process.pid });
    process.stdout.write("held"); setInterval(() => held, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
};

describe("a data directory", () => {
  it("held by another process is refused, naming that process, and is free again after kill -9", async () => {
    const path = join(root, "held");
    const child = await holder(path);
    expect(() => takeDataDirectory(path, process.pid)).toThrowError(
      expect.objectContaining({
        code: "data_directory_locked",
        message: expect.stringContaining(`process ${child.pid} `),
      }),
    );
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    expect(existsSync(join(path, "server.json"))).toBe(true);
    const held = takeDataDirectory(path, process.pid);
    expect(existsSync(join(path, "server.json"))).toBe(false);
    held.release();
  });

  it("cannot be taken twice by one process either", () => {
    const held = takeDataDirectory(join(root, "twice"), 1);
    expect(() => takeDataDirectory(join(root, "twice"), 1)).toThrowError(
      expect.objectContaining({ code: "data_directory_locked" }),
    );
    held.release();
    takeDataDirectory(join(root, "twice"), 1).release();
  });

  it("shows the token of this run to its own user only, and takes it away at the end", () => {
    const held = takeDataDirectory(join(root, "token"), 1);
    const file = join(root, "token", "server.json");
    held.announce({ ...presence, token: "sxt_old" });
    held.announce(presence);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(presence);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    held.release();
    expect(existsSync(file)).toBe(false);
  });

  it("that cannot be made says so", () => {
    writeFileSync(join(root, "file"), "");
    expect(() => takeDataDirectory(join(root, "file", "below"), 1)).toThrowError(
      expect.objectContaining({
        code: "source_unreadable",
        message: expect.stringContaining(join(root, "file", "below")),
      }),
    );
  });
});
