import { ApiProblem, createClient, type Send } from "@sextant/model/api/client";

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

/** The typed client of this page: same origin, session cookie, CSRF token; throws ApiProblem. */
export const call = createClient(
  "",
  send,
  (): Record<string, string> => (csrfToken === null ? {} : { "x-csrf-token": csrfToken }),
);
