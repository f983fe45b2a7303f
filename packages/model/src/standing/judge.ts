import { assess, type Computed, isColour } from "./assess.ts";
import type { GuardrailStanding, JudgeInput } from "./input.ts";
import { formatAge, formatAgeBeyond } from "./sentence.ts";
import type { Standing, Status } from "./status.ts";

/** S4: green while a guardrail is red is hollow, and shows yellow. */
const guard = (
  computed: Computed,
  guardrails: readonly GuardrailStanding[],
): Computed & Pick<Standing, "guardrails"> => {
  const red = guardrails.filter((guardrail) => guardrail.status === "red");
  if (red.length === 0) return computed;
  const ids = red.map((guardrail) => guardrail.kpi);
  if (computed.status !== "green") return { ...computed, guardrails: ids };
  const names = red.map((guardrail) => guardrail.label).join(", ");
  const sentence = `${computed.sentence} Hollow: its guardrail ${names} is red.`;
  return { ...computed, status: "yellow", reason: "guardrail", sentence, guardrails: ids };
};

const lastKnownOf = ({ previous, observations, freshness, now }: JudgeInput): Standing["lastKnown"] => {
  if (previous === null || previous.status === "unknown") return previous?.lastKnown;
  const judged = observations.find((observation) => observation.periodKey === previous.periodKey);
  return { status: previous.status, at: Math.min(judged?.end ?? freshness.watermark ?? now, now) };
};

const withLastKnown = (standing: Standing, lastKnown: Standing["lastKnown"], now: number): Standing => {
  if (lastKnown === undefined) return standing;
  const memory = ` Last known ${lastKnown.status}, ${formatAge(now - lastKnown.at)} old.`;
  return { ...standing, sentence: standing.sentence + memory, lastKnown };
};

/** S7: what a person set holds until it expires; what is computed is said after it and stays beside it. */
const overridden = (standing: Standing, { override, now }: JudgeInput): Standing => {
  if (override === null || now >= override.until) return standing;
  const { status, reason, by, until } = override;
  const sentence = `Set to ${status} by ${by} for another ${formatAge(until - now)}: ${reason} Computed: ${standing.sentence}`;
  return { ...standing, status, reason: "overridden", sentence, override: { status, reason, by, until } };
};

/**
 * How a KPI stands (S1 to S4), as a pure function of its input. Unknown wins over any colour: what cannot be computed is
 * `error`, what never reported `no_data`, data older than allowed `stale` (S3: never green on either), each with the last
 * known status and its age. A period that is over and covered by the watermark but not settled is judged, and says so.
 */
export const judge = (input: JudgeInput): Standing => overridden(computedStanding(input), input);

const computedStanding = (input: JudgeInput): Standing => {
  const { freshness, now, guardrails } = input;
  const cannot = (reason: Standing["reason"], sentence: string, computed: Status): Standing => ({
    status: "unknown",
    reason,
    sentence,
    computed,
  });
  if (freshness.broken !== null) {
    return withLastKnown(
      cannot("error", `It cannot be computed: ${freshness.broken}`, "unknown"),
      lastKnownOf(input),
      now,
    );
  }
  if (freshness.watermark === null) {
    return withLastKnown(cannot("no_data", "Nothing has been reported yet.", "unknown"), lastKnownOf(input), now);
  }
  const computed = assess(input);
  const guarded = guard(computed, guardrails);
  const age = now - freshness.watermark;
  if (age > freshness.staleAfter) {
    const known = isColour(guarded.status) ? { status: guarded.status, at: freshness.watermark } : lastKnownOf(input);
    const standing = cannot(
      "stale",
      `Its data is ${formatAgeBeyond(age, freshness.staleAfter)} old; ${formatAge(freshness.staleAfter)} is allowed.`,
      computed.status,
    );
    return withLastKnown({ ...computed, ...standing }, known, now);
  }
  const standing: Standing = { ...guarded, computed: computed.status };
  return isColour(standing.status) ? standing : withLastKnown(standing, lastKnownOf(input), now);
};
