import type { Tile } from "@sextant/model/api/answers/tile";
import type { ReactNode } from "react";
import { dateTimeIn, roughSpan } from "../ui/instant.ts";

interface FreshnessProps {
  freshness: Tile["freshness"];
  /** The workspace's now, epoch ms. */
  now: number;
  timeZone: string;
}

/** The built-in dataset of what people enter. */
const entries = "manual_entries";

/** Until when the data behind a number is there; the oldest dataset speaks for all. */
export const Freshness = ({ freshness, now, timeZone }: FreshnessProps): ReactNode => {
  const missing = freshness.find(({ watermark }) => watermark === null);
  if (missing !== undefined) {
    const nothing = missing.dataset === entries ? "Nothing entered yet" : `No rows in ${missing.dataset} yet`;
    return <span className="freshness">{nothing}</span>;
  }
  const reported = freshness.filter(({ dataset }) => dataset !== entries);
  const [entered] = freshness;
  if (reported.length === 0 && entered?.landedAt != null)
    return <span className="freshness">Last entered {dateTimeIn(entered.landedAt, timeZone)}</span>;
  const oldest = reported.toSorted((a, b) => (a.watermark ?? 0) - (b.watermark ?? 0))[0];
  if (oldest?.watermark == null) return null;
  const until = dateTimeIn(oldest.watermark, timeZone);
  if (!freshness.some(({ stale }) => stale)) return <span className="freshness">Data to {until}</span>;
  return (
    <span className="freshness" data-stale="" title={`Data to ${until}`}>
      Stale: data ends {roughSpan(now - oldest.watermark)} ago
    </span>
  );
};
