import type { Status } from "@sextant/model/standing/status";
import type { ReactNode } from "react";

/** The word each status is called by (S8). */
export const statusWords: Record<Status, string> = {
  green: "On track",
  yellow: "Watch",
  red: "Off track",
  unknown: "Unknown",
};

const shapes: Record<Status, ReactNode> = {
  green: <circle cx="6" cy="6" r="5" />,
  yellow: <path d="M6 .4 11.600 6 6 11.600.400 6Z" />,
  red: <path d="M6 .8 11.600 10.800H.400Z" />,
  unknown: <path d="M1.500 1.500h9v9h-9Z" />,
};

/** The shape of a status alone: circle, diamond, triangle, hollow square. Hidden from screen readers: put the word beside it. */
export const StatusShape = ({ status }: { status: Status }): ReactNode => (
  <svg className="status-shape" viewBox="0 0 12 12" width="11" height="11" data-status={status} aria-hidden="true">
    {shapes[status]}
  </svg>
);

interface StatusPillProps {
  status: Status;
  /** A remark after the word, e.g. `hollow`. */
  remark?: string | undefined;
}

/** A status as shape, word and colour, never as colour alone (S8). */
export const StatusPill = ({ status, remark }: StatusPillProps): ReactNode => (
  <span className="status" data-status={status}>
    <StatusShape status={status} />
    {statusWords[status]}
    {remark !== undefined && <span className="status-remark">{remark}</span>}
  </span>
);
