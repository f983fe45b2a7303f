import type { WorkspaceFile } from "@sextant/semantic/read/read";

const datasets = 10;
const perFile = 50;

const organisation = `workspace: { id: thousand, label: A thousand definitions }
calendar: { time_zone: Europe/Berlin }
org_units:
  - { id: company, label: Company, level: company }
people:
  - { id: ada, label: Ada Example, org_unit: company }
`;

const dataset = (index: number): string => `  - id: orders_${index}
    label: Orders of shop ${index}
    time: placed_at
    columns:
      placed_at: { type: datetime, nullable: false }
      amount: { type: number }
      items: { type: integer }
      customer: { type: string }
      country: { type: string }
      returned: { type: boolean }
    dimensions: [country]
`;

const measures = [
  "aggregation: count",
  "aggregation: sum\n    expression: amount * (1 - 0.19) - coalesce(items, 0) * 0.35",
  "aggregation: average\n    expression: amount / items",
  "aggregation: count_distinct\n    expression: [customer, country]",
  "aggregation: percentile\n    percentile: 0.9\n    expression: greatest(amount, 0)",
  "aggregation: sum_boolean\n    expression: returned AND amount > 10",
  "aggregation: max\n    expression: CASE WHEN returned THEN 0 ELSE amount END",
  "aggregation: median\n    expression: amount",
];

const simple = (index: number): string => `  - id: simple_${index}
    kind: simple
    label: Simple metric ${index}
    description: What the shop sells in one of its countries, without what came back.
    unit: eur
    direction: up_is_good
    dataset: orders_${index % datasets}
    ${measures[index % measures.length]}
    where: country IN ('DE', 'FR', 'C${index}') AND hour(placed_at) BETWEEN 6 AND ${(index % 17) + 6} AND NOT (customer LIKE 'test%')
`;

const additive = (index: number): number => index * measures.length;

const ratio = (index: number, simples: number): string => {
  const of = additive(index % Math.floor(simples / measures.length));
  return `  - id: ratio_${index}
    kind: ratio
    label: Ratio ${index}
    unit: percent
    direction: up_is_good
    numerator: { metric: simple_${of}, where: NOT returned AND amount > ${index} }
    denominator: simple_${of}
`;
};

const derived = (index: number, simples: number): string => {
  const of = (index * 7) % simples;
  return `  - id: derived_${index}
    kind: derived
    label: Derived metric ${index}
    unit: eur
    direction: up_is_good
    expression: (simple_${of} - simple_${(of + datasets) % simples}) / nullif(simple_${additive(index % Math.floor(simples / measures.length))}, 0) + ${index}
`;
};

const kpi = (index: number, metric: string, unit: string): string => {
  const good = `${60 + (index % 30)}${unit}`;
  const bad = `${40 + (index % 20)}${unit}`;
  return `  - id: kpi_${index}
    metric: ${metric}
    objective: The shop lives on it; below the line the month does not pay for itself.
    owner: ada
    level: company
    org_unit: company
    grain: ${["day", "week", "month"][index % 3]}
    cadence: weekly
    timing: ${index % 2 === 0 ? "lagging" : "leading"}
    target: { value: ${good}, provenance: Plan }
    thresholds: { green: ">= ${good}", yellow: ">= ${bad} and < ${good}", red: "< ${bad}" }
    action_when_red: The owner calls the three largest customers of the week.
    cannot_be_gamed_because: It is counted by the till.
`;
};

const several = (count: number, write: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => write(index));

const filesOf = (section: string, definitions: readonly string[]): WorkspaceFile[] =>
  several(Math.ceil(definitions.length / perFile), (index) =>
    definitions.slice(index * perFile, (index + 1) * perFile).join("\n"),
  ).map((body, index) => ({ path: `${section}/${index}.yaml`, text: `${section}:\n${body}` }));

/** The YAML files of a workspace with `count` metrics and KPIs of all kinds over ten datasets: 48 % simple, 15 % ratio, 12 % derived, 25 % KPIs. */
export const thousandDefinitions = (count: number): WorkspaceFile[] => {
  const [simples, ratios, deriveds, kpis] = [0.48, 0.15, 0.12, 0.25].map((share) => Math.round(count * share)) as [
    number,
    number,
    number,
    number,
  ];
  const metrics = [
    ...several(simples, simple),
    ...several(ratios, (index) => ratio(index, simples)),
    ...several(deriveds, (index) => derived(index, simples)),
  ];
  const promote = (index: number): string =>
    index < ratios ? kpi(index, `ratio_${index}`, "%") : kpi(index, `simple_${index}`, "");
  return [
    { path: "workspace.yaml", text: organisation },
    { path: "datasets.yaml", text: `datasets:\n${several(datasets, dataset).join("\n")}` },
    ...filesOf("metrics", metrics),
    ...filesOf("kpis", several(kpis, promote)),
  ];
};

/** The share of definitions above that are metrics; the rest are KPIs. */
const metricShare = 0.75;

/** The same workspace with exactly so many metrics. */
export const definitionsWithMetrics = (metrics: number): WorkspaceFile[] =>
  thousandDefinitions(Math.round(metrics / metricShare));
