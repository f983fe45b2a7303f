import type { Status } from "../standing/status.ts";
import type { AlertSeverity } from "./rule.ts";

/** What is known about a KPI when it is asked what it is owed. */
export interface Owing {
  status: Status;
  alerts: readonly { severity: AlertSeverity; openedAt: number; acknowledged: boolean }[];
  /** Interventions that are past their date. */
  overdue: number;
  /** Findings about its definition. */
  findings: number;
}

const statusWeight: Record<Status, number> = { red: 4, unknown: 3, yellow: 2, green: 0 };
const severityWeight: Record<AlertSeverity, number> = { critical: 3, warning: 2, info: 1 };
const day = 86_400_000;

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/**
 * How much attention a KPI is owed, and why (P1): its status; each alert nobody acknowledged by its severity, half a point more
 * for every day it waits, up to three; an acknowledged one half a point; each intervention past its date two, up to four;
 * findings a quarter each, up to one. Zero is owed nothing.
 */
export const owed = (
  { status, alerts, overdue, findings }: Owing,
  now: number,
): { score: number; reasons: string[] } => {
  const waiting = alerts.filter(({ acknowledged }) => !acknowledged);
  const known = alerts.length - waiting.length;
  const heard = waiting.reduce(
    (sum, { severity, openedAt }) =>
      sum + severityWeight[severity] + Math.min(3, Math.max(0, (now - openedAt) / day) / 2),
    0,
  );
  const oldest = Math.min(now, ...waiting.map(({ openedAt }) => openedAt));
  const days = Math.floor((now - oldest) / day);
  const score = statusWeight[status] + heard + known * 0.5 + Math.min(4, overdue * 2) + Math.min(1, findings * 0.25);
  return {
    score,
    reasons: [
      ...(status === "green" ? [] : [status]),
      ...(waiting.length === 0
        ? []
        : [`${counted(waiting.length, "alert")} nobody acknowledged${days > 0 ? ` for ${counted(days, "day")}` : ""}`]),
      ...(known === 0 ? [] : [`${counted(known, "acknowledged alert")}`]),
      ...(overdue === 0 ? [] : [`${counted(overdue, "intervention")} past its date`]),
      ...(findings === 0 ? [] : [counted(findings, "finding")]),
    ],
  };
};
