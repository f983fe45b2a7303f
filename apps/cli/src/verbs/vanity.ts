import { table } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";

const proposals = { demote: "propose for demotion", too_early: "too young to say", keep: "keep" } as const;

/** When each KPI last changed what somebody did. */
export const vanity: Verb = {
  name: "vanity",
  summary: "When each KPI last changed what somebody did; two quarters without is proposed for demotion",
  examples: ["sextant vanity", "sextant vanity --json | jq '.verdicts[] | select(.proposal == \"demote\") | .id'"],
  run: async (context) => {
    const answer = await withServer(context, ({ client }) => client("vanity", {}));
    if (context.json) context.write(JSON.stringify(answer));
    else {
      const rows = answer.verdicts.map(({ id, owner, last, proposal }) => [
        id,
        owner ?? "–",
        last === null ? "never" : new Date(last.at).toISOString().slice(0, 10),
        last?.sentence ?? "–",
        proposals[proposal],
      ]);
      context.write(`Quarters looked at: ${answer.quarters.join(" and ")}`);
      context.write(
        table(
          ["KPI", "owner", "last changed behaviour", "how", "proposal"].map((title) => ({ title })),
          rows,
        ),
      );
    }
    return 0;
  },
};
