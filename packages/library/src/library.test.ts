import type { Catalog } from "@sextant/model/definition/catalog";
import { readWorkspace } from "@sextant/semantic/read/read";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { departments } from "./entry.ts";
import { fitLibrary, type TableFacts } from "./fit.ts";
import { install, type Mapping } from "./install.ts";
import { entryOf, library } from "./library.ts";
import { searchLibrary } from "./search.ts";

const yaml = `workspace: { id: w, label: W }
people: [{ id: ada, label: Ada }]
datasets:
  - id: opportunities
    label: Opportunities
    time: closed_at
    key: [id]
    columns:
      closed_at: { type: datetime, nullable: false }
      id: { type: string, nullable: false }
      stage: { type: string }
      total: { type: decimal }
      "Größe des Geschäfts": { type: number }
      is_won: { type: boolean }
`;
const catalogOf = (...texts: string[]): Catalog => {
  const { catalog, findings } = readWorkspace(texts.map((text, index) => ({ path: `${index}.yaml`, text })));
  if (catalog === null) throw new Error(JSON.stringify(findings.filter(({ severity }) => severity === "error")));
  return catalog;
};
const catalog = catalogOf(yaml);
const known = (id: string) => {
  const entry = entryOf(id);
  if (entry === undefined) throw new Error(`no entry ${id}`);
  return entry;
};
const mapping = (more: Partial<Mapping>): Mapping => ({ datasets: { deals: "opportunities" }, columns: {}, ...more });
const faults = (more: Partial<Mapping>, id = "win_rate") =>
  install(known(id), mapping(more), catalog)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule, message, hint }) => `${rule}: ${message} ${hint}`);

