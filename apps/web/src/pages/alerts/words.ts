import type { Alert } from "@sextant/model/api/answers/alerts";

/** What an alert is called, before its end and after it. */
export const stateWord = ({ kind, closedAt, acknowledgedAt, snoozedUntil }: Alert, now: number): string => {
  if (closedAt !== null) return "Ended";
  if (snoozedUntil !== null && snoozedUntil > now) return "Snoozed";
  if (acknowledgedAt !== null) return "Acknowledged";
  return { alert: "Open", broken: "Rule broken", silent: "No data" }[kind];
};

/** What happened to a message, in words. */
export const sentWords = { queued: "waits", sent: "sent", failed: "failed", silenced: "kept back" } as const;

/** Days to snooze an alert for. */
export const snoozes = [
  { value: "1", label: "1 day" },
  { value: "3", label: "3 days" },
  { value: "7", label: "1 week" },
] as const;
