import type { Finding } from "@sextant/model/problem/finding";

/** What can be wrong with a mapping, by rule id: the sentence the reference shows. */
export const libraryRules = {
  "library/unknown-slot": "A mapping names columns of the entry.",
  "library/unmapped": "Every column the entry reads is mapped to a column or an expression.",
  "library/unknown-dataset": "Every table of the entry is a dataset of the workspace.",
  "library/unknown-column": "A mapping names columns the dataset has, or an expression over them.",
  "library/does-not-fit": "A column holds what the entry needs: a number, a condition, a text, a date.",
  "library/time": "Rows are dated by the dataset's own time column.",
  "library/handle": "A handle is lower-case letters, digits and _, and no other definition has it.",
  "library/currency": "The currency is a unit of measure of the workspace.",
  "library/owner": "The owner is one of the workspace's people.",
  "library/guardrail": "The KPI that guards this one is in the workspace as well.",
} as const;

/** A finding about an entry and its mapping; only what is worth knowing is no error. */
export const finding = (
  rule: keyof typeof libraryRules,
  subject: string,
  message: string,
  hint: string,
  severity: Finding["severity"] = "error",
): Finding => ({ rule, severity, message, hint, subject });
