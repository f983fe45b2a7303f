import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { findingsQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { FindingBlock } from "./FindingBlock.tsx";
import { grouped, type SeverityFindings } from "./grouped.ts";
import "./findings.css";

const words = {
  error: ["Error", "Errors", "Numbers that cannot be computed until this is mended."],
  warning: ["Warning", "Warnings", "Computed, but it will mislead somebody."],
  info: ["Remark", "Remarks", "Worth a thought."],
} as const;

/** What check and lint found in the definitions, worst first. */
export const FindingsPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(findingsQuery);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Findings" />
          <p className="page-line">What is wrong, or worth a look, in the definitions.</p>
        </div>
      </div>
      {data === undefined ? (
        error === null ? (
          <Bones label="Loading the findings" />
        ) : (
          <ProblemNotice error={error} retry={() => void refetch()} />
        )
      ) : data.findings.length === 0 ? (
        <Notice tone="good" title="No findings">
          Every definition is complete, computes, and keeps its budget.
        </Notice>
      ) : (
        grouped(data.findings).map((group) => <Group key={group.severity} group={group} />)
      )}
    </>
  );
};

const Group = ({ group: { severity, count, files } }: { group: SeverityFindings }): ReactNode => {
  const [one, many, meaning] = words[severity];
  return (
    <section className="findings" data-severity={severity} aria-labelledby={`findings-${severity}`}>
      <h2 id={`findings-${severity}`}>
        {count} {count === 1 ? one : many}
      </h2>
      <p className="page-line">{meaning}</p>
      {files.map(({ file, blocks }) => (
        <div key={file} className="findings-file">
          <h3>{file ?? "The workspace as a whole"}</h3>
          <ul>
            {blocks.map((findings) => (
              <FindingBlock key={`${findings[0]?.place?.line} ${findings[0]?.subject}`} findings={findings} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
};
