import { createHash } from "node:crypto";
import type { Catalog } from "@sextant/model/definition/catalog";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import { narrowed, type RollupDesign, rollupDesigns } from "@sextant/semantic/rollup/design";
import type { Rollup } from "@sextant/semantic/rollup/rollup";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import { rollupFillSql, rollupMergeSql, rollupTableSql, rollupWidthsSql } from "@sextant/semantic/sql/rollup";
import type { LandedState, Landings } from "../store/landing.ts";
import { allRollups, forgetRollup, keepRollup, type RollupRecord } from "../store/rollup.ts";
import type { Store } from "../store/store.ts";
import { dropTable } from "./dataset-table.ts";
import type { Warehouse, WarehouseStatement } from "./warehouse.ts";

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
  /** Brings the rollups of datasets up to what has landed; with `little` only those of the whole, and only where few rows are new. */
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
  /** What its tables are called, before the number that makes every one of them another. */
  stem: string;
  signature: string;
}

const wantedOf = (catalog: Catalog): Wanted[] =>
  rollupDesigns(catalog).map((design) => {
    const dataset = catalog.datasets.get(design.dataset);
    const place = design.by === null ? "all" : String(dataset?.dimensions.indexOf(design.by));
    const stem = `rollup_${place}_${design.dataset}`;
    const cut = design.by === null ? null : dataset?.columns[design.by];
    const text = JSON.stringify([rollupTableSql(design, catalog, stem), design.states, cut, catalog.calendar.timeZone]);
    return { design, stem, signature: createHash("sha256").update(text).digest("hex") };
  });

/** What a record says its table holds: the meaning of its states, and the columns of those that hold whole numbers in 32 bits. */
const heldBy = ({ signature }: RollupRecord): { meaning: string; narrow: string[] } => {
  const [meaning = "", ...narrow] = signature.split(" ");
  return { meaning, narrow };
};

const holding = (meaning: string, narrow: readonly string[]): string => [meaning, ...narrow].join(" ");

/** Whether the engine refused a number because it does not fit (70 CANNOT_CONVERT_TYPE, 321 VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE). */
const isTooWideANumber = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["70", "321"].includes(String(error.code));

const upkeep = { lane: "upkeep" } as const;

/** Rows that landed, to be added to a rollup. */
interface Landed {
  after: number;
  through: number;
  /** Starts of the local days they lie in, epoch ms. */
  days: readonly number[];
}

const stemOf = (table: string): string => table.replace(/_v\d+$/, "");
const numberOf = (table: string): number => Number(/_v(\d+)$/.exec(table)?.[1] ?? 0);

/** Tables of rollups that are there, recorded or not. */
const presentTables = async (warehouse: Warehouse): Promise<string[]> => {
  const sql = "SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'rollup_')";
  const { rows } = await warehouse.query({ sql, parameters: {} }, upkeep);
  return rows.map(([name]) => String(name));
};

/** The records of tables that are there, by stem; other tables are what a crash left and go, other records are forgotten. */
const settled = async ({ warehouse, store }: RollupServices): Promise<Map<string, RollupRecord>> => {
  const recorded = await allRollups(store);
  const present = await presentTables(warehouse);
  for (const table of present) if (!recorded.has(table)) await dropTable(warehouse, table);
  for (const [name, { through }] of recorded) {
    if (through === null || present.includes(name)) continue;
    recorded.delete(name);
    await forgetRollup(store, name);
  }
  return new Map([...recorded].map(([name, record]) => [stemOf(name), record]));
};

