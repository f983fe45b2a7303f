import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sextant } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-interchange-"));

const plain = `semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: ordered_at }
    dimensions:
      - { name: ordered_at, type: time, type_params: { time_granularity: day } }
      - { name: channel, type: categorical }
    measures:
      - { name: total, agg: sum, expr: amount }
metrics:
  - { name: revenue, label: Net revenue, type: simple, type_params: { measure: total } }
`;

beforeAll(() => {
  mkdirSync(join(folder, "models", "target"), { recursive: true });
  writeFileSync(join(folder, "models", "orders.yml"), plain);
  writeFileSync(join(folder, "models", "target", "compiled.yml"), "metrics: [{ name: not_read }]\n");
  writeFileSync(join(folder, "dbt_project.yml"), "name: shop\nmodels: { shop: {} }\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("definitions of another tool, on the command line", () => {
  it("become a workspace that has no errors", async () => {
    const made = await sextant(folder, "import", "metricflow", ".", "--out", "kpis");
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining("Carried: 1 dataset, 1 metric.") as string });
    expect(made.out).not.toContain("not_read");
    expect(await sextant(folder, "check", "--workspace", "kpis")).toMatchObject({ code: 0 });
  });

  it("do not replace files without being forced to, nor write any of them", async () => {
    writeFileSync(join(folder, "kpis", "metrics.yaml"), "mine");
    rmSync(join(folder, "kpis", "datasets.yaml"));
    const refused = await sextant(folder, "import", "metricflow", "models", "--out", "kpis");
    expect(refused).toMatchObject({ code: 5, err: expect.stringContaining("--force") as string });
    expect(readFileSync(join(folder, "kpis", "metrics.yaml"), "utf8")).toBe("mine");
    expect(await sextant(folder, "import", "metricflow", "models", "--out", "kpis", "--force")).toMatchObject({
      code: 0,
    });
    expect(readFileSync(join(folder, "kpis", "metrics.yaml"), "utf8")).toContain("revenue");
  });

  it("exit with 9 when something was left out, and say what and where", async () => {
    writeFileSync(join(folder, "half.yml"), `${plain}  - { name: odd, type: oracle }\n`);
    const made = await sextant(folder, "import", "metricflow", "half.yml", "--out", "half", "--json");
    expect(made.code).toBe(9);
    expect(JSON.parse(made.out)).toMatchObject({
      carried: { metrics: 1 },
      notes: expect.arrayContaining([
        expect.objectContaining({
          severity: "left_out",
          subject: "metric odd",
          place: { file: "half.yml", line: 12, column: 5, length: 27 },
        }),
      ]) as unknown,
    });
  });

  it("write nothing when nothing can be carried", async () => {
    writeFileSync(join(folder, "latin.yml"), Buffer.from("metrics: [{ name: caf\xe9 }]", "latin1"));
    const made = await sextant(folder, "import", "metricflow", "latin.yml", "--out", "none");
    expect(made).toMatchObject({ code: 1, out: expect.stringContaining("not UTF-8") as string });
    expect(await sextant(folder, "check", "--workspace", "none")).toMatchObject({ code: 4 });
  });

  it.each([
    ["a format that is not known", ["import", "lookml", "x", "--out", "y"], 2],
    ["no folder to write into", ["import", "ossie", "half.yml"], 2],
    ["a file that is not there", ["import", "ossie", "nowhere.yaml", "--out", "y"], 4],
  ])("are refused with %s", async (_, words, code) => {
    expect(await sextant(folder, ...words)).toMatchObject({ code });
  });

  it("go out as an Ossie document and come back the same", async () => {
    const out = await sextant(folder, "export", "--workspace", "kpis", "--format", "ossie", "--out", "model.yaml");
    expect(out.code).toBe(0);
    expect(readFileSync(join(folder, "model.yaml"), "utf8")).toContain("expression: SUM(orders.amount)");
    expect(
      await sextant(folder, "export", "--workspace", "kpis", "--format", "ossie", "--out", "model.yaml"),
    ).toMatchObject({ code: 5 });
    const back = await sextant(folder, "import", "ossie", "model.yaml", "--out", "again");
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining("0 left out, 0 changed, 0 notes") as string });
    expect(await sextant(folder, "check", "--workspace", "again")).toMatchObject({ code: 0 });
  });
});
