import type { Catalog } from "@sextant/model/definition/catalog";
import { evaluateFormula } from "../expression/evaluate.ts";
import { namesIn } from "../expression/names.ts";
import { catalogScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";

/** The formula of a declared identity, ready to be computed from the values of one period. */
export interface IdentityFormula {
  /** Ids of the metrics it names. */
  metrics: string[];
  /** Its value; null when one of them is unknown or it divides by zero. */
  value(values: ReadonlyMap<string, number | null>): number | null;
}

/** Reads the formula of an identity of a checked catalog; null when it cannot be read. */
export const identityFormula = (equals: string | number, { metrics }: Catalog): IdentityFormula | null => {
  const read = readTerm(equals, catalogScope(metrics), "number");
  if (read.term === null) return null;
  const { typed } = read.term;
  return {
    metrics: [...new Set(namesIn(read.tree).map(({ name }) => name))],
    value: (values) => {
      const value = evaluateFormula(typed, values);
      return typeof value === "number" ? value : null;
    },
  };
};
