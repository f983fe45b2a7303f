import type { Handlers, Rooms } from "../handler.ts";

type KpiRoutes =
  | "workspace"
  | "dashboards"
  | "dashboard"
  | "kpi"
  | "cohorts"
  | "dictionary"
  | "dictionaryPage"
  | "versionEffect"
  | "ask"
  | "receipt"
  | "verifyReceipt"
  | "verify";

/** Handlers that answer questions about KPIs: all of them read the one answer path (N6). */
export const kpiHandlers = ({ ask, definitions }: Rooms): Pick<Handlers, KpiRoutes> => ({
  workspace: () => ({ value: ask.workspace() }),
  dashboards: async () => ({ cached: await ask.dashboards() }),
  dashboard: async ({ params, query }) => ({ cached: await ask.dashboard(params.id, query) }),
  kpi: async ({ params, query }) => ({ cached: await ask.kpi(params.id, query) }),
  cohorts: async ({ params, query }) => ({ cached: await ask.cohorts(params.id, query) }),
  dictionary: async ({ query }) => ({ cached: await ask.dictionary(query) }),
  dictionaryPage: async ({ params, query }) => {
    const page = await ask.dictionaryPage(params.id, query.type);
    return { value: { ...page, history: await definitions.history(page.entry.type, page.entry.id) } };
  },
  versionEffect: async ({ params }) => ({
    value: await ask.effect(await definitions.atVersion(params.id, Number(params.version))),
  }),
  ask: async ({ body }) => ({ value: await ask.ask(body) }),
  receipt: async ({ params }) => ({ value: await ask.receipt(params.id) }),
  verify: async () => ({ value: await ask.verifyAll() }),
  verifyReceipt: async ({ params }) => ({ value: await ask.verify(params.id) }),
});
