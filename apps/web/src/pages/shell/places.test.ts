import { describe, expect, it } from "vitest";
import { places, placesFor } from "./places.ts";

const all = places.flatMap((group) => group.places);

describe("the navigation", () => {
  it("names every place once", () => {
    expect(new Set(all.map(({ to }) => to)).size).toBe(all.length);
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
  });

  it("has three places in the tab bar, beside the dashboards and More", () =>
    expect(all.filter(({ tab }) => tab)).toHaveLength(3));

  it("shows accounts to administrators only", () => {
    const seen = (isAdmin: boolean): string[] =>
      placesFor(isAdmin).flatMap((group) => group.places.map(({ to }) => to));
    expect(seen(true)).toContain("/accounts");
    expect(seen(false)).not.toContain("/accounts");
  });
});
