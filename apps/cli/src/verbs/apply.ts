import { changesText } from "../print/changes.ts";
import { findingsText } from "../print/findings.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

/** Applies the files; a second time changes nothing. */
export const apply: Verb = {
  name: "apply",
  summary: "Apply the YAML files: new versions for what changed in meaning; the same files twice change nothing",
  examples: ["sextant apply"],
  run: async (context) => {
    const files = readWorkspaceFiles(context.settings().workspace);
    const answer = await withServer(context, ({ client }) => client("applyDefinitions", { body: { files } }));
    if (context.json) context.write(JSON.stringify(answer));
    else {
      context.write(changesText(answer.changes, context.color));
      for (const { dataset, rows } of answer.loaded)
        context.write(`Loaded ${rows.toLocaleString("en")} rows into ${dataset}.`);
      if (answer.findings.length > 0) context.write(findingsText(answer.findings, context.color));
      if (!answer.applied) context.write("Nothing was applied.");
      else if (answer.changes.length > 0) context.write("Applied.");
    }
    return answer.applied ? 0 : 1;
  },
};
