import type { GateAnswer } from "@sextant/model/api/answers/gate";

/** A KPI being thought out, as the page holds it; empty text is nothing. */
export interface Draft {
  id: string;
  objective: string;
  grain: string;
  guardrails: string[];
  cannotBeGamed: string;
  target: string;
  green: string;
  yellow: string;
  red: string;
  action: string;
  owner: string;
  timing: string;
  cadence: string;
}

/** The draft a metric starts with. */
export const emptyDraft = (metric: string): Draft => ({
  id: metric,
  objective: "",
  grain: "month",
  guardrails: [],
  cannotBeGamed: "",
  target: "",
  green: "",
  yellow: "",
  red: "",
  action: "",
  owner: "",
  timing: "",
  cadence: "",
});

const amount = (text: string): string | number => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim());

const present = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0)),
  );

/** The fields a draft has in YAML: what is empty is not written, so that the gate can say it is missing. */
export const fieldsOf = (draft: Draft): Record<string, unknown> => {
  const { green, yellow, red, target } = draft;
  const thresholds = green.trim() !== "" || red.trim() !== "" ? { thresholds: present({ green, yellow, red }) } : {};
  return {
    ...present({
      objective: draft.objective.trim(),
      owner: draft.owner,
      grain: draft.grain,
      cadence: draft.cadence,
      timing: draft.timing,
      action_when_red: draft.action.trim(),
      guardrails: draft.guardrails,
      cannot_be_gamed_because: draft.cannotBeGamed.trim(),
    }),
    ...(target.trim() === "" ? {} : { target: { value: amount(target) } }),
    ...thresholds,
  };
};

/** How past periods would have been judged, in a sentence; null without thresholds. */
export const replaySentence = ({ replay, grain }: Pick<GateAnswer, "replay" | "grain">): string | null => {
  if (replay === null || grain === null) return null;
  const all = replay.green + replay.yellow + replay.red;
  return all === 0
    ? "No past period could be judged by these thresholds."
    : `Of the last ${all} ${grain}s, ${replay.red} would have been off track, ${replay.yellow} to watch and ${replay.green} on track.`;
};
