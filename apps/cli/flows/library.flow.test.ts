import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sextant } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-library-"));

beforeAll(() => {
  writeFileSync(
    join(folder, "workspace.yaml"),
    `workspace: { id: w, label: W }
people: [{ id: ada, label: Ada }]
datasets:
  - { id: opportunities, label: O, time: closed, columns: { closed: { type: date, nullable: false }, stage: { type: string } } }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the library, on the command line", () => {
  it("is searched, and shows what an entry needs", async () => {
    const found = await sextant(folder, "library", "win", "rate");
    expect(found.out).toContain("win_rate");
    const shown = await sextant(folder, "library", "show", "win_rate");
    expect(shown.out).toContain("won: The deal was won");
    expect(await sextant(folder, "library", "show", "win_rat")).toMatchObject({
      code: 4,
      err: expect.stringContaining("Did you mean win_rate?") as string,
    });
  });

  it("writes nothing while columns do not fit", async () => {
    const refused = await sextant(
      folder,
      "library",
      "install",
      "win_rate",
      "--from",
      "deals=opportunities",
      "--map",
      "won=stage",
    );
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("library/does-not-fit");
    expect(() => readFileSync(join(folder, "library/win_rate.yaml"))).toThrow();
  });

  it("installs an entry as a draft that checks, once", async () => {
    const install = [
      "library",
      "install",
      "win_rate",
      "--owner",
      "ada",
      "--from",
      "deals=opportunities",
      "--map",
      "won=stage = 'won'",
    ];
    expect(await sextant(folder, ...install)).toMatchObject({ code: 0 });
    const text = readFileSync(join(folder, "library/win_rate.yaml"), "utf8");
    expect(text).toContain("where: (stage = 'won')");
    expect(text).toContain("# Thresholds: Start value, adjust.");
    expect(await sextant(folder, "check")).toMatchObject({ code: 0 });
    expect((await sextant(folder, ...install)).code).not.toBe(0);
  });
});
