export const roles = ["viewer", "editor", "admin"] as const;
/** What a person or token may do: read; read, land rows and change definitions; everything. */
export type Role = (typeof roles)[number];

/**
 * What a route does. `open` needs nobody to be signed in; `practise` is what everybody does in their own name: remarks, decisions,
 * interventions, check-ins; `propose` (changes of definitions, comments) has no effect until somebody approves, and `approve` is for
 * people only (K4). A viewer's token only reads.
 */
export const acts = ["open", "read", "practise", "propose", "land", "define", "approve", "administer"] as const;
export type Act = (typeof acts)[number];

/** Who asks. */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "person"; id: string; name: string; role: Role }
  | { kind: "token"; id: string; name: string; role: Role };

/** What it is done to; rules that depend on the thing arrive with private KPIs (P5). */
export interface Thing {
  type: string;
  id?: string;
}

const allowed: Record<Role, readonly Act[]> = {
  viewer: ["open", "read", "practise", "propose"],
  editor: ["open", "read", "practise", "propose", "land", "define", "approve"],
  admin: ["open", "read", "practise", "propose", "land", "define", "approve", "administer"],
};

/** The one place that decides whether an actor may do something to a thing. */
export const may = (actor: Actor, act: Act, _thing: Thing): boolean =>
  act === "open" ||
  (actor.kind === "person"
    ? allowed[actor.role].includes(act)
    : actor.kind === "token" &&
      act !== "approve" &&
      (actor.role === "viewer" ? act === "read" : allowed[actor.role].includes(act)));
