import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "@sextant/model/problem/problem";
import { z } from "zod";
import type { DeliveryEvent } from "./event.ts";
import { readGithub } from "./github.ts";
import { readGitlab } from "./gitlab.ts";

const textOf = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};

const same = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
};

const isProven = (headers: IncomingHttpHeaders, body: Buffer, secret: string): boolean => {
  if (headers["x-github-event"] !== undefined) {
    const digest = createHmac("sha256", secret).update(body).digest("hex");
    return same(textOf(headers, "x-hub-signature-256"), `sha256=${digest}`);
  }
  // Digests have one length, so that not even that of the token can be learned.
  const digestOf = (text: string): string => createHmac("sha256", "gitlab").update(text).digest("hex");
  return same(digestOf(textOf(headers, "x-gitlab-token")), digestOf(secret));
};

const unreadable = (cause: unknown): Problem =>
  new Problem("invalid_request", "The payload is not what GitHub or GitLab sends for this event.", {
    hint: "Choose JSON as the content type of the webhook.",
    cause,
  });

const eventsOf = (headers: IncomingHttpHeaders, body: Buffer): DeliveryEvent[] => {
  try {
    const payload: unknown = JSON.parse(body.toString("utf8"));
    const event = textOf(headers, "x-github-event");
    return event === "" ? readGitlab(payload) : readGithub(event, payload);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw unreadable(error);
    throw error;
  }
};

/** What a delivery tells. */
export interface Delivery {
  events: DeliveryEvent[];
  /** The sender's own name for this delivery, the same when it is sent again; null when there is none. */
  key: string | null;
}

/**
 * Reads a delivery of GitHub (HMAC-SHA-256 of the body, `X-Hub-Signature-256`) or GitLab (`X-Gitlab-Token`) that proves to know
 * the secret. Throws not_allowed when it does not, invalid_request when it cannot be read.
 */
export const readDelivery = (headers: IncomingHttpHeaders, body: Buffer, secret: string): Delivery => {
  if (headers["x-github-event"] === undefined && headers["x-gitlab-event"] === undefined)
    throw new Problem("invalid_request", "Neither X-GitHub-Event nor X-Gitlab-Event says what this is.");
  if (secret === "" || !isProven(headers, body, secret))
    throw new Problem("not_allowed", "The delivery does not prove that it knows the webhook's secret.", {
      hint: "Enter the same secret at the webhook and in Sextant.",
    });
  const key = textOf(headers, "x-github-delivery") || textOf(headers, "x-gitlab-event-uuid");
  return { events: eventsOf(headers, body), key: key === "" ? null : `webhook ${key}`.slice(0, 200) };
};
