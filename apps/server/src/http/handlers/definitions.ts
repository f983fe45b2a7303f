import { authorOf } from "@sextant/model/access/author";
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
export const effectOf = async (ask: Rooms["ask"], catalog: Catalog, inForce: Catalog): Promise<Effect> => {
  try {
    return await ask.effect(catalog);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const leftOut = [`The numbers were not compared: ${error.message}`];
    return { now: 0, timeZone: inForce.calendar.timeZone, series: [], kpis: [], dashboards: [], leftOut };
  }
};

/** Makes room for what an apply declared, reads the datasets that are new or mean something else, and forgets answers. */
export const loadChanged = async (
  { definitions, intake, ask }: Rooms,
  changedDatasets: readonly string[],
): Promise<{ dataset: string; rows: number }[]> => {
  const { catalog } = definitions.state();
  await intake.prepare(catalog);
  const results = changedDatasets.length === 0 ? [] : await intake.load(catalog, [...changedDatasets]);
  ask.invalidate([...catalog.datasets.keys()]);
  return results.filter((result) => result.loaded).map(({ dataset, rows }) => ({ dataset, rows }));
};

/** Handlers of the definitions; applying also loads what the changed datasets read, and forgets the answers that rest on them. */
export const definitionHandlers = (rooms: Rooms): Pick<Handlers, DefinitionRoutes> => {
  const { definitions, ask, readFolder } = rooms;
  return {
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
      const { answer, changedDatasets } = await definitions.apply(body.files, body.prune, authorOf(actor), body.force);
      return { value: { ...answer, loaded: await loadChanged(rooms, changedDatasets) } };
    },
    acknowledgeDrift: async ({ body }) => ({ value: { acknowledged: await definitions.acknowledge(body.ids) } }),
    exportDefinitions: async () => ({ value: await definitions.export() }),
  };
};
