import { type Finding, hasErrors } from "@sextant/model/problem/finding";
import { paint } from "./status.ts";

const colors = { error: 31, warning: 33, info: 36 } as const;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** Findings as `file:line:column severity message [rule]` with the hint below, ending with a count. */
export const findingsText = (findings: readonly Finding[], color: boolean): string => {
  const lines = findings.flatMap((finding) => {
    const { place } = finding;
    const where =
      place === undefined ? (finding.subject ?? "workspace") : `${place.file}:${place.line}:${place.column}`;
    return [
      `${where} ${paint(finding.severity, colors[finding.severity], color)} ${finding.message} [${finding.rule}]`,
      `    → ${finding.hint}`,
    ];
  });
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const sum = `${plural(count("error"), "error")}, ${plural(count("warning"), "warning")}, ${plural(count("info"), "remark")}`;
  return [...lines, hasErrors(findings) ? paint(sum, 31, color) : sum].join("\n");
};
