import { ApiProblem } from "@sextant/model/api/client";
import type { ReactNode } from "react";
import { Notice } from "../ui/Notice.tsx";

interface ProblemNoticeProps {
  error: unknown;
  retry?: () => void;
}

/** A failed answer in words: what is wrong, what to do, and a way to try again. */
export const ProblemNotice = ({ error, retry }: ProblemNoticeProps): ReactNode => {
  const problem = error instanceof ApiProblem ? error.body : null;
  const trace = problem?.traceId === undefined ? problem?.code : `${problem.code} · trace ${problem.traceId}`;
  return (
    <Notice
      tone="bad"
      title={problem?.title ?? "Something went wrong on this page"}
      hint={problem?.hint}
      code={trace}
      action={
        retry && (
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        )
      }
    >
      {problem?.detail ?? String(error)}
    </Notice>
  );
};
