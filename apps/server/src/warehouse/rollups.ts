import { createHash } from "node:crypto";
import type { Catalog } from "@sextant/model/definition/catalog";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import { type RollupDesign, rollupDesigns } from "@sextant/semantic/rollup/design";
import type { Rollup } from "@sextant/semantic/rollup/rollup";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import { rollupFillSql, rollupMergeSql, rollupTableSql } from "@sextant/semantic/sql/rollup";
import type { LandedState, Landings } from "../store/landing.ts";
import { allRollups, forgetRollup, keepRollup, type RollupRecord } from "../store/rollup.ts";
import type { Store } from "../store/store.ts";
import { dropTable, exchangeTables } from "./dataset-table.ts";
import type { Warehouse } from "./warehouse.ts";

/** Fewer rows are read as fast as states of them. */
const leastRows = 200_000;
/** A dimension of more values is no smaller than its rows. */
const mostValues = 2000;
/** Days between the first and the last row: more than 80 years of them are a mistake in the data. */
const mostDays = 30_000;
/** Landings added one by one before they are merged into one. */
const mostFills = 64;
/** New rows, as a share of all, that are added before answers are computed anew rather than after. */
const littleShare = 0.2;

/** Tables of states beside datasets (see `semantic/rollup`). A cache: dropping them loses nothing. */
export interface Rollups {
  /** The rollups that may be read now. */
  usable(catalog: Catalog): Rollup[];
  /** Brings the rollups of datasets up to what has landed; with `little` only where few rows are new. */
  refresh(catalog: Catalog, datasets: Iterable<string>, amount: "little" | "all"): Promise<void>;
  /** Drops every rollup. */
  clear(): Promise<void>;
}

export interface RollupServices {
  warehouse: Warehouse;
  store: Store;
  landings: Landings;
  /** Rows a dataset must have; 200,000 when not given. */
  leastRows?: number;
}

interface Wanted {
  design: RollupDesign;
  name: string;
  signature: string;
}

const wantedOf = (catalog: Catalog): Wanted[] =>
  rollupDesigns(catalog).map((design) => {
    const place = design.by === null ? "" : `_${catalog.datasets.get(design.dataset)?.dimensions.indexOf(design.by)}`;
    const name = `rollup_${design.dataset}${place}`;
    const text = JSON.stringify([rollupTableSql(design, catalog, name), design.states, catalog.calendar.timeZone]);
    return { design, name, signature: createHash("sha256").update(text).digest("hex") };
  });

const upkeep = { lane: "upkeep" } as const;

