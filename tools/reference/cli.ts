import { problems } from "@sextant/model/problem/problem";
import { verbs } from "../../apps/cli/src/verbs.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");

const exitCodes = (): string => {
  const byCode = new Map<number, string[]>([[0, ["Done"]]]);
  for (const [code, { exit }] of Object.entries(problems))
    byCode.set(exit, [...(byCode.get(exit) ?? []), `\`${code}\``]);
  const rows = [...byCode].sort(([a], [b]) => a - b).map(([exit, codes]) => `| ${exit} | ${codes.join(", ")} |`);
  return ["| exit code | when |", "| --- | --- |", ...rows].join("\n");
};

/** The reference page of the command line, from its table of verbs. */
export const cliReference = (): string => {
  const pages = verbs.map((verb) => {
    const given = (verb.arguments ?? []).map(({ name }) => ` [${name}]`).join("");
    const rows = [
      ...(verb.arguments ?? []).map(({ name, description }) => `| \`${name}\` | ${cell(description)} |`),
      ...(verb.options ?? []).map(({ flags, description }) => `| \`${flags}\` | ${cell(description)} |`),
    ];
    const options = rows.length === 0 ? [] : ["", "| given | meaning |", "| --- | --- |", ...rows];
    return [
      `## sextant ${verb.name}${given}`,
      "",
      `${verb.summary}.`,
      ...options,
      "",
      "```sh",
      ...verb.examples,
      "```",
    ].join("\n");
  });
  return [
    "# Command line",
    "",
    "Generated from the table of verbs; do not edit. Inside this repository write `npx sextant …`.",
    "",
    "Every verb knows `--workspace <folder>` (the nearest one upwards when not given), `--server <url>` and `--json`. A verb that",
    "needs a server uses the one running on the workspace, or starts one for the length of the command. `SEXTANT_WORKSPACE`,",
    "`SEXTANT_URL` and `SEXTANT_TOKEN` stand for the options; `NO_COLOR` turns colour off.",
    "",
    ...pages.flatMap((page) => [page, ""]),
    "## Exit codes",
    "",
    "`status` exits 1 when a KPI is off track or unknown, `check` and `plan` when there are errors, `receipt --verify` when the",
    "receipt gives other numbers now. `import` exits 9 when it wrote definitions but left something out, 1 when nothing could be",
    "carried. Otherwise:",
    "",
    exitCodes(),
    "",
  ].join("\n");
};
