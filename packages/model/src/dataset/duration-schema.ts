import { z } from "zod";

const isDuration = /^\d+(\.\d+)?\s*(s|min|h|d|w)$/;

/** A length of time such as `15min`, `6h`, `2d`. */
export const durationSchema = z.string().regex(isDuration, "write a number and s, min, h, d or w, e.g. 6h");
