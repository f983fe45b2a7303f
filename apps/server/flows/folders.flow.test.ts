import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

const definitions = `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T00:00" }
calendar: { time_zone: Europe/Berlin }
sources:
  - { id: exports, kind: files, label: Exports, folder: exports, promised_lag: 60d }
  - { id: outside, kind: files, label: Outside, folder: /etc }
datasets:
  - id: sales
    label: Sales
    source: { from: exports, files: "sales/**/*.csv" }
    time: day
    columns:
      day: { type: date, nullable: false }
      amount: { type: integer }
  - id: passwords
    label: Passwords
    source: { from: outside, files: "*.csv" }
    time: day
    columns:
      day: { type: date, nullable: false }
`;

describe("A folder of files", () => {
  let flow: Flow;
  const elsewhere = mkdtempSync(join(tmpdir(), "sextant-outside-"));
  const path = (name: string): string => join(flow.folder, "exports/sales", name);
  const write = (name: string, rows: string): void => writeFileSync(path(name), `day,amount\n${rows}`);
  const pull = async () => {
    await flow.call("runSource", { params: { id: "exports" }, body: {} });
    await flow.running.sources.idle();
    const { lastRun, rows } = await flow.call("source", { params: { id: "exports" } });
    return { ...lastRun, rows };
  };

  beforeAll(async () => {
    writeFileSync(join(elsewhere, "secret.csv"), "day,amount\n2026-01-01,666\n");
    flow = await startFlow({
      files: {
        "all.yaml": definitions,
        "exports/sales/a.csv": "day,amount\n2026-01-01,1\n2026-01-02,2\n",
        "exports/sales/b.csv": "day,amount\n2026-01-03,3\n",
      },
    });
    await flow.running.sources.idle();
  });
  afterAll(async () => {
    await discard(flow);
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it("outside the folders that may be read is refused", async () => {
    const { problem } = await flow.call("source", { params: { id: "outside" } });
    expect(problem).toMatch(/\/etc is outside the folders that may be read/);
  });

  it("is taken in at once, and again only what is new", async () => {
    expect((await flow.call("source", { params: { id: "exports" } })).rows).toBe(3);
    expect(await pull()).toMatchObject({ outcome: "done", read: 0, landed: 0 });
    mkdirSync(path("2026/02"), { recursive: true });
    write("2026/02/c.csv", "2026-02-01,4\n");
    expect(await pull()).toMatchObject({ read: 1, landed: 1, rows: 4 });
  });

  it("has the rows of a changed file in place of its earlier ones, and none of a file that is gone", async () => {
    write("a.csv", "2026-01-01,10\n2026-01-02,20\n2026-01-05,50\n");
    expect(await pull()).toMatchObject({ outcome: "done", rows: 5 });
    rmSync(path("b.csv"));
    expect(await pull()).toMatchObject({ outcome: "done", rows: 4 });
    await flow.running.clock.idle();
  });

  it("is not left by a symbolic link, to a file or to a folder", async () => {
    symlinkSync(join(elsewhere, "secret.csv"), path("link.csv"));
    symlinkSync(elsewhere, path("linked"));
    expect(await pull()).toMatchObject({ landed: 0, rows: 4 });
  });

  it("names the file and the line of a row that cannot be read, and a file without a column, and takes the rest", async () => {
    write("d.csv", "2026-02-02,5\n2026-02-03,many\n");
    writeFileSync(path("e.csv"), "day,sum\n2026-02-04,5\n");
    const run = await pull();
    expect(run).toMatchObject({ outcome: "done", landed: 1, refused: 1, rows: 5 });
    const said = run.findings?.map(({ message }) => message).join("\n");
    expect(said).toMatch(/Line 3: sales\/d\.csv: column "amount" wants a whole number and got "many"/);
    expect(said).toMatch(/e\.csv: it has no column "amount"/);
    rmSync(path("e.csv"));
    expect(await pull()).toMatchObject({ outcome: "done", read: 2, rows: 5 });
  });

  it("keeps its rows over a restart", async () => {
    await flow.stop();
    flow = await startFlow({ folder: flow.folder });
    expect((await flow.call("source", { params: { id: "exports" } })).rows).toBe(5);
    expect(await pull()).toMatchObject({ read: 0, rows: 5 });
  });

  it("may hold ten thousand small files", async () => {
    mkdirSync(path("many"));
    for (let file = 0; file < 10_000; file += 1) write(`many/${file}.csv`, `2026-02-05,${file}\n`);
    expect(await pull()).toMatchObject({ outcome: "done", read: 10_000, landed: 10_000, rows: 10_005 });
    write("many/77.csv", "2026-02-05,0\n2026-02-06,0\n");
    const run = await pull();
    // Those that landed with it are read again, and no others.
    expect(run).toMatchObject({ outcome: "done", rows: 10_006 });
    expect(run.read).toBeLessThanOrEqual(1001);
  }, 60_000);
});
