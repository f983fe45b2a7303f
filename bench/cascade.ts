import { readWorkspace } from "@sextant/semantic/read/read";
import { answerCascade, answerWhatIf } from "../apps/server/src/ask/cascade.ts";
import { noMemory } from "../apps/server/src/ask/memory.ts";
import { atMost, type Benchmark, reported } from "./benchmark.ts";
import { median, ms } from "./measure.ts";

const now = Date.UTC(2026, 5, 30, 12);
/** Measures every unit has a KPI on. */
const measures = 5;
/** Units below one unit. */
const fan = 10;

/** The unit above: units are numbered from the top, ten below each. */
const above = (unit: number): number => Math.floor((unit - 1) / fan);

/** A company of `units` units with five KPIs each that add up to those of the unit above. */
const companyOf = (units: number): string => {
  const all = Array.from({ length: units }, (_, unit) => unit);
  const metrics = Array.from(
    { length: measures },
    (_, m) =>
      `  - { id: m${m}, kind: simple, label: M${m}, unit: count, direction: up_is_good, dataset: d, aggregation: sum, expression: v }`,
  );
  const kpis = all.flatMap((unit) =>
    Array.from({ length: measures }, (_, m) => {
      const contributes = unit === 0 ? "" : `, contributes_to: [k${above(unit)}_${m}]`;
      const first = fan * unit + 1;
      const below = Math.max(0, Math.min(fan, units - first));
      return `  - { id: k${unit}_${m}, metric: m${m}, label: K${unit} ${m}, objective: Grow., owner: ada, org_unit: u${unit}, grain: month, cadence: monthly, timing: lagging, target: { value: ${Math.max(1, below) * 3} }, action_when_red: Meet., cannot_be_gamed_because: Counted.${contributes} }`;
    }),
  );
  const unitLines = all.map(
    (unit) =>
      `  - { id: u${unit}, label: U${unit}, level: ${unit === 0 ? "company" : "team"}${unit === 0 ? "" : `, parent: u${above(unit)}`} }`,
  );
  return [
    "workspace: { id: w, label: W }\npeople: [{ id: ada, label: Ada }]\norg_units:",
    ...unitLines,
    "datasets:\n  - { id: d, label: D, time: at, columns: { at: { type: datetime, nullable: false }, v: { type: number } } }\nmetrics:",
    ...metrics,
    "kpis:",
    ...kpis,
  ].join("\n");
};

/** A cascade of 5,000 KPIs over 1,000 units: the answer, its size, and one leaf supposed to be another value. */
export const benchmark: Benchmark = async ({ quick }) => {
  const units = quick ? 50 : 1000;
  const whole = companyOf(units).split("\nkpis:\n");
  const lines = (whole[1] ?? "").split("\n");
  const files = [{ path: "a.yaml", text: whole[0] ?? "" }];
  for (let at = 0; at < lines.length; at += 1000)
    files.push({ path: `k${at}.yaml`, text: `kpis:\n${lines.slice(at, at + 1000).join("\n")}` });
  const { catalog, findings } = readWorkspace(files);
  if (catalog === null || catalog.kpis.size !== units * measures)
    throw new Error(
      `The definitions are wrong: ${JSON.stringify(findings.find(({ severity }) => severity === "error"))}`,
    );
  const inForce = { catalog, findings, versions: new Map(), places: new Map(), revision: 1, drift: new Map() };
  const kpis = [...catalog.kpis.values()];
  const outlook = (value: number) => ({
    next: {
      periodKey: "2026-07",
      start: 0,
      end: 1,
      value,
      lower80: value - 1,
      upper80: value + 1,
      lower95: value - 2,
      upper95: value + 2,
    },
    heading: "level" as const,
    sentence: "",
  });
  const meaning = "  ";
  const courses = new Map(
    kpis.map(({ id, grain }) => [`${id} ${grain}`, { meaning, inputs: "", shifts: [], outlook: outlook(3), at: 0 }]),
  );
  const input = { inForce, memory: { ...noMemory, courses }, weights: new Map(), now };
  const timed = (act: () => unknown): number => {
    const started = performance.now();
    act();
    return performance.now() - started;
  };
  let size = 0;
  const first = timed(() => answerCascade(input));
  const answers = [1, 2, 3, 4, 5].map(() => timed(() => (size = JSON.stringify(answerCascade(input)).length)));
  const leaf = `k${units - 1}_0`;
  const { moved } = answerWhatIf(input, [{ kpi: leaf, value: 9 }]);
  if (moved.length < 2) throw new Error("One leaf moved nothing above it.");
  const supposed = [1, 2, 3, 4, 5].map(() => timed(() => answerWhatIf(input, [{ kpi: leaf, value: 9 }])));
  return [
    atMost(`cascade of ${kpis.length} KPIs over ${units} units, as JSON`, 300, median(answers), ms),
    reported("  the first one · size before compression", `${ms(first)} · ${(size / 1e6).toFixed(1)} MB`),
    atMost(`one leaf supposed, ${moved.length} KPIs above recomputed`, 100, median(supposed), ms),
  ];
};
