import type { SessionAnswer } from "@sextant/model/api/answers/session";
import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useFeed } from "../../data/feed.ts";
import { sessionQuery, workspaceQuery } from "../../data/queries.ts";
import { arriving } from "../../ui/arriving.ts";
import { Bones } from "../../ui/Bones.tsx";
import { LiveSign } from "./LiveSign.tsx";
import { SideLinks, TabLinks } from "./Navigation.tsx";
import { SessionLine } from "./SessionLine.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

const HelpDialog = lazy(arriving(async () => ({ default: (await import("./HelpDialog.tsx")).HelpDialog })));
const MoreDialog = lazy(arriving(async () => ({ default: (await import("./MoreDialog.tsx")).MoreDialog })));

interface ShellProps {
  /** The page that asks who is there. */
  signIn: (needsSetup: boolean) => ReactNode;
}

/** The frame around every page, and the gate before it when the server wants to know who is there. */
export const Shell = ({ signIn }: ShellProps): ReactNode => {
  const session = useQuery(sessionQuery);
  const workspace = useQuery(workspaceQuery);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isAlone = path === "/setup";
  const isLockedOut = session.data !== undefined && session.data.person === null && !session.data.open;
  if (isAlone)
    return (
      <Alone>
        <Outlet />
      </Alone>
    );
  if (isLockedOut) return <Alone>{signIn(session.data.needsSetup)}</Alone>;
  return <Frame session={session.data} workspace={workspace.data} />;
};

const Alone = ({ children }: { children: ReactNode }): ReactNode => (
  <main className="alone">
    <p className="brand-name">Sextant</p>
    <Suspense fallback={<Bones label="Loading" rows={3} />}>{children}</Suspense>
  </main>
);

interface FrameProps {
  session: SessionAnswer | undefined;
  workspace: WorkspaceAnswer | undefined;
}

const Frame = ({ session, workspace }: FrameProps): ReactNode => {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"help" | "more" | null>(null);
  const isAdmin = session?.person?.role === "admin";
  const close = useCallback(() => setAsked(null), []);
  const help = useCallback(() => setAsked("help"), []);
  const go = useCallback((to: "/" | "/dictionary" | "/findings") => void navigate({ to }), [navigate]);
  const search = useCallback(() => void navigate({ to: "/dictionary", hash: "search" }), [navigate]);
  useShortcuts({ go, search, help });
  return (
    <div className="shell">
      <a className="skip visually-hidden" href="#main">
        Skip to the content
      </a>
      <header className="sidebar">
        <div className="brand">
          <Link to="/" className="brand-name">
            Sextant
          </Link>
          <span className="brand-workspace">{workspace?.label}</span>
        </div>
        <nav aria-label="Main">
          <SideLinks workspace={workspace} isAdmin={isAdmin} />
        </nav>
        <div className="side-foot">
          <SessionLine session={session} />
          <ThemeSwitch />
          <div className="side-last">
            <LiveSign />
            <button type="button" className="button quiet" onClick={help} aria-haspopup="dialog">
              Keyboard <kbd>?</kbd>
            </button>
          </div>
        </div>
      </header>
      <main className="main" id="main" tabIndex={-1}>
        <Offline />
        <div className="page">
          <Outlet />
        </div>
      </main>
      <nav className="tabbar" aria-label="Main, on a phone">
        <TabLinks workspace={workspace} isAdmin={isAdmin} onMore={() => setAsked("more")} />
      </nav>
      <Suspense>
        {asked === "help" && <HelpDialog open onClose={close} />}
        {asked === "more" && <MoreDialog session={session} workspace={workspace} isAdmin={isAdmin} onClose={close} />}
      </Suspense>
    </div>
  );
};

/** Says that the numbers may be old while the server does not answer. */
const Offline = (): ReactNode => {
  const { state } = useFeed();
  return (
    <div role="status">
      {state === "reconnecting" && (
        <p className="offline">The connection to the server is lost: these numbers may be old. Trying again.</p>
      )}
    </div>
  );
};
