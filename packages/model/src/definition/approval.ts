import type { Author } from "../access/author.ts";

export const definitionStates = ["draft", "proposed", "approved", "deprecated", "archived"] as const;
/** Where a definition is in its life (K4). */
export type LifeState = (typeof definitionStates)[number];

/** A person who stands behind a meaning; `at` in epoch ms. */
export interface Approval {
  id: string;
  name: string;
  at: number;
}

/** What decides the state of a definition. */
export interface ApprovalCase {
  /** The state its author wrote. */
  written: LifeState;
  /** Who made the meaning in force. */
  author: Author;
  /** Who approved that very meaning. */
  approvals: readonly Approval[];
  /** How many people must stand behind a meaning. */
  needed: number;
}

/** How many people stand behind a meaning: its author, unless that is a token, and everybody else who approved it. */
export const voicesOf = ({ author, approvals }: Pick<ApprovalCase, "author" | "approvals">): number => {
  const others = new Set(approvals.map(({ id }) => id).filter((id) => author.kind !== "person" || id !== author.id));
  return others.size + (author.kind === "token" ? 0 : 1);
};

/**
 * The state a definition has (K4): what its author wrote, but approved only while the meaning in force has the voices the workspace
 * asks for, and else proposed. A new meaning starts with its author's voice alone (K3).
 */
export const stateOf = (given: ApprovalCase): LifeState =>
  given.written === "approved" && voicesOf(given) < given.needed ? "proposed" : given.written;
