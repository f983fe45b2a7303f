import { ApiProblem } from "@sextant/model/api/client";
import type { ReactNode } from "react";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";

interface KpiFailureProps {
  id: string;
  error: Error;
  retry: () => void;
}

/** A KPI that does not exist, with what may have been meant; or an answer that failed. */
export const KpiFailure = ({ id, error, retry }: KpiFailureProps): ReactNode => {
  if (!(error instanceof ApiProblem) || error.body.status !== 404) return <ProblemNotice error={error} retry={retry} />;
  return (
    <>
      <div className="page-head">
        <PageHeading title="No such KPI" />
      </div>
      <Notice
        title={`No KPI is called ${id}`}
        hint={error.body.hint}
        action={
          <>
            <Link to="/dictionary" search={{ q: id }} className="button">
              Look for it in the dictionary
            </Link>
            <Link to="/" className="button">
              Dashboards
            </Link>
          </>
        }
      />
    </>
  );
};
