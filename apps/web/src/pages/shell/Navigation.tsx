import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import type { ReactNode } from "react";
import { useHere } from "../../ui/router/history.ts";
import { Link } from "../../ui/router/Link.tsx";
import { Icon } from "./icons.tsx";

const isDashboard = (path: string): boolean => path === "/" || path.startsWith("/dashboards/");

interface NavigationProps {
  workspace: WorkspaceAnswer | undefined;
  isAdmin: boolean;
}

/** Errors and warnings, as the badge beside Findings; none when there are none. */
const FindingsCount = ({ workspace }: { workspace: WorkspaceAnswer | undefined }): ReactNode => {
  const { error = 0, warning = 0 } = workspace?.findings ?? {};
  if (error + warning === 0) return null;
  return (
    <span className="badge number" data-bad={error > 0 ? "" : undefined}>
      {error + warning}
      <span className="visually-hidden"> open</span>
    </span>
  );
};

/** The links of the sidebar, with every dashboard by name. */
export const SideLinks = ({ workspace, isAdmin }: NavigationProps): ReactNode => {
  const { path } = useHere();
  const [first, ...others] = workspace?.dashboards ?? [];
  return (
    <ul className="side-links">
      <li>
        <Link to="/" aria-current={path === "/" || path === `/dashboards/${first?.id}` ? "page" : undefined}>
          <Icon name="dashboards" />
          {others.length > 0 ? first?.label : "Dashboards"}
        </Link>
      </li>
      {others.map(({ id, label }) => (
        <li key={id} className="side-sub">
          <Link to="/dashboards/:id" params={{ id }}>
            {label}
          </Link>
        </li>
      ))}
      <li>
        <Link to="/dictionary">
          <Icon name="dictionary" />
          Dictionary
        </Link>
      </li>
      <li>
        <Link to="/findings">
          <Icon name="findings" />
          Findings
          <FindingsCount workspace={workspace} />
        </Link>
      </li>
      <li>
        <Link to="/changes">
          <Icon name="changes" />
          Changes
        </Link>
      </li>
      {isAdmin && (
        <li>
          <Link to="/accounts">
            <Icon name="accounts" />
            Accounts
          </Link>
        </li>
      )}
    </ul>
  );
};

interface TabLinksProps extends NavigationProps {
  onMore: () => void;
}

/** The four places of the tab bar at the bottom of a phone. */
export const TabLinks = ({ workspace, onMore }: TabLinksProps): ReactNode => {
  const { path } = useHere();
  return (
    <>
      <Link to="/" aria-current={isDashboard(path) ? "page" : undefined}>
        <Icon name="dashboards" />
        Dashboards
      </Link>
      <Link to="/dictionary">
        <Icon name="dictionary" />
        Dictionary
      </Link>
      <Link to="/findings">
        <Icon name="findings" />
        <span>
          Findings
          <FindingsCount workspace={workspace} />
        </span>
      </Link>
      <button type="button" onClick={onMore} aria-haspopup="dialog">
        <Icon name="more" />
        More
      </button>
    </>
  );
};
