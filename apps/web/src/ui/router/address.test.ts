import { describe, expect, it } from "vitest";
import { hrefOf, readSearch } from "./address.ts";

describe("an address", () => {
  it("puts parameters in place, escaped", () =>
    expect(hrefOf({ to: "/kpis/:id", params: { id: "a b/c" } })).toBe("/kpis/a%20b%2Fc"));

  it("writes what is asked and where to look, and leaves out what is not", () =>
    expect(
      hrefOf({ to: "/kpis/:id", params: { id: "x" }, search: { grain: "week", by: undefined }, hash: "receipt" }),
    ).toBe("/kpis/x?grain=week#receipt"));

  it("survives signs that mean something in an address", () => {
    const q = "a&b=c #50% +ü";
    const href = hrefOf({ to: "/dictionary", search: { q } });
    expect(readSearch(new URL(href, "http://localhost").search)).toEqual({ q });
  });
});
