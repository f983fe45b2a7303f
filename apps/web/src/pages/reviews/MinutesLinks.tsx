import type { ReactNode } from "react";
import { minutesForms } from "./words.ts";

/** The minutes of a review in every form. */
export const MinutesLinks = ({ id, label }: { id: string; label: string }): ReactNode => (
  <span className="minutes-links">
    {minutesForms.map(({ form, label: name }) => (
      <a key={form} href={`/v1/reviews/${encodeURIComponent(id)}/minutes?form=${form}`} download>
        {name}
        <span className="visually-hidden"> minutes of {label}</span>
      </a>
    ))}
  </span>
);
