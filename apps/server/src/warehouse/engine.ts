import { Readable } from "node:stream";
import type { ClickHouseSettings, createClient } from "@clickhouse/client";
import { quoteIdentifier } from "@sextant/semantic/sql/name";
import { problemOf } from "./fault.ts";
import { openLane } from "./lane.ts";
import { readRows } from "./result.ts";
import { drain, limitsOf, writeLimits } from "./settings.ts";
import type { Lane, StatementOptions, Warehouse } from "./warehouse.ts";

/** The official client, over HTTP or in process. */
export type EngineClient = ReturnType<typeof createClient>;

export interface EngineOptions {
  /** One for every statement a lane may run at a time. */
  clients: Record<Lane, readonly EngineClient[]>;
  database: string;
  embedded: boolean;
  /** A way for lines past the engine's reading of statements, on the background lane, where there is one for these columns. */
  insertRaw?: (
    table: string,
    lines: string,
    columns: readonly string[],
    settings: ClickHouseSettings,
  ) => Promise<void> | null;
}

/** The client a statement runs with, nobody else's meanwhile. */
interface Hand {
  client: EngineClient;
  /** Whether a failed statement left something in its connection. */
  dirty: boolean;
}

/** A lane with its clients; one that a failed or withdrawn statement may still keep busy is taken last. */
const openHands = (clients: readonly EngineClient[]) => {
  const queue = openLane(clients.length);
  const free: Hand[] = clients.map((client) => ({ client, dirty: false }));
  return {
    idle: () => queue.idle(),
    run: <T>(task: (hand: Hand) => Promise<T>, signal?: AbortSignal): Promise<T> =>
      queue.run(async () => {
        const hand = free.pop();
        if (hand === undefined) throw new Error("A lane runs more statements than it has clients.");
        try {
          return await task(hand);
        } finally {
          if (hand.dirty) free.unshift(hand);
          else free.push(hand);
        }
      }, signal),
  };
};

/**
 * The warehouse over some clients. The embedded engine leaves the output of a failed statement in the connection, in front of
 * the next answer: after a failure the connection is drained before anything else runs on it.
 */
export const engineWarehouse = async (options: EngineOptions): Promise<Warehouse> => {
  const { clients, database, embedded } = options;
  const lanes = {
    interactive: openHands(clients.interactive),
    background: openHands(clients.background),
    upkeep: openHands(clients.upkeep),
  };

  const run = <T>(task: (client: EngineClient) => Promise<T>, lane: Lane, signal?: AbortSignal): Promise<T> =>
    lanes[lane].run(async (hand) => {
      if (hand.dirty) await drain(hand.client);
      hand.dirty = false;
      try {
        return await task(hand.client);
      } catch (error) {
        hand.dirty = embedded;
        throw problemOf(error);
      }
    }, signal);

  const command = (sql: string, parameters: Record<string, unknown>, settings: StatementOptions = {}): Promise<void> =>
    run(
      async (client) => {
        await client.command({ query: sql, query_params: parameters, clickhouse_settings: writeLimits(settings) });
      },
      settings.lane === "upkeep" ? "upkeep" : "background",
    );

  const all = new Set(Object.values(clients).flat());
  if (embedded) {
    await command(`CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`, {});
    for (const client of all) await client.command({ query: `USE ${database}` });
  }
  const read = async (
    client: EngineClient,
    sql: string,
    parameters: Record<string, unknown>,
    settings: StatementOptions,
  ) => {
    const answer = await client.query({
      query: sql,
      query_params: parameters,
      format: "JSONCompact",
      clickhouse_settings: limitsOf(settings),
      ...(settings.signal === undefined ? {} : { abort_signal: settings.signal }),
    });
    return readRows(await answer.text());
  };
  const version = await run((client) => read(client, "SELECT version()", {}, { lane: "background" }), "background");
  const engine = `${embedded ? "chDB, ClickHouse" : "ClickHouse"} ${String(version.rows[0]?.[0])}`;

  return {
    query: ({ sql, parameters }, settings = {}) =>
      run((client) => read(client, sql, parameters, settings), settings.lane ?? "interactive", settings.signal),
    command: ({ sql, parameters }, settings) => command(sql, parameters, settings),
    insert: (table, rows, settings) =>
      run(async (client) => {
        const [first, ...others] = settings.columns.map(quoteIdentifier);
        if (first === undefined || rows.length === 0) return;
        await client.insert({
          table,
          columns: [first, ...others],
          values: rows,
          format: "JSONCompactEachRow",
          clickhouse_settings: writeLimits(settings),
        });
      }, "background"),
    insertLines: (table, lines, settings) =>
      run(async (client) => {
        const [first, ...others] = settings.columns.map(quoteIdentifier);
        if (first === undefined || lines === "") return;
        const raw = options.insertRaw?.(table, lines, settings.columns, writeLimits(settings));
        if (raw) return raw;
        await client.insert({
          table,
          columns: [first, ...others],
          values: Readable.from([lines], { objectMode: false }),
          format: "TabSeparated",
          clickhouse_settings: writeLimits(settings),
        });
      }, "background"),
    engine: () => engine,
    readsFiles: embedded,
    close: async () => {
      await Promise.all(Object.values(lanes).map((lane) => lane.idle()));
      await Promise.all([...all].map((client) => client.close()));
    },
  };
};
