import type { Catalog } from "@sextant/model/definition/catalog";
import { formatValue, type WrittenUnit } from "@sextant/model/metric/format";
import type { KeptExpectation } from "@sextant/model/practice/expectation";
import { periodLabel } from "@sextant/model/time/label";

const plain: WrittenUnit = { symbol: "", position: "after", scale: 1, decimals: 2 };

/** The unit values of a KPI are written in; a plain number where the KPI is none any more. */
export const unitOf = (catalog: Catalog, kpi: string): WrittenUnit =>
  catalog.units.get(catalog.metrics.get(catalog.kpis.get(kpi)?.metric ?? "")?.unit ?? "") ?? plain;

/** An expectation in words, e.g. "Week 9, 2026: up from 78.0%, 70% sure". */
export const expectationSentence = (
  { claim, base, confidence, periodKey }: Pick<KeptExpectation, "claim" | "base" | "confidence" | "periodKey">,
  unit: WrittenUnit,
): string => {
  const from = base === null ? "" : ` from ${formatValue(base, unit)}`;
  const what =
    claim.type === "direction"
      ? `${claim.direction}${from}`
      : `between ${formatValue(claim.low, unit)} and ${formatValue(claim.high, unit)}`;
  return `${periodLabel(periodKey)}: ${what}, ${Math.round(confidence * 100)}% sure`;
};

/** How an expectation came out, in words. */
export const outcomeSentence = ({ score }: Pick<KeptExpectation, "score">, unit: WrittenUnit): string =>
  score === null ? "not known yet" : `${score.hit ? "came true" : "missed"}: it was ${formatValue(score.value, unit)}`;
