import { personOf } from "@sextant/model/access/person-of";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Author } from "@sextant/model/practice/author";
import { Problem } from "@sextant/model/problem/problem";
import type { Caller } from "./caller.ts";

/** Who a caller is as the author of a record; throws not_signed_in for nobody. */
export const authorOf = ({ actor, session }: Caller, catalog: Catalog): Author => {
  if (actor.kind === "anonymous") throw new Problem("not_signed_in", "Sign in to write this down.");
  const person = session === null ? null : personOf(session.record.email, catalog.people.values());
  return { name: actor.name, kind: actor.kind, person: person?.id ?? null };
};