/** Opens the rollups over what is remembered of them. */
export const openRollups = async (services: RollupServices): Promise<Rollups> => {
  const { warehouse, store, landings, leastRows: least = leastRows } = services;
  const records = await settled(services);
  let tables = Math.max(0, ...[...records.values()].map(({ name }) => numberOf(name)));
  const known = new WeakMap<Catalog, Wanted[]>();
  let turn: Promise<unknown> = Promise.resolve();
  /** Tables that hold nothing but what their record speaks of, as this process saw. */
  const sound = new Set<string>();

  const wanted = (catalog: Catalog): Wanted[] => {
    const found = known.get(catalog) ?? wantedOf(catalog);
    known.set(catalog, found);
    return found;
  };
  /** A table of its own for everything that is made, so that a question written for another one never reads it. */
  const nextTable = (stem: string): string => {
    tables += 1;
    return `${stem}_v${tables}`;
  };
  const forget = async (stem: string): Promise<void> => {
    const name = records.get(stem)?.name;
    records.delete(stem);
    if (name === undefined) return;
    await forgetRollup(store, name);
    await dropTable(warehouse, name);
  };
  /** Keeps how far a rollup has come; the table of the record before goes if this one has another. */
  const keep = async (record: RollupRecord): Promise<void> => {
    const stem = stemOf(record.name);
    const before = records.get(stem)?.name ?? record.name;
    await keepRollup(store, record);
    records.set(stem, record);
    if (before === record.name) return;
    await forgetRollup(store, before);
    await dropTable(warehouse, before);
  };
  /** The record of a rollup of these definitions and this file; undefined when it has to be made anew. */
  const current = ({ stem, signature }: Wanted, state: LandedState): RollupRecord | undefined => {
    const record = records.get(stem);
    if (record === undefined || heldBy(record).meaning !== signature) return undefined;
    if (record.fileSequence !== state.fileSequence) return undefined;
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
    if (sound.has(name)) return false;
    const sql = `SELECT max(${sequenceColumn}) FROM ${name}`;
    const { rows } = await warehouse.query({ sql, parameters: {} }, upkeep);
    return Number(rows[0]?.[0] ?? 0) > (through ?? 0);
  };

  /** The columns whose states can hold the whole numbers of all rows in 32 bits. */
  const narrowOf = async (catalog: Catalog, design: RollupDesign): Promise<string[]> => {
    const { sql, parameters, columns } = rollupWidthsSql(design, catalog);
    if (columns.length === 0) return [];
    const { rows } = await warehouse.query({ sql, parameters }, upkeep);
    return columns.filter((_, index) => Number(rows[0]?.[index]) === 1);
  };

  /** Makes a table and records it; it goes again when that fails or it turns out to speak of rows that were replaced. */
  const make = async (catalog: Catalog, design: RollupDesign, record: RollupRecord, fill: WarehouseStatement) => {
    const { name, dataset, fileSequence } = record;
    const isOfNow = () => landings.state(dataset).fileSequence === fileSequence;
    try {
      await warehouse.command(rollupTableSql(design, catalog, name), upkeep);
      await warehouse.command(fill, upkeep);
    } catch (error) {
      await dropTable(warehouse, name);
      throw error;
    }
    await (isOfNow() ? keep(record) : dropTable(warehouse, name));
    sound.add(name);
  };
  const build = async (catalog: Catalog, one: Wanted, state: LandedState): Promise<void> => {
    const { design, stem, signature } = one;
    const { dataset } = design;
    const name = nextTable(stem);
    const record = { name, dataset, signature, fileSequence: state.fileSequence, since: 0, fills: 0 };
    const landed = { after: 0, through: state.sequence };
    const days = (await isTooWide(design)) ? null : await daysOf(catalog, dataset, landed);
    if (days === null) return keep({ ...record, through: null });
    const narrow = await narrowOf(catalog, design);
    const made = narrowed(design, narrow);
    const fill = rollupFillSql(made, catalog, name, days, landed);
    const held = holding(signature, narrow);
    await make(catalog, made, { ...record, signature: held, through: state.sequence }, fill);
  };
  const merge = async (catalog: Catalog, one: Wanted, record: RollupRecord): Promise<void> => {
    const name = nextTable(one.stem);
    const through = record.through ?? 0;
    const design = narrowed(one.design, heldBy(record).narrow);
    const fill = rollupMergeSql(design, record.name, name, through);
    await make(catalog, design, { ...record, name, since: through, fills: 0 }, fill);
  };
  /** Adds the states of rows that landed; false when a number does not fit in them. */
  const add = async (catalog: Catalog, one: Wanted, record: RollupRecord, landed: Landed): Promise<boolean> => {
    const design = narrowed(one.design, heldBy(record).narrow);
    sound.delete(record.name);
    try {
      await warehouse.command(rollupFillSql(design, catalog, record.name, landed.days, landed), upkeep);
    } catch (error) {
      if (isTooWideANumber(error)) return false;
      throw error;
    }
    sound.add(record.name);
    return true;
  };
  const extend = async (
    catalog: Catalog,
    one: Wanted,
    record: RollupRecord,
    state: LandedState,
    landed: Landed,
  ): Promise<void> => {
    if ((await hasStray(record)) || !(await add(catalog, one, record, landed))) return build(catalog, one, state);
    if (landings.state(one.design.dataset).fileSequence !== state.fileSequence) return;
    const extended = { ...record, through: state.sequence, fills: record.fills + 1 };
    await keep(extended);
    if (extended.fills >= mostFills) await merge(catalog, one, extended);
  };

  /** Whether so few rows are new that they are added now. */
  const isLittle = async (dataset: string, through: number, state: LandedState): Promise<boolean> =>
    (await landings.rowsSince(dataset, through)) <= littleShare * state.rows;

  /** Brings the rollups of a dataset up to what has landed; of a little, only that of the whole, which everybody reads. */
  const refreshDataset = async (catalog: Catalog, dataset: string, amount: "little" | "all"): Promise<void> => {
    const state = landings.state(dataset);
    const days = new Map<number, number[] | null>();
    for (const one of wanted(catalog).filter(({ design }) => design.dataset === dataset)) {
      if (amount === "little" && one.design.by !== null) continue;
      const record = current(one, state);
      if (record === undefined) {
        if (amount === "all" && state.rows >= least) await build(catalog, one, state);
        continue;
      }
      const after = record.through;
      if (after === null || after >= state.sequence) continue;
      if (amount === "little" && !(await isLittle(dataset, after, state))) continue;
      const landed = { after, through: state.sequence };
      const own = days.get(after) ?? (await daysOf(catalog, dataset, landed));
      days.set(after, own);
      await (own === null ? forget(one.stem) : extend(catalog, one, record, state, { ...landed, days: own }));
    }
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
        const held = heldBy(record).narrow;
        const narrow = states.flatMap(({ column, shared }) => (held.includes(column) ? [shared.key] : []));
        return [
          { dataset, table, by, timeZone, columns, narrow, through, since, complete: through === state.sequence },
        ];
      }),
    refresh: (catalog, datasets, amount) =>
      inTurn(async () => {
        for (const dataset of new Set(datasets)) await refreshDataset(catalog, dataset, amount);
        if (amount === "little") return;
        const stems = new Set(wanted(catalog).map(({ stem }) => stem));
        for (const stem of [...records.keys()]) if (!stems.has(stem)) await forget(stem);
      }),
    clear: () =>
      inTurn(async () => {
        for (const stem of [...records.keys()]) await forget(stem);
      }),
  };
};
