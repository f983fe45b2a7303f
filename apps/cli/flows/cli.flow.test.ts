import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AskAnswer } from "@sextant/model/api/answers/ask";
import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { PlanAnswer } from "@sextant/model/api/answers/definitions";
import type { Receipt, ReceiptVerification } from "@sextant/model/api/answers/receipt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sextant } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-cli-"));
const day = (i: number): string => new Date(Date.UTC(2025, 0, 6) + i * 86_400_000).toISOString().slice(0, 10);
/** Four whole weeks from Monday 6 January 2025, ten orders a day; on day i each is worth i. */
const rows = Array.from({ length: 28 }, (_, i) =>
  Array.from({ length: 10 }, (__, k) => `${day(i)},${i},${k < 3 ? "web" : "store"}`),
).flat();

const json = async <T>(...words: string[]): Promise<T> => {
  const { out, err, code } = await sextant(folder, ...words, "--json");
  try {
    return JSON.parse(out) as T;
  } catch {
    throw new Error(`exit ${code}: ${out} ${err}`);
  }
};

const edit = (file: string, from: string, to: string): void => {
  const path = join(folder, "shop", file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};

const changes = async (): Promise<string[]> => {
  const plan = await json<PlanAnswer>("plan", "--workspace", "shop");
  return plan.changes.map(({ type, id, change, version }) => `${change} ${type} ${id} ${version}`);
};

beforeAll(async () => {
  writeFileSync(join(folder, "orders.csv"), `day,amount,channel\n${rows.join("\n")}\n`);
  const made = await sextant(folder, "init", "orders.csv", "--out", "shop", "--time-zone", "Europe/Berlin");
  expect(made).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the command line, on someone's own CSV", () => {
  it("finds no errors in what init wrote", async () => {
    const checked = await sextant(folder, "check", "--workspace", "shop");
    expect(checked.out).toContain("0 errors");
    expect(checked.code).toBe(0);
  });

  it("refuses to write over a folder that is not empty", async () => {
    expect(await sextant(folder, "init", "orders.csv", "--out", "shop")).toMatchObject({ code: 5 });
  });

  it("answers with the numbers of the file", async () => {
    const answer = await json<AskAnswer>(
      "ask",
      "--workspace",
      "shop",
      "--metric",
      "amount_total",
      "--grain",
      "week",
      "--from",
      "2025-01-06",
      "--to",
      "2025-01-27",
    );
    const weeks = answer.series[0]?.observations.map(({ periodKey, value, sampleSize }) => [
      periodKey,
      value,
      sampleSize,
    ]);
    expect(weeks).toEqual([
      ["2025-W02", 210, 70],
      ["2025-W03", 700, 70],
      ["2025-W04", 1190, 70],
    ]);
  });

  it("counts the last week of an archive by the day as whole", async () => {
    const { tiles } = await json<DashboardAnswer>("status", "--workspace", "shop", "--grain", "week");
    const total = tiles.find(({ metric }) => metric === "amount_total");
    expect(total?.latest).toMatchObject({ periodKey: "2025-W05", value: 1680, settled: true });
  });

  it("slices and filters", async () => {
    const answer = await json<AskAnswer>(
      "ask",
      "--workspace",
      "shop",
      "--metric",
      "orders_count",
      "--grain",
      "month",
      "--from",
      "2025-01-01",
      "--to",
      "2025-02-01",
      "--by",
      "channel",
      "--where",
      "amount >= 7",
    );
    const slices = answer.series.map(({ slice, observations }) => [slice[0], observations[0]?.value]);
    expect(slices).toEqual([
      ["store", 133],
      ["web", 57],
    ]);
  });

  it("points at the character of a wrong filter", async () => {
    const wrong = await sextant(
      folder,
      "ask",
      "--workspace",
      "shop",
      "--metric",
      "orders_count",
      "--where",
      "amont > 1",
    );
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("amont");
    expect(wrong.err).toContain("amount");
  });

  it("starts although a server that was ended half-way left nothing readable behind", async () => {
    writeFileSync(join(folder, "shop", ".sextant", "server.json"), "");
    expect((await sextant(folder, "status", "--workspace", "shop")).out).toContain("Orders, count");
  });

  it("prints the dashboard for people", async () => {
    const shown = await sextant(folder, "status", "--workspace", "shop");
    expect(shown.out).toContain("Orders, count");
    expect(shown.out).toMatch(/[●◆▼□] (on track|watch|off track|unknown)/);
  });

  it("tells a change of words from a change of meaning, and applies each once", async () => {
    expect(await changes()).toEqual([]);
    edit("data-orders.yaml", "label: Orders, count", "label: Orders");
    expect(await changes()).toEqual(["cosmetic metric orders_count 1"]);
    edit("data-orders.yaml", "expression: amount", "expression: amount * 2");
    expect(await changes()).toContain("semantic metric amount_total 2");
    const { out } = await sextant(folder, "plan", "--workspace", "shop");
    // On day i the ten orders are worth i each; all but the first, worth nothing, become twice as much.
    expect(out).toMatch(/Amount, total +day +27 of 28 +140\.00 +\+270\.00 \(\+100\.0%\) +2025-02-02/);
    expect((await sextant(folder, "plan", "--workspace", "shop", "--no-effect")).out).not.toContain("27 of 28");
    expect(await sextant(folder, "apply", "--workspace", "shop")).toMatchObject({ code: 0 });
    expect(await changes()).toEqual([]);
    const drifted =
      /≠ drifted {2}Amount, total: It is built on Amount, total, whose meaning changed from version 1 to 2/;
    expect((await sextant(folder, "status", "--workspace", "shop")).out).toMatch(drifted);
    const acknowledged = await sextant(folder, "apply", "--workspace", "shop", "--acknowledge", "amount_total");
    expect(acknowledged.out).toContain("Acknowledged 1 drift.");
    expect((await sextant(folder, "status", "--workspace", "shop")).out).not.toContain("drifted");
  });

  it("applies nothing when a file is broken, and says where", async () => {
    edit("data-orders.yaml", "aggregation: count", "aggregation: cuont");
    const wrong = await sextant(folder, "apply", "--workspace", "shop");
    expect(wrong.code).toBe(1);
    expect(wrong.out + wrong.err).toMatch(/data-orders\.yaml:\d+:\d+/);
    edit("data-orders.yaml", "aggregation: cuont", "aggregation: count");
    expect(await changes()).toEqual([]);
  });

  it("exports what was applied, to the letter", async () => {
    expect(await sextant(folder, "export", "--workspace", "shop", "--out", "copy")).toMatchObject({ code: 0 });
    for (const file of ["workspace.yaml", "data-orders.yaml"]) {
      expect(readFileSync(join(folder, "copy", file), "utf8")).toBe(readFileSync(join(folder, "shop", file), "utf8"));
    }
  });

  it("names a dataset that could not be read beside the numbers that are missing for it, and a missing dashboard", async () => {
    const broken = join(folder, "broken");
    mkdirSync(broken);
    const dataset =
      "{ id: d, label: D, source: { file: no.csv }, time: at, columns: { at: { type: date, nullable: false } } }";
    const metric = "{ id: n, kind: simple, label: N, unit: count, dataset: d, aggregation: count }";
    writeFileSync(
      join(broken, "all.yaml"),
      `workspace: { id: b, label: B }\ndatasets: [${dataset}]\nmetrics: [${metric}]\n`,
    );
    const asked = await sextant(folder, "ask", "--workspace", "broken", "--metric", "n");
    expect(asked.err).toContain("Dataset d was not read: no.csv: there is no such file.");
    const shown = await sextant(folder, "status", "--workspace", "broken");
    expect(shown).toMatchObject({ code: 4, err: expect.stringContaining("There is no dashboard yet.") });
  });

  it("says what there is when a name is unknown", async () => {
    const unknown = await sextant(folder, "ask", "--workspace", "shop", "--metric", "amount_totl");
    expect(unknown.code).toBe(4);
    expect(unknown.err).toContain("amount_total");
  });

  it("enters a value by hand, with its evidence, and refuses what is no number or no period", async () => {
    const metric = "metrics:\n  - { id: audits, label: Audits passed, kind: manual, grain: month, combine: sum }\n";
    writeFileSync(join(folder, "shop", "entered.yaml"), metric);
    expect(await sextant(folder, "apply", "--workspace", "shop")).toMatchObject({ code: 0 });
    const enter = (...words: string[]) => sextant(folder, "enter", "audits", "--workspace", "shop", ...words);
    const done = await enter("--period", "2025-01", "--value", "-4.5", "--evidence", "https://example.com/a");
    expect(done).toMatchObject({ code: 0 });
    expect(done.out).toMatch(/^audits of 2025-01 is -4\.5, entered by /);
    expect((await enter("--period", "2025-01", "--value", "many")).err).toContain("not a number");
    expect((await enter("--period", "2025-W02", "--value", "1")).err).toContain("values are entered per month");
    expect((await enter("--value", "1")).err).toContain("No period was given");
    const answer = await json<AskAnswer>(
      ...["ask", "--workspace", "shop", "--metric", "audits", "--grain", "month"],
      ...["--from", "2025-01-01", "--to", "2025-02-01"],
    );
    expect(answer.series[0]?.observations.map(({ value }) => value)).toEqual([-4.5]);
    rmSync(join(folder, "shop", "entered.yaml"));
  });
});

interface Proof {
  receipt: Receipt;
  verification: ReceiptVerification | null;
}

describe("the command line, on the past", () => {
  const kpi = async (): Promise<string> =>
    (await json<DashboardAnswer>("status", "--workspace", "shop")).tiles[0]?.id ?? "";
  const values = ({ series }: AskAnswer) => series[0]?.observations.map(({ periodKey, value }) => [periodKey, value]);

  it("answers what was known on a day: nothing before the first evaluation, and now what is computed", async () => {
    const ask = ["ask", "--workspace", "shop", "--kpi", await kpi()];
    const now = await json<AskAnswer>(...ask);
    const whole = {
      ...now,
      series: now.series.map((one) => ({ ...one, observations: one.observations.filter((o) => !o.current) })),
    };
    expect(values(await json<AskAnswer>(...ask, "--known", "2020-01-01"))).toEqual([]);
    const known = await json<AskAnswer>(...ask, "--known", "2100-01-01");
    expect(values(known)).not.toEqual([]);
    expect(values(known)).toEqual(values(whole));
    const shown = await sextant(folder, "status", "--workspace", "shop", "--known", "2020-01-01");
    expect(shown.out).toContain("as it was known on 1 Jan 2020, 23:59");
    expect(shown.code).toBe(1);
  });

  it("refuses a day there is not", async () => {
    const wrong = await sextant(folder, "ask", "--workspace", "shop", "--kpi", await kpi(), "--known", "2026-02-30");
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("is not a date") });
  });

  it("prints a receipt, runs it again, and exits 1 when its rows were replaced", async () => {
    const asked = await json<AskAnswer>("ask", "--workspace", "shop", "--metric", "amount_total");
    const words = ["receipt", asked.receipt.id, "--workspace", "shop"];
    const printed = await sextant(folder, ...words);
    expect(printed).toMatchObject({ code: 0, out: expect.stringContaining(`orders: 280 rows`) });
    expect(printed.out).toContain(asked.receipt.sql);
    expect(await json<Proof>(...words)).toMatchObject({ receipt: { id: asked.receipt.id }, verification: null });
    const verified = await sextant(folder, ...words, "--verify");
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("✓ the same") });
    writeFileSync(join(folder, "shop/data/orders.csv"), `day,amount,channel\n${rows.slice(1).join("\n")}\n`);
    const changed = await sextant(folder, ...words, "--verify");
    expect(changed.out).toContain("✕ different");
    expect(changed.out).toContain("loaded again since");
    expect(changed.code).toBe(1);
    expect(await json<Proof>(...words, "--verify")).toMatchObject({ verification: { same: false } });
  });

  it("says when there is no such receipt, or none was named", async () => {
    expect(await sextant(folder, "receipt", "nope", "--workspace", "shop")).toMatchObject({
      code: 4,
      err: expect.stringContaining("There is no receipt"),
    });
    expect(await sextant(folder, "receipt", "--workspace", "shop")).toMatchObject({ code: 2 });
  });
});
