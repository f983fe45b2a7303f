import type { SessionAnswer } from "@sextant/model/api/answers/session";
import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import type { ReactNode } from "react";
import { Dialog } from "../../ui/Dialog.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { LiveSign } from "./LiveSign.tsx";
import { PlaceGroups } from "./Navigation.tsx";
import { SessionLine } from "./SessionLine.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

interface MoreDialogProps {
  session: SessionAnswer | undefined;
  workspace: WorkspaceAnswer | undefined;
  isAdmin: boolean;
  onClose: () => void;
}

/** What the sidebar holds besides the tab bar's places, for phones. */
export const MoreDialog = ({ session, workspace, isAdmin, onClose }: MoreDialogProps): ReactNode => (
  <Dialog title={workspace?.label ?? "Sextant"} open onClose={onClose}>
    <div className="more">
      <ul className="side-links">
        {workspace?.dashboards.map(({ id, label }) => (
          <li key={id}>
            <Link to="/dashboards/:id" params={{ id }} onClick={onClose}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <PlaceGroups workspace={workspace} isAdmin={isAdmin} onClick={onClose} />
      <ThemeSwitch />
      <SessionLine session={session} />
      <LiveSign />
    </div>
  </Dialog>
);
