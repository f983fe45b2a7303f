import type { OrgUnit } from "@sextant/model/organisation/org-unit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Member, shownCohorts } from "./cohorts.ts";

const unitsOf = (parents: readonly (number | null)[]): Map<string, OrgUnit> =>
  new Map(
    parents.map((parent, index) => {
      const id = `u${index}`;
      return [id, { id, label: id, level: "team", ...(parent === null ? {} : { parent: `u${parent}` }) }];
    }),
  );

/** The smallest number of people that any difference of shown sums speaks of: a shown unit less shown ones inside it. */
const finest = (shown: readonly { people: readonly string[] }[]): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const outer of shown) {
    const inside = shown.filter(
      (one) => one.people.length < outer.people.length && one.people.every((person) => outer.people.includes(person)),
    );
    const taken = new Set(inside.flatMap(({ people }) => people));
    const left = outer.people.filter((person) => !taken.has(person)).length;
    if (left > 0) least = Math.min(least, left);
  }
  return least;
};

describe("cohorts that may be shown together", () => {
  it("leave out a team of five in a house of six: the difference would be one person", () => {
    const members = Array.from({ length: 6 }, (_, index) => ({ person: `p${index}`, unit: index < 5 ? "u1" : "u0" }));
    expect(shownCohorts(members, unitsOf([null, 0]), 5).map(({ unit }) => unit)).toEqual(["u0"]);
    const ten = [...members, ...["a", "b", "c", "d"].map((person) => ({ person, unit: "u0" }))];
    expect(shownCohorts(ten, unitsOf([null, 0]), 5).map(({ unit }) => unit)).toEqual(["u0", "u1"]);
  });

  it("leave out everything where there are fewer people than a cohort", () => {
    const members = ["a", "b", "c", "d"].map((person) => ({ person, unit: "u0" }));
    expect(shownCohorts(members, unitsOf([null]), 5)).toEqual([]);
  });

  it("never differ by fewer people than a cohort, whatever the tree and wherever people are", () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        fc.integer({ min: 2, max: 6 }),
        (parents, homes, least) => {
          const units = unitsOf(parents.map((parent, index) => (index === 0 ? null : parent % index)));
          const members: Member[] = homes.map((home, index) => ({
            ...{ person: `p${index}`, unit: `u${home % parents.length}` },
          }));
          const shown = shownCohorts(members, units, least);
          for (const { people } of shown) expect(people.length).toBeGreaterThanOrEqual(least);
          expect(finest(shown)).toBeGreaterThanOrEqual(least);
        },
      ),
      { numRuns: 500 },
    ));
});