/** Opens the rollups over what is remembered of them. */
export const openRollups = async (services: RollupServices): Promise<Rollups> => {
  const { warehouse, store, landings, leastRows: least = leastRows } = services;
  const records = await allRollups(store);
  const known = new WeakMap<Catalog, Wanted[]>();
  let turn: Promise<unknown> = Promise.resolve();

  const wanted = (catalog: Catalog): Wanted[] => {
    const found = known.get(catalog) ?? wantedOf(catalog);
    known.set(catalog, found);
    return found;
  };
  const keep = async (record: RollupRecord): Promise<void> => {
    await keepRollup(store, record);
    records.set(record.name, record);
  };
  const forget = async (name: string): Promise<void> => {
    records.delete(name);
    await forgetRollup(store, name);
    await dropTable(warehouse, name);
  };
  /** The record of a rollup of these definitions and this file; undefined when it has to be made anew. */
  const current = ({ name, signature }: Wanted, state: LandedState): RollupRecord | undefined => {
    const record = records.get(name);
    if (record?.signature !== signature || record.fileSequence !== state.fileSequence) return undefined;
    return (record.through ?? 0) <= state.sequence ? record : undefined;
  };

  /** The local days that rows of some landings lie in; null when they are too many to be meant. */
  const daysOf = async (
    catalog: Catalog,
    dataset: string,
    { after, through }: { after: number; through: number },
  ): Promise<number[] | null> => {
    const range = `${sequenceColumn} > {after:UInt64} AND ${sequenceColumn} <= {through:UInt64}`;
    const at = instantColumn;
    const sql = `SELECT toUnixTimestamp64Milli(min(${at})), toUnixTimestamp64Milli(max(${at})) FROM ${tableName(dataset)} WHERE ${range}`;
    const { rows } = await warehouse.query({ sql, parameters: { after, through } }, upkeep);
    const [first = 0, last = 0] = (rows[0] ?? []).map(Number);
    if ((last - first) / 86_400_000 > mostDays) return null;
    return periodsBetween(first, last + 1, "day", catalog.calendar).map(({ start }) => start);
  };
  const isTooWide = async ({ dataset, by }: RollupDesign): Promise<boolean> => {
    if (by === null) return false;
    const sql = `SELECT uniq(${quoteIdentifier(by)}) FROM ${tableName(dataset)}`;
    const { rows } = await warehouse.query({ sql, parameters: {} }, upkeep);
    return Number(rows[0]?.[0] ?? 0) > mostValues;
  };
  /** Whether rows are there that no record speaks of: what a crash left. */
  const hasStray = async ({ name, through }: RollupRecord): Promise<boolean> => {
    const sql = `SELECT max(${sequenceColumn}) FROM ${name}`;
    const { rows } = await warehouse.query({ sql, parameters: {} }, upkeep);
    return Number(rows[0]?.[0] ?? 0) > (through ?? 0);
  };

  const build = async (catalog: Catalog, one: Wanted, state: LandedState): Promise<void> => {
    const { design, name, signature } = one;
    await forget(name);
    const base = { name, dataset: design.dataset, signature, fileSequence: state.fileSequence, since: 0, fills: 0 };
    const landed = { after: 0, through: state.sequence };
    const days = (await isTooWide(design)) ? null : await daysOf(catalog, design.dataset, landed);
    if (days === null) return keep({ ...base, through: null });
    await warehouse.command(rollupTableSql(design, catalog, name), upkeep);
    await warehouse.command(rollupFillSql(design, catalog, name, days, landed), upkeep);
    if (landings.state(design.dataset).fileSequence === state.fileSequence)
      await keep({ ...base, through: state.sequence });
  };
  const merge = async (catalog: Catalog, { design, name }: Wanted, record: RollupRecord): Promise<void> => {
    const into = `${name}_merged`;
    const through = record.through ?? 0;
    await dropTable(warehouse, into);
    await warehouse.command(rollupTableSql(design, catalog, into), upkeep);
    await warehouse.command(rollupMergeSql(design, name, into, through), upkeep);
    await exchangeTables(warehouse, name, into);
    await keep({ ...record, since: through, fills: 0 });
    await dropTable(warehouse, into);
  };
  const extend = async (catalog: Catalog, one: Wanted, record: RollupRecord, state: LandedState): Promise<void> => {
    const { design, name } = one;
    if (await hasStray(record)) return build(catalog, one, state);
    const landed = { after: record.through ?? 0, through: state.sequence };
    const days = await daysOf(catalog, design.dataset, landed);
    if (days === null) return forget(name);
    await warehouse.command(rollupFillSql(design, catalog, name, days, landed), upkeep);
    if (landings.state(design.dataset).fileSequence !== state.fileSequence) return;
    const extended = { ...record, through: state.sequence, fills: record.fills + 1 };
    await keep(extended);
    if (extended.fills >= mostFills) await merge(catalog, one, extended);
  };

  /** Rows of landings a rollup does not speak of yet. */
  const newRows = async (dataset: string, through: number): Promise<number> => {
    const all = await landings.list(dataset);
    return all.filter(({ sequence }) => sequence > through).reduce((sum, { rows }) => sum + rows, 0);
  };
  const refreshOne = async (catalog: Catalog, one: Wanted, amount: "little" | "all"): Promise<void> => {
    const state = landings.state(one.design.dataset);
    const record = current(one, state);
    if (record === undefined) {
      if (amount === "all" && state.rows >= least) await build(catalog, one, state);
      return;
    }
    if (record.through === null || record.through >= state.sequence) return;
    const added = amount === "all" ? 0 : await newRows(one.design.dataset, record.through);
    if (added <= littleShare * state.rows) await extend(catalog, one, record, state);
  };

  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const mine = turn.then(task);
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    usable: (catalog) =>
      wanted(catalog).flatMap((one): Rollup[] => {
        const { dataset, by, states } = one.design;
        const state = landings.state(dataset);
        const record = current(one, state);
        if (record === undefined || record.through === null) return [];
        const columns = Object.fromEntries(states.map(({ column, shared }) => [shared.key, column]));
        const { through, since, name: table } = record;
        const { timeZone } = catalog.calendar;
        return [{ dataset, table, by, timeZone, columns, through, since, complete: through === state.sequence }];
      }),
    refresh: (catalog, datasets, amount) =>
      inTurn(async () => {
        const chosen = new Set(datasets);
        for (const one of wanted(catalog)) {
          if (chosen.has(one.design.dataset)) await refreshOne(catalog, one, amount);
        }
        if (amount === "little") return;
        const names = new Set(wanted(catalog).map(({ name }) => name));
        for (const name of [...records.keys()]) if (!names.has(name)) await forget(name);
      }),
    clear: () =>
      inTurn(async () => {
        for (const name of [...records.keys()]) await forget(name);
      }),
  };
};
