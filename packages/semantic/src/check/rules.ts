import { alertRules } from "./alert-rules.ts";
import { fileRules } from "./file-rules.ts";
import { gateRules } from "./gate-rules.ts";
import { lintRules } from "./lint-rules.ts";
import { metricRules } from "./metric-rules.ts";
import { objectiveRules } from "./objective-rules.ts";
import { reviewRules } from "./review-rules.ts";
import type { Rule } from "./rule.ts";
import { sourceRules } from "./source-rules.ts";

/** Every rule definitions are held to, by id; the expression language has its own, `expression/…`. */
export const rules = {
  ...fileRules,
  ...sourceRules,
  ...metricRules,
  ...gateRules,
  ...alertRules,
  ...lintRules,
  ...reviewRules,
  ...objectiveRules,
} as const satisfies Record<string, Rule>;

/** Id of a rule. */
export type RuleId = keyof typeof rules;

/** The rule with this id. */
export const ruleOf = (id: RuleId): Rule => rules[id];

/** Whether a text is the id of a rule of the table. */
export const isRule = (id: string): id is RuleId => Object.hasOwn(rules, id);
