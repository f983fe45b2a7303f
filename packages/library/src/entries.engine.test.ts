import type { Catalog } from "@sextant/model/definition/catalog";
import { periodAt } from "@sextant/model/time/arithmetic";
import { readWorkspace } from "@sextant/semantic/read/read";
import { type FactRow, openEngine } from "@sextant/semantic/test/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Entry, Role } from "./entry.ts";
import { install } from "./install.ts";
import { library } from "./library.ts";

// Every entry is installed over tables of its own shape and asked of the real engine, in one session; the value wanted is the
// one its author worked out by hand.

const types: Record<Role, string> = {
  entity: "string",
  amount: "number",
  flag: "boolean",
  category: "string",
  moment: "datetime",
};

const tableOf = (entry: Entry, table: string): string => `${entry.id}_${table}`.slice(0, 64);

const datasets = library.flatMap((entry) =>
  Object.entries(entry.shapes).map(([table, { columns }]) => ({
    id: tableOf(entry, table),
    label: table,
    time: "at",
    columns: {
      at: { type: "datetime", nullable: false },
      ...Object.fromEntries(Object.entries(columns).map(([name, { role }]) => [name, { type: types[role] }])),
    },
  })),
);
const base = stringify({ workspace: { id: "w", label: "W" }, calendar: { time_zone: "UTC" }, datasets });
const soundOf = (...texts: string[]): Catalog => {
  const { catalog, findings } = readWorkspace(texts.map((text, index) => ({ path: `${index}.yaml`, text })));
  if (catalog === null)
    throw new Error(
      JSON.stringify(
        findings.filter(({ severity }) => severity === "error"),
        null,
        1,
      ),
    );
  return catalog;
};
const empty = soundOf(base);
const files = library.map((entry) => {
  const mapped = Object.fromEntries(Object.keys(entry.shapes).map((table) => [table, tableOf(entry, table)]));
  return install(entry, { datasets: mapped, columns: {} }, empty);
});
const catalog = soundOf(base, ...files.map(({ file }) => stringify(file)));

const instantOf = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}:00Z`);
const written = (at: number): string => new Date(at).toISOString().replace("T", " ").replace("Z", "");

const cellOf = (role: Role, text: string): string | number | boolean | null => {
  if (text === "-") return null;
  if (role === "amount") return Number(text);
  if (role === "flag") return text === "true";
  return role === "moment" ? written(instantOf(text)) : text;
};

const rowsOf = (entry: Entry, table: string): FactRow[] => {
  const [head = "", ...lines] = (entry.example.rows[table] ?? "").split("\n");
  const names = head.split(" ");
  return lines.map((line) => {
    const cells = line.split(" ");
    const at = instantOf(cells[0] ?? "");
    if (table === "manual_entries") {
      const day = (cells[0] ?? "").slice(0, 10);
      const rest = { author: "Ada", evidence: null, note: null, entered_at: "2026-04-01 00:00:00" };
      return { _at: at, day, metric: entry.id, period_key: day.slice(0, 7), value: Number(cells[1]), ...rest };
    }
    const columns = entry.shapes[table]?.columns ?? {};
    const values = names.slice(1).map((name, index) => {
      const slot = columns[name];
      if (slot === undefined) throw new Error(`${entry.id}: the example has no column ${name}`);
      return [name, cellOf(slot.role, cells[index + 1] ?? "-")];
    });
    return { _at: at, at: written(at), ...Object.fromEntries(values) };
  });
};

let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

describe("an entry of the library", () => {
  it.each(library.map((entry) => [entry.id, entry] as const))(
    "%s gives the value worked out by hand",
    async (_, entry) => {
      for (const table of [...Object.keys(entry.shapes), ...(entry.metric.kind === "manual" ? ["manual_entries"] : [])])
        await engine.fill(table === "manual_entries" ? table : tableOf(entry, table), rowsOf(entry, table));
      const day = Date.parse(`${entry.example.day ?? "2026-03-15"}T12:00:00Z`);
      const period = periodAt(day, entry.grain, catalog.calendar);
      const question = {
        metrics: [entry.id],
        grain: entry.grain,
        spans: [period],
        by: [],
        where: null,
        until: Date.UTC(2027, 0, 1),
        limit: 1,
      };
      const [answer] = await engine.ask(question);
      expect(answer?.value).toBeCloseTo(entry.example.gives, 9);
    },
  );
});
