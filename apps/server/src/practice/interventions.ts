import type { Catalog } from "@sextant/model/definition/catalog";
import {
  type Intervention,
  type InterventionBody,
  type InterventionChange,
  mayFollow,
} from "@sextant/model/practice/intervention";
import { Problem } from "@sextant/model/problem/problem";
import { newId } from "../store/id.ts";
import {
  insertIntervention,
  interventionById,
  type KeptIntervention,
  listInterventions,
  updateIntervention,
} from "../store/intervention.ts";
import type { Practice } from "./practice.ts";
import { nameOf, type PracticeServices, readExpected, requireKpi, requirePerson, today } from "./services.ts";

/** Interventions answered at once. */
const most = 2000;

const shown = (intervention: KeptIntervention, catalog: Catalog): Intervention => {
  const kpi = catalog.kpis.get(intervention.kpi);
  const metric = kpi && catalog.metrics.get(kpi.metric);
  return {
    ...intervention,
    ownerLabel: nameOf(catalog, intervention.owner),
    kpiLabel: kpi?.label ?? metric?.label ?? intervention.kpi,
  };
};

const given = <T extends object>(change: T): Partial<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>;

const changed = (
  before: KeptIntervention,
  { revision, ...change }: InterventionChange,
  day: string,
  at: number,
): KeptIntervention => {
  const conflict = (why: string, hint: string): Problem => new Problem("conflict", why, { hint });
  if (revision !== before.revision)
    throw conflict("Somebody else has changed it in the meantime.", "Load it again; your change was not kept.");
  const state = change.state ?? before.state;
  if (!mayFollow(before.state, state))
    throw conflict(`It is ${before.state} and cannot become ${state}.`, "Make a new intervention for another try.");
  const starts = change.starts ?? before.starts ?? (state === "done" ? day : null);
  if (starts !== null && starts > day && state === "done")
    throw new Problem("invalid_request", `It cannot be done before it starts on ${starts}.`, {
      hint: `Today is ${day}; say "running", or correct the day.`,
    });
  return { ...before, ...given(change), state, starts, revision: revision + 1, updatedAt: at };
};

/** Refuses an amount that is no amount of the KPI's unit, or none at all. */
const requireAmount = (body: InterventionBody, catalog: Catalog): void => {
  const reading = readExpected(body, catalog);
  if (reading === null || (reading.ok && reading.value > 0)) return;
  throw new Problem(
    "invalid_request",
    reading.ok ? "The amount bet on is above 0; the direction says which way." : reading.message,
    {
      hint: reading.ok ? "Leave it out to bet on the direction only." : reading.hint,
    },
  );
};

/** Interventions: bets on a KPI with an owner and a day they are due. */
export const interventionsOf = ({
  store,
  feed,
  definitions,
  now,
}: PracticeServices): Pick<Practice, "interventions" | "intervene" | "changeIntervention"> => {
  const keep = async (
    intervention: KeptIntervention,
    write: (transaction: Parameters<typeof insertIntervention>[0]) => Promise<void>,
  ): Promise<Intervention> => {
    const { id, kpi, state } = intervention;
    const event = await store.db.transaction().execute(async (transaction) => {
      await write(transaction);
      return feed.record(transaction, { type: "intervened", intervention: id, kpi, state });
    });
    feed.publish(event);
    return shown(intervention, definitions.state().catalog);
  };
  return {
    interventions: async ({ kpi, owner }) => {
      const { catalog } = definitions.state();
      return (await listInterventions(store, { kpi, owner, limit: most })).map((one) => shown(one, catalog));
    },
    intervene: async (body, author) => {
      const { catalog, versions } = definitions.state();
      requireKpi(catalog, body.kpi);
      requirePerson(catalog, body.owner);
      requireAmount(body, catalog);
      const guardrails = body.guardrails ?? catalog.kpis.get(body.kpi)?.guardrails ?? [];
      for (const guardrail of guardrails) requireKpi(catalog, guardrail);
      const { note = null, starts = null, decision = null, ...rest } = body;
      const at = now();
      const intervention: KeptIntervention = {
        ...rest,
        ...{ id: newId(), note, starts, decision, guardrails, author },
        definitionVersion: versions.get(`kpi:${body.kpi}`)?.version ?? 0,
        ...{ state: "planned", verdict: null, revision: 1, createdAt: at, updatedAt: at },
      };
      return keep(intervention, (transaction) => insertIntervention(transaction, intervention));
    },
    changeIntervention: async (id, change) => {
      const { catalog } = definitions.state();
      const before = await interventionById(store, id);
      if (before === null) throw new Problem("not_found", "There is no such intervention.");
      if (change.owner !== undefined) requirePerson(catalog, change.owner);
      const after = changed(before, change, today(catalog, now()), now());
      return keep(after, async (transaction) => {
        if (await updateIntervention(transaction, after)) return;
        throw new Problem("conflict", "Somebody else has changed it in the meantime.", {
          hint: "Load it again; your change was not kept.",
        });
      });
    },
  };
};
