import type { ReactNode } from "react";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";

/** An address that leads nowhere. */
export const NotFoundPage = (): ReactNode => (
  <>
    <div className="page-head">
      <PageHeading title="No such page" />
    </div>
    <Notice
      title="This address leads nowhere"
      hint="It may have been renamed; the dictionary knows every KPI and metric."
      action={
        <>
          <Link to="/" className="button">
            Dashboards
          </Link>
          <Link to="/dictionary" className="button">
            Dictionary
          </Link>
        </>
      }
    />
  </>
);
