import { createHmac } from "node:crypto";
import type { Message } from "@sextant/model/alert/message";
import type { Guard } from "./address.ts";
import type { Channel, Letter } from "./channel.ts";
import { postJson } from "./post.ts";

const keyOf = (secret: string): Buffer =>
  secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret, "utf8");

/** The signature of Standard Webhooks 1.0: HMAC-SHA256 of `id.timestamp.body`, base64, after `v1,`; seconds since 1970. */
export const signWebhook = (
  secret: string,
  { id, seconds, body }: { id: string; seconds: number; body: string },
): string => `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${seconds}.${body}`).digest("base64")}`;

/** What a webhook is told. */
const webhookBody = (message: Message, { id, link }: Letter): string =>
  JSON.stringify({
    type: "sextant.alerts",
    id,
    timestamp: new Date(message.at).toISOString(),
    data: {
      ...message,
      url: link(message.path),
      lines: message.lines.map((line) => ({ ...line, url: link(line.path) })),
    },
  });

/** Posts JSON signed as Standard Webhooks asks: the id stays the same over attempts, the time is that of the attempt. */
export const webhookChannel = (address: string, secret: string | null, guard: Guard): Channel => ({
  send: (message, letter) => {
    const body = webhookBody(message, letter);
    const seconds = Math.floor(letter.at / 1000);
    const signature = secret === null ? null : signWebhook(secret, { id: letter.id, seconds, body });
    const headers = {
      "webhook-id": letter.id,
      "webhook-timestamp": String(seconds),
      ...(signature === null ? {} : { "webhook-signature": signature }),
    };
    return postJson(address, body, { headers, guard });
  },
});
