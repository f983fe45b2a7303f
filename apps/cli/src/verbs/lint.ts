import { findingsText } from "../print/findings.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";

/** Lint with the numbers a server knows: fails on warnings when asked to, for CI. */
export const lint: Verb = {
  name: "lint",
  summary:
    "Everything check finds, and what past values say: targets already met or out of reach, numbers that only rise",
  options: [{ flags: "--strict", description: "exit code 1 also for warnings" }],
  examples: ["sextant lint", "sextant lint --strict --json"],
  run: async (context) => {
    const answer = await withServer(context, ({ client }) => client("lint", {}));
    context.write(context.json ? JSON.stringify(answer) : findingsText(answer.findings, context.color));
    const { error, warning } = answer.counts;
    return error > 0 || (context.options.strict === true && warning > 0) ? 1 : 0;
  },
};
