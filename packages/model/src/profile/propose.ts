import type { ColumnType } from "../dataset/dataset.ts";
import type { WrittenDefinitionFile } from "../definition/file.ts";
import { Problem } from "../problem/problem.ts";
import { civilDateOf } from "../time/civil.ts";
import type { Grain } from "../time/grain.ts";
import { localParts } from "../time/zone.ts";
import { type ColumnProfile, distinctLimit, type FileProfile } from "./profile.ts";
import { type ProposedMetric, proposeMetrics } from "./propose-metrics.ts";
import { millisecondsOf } from "./reading.ts";
import { isDimension } from "./role.ts";

const timeNames = /date|time|_at$|^at$|day|created|stamp|month|week|datum/;
const day = 86_400_000;
/** A dataset is stale after this when nothing else is said; older rows are an archive. */
const staleDays = 2;

/** What a person has changed of the mapping that was guessed. */
export interface Mapping {
  /** The column that says when a row happened. */
  time?: string | undefined;
  /** IANA zone of date-times without an offset. */
  timeZone?: string | undefined;
  types?: Readonly<Record<string, ColumnType>> | undefined;
  /** Columns that are not wanted; those that say nothing when not given. */
  leaveOut?: readonly string[] | undefined;
  /** The KPIs wanted of those proposed; all when not given. */
  kpis?: readonly string[] | undefined;
}

export interface ProposalOptions extends Mapping {
  /** Id of the dataset. */
  dataset: string;
  label: string;
  source: NonNullable<NonNullable<WrittenDefinitionFile["datasets"]>[number]["source"]>;
  /** Zone of the calendar. */
  calendarZone: string;
  /** Epoch ms. */
  now: number;
  /** Ids of metrics and KPIs that are there already. */
  taken: ReadonlySet<string>;
}

/** Definitions that fit a file. */
export interface Proposal {
  time: ColumnProfile;
  grain: Grain;
  metrics: ProposedMetric[];
  /** Midnight after the newest row, when it is so old that the data is an archive; else null. */
  endsAt: string | null;
  definitions: WrittenDefinitionFile &
    Required<Pick<WrittenDefinitionFile, "datasets" | "metrics" | "kpis" | "dashboards">>;
}

const unreadable = (message: string, hint: string): Problem => new Problem("source_unreadable", message, { hint });

/** The column that says when a row happened; throws source_unreadable, with what keeps the likeliest one from it. */
const timeColumn = (columns: readonly ColumnProfile[], named: string | undefined): ColumnProfile => {
  const times = columns.filter(({ type, empty }) => (type === "date" || type === "datetime") && empty === 0);
  const chosen =
    named === undefined
      ? (times.find(({ name }) => timeNames.test(name)) ?? times[0])
      : times.find(({ name, from }) => name === named || from === named);
  if (chosen !== undefined) return chosen;
  const wanted = named ?? columns.find(({ name, type }) => type === "string" && timeNames.test(name))?.name;
  const near = columns.find(({ name, from }) => name === wanted || from === wanted);
  if (named !== undefined && near === undefined)
    throw unreadable(`There is no column ${named}.`, `There are: ${columns.map(({ from }) => from).join(", ")}.`);
  if (near?.notDate) {
    const after = near.notDate.after > 0 ? ` after ${near.notDate.after.toLocaleString("en")} dates` : "";
    throw unreadable(
      `No column says when a row happened: ${near.from} holds ${JSON.stringify(near.notDate.value)}${after}, which is no date.`,
      "Write dates alike, such as 2026-03-31 or 31.03.2026, or name another column as the time.",
    );
  }
  const list = columns
    .map(({ from, type, empty }) => `${from} (${type}${empty > 0 ? `, ${empty} empty` : ""})`)
    .join(", ");
  throw unreadable(
    `No column says when a row happened. Columns: ${list}.`,
    "A date column looks like 2026-03-31 or 31.03.2026 10:00 and has no empty values; name one as the time.",
  );
};

const title = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const dayNumber = (iso: string): number => Math.floor(millisecondsOf(iso.slice(0, 10)) / day);

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

/** The local day after a date or date-time: an archive is looked at from the midnight that ends its last day. */
const dayAfter = (iso: string, zoned: boolean, timeZone: string): string => {
  const last = zoned ? localParts(millisecondsOf(iso), timeZone).dayNumber : dayNumber(iso);
  const { year, month, day: date } = civilDateOf(last + 1);
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
};

const mapped = (profile: FileProfile, { types = {}, leaveOut }: Mapping): ColumnProfile[] =>
  profile.columns
    .filter(({ name, role }) => (leaveOut === undefined ? role !== "junk" : !leaveOut.includes(name)))
    .map((column) => {
      const type = types[column.name];
      return type === undefined || type === column.type
        ? column
        : { ...column, type, role: type === "string" ? "text" : column.role };
    });

/** The metrics a proposed one is made of. */
const partsOf = (metric: ProposedMetric["metric"]): string[] =>
  metric.kind === "ratio"
    ? [metric.numerator, metric.denominator].map((part) => (typeof part === "string" ? part : part.metric))
    : [];

/** Definitions that fit a profiled file: its dataset, metrics with a reason each, draft KPIs of them and a dashboard. */
export const propose = (profile: FileProfile, options: ProposalOptions): Proposal => {
  const { dataset, label, source, calendarZone, timeZone = calendarZone } = options;
  const columns = mapped(profile, options);
  const time = timeColumn(columns, options.time);
  const last = time.last ?? "";
  const cadence = cadenceOf(time);
  const grain = grainFor(cadence, dayNumber(last) - dayNumber(time.first ?? last));
  const staleAfter = Math.max(staleDays, Math.ceil(2 * cadence));
  const isArchive = options.now - dayNumber(last) * day > staleAfter * day;
  const metrics = proposeMetrics(dataset, columns, time, options.taken);
  const kpis = metrics
    .filter(({ shown, metric }) => shown && (options.kpis?.includes(metric.id) ?? true))
    .map(({ metric }) => metric.id);
  const needed = (id: string): boolean =>
    kpis.includes(id) || metrics.some(({ metric }) => kpis.includes(metric.id) && partsOf(metric).includes(id));
  const { format } = profile;
  return {
    time,
    grain,
    metrics,
    endsAt: isArchive ? `${dayAfter(last, time.zoned, calendarZone)}T00:00` : null,
    definitions: {
      datasets: [
        {
          id: dataset,
          label: title(label),
          source: { ...source, ...(Object.keys(format).length === 0 ? {} : { format }) },
          time: time.name,
          ...(timeZone === calendarZone || time.zoned || time.type === "date" ? {} : { time_zone: timeZone }),
          columns: Object.fromEntries(
            columns.map(({ name, from, type, empty }) => [
              name,
              { type, ...(from === name ? {} : { from }), ...(empty === 0 ? { nullable: false } : {}) },
            ]),
          ),
          dimensions: columns.filter(isDimension).map(({ name }) => name),
          ...(staleAfter === staleDays ? {} : { stale_after: `${staleAfter}d` }),
        },
      ],
      metrics: metrics.flatMap(({ metric }) => (needed(metric.id) ? [metric] : [])),
      kpis: kpis.map((id) => ({ id, metric: id, grain, state: "draft" as const })),
      dashboards: [{ id: dataset, label: title(label), grain, kpis }],
    },
  };
};
