import { describe, expect, it } from "vitest";
import { withDefinition } from "./section.ts";

describe("a definition written into a file", () => {
  const text = "# Who is told.\nalerts:\n  # The one that matters.\n  - { id: a, kpi: x }\n  - id: b\n    kpi: y\n";

  it("takes the place of the one of the same id and leaves comments and neighbours alone", () => {
    const after = withDefinition(text, "alerts", { id: "b", ...{ kpi: "z" } });
    expect(after).toContain("# Who is told.");
    expect(after).toContain("# The one that matters.\n  - { id: a, kpi: x }");
    expect(after).toContain("- id: b\n    kpi: z");
    expect(after).not.toContain("kpi: y");
  });

  it("comes last when it is new, also in an empty file", () => {
    expect(withDefinition(text, "alerts", { id: "c" }).trimEnd().endsWith("- id: c")).toBe(true);
    expect(withDefinition("", "alerts", { id: "c" })).toBe("alerts:\n  - id: c\n");
  });

  it("is refused by a file that is none", () => {
    expect(() => withDefinition("- a list", "alerts", { id: "c" })).toThrow(SyntaxError);
  });
});
