import type { OrgUnit } from "@sextant/model/organisation/org-unit";

/** Somebody with a value, and the unit they belong to. */
export interface Member {
  person: string;
  unit: string;
}

/** A unit whose aggregate may be shown, with the people it is made of. */
export interface Cohort {
  unit: string;
  people: string[];
}

const childrenOf = (units: ReadonlyMap<string, OrgUnit>): Map<string | undefined, string[]> => {
  const children = new Map<string | undefined, string[]>();
  for (const { id, parent } of units.values()) {
    const above = parent !== undefined && units.has(parent) ? parent : undefined;
    children.set(above, [...(children.get(above) ?? []), id].sort());
  }
  return children;
};

const below = (unit: string, children: ReadonlyMap<string | undefined, readonly string[]>): string[] => {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const child of children.get(id) ?? []) visit(child);
  };
  visit(unit);
  return [...found];
};

/** The units below a shown one that may be shown as well, so that what is left of it is nobody or a cohort. */
const shownWithin = (people: number, candidates: readonly Cohort[], least: number): Cohort[] => {
  const shown = candidates
    .filter((cohort) => cohort.people.length >= least)
    .sort((a, b) => b.people.length - a.people.length || (a.unit < b.unit ? -1 : 1));
  for (;;) {
    const left = people - shown.reduce((sum, cohort) => sum + cohort.people.length, 0);
    if (left === 0 || left >= least || shown.length === 0) return shown;
    shown.pop();
  }
};

/**
 * The units whose aggregates may be shown together. Each has at least `least` people, and what is left of a unit when the shown
 * ones below it are taken out is nobody or at least as many: so no difference of shown numbers speaks of fewer (P5). Units lie
 * within each other or apart; the larger ones are preferred.
 */
export const shownCohorts = (
  members: readonly Member[],
  units: ReadonlyMap<string, OrgUnit>,
  least: number,
): Cohort[] => {
  const children = childrenOf(units);
  const peopleOf = (unit: string): string[] => {
    const inside = new Set(below(unit, children));
    return [...new Set(members.filter((member) => inside.has(member.unit)).map(({ person }) => person))].sort();
  };
  const visit = (cohort: Cohort): Cohort[] => {
    // A unit with one unit below it that has the same people is one cohort with two names.
    const candidates = (children.get(cohort.unit) ?? []).map((unit) => ({ unit, people: peopleOf(unit) }));
    return [cohort, ...shownWithin(cohort.people.length, candidates, least).flatMap(visit)];
  };
  return (children.get(undefined) ?? [])
    .map((unit) => ({ unit, people: peopleOf(unit) }))
    .filter(({ people }) => people.length >= least)
    .flatMap(visit);
};
