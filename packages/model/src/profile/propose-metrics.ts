import type { WrittenDefinitionFile } from "../definition/file.ts";
import type { Direction } from "../metric/direction.ts";
import { handleOf } from "./handle.ts";
import { type ColumnProfile, distinctLimit } from "./profile.ts";
import { comesBack } from "./role.ts";

type WrittenMetric = NonNullable<WrittenDefinitionFile["metrics"]>[number];

/** A metric that fits the columns of a file, with the reason; one that is not `shown` only serves another. */
export interface ProposedMetric {
  metric: WrittenMetric;
  /** A sentence for people: why it is proposed, and from which columns. */
  why: string;
  shown: boolean;
}

const lower = {
  bad: /return|refund|cancel|churn|bounce|fail|error|defect|late|delay|overdue|reopen|spam|fraud|complain|incident|lost|abandon|reject/,
  good: /paid|won|active|convert|success|deliver|on_time|satisf|renew|approved|resolved|complete|subscrib|retain/,
  cost: /cost|spend|fee|expense|refund|discount|tax|debt|kosten/,
  duration:
    /duration|(^|_)(seconds|secs|minutes|mins|hours|ms|millis|milliseconds)($|_)|latency|elapsed|wait|response_time|lead_time|age/,
  score: /score|rating|nps|csat|stars|satisfaction|grade/,
  end: /clos|end|finish|complet|resolv|deliver|ship|done|merg|deploy|respon|paid|return/,
} as const;

const title = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Which way is good, guessed from what a column is called; people can change it. */
const directionOf = (name: string, otherwise: Direction): Direction => {
  if (lower.bad.test(name) || lower.cost.test(name) || lower.duration.test(name)) return "down_is_good";
  return lower.good.test(name) || lower.score.test(name) ? "up_is_good" : otherwise;
};

const units: Record<string, string> = { "€": "eur", EUR: "eur", $: "usd", USD: "usd", "£": "gbp", GBP: "gbp" };
const unitOf = ({ mark, name }: ColumnProfile): string => {
  if (mark === "%") return "percent";
  if (mark !== null) return units[mark] ?? "number";
  if (/(^|_)(ms|millis|milliseconds)($|_)/.test(name)) return "milliseconds";
  return /(^|_)(seconds|minutes|hours|days)($|_)/.exec(name)?.[2] ?? "number";
};

/** Makes ids that are free. */
type Name = (wanted: string) => string;

const ofNumber = (dataset: string, column: ColumnProfile, name: Name): ProposedMetric[] => {
  const simple = { kind: "simple", dataset, expression: column.name, unit: unitOf(column) } as const;
  const direction = directionOf(column.name, column.role === "money" ? "up_is_good" : "neutral");
  const label = title(column.name);
  if (lower.duration.test(column.name)) {
    const metric: WrittenMetric = {
      ...simple,
      id: name(`${column.name}_median`),
      label: `${label}, median`,
      aggregation: "median",
      direction,
    };
    return [
      { metric, why: `${column.from} is a length of time; half of the rows take longer than the median.`, shown: true },
    ];
  }
  const average: ProposedMetric = {
    metric: {
      ...simple,
      id: name(`${column.name}_average`),
      label: `${label}, average`,
      aggregation: "average",
      direction,
    },
    why: `${column.from} is a number of every row.`,
    shown: true,
  };
  if (column.role !== "money" || column.mark === "%") return [average];
  const total: ProposedMetric = {
    metric: { ...simple, id: name(`${column.name}_total`), label: `${label}, total`, aggregation: "sum", direction },
    why: `${column.from} is money, which adds up.`,
    shown: true,
  };
  return [total, average];
};

const ofFlag = (dataset: string, column: ColumnProfile, count: string, name: Name): ProposedMetric[] => {
  const yes = name(`${column.name}_yes`);
  const direction = directionOf(column.name, "neutral");
  const label = title(column.name);
  return [
    {
      metric: {
        kind: "simple",
        id: yes,
        label: `${label}: yes`,
        unit: "count",
        direction,
        dataset,
        aggregation: "sum_boolean",
        expression: column.name,
      },
      why: `${column.from} is yes or no.`,
      shown: false,
    },
    {
      metric: {
        kind: "ratio",
        id: name(`${column.name}_share`),
        label: `${label}, share`,
        unit: "percent",
        direction,
        numerator: yes,
        denominator: count,
      },
      why: `${column.from} is yes or no: the share of rows that are yes.`,
      shown: true,
    },
  ];
};

