import type { Formula, Output } from "./plan.ts";

/** The same formula with its slots renamed. */
const renameSlots = (formula: Formula, rename: (slot: string) => string): Formula => {
  const go = (part: Formula): Formula => renameSlots(part, rename);
  switch (formula.kind) {
    case "slot":
      return { kind: "slot", slot: rename(formula.slot) };
    case "quotient":
      return { kind: "quotient", over: go(formula.over), under: go(formula.under) };
    case "unless_fewer":
      return { ...formula, value: go(formula.value), sample: go(formula.sample) };
    case "unless_empty":
      return { kind: "unless_empty", value: go(formula.value), sample: go(formula.sample) };
    case "least":
    case "greatest":
      return { kind: formula.kind, of: formula.of.map(go) };
    default:
      return formula;
  }
};

/** The same output with its slots renamed. */
export const renameOutput = (output: Output, rename: (slot: string) => string): Output => ({
  ...output,
  value: renameSlots(output.value, rename),
  numerator: renameSlots(output.numerator, rename),
  denominator: renameSlots(output.denominator, rename),
  sample: renameSlots(output.sample, rename),
});
