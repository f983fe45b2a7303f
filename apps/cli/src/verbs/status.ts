import type { Delta } from "@sextant/model/api/answers/observation";
import type { Tile } from "@sextant/model/api/answers/tile";
import { formatChange, formatComputed, formatValue } from "@sextant/model/metric/format";
import { Problem } from "@sextant/model/problem/problem";
import { driftText } from "../print/drift.ts";
import { sparkline } from "../print/sparkline.ts";
import { statusText } from "../print/status.ts";
import { table } from "../print/table.ts";
import { sayUnreadable, withServer } from "../server/with-server.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

const change = (tile: Tile): string => {
  const delta: Delta | undefined = tile.deltas.find(({ comparison }) => comparison === "previous_period");
  return delta === undefined ? "—" : formatChange(delta, tile.unit);
};

const row = (tile: Tile, context: Context): string[] => [
  statusText(tile.standing.status, context.color),
  tile.label,
  formatComputed(tile.latest?.value ?? null, tile, { compact: true }),
  formatValue(tile.target, tile.unit, { compact: true }),
  change(tile),
  sparkline(tile.series.filter(({ current }) => !current).map(({ value }) => value)),
  tile.latest?.periodKey ?? "—",
  tile.owner?.label ?? "—",
];

const columns = [
  { title: "Status" },
  { title: "KPI" },
  { title: "Value", right: true },
  { title: "Target", right: true },
  { title: "Change", right: true },
  { title: "Trend" },
  { title: "Period" },
  { title: "Owner" },
];

/** Prints a dashboard. Exit code 0 when nothing is red or unknown, 1 otherwise, so that a script may ask. */
export const status: Verb = {
  name: "status",
  summary: "Print a dashboard: are we on track? Exits 1 when a KPI is off track or unknown",
  arguments: [{ name: "dashboard", description: "Its id; the first one when not given" }],
  options: [
    { flags: "--grain <grain>", description: "day, week, month, quarter or year; the dashboard's own when not given" },
    { flags: "--known <date>", description: "As it was known at the end of this local date, or at this instant" },
  ],
  examples: [
    "sextant status",
    "sextant status network --grain month",
    "sextant status --known 2026-03-03",
    "sextant status --json | jq '.tiles[].standing.status'",
  ],
  run: (context) =>
    withServer(context, async (connection) => {
      const { client } = connection;
      const id = context.arguments[0] ?? (await client("dashboards", {})).dashboards[0]?.id;
      if (id === undefined)
        throw new Problem("not_found", "There is no dashboard yet.", {
          hint: "Write one: dashboards: [{ id: overview, label: Overview, kpis: [a_kpi] }], then `sextant apply`.",
        });
      const grain = textOption(context, "grain") as Tile["grain"] | undefined;
      const known = textOption(context, "known");
      const answer = await client("dashboard", { params: { id }, query: { grain, known } });
      if (context.json) context.write(JSON.stringify(answer));
      else {
        const clock = new Date(answer.known ?? answer.now).toLocaleString("en-GB", {
          timeZone: answer.timeZone,
          dateStyle: "medium",
          timeStyle: "short",
        });
        const asOf = answer.known === null ? ` by ${answer.grain}, as of` : ", as it was known on";
        context.write(`${answer.label}${asOf} ${clock} (${answer.timeZone}${answer.pinned ? ", clock pinned" : ""})\n`);
        context.write(
          table(
            columns,
            answer.tiles.map((tile) => row(tile, context)),
          ),
        );
        const heading = answer.tiles.flatMap(({ label, nowcast }) =>
          nowcast === null ? [] : [`≈ ${label}: ${nowcast.sentence}`],
        );
        if (heading.length > 0) context.write(`\n${heading.join("\n")}`);
        const owed = answer.tiles.filter(({ standing }) => standing.status !== "green");
        if (owed.length > 0)
          context.write(
            `\n${owed.map((tile) => `${statusText(tile.standing.status, context.color)}  ${tile.label}: ${tile.standing.sentence}`).join("\n")}`,
          );
      }
      if (!context.json) {
        const drifted = driftText(answer.tiles, context.color);
        if (drifted !== "") context.write(`\n${drifted}`);
      }
      await sayUnreadable(connection, context);
      return answer.tiles.some(({ standing }) => standing.status === "red" || standing.status === "unknown") ? 1 : 0;
    }),
};
