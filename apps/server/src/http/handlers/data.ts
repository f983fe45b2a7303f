import { Problem } from "@sextant/model/problem/problem";
import type { FastifyRequest } from "fastify";
import type { LandFormat } from "../../intake/intake.ts";
import { authorOf } from "../author.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";
import type { Streams } from "../stream.ts";
import { type BodyLimits, codingOf, unpacked } from "../unpack.ts";
import type { WebhookSecret } from "./webhooks.ts";

type DataRoutes = "datasets" | "ingest" | "feed";

/** Limits of what is taken in and sent out. */
export interface DataOptions {
  streams: Streams;
  body: BodyLimits;
  webhookSecret: WebhookSecret;
  heartbeatMs: number;
  /** Asks again whether the caller of a long-lived stream may still read. */
  stillAllowed(request: FastifyRequest): Promise<boolean>;
}

const formats: Record<string, LandFormat> = {
  "application/x-ndjson": "ndjson",
  "application/json": "json",
  "text/csv": "csv",
};

const formatOf = (request: FastifyRequest): LandFormat => {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const format = formats[type];
  if (format) return format;
  throw new Problem("unsupported_format", "Rows arrive as application/x-ndjson, application/json or text/csv.");
};

const batchKeyOf = (request: FastifyRequest): string | null => {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key !== "string" || key.length === 0 || key.length > 200)
    throw new Problem("invalid_request", "The Idempotency-Key is one text of 1 to 200 characters.");
  return key;
};

const lastSeenOf = (request: FastifyRequest): number | null => {
  const text = request.headers["last-event-id"];
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : null;
};

const nameOf = ({ actor }: Caller): string => (actor.kind === "anonymous" ? "" : `${actor.kind} ${actor.id}`);

/** Facts as a caller may hear them: another person's own is nobody else's to hear, whatever is defined. */
const heardOf = (rooms: Rooms, caller: Caller): Rooms["heard"] => {
  const { catalog } = rooms.definitions.state();
  const me = caller.alone || caller.actor.kind === "anonymous" ? null : authorOf(caller, catalog).person;
  return (event) => (event.type === "personal" && !caller.alone && event.person !== me ? null : rooms.heard(event));
};

/** Handlers of data coming in and news going out. */
export const dataHandlers = (rooms: Rooms, options: DataOptions): Pick<Handlers, DataRoutes> => ({
  datasets: () => ({ value: rooms.intake.list(rooms.definitions.state().catalog) }),
  ingest: async ({ params, query, request }) => {
    const dataset = rooms.definitions.state().catalog.datasets.get(params.dataset);
    if (!dataset) throw new Problem("not_found", `There is no dataset ${JSON.stringify(params.dataset)}.`);
    const landing = { atomic: query.atomic === "true", batchKey: batchKeyOf(request) };
    const body = unpacked(request.body, codingOf(request), options.body);
    return { value: await rooms.intake.land(dataset, body, formatOf(request), landing) };
  },
  feed: ({ request, caller }) => ({
    stream: options.streams.open({
      caller: nameOf(caller),
      lastSeen: lastSeenOf(request),
      stillAllowed: () => options.stillAllowed(request),
      heartbeatMs: options.heartbeatMs,
      heard: heardOf(rooms, caller),
    }),
  }),
});
