import type { OwnDataAnswer } from "@sextant/model/api/answers/own-data";
import { formatComputed } from "@sextant/model/metric/format";
import { sparkline } from "./sparkline.ts";
import { table } from "./table.ts";

const columns = [
  { title: "KPI" },
  { title: "Value", right: true },
  { title: "Period" },
  { title: "Trend" },
  { title: "Why" },
];

const rowsOf = ({ kpis, dashboard }: OwnDataAnswer): string[][] =>
  kpis.map(({ id, label, why }) => {
    const tile = dashboard?.tiles.find((one) => one.id === id);
    if (tile === undefined) return [label, "—", "—", "", why];
    const past = tile.series.filter(({ current }) => !current).map(({ value }) => value);
    const value = formatComputed(tile.latest?.value ?? null, tile, { compact: true });
    return [label, value, tile.latest?.periodKey ?? "—", sparkline(past), why];
  });

/** What was found in a file and what is proposed of it, for people. */
export const printProposal = (answer: OwnDataAnswer): string => {
  const { profile, time, grain, clock, findings } = answer;
  const at = profile.columns.find(({ name }) => name === time);
  const read = Object.entries(profile.format).map(([name, value]) => `${name.replace("_", " ")} ${value}`);
  const lines = [
    `${profile.rows.toLocaleString("en")} ${profile.rows === 1 ? "row" : "rows"}, ${profile.columns.length} columns; time is ${at?.from} (${at?.first} to ${at?.last}), by ${grain}.`,
    ...(read.length === 0 ? [] : [`Read with ${read.join(", ")}.`]),
    ...profile.leftOut,
    ...findings.map(({ message, hint }) => `${message} ${hint}`),
    ...(clock === null ? [] : [clock]),
    "",
    table(columns, rowsOf(answer)),
    "",
  ];
  return lines.join("\n");
};
