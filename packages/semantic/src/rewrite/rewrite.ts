import type { Plan } from "../plan/plan.ts";
import { calendar } from "./calendar.ts";
import { fuse } from "./fuse.ts";
import { hoist } from "./hoist.ts";
import { limit } from "./limit.ts";
import { rollup } from "./rollup.ts";
import { sequence } from "./sequence.ts";

/** The steps from the plain plan to the one that is run, in order; each keeps the answer. */
const steps: readonly ((plan: Plan) => Plan)[] = [fuse, calendar, sequence, rollup, hoist, limit];

/** Applies all rewrites. */
export const rewritePlan = (plan: Plan): Plan => steps.reduce((current, step) => step(current), plan);
