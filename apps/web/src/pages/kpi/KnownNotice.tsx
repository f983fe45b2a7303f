import type { ReactNode } from "react";
import { dateTimeIn } from "../../ui/instant.ts";
import "./history.css";

interface KnownNoticeProps {
  /** The instant the page is as known at, epoch ms. */
  known: number;
  timeZone: string;
  /** Asks for what is known now. */
  forget: () => void;
}

/** Says that the page shows the past, so that nobody takes it for what is known now. */
export const KnownNotice = ({ known, timeZone, forget }: KnownNoticeProps): ReactNode => (
  <div className="known-notice" role="status">
    <p className="number">
      <strong>As known on {dateTimeIn(known, timeZone)}.</strong> What was learned later is left out; targets and
      thresholds are those of today.
    </p>
    <button type="button" className="button" onClick={forget}>
      Show what is known now
    </button>
  </div>
);
