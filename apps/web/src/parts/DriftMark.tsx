import type { ReactNode } from "react";

/** The sign of a definition whose inputs changed under it: shape and word, with the reasons as its title (K5). */
export const DriftMark = ({ drift }: { drift: readonly { sentence: string }[] }): ReactNode =>
  drift.length > 0 && (
    <span className="drifted" title={drift.map(({ sentence }) => sentence).join(" ")}>
      <span aria-hidden="true">≠</span> Drifted
    </span>
  );
