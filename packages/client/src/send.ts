import type { SealedBatch } from "./queue.ts";

/** Where batches go. */
export interface Target {
  /** Address of the server, e.g. https://kpi.example.org. */
  url: string;
  dataset: string;
  /** API token that may land rows. */
  token?: string;
}

/** What became of one attempt. `retry` says in how many milliseconds at the earliest another one makes sense, when the server said so. */
export type Outcome =
  | { kind: "landed"; landed: number; refused: number; findings: readonly unknown[] }
  | { kind: "retry"; afterMs: number | null; why: string }
  | { kind: "too_large" }
  | { kind: "refused"; status: number; body: unknown };

/** Bytes from which on packing pays. */
const worthPacking = 1024;

const pack = async (text: string): Promise<{ body: string | ArrayBuffer; headers: Record<string, string> }> => {
  if (text.length < worthPacking || typeof CompressionStream === "undefined") return { body: text, headers: {} };
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(packed).arrayBuffer(), headers: { "content-encoding": "gzip" } };
};

const readBody = async (reply: Response): Promise<unknown> => {
  const text = await reply.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text.slice(0, 500);
    throw error;
  }
};

const retryAfterMs = (reply: Response): number | null => {
  const seconds = Number(reply.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
};

/** Statuses that pass by themselves: a missing or wrong token is put right by a person, the others by time. */
const passing = new Set([401, 403, 408, 429, 500, 502, 503, 504, 507]);

const numberIn = (body: unknown, name: string): number => {
  const value = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "number" ? value : 0;
};
const listIn = (body: unknown, name: string): readonly unknown[] => {
  const value = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return Array.isArray(value) ? value : [];
};

/** Sends a batch once; never throws: what the network throws is a reason to try again. */
export const sendOnce = async (target: Target, batch: SealedBatch, timeoutMs: number): Promise<Outcome> => {
  try {
    const { body, headers } = await pack(batch.text);
    const authorization: Record<string, string> =
      target.token === undefined ? {} : { authorization: `Bearer ${target.token}` };
    const reply = await fetch(`${target.url.replace(/\/+$/, "")}/v1/ingest/${encodeURIComponent(target.dataset)}`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", "idempotency-key": batch.key, ...headers, ...authorization },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = await readBody(reply);
    if (reply.ok) {
      const [landed, refused] = [numberIn(answer, "landed"), numberIn(answer, "refused")];
      return { kind: "landed", landed, refused, findings: listIn(answer, "findings") };
    }
    if (reply.status === 413) return { kind: "too_large" };
    if (passing.has(reply.status)) return { kind: "retry", afterMs: retryAfterMs(reply), why: `HTTP ${reply.status}` };
    return { kind: "refused", status: reply.status, body: answer };
  } catch (error) {
    return { kind: "retry", afterMs: null, why: error instanceof Error ? error.message : String(error) };
  }
};
