import type { Finding } from "@sextant/model/problem/finding";

/** Findings kept of one batch; all are counted. */
const mostKept = 100;

/** Collects what was wrong with the rows of a batch. */
export interface BadRows {
  /** Notes a refused row. */
  refuse(line: number, reasons: readonly string[]): void;
  /** Notes something about the whole batch, once. */
  note(finding: Finding): void;
  refused(): number;
  findings(): Finding[];
}

const byFormat = "Correct the row and send it again; good rows need not be sent twice.";

/** Findings about the rows of a dataset; `file` is where they came from, when that is a file. */
export const collectBadRows = (subject: string, file: string | null): BadRows => {
  const kept: Finding[] = [];
  let refused = 0;
  return {
    refuse: (line, reasons) => {
      refused += 1;
      for (const reason of reasons) {
        if (kept.length >= mostKept) return;
        const place = { file: file ?? "", line, column: 1, length: 1 };
        kept.push({
          rule: "intake/bad-row",
          severity: "error",
          message: `Line ${line}: ${reason}.`,
          hint: file === null ? byFormat : "Correct the line in the file.",
          subject,
          place,
        });
      }
    },
    note: (finding) => kept.push(finding),
    refused: () => refused,
    findings: () => [...kept],
  };
};
