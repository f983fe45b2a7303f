import { hasErrors } from "@sextant/model/problem/finding";
import { readWorkspace } from "@sextant/semantic/read/read";
import { findingsText } from "../print/findings.ts";
import type { Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

/** Checks the definitions without a server. */
export const check: Verb = {
  name: "check",
  summary: "Check the definitions: everything wrong with them at once, with file, line and what to do",
  examples: ["sextant check", "sextant check --workspace examples/flights --json"],
  run: async (context) => {
    const settings = context.settings();
    const { findings } = readWorkspace(readWorkspaceFiles(settings.workspace));
    context.write(context.json ? JSON.stringify({ findings }) : findingsText(findings, context.color));
    return hasErrors(findings) ? 1 : 0;
  },
};
