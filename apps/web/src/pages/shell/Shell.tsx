import type { SessionAnswer } from "@sextant/model/api/answers/session";
import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useFeed } from "../../data/feed.ts";
import { sessionQuery, workspaceQuery } from "../../data/queries.ts";
import { arriving } from "../../ui/arriving.ts";
import { Bones } from "../../ui/Bones.tsx";
import { go, useHere } from "../../ui/router/history.ts";
import { Link } from "../../ui/router/Link.tsx";
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
  /** The page of the address. */
  children: ReactNode;
}

/** The frame around every page, and the gate before it when the server wants to know who is there. */
export const Shell = ({ signIn, children }: ShellProps): ReactNode => {
  const session = useQuery(sessionQuery);
  const workspace = useQuery(workspaceQuery);
  const isAlone = useHere().path === "/setup";
  const isLockedOut = session.data !== undefined && session.data.person === null && !session.data.open;
  if (isAlone) return <Alone>{children}</Alone>;
  if (isLockedOut) return <Alone>{signIn(session.data.needsSetup)}</Alone>;
  return (
    <Frame session={session.data} workspace={workspace.data}>
      {children}
    </Frame>
  );
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
  children: ReactNode;
}

const toSearch = (): void => go("/dictionary#search");

const Frame = ({ session, workspace, children }: FrameProps): ReactNode => {
  const [asked, setAsked] = useState<"help" | "more" | null>(null);
  const isAdmin = session?.person?.role === "admin";
  const close = useCallback(() => setAsked(null), []);
  const help = useCallback(() => setAsked("help"), []);
  useShortcuts({ go, search: toSearch, help });
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
        <div className="page">{children}</div>
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
