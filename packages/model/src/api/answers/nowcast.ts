import { z } from "zod";
import { colours } from "../../standing/bands.ts";

/** How the rest of a period was guessed; the statistics package says what each means. */
const nowcastModels = ["remainder", "share", "whole", "rest_rate", "over"] as const;

/**
 * Where the period that is not over is heading (T3): an estimate of its whole with 80 % and 95 % intervals, in the units of its
 * series, or that there are too few earlier periods to say. It is no observation: nothing is judged by it.
 */
export const nowcastSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("nowcast"),
    periodKey: z.string(),
    value: z.number(),
    lower80: z.number(),
    upper80: z.number(),
    lower95: z.number(),
    upper95: z.number(),
    /** Earlier periods it was made from. */
    have: z.number(),
    model: z.enum(nowcastModels),
    /** Share of the period that the data covers, 0 to 1. */
    elapsed: z.number(),
    /** The band that holds the whole 80 % interval; null where none does. */
    course: z.enum(colours).nullable(),
    sentence: z.string(),
    /** Receipt of what earlier periods had reached by then; their wholes have the series' own. */
    receipt: z.string(),
  }),
  z.object({
    kind: z.literal("too_little_data"),
    periodKey: z.string(),
    have: z.number(),
    need: z.number(),
    sentence: z.string(),
    receipt: z.string(),
  }),
]);
export type NowcastView = z.infer<typeof nowcastSchema>;
