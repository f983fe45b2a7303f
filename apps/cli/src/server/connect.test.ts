import { describe, expect, it } from "vitest";
import { problemOfEnded } from "./connect.ts";

describe("A server that ended before it was ready", () => {
  it("passes its own problem on, with its exit code and what to do", () => {
    const problem = problemOfEnded(
      "The definitions have errors.\nThe definitions have 1 error.\nNothing was applied.\nkpis.yaml:3:9: The metric is unknown.\n",
    );
    expect(problem.code).toBe("invalid_definitions");
    expect(problem.message).toBe("The definitions have 1 error.");
    expect(problem.hint).toBe("Nothing was applied.\n    kpis.yaml:3:9: The metric is unknown.");
  });

  it.each(["", "Killed", "The definitions have errors."])("is unreachable when it left no problem (%j)", (errors) => {
    expect(problemOfEnded(errors).code).toBe("server_unreachable");
  });
});
