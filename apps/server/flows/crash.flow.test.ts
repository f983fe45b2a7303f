import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { batchSize, counted, killAgainAndAgain, send, startProcess } from "./crash.fixture.ts";
import { folderOf } from "./server.fixture.ts";
import { asCsv, someTrips, trips } from "./trips.fixture.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("kill -9", () => {
  it("at random moments while many senders share commits loses no acknowledged row and counts none twice", async () => {
    const folder = folderOf(trips(""));
    folders.push(folder);
    const { acknowledged, rows, different } = await killAgainAndAgain(folder, {
      rounds: 8,
      senders: 8,
      chance: Math.random,
    });
    expect(acknowledged).toBeGreaterThan(16);
    expect([rows, different]).toEqual([acknowledged * batchSize, acknowledged * batchSize]);
  });

  it("while a file loads leaves the dataset whole or as it was, and the next start loads it", async () => {
    const count = 120_000;
    const folder = folderOf({ ...trips("trips.csv"), "trips.csv": asCsv(someTrips(count, 1_000_000)) });
    folders.push(folder);
    for (const wait of [0, 400, 900, 1600, 2400]) {
      const server = await startProcess(folder, /http/);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await server.kill();
    }
    const server = await startProcess(folder, /http/);
    expect(await counted(server)).toEqual([count, count]);
    expect((await send(server, 0)).status).toBe(202);
    await server.kill();
    const again = await startProcess(folder, /http/);
    expect(await counted(again)).toEqual([count + batchSize, count + batchSize]);
    await again.kill();
  });
});
