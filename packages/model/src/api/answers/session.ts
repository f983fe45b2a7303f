import { z } from "zod";
import { roles } from "../../access/may.ts";

export const sessionAnswerSchema = z.object({
  /** Null when nobody is signed in. */
  person: z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) }).nullable(),
  /** True on loopback with no account: everything is open, and the page says so. */
  open: z.boolean(),
  /** True when no account exists yet. */
  needsSetup: z.boolean(),
  /** Send as `x-csrf-token` with every request that changes something. */
  csrfToken: z.string().nullable(),
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

export const credentialsSchema = z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(1000) });
const newPasswordSchema = z.string().min(10, "at least 10 characters").max(1000);
export const setupBodySchema = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().min(1).max(120),
  email: z.email().max(200),
  password: newPasswordSchema,
});

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  createdAt: z.number(),
  disabled: z.boolean(),
});
export type Account = z.infer<typeof accountSchema>;
export const newAccountSchema = z.strictObject({
  name: z.string().min(1).max(120),
  email: z.email().max(200),
  role: z.enum(roles),
  password: newPasswordSchema,
});
export const accountChangeSchema = z.strictObject({ role: z.enum(roles).optional(), disabled: z.boolean().optional() });

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
});
export const newTokenSchema = z.strictObject({ name: z.string().min(1).max(120), role: z.enum(["viewer", "editor"]) });
/** The secret is shown this once. */
export const issuedTokenSchema = tokenSchema.extend({ secret: z.string() });
