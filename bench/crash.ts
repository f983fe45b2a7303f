import { rm } from "node:fs/promises";
import { batchSize, killAgainAndAgain } from "../apps/server/flows/crash.fixture.ts";
import { folderOf } from "../apps/server/flows/server.fixture.ts";
import { trips } from "../apps/server/flows/trips.fixture.ts";
import type { Benchmark } from "./benchmark.ts";

/** Eight senders at once, and `kill -9` at random moments: every acknowledged row is there, once. */
export const benchmark: Benchmark = async ({ quick }) => {
  const rounds = quick ? 2 : 50;
  const folder = folderOf(trips(""));
  try {
    const { acknowledged, rows, different } = await killAgainAndAgain(folder, {
      rounds,
      senders: 8,
      chance: Math.random,
    });
    const wanted = acknowledged * batchSize;
    return [
      {
        work: `kill -9 at random moments under load, ${rounds} rounds`,
        goal: "every acknowledged row once",
        measured: `${wanted} acknowledged · ${rows} there · ${different} different`,
        met: rows === wanted && different === wanted,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
