import type { Handlers, Rooms } from "../handler.ts";

type KpiRoutes =
  | "workspace"
  | "dashboards"
  | "dashboard"
  | "kpi"
  | "cohorts"
  | "dictionary"
  | "ask"
  | "receipt"
  | "verifyReceipt"
  | "verify";

/** Handlers that answer questions about KPIs: all of them read the one answer path (N6). */
export const kpiHandlers = ({ ask }: Rooms): Pick<Handlers, KpiRoutes> => ({
  workspace: () => ({ value: ask.workspace() }),
  dashboards: async () => ({ cached: await ask.dashboards() }),
  dashboard: async ({ params, query }) => ({ cached: await ask.dashboard(params.id, query) }),
  kpi: async ({ params, query }) => ({ cached: await ask.kpi(params.id, query) }),
  cohorts: async ({ params, query }) => ({ cached: await ask.cohorts(params.id, query) }),
  dictionary: async () => ({ cached: await ask.dictionary() }),
  ask: async ({ body }) => ({ value: await ask.ask(body) }),
  receipt: async ({ params }) => ({ value: await ask.receipt(params.id) }),
  verify: async () => ({ value: await ask.verifyAll() }),
  verifyReceipt: async ({ params }) => ({ value: await ask.verify(params.id) }),
});
