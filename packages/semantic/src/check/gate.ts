import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Metric } from "@sextant/model/metric/metric";
import type { Severity } from "@sextant/model/problem/finding";
import type { Fault } from "../kinds/kind.ts";
import { about, type Check, type DefinitionFault } from "./draft.ts";
import type { RuleId } from "./rules.ts";

/** One piece the gate asks for (K1). */
interface Piece {
  rule: RuleId & `gate/${string}`;
  isThere: (kpi: Kpi, metric: Metric | undefined) => boolean;
  missing: string;
  hint: string;
}

const written = (text: string | undefined): boolean => text !== undefined && text.trim() !== "";

const pieces: readonly Piece[] = [
  {
    rule: "gate/objective",
    isThere: ({ objective }) => written(objective),
    missing: "an objective",
    hint: "Add `objective`: one sentence that says why it matters.",
  },
  {
    rule: "gate/owner",
    isThere: ({ owner }) => owner !== undefined,
    missing: "an owner",
    hint: "Add `owner`: the one person who answers for it.",
  },
  {
    rule: "gate/direction",
    isThere: (_, metric) => metric === undefined || metric.direction !== "neutral",
    missing: "a direction",
    hint: "Give its metric `direction: up_is_good`, `down_is_good` or `in_range`.",
  },
  {
    rule: "gate/target",
    isThere: ({ target, thresholds }) => target !== undefined || thresholds !== undefined,
    missing: "a target or thresholds",
    hint: "Add `target` or `thresholds`.",
  },
  {
    rule: "gate/cadence",
    isThere: ({ cadence }) => cadence !== undefined,
    missing: "a review cadence",
    hint: "Add `cadence: weekly`.",
  },
  {
    rule: "gate/timing",
    isThere: ({ timing }) => timing !== undefined,
    missing: "a timing",
    hint: "Add `timing: leading` or `timing: lagging`.",
  },
  {
    rule: "gate/action",
    isThere: ({ action_when_red }) => written(action_when_red),
    missing: "an action for when it turns red",
    hint: "Add `action_when_red`: what is done then.",
  },
  {
    rule: "gate/guardrail",
    isThere: ({ guardrails, cannot_be_gamed_because }) => guardrails.length > 0 || written(cannot_be_gamed_because),
    missing: "a guardrail",
    hint: "Add `guardrails`, or say in `cannot_be_gamed_because` why it needs none.",
  },
];

/** A draft may be incomplete; what is retired is left alone. */
const severityOf: Record<Kpi["state"], Severity | null> = {
  draft: "warning",
  proposed: "error",
  approved: "error",
  deprecated: null,
  archived: null,
};

/** The gate (K1): what a metric lacks to be a KPI, one finding per missing piece. */
export const checkGate: Check = ({ catalog }) =>
  [...catalog.kpis.values()].flatMap((kpi) => {
    const severity = severityOf[kpi.state];
    if (severity === null) return [];
    const metric = catalog.metrics.get(kpi.metric);
    const faults = pieces
      .filter((piece) => !piece.isThere(kpi, metric))
      .map(({ rule, missing, hint }): Fault => {
        const path = rule === "gate/direction" ? ["metric"] : ["id"];
        return { rule, message: `The KPI lacks ${missing}.`, hint, path };
      });
    return about("kpi", kpi.id, faults).map((fault): DefinitionFault => ({ ...fault, severity }));
  });
