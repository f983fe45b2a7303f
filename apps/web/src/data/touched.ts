import type { FeedEvent } from "@sextant/model/api/feed";

/** A kept answer as the feed sees it: its key, and the dashboard's tiles when it is one. */
export interface KeptAnswer {
  queryKey: readonly unknown[];
  data: unknown;
}

const tileIds = (data: unknown): string[] | null => {
  if (typeof data !== "object" || data === null || !("tiles" in data) || !Array.isArray(data.tiles)) return null;
  return data.tiles.map((tile: { id?: unknown }) => String(tile.id));
};

/** Records that were written: which answers hold them. */
const written = {
  annotated: ["annotations", "review-kpi"],
  decided: ["decisions", "review-kpi"],
  intervened: ["interventions", "attention", "review-kpi", "review"],
  reviewed: ["reviews", "review"],
  expected: ["expectations", "review-kpi"],
  checked_in: ["objectives", "objective"],
  looked_back: ["objectives", "objective"],
  alerted: ["alerts", "alert", "attention", "inbox"],
  recovered: ["alerts", "alert", "attention", "inbox"],
  proposed: ["proposals", "proposal"],
  proposal_decided: ["proposals", "proposal"],
  approved: ["dictionary", "definition", "kpi"],
  commented: ["comments"],
  pulled: ["sources", "source", "datasets"],
  personal: ["me", "habit"],
} as const satisfies Partial<Record<FeedEvent["type"], readonly string[]>>;

const isWritten = (event: FeedEvent): event is FeedEvent & { type: keyof typeof written } => event.type in written;

/** Whether an answer may be different after a fact of the feed, so that just those are asked for again. */
export const isTouched = (event: FeedEvent, { queryKey, data }: KeptAnswer): boolean => {
  const [noun, id] = queryKey;
  if (noun === "session" || noun === "accounts" || noun === "tokens") return false;
  if (isWritten(event)) return written[event.type].some((name) => name === noun);
  if (event.type === "applied") return true;
  if (event.type === "loading") return event.done;
  if (event.type === "landed") return noun === "datasets";
  if (event.type === "signalled" || event.type === "overridden") return false;
  if (event.type === "learned") return noun === "kpi" && event.kpis.includes(String(id));
  if (event.type === "drifted") return noun === "dashboard" || noun === "kpi" || noun === "dictionary";
  if (noun === "objectives" || noun === "objective") return event.kpis.length > 0;
  if (noun === "entries") return event.kpis.length > 0;
  if (noun === "dashboard") return tileIds(data)?.some((tile) => event.kpis.includes(tile)) ?? true;
  if (noun === "review-kpi") return event.kpis.includes(String(queryKey[2]));
  if (noun === "kpi" || noun === "cohorts") return event.kpis.includes(String(id));
  return noun === "dictionary" && event.kpis.length > 0;
};
