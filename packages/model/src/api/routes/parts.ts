import { z } from "zod";

/** A path with one id in it. */
export const id = z.object({ id: z.string().min(1).max(100) });

/** An answer that says nothing but that it is done. */
export const nothing = z.object({});
