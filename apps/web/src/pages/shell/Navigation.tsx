import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import type { ReactNode } from "react";
import { useHere } from "../../ui/router/history.ts";
import { Link } from "../../ui/router/Link.tsx";
import { Icon } from "./icons.tsx";
import { type Place, placesFor } from "./places.ts";

const isDashboard = (path: string): boolean => path === "/" || path.startsWith("/dashboards/");

interface NavigationProps {
  workspace: WorkspaceAnswer | undefined;
  isAdmin: boolean;
}

interface PlaceLinkProps {
  place: Place;
  workspace: WorkspaceAnswer | undefined;
  onClick?: () => void;
}

const PlaceLink = ({ place: { to, label, icon, badge }, workspace, onClick }: PlaceLinkProps): ReactNode => {
  const { count, isBad } = (workspace && badge?.(workspace)) ?? { count: 0, isBad: false };
  return (
    <Link to={to} onClick={onClick}>
      <Icon name={icon} />
      <span>{label}</span>
      {count > 0 && (
        <span className="badge number" data-bad={isBad ? "" : undefined}>
          {count}
          <span className="visually-hidden"> open</span>
        </span>
      )}
    </Link>
  );
};

/** Every dashboard by name; the first is the front door. */
const DashboardLinks = ({ workspace }: { workspace: WorkspaceAnswer | undefined }): ReactNode => {
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
    </ul>
  );
};

interface PlaceGroupsProps extends NavigationProps {
  onClick?: () => void;
}

/** The places beside the dashboards, in groups. */
export const PlaceGroups = ({ workspace, isAdmin, onClick }: PlaceGroupsProps): ReactNode =>
  placesFor(isAdmin).map(({ label, places }) => (
    <div key={label} className="side-group">
      <h2>{label}</h2>
      <ul className="side-links">
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} workspace={workspace} {...(onClick && { onClick })} />
          </li>
        ))}
      </ul>
    </div>
  ));

/** The links of the sidebar. */
export const SideLinks = (props: NavigationProps): ReactNode => (
  <>
    <DashboardLinks workspace={props.workspace} />
    <PlaceGroups {...props} />
  </>
);

interface TabLinksProps extends NavigationProps {
  onMore: () => void;
}

/** The places of the tab bar at the bottom of a phone. */
export const TabLinks = ({ workspace, isAdmin, onMore }: TabLinksProps): ReactNode => {
  const { path } = useHere();
  return (
    <>
      <Link to="/" aria-current={isDashboard(path) ? "page" : undefined}>
        <Icon name="dashboards" />
        Dashboards
      </Link>
      {placesFor(isAdmin)
        .flatMap(({ places }) => places)
        .filter(({ tab }) => tab)
        .map((place) => (
          <PlaceLink key={place.to} place={place} workspace={workspace} />
        ))}
      <button type="button" onClick={onMore} aria-haspopup="dialog">
        <Icon name="more" />
        More
      </button>
    </>
  );
};
