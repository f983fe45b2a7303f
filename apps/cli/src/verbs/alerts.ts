import type { Alert } from "@sextant/model/api/answers/alerts";
import { table } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

const columns = [
  { title: "State" },
  { title: "KPI" },
  { title: "Why" },
  { title: "Owner" },
  { title: "Since" },
  { title: "Id" },
];

const stateOf = ({ closedAt, acknowledgedAt, kind }: Alert): string => {
  if (closedAt !== null) return "ended";
  return acknowledgedAt === null ? (kind === "alert" ? "open" : kind) : "acknowledged";
};

const row = (alert: Alert, timeZone: string): string[] => [
  stateOf(alert),
  alert.slice === "" ? alert.label : `${alert.label}, ${alert.slice}`,
  alert.sentence,
  alert.owner?.label ?? "—",
  new Date(alert.openedAt).toLocaleString("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" }),
  alert.id,
];

const shown = (alerts: readonly Alert[], context: Context): readonly Alert[] =>
  context.options.all === true ? alerts : alerts.filter(({ closedAt }) => closedAt === null);

/** Prints alerts, or acknowledges one. Exit code 1 when an alert nobody acknowledged is open, so that a script may ask. */
export const alerts: Verb = {
  name: "alerts",
  summary: "Print open alerts, or acknowledge one. Exits 1 when one is open that nobody acknowledged",
  options: [
    { flags: "--all", description: "Those that ended, too" },
    { flags: "--kpi <id>", description: "Only those of this KPI" },
    { flags: "--acknowledge <id>", description: "Acknowledge this alert; needs --cause" },
    { flags: "--cause <text>", description: "Why it fired" },
  ],
  examples: [
    "sextant alerts",
    'sextant alerts --acknowledge 7f1c… --cause "The web shop was down"',
    "sextant alerts --json | jq '.alerts[].sentence'",
  ],
  run: (context) =>
    withServer(context, async ({ client }) => {
      const id = textOption(context, "acknowledge");
      if (id !== undefined) {
        const cause = textOption(context, "cause") ?? "";
        await client("actOnAlert", { params: { id }, body: { act: "acknowledge", cause } });
        context.say("Acknowledged.");
        return 0;
      }
      const answer = await client("alerts", { query: { kpi: textOption(context, "kpi") } });
      if (context.json) context.write(JSON.stringify(answer));
      else {
        const rows = shown(answer.alerts, context).map((alert) => row(alert, answer.timeZone));
        context.write(rows.length === 0 ? "Nothing fires.\n" : table(columns, rows));
      }
      return answer.alerts.some(({ closedAt, acknowledgedAt }) => closedAt === null && acknowledgedAt === null) ? 1 : 0;
    }),
};
