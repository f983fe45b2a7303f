import type { FindingsAnswer } from "@sextant/model/api/answers/finding";
import type { Finding } from "@sextant/model/problem/finding";
import type { Handlers, Rooms } from "../handler.ts";

type DefinitionRoutes = "findings" | "planDefinitions" | "applyDefinitions" | "exportDefinitions";

const counted = (findings: readonly Finding[]): FindingsAnswer["counts"] => {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
};

/** Handlers of the definitions; applying also loads what the changed datasets read, and forgets the answers that rest on them. */
export const definitionHandlers = ({ definitions, intake, ask }: Rooms): Pick<Handlers, DefinitionRoutes> => ({
  findings: () => {
    const { findings, checkedAt } = definitions.state();
    return { value: { findings: [...findings], counts: counted(findings), checkedAt } };
  },
  planDefinitions: async ({ body }) => ({ value: await definitions.plan(body.files, body.prune) }),
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
  exportDefinitions: async () => ({ value: await definitions.export() }),
});
