import type { Status } from "@sextant/model/standing/status";
import type { ReactNode } from "react";

const shapes: Record<Status, string> = {
  green: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
  yellow: "M0-4.800 4.800 0 0 4.800-4.800 0Z",
  red: "M0-4.400 4.600 3.800H-4.600Z",
  unknown: "M-3.500-3.500h7v7h-7Z",
};

interface StatusMarkProps {
  status: Status;
  /** Middle of the mark on the drawing, pixels. */
  x: number;
  y: number;
}

/** The shape of a status inside a drawing: circle, diamond, triangle, square. */
export const StatusMark = ({ status, x, y }: StatusMarkProps): ReactNode => (
  <path
    className="chart-mark"
    data-status={status}
    d={shapes[status]}
    transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
  />
);
