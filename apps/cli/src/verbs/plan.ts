import { hasErrors } from "@sextant/model/problem/finding";
import { changesText } from "../print/changes.ts";
import { effectText } from "../print/effect.ts";
import { findingsText } from "../print/findings.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

/** Shows what applying the files would change. */
export const plan: Verb = {
  name: "plan",
  summary: "Show what applying the YAML files would change, and what that does to past numbers; changes nothing",
  options: [{ flags: "--no-effect", description: "only the changes, without computing what they do to past numbers" }],
  examples: ["sextant plan", "sextant plan --no-effect", "sextant plan --json | jq '.effect.kpis[] | select(.flips)'"],
  run: async (context) => {
    const files = readWorkspaceFiles(context.settings().workspace);
    const effect = context.options.effect !== false;
    const answer = await withServer(context, ({ client }) => client("planDefinitions", { body: { files, effect } }));
    if (context.json) context.write(JSON.stringify(answer));
    else {
      const stopped = answer.changes.length === 0 && hasErrors(answer.findings);
      context.write(
        stopped ? "Nothing is planned while there are errors." : changesText(answer.changes, context.color),
      );
      if (answer.effect !== null && answer.changes.length > 0)
        context.write(`\n${effectText(answer.effect, context.color)}\n`);
      if (answer.findings.length > 0) context.write(findingsText(answer.findings, context.color));
    }
    return hasErrors(answer.findings) ? 1 : 0;
  },
};
