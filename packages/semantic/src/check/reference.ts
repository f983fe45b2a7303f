import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";

const areas: Record<string, string> = {
  yaml: "Files",
  schema: "Keys and values",
  definition: "Definitions",
  reference: "References",
  calendar: "Calendar",
  workspace: "Workspace",
  source: "Sources",
  dataset: "Datasets",
  organisation: "Organisation",
  metric: "Metrics",
  gate: "The gate",
  kpi: "KPIs",
  threshold: "Thresholds",
  alert: "Alerts",
  review: "Reviews",
  objective: "Objectives and key results",
  lint: "Lint",
};

const code = (text: string): string =>
  `<code>${text.replaceAll("<", "&lt;").replaceAll("\n", "<br>")}</code>`.replaceAll("|", "\\|");

const row = ([id, rule]: [string, Rule]): string =>
  `| \`${id}\` | ${rule.severity} | ${rule.sentence} | ${code(rule.bad)} | ${code(rule.good)} |`;

/** The reference of all findings, in Markdown. */
export const findingsReference = (): string => {
  const all = Object.entries(rules);
  const parts = Object.entries(areas).map(([area, title]) => {
    const rows = all.filter(([id]) => id.startsWith(`${area}/`)).map(row);
    return `## ${title}\n\n| rule | severity | what must hold | wrong | right |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `# Findings

What \`sextant check\` and the findings page can say about definitions. Errors keep definitions from being applied; the
findings of the expression language (\`expression/…\`, always errors) explain themselves where they stand.

${parts.join("\n")}`;
};
