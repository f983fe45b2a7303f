import type { DefinitionFile, WrittenDefinitionFile } from "@sextant/model/definition/file";
import { Problem } from "@sextant/model/problem/problem";
import { type ColumnProfile, distinctLimit } from "./column.ts";
import type { FileProfile } from "./file.ts";

/** Definitions as an author would write them, by file name. */
export type Proposal = Record<string, WrittenDefinitionFile>;

type Grain = NonNullable<NonNullable<DefinitionFile["dashboards"]>[number]["grain"]>;

const timeNames = /date|time|_at$|^at$|day|created|stamp/;
const moneyNames = /amount|price|revenue|cost|total|value|sales/;
const maximumDimensionValues = 200;
const day = 86_400_000;
/** A dataset is stale after this when nothing else is said; older rows are an archive and the clock is pinned. */
const staleDays = 2;

const timeColumn = (columns: readonly ColumnProfile[], named: string | undefined): ColumnProfile => {
  const times = columns.filter(({ type, empty }) => (type === "date" || type === "datetime") && empty === 0);
  const chosen =
    named === undefined
      ? (times.find(({ name }) => timeNames.test(name)) ?? times[0])
      : times.find(({ name, from }) => name === named || from === named);
  if (chosen !== undefined) return chosen;
  const wanted = named ?? columns.find(({ name, type }) => type === "string" && timeNames.test(name))?.name;
  const near = columns.find(({ name, from }) => name === wanted || from === wanted);
  if (named !== undefined && near === undefined) {
    throw new Problem("source_unreadable", `There is no column ${named}.`, {
      hint: `There are: ${columns.map(({ from }) => from).join(", ")}.`,
    });
  }
  if (near?.notDate)
    throw new Problem(
      "source_unreadable",
      `No column says when a row happened: ${near.from} holds ${JSON.stringify(near.notDate.value)}${near.notDate.after > 0 ? ` after ${near.notDate.after.toLocaleString("en")} dates` : ""}, which is no date.`,
      { hint: "Write dates as 2026-03-31 or 2026-03-31T10:00:00, or name another column with --time." },
    );
  const list = columns
    .map(({ from, type, empty }) => `${from} (${type}${empty > 0 ? `, ${empty} empty` : ""})`)
    .join(", ");
  throw new Problem("source_unreadable", `No column says when a row happened. Columns: ${list}.`, {
    hint: "A date column looks like 2026-03-31 or 2026-03-31T10:00:00 and has no empty values; name one with --time.",
  });
};

const isDimension = ({ type, distinct, rows }: ColumnProfile): boolean =>
  type === "boolean" ||
  (type === "string" && distinct > 1 && distinct <= maximumDimensionValues && distinct < Math.max(3, rows / 2));

const isHandle = ({ type, name }: ColumnProfile): boolean =>
  (type === "string" || type === "integer") && /(^|_)(id|user|customer|account|email)($|_)/.test(name);

/** Someone or something that comes back: a handle with many values, but fewer than there are rows. */
const isEntity = (column: ColumnProfile): boolean =>
  isHandle(column) &&
  column.distinct > Math.min(50, column.rows / 10) &&
  column.distinct < column.rows * 0.9 &&
  column.distinct <= distinctLimit;

const isMeasure = (column: ColumnProfile): boolean =>
  (column.type === "integer" || column.type === "number") && !isHandle(column) && column.distinct > 2;

