import type { Finding } from "@sextant/model/problem/finding";
import type { ReactNode } from "react";
import { Prose } from "../../ui/Prose.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { subjectOf } from "./grouped.ts";

const Subject = ({ subject }: { subject: string | undefined }): ReactNode => {
  const known = subjectOf(subject);
  if (known === null) return subject;
  if (known.type === "kpi")
    return (
      <Link to="/kpis/:id" params={{ id: known.id }}>
        KPI {known.id}
      </Link>
    );
  return (
    <Link to="/dictionary" search={{ q: known.id, type: "metric" }}>
      Metric {known.id}
    </Link>
  );
};

const Where = ({ finding }: { finding: Finding | undefined }): ReactNode =>
  finding?.place !== undefined && (
    <code>
      {finding.place.file}:{finding.place.line}:{finding.place.column}
    </code>
  );

/** What is wrong on one line of a file, what to do, by which rules, and where. */
export const FindingBlock = ({ findings }: { findings: readonly Finding[] }): ReactNode => (
  <li className="finding">
    {findings.map((finding) => (
      <div key={`${finding.rule} ${finding.place?.column} ${finding.message}`} className="finding-words">
        <p className="finding-message">
          <Prose text={finding.message} />
        </p>
        {finding.hint !== "" && (
          <p className="finding-hint">
            <Prose text={finding.hint} />
          </p>
        )}
        <code className="finding-rule">{finding.rule}</code>
      </div>
    ))}
    <p className="finding-foot">
      <Where finding={findings[0]} />
      <Subject subject={findings[0]?.subject} />
    </p>
  </li>
);
