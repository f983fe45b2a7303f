import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import { metricSchema } from "@sextant/model/metric/metric";
import { Problem } from "@sextant/model/problem/problem";
import { changesBetween, meantFields } from "@sextant/semantic/version/canonical-fields";
import { type DefinitionVersion, versionsOf } from "../store/definition.ts";
import type { Core } from "./core.ts";
import type { Definitions } from "./definitions.ts";

type Version = DictionaryPage["history"][number];

const shown = (row: DefinitionVersion, before: DefinitionVersion | undefined): Version => ({
  version: row.version,
  hash: row.hash,
  by: { kind: row.by_kind, id: row.by_id, name: row.applied_by, at: row.applied_at },
  fields: before === undefined ? [] : changesBetween(before.canonical, row.canonical),
});

/** Opens the past of definitions: what every version meant is kept as its canonical text. */
export const openHistory = (core: Core): Pick<Definitions, "history" | "atVersion"> => ({
  history: async (type, id) => {
    const { catalog } = core.state();
    const formerly = (type === "kpi" ? catalog.kpis : catalog.metrics).get(id)?.formerly ?? [];
    const rows = await versionsOf(core.store.db, type, id);
    for (const former of formerly) rows.push(...(await versionsOf(core.store.db, type, former)));
    return rows.map((row, index) => shown(row, rows[index + 1]));
  },
  atVersion: async (id, version) => {
    const { catalog } = core.state();
    const now = catalog.metrics.get(id);
    const row = (await versionsOf(core.store.db, "metric", id)).find((one) => one.version === version);
    const then =
      row === undefined || now === undefined
        ? null
        : metricSchema.safeParse({ label: now.label, ...meantFields(row.canonical) });
    if (now === undefined || then === null || !then.success)
      throw new Problem(
        "not_found",
        `There is no version ${version} of the metric ${JSON.stringify(id.slice(0, 80))} that can be computed.`,
      );
    return { ...catalog, metrics: new Map(catalog.metrics).set(id, then.data) };
  },
});
