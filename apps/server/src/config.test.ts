import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { help, readConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the configuration", () => {
  it("is loopback, SQLite and the embedded engine below the workspace when nothing else is said", () => {
    expect(readConfig(["--workspace", folder], {})).toMatchObject({
      workspace: folder,
      data: join(folder, ".sextant"),
      host: "127.0.0.1",
      port: 4004,
      store: `sqlite:${join(folder, ".sextant", "records.db")}`,
      warehouse: `chdb:${join(folder, ".sextant", "facts")}`,
      secure: false,
      trustProxy: false,
      allowedHosts: [],
    });
  });

  it("takes a flag over a variable", () => {
    const environment = {
      SEXTANT_WORKSPACE: folder,
      SEXTANT_PORT: "1",
      SEXTANT_HOST: "::1",
      SEXTANT_SECURE_COOKIES: "true",
    };
    expect(readConfig(["--port", "0"], environment)).toMatchObject({
      workspace: folder,
      port: 0,
      host: "::1",
      secure: true,
    });
  });

  it("is nothing when only help was asked", () => {
    expect(readConfig(["--help", "--port", "1"], {})).toBeNull();
    for (const flag of ["--workspace", "--data", "--host", "--port", "SEXTANT_STORE"]) expect(help).toContain(flag);
  });

  it("names every wrong value at once, and where it was written", () => {
    const environment = { SEXTANT_STORE: "mysql://x", SEXTANT_SECURE_COOKIES: "maybe", SEXTANT_LOG_LEVEL: "loud" };
    const read = () => readConfig(["--workspace", folder, "--port", "70000"], environment);
    expect(read).toThrowError(expect.objectContaining({ code: "invalid_request" }));
    expect(read).toThrowError(
      /--port.*0 to 65535.*SEXTANT_STORE.*postgres:.*SEXTANT_SECURE_COOKIES.*true or false.*SEXTANT_LOG_LEVEL/s,
    );
  });

  it.each([
    [["--prot", "1"]],
    [["serve"]],
    [["--port"]],
    [["--port", "abc"]],
    [["--port", "1.5"]],
    [["--host", "a b"]],
  ])("refuses %j", (argv) => {
    expect(() => readConfig(["--workspace", folder, ...argv], {})).toThrowError(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });

  it("refuses a workspace that is not there", () => {
    expect(() => readConfig(["--workspace", join(folder, "nowhere")], {})).toThrowError(/no folder .*nowhere/);
  });
});
