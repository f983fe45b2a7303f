import { z } from "zod";
import { expressionSchema, proseSchema } from "../definition/id.ts";
import type { Grain } from "../time/grain.ts";

/** An equation a metric claims to satisfy in every period, e.g. `equals: 12 * mrr`. */
export const identitySchema = z.strictObject({
  equals: expressionSchema.describe("A formula over metric ids that gives the same value."),
  tolerance: z
    .union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?\s*%$/, "write a share such as 0.1%, or a number")])
    .default(0)
    .describe(
      "How far they may be apart: a share of the formula's value such as 0.1%, or a number in the metric's own values.",
    ),
  description: proseSchema.optional().describe("Why it holds."),
});
export type Identity = z.infer<typeof identitySchema>;

/** Relative difference below which two numbers are one, added up in another order. */
const rounding = 1e-9;

/** The largest difference an identity allows beside a wanted value, in values of the metric. */
export const allowedBy = ({ tolerance }: Identity, wanted: number): number => {
  if (typeof tolerance === "number") return tolerance;
  return (Number.parseFloat(tolerance) / 100) * Math.abs(wanted);
};

/**
 * Whether a value and what it must equal are one within the tolerance; null when one of them is unknown, which breaks nothing:
 * "cannot tell" is legal (N4).
 */
export const holds = (identity: Identity, value: number | null, wanted: number | null): boolean | null => {
  if (value === null || wanted === null) return null;
  const slack = rounding * Math.max(Math.abs(value), Math.abs(wanted));
  return Math.abs(value - wanted) <= allowedBy(identity, wanted) + slack;
};

/** A period in which an identity did not hold, in values of the metric. */
export interface IdentityFault {
  periodKey: string;
  /** Epoch ms. */
  end: number;
  value: number;
  wanted: number;
  allowed: number;
}

/** What came of testing an identity at one grain: periods in which both sides were known, and those that broke it, ascending. */
export interface IdentityTest {
  metric: string;
  equals: string;
  grain: Grain;
  tested: number;
  faults: IdentityFault[];
}

/** Tests an identity on both sides of several periods; where one side is unknown nothing is tested. */
export const testIdentity = (
  identity: Identity,
  periods: readonly { periodKey: string; end: number; value: number | null; wanted: number | null }[],
): Pick<IdentityTest, "tested" | "faults"> => {
  const told = periods.map((period) => ({ ...period, holds: holds(identity, period.value, period.wanted) }));
  return {
    tested: told.filter((period) => period.holds !== null).length,
    faults: told.flatMap(({ periodKey, end, value, wanted, holds: isHeld }): IdentityFault[] =>
      isHeld !== false || value === null || wanted === null
        ? []
        : [{ periodKey, end, value, wanted, allowed: allowedBy(identity, wanted) }],
    ),
  };
};
