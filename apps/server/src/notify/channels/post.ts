import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Guard } from "./address.ts";
import { answerWithin, type Sent } from "./channel.ts";

/** Bytes of an answer that are looked at. */
const mostBytes = 2000;

interface Reply {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

const send = async (url: URL, body: string, headers: Record<string, string>, guard: Guard): Promise<Reply> => {
  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  const { address, family } = await guard(url.hostname, port);
  return new Promise((resolve, reject) => {
    const request = (isTls ? httpsRequest : httpRequest)(
      url,
      {
        method: "POST",
        // The connection goes to the address that was checked, whatever the name means by then.
        lookup: (_host, options, done) =>
          options.all === true ? done(null, [{ address, family }]) : done(null, address, family),
        signal: AbortSignal.timeout(answerWithin),
        headers: {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "user-agent": "Sextant",
          ...headers,
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          if (text.length < mostBytes) text += chunk.slice(0, mostBytes - text.length);
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"], text }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });
};

const isTemporary = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;

const outcomeOf = ({ status, retryAfter, text }: Reply): Sent => {
  if (status >= 200 && status < 300) return { kind: "sent", detail: `answered ${status}` };
  if (status >= 300 && status < 400)
    return { kind: "refused", detail: `answered ${status}: redirects are not followed` };
  const detail = `answered ${status}${text === "" ? "" : `: ${text.slice(0, 200)}`}`;
  if (!isTemporary(status)) return { kind: "refused", detail };
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && seconds > 0
    ? { kind: "later", detail, after: seconds * 1000 }
    : { kind: "later", detail };
};

/** What an error of a connection means, without the address it went to, which may be a secret. */
const failureOf = (error: unknown): Sent => {
  if (!(error instanceof Error)) return { kind: "later", detail: "the connection failed" };
  if (error.name === "TimeoutError" || error.name === "AbortError")
    return { kind: "later", detail: `no answer within ${answerWithin / 1000} s` };
  if (error.message.includes("SEXTANT_INTERNAL_HOSTS")) return { kind: "refused", detail: error.message };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return { kind: "later", detail: code === "" ? "the connection failed" : `the connection failed: ${code}` };
};

/** Posts JSON to an address that may be reached, following nothing. */
export const postJson = async (
  address: string,
  body: object | string,
  { headers = {}, guard }: { headers?: Record<string, string>; guard: Guard },
): Promise<Sent> => {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    return { kind: "refused", detail: "the address is no http(s) URL" };
  try {
    return outcomeOf(await send(url, typeof body === "string" ? body : JSON.stringify(body), headers, guard));
  } catch (error) {
    return failureOf(error);
  }
};
