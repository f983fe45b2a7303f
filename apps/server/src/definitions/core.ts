import type { Author } from "@sextant/model/access/author";
import type { ChangesAnswer } from "@sextant/model/api/answers/definitions";
import type { FeedEvent } from "@sextant/model/api/feed";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { readWorkspace, type WorkspaceReading } from "@sextant/semantic/read/read";
import { diffCatalogs } from "@sextant/semantic/version/version";
import type { Transaction } from "kysely";
import type { Feed } from "../feed/feed.ts";
import { allApprovals } from "../store/approval.ts";
import { definitionFiles, definitionVersions, replaceDefinitions } from "../store/definition.ts";
import type { Drifts } from "../store/drift.ts";
import { takeTurn } from "../store/lock.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { Applied, DefinitionState, Planned, WorkspaceFile } from "./definitions.ts";
import { driftAfter } from "./drift.ts";
import { sameFiles } from "./files.ts";
import { statesOf } from "./states.ts";
import { numbered, rowsOf, versionsByKey } from "./versions.ts";

/** What the parts of the room share: what is in force, and the one way to change it. */
export interface Core {
  store: Store;
  feed: Feed;
  /** The server's clock, epoch ms. */
  now: () => number;
  drifts: Drifts;
  /** What is in force; null before the first apply. */
  current(): DefinitionState | null;
  /** What is in force; throws `overloaded` before the first apply. */
  state(): DefinitionState;
  /** Shows other findings beside what is in force. */
  show(findings: readonly Finding[]): void;
  /** One change after another, so that each is compared with the one before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  planOf(reading: WorkspaceReading): Promise<Planned>;
  /** Puts files in force; `also` runs in the same transaction, its facts are told after it. Throws `invalid_definitions`. */
  applyFiles(
    files: readonly WorkspaceFile[],
    by: Author,
    also?: (transaction: Transaction<Tables>, changes: ChangesAnswer["changes"]) => Promise<FeedEvent[]>,
  ): Promise<Applied>;
  /** Puts in force again what the store says is. */
  restore(): Promise<void>;
  /** Reads approvals anew. */
  reread(): Promise<void>;
}

/** The refusal of definitions with errors. */
export const refuse = (findings: readonly Finding[]): Problem => {
  const errors = findings.filter((finding) => finding.severity === "error").length;
  return new Problem("invalid_definitions", `The definitions have ${errors} ${errors === 1 ? "error" : "errors"}.`, {
    hint: "Nothing was applied; correct the findings and try again.",
    findings,
  });
};

/** Datasets whose rows must be read again: new or changed ones, and all when the calendar's zone did; holidays move no instant. */
const changedDatasets = (changes: ChangesAnswer["changes"], catalog: Catalog): string[] => {
  const weighty = changes.filter(({ change }) => change === "added" || change === "semantic");
  const isZone = (path: string): boolean => path === "timeZone";
  if (weighty.some(({ type, fields }) => type === "calendar" && fields.some(({ path }) => isZone(path)))) {
    return [...catalog.datasets.keys()];
  }
  return weighty.filter(({ type }) => type === "dataset").map(({ id }) => id);
};

/** Opens what the parts of the room share over a store. */
export const openCore = (store: Store, feed: Feed, now: () => number, drifts: Drifts): Core => {
  let state: DefinitionState | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const put = async ({ catalog, findings, places }: WorkspaceReading & { catalog: Catalog }): Promise<void> => {
    const versions = versionsByKey(await definitionVersions(store.db));
    const governed = statesOf(catalog, versions, await allApprovals(store.db));
    const revision = (state?.revision ?? 0) + 1;
    state = { catalog, findings, places, versions, ...governed, revision, checkedAt: now() };
  };

  const planOf: Core["planOf"] = async ({ catalog, findings }) => {
    if (!catalog) return { changes: [], findings, catalog: null };
    const versions = versionsByKey(await definitionVersions(store.db));
    return { changes: numbered(diffCatalogs(state?.catalog ?? null, catalog), versions), findings, catalog };
  };

  const applyFiles: Core["applyFiles"] = async (files, by, also) => {
    const reading = readWorkspace(files);
    const { catalog, findings, places } = reading;
    if (!catalog) throw refuse(findings);
    const { changes } = await planOf(reading);
    const isNew = changes.length > 0 || !state || !sameFiles(await definitionFiles(store.db), files);
    const before = state?.catalog ?? null;
    const events: FeedEvent[] = [];
    const drift = await store.db.transaction().execute(async (transaction) => {
      if (also !== undefined) events.push(...(await also(transaction, changes)));
      if (!isNew) return null;
      await takeTurn(transaction, store.dialect, "definitions");
      const known = versionsByKey(await definitionVersions(transaction));
      const rows = rowsOf(catalog, places, known, { at: now(), by });
      await replaceDefinitions(transaction, { files, ...rows });
      const drifted = driftAfter({ before, after: catalog, known, current: rows.current, at: now() }, drifts.list());
      await drifts.write(transaction, drifted);
      events.push(await feed.record(transaction, { type: "applied", changes: changes.length }));
      return drifted;
    });
    if (drift !== null) {
      drifts.written(drift);
      await put({ ...reading, catalog });
    } else if (state) state = { ...state, findings, checkedAt: now() };
    for (const event of events) feed.publish(event);
    return { answer: { changes, findings, applied: true }, changedDatasets: changedDatasets(changes, catalog) };
  };

  return {
    store,
    feed,
    now,
    drifts,
    current: () => state,
    state: () => {
      if (state) return state;
      throw new Problem("overloaded", "The definitions are not loaded yet.", { hint: "Try again in a moment." });
    },
    show: (findings) => {
      if (state) state = { ...state, findings, checkedAt: now(), revision: state.revision + 1 };
    },
    inTurn: (work) => {
      const result = turn.then(work, work);
      turn = result.catch(() => undefined);
      return result;
    },
    planOf,
    applyFiles,
    restore: async () => {
      const kept = await definitionFiles(store.db);
      if (kept.length === 0) return;
      const { catalog, ...rest } = readWorkspace(kept);
      if (catalog) await put({ catalog, ...rest });
    },
    reread: async () => {
      if (!state) return;
      const governed = statesOf(state.catalog, state.versions, await allApprovals(store.db));
      state = { ...state, ...governed, revision: state.revision + 1 };
    },
  };
};
