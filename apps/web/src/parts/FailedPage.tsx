import type { ReactNode } from "react";
import { PageHeading } from "../ui/PageHeading.tsx";
import { ProblemNotice } from "./ProblemNotice.tsx";

interface FailedPageProps {
  /** What the page would have been called. */
  title: string;
  error: unknown;
  retry?: () => void;
}

/** A page whose answer failed: still a heading, then what is wrong and what to do. */
export const FailedPage = ({ title, error, retry }: FailedPageProps): ReactNode => (
  <>
    <div className="page-head">
      <PageHeading title={title} />
    </div>
    <ProblemNotice error={error} {...(retry && { retry })} />
  </>
);
