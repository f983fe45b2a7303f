import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrors } from "@sextant/model/problem/finding";
import { fixWorkspace } from "@sextant/semantic/fix/fix";
import { readWorkspace } from "@sextant/semantic/read/read";
import { findingsText } from "../print/findings.ts";
import type { Context, Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

/** Repairs the files in place, and says each repair. */
const fix = (workspace: string, context: Context): void => {
  const { files, fixed } = fixWorkspace(readWorkspaceFiles(workspace));
  for (const { path, text } of files) writeFileSync(join(workspace, path), text);
  for (const { rule, subject, path } of fixed) context.say(`Fixed ${path}: ${subject} [${rule}]`);
};

/** Checks the definitions without a server. */
export const check: Verb = {
  name: "check",
  summary: "Check the definitions: everything wrong with them at once, with file, line and what to do",
  options: [
    { flags: "--fix", description: "repair in the files what has one obvious repair, then check" },
    { flags: "--strict", description: "exit code 1 also for warnings" },
  ],
  examples: ["sextant check", "sextant check --fix", "sextant check --workspace examples/flights --json"],
  run: async (context) => {
    const { workspace } = context.settings();
    if (context.options.fix === true) fix(workspace, context);
    const { findings } = readWorkspace(readWorkspaceFiles(workspace));
    context.write(context.json ? JSON.stringify({ findings }) : findingsText(findings, context.color));
    const isStrict = context.options.strict === true && findings.some(({ severity }) => severity === "warning");
    return hasErrors(findings) || isStrict ? 1 : 0;
  },
};
