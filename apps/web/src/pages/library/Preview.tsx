import type { LibraryPreview } from "@sextant/model/api/answers/library";
import { formatComputed } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { Sparkline } from "../../charts/draw/Sparkline.tsx";

/** What an entry would give, computed over the mapped columns, and everything that does not fit. */
export const Preview = ({ preview: { tile, problem, findings } }: { preview: LibraryPreview }): ReactNode => (
  <div className="library-preview" role="status">
    {tile === null ? (
      <p>{problem}</p>
    ) : (
      <>
        <p className="number">
          <strong>{formatComputed(tile.latest?.value ?? null, tile)}</strong>{" "}
          {tile.latest === null ? "No whole period yet" : periodLabel(tile.latest.periodKey)}
        </p>
        <p>{tile.standing.sentence}</p>
        <Sparkline observations={tile.series} targets={tile.targets} status={tile.standing.status} />
      </>
    )}
    <ul className="library-findings">
      {findings.map(({ rule, severity, message, hint }) => (
        <li key={`${rule} ${message}`} data-severity={severity}>
          {message} {hint}
        </li>
      ))}
    </ul>
  </div>
);
