import type { Tile } from "@sextant/model/api/answers/tile";
import type { ReactNode } from "react";
import { dateTimeIn, roughSpan } from "../ui/instant.ts";

interface FreshnessProps {
  freshness: Tile["freshness"];
  /** The workspace's now, epoch ms. */
  now: number;
  timeZone: string;
}

/** Until when the data behind a number is there; the oldest dataset speaks for all. */
export const Freshness = ({ freshness, now, timeZone }: FreshnessProps): ReactNode => {
  const missing = freshness.find(({ watermark }) => watermark === null);
  if (missing !== undefined) return <span className="freshness">No rows in {missing.dataset} yet</span>;
  const oldest = freshness.toSorted((a, b) => (a.watermark ?? 0) - (b.watermark ?? 0))[0];
  if (oldest?.watermark == null) return null;
  const until = dateTimeIn(oldest.watermark, timeZone);
  if (!freshness.some(({ stale }) => stale)) return <span className="freshness">Data to {until}</span>;
  return (
    <span className="freshness" data-stale="" title={`Data to ${until}`}>
      Stale: data ends {roughSpan(now - oldest.watermark)} ago
    </span>
  );
};
