import { z } from "zod";

/** A row of `delivery_events`. */
export interface DeliveryEvent {
  id: string;
  /** ISO 8601. */
  at: string;
  event: "deployment" | "run" | "merge" | "commit";
  status: "success" | "failure" | "canceled" | "merged" | "closed" | "pushed";
  provider: "github" | "gitlab";
  repository: string;
  environment: string | null;
  ref: string | null;
  sha: string | null;
  seconds: number | null;
  author: string | null;
  name: string | null;
}

/** An instant (epoch ms) as either of them writes it: ISO 8601, or `2021-04-28 21:50:00 +0200`, or with `UTC` at the end. */
export const instantSchema = z.string().transform((text, context) => {
  const iso = text.replace(
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d\d:?\d\d)$/,
    (_, day, time, zone) => `${day}T${time}${zone === "UTC" ? "Z" : zone}`,
  );
  const instant = Date.parse(iso);
  if (!Number.isNaN(instant)) return instant;
  context.addIssue({ code: "custom", message: "is no instant" });
  return z.NEVER;
});

/** Seconds between two instants (epoch ms); null when one is missing or they are the wrong way round. */
export const secondsBetween = (from: number | null | undefined, to: number): number | null =>
  from === null || from === undefined || from > to ? null : (to - from) / 1000;

/** A branch or tag without its `refs/heads/` or `refs/tags/`. */
export const plainRef = (ref: string): string => ref.replace(/^refs\/(heads|tags)\//, "");

/** An instant (epoch ms) as text. */
export const isoOf = (instant: number): string => new Date(instant).toISOString();