const title = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const metricsFor = (dataset: string, columns: readonly ColumnProfile[]): NonNullable<Proposal[string]["metrics"]> => [
  {
    id: `${dataset}_count`,
    kind: "simple",
    label: `${title(dataset)}, count`,
    unit: "count",
    direction: "up_is_good",
    dataset,
    aggregation: "count",
  },
  ...columns
    .filter(isMeasure)
    .slice(0, 3)
    .flatMap(({ name }) => [
      ...(moneyNames.test(name)
        ? [
            {
              id: `${name}_total`,
              kind: "simple" as const,
              label: `${title(name)}, total`,
              direction: "up_is_good" as const,
              dataset,
              aggregation: "sum" as const,
              expression: name,
            },
          ]
        : []),
      {
        id: `${name}_average`,
        kind: "simple" as const,
        label: `${title(name)}, average`,
        dataset,
        aggregation: "average" as const,
        expression: name,
      },
    ]),
  ...columns
    .filter(isEntity)
    .slice(0, 1)
    .map(({ name }) => ({
      id: `${name}_distinct`,
      kind: "simple" as const,
      label: `${title(name)}, distinct`,
      unit: "count",
      direction: "up_is_good" as const,
      dataset,
      aggregation: "count_distinct" as const,
      expression: name,
    })),
  ...columns
    .filter(({ type }) => type === "boolean")
    .slice(0, 2)
    .flatMap(({ name }) => [
      {
        id: `${name}_yes`,
        kind: "simple" as const,
        label: `${title(name)}: yes`,
        unit: "count",
        dataset,
        aggregation: "sum_boolean" as const,
        expression: name,
      },
      {
        id: `${name}_share`,
        kind: "ratio" as const,
        label: `${title(name)}, share`,
        unit: "percent",
        numerator: `${name}_yes`,
        denominator: `${dataset}_count`,
      },
    ]),
];

/** Days since 1970 of a date or date-time as written. */
const dayNumber = (text: string): number => Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / day);

/** Days between two dates that have rows, on average. */
const cadenceOf = ({ first, last, days }: ColumnProfile): number =>
  first === null || last === null || days < 2 || days > distinctLimit
    ? 1
    : (dayNumber(last) - dayNumber(first)) / (days - 1);

/** The grain that a cadence in days and a stretch of time in days ask for. */
const grainFor = (cadence: number, stretch: number): Grain => {
  if (cadence >= 300) return "year";
  if (cadence >= 80) return "quarter";
  if (cadence >= 25 || stretch > 730) return "month";
  return cadence >= 6 || stretch > 70 ? "week" : "day";
};

/** The local date of a date or date-time as written. */
const localDate = (text: string, timeZone: string): string => {
  const instant = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text.replace(" ", "T")) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) return text.slice(0, 10);
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(instant);
};

/** A local date moved by one day: an archive is looked at from the midnight that ends its last day. */
const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** Definitions that fit a profiled file: its dataset, a few metrics, draft KPIs of them and a dashboard. */
export const propose = (
  profile: FileProfile,
  options: { dataset: string; label: string; file: string; timeZone: string; now: number; time: string | undefined },
): { files: Proposal; time: ColumnProfile; pinned: string | null; grain: Grain } => {
  const { dataset, label, timeZone } = options;
  const time = timeColumn(profile.columns, options.time);
  const last = time.last ?? "";
  const cadence = cadenceOf(time);
  const grain = grainFor(cadence, dayNumber(last) - dayNumber(time.first ?? last));
  const staleAfter = Math.max(staleDays, Math.ceil(2 * cadence));
  const isArchive = options.now - Date.parse(last.slice(0, 10)) > staleAfter * day;
  const pinned = isArchive ? `${dayAfter(localDate(last, timeZone))}T00:00` : null;
  const metrics = metricsFor(dataset, profile.columns);
  const shown = metrics.filter(({ id }) => !id.endsWith("_yes")).slice(0, 8);
  const columns = Object.fromEntries(
    profile.columns.map(({ name, from, type, empty }) => [
      name,
      { type, ...(from === name ? {} : { from }), ...(empty === 0 ? { nullable: false } : {}) },
    ]),
  );
  return {
    time,
    pinned,
    grain,
    files: {
      "workspace.yaml": {
        workspace: { id: dataset, label, ...(pinned === null ? {} : { as_of: pinned }) },
        calendar: { time_zone: timeZone },
      },
      "datasets.yaml": {
        datasets: [
          {
            id: dataset,
            label: title(dataset),
            source: { file: options.file },
            time: time.name,
            columns,
            dimensions: profile.columns.filter(isDimension).map(({ name }) => name),
            ...(staleAfter === staleDays ? {} : { stale_after: `${staleAfter}d` }),
          },
        ],
      },
      "metrics.yaml": { metrics },
      "kpis.yaml": { kpis: shown.map(({ id }) => ({ id, metric: id, grain, state: "draft" as const })) },
      "dashboards.yaml": {
        dashboards: [{ id: "overview", label: "Overview", grain, kpis: shown.map(({ id }) => id) }],
      },
    },
  };
};
