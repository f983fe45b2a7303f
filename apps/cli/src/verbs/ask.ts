import type { AskAnswer, AskBody } from "@sextant/model/api/answers/ask";
import { formatChange, formatComputed } from "@sextant/model/metric/format";
import { Problem } from "@sextant/model/problem/problem";
import { sparkline } from "../print/sparkline.ts";
import { table } from "../print/table.ts";
import { sayUnreadable, withServer } from "../server/with-server.ts";
import { type Context, listOption, textOption, type Verb } from "../verb.ts";

type Series = AskAnswer["series"][number];

const written = (series: Series, value: number | null): string => formatComputed(value, series, { compact: true });

/** A period that is not over: what there is to date, and where it is heading. */
const toDateCell = (series: Series, value: string): string => {
  const { nowcast } = series;
  if (nowcast?.kind !== "nowcast") return `${value} to date`;
  const range = `${written(series, nowcast.lower80)} to ${written(series, nowcast.upper80)}`;
  return `${value} to date, ≈ ${written(series, nowcast.value)} (80 %: ${range})`;
};

const cell = (series: Series, i: number): string => {
  const observation = series.observations[i];
  if (observation === undefined) return "";
  const value = observation.presence === "unknown" ? "unknown" : written(series, observation.value);
  if (observation.current) return toDateCell(series, value);
  return observation.settled ? value : `${value} *`;
};

const differs = ({ deltas, unit }: Series, i: number): string => {
  const delta = deltas[i];
  return delta == null ? "—" : formatChange(delta, unit);
};

/** Every period some series has: those of what was known on a day need not have the same ones. */
const periodsOf = ({ series }: AskAnswer): string[] => {
  const starts = new Map(series.flatMap(({ observations }) => observations.map((one) => [one.periodKey, one.start])));
  return [...starts].sort(([, a], [, b]) => a - b).map(([periodKey]) => periodKey);
};

const overTime = (answer: AskAnswer): string => {
  const compared = answer.series.some(({ deltas }) => deltas.length > 0);
  const columns = [
    { title: "Period" },
    ...answer.series.flatMap((series) => [
      { title: series.label, right: true },
      ...(compared ? [{ title: "change", right: true }] : []),
    ]),
  ];
  const rows = periodsOf(answer).map((periodKey) => [
    periodKey,
    ...answer.series.flatMap((series) => {
      const i = series.observations.findIndex((observation) => observation.periodKey === periodKey);
      return [cell(series, i), ...(compared ? [differs(series, i)] : [])];
    }),
  ]);
  return table(columns, rows);
};

const bySlice = (answer: AskAnswer): string => {
  const columns = [
    ...answer.by.map((title) => ({ title })),
    { title: "KPI" },
    { title: "Latest whole", right: true },
    { title: "n", right: true },
    { title: "Trend" },
  ];
  const rows = answer.series.map((series) => {
    const whole = series.observations.filter(({ current }) => !current);
    const latest = whole.at(-1);
    return [
      ...series.slice.map((value, index) =>
        series.other === true ? (index === 0 ? `Other (${answer.omitted})` : "") : (value ?? "(none)"),
      ),
      series.label,
      written(series, latest?.value ?? null),
      (latest?.sampleSize ?? 0).toLocaleString("en"),
      sparkline(whole.map(({ value }) => value)),
    ];
  });
  return (
    table(columns, rows) +
    (answer.omitted > 0 && !answer.series.some(({ other }) => other)
      ? `\n… and ${answer.omitted} more; raise --limit.`
      : "")
  );
};

const bodyFrom = (context: Context): AskBody => {
  const top = textOption(context, "top");
  const limit = top ?? textOption(context, "limit");
  const rankBy = textOption(context, "rankBy");
  const optional = Object.fromEntries(
    ["grain", "from", "to", "compare", "where", "known"].flatMap((name) => {
      const value = textOption(context, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    kpis: listOption(context, "kpi"),
    metrics: listOption(context, "metric"),
    by: listOption(context, "by"),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(top === undefined ? {} : { other: true }),
    ...(rankBy === undefined ? {} : { rankBy }),
    ...optional,
  };
};

/** Asks for series of KPIs or metrics. */
export const ask: Verb = {
  name: "ask",
  summary: "Ask for a KPI or metric over time, by slice, compared",
  options: [
    { flags: "--kpi <ids>", description: "KPIs, separated by commas" },
    { flags: "--metric <ids>", description: "Metrics, separated by commas" },
    { flags: "--grain <grain>", description: "day, week, month, quarter or year" },
    { flags: "--from <date>", description: "First local date, e.g. 2001-03-01" },
    { flags: "--to <date>", description: "Local date after the last one" },
    { flags: "--by <dimensions>", description: "One or two dimensions, separated by a comma" },
    { flags: "--where <expression>", description: "Only rows for which this holds" },
    { flags: "--compare <with>", description: "previous_period, previous_year, like_for_like_to_date or target" },
    {
      flags: "--known <date>",
      description: "KPIs as they were known at the end of this local date, or at this instant",
    },
    { flags: "--limit <n>", description: "At most this many series (100)" },
    { flags: "--top <n>", description: "This many slices, and all others together as one more" },
    { flags: "--rank-by <metric>", description: "The metric slices are ranked by, instead of by their rows" },
  ],
  examples: [
    "sextant ask --kpi on_time --grain month",
    "sextant ask --kpi on_time --by origin --from 2001-06-01 --top 10",
    "sextant ask --metric median_delay --grain week --where \"origin = 'ORD'\" --compare previous_period",
    "sextant ask --kpi on_time --known 2026-03-03",
  ],
  run: async (context) => {
    const body = bodyFrom(context);
    if (body.kpis?.length === 0 && body.metrics?.length === 0) {
      throw new Problem("invalid_request", "No KPI or metric was named.", {
        hint: "Add --kpi <id> or --metric <id>; `sextant status` lists the KPIs.",
      });
    }
    if (body.limit !== undefined && !(Number.isInteger(body.limit) && body.limit > 0)) {
      throw new Problem(
        "invalid_request",
        `--limit is ${JSON.stringify(textOption(context, "top") ?? textOption(context, "limit"))}, not a whole number.`,
        {
          hint: "Write how many series there may be at most, e.g. --limit 10.",
        },
      );
    }
    const answer = await withServer(context, async (connection) => {
      await sayUnreadable(connection, context);
      return connection.client("ask", { body });
    });
    if (context.json) context.write(JSON.stringify(answer));
    else {
      if (answer.known !== null) context.say(`as known on ${new Date(answer.known).toISOString()}`);
      if (periodsOf(answer).length > 0) context.write(answer.by.length > 0 ? bySlice(answer) : overTime(answer));
      else context.say(answer.known === null ? "No values in this span." : "Nothing of it was known then.");
      context.say(
        `receipt ${answer.receipt.id}: ${answer.receipt.rowsRead.toLocaleString("en")} rows read in ${Math.round(answer.receipt.elapsedMs)} ms`,
      );
    }
    return 0;
  },
};
