import type { PlanAnswer } from "@sextant/model/api/answers/definitions";
import type { Effect } from "@sextant/model/api/answers/effect";
import type { ReactNode } from "react";

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What a change does to past numbers, in one sentence. */
export const effectSentence = ({ series, kpis }: Effect): string => {
  const moved = series.reduce((sum, one) => sum + one.moved + one.appeared + one.disappeared, 0);
  const flips = kpis.filter((one) => one.flips).length;
  if (moved === 0 && flips === 0) return "No past value moves and no status flips.";
  const where = plural(
    series.filter((one) => one.moved + one.appeared + one.disappeared > 0).length,
    "series",
    "series",
  );
  return `${plural(moved, "past value")} of ${where} ${moved === 1 ? "moves" : "move"}; ${plural(flips, "status", "statuses")} ${flips === 1 ? "flips" : "flip"}.`;
};

const changeWords = {
  semantic: "means something else then: a new version, to be approved",
  cosmetic: "is only called or shown otherwise",
  added: "is new",
  removed: "is gone",
} as const;

/** What an edit would change, before it does. */
export const EffectLine = ({ plan }: { plan: PlanAnswer }): ReactNode => (
  <div role="status">
    <ul className="definition-plan">
      {plan.changes.map(({ type, id, change }) => (
        <li key={`${type} ${id}`}>
          {type} <code>{id}</code> {changeWords[change]}.
        </li>
      ))}
    </ul>
    {plan.effect !== null && <p>{effectSentence(plan.effect)}</p>}
    {plan.findings
      .filter(({ severity }) => severity === "error")
      .map(({ message, hint }) => (
        <p key={message} className="definition-finding">
          {message} {hint}
        </p>
      ))}
  </div>
);
