import type { Catalog } from "@sextant/model/definition/catalog";
import type { Decision } from "@sextant/model/practice/decision";
import { Problem } from "@sextant/model/problem/problem";
import { insertDecision, type KeptDecision, latestDecisions } from "../store/decision.ts";
import { newId } from "../store/id.ts";
import type { Practice } from "./practice.ts";
import { nameOf, type PracticeServices, requireKpi, requirePerson, today } from "./services.ts";

/** Decisions answered at once. */
const most = 1000;

const shown = (decision: KeptDecision, catalog: Catalog): Decision => ({
  ...decision,
  ownerLabel: nameOf(catalog, decision.owner),
});

/** The decision log: what a review or an alert changed. Nothing in it is ever edited. */
export const decisionsOf = ({
  store,
  feed,
  definitions,
  now,
}: PracticeServices): Pick<Practice, "decisions" | "decide"> => ({
  decisions: async ({ kpi }) => {
    const { catalog } = definitions.state();
    return (await latestDecisions(store, { kpi, limit: most })).map((decision) => shown(decision, catalog));
  },
  decide: async (body, author) => {
    const { catalog } = definitions.state();
    const kpis = [...new Set(body.kpis)];
    for (const kpi of kpis) requireKpi(catalog, kpi);
    requirePerson(catalog, body.owner);
    const day = today(catalog, now());
    const { text, owner, on = day, origin, link = null } = body;
    if (on > day)
      throw new Problem("invalid_request", `${on} has not come yet.`, {
        hint: `A decision is written down on the day it is taken, or later; today is ${day}.`,
      });
    const decision: KeptDecision = { id: newId(), kpis, text, owner, on, origin, link, author, createdAt: now() };
    const event = await store.db.transaction().execute(async (transaction) => {
      await insertDecision(transaction, decision);
      return feed.record(transaction, { type: "decided", decision: decision.id, kpis });
    });
    feed.publish(event);
    return shown(decision, catalog);
  },
});
