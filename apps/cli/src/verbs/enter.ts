import type { EntryBody } from "@sextant/model/api/answers/entry";
import { Problem } from "@sextant/model/problem/problem";
import { withServer } from "../server/with-server.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

const numberShape = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const missing = (what: string, hint: string): Problem => new Problem("invalid_request", what, { hint });

const bodyFrom = (context: Context): EntryBody => {
  const period = textOption(context, "period");
  const value = textOption(context, "value");
  if (period === undefined) throw missing("No period was given.", "Add --period, e.g. --period 2026-03.");
  if (value === undefined) throw missing("No value was given.", "Add --value, e.g. --value 4.2.");
  if (!numberShape.test(value.trim())) {
    throw missing(`--value is ${JSON.stringify(value)}, not a number.`, "Write it plainly, e.g. --value 1204.5.");
  }
  const optional = Object.fromEntries(
    ["evidence", "note"].flatMap((name) => {
      const text = textOption(context, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return { period, value: Number(value), ...optional };
};

/** Enters or corrects the value of a manual metric. */
export const enter: Verb = {
  name: "enter",
  summary: "Enter or correct the value of a manual metric, with evidence",
  arguments: [{ name: "metric", description: "Id of a metric of kind manual" }],
  options: [
    { flags: "--period <key>", description: "The period it is for, e.g. 2026-03, 2026-W10, 2026-Q1" },
    { flags: "--value <number>", description: "The value in the metric's unit; a share of 80% is 0.8" },
    { flags: "--evidence <text>", description: "A link or a sentence that says where it comes from" },
    { flags: "--note <text>", description: "A remark for later readers" },
  ],
  examples: [
    "sextant enter audits_passed --period 2026-03 --value 5 --evidence https://example.com/audits/march",
    'sextant enter audits_passed --period 2026-03 --value 6 --note "One more was found"',
  ],
  run: async (context) => {
    const [metric] = context.arguments;
    if (metric === undefined) throw missing("No metric was named.", "Write its id after `enter`.");
    const body = bodyFrom(context);
    const entry = await withServer(context, ({ client }) => client("enterValue", { params: { id: metric }, body }));
    if (context.json) context.write(JSON.stringify(entry));
    else context.write(`${metric} of ${entry.period} is ${entry.value}, entered by ${entry.author}.`);
    return 0;
  },
};
