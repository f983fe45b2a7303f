import { describe, expect, it } from "vitest";
import { columnFunctions, FUNCTIONS, formulaFunctions } from "./functions.ts";
import { parseExpression } from "./parse.ts";
import { expressionReference } from "./reference.ts";

describe("the reference", () => {
  it("names every function with its example, and every example reads", () => {
    const page = expressionReference();
    for (const [name, entry] of FUNCTIONS) {
      expect(page).toContain(`\`${name}(`);
      expect(page).toContain(`\`${entry.example}\``);
      expect(parseExpression(entry.example).findings).toEqual([]);
    }
    expect(FUNCTIONS.size).toBe(Object.keys(formulaFunctions).length + Object.keys(columnFunctions).length);
  });
});
