import type { DictionaryEntry } from "../api/answers/dictionary.ts";

const byStatus: Record<string, number> = { red: 8, unknown: 4, yellow: 3, green: 0 };
const byState: Record<string, number> = { proposed: 3, draft: 1, deprecated: 0, archived: 0, approved: 0 };

/**
 * How much attention an entry is owed, as points that only order: its status, drift and findings, a missing owner, and whether it
 * waits for approval. What is no longer used is owed none.
 */
export const attentionOf = ({ type, standing, drift, findings, state, owner }: DictionaryEntry): number => {
  if (state === "archived" || state === "deprecated") return 0;
  const status = byStatus[standing?.status ?? "green"] ?? 0;
  const gaps = Math.min(findings, 3) + (type === "kpi" && owner === null ? 3 : 0);
  return status + (drift.length > 0 ? 5 : 0) + gaps + (byState[state ?? "approved"] ?? 0);
};
