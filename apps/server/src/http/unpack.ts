import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { Problem } from "@sextant/model/problem/problem";

/** Largest window a zstd body may ask for, as a power of two: 8 MB, what levels up to 19 use. */
const zstdWindow = 23;

/** How a body may be packed (RFC 9110 content codings), by name. */
const unpackers = {
  gzip: () => createGunzip(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindow } }),
};

/** The content coding a request says its body has. */
export const codingOf = ({ headers }: { headers: IncomingHttpHeaders }): string =>
  (headers["content-encoding"] ?? "identity").toLowerCase();

/** What is put up with from a sender. */
export interface BodyLimits {
  /** Most bytes, unpacked. */
  bytes: number;
  /** Milliseconds without a byte after which the sender is given up. */
  stalledMs: number;
}

const isUnpackFault = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  /^Z_|^ERR_BUFFER|^ZSTD_/.test(error.code);

const isPacking = (name: string): name is keyof typeof unpackers => Object.hasOwn(unpackers, name);

const within = async <T>(work: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Problem("timed_out", `Nothing more of the body came within ${milliseconds / 1000} s.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const open = (source: Readable, coding: string): Readable => {
  if (coding === "identity") return source;
  if (!isPacking(coding))
    throw new Problem("unsupported_format", "A body arrives as it is, or packed with gzip or zstd.");
  const body = source.pipe(unpackers[coding]());
  source.once("error", (error) => body.destroy(error));
  return body;
};

/**
 * The bytes of a body, unpacked. Throws too_large above the limit, timed_out when the sender stalls, invalid_request when it is
 * not packed as it says or ends in the middle, and unsupported_format.
 */
export async function* unpacked(source: unknown, coding: string, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  if (!(source instanceof Readable)) return;
  const body = open(source, coding);
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  let size = 0;
  let isWaiting = false;
  try {
    for (;;) {
      isWaiting = true;
      const next = await within(chunks.next(), limits.stalledMs);
      isWaiting = false;
      if (next.done === true) return;
      size += next.value.byteLength;
      if (size > limits.bytes)
        throw new Problem("too_large", `A batch holds at most ${limits.bytes} bytes.`, {
          hint: "Send the rows in several batches.",
        });
      yield next.value;
    }
  } catch (error) {
    if (!isUnpackFault(error)) throw error;
    throw new Problem("invalid_request", `The body is not whole, valid ${coding}.`, { cause: error });
  } finally {
    // What is left is read and dropped, or the next request on this connection would wait behind it for ever; nothing flows
    // while somebody still iterates. A sender that stalls is cut off instead: letting go would wait for it.
    if (!isWaiting) await chunks.return?.();
    if (body !== source) {
      source.unpipe();
      body.destroy();
    }
    source.resume();
  }
}

/** A whole unpacked body, as `unpacked`. */
export const wholeBody = async (source: unknown, coding: string, limits: BodyLimits): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of unpacked(source, coding, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
