import { changesText } from "../print/changes.ts";
import { findingsText } from "../print/findings.ts";
import { withServer } from "../server/with-server.ts";
import { listOption, type Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

/** Applies the files; a second time changes nothing. */
export const apply: Verb = {
  name: "apply",
  summary: "Apply the YAML files: new versions for what changed in meaning; the same files twice change nothing",
  options: [
    {
      flags: "--acknowledge <ids>",
      description: "approve what these drifted metrics and KPIs are built on as it is now; `all` for every one",
    },
    { flags: "--force", description: "the files have the last word over edits made on a screen since" },
  ],
  examples: ["sextant apply", "sextant apply --acknowledge on_time,network_health"],
  run: async (context) => {
    const files = readWorkspaceFiles(context.settings().workspace);
    const ids = listOption(context, "acknowledge");
    const { acknowledged, ...answer } = await withServer(context, async ({ client }) => {
      const force = context.options.force === true;
      const applied = await client("applyDefinitions", { body: { files, force } });
      const ended = ids.length === 0 ? { acknowledged: 0 } : await client("acknowledgeDrift", { body: { ids } });
      return { ...applied, ...ended };
    });
    if (context.json) context.write(JSON.stringify({ ...answer, acknowledged }));
    else {
      context.write(changesText(answer.changes, context.color));
      for (const { dataset, rows } of answer.loaded)
        context.write(`Loaded ${rows.toLocaleString("en")} rows into ${dataset}.`);
      if (answer.findings.length > 0) context.write(findingsText(answer.findings, context.color));
      if (ids.length > 0) context.write(`Acknowledged ${acknowledged} ${acknowledged === 1 ? "drift" : "drifts"}.`);
      if (!answer.applied) context.write("Nothing was applied.");
      else if (answer.changes.length > 0) context.write("Applied.");
    }
    return answer.applied ? 0 : 1;
  },
};
