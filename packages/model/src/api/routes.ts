import type { RouteId } from "./paths.ts";
import type { Route } from "./route.ts";
import { accessRoutes } from "./routes/access.ts";
import { alertsRoutes } from "./routes/alerts.ts";
import { auditRoutes } from "./routes/audit.ts";
import { dataRoutes } from "./routes/data.ts";
import { definitionsRoutes } from "./routes/definitions.ts";
import { governanceRoutes } from "./routes/governance.ts";
import { kpisRoutes } from "./routes/kpis.ts";
import { libraryRoutes } from "./routes/library.ts";
import { objectivesRoutes } from "./routes/objectives.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { ownDataRoutes } from "./routes/own-data.ts";
import { personalRoutes } from "./routes/personal.ts";
import { practiceRoutes } from "./routes/practice.ts";
import { pushRoutes } from "./routes/push.ts";
import { reviewsRoutes } from "./routes/reviews.ts";
import { sourceRoutes } from "./routes/sources.ts";

/** Every route: OpenAPI, handlers, guards, typed client and tests read this table. */
export const routes = {
  ...operationsRoutes,
  ...accessRoutes,
  ...kpisRoutes,
  ...definitionsRoutes,
  ...governanceRoutes,
  ...dataRoutes,
  ...practiceRoutes,
  ...reviewsRoutes,
  ...personalRoutes,
  ...alertsRoutes,
  ...objectivesRoutes,
  ...libraryRoutes,
  ...auditRoutes,
  ...ownDataRoutes,
  ...pushRoutes,
  ...sourceRoutes,
} as const satisfies Record<RouteId, Route>;
export type Routes = typeof routes;
