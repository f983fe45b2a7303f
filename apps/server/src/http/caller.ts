import type { Actor } from "@sextant/model/access/may";
import type { FastifyRequest } from "fastify";
import { type Access, localActor } from "../access/access.ts";
import type { SessionRecord } from "../store/session.ts";

/** Who makes a request, and how that was found out. */
export interface Caller {
  actor: Actor;
  /** How the actor was recognised; a browser sends `session` and `open` by itself, so both are guarded against forgery. */
  by: "token" | "session" | "open" | "nothing";
  session: { secret: string; record: SessionRecord } | null;
  /** Whether nobody has an account: then there is one person on one machine, who sees everything. */
  alone: boolean;
}

/** What recognising a caller needs. */
export interface Recognition {
  access: Access;
  /** Name of the session cookie. */
  cookie: string;
  /** Whether only this machine can reach the server, so that it may be open while no account exists. */
  loopback: boolean;
  /** Whether a reverse proxy is said to stand in front: then everybody's requests come from this machine. */
  proxied: boolean;
}

const anonymous: Caller = { actor: { kind: "anonymous" }, by: "nothing", session: null, alone: false };

const bearerOf = (request: FastifyRequest): string | null => {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "");
  return match?.[1] ?? null;
};

/** What reverse proxies add to a request they pass on, whether their operator told the server of them or not. */
const marksOfProxies = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

const cameThroughProxy = ({ headers }: FastifyRequest): boolean =>
  marksOfProxies.some((name) => headers[name] !== undefined);

/** Recognises the caller: by bearer token, else by session cookie, else as the person on this machine, else as nobody. */
export const recognise = async (
  request: FastifyRequest,
  { access, cookie, loopback, proxied }: Recognition,
): Promise<Caller> => {
  if (request.headers.authorization !== undefined) {
    const secret = bearerOf(request);
    const actor = secret === null ? null : await access.tokens.actor(secret);
    return actor ? { actor, by: "token", session: null, alone: await access.needsSetup() } : anonymous;
  }
  const secret = request.cookies[cookie];
  if (secret !== undefined) {
    const record = await access.sessions.find(secret);
    if (record) {
      const { accountId: id, name, role } = record;
      return { actor: { kind: "person", id, name, role }, by: "session", session: { secret, record }, alone: false };
    }
  }
  const isLocal = loopback && !proxied && !cameThroughProxy(request);
  if (isLocal && (await access.needsSetup())) return { actor: localActor, by: "open", session: null, alone: true };
  return anonymous;
};
