import type { Handlers, Rooms } from "./handler.ts";
import { accessHandlers, type CookieOptions } from "./handlers/access.ts";
import { alertHandlers } from "./handlers/alerts.ts";
import { auditHandlers } from "./handlers/audit.ts";
import { type DataOptions, dataHandlers } from "./handlers/data.ts";
import { definitionHandlers } from "./handlers/definitions.ts";
import { entryHandlers } from "./handlers/entries.ts";
import { governanceHandlers } from "./handlers/governance.ts";
import { kpiHandlers } from "./handlers/kpis.ts";
import { libraryHandlers } from "./handlers/library.ts";
import { objectiveHandlers } from "./handlers/objectives.ts";
import { operationHandlers } from "./handlers/operations.ts";
import { overrideHandlers } from "./handlers/overrides.ts";
import { ownDataHandlers } from "./handlers/own-data.ts";
import { personalHandlers } from "./handlers/personal.ts";
import { pointHandlers } from "./handlers/points.ts";
import { practiceHandlers } from "./handlers/practice.ts";
import { reviewHandlers } from "./handlers/reviews.ts";
import { sourceHandlers } from "./handlers/sources.ts";
import { webhookHandlers } from "./handlers/webhooks.ts";
import type { Metrics } from "./metrics.ts";

/** What handlers need beside the rooms. */
export interface HandlerOptions {
  cookie: CookieOptions;
  data: DataOptions;
  metrics: Metrics;
  version: string;
}

/** A handler for every route; the compiler names a route that has none. */
export const handlersOf = (rooms: Rooms, options: HandlerOptions): Handlers => ({
  ...operationHandlers(rooms, options.metrics, options.version),
  ...accessHandlers(rooms.access, options.cookie),
  ...kpiHandlers(rooms),
  ...overrideHandlers(rooms),
  ...definitionHandlers(rooms),
  ...governanceHandlers(rooms),
  ...entryHandlers(rooms),
  ...practiceHandlers(rooms),
  ...reviewHandlers(rooms),
  ...objectiveHandlers(rooms),
  ...personalHandlers(rooms),
  ...alertHandlers(rooms),
  ...sourceHandlers(rooms),
  ...dataHandlers(rooms, options.data),
  ...libraryHandlers(rooms),
  ...auditHandlers(rooms),
  ...ownDataHandlers(rooms),
  ...pointHandlers(rooms, options.data.body),
  ...webhookHandlers(rooms, options.data),
});
