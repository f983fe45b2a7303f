import { table } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";

const columns = [
  { title: "Metric" },
  { title: "Period" },
  { title: "Answered", right: true },
  { title: "From rows", right: true },
];

/** Holds what is answered from kept values and rollups against rows. Exit code 1 when a value differs. */
export const verify: Verb = {
  name: "verify",
  summary: "Compute every KPI anew from rows and compare with what is answered. Exits 1 when a value differs",
  examples: ["sextant verify", "sextant verify --json | jq .different"],
  run: (context) =>
    withServer(context, async ({ client }) => {
      context.say("Computing every KPI from rows …");
      const answer = await client("verify", {});
      if (context.json) context.write(JSON.stringify(answer));
      else {
        context.write(answer.sentence);
        const used = answer.rollups.map(({ table: name, through }) => `${name} (landing ${through})`);
        context.write(used.length === 0 ? "No rollups are kept." : `Rollups: ${used.join(", ")}.`);
        const rows = answer.differences.map(({ metric, periodKey, answered, fromRows }) => [
          metric,
          periodKey,
          String(answered.value ?? "—"),
          String(fromRows.value ?? "—"),
        ]);
        if (rows.length > 0) context.write(table(columns, rows));
      }
      return answer.different === 0 ? 0 : 1;
    }),
};
