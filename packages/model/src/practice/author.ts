import { z } from "zod";

/** Who wrote a record: an account or a token by name, and the person of the definitions it belongs to. */
export const authorSchema = z.object({
  name: z.string(),
  kind: z.enum(["person", "token"]),
  /** Id of the person with the account's e-mail address; null when there is none. */
  person: z.string().nullable(),
});
export type Author = z.infer<typeof authorSchema>;
