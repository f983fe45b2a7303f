import { randomBytes } from "node:crypto";
import type { WantedEdit } from "@sextant/model/api/answers/edits";
import { Problem } from "@sextant/model/problem/problem";
import { insertComment } from "../store/comment.ts";
import type { Core } from "./core.ts";
import type { Definitions } from "./definitions.ts";
import type { Editing } from "./editing.ts";

/** Opens demotion: one act that takes a KPI off the dashboards and keeps everything it was (K1). */
export const openDemotion = (core: Core, editing: Editing): Pick<Definitions, "demote"> => {
  const editOf = async (
    type: "kpi" | "dashboard",
    id: string,
    fields: Record<string, unknown>,
  ): Promise<WantedEdit> => ({
    type,
    id,
    base: (await editing.definition(type, id)).yaml,
    fields,
  });
  return {
    demote: (id, reason, by) =>
      core.inTurn(async () => {
        const { catalog } = core.state();
        const kpi = catalog.kpis.get(id);
        if (kpi === undefined) throw new Problem("not_found", `There is no KPI ${JSON.stringify(id.slice(0, 80))}.`);
        if (kpi.state === "archived") throw new Problem("conflict", `The KPI ${id} is archived already.`);
        const alone = [...catalog.dashboards.values()].find(({ kpis }) => kpis.length === 1 && kpis[0] === id);
        if (alone)
          throw new Problem("conflict", `It is the only KPI on the dashboard ${alone.label}.`, {
            hint: "Put another one on it, or delete the dashboard, and demote again.",
          });
        const edits = [await editOf("kpi", id, { state: "archived" })];
        for (const dashboard of catalog.dashboards.values())
          if (dashboard.kpis.includes(id))
            edits.push(await editOf("dashboard", dashboard.id, { kpis: dashboard.kpis.filter((one) => one !== id) }));
        const key = randomBytes(9).toString("base64url");
        return editing.applyNow(edits, by, async (transaction) => {
          const { kind, id: byId, name } = by;
          const text = `Demoted: ${reason}`;
          await insertComment(transaction, {
            type: "kpi",
            id,
            periodKey: null,
            version: null,
            key,
            text,
            by: { kind, id: byId, name },
            at: core.now(),
          });
          return [
            await core.feed.record(transaction, { type: "commented", comment: key, subject: `kpi:${id}`, by: name }),
          ];
        });
      }),
  };
};
