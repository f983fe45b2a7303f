import type { ReactNode } from "react";
import { StatusShape } from "../../parts/StatusPill.tsx";
import type { Said } from "./words.ts";

/** How something is as shape, word and colour, never as colour alone. */
export const SaidMark = ({ word, status }: Said): ReactNode => (
  <span className="status" data-status={status}>
    <StatusShape status={status} />
    {word}
  </span>
);