describe("the library", () => {
  it("holds at least eighty entries, every department some, with handles of their own", () => {
    expect(library.length).toBeGreaterThanOrEqual(80);
    expect(new Set(library.map(({ id }) => id)).size).toBe(library.length);
    for (const department of departments)
      expect(library.filter((entry) => entry.department === department).length, department).toBeGreaterThan(4);
  });

  it.each([
    ["sales", "mrr new_mrr quota_attainment win_rate average_deal_size sales_cycle_length pipeline_coverage"],
    [
      "marketing",
      "cac cost_per_acquisition mqls content_to_mql organic_traffic_growth visit_conversion_rate email_open_rate list_growth pipeline_contribution engagement_rate",
    ],
    [
      "customer success",
      "nps net_revenue_retention gross_revenue_retention logo_retention churn_rate expansion_revenue time_to_first_value health_score adoption_depth",
    ],
    ["support", "first_response_time resolution_time tickets_closed csat ticket_volume reopen_rate"],
    [
      "engineering",
      "deployment_frequency lead_time_for_changes change_failure_rate time_to_restore review_turnaround defect_escape_rate sprint_velocity incident_response_time",
    ],
    ["product", "activation_rate dau wau mau stickiness feature_adoption weekly_retention"],
    [
      "e-commerce",
      "shop_conversion_rate revenue_per_visitor average_order_value bounce_rate time_to_convert cac refund_rate cart_abandonment",
    ],
    ["finance", "arr arr_growth gross_margin net_burn runway dso forecast_accuracy"],
    ["people", "time_to_hire offer_acceptance voluntary_attrition engagement_score"],
    ["executive", "arr net_revenue_retention gross_margin net_burn runway customer_count"],
    ["personal", "deep_work_hours task_completion_rate goals_completed critical_response_time habit_adherence"],
  ])("covers what %s looks at", (_, ids) => {
    for (const id of ids.split(" ")) expect(entryOf(id)?.id).toBe(id);
  });

  it.each(library.map((entry) => [entry.id, entry] as const))(
    "%s names a guardrail and leads that exist, and each column once",
    (id, entry) => {
      for (const other of [entry.guardrail, ...entry.leads]) {
        expect(entryOf(other)?.id, other).toBe(other);
        expect(other).not.toBe(id);
      }
      const names = [
        ...Object.keys(entry.shapes),
        ...Object.values(entry.shapes).flatMap(({ columns }) => Object.keys(columns)),
        ...Object.keys(entry.parts),
      ];
      expect(new Set(names).size).toBe(names.length);
      expect(entry.source.length).toBeGreaterThan(10);
      expect(entry.timing === "leading" || entry.leads.length >= 0).toBe(true);
    },
  );

  it("goes by names and synonyms of its own: no two entries share one", () => {
    const words = library.flatMap(({ name, synonyms }) => [
      ...new Set([name, ...synonyms].map((one) => one.toLowerCase())),
    ]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  it("pairs activities with an outcome: what counts tickets closed is guarded by satisfaction", () => {
    expect(entryOf("tickets_closed")?.guardrail).toBe("csat");
  });
});

describe("searching", () => {
  it("finds by synonym, needs every word, and ranks names first", () => {
    expect(searchLibrary(library, { text: "NDR" })[0]?.id).toBe("net_revenue_retention");
    expect(searchLibrary(library, { text: "win rate" })[0]?.id).toBe("win_rate");
    expect(searchLibrary(library, { text: "win zebra" })).toEqual([]);
    expect(searchLibrary(library, { text: "x".repeat(100_000) })).toEqual([]);
  });

  it("shows a department what other departments own and it looks for", () => {
    const ids = searchLibrary(library, { department: "executive" }).map(({ id }) => id);
    expect(ids).toContain("arr");
    expect(ids).toContain("customer_count");
    expect(ids).not.toContain("win_rate");
  });
});

describe("installing", () => {
  it("takes a column or a condition for what the entry asks, and quotes hostile names", () => {
    const { file } = install(
      known("win_rate"),
      mapping({ columns: { won: "stage = 'won' or is_won" }, owner: "ada" }),
      catalog,
    );
    expect(file?.metrics?.[0]).toMatchObject({
      id: "win_rate_deals_won",
      dataset: "opportunities",
      where: "(stage = 'won' or is_won)",
    });
    expect(file?.kpis?.[0]).toMatchObject({ id: "win_rate", state: "draft", owner: "ada", guardrails: [] });
    const size = install(
      known("average_deal_size"),
      { datasets: { wins: "opportunities" }, columns: { won_amount: "Größe des Geschäfts" } },
      catalog,
    );
    expect(size.file?.metrics?.[0]).toMatchObject({ expression: '"Größe des Geschäfts"', unit: "usd" });
    expect(catalogOf(yaml, stringify(file), stringify(size.file)).kpis.size).toBe(2);
  });

  it("says of every column that does not fit what is needed, all at once", () => {
    const found = faults({ columns: { won: "total", wonn: "is_won" }, currency: "gold", owner: "bob", as: "Win Rate" });
    expect(found).toEqual([
      "library/unknown-slot: The entry has no column `wonn`. Did you mean `won`?",
      "library/does-not-fit: `won` (The deal was won) needs true or false, or a condition such as status = 'done'; `total` is a number. Write a condition, such as status = 'done'.",
      "library/handle: `Win Rate` is no handle. Use lower-case letters, digits and _, starting with a letter, at most 64 characters.",
      expect.stringContaining("library/currency: There is no unit `gold`."),
      expect.stringContaining("library/owner: There is no person `bob`."),
    ]);
  });

  it.each([
    [
      "a table that is not there",
      { datasets: { deals: "opportunites" } },
      "library/unknown-dataset",
      "Did you mean `opportunities`?",
    ],
    [
      "a table the entry has not",
      { datasets: { deal: "opportunities" } },
      "library/unknown-slot",
      "Did you mean `deals`?",
    ],
    ["a column that is not there", { columns: { won: "is_wn" } }, "library/unknown-column", "Did you mean `is_won`?"],
    ["a column not there in a condition", { columns: { won: "stag = 'x'" } }, "library/unknown-column", "stage"],
    ["nothing", { columns: {} }, "library/unmapped", "Nothing is mapped to `won`"],
    ["what is no expression", { columns: { won: "stage = " } }, "library/does-not-fit", "cannot be read"],
    [
      "what tries to leave the expression",
      { columns: { won: "is_won) or (1 = 1" } },
      "library/does-not-fit",
      "cannot be read",
    ],
    ["another time", { columns: { won: "is_won", "deals.time": "created_at" } }, "library/time", "second dataset"],
    ["a handle of 500 characters", { columns: { won: "is_won" }, as: "x".repeat(500) }, "library/handle", "at most 64"],
    ["a column of 500 characters", { columns: { won: "y".repeat(500) } }, "library/unknown-column", "…"],
  ])("over %s is a finding", (_, more, rule, text) => {
    const found = faults(more);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(rule);
    expect(found[0]).toContain(text);
    expect(found[0]?.length).toBeLessThan(500);
  });

  it("leaves what is there alone: a second time it needs another handle", () => {
    const first = install(known("win_rate"), mapping({ columns: { won: "is_won" } }), catalog);
    const after = catalogOf(yaml, stringify(first.file));
    const again = install(known("win_rate"), mapping({ columns: { won: "is_won" } }), after);
    expect(again.file).toBeNull();
    expect(again.findings[0]?.message).toBe("There is a definition `win_rate` already.");
    expect(
      install(known("win_rate"), mapping({ columns: { won: "is_won" }, as: "win_rate_2" }), after).file,
    ).not.toBeNull();
  });

  it("names the guardrail and what it leads only where they are", () => {
    const withGuard = catalogOf(`${yaml}
metrics: [{ id: sales_cycle_length, label: Cycle, kind: simple, dataset: opportunities, aggregation: count }]
kpis: [{ id: sales_cycle_length, metric: sales_cycle_length, state: draft }]
`);
    const { file, findings } = install(known("win_rate"), mapping({ columns: { won: "is_won" } }), withGuard);
    expect(file?.kpis?.[0]?.guardrails).toEqual(["sales_cycle_length"]);
    expect(findings).toEqual([]);
  });
});

describe("fitting", () => {
  const deals: TableFacts = {
    dataset: "deals",
    time: "closed_at",
    columns: [
      { name: "closed_at", type: "datetime" },
      { name: "stage", type: "string", values: ["won", "lost", "open"] },
      { name: "amount", type: "decimal" },
      { name: "created_at", type: "datetime" },
    ],
  };

  it("ranks what the names of columns speak of first, and reads a condition out of values", () => {
    const fits = fitLibrary(library, [deals]);
    expect(fits[0]).toMatchObject({ datasets: { deals: "deals" }, columns: { won: "stage = 'won'" } });
    const first = fits.slice(0, 8).map(({ entry }) => entry.id);
    expect(first).toContain("win_rate");
    expect(fits.map(({ entry }) => entry.id)).toContain("average_deal_size");
  });

  it("offers nothing whose columns are not there", () => {
    const bare: TableFacts = { dataset: "visits", time: "at", columns: [{ name: "at", type: "datetime" }] };
    const ids = fitLibrary(library, [bare]).map(({ entry }) => entry.id);
    expect(ids).toContain("ticket_volume");
    expect(ids).not.toContain("win_rate");
    expect(fitLibrary(library, [])).toEqual([]);
  });

  it("gives mappings that install", () => {
    const text = stringify({
      workspace: { id: "w", label: "W" },
      datasets: [
        {
          id: "deals",
          label: "D",
          time: "closed_at",
          columns: Object.fromEntries(
            deals.columns.map(({ name, type }) => [
              name,
              { type, ...(name === "closed_at" ? { nullable: false } : {}) },
            ]),
          ),
        },
      ],
    });
    const target = catalogOf(text);
    const fits = fitLibrary(library, [deals]);
    expect(fits.length).toBeGreaterThan(10);
    for (const { entry, datasets, columns } of fits)
      expect(
        install(entry, { datasets, columns }, target).findings.filter(({ severity }) => severity === "error"),
        entry.id,
      ).toEqual([]);
  });
});
