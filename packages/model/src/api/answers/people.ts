import { z } from "zod";

/** The people of the definitions; addresses stay on the server. */
export const peopleAnswerSchema = z.object({
  people: z.array(z.object({ id: z.string(), label: z.string(), orgUnit: z.string().nullable() })),
  /** Id of the person the caller is; null for a token, or an account nobody of the definitions has the address of. */
  me: z.string().nullable(),
});
