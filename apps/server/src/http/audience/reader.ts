import { personOf } from "@sextant/model/access/person-of";
import type { Catalog } from "@sextant/model/definition/catalog";
import { audienceOf, hasPersonal } from "@sextant/semantic/privacy/visible";
import type { Caller } from "../caller.ts";

/** Everything, or what one person (an id), or nobody in particular (null), may see. */
export type Reader = { sees: "everything" } | { sees: "own"; person: string | null };

const everything: Reader = { sees: "everything" };

/**
 * As whom a caller reads: as the person with the account's address. Tokens and administrators have no person of their own, and a
 * machine without accounts has one person only.
 */
export const readerOf = ({ alone, session }: Caller, catalog: Catalog): Reader => {
  if (alone || !hasPersonal(catalog)) return everything;
  const person = session === null ? null : (personOf(session.record.email, catalog.people.values())?.id ?? null);
  const audience = audienceOf(person, catalog);
  return { sees: "own", person: audience === "" ? null : audience };
};
