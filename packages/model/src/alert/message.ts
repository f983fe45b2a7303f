import { z } from "zod";
import { severities } from "./rule.ts";

/** What happened, of one line of a message. */
const lineKinds = ["alerted", "recovered", "broken", "silent", "reminder", "note"] as const;

/** One line of a message: one alert, or one thing worth knowing. */
export const messageLineSchema = z.object({
  kind: z.enum(lineKinds),
  /** The alert's id; null for a note. */
  alert: z.string().nullable(),
  kpi: z.string().nullable(),
  title: z.string(),
  sentence: z.string(),
  action: z.string().nullable(),
  /** Path on the server, e.g. `/alerts/…`. */
  path: z.string(),
});
export type MessageLine = z.infer<typeof messageLineSchema>;

/** What people are told at once, in whatever form their channel has. */
export const messageSchema = z.object({
  title: z.string(),
  severity: z.enum(severities),
  /** Epoch ms. */
  at: z.number(),
  lines: z.array(messageLineSchema),
  /** Lines left out. */
  omitted: z.number(),
  path: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

/** Lines of one message; the rest is counted and stands on the page of alerts. */
const mostLines = 20;

const words: Record<MessageLine["kind"], [one: string, many: string]> = {
  alerted: ["alert", "alerts"],
  recovered: ["recovered", "recovered"],
  broken: ["broken rule", "broken rules"],
  silent: ["without data", "without data"],
  reminder: ["reminder", "reminders"],
  note: ["note", "notes"],
};

/** A title such as `3 alerts, 1 recovered`, or the one line's own. */
const titleOf = (lines: readonly MessageLine[]): string => {
  const [only, ...more] = lines;
  if (only !== undefined && more.length === 0) return only.title;
  return lineKinds
    .flatMap((kind) => {
      const count = lines.filter((line) => line.kind === kind).length;
      return count === 0 ? [] : [`${count.toLocaleString("en")} ${words[kind][count === 1 ? 0 : 1]}`];
    })
    .join(", ");
};

/** Groups lines into one message, what needs somebody first. */
export const messageOf = (
  lines: readonly MessageLine[],
  { severity, at, title, path }: { severity: Message["severity"]; at: number; title?: string; path?: string },
): Message => {
  const sorted = lines.toSorted((a, b) => lineKinds.indexOf(a.kind) - lineKinds.indexOf(b.kind));
  const [only, ...more] = sorted;
  return {
    title: title ?? titleOf(sorted),
    severity,
    at,
    lines: sorted.slice(0, mostLines),
    omitted: Math.max(0, sorted.length - mostLines),
    path: path ?? (only !== undefined && more.length === 0 ? only.path : "/alerts"),
  };
};
