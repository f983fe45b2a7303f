import type { Effect, KpiEffectView, SeriesEffectView } from "@sextant/model/api/answers/effect";
import { formatValue } from "@sextant/model/metric/format";
import { statusText } from "./status.ts";
import { table } from "./table.ts";

const percent = (share: number | null): string =>
  share === null ? "" : ` (${share > 0 ? "+" : share < 0 ? "−" : ""}${Math.abs(share * 100).toFixed(1)}%)`;

const movedOf = ({ moved, appeared, disappeared, periods }: SeriesEffectView): string => {
  const more = [appeared > 0 ? `${appeared} new` : "", disappeared > 0 ? `${disappeared} gone` : ""].filter(Boolean);
  return [`${moved} of ${periods}`, ...more].join(", ");
};

const row = (series: SeriesEffectView): string[] => {
  const { label, grain, unit, median, largest, broken } = series;
  const write = (value: number | null, isChange = false, signed = isChange): string =>
    formatValue(value, unit, { compact: true, signed, points: isChange });
  if (broken.before !== null || broken.after !== null) return [label, grain, "cannot tell", "", "", "", ""];
  const latest = series.points.at(-1);
  return [
    label,
    grain,
    movedOf(series),
    median === null ? "—" : write(median.absolute, true, false),
    largest === null ? "—" : `${write(largest.absolute, true)}${percent(largest.relative)}`,
    largest?.periodKey ?? "",
    latest === undefined ? "" : `${latest.periodKey} ${write(latest.before)} → ${write(latest.after)}`,
  ];
};

const columns = [
  { title: "Metric" },
  { title: "By" },
  { title: "Past values moved", right: true },
  { title: "Median", right: true },
  { title: "Largest", right: true },
  { title: "In" },
  { title: "Latest" },
];

const brokenLines = (series: readonly SeriesEffectView[]): string[] =>
  series.flatMap(({ label, broken }) => [
    ...(broken.before === null ? [] : [`${label} as it is: ${broken.before}`]),
    ...(broken.after === null ? [] : [`${label} as it would be: ${broken.after}`]),
  ]);

/** What an edit does to the statuses a KPI had, as a sentence with a space before it. */
const pastWords = ({ periods, changed }: KpiEffectView): string => {
  if (periods === 0) return "";
  if (changed === 0) return ` All ${periods} past periods keep their status.`;
  return ` ${changed} of ${periods} past periods would have had another status.`;
};

const kpiLine = (kpi: KpiEffectView, color: boolean): string => {
  const past = pastWords(kpi);
  if (kpi.to === null) return `${kpi.label}: known once the data has been read anew.${past}`;
  const from = statusText(kpi.from.status, color);
  if (!kpi.flips) return `${from}  ${kpi.label} stays.${past}`;
  return `${from} → ${statusText(kpi.to.status, color)}  ${kpi.label}. ${kpi.to.sentence}${past}`;
};

const worstFirst = (kpis: readonly KpiEffectView[]): KpiEffectView[] =>
  [...kpis].sort((a, b) => Number(b.flips) - Number(a.flips) || b.changed - a.changed);

/** The numeric effect of a change, for people: what past values move, which statuses flip, what it touches and what was left out. */
export const effectText = (effect: Effect, color: boolean): string => {
  const { series, kpis, dashboards, leftOut } = effect;
  const flips = kpis.filter(({ flips: flip }) => flip).length;
  const parts = [
    series.length === 0 ? "No past value moves." : table(columns, series.map(row)),
    brokenLines(series).join("\n"),
    kpis.length === 0
      ? ""
      : [
          `${flips === 0 ? "No status flips" : `${flips} ${flips === 1 ? "status flips" : "statuses flip"}`} now:`,
          ...worstFirst(kpis).map((kpi) => `  ${kpiLine(kpi, color)}`),
        ].join("\n"),
    dashboards.length === 0 ? "" : `Dashboards touched: ${dashboards.map(({ label }) => label).join(", ")}.`,
    leftOut.join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
};
