import { createWriteStream } from "node:fs";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { Problem } from "@sextant/model/problem/problem";
import { addressFor, type Resolve } from "./address.ts";
import { Unreachable } from "./connector.ts";

/** What a download may cost, and where it may go. */
export interface DownloadOptions {
  label: string;
  allowedHosts: readonly string[];
  /** Most bytes. */
  limit: number;
  signal: AbortSignal;
  resolve?: Resolve;
}

const mostRedirects = 5;
/** Milliseconds without a byte. */
const patience = 30_000;

const get = async (url: URL, options: DownloadOptions): Promise<IncomingMessage> => {
  const { address, family } = await addressFor(url, options.allowedHosts, options.resolve);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        // What was checked is what is connected to; the name still stands in Host and in the certificate.
        lookup: (_host, wanted, done) => {
          if (wanted.all === true) done(null, [{ address, family }]);
          else done(null, address, family);
        },
        agent: false,
        timeout: patience,
        signal: options.signal,
        headers: { "user-agent": "sextant", accept: "text/csv, application/json, text/plain, */*" },
      },
      resolve,
    );
    sent.on("timeout", () => sent.destroy(new Error("it does not answer in time")));
    sent.on("error", (error) => reject(new Unreachable(options.label, error.message, error)));
    sent.end();
  });
};

const follow = async (start: URL, options: DownloadOptions): Promise<IncomingMessage> => {
  let url = start;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const answer = await get(url, options);
    const { statusCode = 0, headers } = answer;
    if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return answer;
    answer.destroy();
    if (!URL.canParse(headers.location, url.href)) break;
    // Every hop is checked like the first; a secure address does not become an insecure one.
    const next = new URL(headers.location, url);
    if (url.protocol === "https:" && next.protocol !== "https:") break;
    url = next;
  }
  throw new Problem("source_unreadable", `${options.label}: the address only leads on.`, {
    hint: "Name the address it ends at.",
  });
};

/** Gets a URL into a file; answers its bytes. Throws source_unreadable, or too_large above the limit. */
export const download = async (url: URL, path: string, options: DownloadOptions): Promise<number> => {
  const answer = await follow(url, options);
  const { statusCode = 0 } = answer;
  if (statusCode >= 500 || statusCode === 429) {
    answer.destroy();
    throw new Unreachable(options.label, `it answers ${statusCode}`);
  }
  if (statusCode !== 200) {
    answer.destroy();
    throw new Problem("source_unreadable", `${options.label}: it answers ${statusCode}.`, {
      hint: "Check that the file is published for everyone who has the link.",
    });
  }
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > options.limit)
        throw new Problem("too_large", `${options.label} is larger than ${options.limit} bytes.`, {
          hint: "Publish a smaller part, or push the rows.",
        });
      yield chunk;
    }
  };
  try {
    await pipeline(counted, createWriteStream(path));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Unreachable(options.label, error instanceof Error ? error.message : "it broke off", error);
  }
  return bytes;
};
