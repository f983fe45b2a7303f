import type { z } from "zod";
import type { ProblemBody } from "./answers/finding.ts";
import { paths, type RouteId } from "./paths.ts";
import type { Routes } from "./routes.ts";

type InputOf<R, K extends string> = R extends { [P in K]: infer S extends z.ZodType }
  ? { [P in K]: z.input<S> }
  : unknown;
/** What a route takes: `params`, `query` and `body` as far as it has them. */
export type RouteInput<Id extends RouteId> = InputOf<Routes[Id], "params"> &
  Partial<InputOf<Routes[Id], "query">> &
  InputOf<Routes[Id], "body">;
/** The JSON a route answers. */
export type RouteAnswer<Id extends RouteId> = Routes[Id] extends { response: infer S extends z.ZodType }
  ? z.output<S>
  : never;

interface Reply {
  ok: boolean;
  status: number;
  text(): Promise<string>;
}
/** The one effect of the client, so that browser, CLI and tests bring their own `fetch`. */
export type Send = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignalLike },
) => Promise<Reply>;
/** What of an AbortSignal is passed on. */
export type AbortSignalLike = object;

/** A problem answered by the server, as an error. */
export class ApiProblem extends Error {
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = "ApiProblem";
    this.body = body;
  }
}

/** The problem in an answer that is no success, whoever sent it. */
export const problemFrom = (status: number, text: string): ProblemBody => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && "code" in body && "detail" in body) return body as ProblemBody;
  } catch {
    // Not JSON: a proxy or another server answered; its first words are all there is to show.
  }
  return {
    type: "about:blank",
    title: "Unexpected answer",
    status,
    detail: text.slice(0, 200) || `HTTP ${status}`,
    code: "internal",
  };
};

const urlOf = (
  base: string,
  path: string,
  input: { params?: Record<string, string>; query?: Record<string, unknown> },
): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ""));
  const pairs = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined);
  const query = pairs
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
  return base + filled + (query === "" ? "" : `?${query}`);
};

export type Client = <Id extends RouteId>(
  id: Id,
  input: RouteInput<Id>,
  signal?: AbortSignalLike,
) => Promise<RouteAnswer<Id>>;

/** A typed client over the route table; throws ApiProblem for every answer that is not a success. */
export const createClient =
  (base: string, send: Send, headers: () => Record<string, string> = () => ({})): Client =>
  async (id, input, signal) => {
    const { method, path } = paths[id];
    const parts = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };
    const body = parts.body === undefined ? {} : { body: JSON.stringify(parts.body) };
    const type: Record<string, string> = parts.body === undefined ? {} : { "content-type": "application/json" };
    const reply = await send(urlOf(base, path, parts), {
      method,
      headers: { accept: "application/json", ...type, ...headers() },
      ...body,
      ...(signal ? { signal } : {}),
    });
    const text = await reply.text();
    if (!reply.ok) throw new ApiProblem(problemFrom(reply.status, text));
    return JSON.parse(text) as never;
  };
