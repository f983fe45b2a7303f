import { describe, expect, it } from "vitest";
import type { Author } from "../access/author.ts";
import { definitionStates, stateOf, voicesOf } from "./approval.ts";

const ada: Author = { kind: "person", id: "ada", name: "Ada" };
const agent: Author = { kind: "token", id: "t1", name: "agent" };
const folder: Author = { kind: "folder", id: "", name: "workspace folder" };
const by = (...ids: string[]) => ids.map((id) => ({ id, name: id, at: 1 }));

describe("the state of a definition (K4)", () => {
  it.each([
    ["a person's change stands where one person is enough", ada, [], 1, "approved"],
    ["reviewed files count as one voice", folder, [], 1, "approved"],
    ["an agent's change is proposed until a person approves", agent, [], 1, "proposed"],
    ["an agent's change is approved by a person", agent, by("ada"), 1, "approved"],
    ["two people: the author alone is not enough", ada, [], 2, "proposed"],
    ["two people: the author approving again is still one", ada, by("ada"), 2, "proposed"],
    ["two people: somebody else approves", ada, by("bob"), 2, "approved"],
    ["two people: an agent's change needs both", agent, by("ada"), 2, "proposed"],
    ["two people: the same person twice is one", agent, by("ada", "ada"), 2, "proposed"],
    ["two people: files and one person", folder, by("ada"), 2, "approved"],
  ] as const)("%s", (_, author, approvals, needed, state) => {
    expect(stateOf({ written: "approved", author, approvals, needed })).toBe(state);
  });

  it("is what its author wrote when that is not approved, however many stand behind it", () => {
    for (const written of definitionStates.filter((state) => state !== "approved"))
      expect(stateOf({ written, author: ada, approvals: by("bob"), needed: 1 })).toBe(written);
  });

  it("counts voices once each", () => {
    expect(voicesOf({ author: ada, approvals: by("ada", "bob", "bob", "eve") })).toBe(3);
    expect(voicesOf({ author: agent, approvals: [] })).toBe(0);
  });
});
