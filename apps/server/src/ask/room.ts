import { createHash } from "node:crypto";
import type { Catalog } from "@sextant/model/definition/catalog";
import { handleNow } from "@sextant/model/dictionary/handle";
import { Problem } from "@sextant/model/problem/problem";
import { pinnedInstant, workspaceNow } from "@sextant/model/workspace/now";
import type { Rollup } from "@sextant/semantic/rollup/rollup";
import { actedDays } from "../store/intervention.ts";
import type { Landings } from "../store/landing.ts";
import { type KeptReceipt, keepReceipt } from "../store/receipt.ts";
import { allStandings } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import type { Lane, Warehouse } from "../warehouse/warehouse.ts";
import { momentAsKnown, readKnown } from "./as-known.ts";
import type { Ask, Cached, InForce } from "./ask.ts";
import { openCache } from "./cache.ts";
import { answerCascade, answerWhatIf, type CascadeInput } from "./cascade.ts";
import { answerCohorts } from "./cohorts.ts";
import { answerDashboard, countFindings, datasetsBehind } from "./dashboard.ts";
import { answerDictionary } from "./dictionary.ts";
import { answerDictionaryPage } from "./dictionary-page.ts";
import { type DriftSource, rememberDrift } from "./drift.ts";
import { answerEffect, asInForce } from "./effect/effect.ts";
import { answerGate } from "./gate.ts";
import type { Gathering, KnownAnswer } from "./gather.ts";
import { gatherHistories } from "./histories.ts";
import { testIdentities } from "./identities.ts";
import { judgeEverything } from "./judgements.ts";
import { openKeptPeriods } from "./kept.ts";
import { answerKpi } from "./kpi-page.ts";
import { type Memory, noMemory, readMemory } from "./memory.ts";
import { isReplaced, type Moment, momentAt, takeMoment } from "./moment.ts";
import { answerOrganisation } from "./organisation.ts";
import { pastOf } from "./past.ts";
import { takeReceipt, verifyReceipt } from "./receipts.ts";
import { answerSeries } from "./series.ts";
import { answerKnownSeries } from "./series-as-known.ts";
import { answerVerification } from "./verify.ts";
import { weighedIn, wholesOf } from "./wholes.ts";

export interface AskServices {
  store: Store;
  warehouse: Warehouse;
  landings: Landings;
  definitions: { state(): Omit<InForce, "drift"> };
  drift: DriftSource;
  rollups: { usable(catalog: Catalog): readonly Rollup[] };
  /** Why datasets that could not be read could not, by id. */
  problems: () => ReadonlyMap<string, string>;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** Version of Sextant. */
  version: string;
  /** Bytes of answers kept; 64 MiB when not given. */
  cacheBytes?: number;
}

/** Bytes of answers kept when nothing else is said. */
const usualBytes = 64 * 1_048_576;

/** Questions whose answers are shared between answers of one moment. */
const mostShared = 100;

/** Milliseconds for which a kept receipt is not written again, far less than any is kept; and how many are remembered. */
const rememberReceipt = 3_600_000;
const mostReceipts = 10_000;

/** How often an answer is begun again because rows landed in between, before the server says it is busy. */
const mostAttempts = 5;

const seal = (value: unknown): Cached => {
  const json = JSON.stringify(value);
  return { json, etag: `"${createHash("sha256").update(json).digest("base64url").slice(0, 22)}"` };
};

