import { z } from "zod";
import { workspaceAnswerSchema } from "../answers/workspace.ts";
import type { Route } from "../route.ts";

/** The process itself, the workspace and its feed. */
export const operationsRoutes = {
  health: {
    act: "open",
    tag: "operations",
    summary: "The process is alive",
    response: z.object({ status: z.literal("ok") }),
    success: 200,
  },
  ready: {
    act: "open",
    tag: "operations",
    summary: "Store and warehouse answer and definitions are loaded",
    response: z.object({ status: z.enum(["ready", "starting"]) }),
    success: 200,
  },
  metrics: {
    act: "read",
    tag: "operations",
    summary: "Prometheus metrics of the process",
    produces: "text/plain",
    success: 200,
  },
  openapi: {
    act: "open",
    tag: "operations",
    summary: "This API as OpenAPI 3.1",
    response: z.record(z.string(), z.unknown()),
    success: 200,
  },
  workspace: {
    act: "read",
    tag: "workspace",
    summary: "The workspace, its clock and calendar",
    response: workspaceAnswerSchema,
    success: 200,
  },
  feed: {
    act: "read",
    tag: "workspace",
    summary: "Server-sent events: what landed, was computed, was applied",
    produces: "text/event-stream",
    success: 200,
  },
} as const satisfies Record<string, Route>;
