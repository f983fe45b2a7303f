import type { Handlers, Rooms } from "./handler.ts";
import { accessHandlers, type CookieOptions } from "./handlers/access.ts";
import { type DataOptions, dataHandlers } from "./handlers/data.ts";
import { definitionHandlers } from "./handlers/definitions.ts";
import { entryHandlers } from "./handlers/entries.ts";
import { kpiHandlers } from "./handlers/kpis.ts";
import { operationHandlers } from "./handlers/operations.ts";
import { practiceHandlers } from "./handlers/practice.ts";
import { sourceHandlers } from "./handlers/sources.ts";
import type { Metrics } from "./metrics.ts";

/** A handler for every route; the compiler names a route that has none. */
export const handlersOf = (
  rooms: Rooms,
  options: { cookie: CookieOptions; data: DataOptions; metrics: Metrics; version: string },
): Handlers => ({
  ...operationHandlers(rooms, options.metrics, options.version),
  ...accessHandlers(rooms.access, options.cookie),
  ...kpiHandlers(rooms),
  ...definitionHandlers(rooms),
  ...entryHandlers(rooms),
  ...practiceHandlers(rooms),
  ...sourceHandlers(rooms),
  ...dataHandlers(rooms, options.data),
});
