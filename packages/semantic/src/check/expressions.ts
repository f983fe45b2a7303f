import type { ExpressionFinding } from "../expression/finding.ts";
import { parseExpression } from "../expression/parse.ts";
import type { Fault, Known, WrittenExpression } from "../kinds/kind.ts";
import { kindOf } from "../kinds/kinds.ts";
import { readTerm } from "../plan/term.ts";
import { about, type Check } from "./draft.ts";

const findingsIn = ({ text, scope, expected }: WrittenExpression): ExpressionFinding[] =>
  scope === null ? parseExpression(String(text)).findings : readTerm(text, scope, expected).findings;

const faultOf = (finding: ExpressionFinding, written: WrittenExpression, known: Known): Fault => {
  const { rule, message, hint, at } = finding;
  const name = String(written.text).slice(at.offset, at.offset + at.length);
  if (rule === "expression/unknown-column" && known.metricIds.has(name)) {
    return {
      rule: "metric/aggregated-twice",
      message: `\`${name}\` is a metric; what is aggregated already cannot be aggregated again.`,
      hint: "Aggregate a column, or write a derived metric over it (N3).",
      path: written.path,
      span: at,
    };
  }
  if (rule === "expression/syntax" && String(written.text).startsWith("(") && written.path[0] === "expression") {
    return {
      rule,
      message,
      hint: `${hint} Several columns are written as a YAML list: [a, b].`,
      path: written.path,
      span: at,
    };
  }
  return { rule, message, hint, path: written.path, span: at };
};

/** Every expression can be read, names what exists, and has the type its place wants. */
export const checkExpressions: Check = (draft) =>
  [...draft.catalog.metrics.values()].flatMap((metric) =>
    about(
      "metric",
      metric.id,
      kindOf(metric)
        .expressions(metric, draft)
        .flatMap((written) => findingsIn(written).map((finding) => faultOf(finding, written, draft))),
    ),
  );
