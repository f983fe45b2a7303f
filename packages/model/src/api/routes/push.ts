import { z } from "zod";
import { webhookAnswerSchema } from "../answers/webhook.ts";
import type { Route } from "../route.ts";

/** The dataset the points land in; `metric_points` when not given. */
const pointsQuery = z.strictObject({ dataset: z.string().min(1).max(100).optional() });

/** What other systems push in forms of their own. */
export const pushRoutes = {
  otlpMetrics: {
    act: "land",
    tag: "data",
    summary: "Land metrics of OpenTelemetry (OTLP/HTTP), protobuf or JSON",
    query: pointsQuery,
    rawBody: ["application/x-protobuf", "application/json"],
    produces: "application/x-protobuf",
    success: 200,
  },
  remoteWrite: {
    act: "land",
    tag: "data",
    summary: "Land samples of a Prometheus remote write, version 1",
    query: pointsQuery,
    rawBody: ["application/x-protobuf"],
    produces: "text/plain",
    success: 204,
  },
  webhook: {
    act: "open",
    tag: "data",
    summary: "Land deployments, runs, merges and pushes GitHub or GitLab tell of; proven by the webhook's secret",
    params: z.object({ source: z.string().min(1).max(100) }),
    rawBody: ["application/json"],
    response: webhookAnswerSchema,
    success: 202,
  },
} as const satisfies Record<string, Route>;
