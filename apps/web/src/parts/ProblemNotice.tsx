import type { ProblemBody } from "@sextant/model/api/answers/finding";
import { ApiProblem } from "@sextant/model/api/client";
import type { ReactNode } from "react";
import { Notice } from "../ui/Notice.tsx";

/** Browsers have no code for a part of the app that did not arrive; these are the words of Vite and of each engine. */
const missingPart = /preload CSS|dynamically imported module|Importing a module script failed/i;

const inWords = (error: unknown): Pick<ProblemBody, "title" | "detail"> & Partial<ProblemBody> => {
  if (error instanceof ApiProblem) return error.body;
  const message = error instanceof Error ? error.message : String(error);
  if (!missingPart.test(message)) return { title: "Something went wrong on this page", detail: message };
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
