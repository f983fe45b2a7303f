import type { KeyResult, Objective } from "./objective.ts";

/** One version of an objective, as it was applied; `at` in epoch ms. */
export interface ObjectiveVersion {
  version: number;
  at: number;
  by: string;
  keyResults: readonly Pick<KeyResult, "id" | "kpi" | "baseline" | "target" | "from" | "by" | "because">[];
  cycle: Objective["cycle"];
}

/** A change of what a key result aims for; texts as its authors wrote them. */
export interface MovedGoalpost {
  keyResult: string;
  at: number;
  /** Who applied it, and why, if they said so. */
  by: string;
  because: string | null;
  what: "target" | "baseline" | "window" | "kpi";
  from: string;
  to: string;
}

const text = (value: unknown): string =>
  value === undefined ? "—" : typeof value === "string" ? value : JSON.stringify(value);

/** Every change of target, baseline, window or KPI between the versions of an objective (ascending), oldest first. */
export const movedGoalposts = (versions: readonly ObjectiveVersion[]): MovedGoalpost[] =>
  versions.flatMap((after, index): MovedGoalpost[] => {
    const before = versions[index - 1];
    if (before === undefined) return [];
    return after.keyResults.flatMap((now): MovedGoalpost[] => {
      const then = before.keyResults.find(({ id }) => id === now.id);
      if (then === undefined) return [];
      const window = (one: typeof now, { cycle }: ObjectiveVersion): string =>
        `${one.from ?? ""}…${one.by ?? ""} ${text(cycle)}`;
      const compared = [
        ["target", text(then.target), text(now.target)],
        ["baseline", text(then.baseline), text(now.baseline)],
        ["kpi", then.kpi, now.kpi],
        ["window", window(then, before), window(now, after)],
      ] as const;
      const because = now.because === then.because ? null : (now.because ?? null);
      return compared
        .filter(([, from, to]) => from !== to)
        .map(([what, from, to]) => ({ keyResult: now.id, at: after.at, by: after.by, because, what, from, to }));
    });
  });
