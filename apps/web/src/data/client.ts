import { ApiProblem, createClient, problemFrom, type RouteAnswer, type Send } from "@sextant/model/api/client";
import { paths } from "@sextant/model/api/paths";

let csrfToken: string | null = null;

/** Keeps the token that every changing request carries; it comes with the session answer. */
export const rememberCsrfToken = (token: string | null): void => {
  csrfToken = token;
};

const unreachable = (): ApiProblem =>
  new ApiProblem({
    type: "about:blank",
    title: "The server cannot be reached",
    status: 503,
    detail: "Sextant does not answer at this address.",
    code: "server_unreachable",
    hint: "Check that it is running (npm start) and that this computer is online. This page tries again by itself.",
  });

const send: Send = async (url, { signal, ...init }) => {
  try {
    return await fetch(url, {
      ...init,
      credentials: "same-origin",
      signal: signal instanceof AbortSignal ? signal : null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
};

const proof = (): Record<string, string> => (csrfToken === null ? {} : { "x-csrf-token": csrfToken });

/** The typed client of this page: same origin, session cookie, CSRF token; throws ApiProblem. */
export const call = createClient("", send, proof);

/** Uploads a file as it is; throws ApiProblem. */
export const upload = async (file: File): Promise<RouteAnswer<"upload">> => {
  const { method, path } = paths.upload;
  const reply = await fetch(`${path}?name=${encodeURIComponent(file.name)}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/octet-stream", ...proof() },
    credentials: "same-origin",
    body: file,
  }).catch(() => {
    throw unreachable();
  });
  const text = await reply.text();
  if (!reply.ok) throw new ApiProblem(problemFrom(reply.status, text));
  return JSON.parse(text) as RouteAnswer<"upload">;
};
