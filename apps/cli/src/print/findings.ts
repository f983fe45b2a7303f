import { type Finding, hasErrors } from "@sextant/model/problem/finding";
import { paint } from "./status.ts";

const colors = { error: 31, warning: 33, info: 36 } as const;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const placeOf = ({ place, subject }: Finding): string =>
  place === undefined ? (subject ?? "workspace") : `${place.file}:${place.line}:${place.column}`;

/** Findings as `file:line:column severity message [rule]` with the hint below, several of one place under its name; ends with a count. */
export const findingsText = (findings: readonly Finding[], color: boolean): string => {
  const text = ({ severity, message, rule }: Finding): string =>
    `${paint(severity, colors[severity], color)} ${message} [${rule}]`;
  const places = Map.groupBy(findings, placeOf);
  const lines = [...places].flatMap(([where, here]) => {
    const [first] = here;
    if (here.length === 1 && first !== undefined) return [`${where} ${text(first)}`, `    → ${first.hint}`];
    const subject = first?.subject === undefined || first.subject === where ? "" : ` ${first.subject}`;
    return [`${where}${subject}`, ...here.map((finding) => `    ${text(finding)} → ${finding.hint}`)];
  });
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const sum = `${plural(count("error"), "error")}, ${plural(count("warning"), "warning")}, ${plural(count("info"), "remark")}`;
  return [...lines, hasErrors(findings) ? paint(sum, 31, color) : sum].join("\n");
};