/** Opens the room that answers. */
export const openAsk = (services: AskServices): Ask => {
  const { store, warehouse, landings, definitions, rollups, problems, now, version } = services;
  const kept = openKeptPeriods(landings);
  const cache = openCache<Cached>(services.cacheBytes ?? usualBytes, ({ json }) => json.length * 2);
  /** Answers of the newest moment: dashboards, pages and grains share questions. */
  let shared: { name: string; known: Map<string, KnownAnswer> } = { name: "", known: new Map() };
  const knownAt = ({ name }: Moment): Map<string, KnownAnswer> => new Map(shared.name === name ? shared.known : []);
  const share = ({ name }: Moment, known: Map<string, KnownAnswer>): void => {
    const all = new Map([...(shared.name === name ? shared.known : []), ...known]);
    shared = { name, known: new Map([...all].slice(-mostShared)) };
  };
  const drifted = rememberDrift(services.drift);
  const cascadeInput = async (weights: ReadonlyMap<string, number>): Promise<CascadeInput> => ({
    ...{ inForce: inForce(), memory: await readMemory(store), weights },
    now: workspaceNow(definitions.state().catalog, now()),
  });
  const inForce = (): InForce => ({ ...definitions.state(), drift: drifted(definitions.state().catalog).drift });
  const moment = (): Moment => {
    const current = inForce();
    return takeMoment(current, landings, problems(), rollups.usable(current.catalog), now());
  };
  const driftName = (): string => drifted(definitions.state().catalog).name;

  /** When receipts were kept, by id: the same answer gives the same receipt again and again. */
  const receiptsKept = new Map<string, number>();
  const keepOnce = async (kept: KeptReceipt): Promise<void> => {
    const { id } = kept.receipt;
    if (now() - (receiptsKept.get(id) ?? Number.NEGATIVE_INFINITY) < rememberReceipt) return;
    await keepReceipt(store, kept);
    if (receiptsKept.size >= mostReceipts) receiptsKept.clear();
    receiptsKept.set(id, now());
  };

  /** Gathers an answer that saw exactly the rows its moment counts; receipts are kept only of the one that is given. */
  const gathered = async <T>(lane: Lane, answer: (gathering: Gathering) => Promise<T>): Promise<T> => {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const at = moment();
      const guarded = attempt > 0 || at.mark === -1;
      const gathering: Gathering = {
        warehouse,
        moment: at,
        guarded,
        lane,
        at: now(),
        kept,
        whenSound: [],
        receipts: [],
        known: knownAt(at),
      };
      const value = await answer(gathering);
      if (!landings.undisturbed(at.mark) && (!guarded || isReplaced(at, landings))) continue;
      share(at, gathering.known);
      for (const act of gathering.whenSound) act();
      for (const receipt of gathering.receipts) await keepOnce(receipt);
      return value;
    }
    throw new Problem("overloaded", "Data lands faster than the question can be answered.", {
      hint: "Try again in a moment.",
    });
  };

  /** What was known at an instant: rows that land meanwhile change nothing of it. */
  const asKnown = async <T>(at: number, answer: (gathering: Gathering) => Promise<T>): Promise<T> => {
    const clock = now();
    const then = await momentAsKnown(inForce(), landings, problems(), Math.min(at, clock));
    const gathering: Gathering = {
      warehouse,
      moment: then,
      guarded: false,
      lane: "interactive",
      at: clock,
      kept: null,
      whenSound: [],
      receipts: [],
      known: new Map(),
    };
    const value = await answer(gathering);
    for (const receipt of gathering.receipts) await keepOnce(receipt);
    return value;
  };

  /** How often observations were kept: answers about the past are asked for anew. */
  let memories = 0;
  /** What is remembered, read once until something else is. */
  let held: { of: number; memory: Promise<Memory> } | null = null;
  const remembering = (): Promise<Memory> => {
    if (held?.of === memories) return held.memory;
    const reading = { of: memories, memory: readMemory(store) };
    held = reading;
    reading.memory.catch(() => {
      if (held === reading) held = null;
    });
    return reading.memory;
  };
  const readDate = (known: string | undefined): number | null => readKnown(known, definitions.state().catalog.calendar);
  const cached = (
    key: string,
    datasets: readonly string[],
    known: number | null,
    answer: (gathering: Gathering) => Promise<unknown>,
  ): Promise<Cached> =>
    cache.get(`${moment().name} ${driftName()} ${key} ${known}`, datasets, async () =>
      seal(await (known === null ? gathered("interactive", answer) : asKnown(known, answer))),
    );

  return {
    dashboard: async (id, { grain, known } = {}) => {
      const kpis = definitions.state().catalog.dashboards.get(id)?.kpis ?? [];
      const datasets = datasetsBehind(kpis, definitions.state().catalog);
      const at = readDate(known);
      const key = JSON.stringify([id, grain, memories]);
      return cached(`dashboard ${key}`, datasets, at, async (gathering) =>
        answerDashboard(gathering, id, grain, at === null ? await remembering() : noMemory),
      );
    },
    dashboards: async () => {
      const { dashboards } = definitions.state().catalog;
      const list = [...dashboards.values()].map((dashboard) => ({
        id: dashboard.id,
        label: dashboard.label,
        description: dashboard.description ?? null,
        grain: dashboard.grain,
        kpis: dashboard.kpis.length,
      }));
      return seal({ dashboards: list });
    },
    kpi: async (asked, query) => {
      const { catalog } = definitions.state();
      const id = handleNow(catalog, "kpi", asked) ?? asked;
      const datasets = datasetsBehind([id, ...(catalog.kpis.get(id)?.guardrails ?? [])], catalog);
      const at = readDate(query.known);
      const key = JSON.stringify([id, query.grain, query.from, query.to, query.by, query.compare, memories]);
      return cached(`kpi ${key}`, datasets, at, async (gathering) =>
        answerKpi(gathering, id, query, at === null ? await remembering() : noMemory, store),
      );
    },
    cohorts: (id, query) => {
      const datasets = datasetsBehind([id], definitions.state().catalog);
      const key = JSON.stringify([id, query.grain, query.ages]);
      return cached(`cohorts ${key}`, datasets, null, (gathering) => answerCohorts(gathering, id, query));
    },
    ask: async (question) => {
      const at = readDate(question.known);
      return at === null
        ? gathered("interactive", async (gathering) => answerSeries(gathering, question, await remembering()))
        : asKnown(at, (gathering) => answerKnownSeries(gathering, question));
    },
    dictionary: async (query) => seal(answerDictionary(inForce(), await allStandings(store), query)),
    dictionaryPage: async (id, type) => answerDictionaryPage(moment(), await allStandings(store), id, type),
    organisation: async () => {
      const at = workspaceNow(definitions.state().catalog, now());
      return seal(answerOrganisation(inForce(), await allStandings(store), at));
    },
    cascade: async (weights) => seal(answerCascade(await cascadeInput(weights))),
    weighed: () => weighedIn(wholesOf(definitions.state().catalog)),
    whatIf: async (changes, weights) => answerWhatIf(await cascadeInput(weights), changes),
    workspace: () => {
      const { catalog, findings } = definitions.state();
      const { workspace, calendar, dashboards } = catalog;
      return {
        id: workspace.id,
        label: workspace.label,
        description: workspace.description ?? null,
        now: workspaceNow(catalog, now()),
        pinned: pinnedInstant(catalog) !== null,
        timeZone: calendar.timeZone,
        weekStart: calendar.weekStart,
        fiscalYearStart: calendar.fiscalYearStart,
        dashboards: [...dashboards.values()].map(({ id, label }) => ({ id, label })),
        findings: countFindings(findings),
        version,
      };
    },
    receipt: async (id) => (await takeReceipt(store, id)).receipt,
    verify: (id) => verifyReceipt(store, warehouse, landings, id),
    verifyAll: () => gathered("background", answerVerification),
    past: (kpi) => gathered("interactive", (gathering) => pastOf(gathering, kpi)),
    judgements: () => gathered("background", async (gathering) => judgeEverything(gathering, await readMemory(store))),
    histories: () => gathered("background", async (gathering) => gatherHistories(gathering, await actedDays(store))),
    remembered: () => {
      memories += 1;
    },
    identities: async () => {
      const claimed = [...definitions.state().catalog.metrics.values()].some(({ identities }) => identities.length > 0);
      return claimed ? gathered("background", testIdentities) : [];
    },
    effect: (proposed) =>
      gathered("background", async (gathering) => {
        const after = momentAt(asInForce(proposed), landings, problems(), rollups.usable(proposed), gathering.moment);
        const effect = await answerEffect(gathering, after, await readMemory(store));
        // Nothing of it is shown as a number of record, so its receipts are not kept.
        gathering.receipts.length = 0;
        return effect;
      }),
    gate: (proposed, id) =>
      gathered("background", async (gathering) => {
        const draft = momentAt(asInForce(proposed), landings, problems(), rollups.usable(proposed), gathering.moment);
        return answerGate({ ...gathering, moment: draft, known: new Map(), receipts: [] }, id);
      }),
    preview: (proposed, dashboard, at) =>
      gathered("interactive", async (gathering) => {
        const then = momentAt(asInForce(proposed), landings, problems(), [], { now: at, pinned: true });
        const alone = { ...gathering, moment: then, kept: null, whenSound: [], receipts: [], known: new Map() };
        return answerDashboard(alone, dashboard, undefined, noMemory);
      }),
    invalidate: (datasets) => {
      shared = { name: "", known: new Map() };
      if (datasets === "all") kept.clear();
      cache.drop(datasets);
    },
  };
};
