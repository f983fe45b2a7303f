import type { Effect } from "@sextant/model/api/answers/effect";
import type { FindingsAnswer } from "@sextant/model/api/answers/finding";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import type { Handlers, Rooms } from "../handler.ts";

type DefinitionRoutes =
  | "findings"
  | "planDefinitions"
  | "applyDefinitions"
  | "acknowledgeDrift"
  | "exportDefinitions"
  | "folderChanges";

/** How many findings there are of each severity. */
export const countedBySeverity = (findings: readonly Finding[]): FindingsAnswer["counts"] => {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
};

/** What some definitions would do to past numbers; a busy server says so instead of losing the plan. */
const effectOf = async (ask: Rooms["ask"], catalog: Catalog, inForce: Catalog): Promise<Effect> => {
  try {
    return await ask.effect(catalog);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const leftOut = [`The numbers were not compared: ${error.message}`];
    return { now: 0, timeZone: inForce.calendar.timeZone, series: [], kpis: [], dashboards: [], leftOut };
  }
};

/** Handlers of the definitions; applying also loads what the changed datasets read, and forgets the answers that rest on them. */
export const definitionHandlers = ({
  definitions,
  intake,
  ask,
  readFolder,
}: Rooms): Pick<Handlers, DefinitionRoutes> => ({
  findings: () => {
    const { findings, checkedAt } = definitions.state();
    return { value: { findings: [...findings], counts: countedBySeverity(findings), checkedAt } };
  },
  planDefinitions: async ({ body }) => {
    const { catalog, changes, findings } = await definitions.plan(body.files, body.prune);
    const wanted = body.effect && catalog !== null;
    const effect = wanted ? await effectOf(ask, catalog, definitions.state().catalog) : null;
    return { value: { changes, findings, effect } };
  },
  folderChanges: async ({ query }) => {
    const folder = readFolder();
    const { catalog, changes, findings } = await definitions.plan(folder.files, true);
    const wanted = query.effect === "true" && catalog !== null && changes.length > 0;
    const effect = wanted ? await effectOf(ask, catalog, definitions.state().catalog) : null;
    return { value: { changes, findings: [...folder.findings, ...findings], effect, files: folder.files } };
  },
  applyDefinitions: async ({ body, caller: { actor } }) => {
    const by = actor.kind === "anonymous" ? actor.kind : actor.name;
    const { answer, changedDatasets } = await definitions.apply(body.files, body.prune, by);
    const { catalog } = definitions.state();
    await intake.prepare(catalog);
    const results = changedDatasets.length === 0 ? [] : await intake.load(catalog, changedDatasets);
    ask.invalidate([...catalog.datasets.keys()]);
    const loaded = results.filter((result) => result.loaded).map(({ dataset, rows }) => ({ dataset, rows }));
    return { value: { ...answer, loaded } };
  },
  acknowledgeDrift: async ({ body }) => ({ value: { acknowledged: await definitions.acknowledge(body.ids) } }),
  exportDefinitions: async () => ({ value: await definitions.export() }),
});
