import type { Finding, Severity } from "@sextant/model/problem/finding";

/** The findings of one file, in the order of its lines. */
export interface FileFindings {
  /** Null for what belongs to no place in a file. */
  file: string | null;
  /** Findings on the same line about the same definition stand together. */
  blocks: Finding[][];
}

/** The findings of one severity. */
export interface SeverityFindings {
  severity: Severity;
  count: number;
  files: FileFindings[];
}

const position = ({ place }: Finding): number => (place?.line ?? 0) * 100_000 + (place?.column ?? 0);

const byLine = (findings: readonly Finding[]): Finding[][] => [
  ...Map.groupBy(
    findings.toSorted((a, b) => position(a) - position(b)),
    ({ place, subject }) => `${place?.line} ${subject}`,
  ).values(),
];

const byFile = (findings: readonly Finding[]): FileFindings[] =>
  [...Map.groupBy(findings, ({ place }) => place?.file ?? null)]
    .map(([file, inFile]) => ({ file, blocks: byLine(inFile) }))
    .toSorted((a, b) => (a.file ?? "\uffff").localeCompare(b.file ?? "\uffff"));

/** Findings by severity, worst first, then by file and place; severities nobody has are left out. */
export const grouped = (findings: readonly Finding[]): SeverityFindings[] =>
  (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, of: findings.filter((finding) => finding.severity === severity) }))
    .filter(({ of }) => of.length > 0)
    .map(({ severity, of }) => ({ severity, count: of.length, files: byFile(of) }));

/** The definition a subject such as `kpi on_time_rate` names; null for other subjects. */
export const subjectOf = (subject: string | undefined): { type: "kpi" | "metric"; id: string } | null => {
  const [, type, id] = /^(kpi|metric) (\S+)$/.exec(subject ?? "") ?? [];
  return id !== undefined && (type === "kpi" || type === "metric") ? { type, id } : null;
};
