import { randomBytes } from "node:crypto";
import fastifyCompress from "@fastify/compress";
import fastifyCookie from "@fastify/cookie";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyUnderPressure from "@fastify/under-pressure";
import { may } from "@sextant/model/access/may";
import { paths } from "@sextant/model/api/paths";
import { Problem, problems } from "@sextant/model/problem/problem";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import type { Ask } from "../ask/ask.ts";
import { handlersByReader } from "./audience/handlers.ts";
import { type Caller, type Recognition, recognise } from "./caller.ts";
import { bodyOf, problemOf } from "./fault.ts";
import type { Rooms } from "./handler.ts";
import type { WebhookSecret } from "./handlers/webhooks.ts";
import { secureHeaders } from "./headers.ts";
import { readJson } from "./json.ts";
import { openMetrics } from "./metrics.ts";
import { checkHost, isLoopback } from "./origin.ts";
import { register } from "./register.ts";
import { openStreams } from "./stream.ts";
import { readWebPage, sendPage, serveWeb, wantsPage } from "./web.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set before the body is read. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    routeId?: string;
  }
}

/** How the server is set up. */
export interface ServerOptions {
  rooms: Rooms;
  /** Answers as a person, or nobody in particular (null), may see them. */
  askTo: (reader: string | null) => Ask;
  logger: Logger;
  /** The address it will listen on. */
  host: string;
  port: number;
  /** Further host names it answers to, behind a reverse proxy on the same machine. */
  allowedHosts: readonly string[];
  /** Whether cookies are for HTTPS only, and HSTS is sent. */
  secure: boolean;
  /** Whether X-Forwarded-* of the nearest proxy are believed. */
  trustProxy: boolean;
  /** Folder of the built page. */
  webFolder: string;
  version: string;
  batchLimit?: number;
  /** Milliseconds a sender may stall within a body of rows. */
  stalledMs?: number;
  heartbeatMs?: number;
  /** Gives the secret of a webhook by its name; without it there are none. */
  webhookSecret?: WebhookSecret;
  requestsPerMinute?: number;
  longestLagMs?: number;
}

/** Ten thousand and more from one address within a minute is a flood, not an office behind one router. */
const defaultRequestsPerMinute = 60_000;
/** A question waits behind the ones before it; when the loop itself lags this much, another one only makes it worse. */
const defaultLongestLagMs = 3000;

/** Long enough for a large batch on a slow line, short enough that trickling senders do not pile up. */
const longestUploadMs = 600_000;

const traceIdOf = (request: { headers: Record<string, string | string[] | undefined> }): string => {
  const match = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(request.headers.traceparent ?? ""));
  return match?.[1] ?? randomBytes(16).toString("hex");
};

const isProbe = (url: string): boolean =>
  [paths.health.path, paths.ready.path, paths.metrics.path].some((path) => path === url);

const answerProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOf(error);
  if (problem.code === "internal") request.log.error({ err: problem.cause }, "internal error");
  else request.log.info({ code: problem.code, detail: problem.message }, "refused");
  const isBusy = problem.code === "overloaded" || problem.code === "query_too_slow";
  const retryAfter = problem.retryAfter ?? (isBusy ? 5 : undefined);
  if (problem.code === "timed_out") void reply.header("connection", "close");
  if (retryAfter !== undefined) void reply.header("retry-after", String(retryAfter));
  return reply
    .code(problems[problem.code].status)
    .header("cache-control", "no-store")
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(bodyOf(problem, request.id)));
};

const addPlugins = (app: FastifyInstance, options: ServerOptions): void => {
  void app.register(fastifyCookie);
  void app.register(fastifyCompress, { threshold: 1024, encodings: ["br", "gzip"], globalDecompression: false });
  void app.register(fastifyRateLimit, {
    global: true,
    max: options.requestsPerMinute ?? defaultRequestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { after }) =>
      new Problem("too_many_requests", `Too many attempts from this address; try again in ${after}.`),
  });
  void app.register(fastifyUnderPressure, {
    maxEventLoopDelay: options.longestLagMs ?? defaultLongestLagMs,
    // Infinity stands for "no sample yet", right after the process was held up once: that alone is no pressure.
    pressureHandler: async (request, _reply, _type, lag) => {
      if (lag !== Number.POSITIVE_INFINITY && !isProbe(request.url))
        throw new Problem("overloaded", "The server is busy; try again in a moment.");
    },
  });
};

/** Builds the HTTP door over the rooms; it neither listens nor starts anything. */
export const buildServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const { rooms } = options;
  const loggerInstance: FastifyBaseLogger = options.logger;
  const app = fastify({
    loggerInstance,
    genReqId: traceIdOf,
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 300 },
    requestTimeout: longestUploadMs,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    logController: new LogController({ disableRequestLogging: true }),
  });
  const page = readWebPage(options.webFolder);
  const metrics = openMetrics(rooms.feed);
  const streams = openStreams(rooms.feed);
  const cookie = {
    name: options.secure ? "__Host-sextant_session" : `sextant_session_${options.port}`,
    secure: options.secure,
  };
  const recognition: Recognition = {
    access: rooms.access,
    cookie: cookie.name,
    loopback: isLoopback(options.host),
    proxied: options.trustProxy || options.secure || options.allowedHosts.length > 0,
  };

  app.decorateRequest("caller");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, async (_request: FastifyRequest, body: Buffer) =>
    readJson(body),
  );
  app.setErrorHandler(answerProblem);
  app.addHook("onRequest", async (request, reply) => {
    void reply.header("x-trace-id", request.id);
    checkHost(request.host, options.host, options.allowedHosts);
    // A page may set X-Forwarded-Host, but not the Host its own name gives it.
    checkHost(request.headers.host ?? "", options.host, options.allowedHosts);
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.config.routeId ?? "page";
    metrics.answered(route, reply.statusCode, reply.elapsedTime / 1000);
    request.log.debug({ route, method: request.method, status: reply.statusCode, ms: reply.elapsedTime }, "answered");
  });
  app.addHook("preClose", async () => streams.endAll());
  await secureHeaders(app, page, options.secure);
  addPlugins(app, options);

  const stillAllowed = async (request: FastifyRequest): Promise<boolean> =>
    may((await recognise(request, recognition)).actor, "read", { type: "feed" });
  const data = {
    streams,
    stillAllowed,
    body: { bytes: options.batchLimit ?? 256 * 1024 * 1024, stalledMs: options.stalledMs ?? 30_000 },
    heartbeatMs: options.heartbeatMs ?? 15_000,
    webhookSecret: options.webhookSecret ?? (() => Promise.resolve(null)),
  };
  const handlersFor = handlersByReader(rooms, options.askTo, { cookie, data, metrics, version: options.version });
  void app.register(async (scope) => register(scope, handlersFor, recognition));
  if (page) serveWeb(app, page);
  app.setNotFoundHandler((request, reply) => {
    if (page && wantsPage(request)) return sendPage(reply, page);
    const hint = page === null && wantsPage(request) ? "The page has not been built: run npm run build." : undefined;
    throw new Problem(
      "not_found",
      `There is nothing at ${request.method} ${request.url.split("?")[0]?.slice(0, 200)}.`,
      hint ? { hint } : {},
    );
  });
  await app.ready();
  return app;
};
