import { Readable } from "node:stream";
import type { RouteAnswer } from "@sextant/model/api/client";
import { paths, type RouteId } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendCached, sendFile, sendValue } from "./answer.ts";
import { type Caller, type Recognition, recognise } from "./caller.ts";
import { parsePart } from "./fault.ts";
import { guard } from "./guard.ts";
import type { Call, Handlers, Outcome } from "./handler.ts";

const mebibyte = 1024 * 1024;

/** Largest JSON body by act: definitions may be a whole workspace folder, the rest are forms and questions. */
const bodyLimitOf = (act: Route["act"]): number => (act === "define" ? 16 * mebibyte : mebibyte);

/** The handler table with the tie between a route and its handler's types forgotten; `register` keeps it by name. */
type Untied = Record<RouteId, (call: Call<RouteId>) => Outcome<RouteId> | Promise<Outcome<RouteId>>>;

const send = async (
  id: RouteId,
  outcome: Outcome<RouteId>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  if ("cached" in outcome) return sendCached(request, reply, outcome.cached);
  if ("file" in outcome) return sendFile(request, reply, outcome.file);
  if ("value" in outcome) {
    const value: RouteAnswer<RouteId> = outcome.value;
    return sendValue(request, reply, value, outcome.status ?? routes[id].success);
  }
  void reply.code(routes[id].success).header("cache-control", "no-store");
  if ("text" in outcome) return reply.type(outcome.type).send(outcome.text);
  if ("bytes" in outcome) return reply.type(outcome.type).send(Buffer.from(outcome.bytes));
  return reply.type("text/event-stream; charset=utf-8").header("x-accel-buffering", "no").send(outcome.stream);
};

/** Hands the body over as the stream it is, for routes that take other media types than JSON. */
const takeRaw = (app: FastifyInstance, mediaTypes: readonly string[]): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...mediaTypes], (_request, payload, done) => done(null, payload));
};

const registerOne = (
  app: FastifyInstance,
  id: RouteId,
  handlersFor: (caller: Caller) => Untied,
  recognition: Recognition,
): void => {
  const { method, path } = paths[id];
  const route: Route = routes[id];
  if (route.rawBody) takeRaw(app, route.rawBody);
  app.route({
    // A stream has no end to measure, so it alone does not answer HEAD.
    method: method === "GET" && route.produces !== "text/event-stream" ? ["GET", "HEAD"] : method,
    url: path,
    bodyLimit: route.rawBody ? Number.MAX_SAFE_INTEGER : bodyLimitOf(route.act),
    config: {
      routeId: id,
      ...(route.attemptsPerMinute ? { rateLimit: { max: route.attemptsPerMinute, timeWindow: 60_000 } } : {}),
    },
    // Before the body is read: who may not call does not get to send.
    preParsing: async (request, _reply, payload) => {
      request.caller = await recognise(request, recognition);
      guard(id, request, request.caller);
      return payload;
    },
    handler: async (request, reply) => {
      const call = {
        params: parsePart("params", route.params, request.params),
        query: parsePart("query", route.query, request.query),
        body: request.body instanceof Readable ? undefined : parsePart("body", route.body, request.body),
        caller: request.caller,
        request,
        reply,
      };
      return send(id, await handlersFor(request.caller)[id](call as Call<RouteId>), request, reply);
    },
  });
};

/** Puts every route of the table on the server: guard, schemas, handler, answer. */
export const register = (
  app: FastifyInstance,
  handlersFor: (caller: Caller) => Handlers,
  recognition: Recognition,
): void => {
  for (const id of Object.keys(paths) as RouteId[]) {
    // Each in its own scope, so that one route's body parsers are not another's.
    void app.register(async (scope) =>
      registerOne(scope, id, handlersFor as unknown as (caller: Caller) => Untied, recognition),
    );
  }
};
