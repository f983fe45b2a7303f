import type { RouteInput } from "@sextant/model/api/client";

/** A rule being written, as its fields hold it. */
export interface Draft {
  id: string;
  kpi: string;
  on: "status" | "threshold" | "change" | "signal";
  value: string;
  percent: string;
  floor: string;
  pending: string;
  channels: string;
}

/** A rule nobody has written anything of. */
export const emptyDraft: Draft = {
  ...{ id: "", kpi: "", on: "status", value: "", percent: "10", floor: "0", pending: "1", channels: "" },
};

/** What a rule may fire on that its series alone decides, so that it can be replayed. */
export const whenChoices = [
  { value: "status", label: "Red status" },
  { value: "threshold", label: "A value" },
  { value: "change", label: "A change" },
  { value: "signal", label: "A signal in the noise" },
] as const;

const whenOf = ({ on, value, percent, floor }: Draft): RouteInput<"saveAlertRule">["body"]["when"] => {
  switch (on) {
    case "status":
      return { on };
    case "threshold":
      return { on, value };
    case "change":
      return { on, percent: Number(percent), floor };
    case "signal":
      return { on };
  }
};

/** The rule a draft says. */
export const ruleOf = (draft: Draft): RouteInput<"saveAlertRule">["body"] => ({
  id: draft.id,
  kpi: draft.kpi,
  when: whenOf(draft),
  pending: `${Number(draft.pending) || 0} periods`,
  channels: draft.channels
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== ""),
});
