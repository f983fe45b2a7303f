import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Benchmark, type Row, reported } from "./benchmark.ts";
import { times } from "./commerce/compare.ts";
import { sizeOf } from "./commerce/generate.ts";
import { landAll } from "./commerce/land.ts";
import { type Answer, checkSame, type Way } from "./commerce/panels.ts";
import { writeParquet } from "./commerce/parquet.ts";
import { sextant } from "./commerce/sextant.ts";
import { commerceWorkspace, eventsFor } from "./commerce/shop.ts";
import { withHouse } from "./house.ts";
import { inTurns, median, medianCost, ms, timed } from "./measure.ts";

/** What is measured against, by the program that runs it. */
const peers = { duckdb: "DuckDB, SQL by hand", malloy: "Malloy on DuckDB", hypequery: "hypequery on chDB" } as const;
type Peer = keyof typeof peers;

const home = join(import.meta.dirname, "peers");

/** The peers are no dependency of Sextant: they are installed when they are asked for. */
const install = (): void => {
  if (existsSync(join(home, "node_modules"))) return;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Not `npm ci`: an older engine inside one peer lacks packages for some platforms, which `ci` takes for a broken lockfile.
  execFileSync(npm, ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: home,
    stdio: "inherit",
  });
};

const start = (peer: Peer, what: "load" | "serve", folder: string): ChildProcess =>
  fork(join(home, `${peer}.mjs`), [what, folder], { stdio: ["ignore", "ignore", "inherit", "ipc"] });

const load = async (peer: Peer, folder: string): Promise<void> => {
  const [code] = await once(start(peer, "load", folder), "exit");
  if (code !== 0) throw new Error(`${peers[peer]} could not load the data.`);
};

/** The next message of a peer; throws when it ends instead. */
const heard = (child: ChildProcess, name: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`${name} ended before it answered.`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });

/** A peer's way to answer, with the processor time of every answer so far (ms): it is spent in the peer's own process. */
interface PeerWay extends Way {
  processor: number[];
}

/** Runs work with a peer that has opened its data and answered nothing yet. */
const withPeer = async <T>(peer: Peer, folder: string, work: (way: PeerWay) => Promise<T>): Promise<T> => {
  const child = start(peer, "serve", folder);
  const name = peers[peer];
  const processor: number[] = [];
  try {
    await heard(child, name);
    const answer = async (): Promise<Answer> => {
      const message = heard(child, name);
      child.send("answer");
      const { answer: lines, cpu } = (await message) as { answer: Answer; cpu: number };
      processor.push(cpu);
      return lines;
    };
    return await work({ name, answer, processor });
  } finally {
    child.kill("SIGKILL");
  }
};

/**
 * One peer against Sextant: the first answer of each after opening what was loaded before, then answers in turns. Sextant computes
 * each anew, from raw rows and from its rollups; values it keeps from answer to answer are not used.
 */
const measure = async (peer: Peer, folder: string, data: string, rounds: number): Promise<Row[]> => {
  const loaded = await timed(() => load(peer, folder));
  return withHouse(
    data,
    (house) =>
      withPeer(peer, folder, async (theirs) => {
        const ours = sextant.rollup(house);
        const cold = { ours: await timed(ours.answer), theirs: await timed(theirs.answer) };
        checkSame(cold.ours.value, cold.theirs.value, [ours.name, theirs.name]);
        const raw = sextant.raw(house);
        const turns = [ours.answer, theirs.answer, raw.answer];
        const [mine, other, fromRaw] = (await inTurns(rounds, turns)).map(medianCost);
        if (mine === undefined || other === undefined || fromRaw === undefined)
          throw new Error("Nothing was measured.");
        const processor = median(theirs.processor.slice(1));
        const row = (state: string, a: number, b: number): Row => ({
          work: `${theirs.name}, ${state}: times as long as Sextant`,
          goal: "> 1.00 ×",
          measured: `${times(b / a)} (${ms(b)} · ${ms(a)})`,
          met: b > a,
        });
        return [
          row("cold", cold.ours.wall, cold.theirs.wall),
          row("warm", mine.wall, other.wall),
          reported("  processor time, warm", `${times(processor / mine.cpu)} (${ms(processor)} · ${ms(mine.cpu)})`),
          reported("  Sextant from raw, warm", `${times(other.wall / fromRaw.wall)} (${ms(fromRaw.wall)})`),
          reported("  its load", ms(loaded.wall)),
        ];
      }),
    commerceWorkspace,
  );
};

/**
 * The dashboard against what others would use for it, on the same rows (from Parquet) and the same machine, in turns. Cold
 * is the first answer after opening what was loaded before, in a process that has answered nothing; the files are in memory.
 */
export const benchmark: Benchmark = async (options) => {
  install();
  const folder = await mkdtemp(join(tmpdir(), "sextant-bench-peers-"));
  const data = join(folder, "sextant");
  try {
    await mkdir(data);
    const size = sizeOf(eventsFor(options));
    await withHouse(
      data,
      async (house) => {
        await landAll(house, size);
        await house.followLandings("all");
        await writeParquet(house.warehouse, folder, size);
      },
      commerceWorkspace,
    );
    const rows: Row[] = [];
    for (const peer of Object.keys(peers) as Peer[])
      rows.push(...(await measure(peer, folder, data, options.quick ? 1 : 7)));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
