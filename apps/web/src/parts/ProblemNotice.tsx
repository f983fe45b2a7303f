import type { ProblemBody } from "@sextant/model/api/answers/finding";
import { ApiProblem } from "@sextant/model/api/client";
import type { ReactNode } from "react";
import { MissingPart } from "../ui/arriving.ts";
import { Notice } from "../ui/Notice.tsx";

const inWords = (error: unknown): Pick<ProblemBody, "title" | "detail"> & Partial<ProblemBody> => {
  if (error instanceof ApiProblem) return error.body;
  if (!(error instanceof MissingPart))
    return {
      title: "Something went wrong on this page",
      detail: error instanceof Error ? error.message : String(error),
    };
  return {
    title: "This page could not be loaded",
    detail: "The server cannot be reached, or Sextant was updated since this tab was opened.",
    hint: "Check that it is running, then load the page again.",
  };
};

interface ProblemNoticeProps {
  error: unknown;
  retry?: () => void;
}

/** A failed answer in words: what is wrong, what to do, and a way to try again. */
export const ProblemNotice = ({ error, retry }: ProblemNoticeProps): ReactNode => {
  const { title, detail, hint, code, traceId } = inWords(error);
  return (
    <Notice
      tone="bad"
      title={title}
      hint={hint}
      code={traceId === undefined ? code : `${code} · trace ${traceId}`}
      action={
        retry && (
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        )
      }
    >
      {detail}
    </Notice>
  );
};
