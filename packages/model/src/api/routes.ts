import type { RouteId } from "./paths.ts";
import type { Route } from "./route.ts";
import { accessRoutes } from "./routes/access.ts";
import { dataRoutes } from "./routes/data.ts";
import { definitionsRoutes } from "./routes/definitions.ts";
import { kpisRoutes } from "./routes/kpis.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { practiceRoutes } from "./routes/practice.ts";
import { sourceRoutes } from "./routes/sources.ts";

/** Every route: OpenAPI, handlers, guards, typed client and tests read this table. */
export const routes = {
  ...operationsRoutes,
  ...accessRoutes,
  ...kpisRoutes,
  ...definitionsRoutes,
  ...dataRoutes,
  ...practiceRoutes,
  ...sourceRoutes,
} as const satisfies Record<RouteId, Route>;
export type Routes = typeof routes;
