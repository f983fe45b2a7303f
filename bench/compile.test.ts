import { readWorkspace } from "@sextant/semantic/read/read";
import { expect, test } from "vitest";
import { benchmark } from "./compile.ts";
import { thousandDefinitions } from "./thousand.ts";

test("the generated definitions are of all kinds and have no error", () => {
  const { catalog, findings } = readWorkspace(thousandDefinitions(1000));
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const kinds = Map.groupBy(catalog?.metrics.values() ?? [], ({ kind }) => kind);
  expect([...kinds].map(([kind, metrics]) => [kind, metrics.length])).toEqual([
    ["simple", 480],
    ["ratio", 150],
    ["derived", 120],
  ]);
  expect(catalog?.kpis.size).toBe(250);
});

test("a smoke run of the compile benchmark gives its rows", async () => {
  const rows = await benchmark({ quick: true });
  expect(rows.map(({ goal }) => goal)).toEqual(["≤ 1000 ms", "", ""]);
});
