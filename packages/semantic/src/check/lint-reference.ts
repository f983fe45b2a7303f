import { lintBase, lintExamples, needsNumbers } from "./lint-examples.ts";
import { type RuleId, ruleOf } from "./rules.ts";

const yaml = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

const section = (id: RuleId, body: string): string => {
  const { severity, sentence } = ruleOf(id);
  return `## ${id}\n\n${severity} – ${sentence}\n\n${body}\n`;
};

const told = (id: RuleId): string => {
  const { bad, good } = ruleOf(id);
  return section(id, `Bad: ${bad}.\n\nGood: ${good}.`);
};

/** The reference of the gate and of lint, every rule with a bad and a good example, in Markdown. */
export const lintReference = (): string => {
  const examples = Object.entries(lintExamples) as [RuleId, { bad: string; good: string }][];
  const parts = examples.map(([id, { bad, good }]) => section(id, `Bad:\n\n${yaml(bad)}\n\nGood:\n\n${yaml(good)}`));
  return `# Gate and lint

What \`sextant check\` says about definitions that compute but mislead (K1, K6). Every example stands beside this file; what it
leaves out other rules ask for.

${yaml(lintBase)}

${parts.join("\n")}
# With numbers

These rules need past values or the clock. The server tells them: \`sextant lint\`, or \`GET /v1/lint\`.

${needsNumbers.map(told).join("\n")}`;
};
