import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ObjectiveView } from "@sextant/model/api/answers/objectives";
import { formatValue } from "@sextant/model/metric/format";
import { hasErrors } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { findingsText } from "../print/findings.ts";
import { statusText } from "../print/status.ts";
import { table } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

const columns = [
  { title: "Status" },
  { title: "Objective or key result" },
  { title: "Value" },
  { title: "Progress" },
  { title: "Expected" },
  { title: "Why" },
];

const share = (value: number | null): string => (value === null ? "—" : `${Math.round(value * 100)} %`);

const rowsOf = (one: ObjectiveView, color: boolean): string[][] => [
  [statusText(one.status, color), one.label, "", share(one.progress), share(one.expected), one.cycle.label],
  ...one.keyResults.map(({ label, unit, progress }) => [
    statusText(progress.status, color),
    `  ${label}`,
    formatValue(progress.value, unit),
    share(progress.progress),
    share(progress.expected),
    progress.sentence,
  ]),
];

const textOfFile = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Problem("not_found", `${path} cannot be read.`, { hint: "Name a CSV or JSON file." });
  }
};

/** Reads an export of another tool and prints the definitions it becomes; findings go to standard error. */
const read = async (context: Context, path: string): Promise<number> =>
  withServer(context, async ({ client }) => {
    const body = { name: basename(path), text: textOfFile(path), cycle: textOption(context, "cycle") };
    const answer = await client("readObjectives", { body });
    if (context.json) context.write(JSON.stringify(answer));
    else {
      context.write(answer.yaml);
      if (answer.findings.length > 0) context.say(findingsText(answer.findings, context.color));
    }
    return hasErrors(answer.findings) ? 1 : 0;
  });

/** Prints objectives with computed progress, or reads an export of an OKR tool. */
export const objectives: Verb = {
  name: "objectives",
  summary: "Print objectives with computed progress, or turn an export of an OKR tool into definitions",
  options: [
    { flags: "--cycle <label>", description: "Only this cycle; for an import the cycle of rows that name none" },
    { flags: "--import <file>", description: "A CSV or JSON export; prints YAML, applies nothing, exits 1 on errors" },
  ],
  examples: [
    "sextant objectives --cycle 2026-Q3",
    "sextant objectives --import okrs.csv --cycle 2026-Q3 > objectives.yaml",
    "sextant objectives --json | jq '.objectives[].sentence'",
  ],
  run: (context) => {
    const path = textOption(context, "import");
    if (path !== undefined) return read(context, path);
    return withServer(context, async ({ client }) => {
      const answer = await client("objectives", { query: { cycle: textOption(context, "cycle") } });
      if (context.json) context.write(JSON.stringify(answer));
      else {
        const rows = answer.objectives.flatMap((one) => rowsOf(one, context.color));
        context.write(rows.length === 0 ? "There are no objectives.\n" : table(columns, rows));
      }
      return 0;
    });
  },
};
