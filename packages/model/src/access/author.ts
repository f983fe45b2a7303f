import type { Actor } from "./may.ts";

export const authorKinds = ["person", "token", "folder"] as const;

/** Who changed a definition: a person, a token (an agent or a program), or the files of the workspace folder. */
export interface Author {
  kind: (typeof authorKinds)[number];
  /** Of the account or token; empty for the folder. */
  id: string;
  name: string;
}

/** The author an actor is. */
export const authorOf = (actor: Actor): Author =>
  actor.kind === "anonymous"
    ? { kind: "token", id: "", name: "anonymous" }
    : { kind: actor.kind, id: actor.id, name: actor.name };
