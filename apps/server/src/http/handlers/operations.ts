import type { Handlers, Rooms } from "../handler.ts";
import type { Metrics } from "../metrics.ts";
import { openApiDocument } from "../openapi.ts";

type OperationRoutes = "health" | "ready" | "metrics" | "openapi";

/** Handlers for whoever runs the server. */
export const operationHandlers = (
  { ready }: Rooms,
  metrics: Metrics,
  version: string,
): Pick<Handlers, OperationRoutes> => {
  const document = openApiDocument(version);
  return {
    health: () => ({ value: { status: "ok" } }),
    ready: () => (ready() ? { value: { status: "ready" } } : { value: { status: "starting" }, status: 503 }),
    metrics: async () => ({ text: await metrics.text(), type: metrics.type }),
    openapi: () => ({ value: document }),
  };
};
