import { z } from "zod";
import { quietSchema } from "./quiet.ts";

const url = z.url({ protocol: /^https?$/ }).max(2000);
const address = z.email().max(320);

/** The settings of each kind of channel; what is secret (an address that lets anybody post, a password, a key) comes apart. */
export const channelSettings = {
  inbox: z.strictObject({}),
  email: z.strictObject({
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(587),
    /** TLS from the first byte; else STARTTLS where the server offers it. */
    secure: z.boolean().default(false),
    user: z.string().max(320).optional(),
    from: address,
    /** The owner's own address when none is given. */
    to: z.array(address).max(50).default([]),
  }),
  slack: z.strictObject({}),
  teams: z.strictObject({}),
  discord: z.strictObject({}),
  webhook: z.strictObject({ url }),
} as const;

export const channelKinds = ["inbox", "email", "slack", "teams", "discord", "webhook"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What a person says of a channel; its id is the handle rules name. */
export const channelBodySchema = z.strictObject({
  kind: z.enum(channelKinds).exclude(["inbox"]),
  label: z.string().min(1).max(120),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** Slack, Teams, Discord: the webhook's address. E-mail: the password. Webhook: the signing key, `whsec_…`. */
  secret: z.string().min(1).max(2000).optional(),
  quiet: quietSchema.nullable().default(null),
});
export type ChannelBody = z.output<typeof channelBodySchema>;
