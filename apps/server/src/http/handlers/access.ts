import type { SessionAnswer } from "@sextant/model/api/answers/session";
import type { FastifyReply } from "fastify";
import type { Access, Person } from "../../access/access.ts";
import type { Caller } from "../caller.ts";
import type { Handlers } from "../handler.ts";

/** How the session cookie is set. */
export interface CookieOptions {
  name: string;
  /** Only over HTTPS. */
  secure: boolean;
}

type AccessRoutes =
  | "session"
  | "signIn"
  | "signOut"
  | "setup"
  | "accounts"
  | "createAccount"
  | "changeAccount"
  | "tokens"
  | "createToken"
  | "revokeToken";

const answerOf = async (access: Access, caller: Caller): Promise<SessionAnswer> => {
  const needsSetup = await access.needsSetup();
  const open = caller.by === "open";
  if (caller.session) {
    const { accountId: id, name, email, role, csrf } = caller.session.record;
    return { person: { id, name, email, role }, open, needsSetup, csrfToken: csrf };
  }
  const { actor } = caller;
  const person = actor.kind === "anonymous" ? null : { id: actor.id, name: actor.name, email: "", role: actor.role };
  return { person, open, needsSetup, csrfToken: null };
};

/** Handlers of signing in and out, accounts and tokens. */
export const accessHandlers = (access: Access, cookie: CookieOptions): Pick<Handlers, AccessRoutes> => {
  const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure: cookie.secure } as const;
  /** A fresh secret at every sign-in: one that was planted before is worth nothing (session fixation). */
  const begin = async (reply: FastifyReply, caller: Caller, person: Person): Promise<SessionAnswer> => {
    if (caller.session) await access.sessions.end(caller.session.secret);
    const { secret, csrf, maxAgeSeconds } = await access.sessions.start(person.id);
    void reply.setCookie(cookie.name, secret, { ...attributes, maxAge: maxAgeSeconds });
    return { person, open: false, needsSetup: false, csrfToken: csrf };
  };
  return {
    session: async ({ caller }) => ({ value: await answerOf(access, caller) }),
    signIn: async ({ body, caller, reply }) => ({
      value: await begin(reply, caller, await access.signIn(body.email, body.password)),
    }),
    signOut: async ({ caller, reply }) => {
      if (caller.session) await access.sessions.end(caller.session.secret);
      void reply.clearCookie(cookie.name, attributes);
      return { value: {} };
    },
    setup: async ({ body: { token, ...owner }, caller, reply }) => ({
      value: await begin(reply, caller, await access.setUp(token, owner)),
    }),
    accounts: async () => ({ value: { accounts: await access.accounts() } }),
    createAccount: async ({ body }) => ({ value: await access.createAccount(body) }),
    changeAccount: async ({ params, body }) => ({ value: await access.changeAccount(params.id, body) }),
    tokens: async () => ({ value: { tokens: await access.tokens.list() } }),
    createToken: async ({ body }) => ({ value: await access.tokens.issue(body.name, body.role) }),
    revokeToken: async ({ params }) => {
      await access.tokens.revoke(params.id);
      return { value: {} };
    },
  };
};
