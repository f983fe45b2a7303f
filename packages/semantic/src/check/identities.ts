import type { Metric } from "@sextant/model/metric/metric";
import { namesIn } from "../expression/names.ts";
import type { Expression } from "../expression/tree.ts";
import { findNonAdditive } from "../kinds/additivity.ts";
import type { Fault, Path } from "../kinds/kind.ts";
import { readTerm } from "../plan/term.ts";
import { about, type Check, type Draft } from "./draft.ts";

const beyondExpression = (tree: Expression, metric: Metric, path: Path, draft: Draft): Fault[] => {
  if (namesIn(tree).length === 0) {
    const message = "The identity names no metric.";
    return [{ rule: "metric/identity-constant", message, hint: "A wanted value belongs into a target.", path }];
  }
  if (tree.kind === "name" && tree.name === metric.id) {
    const message = `The identity says that \`${metric.id}\` equals itself.`;
    return [{ rule: "metric/identity-itself", message, hint: "Say what else gives the same value.", path }];
  }
  return findNonAdditive(tree, draft).map((fault) => ({ ...fault, path }));
};

const faultsOf = (metric: Metric, draft: Draft): Fault[] =>
  metric.identities.flatMap(({ equals }, index): Fault[] => {
    const path = ["identities", index, "equals"];
    const { term, findings, ...read } = readTerm(equals, draft.metricScope, "number");
    if (term === null) return findings.map(({ rule, message, hint, at }) => ({ rule, message, hint, path, span: at }));
    return "tree" in read ? beyondExpression(read.tree, metric, path, draft) : [];
  });

/** Identities are formulas over metrics that exist, and say something (K5). */
export const checkIdentities: Check = (draft) =>
  [...draft.catalog.metrics.values()].flatMap((metric) => about("metric", metric.id, faultsOf(metric, draft)));
