import { join } from "node:path";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Ask } from "@sextant/server/ask/ask";
import { openAsk } from "@sextant/server/ask/room";
import { readFolder } from "@sextant/server/definitions/folder";
import { openDefinitions } from "@sextant/server/definitions/room";
import { openFeed } from "@sextant/server/feed/feed";
import { openIntake } from "@sextant/server/intake/room";
import { openDrifts } from "@sextant/server/store/drift";
import { openLandings } from "@sextant/server/store/landing";
import { openStore } from "@sextant/server/store/store";
import { openWarehouse, type Warehouse } from "@sextant/server/warehouse/warehouse";
import { root } from "../tools/node24.mjs";

const example = join(root, "examples/flights");

/** The rooms of a server over the loaded example, without its doors. */
interface House {
  ask: Ask;
  catalog: Catalog;
  warehouse: Warehouse;
  /** What the engine did for the ask room since this was last asked: milliseconds, and rows it read. */
  engineWork: () => { time: number; rows: number };
}

/** Runs work in a house whose data directory is given. */
export const withHouse = async <T>(data: string, work: (house: House) => Promise<T>): Promise<T> => {
  const store = await openStore(`sqlite:${join(data, "records.db")}`);
  const warehouse = await openWarehouse(`chdb:${join(data, "facts")}`);
  try {
    const feed = await openFeed(store, Date.now);
    const drifts = await openDrifts(store);
    const definitions = await openDefinitions(store, feed, Date.now, drifts);
    await definitions.takeFolder(readFolder(example));
    const { catalog } = definitions.state();
    const landings = await openLandings(store);
    const intake = openIntake({
      store,
      warehouse,
      feed,
      landings,
      now: Date.now,
      report: console.error,
      workspaceFolder: example,
    });
    await intake.prepare(catalog);
    await intake.load(catalog);
    let done = { time: 0, rows: 0 };
    const timed: Warehouse = {
      ...warehouse,
      query: async (statement, options) => {
        const answer = await warehouse.query(statement, options);
        done = { time: done.time + answer.elapsedMs, rows: done.rows + answer.rowsRead };
        return answer;
      },
    };
    const ask = openAsk({
      rollups: { usable: () => [] },
      store,
      warehouse: timed,
      landings,
      definitions,
      problems: () => new Map(),
      drift: { kept: drifts, columns: () => [] },
      now: Date.now,
      version: "bench",
    });
    const engineWork = (): { time: number; rows: number } => {
      const work = done;
      done = { time: 0, rows: 0 };
      return work;
    };
    return await work({ ask, catalog, warehouse, engineWork });
  } finally {
    await warehouse.close();
    await store.close();
  }
};
