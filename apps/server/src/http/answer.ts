import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Cached } from "../ask/ask.ts";

type Encoding = "br" | "gzip";

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);
/** Shorter answers fit in one packet anyway. */
const worthCompressing = 1024;

const compressors: Record<Encoding, (text: string) => Promise<Buffer>> = {
  // Quality 5: within a few percent of the best at a tenth of its time.
  br: (text) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (text) => deflate(text),
};

const compressed: Record<Encoding, WeakMap<Cached, Promise<Buffer>>> = { br: new WeakMap(), gzip: new WeakMap() };

const encodingOf = (request: FastifyRequest): Encoding | null => {
  const accepted = String(request.headers["accept-encoding"] ?? "");
  if (/\bbr\b(?!;q=0(\.0*)?(,|$))/.test(accepted)) return "br";
  return /\bgzip\b(?!;q=0(\.0*)?(,|$))/.test(accepted) ? "gzip" : null;
};

const once = (cached: Cached, encoding: Encoding): Promise<Buffer> => {
  const known = compressed[encoding].get(cached);
  if (known) return known;
  const made = compressors[encoding](cached.json);
  compressed[encoding].set(cached, made);
  return made;
};

const isKnown = (request: FastifyRequest, etag: string): boolean =>
  (request.headers["if-none-match"] ?? "").split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, "") === etag);

/** Sends JSON made earlier: 304 when the caller has it, else compressed once and for all who ask. */
export const sendCached = async (
  request: FastifyRequest,
  reply: FastifyReply,
  cached: Cached,
): Promise<FastifyReply> => {
  void reply.header("etag", cached.etag).header("cache-control", "private, no-cache").header("vary", "accept-encoding");
  if (isKnown(request, cached.etag)) return reply.code(304).send();
  void reply.type("application/json; charset=utf-8");
  const encoding = cached.json.length < worthCompressing ? null : encodingOf(request);
  if (encoding === null) return reply.send(cached.json);
  return reply.header("content-encoding", encoding).send(await once(cached, encoding));
};

/** Sends a JSON value; a GET carries an entity tag, and 304 when the caller has it. */
export const sendValue = (
  request: FastifyRequest,
  reply: FastifyReply,
  value: unknown,
  status: number,
): FastifyReply => {
  const json = JSON.stringify(value);
  void reply.code(status).type("application/json; charset=utf-8");
  if (request.method !== "GET" || status !== 200) return reply.header("cache-control", "no-store").send(json);
  const etag = `"${createHash("sha256").update(json).digest("base64url").slice(0, 22)}"`;
  void reply.header("etag", etag).header("cache-control", "private, no-cache");
  return isKnown(request, etag) ? reply.code(304).send() : reply.send(json);
};

/** Sends a file under its name; 304 when the caller has it. */
export const sendFile = (
  request: FastifyRequest,
  reply: FastifyReply,
  { file, type, etag, name }: { file: string | Uint8Array; type: string; etag: string; name: string },
): FastifyReply => {
  void reply.header("etag", etag).header("cache-control", "private, no-cache");
  if (isKnown(request, etag)) return reply.code(304).send();
  void reply.type(type).header("content-disposition", `attachment; filename="${name}"`);
  return reply.send(typeof file === "string" ? file : Buffer.from(file));
};
