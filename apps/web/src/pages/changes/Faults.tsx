import type { Finding } from "@sextant/model/problem/finding";
import type { ReactNode } from "react";
import { Notice } from "../../ui/Notice.tsx";
import { Prose } from "../../ui/Prose.tsx";

/** Findings shown at once; the rest are counted. */
const most = 20;

/** What keeps the files from being applied; what is in force stays. */
export const Faults = ({ findings }: { findings: readonly Finding[] }): ReactNode => (
  <Notice
    tone="bad"
    title={`The files have ${findings.length} ${findings.length === 1 ? "error" : "errors"}`}
    hint="What is in force stays as it is until they are mended."
  >
    <span className="change-faults">
      {findings.slice(0, most).map(({ rule, message, hint, place }) => (
        <span key={`${rule} ${place?.file} ${place?.line} ${place?.column} ${message}`}>
          {place !== undefined && (
            <code>
              {place.file}:{place.line}:{place.column}
            </code>
          )}{" "}
          <Prose text={`${message} ${hint}`} />
        </span>
      ))}
      {findings.length > most && <span>and {findings.length - most} more.</span>}
    </span>
  </Notice>
);
