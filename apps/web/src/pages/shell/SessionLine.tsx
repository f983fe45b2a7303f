import type { SessionAnswer } from "@sextant/model/api/answers/session";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";

/** Who is signed in with the way out; or that everything is open on this computer. */
export const SessionLine = ({ session }: { session: SessionAnswer | undefined }): ReactNode => {
  const [isLeaving, setIsLeaving] = useState(false);
  // A fresh page keeps nothing of what this person saw; when the server does not answer, the session is still there.
  const signOut = async (): Promise<void> => {
    setIsLeaving(true);
    await call("signOut", {}).catch(() => undefined);
    location.assign("/");
  };
  if (session === undefined) return null;
  if (session.open)
    return (
      <p className="open-note">
        Open on this computer: no password. To share it, create the owner with the setup link in the terminal.
      </p>
    );
  if (session.person === null) return null;
  return (
    <div className="who">
      <span className="who-name">{session.person.name}</span>
      <button type="button" className="button quiet" onClick={() => void signOut()} disabled={isLeaving}>
        Sign out
      </button>
    </div>
  );
};
