import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { hasPersonal, proposedTo, visibleTo } from "@sextant/semantic/privacy/visible";
import { findReceipt, type KeptReceipt } from "../store/receipt.ts";
import type { Ask, InForce } from "./ask.ts";
import { type AskServices, openAsk } from "./room.ts";

/** Answers for everybody: the whole for the server itself, and for each reader what that reader may see (P5). */
export interface Audiences {
  whole: Ask;
  /** Answers made from the definitions a person, or nobody in particular, may see: what they may not see does not exist. */
  to(reader: string | null): Ask;
}

/** Readers with personal KPIs whose answers are kept, and the bytes of answers kept of each. */
const mostReaders = 50;
const bytesEach = 4 * 1_048_576;

/** Whether what a finding or a place is about may be seen; `separator` parts type and id. */
const isSeen = (subject: string, separator: string, { kpis, metrics }: Catalog): boolean => {
  const [type, id = ""] = subject.split(separator);
  if (type === "kpi") return kpis.has(id);
  return type !== "metric" || metrics.has(id);
};

/** What is in force as far as a reader may see it. */
export const inForceTo = <T extends Pick<InForce, "catalog" | "findings" | "places">>(
  reader: string | null,
  state: T,
): T => {
  const catalog = visibleTo(reader, state.catalog);
  if (catalog === state.catalog) return state;
  return {
    ...state,
    catalog,
    findings: state.findings.filter(({ subject }) => subject === undefined || isSeen(subject, " ", catalog)),
    places: new Map([...state.places].filter(([key]) => isSeen(key, ":", catalog))),
  };
};

/** A receipt may be seen by whoever may see every metric its rows are of: the hash of the others would confirm a guess. */
const mayOpen = ({ receipt }: KeptReceipt, whole: Catalog, view: Catalog): boolean =>
  !hasPersonal(whole) || receipt.definitions.every(({ type, id }) => type !== "metric" || view.metrics.has(id));

/** Opens the room that answers, for the server and for every reader. */
export const openAudiences = (services: AskServices): Audiences => {
  const { store, definitions } = services;
  const base = openAsk(services);
  const readers = new Map<string, Ask>();
  const everyone = (): Ask[] => [base, ...readers.values()];
  const forAll: Pick<Ask, "remembered" | "invalidate"> = {
    remembered: () => {
      for (const ask of everyone()) ask.remembered();
    },
    invalidate: (datasets) => {
      for (const ask of everyone()) ask.invalidate(datasets);
    },
  };
  const opened = (reader: string | null): Ask => {
    const state = (): Omit<InForce, "drift"> => inForceTo(reader, definitions.state());
    const ask = openAsk({ ...services, definitions: { state }, cacheBytes: bytesEach });
    const checkReceipt = async (id: string): Promise<void> => {
      const whole = definitions.state().catalog;
      const kept = await findReceipt(store, id);
      if (kept === null || !mayOpen(kept, whole, visibleTo(reader, whole)))
        throw new Problem("not_found", `There is no receipt ${JSON.stringify(id.slice(0, 40))}.`);
    };
    const seen = (proposed: Catalog): Catalog => proposedTo(reader, proposed, definitions.state().catalog);
    return {
      ...ask,
      receipt: async (id) => {
        await checkReceipt(id);
        return ask.receipt(id);
      },
      verify: async (id) => {
        await checkReceipt(id);
        return ask.verify(id);
      },
      effect: (proposed) => ask.effect(seen(proposed)),
      gate: (proposed, id) => {
        const view = seen(proposed);
        if (!view.kpis.has(id))
          throw new Problem("not_allowed", `${id} rests on rows of single people, which only they may see.`);
        return ask.gate(view, id);
      },
      preview: (proposed, dashboard, at) => ask.preview(seen(proposed), dashboard, at),
    };
  };
  return {
    whole: { ...base, ...forAll },
    to: (reader) => {
      const name = reader === null ? "" : `person ${reader}`;
      const known = readers.get(name);
      if (known !== undefined) return { ...known, ...forAll };
      const ask = opened(reader);
      // The one who came first goes; the answers for everybody else stay, being first of all.
      const oldest = [...readers.keys()].find((key) => key !== "");
      if (readers.size >= mostReaders && oldest !== undefined) readers.delete(oldest);
      readers.set(name, ask);
      return { ...ask, ...forAll };
    },
  };
};
