import { may } from "@sextant/model/access/may";
import type { RouteId } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";
import { Problem } from "@sextant/model/problem/problem";
import type { FastifyRequest } from "fastify";
import { sameSecret } from "../access/secret.ts";
import type { Caller } from "./caller.ts";
import { changes, isForeign } from "./origin.ts";

const forged = (): Problem =>
  new Problem("csrf", "This request did not come from a page of this server.", {
    hint: "Reload the page and try again.",
  });

/** Throws unless the caller may make this request: the right, and proof that their own page or program sent it. */
export const guard = (id: RouteId, request: FastifyRequest, caller: Caller): void => {
  const { act }: Route = routes[id];
  const { method, host, protocol, headers } = request;
  const foreign = caller.by !== "token" && isForeign({ method, host, protocol, headers });
  if (foreign && (changes(method) || (caller.by === "open" && act !== "open"))) throw forged();
  if (!may(caller.actor, act, { type: id })) {
    if (caller.actor.kind === "anonymous") throw new Problem("not_signed_in", "Sign in to do this.");
    throw new Problem("not_allowed", `${caller.actor.name} may not do this as ${caller.actor.role}.`);
  }
  if (caller.session && changes(method)) {
    const token = headers["x-csrf-token"];
    if (typeof token !== "string" || !sameSecret(token, caller.session.record.csrf)) throw forged();
  }
};
