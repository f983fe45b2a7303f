import { hasErrors } from "@sextant/model/problem/finding";
import { changesText } from "../print/changes.ts";
import { findingsText } from "../print/findings.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

/** Shows what applying the files would change. */
export const plan: Verb = {
  name: "plan",
  summary: "Show what applying the YAML files would change; changes nothing",
  examples: ["sextant plan"],
  run: async (context) => {
    const files = readWorkspaceFiles(context.settings().workspace);
    const answer = await withServer(context, ({ client }) => client("planDefinitions", { body: { files } }));
    if (context.json) context.write(JSON.stringify(answer));
    else {
      context.write(changesText(answer.changes, context.color));
      if (answer.findings.length > 0) context.write(findingsText(answer.findings, context.color));
    }
    return hasErrors(answer.findings) ? 1 : 0;
  },
};