const ofEntity = (dataset: string, column: ColumnProfile, money: string | undefined, name: Name): ProposedMetric[] => {
  const id = name(`${column.name}_distinct`);
  const distinct: ProposedMetric = {
    metric: {
      kind: "simple",
      id,
      label: `${title(column.name)}, distinct`,
      unit: "count",
      direction: "up_is_good",
      dataset,
      aggregation: "count_distinct",
      expression: column.name,
    },
    why: `${column.from} comes back in several rows: how many different ones there are.`,
    shown: true,
  };
  if (money === undefined) return [distinct];
  return [
    distinct,
    {
      metric: {
        kind: "ratio",
        id: name(`${money}_per_${column.name}`),
        label: `${title(money)} per ${column.name.replaceAll("_", " ")}`,
        direction: "up_is_good",
        numerator: money,
        denominator: id,
      },
      why: `Money per ${column.from}.`,
      shown: true,
    },
  ];
};

const ofSpan = (dataset: string, start: ColumnProfile, end: ColumnProfile, name: Name): ProposedMetric[] => {
  const byDay = start.type === "date" || end.type === "date";
  const expression = byDay
    ? `date_diff('day', ${start.name}, ${end.name})`
    : `date_diff('minute', ${start.name}, ${end.name}) / 60`;
  return [
    {
      metric: {
        kind: "simple",
        id: name(`${start.name}_to_${end.name}`),
        label: `${title(start.name)} to ${end.name.replaceAll("_", " ")}, median`,
        unit: byDay ? "days" : "hours",
        direction: "down_is_good",
        dataset,
        aggregation: "median",
        expression,
      },
      why: `The time from ${start.from} to ${end.from}.`,
      shown: true,
    },
  ];
};

/** A metric with its name first, as people write it. */
const inOrder = (one: ProposedMetric): ProposedMetric => {
  const { id, kind, label, ...rest } = one.metric;
  return { ...one, metric: { id, kind, label, ...rest } as WrittenMetric };
};

/** Most KPIs proposed of a file (K6: more on one dashboard are not watched). */
const mostShown = 8;

/**
 * Metrics that fit the columns of a file: how many rows, totals and averages, who comes back, shares, times between two dates.
 * At most 8 are shown; the ids are none of those taken.
 */
export const proposeMetrics = (
  dataset: string,
  columns: readonly ColumnProfile[],
  time: ColumnProfile,
  taken: ReadonlySet<string>,
): ProposedMetric[] => {
  const used = new Set(taken);
  const name: Name = (wanted) => {
    const id = handleOf(used.has(wanted) && !wanted.startsWith(dataset) ? `${dataset}_${wanted}` : wanted, used);
    used.add(id);
    return id;
  };
  const count = name(`${dataset}_count`);
  const rows: ProposedMetric = {
    metric: {
      kind: "simple",
      id: count,
      label: `${title(dataset)}, count`,
      unit: "count",
      direction: directionOf(dataset, "up_is_good"),
      dataset,
      aggregation: "count",
    },
    why: "Every row is one of them.",
    shown: true,
  };
  const numbers = columns.filter(({ role, distinct }) => (role === "money" || role === "measure") && distinct > 2);
  const measures = numbers
    .sort((a, b) => Number(b.role === "money") - Number(a.role === "money"))
    .slice(0, 3)
    .flatMap((column) => ofNumber(dataset, column, name));
  const money = measures.find(
    ({ metric }) => metric.kind === "simple" && metric.aggregation === "sum" && metric.direction === "up_is_good",
  )?.metric.id;
  const entities = columns
    .filter(comesBack)
    .slice(0, 1)
    .flatMap((column) => ofEntity(dataset, column, money, name));
  const flags = columns
    .filter(({ role }) => role === "flag")
    .slice(0, 2)
    .flatMap((column) => ofFlag(dataset, column, count, name));
  const end = columns.find(
    (column) =>
      column.role === "time" && column !== time && column.distinct <= distinctLimit + 1 && lower.end.test(column.name),
  );
  const spans = end === undefined ? [] : ofSpan(dataset, time, end, name);
  const all = [rows, ...measures, ...entities, ...flags, ...spans];
  const shown = new Set(all.filter((one) => one.shown).slice(0, mostShown));
  return all.filter((one) => !one.shown || shown.has(one)).map(inOrder);
};
