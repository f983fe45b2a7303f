import type { Finding } from "@sextant/model/problem/finding";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Prose } from "../../ui/Prose.tsx";
import { subjectOf } from "./grouped.ts";

const Subject = ({ subject }: { subject: string | undefined }): ReactNode => {
  const known = subjectOf(subject);
  if (known === null) return subject;
  if (known.type === "kpi")
    return (
      <Link to="/kpis/$id" params={{ id: known.id }}>
        KPI {known.id}
      </Link>
    );
  return (
    <Link to="/dictionary" search={{ q: known.id, type: "metric" }}>
      Metric {known.id}
    </Link>
  );
};

/** One finding: where, what is wrong, what to do, by which rule. */
export const FindingLine = ({ finding }: { finding: Finding }): ReactNode => (
  <li className="finding">
    <p className="finding-message">
      <Prose text={finding.message} />
    </p>
    {finding.hint !== "" && (
      <p className="finding-hint">
        <Prose text={finding.hint} />
      </p>
    )}
    <p className="finding-foot">
      {finding.place !== undefined && (
        <code>
          {finding.place.file}:{finding.place.line}:{finding.place.column}
        </code>
      )}
      <Subject subject={finding.subject} />
      <code>{finding.rule}</code>
    </p>
  </li>
);
